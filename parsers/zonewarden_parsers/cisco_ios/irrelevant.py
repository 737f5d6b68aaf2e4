"""Global commands that change nothing the model describes.

`LINES` are commands of one line, `BODIES` open a mode whose lines are irrelevant as well.
"""

from __future__ import annotations

_LINES = """
accounting-list|aliases acct activation-level adsl aaa|attribute aaa|cache aaa|common-criteria aaa|dnis aaa|local aaa|max-sessions aaa|memory
aaa|nas aaa|pod aaa|processes aaa|route aaa|session-id aaa|session-mib aaa|traceback aaa|user aaa|intercept aaa|password aaa|configuration
alias alps appletalk app-hosting arp async-bootp asymmetric auto auto-sync autonomic auth authentication access-list|compiled
boot boot-end-marker boot-start-marker boothost bootfile bridge buffers bstun
call-history-mib card cdp cef chat-script class-based clns clock|summer-time clock|calendar-valid clock|initialize clock|save clock|read-calendar
clock-source cns configuration config-register controller-mode cpu crypto|engine crypto|key crypto|mib crypto|call crypto|logging crypto|pki|export crypto|ca|certificate-map
crypto|connect crypto|gdoi|debug
decnet default-value default|interface default-gateway default-information define designated-forwarder device-sensor dhcp diagnostic dial-peer|cor dialer dialer-list digitnet-map disable dlsw dot11
dot1x downward-compatible-config dspu dss dying-gasp domain-name
eap ecc echo emm end environment epm err-disable errdisable escape-character ethernet event-log event exception exec exit
fabric fabricpath facility-alarm file fhrp firmware flow-sampler-map forward-protocol frame-relay fm
gateway glbp global-address-family
hardware hidekeys history hw-module hw-switch
ima install interface-range internal ipc ipx ip|accounting ip|accounting-list ip|accounting-threshold ip|adjacency ip|adjmgr ip|admission ip|alias ip|arp ip|as-path
ip|auth-proxy ip|bgp-community ip|cache-ignore ip|cef ip|cgmp ip|classless ip|community-list ip|cookie-challenge ip|cookie
ip|default-information ip|device ip|dhcp|binding ip|dhcp|compatibility ip|dhcp|conflict ip|dhcp|database ip|dhcp|excluded-address ip|dhcp|limit ip|dhcp|limited-broadcast-address
ip|dhcp|ping ip|dhcp|relay ip|dhcp|remember ip|dhcp|smart-relay ip|dhcp|snooping ip|dhcp|subscriber-id ip|dhcp|support ip|dhcp|update ip|dhcp|use ip|dhcp|server ip|dhcp-server ip|dhcp-client ip|dhcp|auto-broadcast
ip|dns ip|domain ip|domain-list ip|domain-name ip|domain-retry ip|drp ip|dvmrp ip|extcommunity-list ip|explicit-path ip|flow ip|flow-aggregation
ip|flow-cache ip|flow-capture ip|flow-export ip|flow-top-talkers ip|forward-protocol ip|ftp ip|gdp ip|gratuitous-arps ip|hardware ip|host ip|host-list ip|host-routing
ip|hp-host ip|http|active-session-modules ip|http|authentication ip|http|banner ip|http|client ip|http|max-connections ip|http|path ip|http|port
ip|http|secure-active-session-modules ip|http|secure-client-auth ip|http|secure-port ip|http|secure-trustpoint ip|http|secure-peer-verify-trustpoint ip|http|secure-piv-based-auth ip|http|session-module-list ip|http|timeout-policy
ip|http|help-path ip|http|digest ip|http|session-idle-timeout ip|http|accounting ip|http|session ip|http|secure-ecdhe-curve
ip|icmp ip|igmp ip|irdp ip|kerberos ip|load-sharing ip|local|policy ip|mcr ip|mfib ip|mobile ip|mrm ip|mroute ip|mroute-cache ip|msdp ip|multicast ip|multicast-routing
ip|multilayer ip|name-server-cache ip|nat|translation ip|nat|log ip|nat|service ip|nat|settings ip|nat|create ip|nat|portmap ip|nat|piggyback-support ip|nat|sip-sbc ip|nat|stateful ip|nat|switchover ip|nbar ip|nhrp ip|options ip|ospf
ip|pgm ip|pim ip|policy-list ip|port-map ip|prefix-list ip|radius ip|rarp-server ip|rcmd|domain-lookup ip|rcmd|source-interface ip|rcmd|remote-host ip|rcmd|remote-username ip|reflexive-list ip|resiliency ip|route-cache
ip|route|profile ip|route|static ip|route-static ip|routing ip|rsvp ip|rtcp ip|sap ip|sdr ip|security ip|slb|static ip|sla|enable ip|sla|key-chain ip|sla|logging ip|sla|low-memory ip|sla|monitor|logging ip|sla|monitor|responder ip|sla|reaction-configuration ip|sla|reaction-trigger
ip|sla|reset ip|sla|responder ip|sla|restart ip|sla|schedule ip|source-binding ip|spd ip|ssh|break-string ip|ssh|bulk-mode ip|ssh|client ip|ssh|dh ip|ssh|dscp ip|ssh|logging ip|ssh|maxstartups ip|ssh|port
ip|ssh|precedence ip|ssh|rsa ip|ssh|source-interface ip|ssh|stricthostkeycheck ip|ssh|window-size ip|ssh|rekey ip|subnet-zero ip|subscriber ip|tacacs ip|tcp ip|telnet
ip|tftp ip|traffic-export ip|udp ip|urlfilter ip|verify|drop-rate ip|verify|unicast|notification ip|verify|unicast|vrf ip|wccp ip|ips ip|access-list|log-update ip|access-list|logging ip|access-list|resequence ip|access-list|persistent ip|access-list|helper ip|access-list|match-local-traffic ip|ddns ip|virtual-reassembly ip|nat-transparency
ipv6|access-list|log-update ipv6|cef ipv6|dhcp|binding ipv6|dhcp|database ipv6|dhcp|ping ipv6|dhcp-relay ipv6|flow ipv6|flowset ipv6|general-prefix ipv6|hop-limit ipv6|host ipv6|icmp ipv6|ioam ipv6|local ipv6|mfib ipv6|mfib-cef ipv6|mfib-mode ipv6|mld
ipv6|mobile ipv6|mrib ipv6|multicast ipv6|multicast-routing ipv6|nd ipv6|neighbor ipv6|ospf ipv6|pim ipv6|port-map ipv6|prefix-list ipv6|reflexive-list ipv6|rip ipv6|route|static ipv6|source-route ipv6|spd ipv6|static ipv6|tacacs ipv6|virtual-reassembly
isdn isis
kerberos keepalive key|config-key kron|occurrence
l2 l2protocol-tunnel l2tp l2tp-class lacp lan lane license link-bundle lldp load-interval local local-proxy logging-class login|delay login|on-failure login|on-success login|quiet-mode lre
mab mac mac-address-table macro main-cpu max memory memory-size metadata mgcp mls mmi mobility module monitor|event-trace monitor|session mop mpls|bgp mpls|control-word mpls|cr-vpn mpls|ip mpls|ipv6 mpls|label mpls|ldp mpls|mtu mpls|netflow mpls|oam mpls|prefix-map mpls|recovery mpls|static mpls|traffic-eng mpls|ttl-dec
multilink multicast mvr mvrp mediatrace msp
name nat64 ncia ncs net nbar-protocol-pack netbios netconf|max-sessions netconf|max-message netconf|lock-time netconf|format netconf network network-clock network-clock-participate network-clock-select nmsp ntp|clock-period ntp-clock
oam object-tracking oer
parser parser-view partition passive-interface password pagp platform platform-punt port-channel power prefix-list printer priority-group priority-list privilege process process-max-time prompt ppp protocol-tunnel
proc ptp punt-keepalive
qos quit queue-list
radius-server-attribute rate-limit rcsfs redundancy-mode regexp resume-string revision rib rif rmon router-isolation rpc route-target rtr
scheduler scripting sdm|prefer sdlc secondary-vlan security|authentication security|passwords|logging security|ipsec-manual sequence-nums service-insertion service-module-ip service-policy-list service-routing
setup sgbp shell show smrp snmp snmp-server|chassis-id snmp-server|contact snmp-server|context snmp-server|drop snmp-server|enable snmp-server|engineID snmp-server|file-transfer snmp-server|ifindex snmp-server|inform snmp-server|ip snmp-server|location
snmp-server|manager snmp-server|max-ifindex-per-module snmp-server|overload-control snmp-server|packetsize snmp-server|priority snmp-server|protocol snmp-server|queue-length snmp-server|queue-limit snmp-server|sparse-tables snmp-server|source-interface
snmp-server|spi snmp-server|system-shutdown snmp-server|tcp-session snmp-server|tftp-server-list snmp-server|trap snmp-server|trap-authentication snmp-server|trap-source snmp-server|trap-timeout snmp-server|traps snmp-server|usmgroup snmp-server|view snmp-server|cache snmp-server|ifmib snmp-server|mib snmp-server|logging
snmp-server|aaa-user snmp-server|community-map snmp-server|vrf snmp-server|globalEnforcePriv snmp-server|password-policy
source source-bridge source-interface source-route spanning-tree spd spe standby static-group stackwise-virtual-link stackwise stun subscriber switch switchport symbology synchronization syslog system
table tag-switching tcl tclsh telnet terminal-queue terminal tftp time-zone timeout track-timer traffic-share translate transceiver tunnel transport|ssh
udld udp ui upgrade urpf username-prompt undelete
vines virtual-profile virtual-service virtual-switch-link vlan|access-log vlan|accounting vlan|dot1q vlan|group vlan|internal vlan|ifdescr vlan-group vlan|vtp-vlan vmps voice-card|mode vpdn|aaa vpdn|enable vpdn|history vpdn|ip vpdn|logging vpdn|search-order vpdn|session-limit vpdn|source-ip vpdn|softshut vtp vrf|selection vrf-global
warm-reboot wccp wrr-queue wsma-agent www writem wism
x25 x29 xns xot xsm
"""

