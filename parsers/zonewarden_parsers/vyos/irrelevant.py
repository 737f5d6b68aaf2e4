"""Paths the reader knows and that change nothing the model describes, and what the rest bears on."""

from __future__ import annotations

from zonewarden_parsers.model import Aspect, Effect, LineState
from zonewarden_parsers.vyos.draft import Draft

_TABLE = """
container | high-availability | cluster | qos | qos-policy | traffic-policy | custom-attribute | pki | traffic-control
policy access-list | policy access-list6 | policy as-path-list | policy community-list | policy extcommunity-list | policy large-community-list | policy prefix-list | policy prefix-list6
policy route-map
service broadcast-relay | service conntrack-sync | service console-server | service dhcp-relay | service dhcp-server | service dhcpv6-relay | service dhcpv6-server | service dns
service event-handler | service lldp | service mdns | service router-advert | service salt-minion | service suricata | service ids | service ipoe-server | service pppoe-server
service ndp-proxy | service stunnel | service sla | service unms | service ubnt-discover | service ubnt-discover-server | service monitoring | service config-sync | service aws | service upnp2 secure-mode
service webproxy cache-size | service dhcp-server
system acceleration | system config-management | system conntrack | system console | system domain-name | system domain-search | system flow-accounting | system frr | system host-name
system ip | system ipv6 | system lcd | system logs | system offload | system option | system options | system package | system proxy | system sflow | system static-host-mapping | system sysctl
system task-scheduler | system traffic-analysis | system update-check | system wireless | system analytics-handler | system crash-handler | system login max-login-session
system login timeout | system login radius-source-address | system time-zone | system syslog | system ntp | system watchdog | system systemd | system alg | system name-servers-dhcp
vrf bind-to-all | firewall group | protocols static arp | protocols igmp-proxy
"""
BYPASS = {
    ("service", "webproxy"): "the web proxy carries traffic that rules do not show",
    ("service", "haproxy"): "the reverse proxy carries traffic that rules do not show",
    ("load-balancing", "reverse-proxy"): "the reverse proxy carries traffic that rules do not show",
    ("load-balancing", "haproxy"): "the reverse proxy carries traffic that rules do not show",
    ("service", "upnp"): "UPnP opens ports on request",
    ("service", "upnp2"): "UPnP opens ports on request",
    ("container",): "containers have networks of their own that are not modelled",
    ("protocols", "igmp-proxy"): "multicast forwarding is not modelled",
}
"""What carries traffic past the rule sets."""

_ASPECTS = {"vpn": Aspect.REMOTE_ACCESS, "service": Aspect.MANAGEMENT, "system": Aspect.MANAGEMENT}


def claim_known(draft: Draft) -> None:
    """Claim what the table names, as far as nobody has; then note what carries traffic past the rules."""
    for entry in (e.split() for row in _TABLE.splitlines() for e in row.split("|")):
        found = draft.root.get(*entry) if entry else None
        for node in found.walk() if found is not None else ():
            if node.state is LineState.UNKNOWN:
                node.state = LineState.IRRELEVANT
    for path, reason in BYPASS.items():
        found = draft.root.get(*path)
        if found is not None and found.children:
            draft.gap(Aspect.FLOWS, Effect.MAY_PERMIT, reason, found)


def aspect_of(word: str) -> Aspect:
    """Return what a line bears on by the first word of its path."""
    return _ASPECTS.get(word, Aspect.ALL)
