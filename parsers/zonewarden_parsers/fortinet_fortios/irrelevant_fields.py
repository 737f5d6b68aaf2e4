"""Fields of the large system and VPN objects that change nothing the model describes (see `irrelevant`).

FortiOS CLI Reference 6.4 to 7.6, by object.
"""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


SYSTEM_GLOBAL = _names("""
    admin-concurrent admin-console-timeout admin-forticloud-sso-login admin-forticloud-sso-default-profile admin-host admin-hsts-max-age
    admin-login-max admin-reset-button admin-server-cert admin-ssh-password admin-https-ssl-versions admintimeout alias anti-replay arp-max-entry
    auth-cert auth-http-port auth-https-port auth-ike-saml-port auth-keepalive auth-session-limit auto-auth-extension-device autorun-log-fsck
    av-affinity av-failopen av-failopen-session batch-cmdb bfd-affinity block-session-timer br-fdb-max-entry cert-chain-max cfg-revert-timeout cfg-save check-protocol-header
    check-reset-range cli-audit-log cloud-communication clt-cert-req cmdbsvr-affinity cpu-use-threshold csr-ca-attribute daily-restart
    default-service-source-port delay-tcp-npu-session device-identification-active-scan-delay device-idle-timeout dh-params dnsproxy-worker-count dst
    early-tcp-npu-session edit-vdom-prompt endpoint-control-fds-access endpoint-control-portal-port extender-controller-reserved-network failtime
    faz-disk-buffer-size fds-statistics fds-statistics-period fec-port fgd-alert-subscription forticarrier-bypass forticontroller-proxy forticontroller-proxy-port
    forticonverter-config-upload forticonverter-integration fortiextender fortiextender-data-port fortiextender-discovery-lockdown fortiextender-provision-on-authorization
    fortiextender-vlan-mode fortigslb-integration fortiipam-integration fortiservice-port fortitoken-cloud fortitoken-cloud-push-status fortitoken-cloud-region fortitoken-cloud-sync-interval
    geoip-full-db gui-allow-default-hostname gui-allow-incompatible-fabric-fgt gui-app-detection-sdwan gui-auto-upgrade-setup-warning gui-cdn-domain-override
    gui-cdn-usage gui-certificates gui-custom-language gui-date-format gui-date-time-source gui-device-latitude gui-device-longitude
    gui-display-hostname gui-firmware-upgrade-setup-warning gui-firmware-upgrade-warning gui-forticare-registration-setup-warning gui-fortigate-cloud-sandbox
    gui-fortiguard-resource-fetch gui-fortisandbox-cloud gui-ipv6 gui-lines-per-page gui-local-out gui-replacement-message-groups gui-rest-api-cache gui-theme
    gui-wireless-opensecurity gui-workflow-management ha-affinity hardware-interface-lag-hash honor-df hw-switch-ether-filter hyper-scale-vdom-num igmp-state-limit
    ike-embryonic-limit interface-subnet-usage internet-service-database internet-service-download-list interval ip-conflict-detection ip-fragment-mem-thresholds
    ip-src-port-range ips-affinity ipsec-asic-offload ipsec-ha-seqjump-rate ipsec-hmac-offload ipsec-qat-offload ipsec-round-robin ipsec-soft-dec-async
    ipv6-accept-dad ipv6-allow-anycast-probe ipv6-allow-local-in-silent-drop ipv6-allow-multicast-probe irq-time-accounting language ldapconntimeout legacy-poe-device-support lldp-reception
    lldp-transmission log-single-cpu-high log-ssl-connection log-uuid log-uuid-address log-uuid-policy login-timestamp management-ip management-port
    management-port-use-admin-sport management-vdom max-dlpstat-memory max-route-cache-size mc-ttl-notchange memory-use-threshold-extreme memory-use-threshold-green memory-use-threshold-red miglog-affinity
    miglogd-children multi-factor-authentication multicast-forward ndp-max-entry npu-neighbor-update per-user-bal per-user-bwl phase1-rekey pmtu-discovery policy-auth-concurrent
    post-login-banner pre-login-banner proxy-and-explicit-proxy proxy-auth-lifetime proxy-auth-lifetime-timeout proxy-auth-timeout proxy-cert-use-mgmt-vdom
    proxy-cipher-hardware-acceleration proxy-hardware-acceleration proxy-keep-alive-mode proxy-kxp-hardware-acceleration proxy-re-authentication-mode
    proxy-re-authentication-time proxy-resource-mode proxy-worker-count purdue-level quic-ack-thresholds quic-congestion-control-algo radius-port reboot-upon-config-restore refresh
    registration-notification remoteauthtimeout reset-sessionless-tcp restart-time revision-backup-on-logout revision-image-auto-backup rest-api-key-url-query scanunit-count
    security-rating-result-submission security-rating-run-on-schedule send-pmtu-icmp sflowd-max-children-num single-vdom-npuvlink snat-route-change special-file-23-support
    speedtest-server speedtestd-ctrl-port speedtestd-server-port split-port split-port-mode ssd-trim-date ssd-trim-freq ssd-trim-hour ssd-trim-min ssd-trim-weekday
    sslvpn-affinity sslvpn-cipher-hardware-acceleration sslvpn-ems-sn-check sslvpn-kxp-hardware-acceleration sslvpn-max-worker-count sslvpn-plugin-version-check sslvpn-web-mode
    ssl-min-proto-version strict-dirty-session-check switch-controller switch-controller-reserved-network switch-controller-reserved-network-ip sys-perf-log-interval
    syslog-affinity tcp-halfclose-timer tcp-halfopen-timer tcp-option tcp-rst-timer tcp-timewait-timer tftp timezone traffic-priority traffic-priority-level
    two-factor-email-expiry two-factor-fac-expiry two-factor-ftk-expiry two-factor-ftm-expiry two-factor-sms-expiry udp-idle-timer upgrade-report url-filter-affinity url-filter-count
    user-device-store-max-devices user-device-store-max-unified-mem user-device-store-max-users user-server-cert vdom-admin vdom-mode vip-arp-range virtual-server-count
    virtual-server-hardware-acceleration virtual-switch-vlan vpn-ems-sn-check wad-affinity wad-csvc-cs-count wad-csvc-db-count wad-memory-change-granularity wad-p2s-max-body-size wad-restart-end-time wad-restart-mode
    wad-restart-start-time wad-source-affinity wad-worker-count wifi-ca-certificate wifi-certificate wimax-4g-usb wireless-controller wireless-controller-port wireless-mode http-request-limit http-unauthenticated-request-limit
    admin-maintainer fortigate-cloud-sandbox private-data-encryption sslvpn-plugin-version-check application-bandwidth-tracking tls-session-cache gui-latitude gui-longitude admin-entra admin-single-sign-on
    """)  # fmt: skip

