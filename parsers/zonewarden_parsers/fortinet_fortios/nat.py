"""Source translations: by policy (`nat enable`), by the central table, and the pools they use.

FortiOS Administration Guide, *Source NAT* and *Central SNAT*. Virtual IPs are in `vips`.
"""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.operands import span
from zonewarden_parsers.fortinet_fortios.policy_operands import OperandReader
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.fortinet_fortios.zones import PortReader
from zonewarden_parsers.model import ANY4, NOWHERE, AddressSet, NatRule

POOL, CENTRAL = "firewall ippool", "firewall central-snat-map"


def read_nat(draft: Draft, operands: OperandReader, ports: PortReader, *, central: bool) -> Iterator[NatRule]:
    """Yield the source translations in force: those of the central table where it rules, else those of policies."""
    for section in (POOL, "firewall ippool6"):
        for entry in draft.section(section).entries.values():
            entry.used = True
            entry.claim("startip", "endip", "associated-interface")
    for entry in draft.section(CENTRAL).entries.values():
        entry.used = True
        rules = list(_central(draft, operands, ports, entry))
        if central and not entry.off("status"):
            yield from rules
    if not central:
        for entry in draft.section("firewall policy").entries.values():
            if entry.on("nat") and not entry.off("status"):
                yield from _policy(draft, operands, ports, entry)


def _policy(draft: Draft, operands: OperandReader, ports: PortReader, entry: Node) -> Iterator[NatRule]:
    real = operands.sources(entry, 4).over
    names = entry.words("poolname") if entry.on("ippool") else ()
    mapped = pool(draft, names, entry.at("poolname"))
    where = ports.read(entry.words("dstintf"), entry.at("dstintf")).names
    text = f"policy {entry.name}: nat{' to ' + ', '.join(names) if names else ''}"
    for interface in sorted(where) if where is not None else ("",):
        yield NatRule(
            "pat", draft.at(entry), text, mapped_interface=interface, real=AddressSet(v4=real.v4), mapped=mapped
        )


def pool(draft: Draft, names: tuple[str, ...], line: int) -> AddressSet:
    """Return the addresses of IP pools, nothing where the interface's own address is used or a pool is not known."""
    parts: list[AddressSet] = []
    for name in names:
        entry = draft.section(POOL).entries.get(draft.section(POOL).current(name, line))
        if entry is None:
            draft.missing("ippool", name, line)
            continue
        draft.used.add((POOL, entry.name))
        found = span(entry.text("startip"), entry.text("endip") or entry.text("startip"))
        if found is not None:
            parts.append(found)
    return AddressSet.union(parts) if parts else NOWHERE


def _central(draft: Draft, operands: OperandReader, ports: PortReader, entry: Node) -> Iterator[NatRule]:
    entry.claim(
        "protocol",
        "orig-port",
        "nat-port",
        "type",
        "status",
        "dst-addr6",
        "orig-addr6",
        "nat-ippool6",
        "comments",
        "dst-port",
        "nat46",
        "nat64",
        "port-preserve",
        "port-random",
    )
    family = operands.families[4]
    words = entry.words("orig-addr")
    real = family.named(words, entry.at("orig-addr")).over if words else ANY4
    targets = entry.words("dst-addr")
    family.named(targets, entry.at("dst-addr"))
    names = entry.words("nat-ippool")
    mapped = pool(draft, names, entry.at("nat-ippool"))
    out = ports.read(entry.words("dstintf"), entry.at("dstintf")).names if entry.words("dstintf") else None
    entry.claim("srcintf")
    kind = "exempt" if entry.off("nat") else "pat"
    text = f"central-snat-map {entry.name}: {'no nat' if kind == 'exempt' else 'nat'}{' to ' + ', '.join(names) if names else ''}"
    for interface in sorted(out) if out is not None else ("",):
        yield NatRule(
            kind, draft.at(entry), text, mapped_interface=interface, real=AddressSet(v4=real.v4), mapped=mapped
        )
