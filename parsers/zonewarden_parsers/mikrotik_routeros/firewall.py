"""Filter chains as lists: `forward` for packets through the router, `input` for packets to it. What no rule drops passes.

`raw` and bridge filters may drop more; mangle rules may route by marks. Both are gaps, not rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.chains import Chain, flatten
from zonewarden_parsers.mikrotik_routeros.draft import Draft
from zonewarden_parsers.mikrotik_routeros.operands import filled
from zonewarden_parsers.mikrotik_routeros.records import Record
from zonewarden_parsers.mikrotik_routeros.rules import step
from zonewarden_parsers.model import (
    Action,
    AddressSet,
    Aspect,
    Binding,
    Direction,
    Effect,
    LineState,
    Location,
    NamedObject,
)

_DROPS = frozenset({"drop", "reject", "tarpit"})


def read_firewall(draft: Draft) -> None:
    """Read both versions' filter chains, then the stages that only narrow or route."""
    for family, table in ((4, "ip"), (6, "ipv6")):
        _filter(draft, family, table)
        _stages(draft, table)
    for record in draft.take("interface", "bridge", "filter"):
        if record.get("action") in _DROPS and not record.disabled:
            draft.gap(Aspect.FLOWS, Effect.MAY_DENY, "bridge filters are not modelled: they may drop more", record)
    for record in draft.take("interface", "bridge", "nat"):
        draft.gap(Aspect.FLOWS, Effect.EITHER, "bridge translation is not modelled", record)


def _key(table: str, name: str) -> str:
    return name if table == "ip" else f"ipv6 {name}"


def _filter(draft: Draft, family: int, table: str) -> None:
    records = draft.take(table, "firewall", "filter")
    by_chain: dict[str, list[Record]] = {}
    for record in records:
        by_chain.setdefault(_key(table, record.get("chain")), []).append(record)
    name_of = partial(_key, table)
    chains = {
        key: Chain(
            key,
            tuple(step(draft, r, family, name_of) for r in found),
            draft.at(found[0]),
            Action.PERMIT,
            draft.at(found[0]),
        )
        for key, found in by_chain.items()
    }
    for hook in ("forward", "input"):
        key = _key(table, hook)
        if key not in chains:
            continue
        found = flatten(chains, key, interfaces=frozenset(draft.interfaces), name=key, family=f"ip{family}")
        draft.ledger.diagnostics.extend(found.diagnostics)
        draft.undefined.extend(found.undefined)
        if hook == "input":
            draft.local[family] = found.rule_list
        else:
            draft.lists[key] = found.rule_list
            draft.bindings.append(Binding(key, "", Direction.FORWARD, chains[key].location, (family,)))
    _objects(draft, table, chains, records)


def _objects(draft: Draft, table: str, chains: Mapping[str, Chain], records: list[Record]) -> None:
    """Add chains and address lists as named objects."""
    called = {_key(table, r.get("jump-target")) for r in records if r.get("jump-target")}
    for key, chain in chains.items():
        used = key in called or key.removeprefix("ipv6 ") in ("input", "forward", "output")
        draft.objects.append(NamedObject(key, "access-list", chain.location, used=used))
    entries: dict[str, list[Record]] = {}
    for record in draft.take(table, "firewall", "address-list"):
        entries.setdefault(record.get("list"), []).append(record)
    for record in draft.script.records(table, "firewall", "nat") + draft.script.records(table, "firewall", "mangle"):
        for side in ("src-address-list", "dst-address-list"):
            draft.used.add((f"{table} address-list", record.get(side).removeprefix("!")))
    known = filled(draft, table)
    for name, found in entries.items():
        members = [a for r in found if not r.disabled and (a := literal(r.get("address"))) is not None]
        used = (f"{table} address-list", name) in draft.used or name in known
        draft.objects.append(
            NamedObject(name, "network", draft.at(found[0]), AddressSet.union(members), used, not members)
        )
    if table == "ip":
        for record in draft.script.records("interface", "list"):
            used = ("interface list", record.get("name")) in draft.used
            draft.objects.append(NamedObject(record.get("name"), "interface", _place(draft, record), used=used))


def _place(draft: Draft, record: Record) -> Location:
    return draft.at(record)


def _stages(draft: Draft, table: str) -> None:
    for record in draft.take(table, "firewall", "raw"):
        if record.get("action") in (*_DROPS, "jump") and not record.disabled:
            draft.gap(Aspect.FLOWS, Effect.MAY_DENY, "the raw table is not modelled: it may drop more", record)
    for record in draft.take(table, "firewall", "mangle"):
        action = record.get("action")
        if action in ("mark-routing", "route") and not record.disabled:
            draft.gap(Aspect.FLOWS, Effect.EITHER, "routing by marks is not modelled", record)
        elif action not in ("mark-routing", "route"):
            record.claim(LineState.IRRELEVANT)
