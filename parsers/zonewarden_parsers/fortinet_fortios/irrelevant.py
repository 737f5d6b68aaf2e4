"""What the parser knows and what changes nothing that the model describes, and what a section it does not know bears on.

Sections by their exact name or first words; fields by section. Content inspection (antivirus, IPS, web filter ...) looks into
sessions that a policy has let begin, so that it never opens a path; it may end one, which the model does not hold.
"""

from __future__ import annotations

from zonewarden_parsers.fortinet_fortios.irrelevant_fields import BY_OBJECT
from zonewarden_parsers.model import Aspect

PREFIXES = (
    "alertemail ", "antivirus ", "application ", "automation ", "casb ", "certificate ", "diameter-filter ", "dlp ", "dnsfilter ",
    "emailfilter ", "endpoint-control ", "ethernet-oam ", "file-filter ", "ftp-proxy ", "gui ", "icap ", "ips ", "monitoring ",
    "report ", "rule ", "sctp-filter ", "spamfilter ", "ssh-filter ", "telemetry-controller ", "videofilter ", "virtual-patch ", "voip ",
    "waf ", "webfilter ", "nsxt ", "system replacemsg", "system automation-", "firewall ssl-ssh-profile", "firewall ssl ", "firewall ssh ",
    "firewall shaper ", "firewall shaping-", "firewall wildcard-fqdn ", "firewall internet-service", "firewall schedule-", "firewall ldb-monitor",
    "firewall profile-", "firewall proute", "firewall traffic-class", "firewall vendor-mac", "firewall city", "firewall region",
    "firewall country", "firewall gtp", "firewall pfcp", "firewall iprope", "system np6", "system np7", "system npu", "system fips-cc",
    "vpn certificate ", "user device", "user quarantine", "user security-exempt-list", "user password-policy", "user krb-keytab",
    "wireless-controller ", "switch-controller ", "system autoupdate ", "log memory", "log disk", "log eventfilter", "log gui",
    "log threat-weight", "log custom-field", "log null-device", "log fortiguard", "log webtrends", "log tacacs+", "system vne", "vpn ssl web host-check",
    "vpn ssl web realm", "vpn ssl web user-", "vpn ssl web virtual-", "vpn ssl client", "extender-controller ", "extension-controller ",
)  # fmt: skip
EXACT = frozenset({
    "system accprofile", "system alarm", "system alias", "system arp-table", "system auto-install", "system auto-script", "system bypass",
    "system console", "system custom-language", "system ddns", "system dedicated-mgmt", "system device-upgrade", "system dns-database",
    "system dns-server", "system dns64", "system dscp-based-priority", "system email-server", "system evpn", "system external-resource",
    "system federated-upgrade", "system fm", "system fortiai", "system fortiguard", "system fortimanager", "system fortindr",
    "system fortisandbox", "system fsso-polling", "system ftm-push", "system geneve", "system geoip-country", "system geoip-override",
    "system gi-gk", "system ha", "system ha-monitor", "system ike", "system interface-grp", "system ipam", "system ips", "system ips-urlfilter-dns",
    "system isf-queue-profile", "system link-monitor", "system lldp network-policy", "system lte-modem", "system mac-address-table",
    "system mobile-tunnel", "system modem", "system nat64", "system netflow", "system network-visibility", "system nd-proxy",
    "system object-tagging", "system password-policy-guest-admin", "system physical-switch", "system pppoe-interface", "system probe-response",
    "system proxy-arp", "system ptp", "system resource-limits", "system sdn-connector", "system session-helper", "system session-ttl",
    "system sflow", "system sit-tunnel", "system sms-server", "system smc-ntp", "system sov-sase", "system speed-test-schedule",
    "system speed-test-server", "system sso-admin", "system sso-forticloud-admin", "system standalone-cluster", "system startup-error-log",
    "system storage", "system stp", "system switch-interface", "system tos-based-priority", "system vdom", "system vdom-dns",
    "system vdom-exception", "system vdom-netflow", "system vdom-property", "system vdom-radius-server", "system vdom-sflow",
    "system virtual-wan-link health-check", "system wccp", "system zone-protection", "system central-management", "system tunnel", "system virtual-switch",
    "system csf", "system cluster-sync", "system dhcp server", "system dhcp6 server", "system admin-profile", "system affinity-packet-redistribution",
    "system acme", "system affinity-interrupt", "system elbc", "system pcp-server", "system replacemsg-image", "system replacemsg-group",
    "system sdwan-health", "system status", "system ipsec-aggregate", "system vxlan", "system gre-tunnel", "system ipip-tunnel", "system ipv6-tunnel",
    "system ipv6-neighbor-cache", "system vdom-link", "system dns", "system virtual-wire-pair",
    "firewall service category", "firewall dnstranslation", "firewall identity-based-route", "firewall ip-translation", "firewall ipmacbinding setting",
    "firewall ipmacbinding table", "firewall auth-portal", "firewall global", "firewall interface-policy", "firewall interface-policy6",
    "firewall sniffer", "firewall decrypted-traffic-mirror", "firewall access-proxy-virtual-host", "firewall access-proxy-ssh-client-cert",
    "firewall address6-template", "firewall on-demand-sniffer", "firewall DoS-policy", "firewall DoS-policy6", "firewall network-service-dynamic",
    "firewall carrier-endpoint-bwl", "firewall ipv6-eh-filter", "firewall proxy-address", "firewall proxy-addrgrp", "firewall mms-profile",
    "user fortitoken", "user fsso", "user fsso-polling", "user adgrp", "user pop3", "user setting", "user peer", "user peergrp", "user exchange",
    "user domain-controller", "user certificate", "user external-identity-provider", "user nac-policy", "user scim",
    "log setting", "log syslogd filter", "log syslogd2 filter", "log syslogd3 filter", "log syslogd4 filter", "log fortianalyzer filter",
    "log fortianalyzer2 filter", "log fortianalyzer3 filter", "log fortianalyzer-cloud filter", "log syslogd override-filter", "log fortianalyzer override-filter",
    "router access-list", "router access-list6", "router aspath-list", "router community-list", "router prefix-list", "router prefix-list6",
    "router route-map", "router key-chain", "router setting", "router bfd", "router bfd6", "router auth-path", "router extcommunity-list",
    "router multicast",
    "router bgp", "router ospf", "router ospf6", "router rip", "router ripng", "router isis", "router multicast6", "router multicast-flow", "router gwdetect", "vpn ipsec concentrator", "vpn ipsec forticlient",
    "vpn ipsec fec", "vpn ocvpn", "vpn kmip-server", "vpn qkd", "wanopt settings", "wanopt cache-service", "wanopt remote-storage", "wanopt content-delivery-network-rule",
    "web-proxy global", "web-proxy profile", "web-proxy url-match", "web-proxy forward-server", "web-proxy wisp", "web-proxy debug-url",
    "wanopt webcache", "wanopt peer", "wanopt auth-group", "wanopt profile", "system saml", "authentication scheme", "authentication setting",
    "authentication rule", "ztna traffic-forward-proxy-reverse-service", "system settings-saml",
})  # fmt: skip
"""Sections without bearing on flows, management facts or remote access; some are read in part and the rest is left."""