SYSTEM_SETTINGS = _names("""
    comments vdom-type manageip manageip6 gateway gateway6 ip ip6 device http-external-dest firewall-session-dirty
    inspection-mode ssl-ssh-profile bfd bfd-desired-min-tx bfd-required-min-rx bfd-detect-mult
    bfd-dont-enforce-src-port utf8-spam-tagging wccp-cache-engine vpn-stats-log vpn-stats-period v4-ecmp-mode mac-ttl fw-session-hairpin prp-trailer-action
    snat-hairpin-traffic dhcp-proxy dhcp-proxy-interface-select-method dhcp-proxy-interface dhcp-server-ip dhcp6-server-ip lldp-reception lldp-transmission
    link-down-access nat46-generate-ipv6-fragment-header nat46-force-ipv4-packet-forwarding nat64-force-ipv6-packet-forwarding auxiliary-session
    detect-unknown-esp sip-expectation sip-tcp-port sip-udp-port sip-ssl-port sip-helper sip-nat-trace sccp-port multicast-forward multicast-ttl-notchange
    tcp-session-without-syn ses-denied-traffic ses-denied-multicast-traffic strict-src-check allow-linkdown-path hyperscale-default-policy-action location-id
    default-voip-alg-mode default-app-port-as-service policy-offload-level ike-quick-crash-detect ike-session-resume ike-dn-format ike-port ike-policy-route ike-tcp-port block-land-attack ike-natt-port
    deny-tcp-with-icmp consolidated-firewall-mode discovered-device-timeout email-portal-check-dns ecmp-max-paths status dyn-addr-session-check internet-service-database-cache
    application-bandwidth-tracking fqdn-session-check ext-resource-session-check intree-ses-best-route ip-conflict-detection trap-local-session trap-session-flag lan-extension-controller-addr nat46 pfcp-monitor-mode
    gui-icap gui-voip-profile gui-dynamic-profile-display gui-implicit-policy gui-dns-database gui-load-balance gui-multicast-policy gui-dos-policy gui-object-colors gui-route-tag-address-creation
    gui-replacement-message-groups gui-voip-profile gui-ap-profile gui-security-profile-group gui-dynamic-routing gui-sslvpn-personal-bookmarks gui-sslvpn-realms gui-policy-based-ipsec
    gui-threat-weight gui-multiple-utm-profiles gui-spamfilter gui-file-filter gui-application-control gui-ips gui-endpoint-control gui-endpoint-control-advanced gui-dhcp-advanced gui-vpn gui-wireless-controller
    gui-advanced-wireless-features gui-switch-controller gui-fortiap-split-tunneling gui-webfilter-advanced gui-traffic-shaping gui-wan-load-balancing gui-antivirus
    gui-webfilter gui-videofilter gui-dnsfilter gui-waf-profile gui-dlp-profile gui-dlp gui-virtual-patch-profile gui-casb gui-fortiextender-controller gui-advanced-policy gui-allow-unnamed-policy gui-email-collection
    gui-domain-ip-reputation gui-multiple-interface-policy gui-policy-disclaimer gui-policy-learning gui-ztna gui-ot gui-ztna-wireless gui-explicit-proxy gui-local-in-policy gui-per-policy-disclaimer gui-proxy-inspection gui-sslvpn gui-enforce-change-summary
    gui-advanced-filter gui-local-reports gui-nat46-64 gui-dynamic-device-os-id gui-gtp gui-inline-ips allow-subnet-overlap opmode
    """)  # fmt: skip

