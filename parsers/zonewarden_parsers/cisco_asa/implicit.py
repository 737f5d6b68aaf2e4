"""What an ASA does between two interfaces where no access list decides: security levels.

Cisco ASA Series Firewall CLI Configuration Guide, "Access Rules", *Implicit permits*; `same-security-traffic` in the
Command Reference. A management-only interface passes no through traffic whatever its level.
On Firepower Threat Defense every interface has level 0, and levels decide nothing (Secure Firewall Management Center Device
Configuration Guide, Regular Firewall Interfaces).
"""

from __future__ import annotations

from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.model import ImplicitPolicy, Interface, Location


def implicit_policies(draft: Draft) -> tuple[ImplicitPolicy, ...]:
    """Return the answer for every ordered pair of named interfaces, and for each interface back to itself."""
    named = list(draft.interfaces.values())
    return tuple(_policy(draft, a, b) for a in named for b in named)


def _policy(draft: Draft, source: Interface, target: Interface) -> ImplicitPolicy:
    permit, reason, location = _decide(draft, source, target)
    return ImplicitPolicy(source.name, target.name, permit, reason, location)


def _decide(draft: Draft, source: Interface, target: Interface) -> tuple[bool, str, Location]:
    if draft.threat_defense and not (source.management_only or target.management_only):
        return True, "Firepower Threat Defense: the access control policy alone decides", source.location
    level, other = draft.levels[source.name], draft.levels[target.name]
    for interface in (source, target):
        if interface.management_only:
            return False, f"{interface.name} is management-only", interface.location
    if source.name == target.name:
        if draft.same_intra:
            return True, "same-security-traffic permit intra-interface", draft.at(draft.same_intra)
        return False, "traffic back out of the same interface is denied", level.location
    pair = f"security level {level.value} to {other.value}"
    if level.value > other.value:
        return True, f"{pair}: higher to lower is permitted", level.location
    if level.value < other.value:
        return False, f"{pair}: lower to higher is denied", level.location
    if draft.same_inter:
        return True, "same-security-traffic permit inter-interface", draft.at(draft.same_inter)
    return False, f"{pair}: equal levels are denied", level.location