EVERYWHERE = frozenset({
    "uuid", "color", "comment", "comments", "description", "visibility", "fabric-object", "global-object", "allow-routing", "associated-interface",
    "cache-ttl", "category", "tagging", "snmp-index", "tags", "obj-id", "list", "clearpass-spt", "node-ip-only", "uuid-idx", "cfg-save",
    "fabric-object-unification", "alias", "helper", "session-ttl", "udp-idle-timer", "tcp-halfclose-timer", "tcp-halfopen-timer",
    "tcp-timewait-timer", "tcp-rst-timer", "check-reset-range", "app-service-type", "policy-id", "label", "global-label", "organization", "epg-name",
    "subnet-name", "policy-group", "sdn-addr-type", "sdn-tag", "dirty", "interface-select-method", "source-ip", "vrf-select", "subnet-segment", "cidr",
    "passive-fqdn-learning", "hw-vendor", "hw-model", "os", "sw-version", "tag-detection-level", "tag-type", "detection-level", "agent-id", "route-tag",
})  # fmt: skip

_POLICY = frozenset({
    "utm-status", "inspection-mode", "profile-type", "profile-group", "profile-protocol-options", "ssl-ssh-profile", "av-profile", "webfilter-profile",
    "dnsfilter-profile", "spamfilter-profile", "emailfilter-profile", "dlp-sensor", "dlp-profile", "ips-sensor", "application-list", "voip-profile",
    "ips-voip-filter", "icap-profile", "cifs-profile", "waf-profile", "ssh-filter-profile", "file-filter-profile", "videofilter-profile",
    "virtual-patch-profile", "casb-profile", "sctp-filter-profile", "diameter-filter-profile", "gtp-profile", "mms-profile", "telemetry-profile",
    "logtraffic-start", "capture-packet", "auto-asic-offload", "np-acceleration", "np-accelation", "traffic-shaper", "traffic-shaper-reverse",
    "per-ip-shaper", "dynamic-shaping", "class-id", "tcp-mss-sender", "tcp-mss-receiver", "diffserv-forward", "diffserv-reverse", "diffserv-copy",
    "diffservcode-forward", "diffservcode-rev", "vlan-cos-fwd", "vlan-cos-rev", "session-ttl", "permit-any-host", "permit-stun-host", "timeout-send-rst",
    "delay-tcp-npu-session", "wanopt", "wanopt-detection", "wanopt-passive-opt", "wanopt-profile", "wanopt-peer", "webcache", "webcache-https",
    "webproxy-profile", "webproxy-forward-server", "custom-log-fields", "replacemsg-override-group", "disclaimer", "email-collect", "auth-path", "auth-cert",
    "auth-redirect-addr", "redirect-url", "block-notification", "send-deny-packet", "radius-mac-auth-bypass", "captive-portal-exempt", "ntlm",
    "ntlm-guest", "ntlm-enabled-browsers", "fsso", "wccp", "dsri", "tcp-session-without-syn", "anti-replay", "geoip-match", "rtp-nat", "rtp-addr",
    "natinbound", "natoutbound", "natip", "fixedport", "port-preserve", "port-random", "cgn-session-quota", "cgn-eif", "cgn-eim", "cgn-resource-quota",
    "cgn-log-server-grp", "policy-offload", "cgn-sw-eif-ctrl", "decrypted-traffic-mirror", "passive-wan-health-measurement", "app-monitor", "app-perf-monitor",
    "fec", "log-unmatched-traffic", "learning-mode", "scan-botnet-connections", "ssl-mirror", "ssl-mirror-intf", "sgt-source", "identity-from",
    "forticlient-compliance-enforcement-portal", "forticlient-compliance-devices", "match-vip-only", "firewall-session-dirty", "eif-check", "eif-learn",
    "pcp-outbound", "pcp-poolname", "enforce-default-app-port", "device-detection-portal", "dponly", "client-reputation", "client-reputation-mode",
    "auth-portal", "web-auth-cookie", "transaction-based", "reverse-cache", "log-http-transaction", "extended-log", "http-tunnel-auth", "sso-auth-method",
    "best-route", "per-ip-shaper-reverse", "deep-inspection-options", "logtraffic-app", "schedule-timeout", "wsso", "geoip-anycast",
})  # fmt: skip

