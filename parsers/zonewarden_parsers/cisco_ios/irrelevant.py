"""Global commands that change nothing the model describes, by area.

`LINES` are commands of one line, `BODIES` open a mode whose lines are irrelevant as well. Words of one command are
joined by `|`; a command is on the list when its first one, two or three words are.
"""

from __future__ import annotations

_LINES = {
    "boot, files, licences and hardware": """
        boot boot-end-marker boot-start-marker alias alps beep buffers card config-register configuration|mode diagnostic downward-compatible-config
        end exception exit facility-alarm file|prompt file|verify firmware hw-module hw-switch install license macro|global macro|auto
        memory memory-size module parser|cache parser|config parser|command platform port-channel power process process-max-time revision
        scheduler sdm|prefer setup spd stack-mac switch secure aqm-register-fnf fips system system|mtu table upgrade warm-reboot
        network-clock network-clock-participate network-clock-select clock-source environment logging|event event subscriber
        errdisable udld dying-gasp xdr device|classifier cluster|run cluster|enable coap crypto|csr-params fabric service-policy-list xsm aaa|memory memory|statistics error-recovery
        transport-map diagnostic|bootup diagnostic|monitor epm qos scripting""",
    "terminal, prompts and time": """
        clock|calendar-valid clock|initialize clock|save default-value hidekeys history prompt privilege terminal
        terminal-queue busy-message state-machine chat-script async-bootp resume-string title-screen
        shell time-zone menu""",
    "layer 2": """
        spanning-tree vtp mac-address-table mac|address-table lacp l2protocol-tunnel dot1x|system-auth-control dot1x|credentials dot1x|critical
        dot1x|guest-vlan dot1x|test dot1x|timeout authentication access-session mab device-sensor lldp|timer lldp|holdtime lldp|reinit
        lldp|tlv-select cdp|timer cdp|holdtime cdp|advertise-v2 cdp|source-interface cdp|log cdp|tlv multilink mls mmi vlan|internal vlan|dot1q vlan|access-log vlan|ifdescr
        vlan|accounting vlan|group vmps rep mvr ethernet|lmi ethernet|cfm|global nmsp port-security dual-active auto qos|map
        errdisable|recovery errdisable|detect rmon smrp link-bundle cisp energywise""",
    "industrial Ethernet": "alarm|contact alarm|facility cip|security cip|object prp hsr-ring hsr-prp-mode dlr ptp rep|admin",
    "other protocols than IP": """
        access-list|compiled access-list|dynamic-extend access-list|dynamic-extended access-list|rate-limit appletalk apollo arp bstun clns decnet dlsw frame-relay ipx isdn lane lapb netbios priority-list queue-list rif
        source-bridge stun tag-switching vines x25 x29 xns xot dialer-list dialer bridge arp|timeout arp|log""",
    "routing": """
        ip|adjacency ip|adjmgr ip|as-path ip|bgp-community ip|cef ip|classless ip|community-list ip|extcommunity-list ip|explicit-path
        ip|host-routing ip|load-sharing ip|local|policy ip|mfib ip|mobile ip|mrm ip|mroute ip|mroute-cache ip|msdp ip|multicast ip|multicast-routing
        ip|ospf ip|pgm ip|pim ip|policy-list ip|prefix-list ip|route-cache ip|route|profile ip|route|static ip|route-static ip|rsvp
        ip|igmp ip|irdp ip|routing|protocol ip|sap ip|sdr ip|subnet-zero ip|dvmrp ip|cgmp ip|multilayer ip|nhrp ip|arp ip|gdp ip|drp ip|mcr
        ipv6|cef ipv6|mfib ipv6|mfib-cef ipv6|mfib-mode ipv6|mld ipv6|mobile ipv6|mrib ipv6|multicast ipv6|multicast-routing ipv6|ospf
        ipv6|pim ipv6|prefix-list ipv6|rip ipv6|route|static ipv6|static ipv6|neighbor ipv6|hop-limit ipv6|icmp ipv6|ioam ipv6|nd ipv6|eigrp
        ipv6|local|policy ipv6|host ipv6|general-prefix ipv6|spd mpls|bgp mpls|ip mpls|ipv6 mpls|label mpls|ldp mpls|mtu mpls|netflow mpls|oam
        mpls|static mpls|traffic-eng mpls|ttl-dec cef isis prefix-list fhrp bgp|regexp traffic-share""",
    "address services": """
        ip|alias ip|default-information ip|device ip|dhcp|binding ip|dhcp|compatibility ip|dhcp|conflict ip|dhcp|database ip|dhcp|excluded-address
        ip|dhcp|limit ip|dhcp|limited-broadcast-address ip|dhcp|ping ip|dhcp|relay ip|dhcp|remember ip|dhcp|smart-relay ip|dhcp|snooping
        ip|dhcp|support ip|dhcp|update ip|dhcp|use ip|dhcp|subscriber-id ip|dhcp-client ip|dhcp-server ip|dns|primary ip|dns|spoofing ip|domain
        ip|domain-list ip|domain-name ip|domain-retry ip|forward-protocol ip|host ip|host-list ip|hp-host ip|rarp-server ip|source
        ip|source-binding ip|name-server-cache ip|ddns|update|hostname ipv6|dhcp|binding ipv6|dhcp|database ipv6|dhcp|ping ipv6|dhcp-relay ipv6|flow ipv6|source-route
        ip|address-pool ip|dhcp|auto-broadcast ipv6|dhcp|iana-route-add ipv6|dhcp|server ip|nat|translation ip|nat|log ip|nat|service ip|nat|settings
        ip|virtual-reassembly ip|reflexive-list ipv6|reflexive-list ipv6|port-map""",
    "the device as a client, and its own sessions": """
        ip|ftp ip|tftp ip|telnet ip|tacacs ip|radius ip|rcmd|domain-lookup ip|rcmd|source-interface ip|rcmd|remote-host ip|rcmd|remote-username
        ip|http|active-session-modules ip|http|authentication ip|http|client ip|http|max-connections ip|http|path ip|http|banner
        ip|http|secure-active-session-modules ip|http|secure-client-auth ip|http|secure-trustpoint ip|http|session-module-list
        ip|http|timeout-policy ip|http|help-path ip|http|digest ip|http|session-idle-timeout ip|http|accounting ip|http|secure-peer-verify-trustpoint
        ip|http|secure-ecdhe-curve ip|http|secure-piv-based-auth ip|icmp ip|options ip|tcp ip|udp ip|security ip|kerberos kerberos
        ip|ssh|break-string ip|ssh|bulk-mode ip|ssh|client ip|ssh|dh-min-size ip|ssh|dscp ip|ssh|logging ip|ssh|maxstartups ip|ssh|precedence
        ip|ssh|rsa ip|ssh|source-interface ip|ssh|stricthostkeycheck ip|ssh|window-size ip|ssh|rekey ipv6|tacacs ip|spd ip|resiliency
        netconf|max-sessions netconf|max-message netconf|lock-time netconf|format key|config-key tclsh cns wsma-agent""",
    "accounts and AAA tuning": """
        aaa|attribute aaa|cache aaa|common-criteria aaa|dnis aaa|local aaa|max-sessions aaa|nas aaa|pod aaa|processes aaa|route aaa|session-id
        aaa|session-mib aaa|traceback aaa|user aaa|intercept aaa|password aaa|configuration login|delay login|on-failure login|on-success
        login|quiet-mode security|authentication security|passwords radius-server|attribute username-prompt""",
    "measuring and reporting": """
        ip|accounting ip|accounting-list ip|accounting-threshold ip|accounting-transits ip|flow ip|flow-aggregation ip|flow-cache ip|flow-capture ip|flow-export
        ip|nbar ip|sla|enable ip|sla|key-chain ip|sla|logging ip|sla|low-memory ip|sla|reaction-configuration ip|sla|reaction-trigger
        ip|sla|reset ip|sla|responder ip|sla|restart ip|sla|schedule ip|access-list|log-update ip|access-list|logging ip|access-list|resequence
        ip|access-list|persistent ipv6|access-list|log-update flow-sampler-map monitor nbar-protocol-pack rtr snmp snmp-server|chassis-id snmp-server|contact
        snmp-server|context snmp-server|drop snmp-server|enable snmp-server|engineID snmp-server|file-transfer snmp-server|ifindex
        snmp-server|ifmib snmp-server|inform snmp-server|ip snmp-server|location snmp-server|logging snmp-server|manager
        snmp-server|max-ifindex-per-module snmp-server|mib snmp-server|overload-control snmp-server|packetsize snmp-server|password-policy
        snmp-server|priority snmp-server|protocol snmp-server|queue-length snmp-server|queue-limit snmp-server|source-interface
        snmp-server|sparse-tables snmp-server|system-shutdown snmp-server|tcp-session snmp-server|tftp-server-list snmp-server|trap
        snmp-server|trap-authentication snmp-server|trap-source snmp-server|trap-timeout snmp-server|traps snmp-server|usmgroup snmp-server|view
        snmp-server|vrf snmp-server|cache snmp-server|aaa-user snmp-server|community-map snmp-server|spi logging-class""",
    "security definitions that act where they are applied": """
        crypto|engine crypto|key|generate crypto|key|export crypto|key|import crypto|key|storage crypto|mib crypto|call crypto|logging crypto|pki|export crypto|pki|import crypto|pki|enroll
        crypto|pki|authenticate crypto|pki|crl ip|admission ip|auth-proxy ip|ips ip|urlfilter ip|wccp ip|traffic-export
        ip|verify|drop-rate ip|verify|unicast|notification dot11 mac|address-table vpdn|aaa vpdn|enable vpdn|history vpdn|ip vpdn|logging vpdn|search-order
        vpdn|session-limit vpdn|source-ip vpdn|softshut vpdn|multihop vpdn|domain-delimiter""",
    "voice, wireless, hosted programs": """
        mgcp call-history-mib dspfarm|enable voice-card|mode num-exp gateway dial-peer|cor|list app-hosting virtual-service|signing iox guestshell
        wireless|client wireless|mobility ap|dot11 ap|country""",
}  # fmt: skip

