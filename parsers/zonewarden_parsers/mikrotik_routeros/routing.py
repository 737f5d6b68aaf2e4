"""Static routes, default routes that are learnt, routing daemons, routing rules."""

from __future__ import annotations

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.mikrotik_routeros.draft import Draft
from zonewarden_parsers.mikrotik_routeros.records import Record
from zonewarden_parsers.model import ANY4, ANY6, NOWHERE, AddressSet, Aspect, Effect, LineState, Route

_DISCARD = frozenset({"blackhole", "unreachable", "prohibit"})


def read_routing(draft: Draft) -> None:
    """Read `/ip route`, `/ipv6 route`, and what else decides about the way of a packet."""
    for family, default in (("ip", ANY4), ("ipv6", ANY6)):
        for record in draft.take(family, "route"):
            if not record.disabled:
                _route(draft, record, default)
    for record in draft.script.records("ip", "dhcp-client"):
        if not record.disabled and record.get("add-default-route") != "no" and record.get("interface"):
            draft.routes.append(Route(ANY4, draft.at(record), record.get("interface"), metric=2))
    for kind in ("pppoe-client", "l2tp-client", "pptp-client", "sstp-client", "ovpn-client", "lte"):
        for record in draft.script.records("interface", kind):
            if not record.disabled and record.get("add-default-route") == "yes":
                draft.routes.append(Route(ANY4, draft.at(record), record.get("name"), metric=2))
    for path in (("ip", "route", "rule"), ("routing", "rule")):
        for record in draft.take(*path):
            if not record.disabled:
                draft.gap(Aspect.FLOWS, Effect.EITHER, "routing rules are not modelled", record)
    _daemons(draft)


def _route(draft: Draft, record: Record, default: AddressSet) -> None:
    text = record.get("dst-address")
    destination = literal(text) if text else default
    at = draft.at(record)
    if destination is None:
        record.claim(LineState.UNKNOWN)
        return
    table = record.get("routing-table") or record.get("routing-mark") or record.get("vrf")
    vrf = "" if table in ("", "main") else table
    metric = record.get("distance")
    cost = int(metric) if metric.isascii() and metric.isdigit() else 1
    if record.get("type") in _DISCARD or "blackhole" in record.properties:
        draft.routes.append(Route(destination, at, vrf=vrf, metric=cost, discard=True))
    for gateway in filter(None, record.get("gateway").split(",")):
        hop, _, interface = gateway.partition("%")
        address = literal(hop)
        name = interface or ("" if address is not None else hop)
        draft.routes.append(Route(destination, at, name.split("@", 1)[0], address or NOWHERE, vrf, cost))


def _daemons(draft: Draft) -> None:
    """Name the daemons that have an instance, a connection or a network."""
    seen: set[str] = set()
    for path, table in draft.script.tables.items():
        if (
            path[:1] != ("routing",)
            or len(path) < 2
            or path[1] in ("table", "rule", "filter", "id", "settings", "nexthop")
        ):
            continue
        for record in table:
            record.claim()
            used = path[2:] in (
                ("instance",),
                ("network",),
                ("connection",),
                ("peer",),
                ("interface",),
                ("interface-template",),
            )
            if used and not record.disabled and path[1] not in seen and record.verb == "add":
                seen.add(path[1])
                draft.dynamic_routing.append((path[1], draft.at(record)))