FIELDS: dict[str, frozenset[str]] = {
    "firewall policy": _POLICY,
    "firewall consolidated policy": _POLICY, "firewall policy6": _POLICY, "firewall security-policy": _POLICY,
    "firewall multicast-policy": _POLICY | {"id", "auto-asic-offload", "snat", "snat-ip", "dnat"},
    "firewall multicast-policy6": _POLICY | {"id", "auto-asic-offload"},
    "firewall vip": frozenset({
        "ssl-mode", "ssl-certificate", "ssl-algorithm", "ssl-min-version", "ssl-max-version", "ssl-dh-bits", "persistence", "http-ip-header",
        "http-multiplex", "monitor", "gratuitous-arp-interval", "outlook-web-access", "weblogic-server", "websphere-server", "http-redirect",
        "ssl-pfs", "ssl-hsts", "ssl-hsts-age", "max-embryonic-connections", "ssl-server-algorithm", "ssl-http-location-conversion", "ssl-http-match-host",
        "ssl-send-empty-frags", "ssl-client-fallback", "ssl-client-renegotiation", "ssl-client-session-state-type", "ssl-server-session-state-type",
        "ssl-client-rekey-count", "ssl-client-session-state-timeout", "ssl-client-session-state-max", "ssl-server-min-version", "ssl-server-max-version",
        "h2-support", "h3-support", "dns-mapping-ttl", "one-click-gslb-server", "gslb-domain-name", "gslb-hostname", "http-cookie-age", "https-cookie-secure",
        "ssl-accept-ffdhe-groups", "http-supported-max-version", "http-multiplex-ttl", "http-multiplex-max-request", "http-multiplex-max-concurrent-request",
    }),
    "firewall addrgrp": frozenset({"type"}), "firewall addrgrp6": frozenset({"type"}),
    "firewall address": frozenset({"profile", "policy-group", "macaddr", "start-mac", "end-mac"}),
    "firewall service custom": frozenset({"proxy", "app-service-type", "udplite"}),
    "firewall service group": frozenset({"proxy"}),
    "firewall ippool": frozenset({"arp-reply", "arp-intf", "permit-any-host", "type", "source-startip", "source-endip", "block-size", "num-blocks-per-user",
                                  "pba-timeout", "port-per-user", "startport", "endport", "source-prefix6", "nat64", "add-nat64-route", "client-prefix-length", "subnet-broadcast-in-ippool",
                                  "pba-interim-log", "privileged-port-use-pba", "cgn-spa", "cgn-overload", "cgn-fixedalloc", "cgn-block-size", "icmp-session-quota",
                                  "tcp-session-quota", "udp-session-quota"}),
    "firewall local-in-policy": frozenset({"ha-mgmt-intf-only", "virtual-patch"}),
    "router static": frozenset({"weight", "link-monitor-exempt", "bfd", "src", "preferred-source", "tag"}),
    "router static6": frozenset({"weight", "link-monitor-exempt", "bfd", "devindex", "tag"}),
    "user local": frozenset({"email-to", "sms-phone", "sms-server", "passwd-time", "passwd-policy", "workstation", "auth-concurrent-override",
                             "auth-concurrent-value", "two-factor-authentication", "two-factor-notification", "ppk-identity", "ppk-secret", "qkd-profile",
                             "username-sensitivity", "username-case-sensitivity", "username-case-insensitivity", "sms-custom-server", "authtimeout", "id", "xauth-user", "fortitoken-serial",
                             "user-provision-type"}),
    "user group": frozenset({"authtimeout", "user-id", "password", "user-name", "sponsor", "company", "email", "mobile-phone", "expire", "expire-type",
                             "max-accounts", "multiple-guest-add", "sms-server", "sms-custom-server", "sso-attribute-value", "auth-concurrent-override"}),
}  # fmt: skip
"""Fields of sections that are read, without bearing on the model."""


