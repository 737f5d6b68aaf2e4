"""Network address translation: source, destination and static rule sets.

Junos NAT User Guide. Static and destination translation come before policy lookup, source translation after it, so that policies see
the real destination and the real source. A rule is matched in the rule set with the most specific context; the order among sets is kept as
written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zonewarden_parsers.juniper_junos.books import Books
from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.juniper_junos.zones import interfaces_of
from zonewarden_parsers.model import ANY4, NOWHERE, AddressSet, Aspect, Effect, NatRule

_QUIET = ("pool-utilization-alarm", "port", "address-persistent", "interface", "pool-default-port-range", "traceoptions",
          "pool-default-twin-port-range", "session-persistence-scan", "session-drop-hold-down", "proxy-arp", "proxy-ndp", "allow-overlapping-pools")  # fmt: skip


def read_nat(draft: Draft, books: Books) -> None:
    """Read `security nat`."""
    top = draft.root.get("security", "nat")
    if top is None:
        return
    top.take()
    for kind in top.children.values():
        if kind.inactive:
            continue
        if kind.word in ("source", "destination", "static"):
            kind.take()
            _kind(draft, books, kind)
        elif kind.word in _QUIET:
            kind.pass_over()
        elif kind.word in ("nat64", "natv6v4", "port-scrambling"):
            draft.gap(Aspect.FLOWS, Effect.EITHER, f"nat {kind.word} is not modelled", kind)
        else:
            draft.unknown(kind, f"nat statement not understood: {kind.word}", Aspect.FLOWS)


def _kind(draft: Draft, books: Books, kind: Node) -> None:
    for child in kind.children.values():
        if child.word == "pool":
            child.take_all()
        elif child.word == "rule-set":
            child.take()
        elif child.word in _QUIET:
            child.pass_over()
        elif not child.inactive:
            draft.unknown(child, f"nat statement not understood: {child.word}", Aspect.FLOWS)
    for number, ruleset in enumerate(kind.under("rule-set")):
        ruleset.take()
        for word in ("from", "to", "description", "match-rpm-probe"):
            if (found := ruleset.get(word)) is not None:
                found.take_all()
        entries = _entries(draft, ruleset) if kind.word != "source" else ()
        for rule in ruleset.under("rule"):
            rule.take_all()
            text = f"nat {kind.word} rule-set {ruleset.word} rule {rule.word}: {_told(rule)}"
            draft.nat += (replace(n, entries=entries) for n in _rule(draft, books, kind, rule, text, number))


def _entries(draft: Draft, ruleset: Node) -> tuple[str, ...]:
    """Return the interfaces that a rule set is for, by zone or by name; none where it is for a routing instance."""
    found = {i for node in ruleset.under("from", "zone") for i in interfaces_of(draft, node.word, node)}
    return tuple(sorted(found | {node.word for node in ruleset.under("from", "interface")}))


def _rule(draft: Draft, books: Books, kind: Node, rule: Node, text: str, section: int) -> list[NatRule]:
    sources = _addresses(books, rule, "source")
    destinations = _addresses(books, rule, "destination")
    then = rule.get("then")
    if then is None:
        return []
    if kind.word == "source":
        target = then.get("source-nat")
        off = target is not None and target.get("off") is not None
        pool = _pool(kind, target.value("pool") if target and not target.get("interface") else "")
        return [NatRule("exempt" if off else "pat", rule.at, text, "", "", sources, NOWHERE if off else pool, section)]
    if kind.word == "destination":
        target = then.get("destination-nat")
        if target is None or target.get("off") is not None:
            return [NatRule("exempt", rule.at, text, section=section)]
        real = _pool(kind, target.value("pool"))
    else:
        real = _static(books, then, rule)
    if not real:
        draft.gap(Aspect.FLOWS, Effect.EITHER, f"translation to what is not in the file: {rule.word}", rule)
    return [NatRule("static", rule.at, text, "", "", real, destinations, section)]


def _static(books: Books, then: Node, rule: Node) -> AddressSet:
    words = list(_prefixes(then))
    named = then.value("static-nat", "prefix-name")
    found = AddressSet.union(words)
    if named:
        found |= books.resolve(None, named, rule).over
    return found if found != ANY4 else NOWHERE


def _prefixes(then: Node) -> Iterator[AddressSet]:
    node = then.get("static-nat", "prefix")
    for child in node.children.values() if node else ():
        try:
            yield AddressSet.parse(child.word)
        except ValueError:
            continue


def _pool(kind: Node, name: str) -> AddressSet:
    pool = kind.get("pool", name) if name else None
    out = NOWHERE
    for child in pool.under("address") if pool else ():
        high = child.value("to").partition("/")[0]
        low = child.word.partition("/")[0] if high else child.word
        try:
            out |= AddressSet.parse(f"{low}-{high}" if high else low)
        except ValueError:
            continue
    return out


def _addresses(books: Books, rule: Node, side: str) -> AddressSet:
    match = rule.get("match")
    if match is None:
        return ANY4
    found, asked = NOWHERE, False
    for child in match.under(f"{side}-address"):
        asked = True
        try:
            found |= AddressSet.parse(child.word)
        except ValueError:
            found |= books.resolve(None, child.word, rule).over
    for child in match.under(f"{side}-address-name"):
        asked = True
        found |= books.resolve(None, child.word, rule).over
    return found if asked else ANY4


def _told(rule: Node) -> str:
    return rule.text()[:300]