SYSTEM_INTERFACE = _names("""
    distance priority weight cli-conn-status fortilink switch-controller-source-ip vrrp-virtual-mac dhcp-relay-service dhcp-relay-ip dhcp-relay-type dhcp-relay-agent-option
    dhcp-relay-interface dhcp-relay-interface-select-method dhcp-relay-link-selection dhcp-relay-request-all-server dhcp-relay-allow-no-end-option dhcp-relay-circuit-id dhcp-relay-source-ip dhcp-relay-vrf-select dhcp-smart-relay dhcp-broadcast-flag dhcp-classless-route-addition dhcp-client-identifier
    dhcp-renew-time management-ip gwdetect ping-serv-status detectserver detectprotocol ha-priority fail-detect fail-detect-option fail-alert-method fail-action-on-extender fail-alert-interfaces
    ddns defaultgw dns-server-override dns-server-protocol auth-type pptp-client pptp-user pptp-password pptp-server-ip pptp-auth-type pptp-timeout arpforward ndiscforward broadcast-forward bfd bfd-desired-min-tx
    bfd-detect-mult bfd-required-min-rx l2forward icmp-send-redirect icmp-accept-redirect vlanforward stpforward stpforward-mode ips-sniffer-mode ident-accept ipmac subst substitute-dst-mac macaddr
    netbios-forward wins-ip explicit-web-proxy explicit-ftp-proxy proxy-captive-portal tcp-mss mtu mtu-override netflow-sampler sflow-sampler sample-rate polling-interval
    sample-direction inbandwidth outbandwidth egress-shaping-profile ingress-shaping-profile disconnect-threshold spillover-threshold ingress-spillover-threshold external trunk
    devindex forward-domain remote-ip lacp-mode lacp-speed lacp-ha-secondary lacp-ha-slave min-links min-links-down algorithm link-up-delay aggregate-type priority-override aggregate redundant-interface managed-device
    devname security-mac-auth-bypass security-ip-auth-bypass security-external-web security-external-logout replacemsg-override-group security-redirect-url auth-cert auth-portal-addr security-exempt-list security-groups
    stp stp-ha-secondary stp-ha-slave device-identification device-identification-active-scan device-access-list device-user-identification lldp-network-policy lldp-reception lldp-transmission
    estimated-upstream-bandwidth estimated-downstream-bandwidth measured-upstream-bandwidth measured-downstream-bandwidth bandwidth-measure-time monitor-bandwidth vlan-protocol fortiheartbeat endpoint-compliance
    preserve-session-route auto-auth-extension-device ap-discover fortilink-stacking fortilink-neighbor-detect ip-managed-by-fortiipam managed-subnetwork-size fortilink-split-interface internal fortilink-backup-link
    switch-controller-access-vlan switch-controller-traffic-policy switch-controller-rspan-mode switch-controller-netflow-collect switch-controller-mgmt-vlan switch-controller-igmp-snooping switch-controller-igmp-snooping-proxy switch-controller-igmp-snooping-fast-leave
    switch-controller-dhcp-snooping switch-controller-dhcp-snooping-verify-mac switch-controller-dhcp-snooping-option82 switch-controller-arp-inspection switch-controller-learning-limit switch-controller-nac switch-controller-dynamic
    switch-controller-feature switch-controller-iot-scanning switch-controller-offload switch-controller-offload-ip switch-controller-offload-gw swc-vlan swc-first-create swc-last-index swc-first-create color eap-supplicant eap-method eap-identity eap-password eap-ca-cert eap-user-cert
    speed mediatype duplex trust-ip-1 trust-ip-2 trust-ip-3 trust-ip6-1 trust-ip6-2 trust-ip6-3 wccp drop-overlapped-fragment drop-fragment username password ipunnumbered idle-timeout
    detected-peer-mtu disc-retry-timeout padt-retry-timeout service-name ac-name lcp-echo-interval lcp-max-echo-fails pppoe-unnumbered-negotiate pppoe-egress-cos np-qos-profile vlan-op-mode mirroring-port port-mirroring
    mirroring-direction reachable-time default-purdue-level ike-saml-server sfp-dsl phy-mode annex sw-algorithm system-id system-id-type virtual-mac transceiver poe forward-error-correction monitor-bandwidth dedicated-to secondary-IP
    snmp-index scan-botnet-connections atm-protocol vpi vci phy-setting mux-type tc-mode retransmission ingress-cos egress-cos interconnect-profile dhcp-option82 role defaultgw gi-gk eip auth-timeout vindex in-force-vlan-cos profiles
    ndp6 vrrp6 exclude-signatures swc-vlan bandwidth-measure-time select-profile-30a-35b
    """)  # fmt: skip

