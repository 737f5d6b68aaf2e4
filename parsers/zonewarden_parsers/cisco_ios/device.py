"""The device that a draft describes."""

from __future__ import annotations

from zonewarden_parsers.cisco_ios.adjacencies import Process, handovers, peers
from zonewarden_parsers.cisco_ios.dialect import Dialect
from zonewarden_parsers.cisco_ios.draft import Draft
from zonewarden_parsers.cisco_ios.firewall import finish_policies
from zonewarden_parsers.cisco_ios.inspect_classes import Classes
from zonewarden_parsers.cisco_ios.interfaces import finish_interface, note_bare_ports
from zonewarden_parsers.cisco_ios.routing import finish_nat
from zonewarden_parsers.cisco_ios.rule_lists import (
    FAMILY_NAMES,
    ListIndex,
    bound_defaults,
    finish_lists,
    list_objects,
    missing_lists,
)
from zonewarden_parsers.cisco_ios.self_zone import narrowed
from zonewarden_parsers.cisco_ios.services import finish_web
from zonewarden_parsers.cisco_ios.snmp import finish_snmp
from zonewarden_parsers.cisco_ios.terminal_lines import finish_terminals
from zonewarden_parsers.cisco_ios.vlan_maps import vlan_lists
from zonewarden_parsers.cisco_ios.vpn import finish_vpns
from zonewarden_parsers.cisco_ios.zone_policy import zone_list
from zonewarden_parsers.model import (
    Aspect,
    Device,
    Effect,
    Gap,
    ManagementPlane,
    NamedObject,
    Reference,
    RuleList,
)


def finish(draft: Draft, platform: str, dialect: Dialect) -> Device:
    """Return the device. It is stateless: IOS lists see every packet, answers need their own entries."""
    bindings = tuple(draft.bindings.values())
    own = bound_defaults(finish_lists(draft.lists, dialect.empty), bindings)
    missing, dangling = missing_lists(bindings, own, dialect.missing)
    index = {(r.family, r.name): r for r in own}
    finish_policies(draft)
    _port_lists(draft)
    note_bare_ports(draft.ports.values())
    classes = Classes(draft.zoning, index, draft.ledger)
    zoned = zone_list(draft, classes)
    vlans = vlan_lists(draft, index)
    vpns = finish_vpns(draft)
    management = _management(draft, index, classes, dialect)
    objects = _objects(draft, own)
    undefined = {
        *dangling,
        *draft.undefined,
        *classes.undefined,
        *draft.groups.undefined,
        *draft.lists.undefined,
        *_dangling(draft, index),
    }
    processes = [Process.of(*p) for p in draft.processes]
    return Device(
        name=draft.hostname,
        platform=platform,
        path=draft.path,
        coverage=draft.ledger.coverage(),
        stateful=False,
        version=draft.version,
        interfaces=tuple(finish_interface(p, dialect.port_mode) for p in draft.ports.values()),
        routes=tuple(draft.routes),
        dynamic_routing=tuple(draft.routing),
        routing_peers=tuple(peers(processes, draft.ports.values())),
        route_handovers=tuple(handovers(processes)),
        rule_lists=(*own, *missing, *vlans.lists, *([zoned[0]] if zoned else [])),
        bindings=(*bindings, *vlans.bindings, *([zoned[1]] if zoned else [])),
        nat=tuple(finish_nat(draft, index)),
        lists_before_nat=True,
        vpns=tuple(vpns),
        vpn_bypass=min((at for _, at in draft.crypto_maps.values()), default=None),
        management=management,
        objects=objects,
        undefined=tuple(sorted(undefined, key=lambda r: (r.location, r.kind, r.name))),
        gaps=(*draft.gaps, *_collisions(own)),
        diagnostics=tuple(draft.ledger.diagnostics),
    )


def _management(draft: Draft, index: ListIndex, classes: Classes, dialect: Dialect) -> ManagementPlane:
    terminals = finish_terminals(draft, index)
    finish_web(draft, index)
    snmp = finish_snmp(draft, index)
    if dialect.finish is not None:
        dialect.finish(draft, index)
    return ManagementPlane(
        tuple(narrowed(draft.services, draft, classes)),
        tuple(terminals),
        tuple(draft.users.values()),
        tuple(snmp),
        tuple(draft.servers),
        tuple(draft.secrets),
        tuple(draft.settings),
    )


def _objects(draft: Draft, lists: list[RuleList]) -> tuple[NamedObject, ...]:
    ranges = [NamedObject(t.name, "time-range", t.location, used=t.used) for t in draft.time_ranges.values()]
    used = {name for _, name, _ in draft.used_lists} | draft.mentioned
    return (*draft.groups.objects(), *ranges, *list_objects(lists, used))


def _dangling(draft: Draft, index: ListIndex) -> list[Reference]:
    """Return the uses, other than bindings, of lists that do not exist."""
    bound = {b.location for b in draft.bindings.values()}
    return [
        Reference(name, "access-list", at)
        for family, name, at in draft.used_lists
        if at not in bound
        and name
        and (FAMILY_NAMES[family], name) not in index
        and (FAMILY_NAMES[10 - family], name) not in index
    ]


def _port_lists(draft: Draft) -> None:
    """A list on a switch port filters what the port bridges, before any interface of the model sees it."""
    for binding in draft.bindings.values():
        port = draft.ports[binding.interface]
        if port.layer2 and port.primary is None:
            reason = f"list {binding.rule_list} filters a switch port"
            draft.gaps.append(Gap(Aspect.FLOWS, Effect.MAY_DENY, reason, binding.location, port.name))


def _collisions(lists: list[RuleList]) -> list[Gap]:
    """An IPv4 and an IPv6 list of one name cannot be told apart by name, which IOS does not allow either."""
    seen: set[str] = set()
    gaps: list[Gap] = []
    for found in lists:
        if found.name in seen:
            gaps.append(Gap(Aspect.ALL, Effect.EITHER, f"two access lists are called {found.name}", found.location))
        seen.add(found.name)
    return gaps
