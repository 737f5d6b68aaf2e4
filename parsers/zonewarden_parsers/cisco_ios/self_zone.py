"""What the zone-based firewall lets reach the router itself: zone pairs with the destination `self`.

Source: Zone-Based Policy Firewall Design and Application Guide, Controlling Access to the Router: everything may reach the
router until a policy from a zone to `self` says otherwise for that zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zonewarden_parsers.cisco_ios.draft import Draft
from zonewarden_parsers.cisco_ios.inspect_classes import Classes
from zonewarden_parsers.cisco_ios.rule_lists import admitted
from zonewarden_parsers.cisco_ios.zone_draft import DEFAULT, SELF
from zonewarden_parsers.cisco_ios.zone_policy import members, policy_rules
from zonewarden_parsers.model import (
    NOWHERE,
    Action,
    AdminService,
    RuleList,
    ServiceSet,
)
from zonewarden_parsers.model.region import normalise

PORTS = {
    "ssh": (6, 22), "telnet": (6, 23), "http": (6, 80), "https": (6, 443), "snmp": (17, 161), "tftp": (17, 69),
    "ntp": (17, 123), "netconf": (6, 830), "rsh": (6, 514), "ftp": (6, 21),
}  # fmt: skip
"""Where the services listen by default; a service that is not here is not narrowed."""


def narrowed(services: Sequence[AdminService], draft: Draft, classes: Classes) -> list[AdminService]:
    """Return `services` with the sources and interfaces that policies to the router leave them."""
    policies = _policies(draft, classes)
    if not policies:
        return list(services)
    return [_narrow(s, draft, policies) if s.protocol in PORTS else s for s in services]


def _policies(draft: Draft, classes: Classes) -> dict[str, RuleList]:
    """Return what comes from each zone to the router, for zones that have such a policy."""
    found: dict[str, RuleList] = {}
    for pair in draft.zoning.pairs.values():
        declared = pair.source != DEFAULT or DEFAULT in draft.zoning.zones
        if pair.destination == SELF and pair.policy and declared:
            at = draft.ledger.at(pair.line)
            found[pair.source] = RuleList(pair.name, tuple(policy_rules(pair, draft, classes)), at, Action.DENY, at)
    return found


def _narrow(service: AdminService, draft: Draft, policies: dict[str, RuleList]) -> AdminService:
    protocol, port = PORTS[service.protocol]
    ports = {port} | draft.moved.get(service.protocol, set())
    wanted = ServiceSet.of(((protocol, protocol),), second=normalise((p, p) for p in ports))
    sources, reached, known = NOWHERE, set[str](), service.sources_known
    zones = members(draft)
    for zone, names in zones.items():
        here = frozenset(service.interfaces) & names if service.interfaces else names
        policy = policies.get(zone)
        allowed = admitted(policy, wanted) if policy else None
        left = service.sources if allowed is None else service.sources & allowed.sources
        if here and left:
            sources |= left
            reached |= here
            known = known and (allowed is None or allowed.known)
    everywhere = not service.interfaces and all(reached >= names for names in zones.values())
    listening = () if everywhere else tuple(sorted(reached)) or service.interfaces
    return replace(service, sources=sources, interfaces=listening, sources_known=known)
