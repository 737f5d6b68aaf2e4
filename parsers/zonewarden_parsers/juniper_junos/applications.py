"""Applications and application sets, own and predefined.

Junos Security Policies User Guide, *Security policy applications and application sets*. An application matches protocol and ports;
what an ALG opens beside it (FTP data, RPC ports) is not in it. RPC program numbers and UUIDs choose ports at run time.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.juniper_junos.defaults import DEFAULT_SETS, DEFAULTS, RPC
from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.ports import ICMP6_TYPES, ICMP_CODES, ICMP_TYPES, PORTS, PROTOCOLS, number, span
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import (
    ANY_SERVICE,
    EMPTY_SERVICE,
    Atom,
    AtomKind,
    NamedObject,
    ServiceSet,
)
from zonewarden_parsers.model.region import Spans
from zonewarden_parsers.model.services import ALL_PORTS, WITH_PORTS, WITH_TYPES

MAX_NESTING = 32
_QUIET = frozenset({"inactivity-timeout", "description", "application-protocol", "ether-type", "do-not-translate-A-query-to-AAAA-query",
                    "do-not-translate-AAAA-query-to-A-query"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Services:
    """What an application stands for: surely these services, at most those, and why they differ."""

    under: ServiceSet
    over: ServiceSet
    atoms: tuple[Atom, ...] = ()


@dataclass(slots=True)
class Applications:
    """The applications of a device."""

    draft: Draft
    memo: dict[str, Services] = field(default_factory=dict)

    def resolve(self, name: str, use: Node) -> Services:
        """Return what a name means; an unknown one may be anything."""
        if name == "any":
            return Services(ANY_SERVICE, ANY_SERVICE)
        self.draft.used.add(("application", name))
        return self._meaning(name, use, 0)

    def _meaning(self, name: str, use: Node, depth: int) -> Services:
        found = self.memo.get(name)
        if found is not None:
            return found
        own = self.draft.root.get("applications", "application", name)
        group = self.draft.root.get("applications", "application-set", name)
        if own is not None:
            result = self._application(own)
        elif group is not None and depth <= MAX_NESTING:
            holds = Atom(AtomKind.REFERENCE, f"application-set {name} holds itself", group.at)
            self.memo[name] = Services(EMPTY_SERVICE, ANY_SERVICE, (holds,))
            result = self._set(group, depth)
        else:
            result = self._default(name, use)
        if result.atoms and own is None and group is None:
            return result
        self.memo[name] = result
        return result

    def _default(self, name: str, use: Node) -> Services:
        if name in DEFAULTS:
            return _sure(DEFAULTS[name])
        if name in RPC:
            text = f"{name} chooses its ports at run time"
            return Services(EMPTY_SERVICE, RPC[name], (Atom(AtomKind.APPLICATION, text, use.at),))
        if name in DEFAULT_SETS:
            return join([self._default(member, use) for member in DEFAULT_SETS[name]])
        if name.startswith("junos-"):
            text = f"predefined application {name} is not known"
            return Services(EMPTY_SERVICE, ANY_SERVICE, (Atom(AtomKind.APPLICATION, text, use.at),))
        self.draft.missing("application", name, use)
        atom = Atom(AtomKind.REFERENCE, f"application {name} is not defined", use.at)
        return Services(EMPTY_SERVICE, ANY_SERVICE, (atom,))

    def _set(self, node: Node, depth: int) -> Services:
        node.take()
        parts: list[Services] = []
        for kind in ("application", "application-set"):
            for member in node.under(kind):
                member.take_all()
                self.draft.used.add(("application", member.word))
                parts.append(self._meaning(member.word, member, depth + 1))
        return join(parts)

    def _application(self, node: Node) -> Services:
        node.take()
        terms = list(node.under("term"))
        parts = [self._term(term) for term in terms]
        if not terms or set(node.children) - {"term"} - _QUIET:
            parts.append(self._term(node))
        return join(parts)

    def _term(self, node: Node) -> Services:
        node.take()
        fields: dict[str, Node] = {}
        words = _pairs(node)
        for word, child in words.items():
            child.take_all()
            if word in _QUIET or word == "term":
                continue
            fields[word] = child
        return self._product(node, fields)

    def _product(self, node: Node, fields: dict[str, Node]) -> Services:
        named = {w: _first(n) for w, n in fields.items()}
        dynamic = [w for w in ("rpc-program-number", "uuid") if w in fields]
        protocol = named.pop("protocol", "")
        numbers = span(protocol, PROTOCOLS, 255) if protocol else (6, 6) if dynamic else (0, 256)
        parts = {w: _ports(w, v) for w, v in named.items() if w not in dynamic}
        bad = [w for w, v in parts.items() if v is None]
        if numbers is None or bad:
            self.draft.unknown(node, f"application term not understood: {', '.join(bad) or protocol}")
            atom = Atom(AtomKind.UNREADABLE, node.text()[:80], node.at)
            return Services(EMPTY_SERVICE, ANY_SERVICE, (atom,))
        found = _services(numbers, {w: v for w, v in parts.items() if v is not None})
        if dynamic:
            text = f"{dynamic[0]} chooses its ports at run time"
            return Services(EMPTY_SERVICE, found, (Atom(AtomKind.APPLICATION, text, node.at),))
        return _sure(found)

    def objects(self) -> None:
        """Read what no rule used, and list every application and set."""
        for kind in ("application", "application-set"):
            for node in self.draft.root.under("applications", kind):
                meaning = self._meaning(node.word, node, 0)
                for child in node.children.values():
                    if child.word in _QUIET:
                        child.take_all()
                used = ("application", node.word) in self.draft.used
                self.draft.objects.append(NamedObject(node.word, kind, node.at, used=used, empty=not meaning.over))


def join(parts: list[Services]) -> Services:
    """Return the union of several meanings."""
    if len(parts) == 1:
        return parts[0]
    atoms = tuple(dict.fromkeys(a for p in parts for a in p.atoms))
    return Services(ServiceSet.union(p.under for p in parts), ServiceSet.union(p.over for p in parts), atoms)


def _sure(services: ServiceSet) -> Services:
    return Services(services, services)


def _pairs(node: Node) -> dict[str, Node]:
    """Return the fields of a term by name: `term t protocol tcp destination-port 22` may be one statement."""
    out: dict[str, Node] = {}
    pending = [node]
    while pending:
        for child in pending.pop().children.values():
            if child.inactive or (child.word == "term" and node.word != "term"):
                continue
            if child.word in out:
                continue
            out[child.word] = child
            pending.extend(child.children.values())
    return out


def _first(node: Node) -> str:
    return next(reversed([c.word for c in node.children.values() if not c.inactive]), "")


def _ports(word: str, text: str) -> Spans | None:
    names = {
        "source-port": PORTS,
        "destination-port": PORTS,
        "icmp-type": ICMP_TYPES,
        "icmp6-type": ICMP6_TYPES,
        "icmp-code": ICMP_CODES,
        "icmp6-code": {},
    }.get(word)
    if names is None:
        return None
    top = 65535 if word.endswith("port") else 255
    found = span(text, names, top)
    if found is None and not text.isdigit() and number(text, top) is None:
        return None
    return (found,) if found else None


def _services(protocols: tuple[int, int], parts: dict[str, Spans]) -> ServiceSet:
    typed = parts.get("icmp-type") or parts.get("icmp6-type")
    code = parts.get("icmp-code") or parts.get("icmp6-code")
    first, second = parts.get("source-port") or typed, parts.get("destination-port") or code
    if first is None and second is None:
        return ServiceSet.of((protocols,)) if protocols != (6, 6) else ServiceSet.protocol(6)
    carriers = WITH_TYPES if typed or code else WITH_PORTS
    kept = [
        p for p in carriers if protocols[0] <= p <= protocols[1] or (p == 256 and protocols[0] <= 6 <= protocols[1])
    ]
    return ServiceSet.union(ServiceSet.of(((p, p),), _slot(p, first), _slot(p, second)) for p in kept)


def _slot(protocol: int, found: Spans | None) -> Spans:
    if found is None:
        return ALL_PORTS
    if protocol in WITH_TYPES:
        return tuple((low, 65535 if high == 255 else high) for low, high in found)
    return found