_BODIES = {
    "routing": """
        bridge-domain ipc|zone configure|maintenance ip|flow-aggregation|cache route-map address-family vrf ip|vrf key|chain bfd bfd-template track bgp ip|community-list|standard ip|community-list|expanded ip|as-path-list segment-routing
        mpls|traffic-eng mpls|ldp l2vpn router-isolation ip|explicit-path extended
        performance pfr oer|master oer|border vrf|definition""",
    "layer 2": """
        vlan vlan|configuration spanning-tree|mst mac|access-list arp|access-list device-tracking ipv6|snooping ipv6|nd|raguard ipv6|dhcp|guard
        ipv6|source-guard ipv6|destination-guard lldp|med l2|vfi ethernet|cfm ethernet|evc ethernet|oam pseudowire pseudowire-class dot1x|supplicant dot1x|credentials l2tp-class
        template service-template dynamic-template interface-template""",
    "industrial Ethernet": "alarm|profile l2nat|instance mrp|ring",
    "change of authorisation": "aaa|server|radius",
    "quality of service": "table-map map-class map-list vc-class shape sampler",
    "address services": """
        ip|dhcp|pool ip|dhcp|class ipv6|dhcp|pool ip|dns|view ip|dns|server ip|ddns|update ip|sla ip|ssh|pubkey-chain ip|flow-top-talkers""",
    "measuring and reporting": "flow call-home monitor|session event|manager kron|policy-list kron|occurrence ip|sla|monitor rtr telemetry flow-sampler",
    "boot, files and hardware": """
        redundancy transceiver stackwise-virtual pnp controller card|type license|smart switch|virtual virtual-switch stack-power hardware hw-module|slot connect
        format service-module platform|console software subslot transport-map|type role""",
    "cryptography": """
        crypto|ca crypto|pki crypto|key|pubkey-chain crypto|identity crypto|provisioning crypto|gdoi crypto|xauth""",
    "dialling, voice, wireless, hosted programs": """
        bba-group vpdn-template dial-peer dspfarm ephone ephone-dn ephone-dn-template ephone-template gatekeeper call-manager-fallback ccm-manager
        h323 sccp sip-ua stcapp telephony-service voice voice-card voice-port translation-rule application dot11|ssid wlan wlccp virtual-service
        app-hosting|appid scada-gw pw-class xconnect|logging vfi parser|view mobility username|pubkey ntp|refclock isg""",
}  # fmt: skip


def _table(areas: dict[str, str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(entry.split("|")) for text in areas.values() for entry in text.split())


LINES = _table(_LINES)
BODIES = _table(_BODIES)


def is_irrelevant(words: tuple[str, ...], *, body: bool) -> bool:
    """Return whether a global command, without its `no`, is on the list; with `body` only those that open a mode are."""
    table = BODIES if body else LINES
    if words[:1] in table or words[:2] in table or words[:3] in table:
        return True
    return not body and is_irrelevant(words, body=True)