INTERFACE_IPV6 = _names("""
    nd-mode nd-cert nd-security-level nd-timestamp-delta nd-timestamp-fuzz nd-cga-modifier ip6-dns-server-override ip6-hop-limit ip6-send-adv icmp6-send-redirect
    ra-send-mtu ip6-manage-flag ip6-other-flag ip6-max-interval ip6-min-interval ip6-link-mtu ip6-reachable-time ip6-retrans-time ip6-default-life ip6-subnet ip6-upstream-interface
    ip6-delegated-prefix-iaid ip6-prefix-mode interface-identifier unique-autoconf-addr dhcp6-relay-type dhcp6-relay-service dhcp6-relay-ip dhcp6-relay-interface-id dhcp6-relay-source-interface dhcp6-relay-source-ip dhcp6-client-options
    dhcp6-prefix-delegation dhcp6-information-request dhcp6-prefix-hint dhcp6-prefix-hint-plt dhcp6-prefix-hint-vlt cli-conn6-status vrrp-virtual-mac6 vrip6_link_local ip6-adv-rio ip6-route-pref ip6-rdnss-list ip6-dnssl-list autoconf ip6-mode icmp6-redirect
    """)  # fmt: skip

SYSTEM_ADMIN = _names("""
    force-password-change guest-auth guest-usergroups guest-lang hidden history0 history1 is-admin login-time password-expire radius-vdom-override schedule sms-custom-server sms-server ssh-certificate
    ssh-public-key1 ssh-public-key2 ssh-public-key3 radius-accprofile-override allow-remove-admin-session gui-default-dashboard-template gui-ignore-release-overview-version gui-ignore-invalid-signature-version old-password remote-group vdom-override
    """)  # fmt: skip

