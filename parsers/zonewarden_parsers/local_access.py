"""Who reaches a service of the device itself, by an ordered list that judges packets to it. Shared by several platforms."""

from __future__ import annotations

from dataclasses import dataclass

from zonewarden_parsers.model import ANY, NOWHERE, Action, AddressSet, Rule, RuleList, ServiceSet


@dataclass(frozen=True, slots=True)
class Access:
    """Sources that may reach a service. `exact` is False where a rule on the way has conditions that cannot be resolved."""

    sources: AddressSet
    exact: bool


def access(rules: RuleList, interface: str, own: AddressSet, service: ServiceSet) -> Access:
    """Return who may send `service` to the addresses `own` (ANY where they are not known) by `interface`.

    A source counts when some address of `own` and some packet of `service` is permitted: the result never misses one.
    """
    left, permitted, exact = ANY, NOWHERE, True
    for rule in rules.rules:
        if not _asked(rule, interface, own, service):
            continue
        sources = left & rule.match.sources
        if not sources:
            continue
        if rule.action is not Action.DENY:
            permitted |= sources
            exact = exact and not rule.match.atoms and rule.action is Action.PERMIT
        elif rule.match.atoms:
            exact = False
        sure_sources, sure_destinations, sure_services = rule.match.under_parts
        if rule.action is not Action.UNKNOWN and own <= sure_destinations and service <= sure_services:
            left -= sure_sources
    if rules.default is not Action.DENY:
        permitted |= left
        exact = exact and rules.default is Action.PERMIT
    return Access(permitted, exact)


def _asked(rule: Rule, interface: str, own: AddressSet, service: ServiceSet) -> bool:
    here = rule.from_interfaces is None or interface in rule.from_interfaces
    if not (rule.enabled and here and rule.to_interfaces is None):
        return False
    return not (rule.match.destinations.isdisjoint(own) or rule.match.services.isdisjoint(service))
