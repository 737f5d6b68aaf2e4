"""Address translation: object and twice NAT (8.3 and later), and `static`, `global`, `nat` before.

Rules are recorded in order of evaluation: section 1 twice NAT, 2 object NAT (static first, then fewest addresses), 3
after-auto. Before 8.3: exemptions, then static, then dynamic, all section 1. Cisco ASA Series Firewall CLI
Configuration Guide, "NAT Rule Order".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.cisco_asa.groups import Resolver
from zonewarden_parsers.cisco_asa.names import number
from zonewarden_parsers.cisco_asa.operands import host, netmask
from zonewarden_parsers.lines import Line
from zonewarden_parsers.model import ANY, NOWHERE, AddressSet, NatRule, RuleList

_PAIR = re.compile(r"\(([^,()\s]+),([^,()\s]+)\)$")
_ONE = re.compile(r"\(([^,()\s]+)\)$")

Order = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Translator:
    """What NAT lines need: the draft, its references, and the access lists that policy NAT names."""

    draft: Draft
    resolver: Resolver
    lists: Mapping[str, RuleList]

    def address(self, name: str, interface: str) -> AddressSet:
        """Return the exact addresses of `any`, `interface`, an object, a group, a label or an address; else nothing."""
        if name == "any":
            return ANY
        if name == "interface":
            found = self.draft.interfaces.get(interface)
            return found.addresses if found and not found.dynamic else NOWHERE
        for kind, table in (("object", self.draft.objects), ("object-group", self.draft.groups)):
            if name in table:
                operand = self.resolver.network(kind, name)
                return NOWHERE if operand.doubts else operand.over
        return host(name, self.draft.labels) or NOWHERE

    def reference(self, name: str, line: Line) -> None:
        """Record the use of an object, and that it is undefined when nothing has the name."""
        if name in ("any", "interface", ""):
            return
        self.draft.used.add(name)
        known = name in self.draft.objects or name in self.draft.groups or host(name, self.draft.labels) is not None
        if not known:
            self.draft.missing("object", name, self.draft.at(line))

    def add(self, order: Order, rule: NatRule, line: Line) -> None:
        """Record a rule under its place in the order of evaluation."""
        self.draft.nat.append(((*order, line.number), rule))
        self.draft.ledger.modelled(line)


def read_object_nat(tr: Translator, name: str, line: Line) -> bool:
    """Read `nat [(real,mapped)] {static|dynamic} MAPPED ...` inside `object network NAME`."""
    words = list(line.words[1:])
    pair = _PAIR.match(words[0]) if words else None
    real, mapped_if = (pair.group(1), pair.group(2)) if pair else ("any", "any")
    words = words[1:] if pair else words
    if len(words) < 2 or words[0] not in ("static", "dynamic"):
        return False
    target = words[2] if words[1] == "pat-pool" and len(words) > 2 else words[1]
    tr.reference(target, line)
    inside = tr.address(name, real)
    outside = tr.address(target, mapped_if)
    pat = words[0] == "dynamic" and (words[1] in ("interface", "pat-pool") or outside.v4.size == 1)
    kind = "identity" if words[0] == "static" and inside and inside == outside else "pat" if pat else words[0]
    size = inside.v4.size + inside.v6.size
    lowest = inside.v4.spans[0][0] if inside.v4 else 0
    rule = NatRule(kind, tr.draft.at(line), line.text, real, mapped_if, inside, outside, 2)
    tr.add((2, 0 if words[0] == "static" else 1, size, lowest), rule, line)
    return True


def read_twice_nat(tr: Translator, line: Line) -> bool:
    """Read `nat [(real,mapped)] [LINE | after-auto [LINE]] source {static|dynamic} REAL MAPPED ...`; `inactive` is kept out."""
    words = list(line.words[1:])
    pair = _PAIR.match(words[0]) if words else None
    real, mapped_if = (pair.group(1), pair.group(2)) if pair else ("any", "any")
    words = words[1:] if pair else words
    section = 3 if words[:1] == ["after-auto"] else 1
    words = words[1:] if section == 3 else words
    if words and number(words[0]) is not None:
        words = words[1:]
    if len(words) < 4 or words[0] != "source" or words[1] not in ("static", "dynamic"):
        return False
    target = words[4] if words[3] == "pat-pool" and len(words) > 4 else words[3]
    tr.reference(words[2], line)
    tr.reference(target, line)
    _other_references(tr, words[4:], line)
    if "inactive" in words:
        tr.draft.ledger.modelled(line)
        return True
    inside, outside = tr.address(words[2], real), tr.address(target, mapped_if)
    kind = words[1]
    if kind == "static" and words[2] == target:
        kind = "identity"
    elif kind == "dynamic" and (words[3] in ("interface", "pat-pool") or outside.v4.size == 1):
        kind = "pat"
    tr.add((section,), NatRule(kind, tr.draft.at(line), line.text, real, mapped_if, inside, outside, section), line)
    return True


def _other_references(tr: Translator, words: list[str], line: Line) -> None:
    for i, word in enumerate(words):
        if word == "destination" and words[i + 1 : i + 2] == ["static"]:
            for name in words[i + 2 : i + 4]:
                tr.reference(name, line)
        elif word == "service":
            for name in words[i + 1 : i + 3]:
                if name in tr.draft.objects:
                    tr.draft.used.add(name)


def read_old_nat(tr: Translator, line: Line) -> bool:
    """Read `nat (IF) ID {NETWORK [MASK] | access-list L} ...` (before 8.3); ID 0 exempts or keeps the address."""
    words = list(line.words)
    one = _ONE.match(words[1]) if len(words) > 3 else None
    identity = number(words[2]) if one else None
    if one is None or identity is None:
        return False
    rest = words[3:]
    if rest[0] == "access-list":
        if len(rest) < 2:
            return False
        real, kind = _sources(tr, rest[1], line), "exempt" if identity == 0 else "dynamic"
    else:
        found = netmask(rest[0], rest[1], tr.draft.labels) if len(rest) > 1 else None
        found = found or (netmask("0", "0", tr.draft.labels) if rest[0] == "0" else host(rest[0], tr.draft.labels))
        if found is None:
            return False
        real, kind = found, "identity" if identity == 0 else "dynamic"
    mapped = real if kind in ("exempt", "identity") else NOWHERE
    rule = NatRule(kind, tr.draft.at(line), line.text, one.group(1), "", real, mapped)
    tr.add((1, 0 if kind == "exempt" else 2, identity), rule, line)
    return True


def read_global(tr: Translator, line: Line) -> bool:
    """Read `global (IF) ID {interface | A[-B] [netmask M]}`: the mapped addresses of the `nat` lines with its number."""
    words = list(line.words)
    one = _ONE.match(words[1]) if len(words) > 3 else None
    identity = number(words[2]) if one else None
    if one is None or identity is None:
        return False
    low, dash, high = words[3].partition("-")
    if dash:
        first, last = host(low, tr.draft.labels), host(high, tr.draft.labels)
        if first is None or last is None or not first.v4 or not last.v4:
            return False
        start, stop = first.v4.spans[0][0], last.v4.spans[0][0]
        mapped = AddressSet.range(4, start, stop) if start <= stop else NOWHERE
    else:
        mapped = tr.address(low, one.group(1))
    kind = "dynamic" if dash else "pat"
    tr.add((1, 3, identity), NatRule(kind, tr.draft.at(line), line.text, "", one.group(1), NOWHERE, mapped), line)
    return True


def read_static(tr: Translator, line: Line) -> bool:
    """Read `static (real,mapped) [tcp|udp] MAPPED [PORT] {REAL [PORT] | access-list L} ...` (before 8.3)."""
    pair = _PAIR.match(line.words[1]) if len(line.words) > 3 else None
    if pair is None:
        return False
    words = list(line.words[2:])
    ported = words[0] in ("tcp", "udp")
    if ported:
        words = [words[1], *words[3:]] if len(words) > 3 else []
    if len(words) < 2:
        return False
    mask = words[words.index("netmask") + 1] if "netmask" in words[:-1] else "255.255.255.255"
    if words[1] == "access-list":
        real = _sources(tr, words[2], line) if len(words) > 2 else NOWHERE
        mapped = tr.address(words[0], pair.group(2))
    else:
        real = netmask(words[1], mask, tr.draft.labels) or NOWHERE
        outside = netmask(words[0], mask, tr.draft.labels)
        mapped = outside if outside is not None else tr.address(words[0], pair.group(2))
    kind = "identity" if real and real == mapped and not ported else "static"
    rule = NatRule(kind, tr.draft.at(line), line.text, pair.group(1), pair.group(2), real, mapped)
    tr.add((1, 1), rule, line)
    return True


def _sources(tr: Translator, name: str, line: Line) -> AddressSet:
    """Return the sources that a policy NAT list permits; nothing where that is not exact."""
    tr.draft.used.add(name)
    found = tr.lists.get(name)
    if found is None:
        tr.draft.missing("access-list", name, tr.draft.at(line))
        return NOWHERE
    if any(rule.match.atoms or rule.action.value != "permit" for rule in found.rules):
        return NOWHERE
    return AddressSet.union(rule.match.sources for rule in found.rules)


def read_nat_line(tr: Translator, line: Line) -> bool:
    """Read a `nat`, `global` or `static` line of any release."""
    match line.words[0]:
        case "static":
            return read_static(tr, line)
        case "global":
            return read_global(tr, line)
        case _:
            pass
    return read_twice_nat(tr, line) or read_old_nat(tr, line)