SSL_SETTINGS = _names("""
    servercert auth-session-check-source-ip banned-cipher ciphersuite browser-language-detection check-referer client-sigalgs deflate-compression-level deflate-min-data-size dns-server1 dns-server2 dns-suffix
    dtls-hello-timeout dtls-max-proto-ver dtls-min-proto-ver dtls-tunnel dtls-heartbeat-fail-count dtls-heartbeat-idle-timeout dtls-heartbeat-interval dual-stack-mode encode-2f-sequence encrypt-and-store-password force-two-factor-auth header-x-forwarded-for
    hsts-include-subdomains http-compression http-only-cookie http-request-body-timeout http-request-header-timeout https-redirect ipv6-dns-server1 ipv6-dns-server2 ipv6-wins-server1 ipv6-wins-server2 login-timeout port-precedence
    route-source-interface saml-redirect-port server-hostname ssl-client-renegotiation ssl-insert-empty-fragment sslv3 tlsv1-0 tlsv1-1 tlsv1-2 tlsv1-3 transform-backward-slashes tunnel-addr-assigned-method tunnel-connect-without-reauth
    tunnel-user-session-timeout unsafe-legacy-renegotiation url-obscuration user-peer wins-server1 wins-server2 x-content-type-options ztna-trusted-client web-mode-snat cookie-secure
    """)  # fmt: skip

SSL_PORTAL = _names("""
    allow-user-access auto-connect client-src-range clipboard custom-lang customize-forticlient-download-url default-protocol default-window-height default-window-width dhcp-ip-overlap dhcp-ra-giaddr dhcp6-ra-linkaddr display-bookmark display-connection-tools
    display-history display-status dns-server1 dns-server2 dns-suffix exclusive-routing focus-bookmark forticlient-download forticlient-download-method heading hide-sso-credential host-check host-check-interval host-check-policy ip-mode ipv6-dns-server1
    ipv6-dns-server2 ipv6-exclusive-routing ipv6-pools ipv6-service-restriction ipv6-split-tunneling ipv6-split-tunneling-routing-address ipv6-split-tunneling-routing-negate ipv6-wins-server1 ipv6-wins-server2 keep-alive landing-page-mode
    mac-addr-action mac-addr-check macos-forticlient-download-url os-check prefer-ipv6-dns redir-url rewrite-ip-uri-ui save-password service-restriction skip-check-for-browser skip-check-for-unsupported-os smb-max-version smb-min-version smb-ntlmv1-auth smbv1
    split-tunneling-routing-negate theme transform-backward-slashes use-sdwan user-bookmark user-group-bookmark virtual-desktop virtual-desktop-app-list virtual-desktop-clipboard-share virtual-desktop-desktop-switch virtual-desktop-logout-when-browser-close
    virtual-desktop-network-share-access virtual-desktop-printing virtual-desktop-removable-media-access windows-forticlient-download-url wins-server1 wins-server2 default-rdp-port client-src-range
    """)  # fmt: skip