def is_section(name: str) -> bool:
    """Return whether a top-level section changes nothing that the model describes."""
    return name in EXACT or name.startswith(PREFIXES)


def is_field(section: str, name: str) -> bool:
    """Return whether a field of a section that is read changes nothing that the model describes."""
    return name in EVERYWHERE or name in FIELDS.get(section, _NONE) or name in BY_OBJECT.get(section, _NONE)


def is_table(path: str) -> bool:
    """Return whether an object nested in a section that is read changes nothing that the model describes."""
    return path in TABLES


_NONE: frozenset[str] = frozenset()
TABLES = frozenset({
    "system admin/gui-dashboard", "system admin/login-time", "system admin/gui-vdom-menu-favorites", "system admin/gui-global-menu-favorites",
    "system admin/gui-new-feature-acknowledge", "system interface/client-options", "system interface/l2tp-client-settings", "system interface/tagging",
    "system interface/egress-queues", "system interface/dhcp-snooping-server-list", "system interface/ipv6/ip6-prefix-list", "system interface/ipv6/ip6-rdnss-list", "system interface/ipv6/ip6-delegated-prefix-list", "system interface/ipv6/ip6-dnssl-list",
    "system interface/ipv6/client-options", "system interface/ipv6/dhcp6-iapd-list", "system interface/ipv6/vrrp6", "system interface/mirroring-filter",
    "firewall address/tagging", "firewall address6/tagging", "firewall address6/subnet-segment", "firewall addrgrp/tagging", "firewall addrgrp6/tagging",
    "firewall address/list", "firewall address6/list", "system zone/tagging", "vpn ssl web portal/bookmark-group", "vpn ssl web portal/mac-addr-check-rule",
    "vpn ssl web portal/os-check-list", "vpn ssl web portal/split-dns", "vpn ssl web portal/landing-page", "vpn ssl settings/source-address", "system sdwan/health-check", "system sdwan/service", "system sdwan/neighbor",
    "system sdwan/duplication", "system virtual-wan-link/health-check", "system virtual-wan-link/service", "system virtual-wan-link/neighbor",
    "firewall vip/ssl-cipher-suites", "firewall vip/monitor", "firewall vip/quic", "firewall vip/ssl-server-cipher-suites", "firewall vip/gslb-public-ips", "user group/sso-attribute",
    "vpn ipsec phase1-interface/ipv4-exclude-range", "vpn ipsec phase1-interface/ipv6-exclude-range", "vpn ipsec phase1-interface/internal-domain-list", "vpn ipsec phase1-interface/backup-gateway",
    "vpn ipsec phase1/ipv4-exclude-range", "system settings/gui-default-policy-columns", "system snmp community/tagging",
    "log syslogd setting/custom-field-name", "log syslogd2 setting/custom-field-name", "log syslogd3 setting/custom-field-name", "user radius/accounting-server", "user radius/class",
})  # fmt: skip
_ASPECTS = (
    ("firewall local-in-policy", Aspect.MANAGEMENT),
    ("firewall ", Aspect.FLOWS), ("router ", Aspect.FLOWS), ("vpn ", Aspect.REMOTE_ACCESS), ("user ", Aspect.REMOTE_ACCESS),
    ("log ", Aspect.MANAGEMENT), ("system admin", Aspect.MANAGEMENT), ("system snmp", Aspect.MANAGEMENT), ("system ntp", Aspect.MANAGEMENT),
    ("system password-policy", Aspect.MANAGEMENT), ("system api-user", Aspect.MANAGEMENT),
    ("system zone", Aspect.FLOWS), ("system dns", Aspect.MANAGEMENT), ("system ha", Aspect.MANAGEMENT),
)  # fmt: skip


def aspect(section: str) -> Aspect:
    """Return what an unread line of a section bears on; a section that is not known at all bears on everything."""
    return next((a for prefix, a in _ASPECTS if section.startswith(prefix)), Aspect.ALL)