_BODIES = """
address-family all appletalk|local-routing application applet archive-path arp|access-list
bba-group bfd bfd-template bgp bridge-domain boot|flash call-home call-manager-fallback ccm-manager class-of-restrictor clns-router connect control-plane controller crypto|ca crypto|gdoi crypto|identity crypto|pki crypto|provisioning crypto|key|pubkey-chain
crypto|xauth ctunnel cwmp
device-tracking dial-peer domain dspfarm dot11|ssid dynamic-template
ephone ephone-dn ephone-dn-template ephone-template esm ethernet|cfm ethernet|evc ethernet|oam event|manager event-manager extended
fallback fc flow flow-sampler format frr
gatekeeper group gw-accounting
h323 identity interworking ip|as-path-list ip|casa ip|community-list|standard ip|community-list|expanded ip|dhcp|class ip|dhcp|pool ip|flow-top-talkers ip|hold-queue ip|radius|source-interface ip|slb ip|sla ip|ssh|pubkey-chain ip|vrf ip|dns|view ip|dns|server ip|ddns|update ip|nhrp|cache ip|ips|signature-category ip|ips|signature-definition ip|rsvp|policy ip|explicit-path
ip|host-list|body ip|wccp|web-cache ip|sla|monitor
ipv6|dhcp|pool ipv6|snooping ipv6|mobile|pmipv6-mag ipv6|nd|raguard ipv6|dhcp|guard ipv6|source-guard
isg
key|chain kron|policy-list
l2|vfi l2vpn license|smart lldp|med location locale
mac|access-list macro|name map-class map-list mobile-node monitor mpls|traffic-eng multilink|bundle-name mpls|ldp
nbar network-object-group num-exp
oer|master parser|view performance pfr policy-options port-profile process-overload profile pseudowire pseudowire-class
redundancy rlm role route-map resource rtr rsvp
sampler scada-gw sccp scheduler|allocate segment-routing self-identity service-module service-template shape sip-ua software spanning-tree|mst spanning-tree|mode stack-mac stack-power stcapp subinterface switch|virtual
table-map tdm telephony-service template time-source track trunk
upgrade|fpd username|pubkey
vc-class vlan vfi virtual-switch voice voice-card voice-port vrf vtemplate vxml vrf|definition vlan|configuration vrf|context
wlan wlccp wireless workflow wsma xconnect xdsl
"""


def _table(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(entry.split("|")) for entry in text.split())


LINES = _table(_LINES)
BODIES = _table(_BODIES)


def is_irrelevant(words: tuple[str, ...], *, body: bool) -> bool:
    """Return whether a global command, without its `no`, is on the list; with `body` only those that open a mode are."""
    table = BODIES if body else LINES
    if words[:1] in table or words[:2] in table or words[:3] in table:
        return True
    return not body and is_irrelevant(words, body=True)