IPSEC_PHASE1 = _names("""
    acct-verify add-gw-route add-route aggregate-member aggregate-weight assign-ip assign-ip-from authpasswd authusr auto-discovery-crossover auto-discovery-forwarder auto-discovery-offer-interval auto-discovery-psk auto-discovery-receiver auto-discovery-sender
    auto-discovery-shortcuts auto-negotiate azure-ad-autoconnect banner cert-id-validation cert-peer-username-strip cert-peer-username-validation cert-trust-store childless-ike client-auto-negotiate client-keep-alive client-resume client-resume-interval comments default-gw default-gw-priority
    dev-id dev-id-notification dhcp-ra-giaddr dhcp6-ra-linkaddr digital-signature-auth distance dns-mode dns-suffix-search domain dpd dpd-retrycount dpd-retryinterval eap-cert-auth ems-sn-check encapsulation encapsulation-address encap-local-gw4 encap-local-gw6 encap-remote-gw4
    encap-remote-gw6 enforce-unique-id esn exchange-fgt-device-id exchange-interface-ip exchange-ip-addr4 exchange-ip-addr6 fallback-tcp-threshold fec-base fec-codec fec-egress fec-health-check fec-ingress fec-mapping-profile fec-receive-timeout fec-redundant
    fec-send-timeout fgsp-sync forticlient-enforcement fortinet-esp fragmentation fragmentation-mtu group-authentication group-authentication-secret ha-sync-esp-seqno include-local-lan inbound-dscp-copy ip-delay-interval ip-fragmentation ip-version
    ipv4-dns-server1 ipv4-dns-server2 ipv4-dns-server3 ipv4-name ipv4-netmask ipv4-split-exclude ipv4-wins-server1 ipv4-wins-server2 ipv6-auto-linklocal ipv6-dns-server1 ipv6-dns-server2 ipv6-dns-server3 ipv6-end-ip ipv6-name ipv6-prefix ipv6-split-exclude
    ipv6-split-include ipv6-start-ip keepalive keylife kms link-cost local-gw local-gw6 localid localid-type loopback-asymroute mesh-selector-type mode-cfg mode-cfg-allow-client-selector monitor monitor-hold-down-delay monitor-hold-down-time
    monitor-hold-down-type monitor-hold-down-weekday monitor-min nattraversal negotiate-timeout net-device network-id network-overlay npu-offload packet-redistribution passive-mode ppk ppk-identity ppk-secret priority qkd qkd-hybrid qkd-profile rekey remote-gw-country remote-gw-end-ip
    remote-gw-match remote-gw-start-ip remote-gw-subnet remote-gw6 remote-gw6-country remote-gw6-match reauth rsa-signature-format rsa-signature-hash-override save-password send-cert-chain shared-idle-timeout signature-hash-alg split-include-service suite-b tcp-port transport tunnel-search
    unity-support vni wizard-type xauthtype mode dhgrp addke1 addke2 addke3 peer ike-version two-factor authpasswd auth-ike-saml-port auto-transport-threshold autoconf
    """)  # fmt: skip

IPSEC_PHASE2 = _names("""
    add-route auto-discovery-forwarder auto-discovery-sender auto-negotiate comments dhcp-ipsec diffserv diffservcode dst-addr-type dst-end-ip dst-end-ip6 dst-name dst-name6 dst-port dst-start-ip dst-start-ip6 dst-subnet dst-subnet6
    encapsulation inbound-dscp-copy initiator-ts-narrow ipv4-df keepalive keylife-type keylifekbs keylifeseconds l2tp pfs protocol replay route-overlap selector-match single-source src-addr-type src-end-ip src-end-ip6 src-name src-name6
    src-port src-start-ip src-start-ip6 src-subnet src-subnet6 use-natip proposal dhgrp addke1 addke2
    """)  # fmt: skip

