"""What a placeless device lets through between two addresses: the plainest reading of its lists, conditions left open."""

from __future__ import annotations

import ipaddress

from zonewarden_parsers.model import ANY_SERVICE, EMPTY_SERVICE, Action, AddressSet, Device, RuleList, ServiceSet

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def forwarded(device: Device, source: Address, target: Address) -> tuple[ServiceSet, ServiceSet]:
    """Return the services that surely pass and those that may."""
    sure = may = ANY_SERVICE
    for binding in device.bindings:
        rule_list = device.rule_list(binding.rule_list)
        assert rule_list is not None
        one, other = asked(rule_list, source, target)
        sure, may = sure & one, may & other
    return sure, may


def asked(rule_list: RuleList, source: Address, target: Address) -> tuple[ServiceSet, ServiceSet]:
    """Return the services that one list surely permits between two addresses and those that it may."""
    sure = may = EMPTY_SERVICE
    left_sure = left_may = ANY_SERVICE
    for rule in rule_list.rules:
        if not rule.enabled:
            continue
        under = _services(rule.match.under_parts, source, target)
        over = _services(rule.match.over_parts, source, target)
        if rule.action is not Action.DENY:
            may |= over & left_may
        if rule.action is Action.PERMIT:
            sure |= under & left_sure
        else:
            left_sure -= over  # a permit that may match takes nothing from a later one
        left_may -= under
    if rule_list.default is Action.PERMIT:
        sure, may = sure | left_sure, may | left_may
    return sure, may


def _services(parts: tuple[AddressSet, AddressSet, ServiceSet], source: Address, target: Address) -> ServiceSet:
    here = int(source) in parts[0].family(source.version) and int(target) in parts[1].family(target.version)
    return parts[2] if here else EMPTY_SERVICE
