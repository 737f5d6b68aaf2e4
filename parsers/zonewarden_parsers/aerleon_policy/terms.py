"""A term as rules: what it matches surely and perhaps (Capirca, *Policy file format*; Aerleon, *Policy DSL reference*)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from zonewarden_parsers.aerleon_policy.naming import Naming
from zonewarden_parsers.aerleon_policy.policy import Term
from zonewarden_parsers.aerleon_policy.protocols import ICMP_TYPES, PROTOCOLS
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    ANY6,
    ANY_SERVICE,
    EMPTY_SERVICE,
    ESTABLISHED,
    Action,
    AddressSet,
    Atom,
    AtomKind,
    IntervalSet,
    Match,
    Reference,
    Rule,
    ServiceSet,
    Times,
)
from zonewarden_parsers.model.region import Spans
from zonewarden_parsers.model.services import ALL_PORTS, WITH_PORTS

QUIET = {
    "comment", "owner", "counter", "qos", "log-name", "log-limit", "log_name", "policer", "loss-priority", "timeout", "logging",
    "action", "stateless-reply",
}  # fmt: skip
READ = {
    "source-address", "destination-address", "address", "source-exclude", "destination-exclude", "source-address-exclude",
    "destination-address-exclude", "source-port", "destination-port", "port", "protocol", "icmp-type", "icmp-code", "option",
    "expiration", "restrict-address-family",
}  # fmt: skip
_ACTIONS = {"accept": Action.PERMIT, "deny": Action.DENY, "reject": Action.DENY, "reject-with-tcp-rst": Action.DENY}
_HIGH: Spans = ((1024, 65535),)


@dataclass(slots=True)
class Reading:
    """One term while it is read: the conditions found, the names not defined."""

    term: Term
    naming: Naming
    atoms: list[Atom] = field(default_factory=list)
    undefined: list[Reference] = field(default_factory=list)
    narrowed: bool = False

    def doubt(self, kind: AtomKind, shown: str) -> None:
        """Record a condition."""
        self.atoms.append(Atom(kind, shown[:200], self.term.place))

    def missing(self, word: str, kind: str) -> None:
        """Record a name that the file does not define."""
        self.doubt(AtomKind.REFERENCE, word)
        self.undefined.append(Reference(word, kind, self.term.place))

    def rules(self) -> Iterator[Rule]:
        """Yield the term's rules: several where it names addresses or ports of either side."""
        words = self.term.words
        action = _ACTIONS.get("".join(words.get("action", ())))
        if self.term.include or "verbatim" in words or (action is None and words.get("action") != ["next"]):
            yield Rule(
                0,
                Action.UNKNOWN,
                Match(),
                self.term.place,
                self.term.include or f"term {self.term.name}",
                self.term.name,
            )
            return
        if action is None:
            return
        self.conditions()
        sides = [self.sides("source"), self.sides("destination")]
        either = self.either()
        services = list(self.services())
        times = Times(end=" ".join(words["expiration"])) if "expiration" in words else None
        for (source, target), (under, over) in product(_pairs(sides, either), services):
            certain = None if self.narrowed else (source[0], target[0], under)
            exact = not self.narrowed and (source[0], target[0], under) == (source[1], target[1], over)
            atoms = () if exact else tuple(dict.fromkeys(self.atoms))
            match = Match(source[1], target[1], over, atoms, certain if atoms else None)
            logged = "logging" in words and words["logging"] != ["disable"]
            yield Rule(0, action, match, self.term.place, self.text(), self.term.name, logged=logged, times=times)

    def conditions(self) -> None:
        """Find what narrows the term beyond addresses and ports."""
        words = self.term.words
        for keyword in (word for word in words if word not in QUIET | READ):
            self.narrowed = True
            self.doubt(AtomKind.OTHER, f"{keyword}:: {' '.join(words[keyword])}")
        if "expiration" in words:
            self.narrowed = True
            self.doubt(AtomKind.SCHEDULE, "expiration:: " + " ".join(words["expiration"]))
        for option in words.get("option", ()):
            if option not in {"tcp-established", "established"}:
                self.narrowed = True
                self.doubt(AtomKind.OTHER, f"option:: {option}")

    def sides(self, side: str) -> tuple[AddressSet, AddressSet]:
        """Return the addresses of a side, surely and perhaps, its exclusions taken away."""
        words = self.term.words
        under, over = self.named(words.get(f"{side}-address"))
        excluded = [*words.get(f"{side}-exclude", ()), *words.get(f"{side}-address-exclude", ())]
        if excluded:
            gone, perhaps = self.named(excluded)
            under, over = under - perhaps, over - gone
        family = {"inet": ANY4, "inet6": ANY6}.get(" ".join(words.get("restrict-address-family", ())), ANY)
        return under & family, over & family

    def named(self, words: list[str] | None) -> tuple[AddressSet, AddressSet]:
        """Return the addresses of several names; everything where none is asked for."""
        if words is None:
            return ANY, ANY
        read = [self.naming.addresses(word) for word in dict.fromkeys(words)]
        missing = [name for _, names in read for name in names]
        for name in missing:
            self.missing(name, "network")
        under = AddressSet.union(found for found, _ in read)
        return under, ANY if missing else under

    def either(self) -> tuple[AddressSet, AddressSet] | None:
        """Return what the source or the destination must be in, where the term says so."""
        return self.named(self.term.words["address"]) if "address" in self.term.words else None

    def services(self) -> Iterator[tuple[ServiceSet, ServiceSet]]:
        """Yield the services, surely and perhaps; two of them where `port` means either side."""
        words = self.term.words
        source, target, both = words.get("source-port"), words.get("destination-port"), words.get("port")
        pairs = [(source, target)] if both is None else [(both, target), (source, both)]
        for pair in pairs:
            parts = [self.protocol(name, *pair) for name in words.get("protocol", ["any"])]
            yield ServiceSet.union(p[0] for p in parts), ServiceSet.union(p[1] for p in parts)

    def protocol(self, name: str, source: list[str] | None, target: list[str] | None) -> tuple[ServiceSet, ServiceSet]:
        """Return what one protocol of the term means."""
        number = PROTOCOLS.get(name, int(name) if name.isdigit() and int(name) < 256 else None)
        if name == "any" and source is None and target is None:
            return self.established(ANY_SERVICE, ANY_SERVICE, None)
        if number is None and name != "any":
            self.doubt(AtomKind.UNREADABLE, f"protocol:: {name}")
            return EMPTY_SERVICE, ANY_SERVICE
        if number is None:
            self.doubt(AtomKind.UNREADABLE, "ports without a protocol")
            return EMPTY_SERVICE, ANY_SERVICE
        if name in ICMP_TYPES:
            return self.icmp(name, number)
        if number not in WITH_PORTS:
            return ServiceSet.protocol(number), ServiceSet.protocol(number)
        first, second = self.ports(source, name), self.ports(target, name)
        under, over = (ServiceSet.ports(number, second[i], first[i]) for i in (0, 1))
        return self.established(under, over, number)

    def established(self, under: ServiceSet, over: ServiceSet, number: int | None) -> tuple[ServiceSet, ServiceSet]:
        """Narrow to replies where the term says so; what counts as one for other protocols depends on the target."""
        options = self.term.words.get("option", ())
        if not {"tcp-established", "established"} & set(options):
            return under, over
        if number == 6:
            return under & ESTABLISHED, over & ESTABLISHED
        if number == 17 and "established" in options:
            over = over & ServiceSet.ports(17, _HIGH)
        self.doubt(AtomKind.STATE, f"option:: {' '.join(options)}")
        return EMPTY_SERVICE, over

    def ports(self, words: list[str] | None, protocol: str) -> tuple[Spans, Spans]:
        """Return the ports of service names that belong to a protocol, surely and perhaps."""
        if words is None:
            return ALL_PORTS, ALL_PORTS
        spans: list[tuple[int, int]] = []
        open_ = False
        for word in words:
            found, missing = self.naming.ports(word)
            spans += [(low, high) for name, low, high in found if name == protocol]
            open_ = open_ or bool(missing)
            for name in missing:
                self.missing(name, "service")
        under = IntervalSet.of(spans).spans
        return under, ALL_PORTS if open_ else under

    def icmp(self, name: str, number: int) -> tuple[ServiceSet, ServiceSet]:
        """Return the types and codes of the term."""
        types, codes = self.term.words.get("icmp-type"), self.term.words.get("icmp-code")
        whole = ServiceSet.protocol(number)
        if types is None and codes is None:
            return whole, whole
        known = [ICMP_TYPES[name].get(t, int(t) if t.isdigit() and int(t) < 256 else None) for t in types or ()]
        if types is None or None in known or not all(c.isdigit() and int(c) < 256 for c in codes or ()):
            self.doubt(AtomKind.UNREADABLE, f"icmp-type:: {' '.join(types or ())}")
            return EMPTY_SERVICE, whole
        found = ServiceSet.union(ServiceSet.icmp(number, t, c) for t in known for c in map(int, codes or ()))
        exact = found if codes else ServiceSet.union(ServiceSet.icmp(number, t) for t in known)
        return exact, exact

    def text(self) -> str:
        """Return the term as one line."""
        shown = "; ".join(f"{k}:: {' '.join(v)}" for k, v in self.term.words.items() if k not in {"comment", "owner"})
        return f"term {self.term.name} {{ {shown} }}"[:400]


Pair = tuple[AddressSet, AddressSet]


def _pairs(sides: list[Pair], either: Pair | None) -> Iterator[tuple[Pair, Pair]]:
    source, target = sides
    if either is None:
        yield source, target
        return
    yield (source[0] & either[0], source[1] & either[1]), target
    yield source, (target[0] & either[0], target[1] & either[1])