BY_OBJECT: dict[str, frozenset[str]] = {
    "system global": SYSTEM_GLOBAL,
    "system settings": SYSTEM_SETTINGS,
    "system interface": SYSTEM_INTERFACE,
    "system interface/ipv6": INTERFACE_IPV6,
    "system interface/secondaryip": _names("gwdetect ping-serv-status detectserver detectprotocol ha-priority secip-relay-ip"),
    "system admin": SYSTEM_ADMIN,
    "vpn ssl settings": SSL_SETTINGS,
    "vpn ssl settings/authentication-rule": _names("source-address-negate source-address6 source-address6-negate"),
    "vpn ssl web portal": SSL_PORTAL,
    "vpn ipsec phase1-interface": IPSEC_PHASE1,
    "vpn ipsec phase1": IPSEC_PHASE1,
    "vpn ipsec phase2-interface": IPSEC_PHASE2,
    "vpn ipsec phase2": IPSEC_PHASE2,
    "vpn l2tp": _names("enforce-ipsec lcp-echo-interval lcp-max-echo-fails compress hello-interval"),
    "vpn pptp": _names("ip-mode local-ip"),
    "user radius": _names("""
        acct-all-servers acct-interim-interval all-usergroup auth-type class h3c-compatibility nas-ip nas-id nas-id-type password-encoding password-renewal radius-coa radius-port rsso
        rsso-context-timeout rsso-endpoint-attribute rsso-endpoint-block-attribute rsso-ep-one-ip-only rsso-flush-ip-session rsso-log-flags rsso-log-period rsso-radius-response rsso-radius-server-port rsso-secret rsso-validate-request-secret
        sso-attribute sso-attribute-key sso-attribute-value-override status-ttl switch-controller-acct-fast-framedip-detect switch-controller-service-type timeout use-management-vdom username-case-sensitive username-case-sensitivity group-override-attr-type interface server-identity-check
        ca-cert client-cert tls-min-proto-version delimiter mac-case mac-password-delimiter mac-username-delimiter require-message-authenticator account-key-cert-field account-key-processing call-station-id-type"""),
    "user ldap": _names("""
        account-key-cert-field account-key-filter account-key-processing antiphish ca-cert client-cert client-cert-auth cnid dn group-filter group-member-check group-object-filter group-search-base interface member-attr obtain-user-info password-attr password-expiry-warning
        password-renewal port search-type server-identity-check source-port ssl-min-proto-version status-ttl two-factor two-factor-authentication two-factor-filter two-factor-notification type user-info-exchange-server username account-key-upn-san max-connections"""),
    "user tacacs+": _names("authen-type authorization interface port status-ttl"),
    "system snmp sysinfo": _names("contact-info location description engine-id engine-id-type trap-high-cpu-threshold trap-log-full-threshold trap-low-memory-threshold trap-free-memory-threshold trap-freeable-memory-threshold append-index non-mgmt-vdom-query"),
    "system snmp community": _names("events trap-v1-lport trap-v1-rport trap-v2c-lport trap-v2c-rport trap-v1-status trap-v2c-status mib-view vdoms id"),
    "system snmp user": _names("events ha-direct mib-view notify-hosts notify-hosts6 query-port source-ip source-ipv6 trap-lport trap-rport trap-status vdoms auth-proto priv-proto interface"),
    "system sdwan": _names("status load-balance-mode speedtest-bypass-routing duplication-max-num duplication-max-discrepancy neighbor-hold-down neighbor-hold-down-time neighbor-hold-boot-time fail-detect app-perf-log-period fail-alert-interfaces"),
    "system sdwan/members": _names("source source6 gateway6 cost weight priority priority6 spillover-threshold ingress-spillover-threshold volume-ratio transport-group preferred-source priority-in-sla priority-out-sla seq-num"),
    "system sdwan/zone": _names("service-sla-tie-break minimum-sla-meet-members advpn-select advpn-health-check"),
    "system virtual-wan-link": _names("status load-balance-mode fail-detect fail-alert-interfaces neighbor-hold-down"),
    "system virtual-wan-link/members": _names("source source6 gateway6 cost weight priority spillover-threshold ingress-spillover-threshold volume-ratio"),
    "system ntp": _names("authentication key-id key-type server-mode"),
    "system ntp/ntpserver": _names("authentication key-id"),
    "system api-user": _names("cors-allow-origin peer-auth peer-group schedule"),
    "web-proxy explicit": _names("http-incoming-port https-incoming-port interface incoming-ip outgoing-ip"),
}  # fmt: skip
