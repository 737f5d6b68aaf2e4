"""Small devices and zones for analysis tests."""

from __future__ import annotations

from zonewarden.site.model import Zone
from zonewarden_parsers.model import (
    Action,
    AddressSet,
    Binding,
    Coverage,
    Device,
    Direction,
    Interface,
    Location,
    Match,
    Rule,
    RuleList,
)

HERE = Location("device.cfg", 1)


def net(text: str) -> AddressSet:
    return AddressSet.parse(text)


def interface(name: str, network: str, **fields: object) -> Interface:
    return Interface(name, HERE, networks=net(network), addresses=net(network.split("/")[0]), **fields)  # type: ignore[arg-type]


def rules(*found: tuple[Action, Match]) -> tuple[Rule, ...]:
    return tuple(
        Rule(i, action, match, Location("device.cfg", 10 + i), f"{action.value} {i}")
        for i, (action, match) in enumerate(found)
    )


def rule_list(name: str, *found: tuple[Action, Match], default: Action = Action.DENY) -> RuleList:
    return RuleList(name, rules(*found), HERE, default)


def bound(
    name: str, interface_name: str, direction: Direction = Direction.IN, families: tuple[int, ...] = (4,)
) -> Binding:
    return Binding(name, interface_name, direction, HERE, families)


def device(**fields: object) -> Device:
    given: dict[str, object] = {
        "name": "r1", "platform": "cisco-ios", "path": "device.cfg", "coverage": Coverage(()), "stateful": False
    }  # fmt: skip
    return Device(**(given | fields))  # type: ignore[arg-type]


def zone(id_: str, *networks: str, kind: str = "cell", **fields: object) -> Zone:
    return Zone(id_, kind, 1, 1, HERE, addresses=AddressSet.union(map(net, networks)), **fields)  # type: ignore[arg-type]
