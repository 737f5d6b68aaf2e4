"""Interface commands that change nothing the model describes."""

from __future__ import annotations

_TEXT = """
access-session alarm analysis-module arp atm authentication auto autodetect autostate backup bandwidth bfd bgp bundle-enable
carrier-delay cdp cem cfm channel-group channel-protocol clns clock cns compress controller cost crc cts dampening
dce-terminal-timing-enable default-gateway delay dialer dialer-group device-tracking dot1q dot1x down-when-looped dsl
dsu dual-active duplex eapol efm energywise eigrp ethernet exit fair-queue fair-queue-limit fec flow flow-sampler flowcontrol
frame-relay framing full-duplex gsm half-duplex hardware history hold-queue hsrp ima-group invert ipv6-mode isdn isis
keepalive l2protocol l2protocol-tunnel lacp lane lapb lldp load-interval loadbalance logging loopback mab mac
mac-address macro map-group max-reserved-bandwidth mdix media-type mka mls mode mop mpls mpls-te mtu multilink
multilink-group negotiated negotiation nbar nmsp ntp ospfv3 pagp peer physical-layer platform port-security prp-channel-group hsr-ring plim port-channel
port-type power ppp pppoe pppoe-client pppoe-server priority priority-queue private-vlan ptp pulse-time pvc qos
queue-limit queue-set random-detect rate-limit rcv-queue remote rep rmon routing performance macsec timeout scheduler scramble sdh serial sfp
sgbp snmp source spanning-tree speed srr-queue stackwise-virtual storm-control synce synchronous tag-switching
team timeslots traffic-shape transmit-interface transceiver trust tx-queue tx-ring-limit udld uplink voice vlan
vlan-id vlan-range voice-port vtp wrr-queue x25

crypto|ipsec crypto|engine ip|urd ip|device ip|sticky-arp ip|accounting ip|arp ip|authentication ip|bandwidth-percent ip|bgp ip|broadcast-address ip|cef ip|cgmp ip|dampening-change
ip|dhcp ip|dvmrp ip|eigrp ip|flow ip|hello-interval ip|helper-address ip|hold-time ip|igmp ip|irdp ip|load-sharing
ip|mobile ip|mroute-cache ip|mrm ip|mtu ip|multicast ip|nbar ip|nhrp ip|next-hop-self ip|ospf ip|pgm ip|pim ip|probe
ip|rgmp ip|rip ip|route-cache ip|router ip|rsvp ip|rtp ip|sap ip|sdr ip|security ip|split-horizon ip|summary-address
ip|tcp ip|trigger-authentication ip|vrf|receive ip|vrf|sitemap ip|virtual-reassembly ip|information-reply
ip|forward-protocol ip|scp ip|dns ip|ddns ip|rarp-server ip|traffic-export ip|tos ip|pop ip|ipsec
ipv6|nd ipv6|ospf ipv6|rip ipv6|eigrp ipv6|router ipv6|mtu ipv6|dhcp ipv6|mld ipv6|pim ipv6|multicast ipv6|redirects
ipv6|unreachables ipv6|tcp ipv6|flow ipv6|cef ipv6|hello-interval ipv6|hold-time ipv6|authentication ipv6|next-hop-self
ipv6|split-horizon ipv6|summary-address ipv6|nhrp ipv6|virtual-reassembly ipv6|destination-guard ipv6|snooping
ipv6|bandwidth-percent ipv6|ospfv3
cdp|tlv cdp|log lldp|med-tlv-select lldp|tlv-select
mac|address
vrf|sitemap
oam-pvc|manage vbr-nrt oam-pvc encapsulation-vlan protocol|ppp protocol|ip dialer-pool cbr ubr ubr+ abr inarp
create|on-demand oam ranging class-int class-vc
default|timer timer|reauthentication sap|pmk policy|static policy|dynamic propagate|sgt
dot11 antenna station-role ssid broadcast-key channel short-slot-time rts fragment-threshold beacon world-mode
infrastructure-client payload-encapsulation parent power|local power|client packet basic-1.0 guard-interval
encryption dfs mbssid
no-peer ap
"""


def _table(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(entry.split("|")) for entry in text.split())


IRRELEVANT = _table(_TEXT)
"""Leading words, up to three, of interface commands that neither filter nor route nor name anything in the model."""


def is_irrelevant(words: tuple[str, ...]) -> bool:
    """Return whether an interface command, without `no` or `default`, is on the list."""
    if words[:1] == ("default",) and words[:2] not in IRRELEVANT:
        words = words[1:]
    return words[:1] in IRRELEVANT or words[:2] in IRRELEVANT or words[:3] in IRRELEVANT
