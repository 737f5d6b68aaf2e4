"""FortiOS policies drawn at random, written as commands, and decided packet by packet without the parser's sets.

The oracle holds plain Python sets of a universe of sixteen addresses and a few ports; it shares no code with the parser or
the model. Objects are defined, grouped, excluded, negated, renamed and moved as FortiOS lets them be.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TypeVar

import pytest

from zonewarden_parsers import fortinet_fortios
from zonewarden_parsers.model import Rule

T = TypeVar("T")
HOSTS = range(16)
PORTS = range(8)
INTERFACES = ("a", "b", "c")
BASE = 0x0A000000
Service = tuple[int, int, int]
"""Protocol, first slot (source port or type), second slot (destination port or code)."""
UNIVERSE: frozenset[Service] = frozenset(
    [(p, s, d) for p in (6, 17) for s in PORTS for d in PORTS]
    + [(1, t, c) for t in range(3) for c in range(2)]
    + [(47, 0, 0)]
)


@dataclass(slots=True)
class Policy:
    number: int
    accept: bool
    enabled: bool
    sources: frozenset[int]
    destinations: frozenset[int]
    services: frozenset[Service]
    come: frozenset[str]
    leave: frozenset[str]
    lines: list[str] = field(default_factory=list)


class Drawing:
    """A configuration drawn from a seed: its text, and its policies as plain sets in their order."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.addresses: dict[str, frozenset[int]] = {"all": frozenset(HOSTS)}
        self.services: dict[str, frozenset[Service]] = {"ALL": UNIVERSE}
        self.zones: dict[str, frozenset[str]] = {}
        self.parts = [
            "config system global\nset allow-traffic-redirect disable\nset ipv6-allow-traffic-redirect disable\nend\n",
            "config system interface\n"
            + "".join(f'edit "{n}"\nset ip 192.0.2.{i * 16 + 1}/28\nnext\n' for i, n in enumerate(INTERFACES))
            + "end\n",
        ]
        self._zones()
        self._addresses()
        self._services()
        self.policies = self._policies()

    def _table(self, name: str, rows: list[str]) -> None:
        self.parts.append(f"config {name}\n{''.join(rows)}end\n")

    def _zones(self) -> None:
        free = self.draw.sample(INTERFACES, self.draw.randint(0, 2))
        if free:
            self.zones["z"] = frozenset(free)
            self._table("system zone", [f'edit "z"\nset interface {" ".join(free)}\nnext\n'])

    def _addresses(self) -> None:
        rows: list[str] = []
        for i in range(6):
            name = f"x {i}"
            low, high = sorted((self.draw.choice(HOSTS), self.draw.choice(HOSTS)))
            match self.draw.choice(("subnet", "prefix", "range", "wildcard")):
                case "range":
                    text, held = (
                        f"set type iprange\nset start-ip {_ip(low)}\nset end-ip {_ip(high)}",
                        frozenset(range(low, high + 1)),
                    )
                case "wildcard":
                    mask = self.draw.choice(HOSTS)
                    text = f"set type wildcard\nset wildcard {_ip(low)} 255.255.255.{240 | mask}"
                    held = frozenset(h for h in HOSTS if h & mask == low & mask)
                case kind:
                    bits = self.draw.randint(0, 4)
                    held = frozenset(h for h in HOSTS if h >> bits == low >> bits)
                    end = f"/{32 - bits}" if kind == "prefix" else f" 255.255.255.{256 - (1 << bits)}"
                    text = f"set subnet {_ip(low)}{end}"
            self.addresses[name] = held
            rows.append(f'edit "{name}"\n{text}\nnext\n')
        self._table("firewall address", rows)
        groups: list[str] = []
        for i in range(4):
            members = self.draw.sample([n for n in self.addresses if n != "all"], self.draw.randint(1, 3))
            held = frozenset(h for m in members for h in self.addresses[m])
            text = f"set member {_quoted(members)}\n"
            if self.draw.random() < 0.5:
                out = self.draw.choice([n for n in self.addresses if n != "all"])
                text += f"set exclude enable\nset exclude-member {_quoted([out])}\n"
                held -= self.addresses[out]
            self.addresses[f"g{i}"] = held
            groups.append(f'edit "g{i}"\n{text}next\n')
        self._table("firewall addrgrp", groups)

    def _services(self) -> None:
        rows: list[str] = []
        for i in range(5):
            text, held = self._service()
            self.services[f"s{i}"] = held
            rows.append(f'edit "s{i}"\n{text}\nnext\n')
        self._table("firewall service custom", rows)
        members = self.draw.sample([n for n in self.services if n != "ALL"], 2)
        self.services["sg"] = frozenset(s for m in members for s in self.services[m])
        self._table("firewall service group", [f'edit "sg"\nset member {_quoted(members)}\nnext\n'])

    def _service(self) -> tuple[str, frozenset[Service]]:
        match self.draw.choice(("tcp", "udp", "icmp", "ip", "gre")):
            case "icmp":
                kind, code = self.draw.randrange(3), self.draw.choice((None, 0, 1))
                text = f"set protocol ICMP\nset icmptype {kind}" + (
                    f"\nset icmpcode {code}" if code is not None else ""
                )
                return text, frozenset(s for s in UNIVERSE if s[:2] == (1, kind) and code in (None, s[2]))
            case "ip":
                return "set protocol IP", UNIVERSE
            case "gre":
                return "set protocol IP\nset protocol-number 47", frozenset({(47, 0, 0)})
            case name:
                return self._ports(name, 6 if name == "tcp" else 17)

    def _ports(self, name: str, protocol: int) -> tuple[str, frozenset[Service]]:
        words: list[str] = []
        held: set[Service] = set()
        for _ in range(self.draw.randint(1, 2)):
            low, high = sorted((self.draw.choice(PORTS), self.draw.choice(PORTS)))
            first, last = sorted((self.draw.choice(PORTS), self.draw.choice(PORTS)))
            narrow = self.draw.random() < 0.4
            words.append((f"{low}-{high}" if low != high else str(low)) + (f":{first}-{last}" if narrow else ""))
            held |= {
                s
                for s in UNIVERSE
                if s[0] == protocol and low <= s[2] <= high and (not narrow or first <= s[1] <= last)
            }
        return f"set {name}-portrange {' '.join(words)}", frozenset(held)

    def _policies(self) -> list[Policy]:
        order = [self._policy(n) for n in self.draw.sample(range(1, 50), 7)]
        text = "".join("\n".join(p.lines) + "\n" for p in order)
        if self.draw.random() < 0.5:
            one, other = self.draw.sample(order, 2)
            where = self.draw.choice(("before", "after"))
            text += f"move {one.number} {where} {other.number}\n"
            order.remove(one)
            order.insert(order.index(other) + (where == "after"), one)
        if self.draw.random() < 0.3:
            gone = self.draw.choice(order)
            text += f"delete {gone.number}\n"
            order.remove(gone)
        self.parts.append(f"config firewall policy\n{text}end\n")
        return order

    def _policy(self, number: int) -> Policy:
        sources, source_text = self._field("srcaddr", self.addresses, frozenset(HOSTS))
        destinations, destination_text = self._field("dstaddr", self.addresses, frozenset(HOSTS))
        services, service_text = self._field("service", self.services, UNIVERSE)
        come, come_text = self._ports_of("srcintf")
        leave, leave_text = self._ports_of("dstintf")
        accept, enabled = self.draw.random() < 0.6, self.draw.random() < 0.9
        lines = [
            f"edit {number}",
            source_text,
            destination_text,
            service_text,
            come_text,
            leave_text,
            'set schedule "always"',
        ]
        lines += ["set action accept"] if accept else self.draw.choice(([], ["set action deny"]))
        lines += [] if enabled else ["set status disable"]
        self.draw.shuffle(body := lines[1:])
        return Policy(number, accept, enabled, sources, destinations, services, come, leave, [lines[0], *body, "next"])

    def _field(self, name: str, known: dict[str, frozenset[T]], everything: frozenset[T]) -> tuple[frozenset[T], str]:
        names = self.draw.sample(list(known), self.draw.randint(1, 2))
        held = frozenset(item for n in names for item in known[n])
        if self.draw.random() < 0.2 and held != everything:
            return everything - held, f"set {name} {_quoted(names)}\nset {name}-negate enable"
        return held, f"set {name} {_quoted(names)}"

    def _ports_of(self, name: str) -> tuple[frozenset[str], str]:
        if self.draw.random() < 0.2:
            return frozenset(INTERFACES), f'set {name} "any"'
        names = [n for n in INTERFACES if not any(n in z for z in self.zones.values())] + list(self.zones)
        picked = self.draw.sample(names, self.draw.randint(1, min(2, len(names))))
        return frozenset(i for n in picked for i in self.zones.get(n, {n})), f"set {name} {_quoted(picked)}"

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def verdict(self, come: str, leave: str, source: int, destination: int, service: Service) -> bool:
        """Return whether the first enabled policy that matches accepts."""
        return next(
            (
                p.accept
                for p in self.policies
                if p.enabled
                and come in p.come
                and leave in p.leave
                and source in p.sources
                and destination in p.destinations
                and service in p.services
            ),
            False,
        )


def _ip(host: int) -> str:
    return f"10.0.0.{host}"


def _quoted(names: list[str]) -> str:
    return " ".join(f'"{n}"' for n in names)


def meets(rule: Rule, come: str, leave: str, source: int, destination: int, service: Service) -> bool:
    assert rule.match.atoms == ()
    protocol, first, second = service
    return (
        (rule.from_interfaces is None or come in rule.from_interfaces)
        and (rule.to_interfaces is None or leave in rule.to_interfaces)
        and BASE + source in rule.match.sources.v4
        and BASE + destination in rule.match.destinations.v4
        and any(
            b.protocols[0] <= protocol <= b.protocols[1]
            and b.first[0] <= first <= b.first[1]
            and b.second[0] <= second <= b.second[1]
            for b in rule.match.services.boxes()
        )
    )


@pytest.mark.parametrize("seed", range(40))
def test_every_packet_is_decided_as_by_hand(seed: int) -> None:
    drawn = Drawing(seed)
    parsed = fortinet_fortios.parse(drawn.text, "t.conf")
    assert not parsed.coverage.unknown
    (rules,) = parsed.devices[0].rule_lists
    assert [r.name for r in rules.rules] == [str(p.number) for p in drawn.policies]
    source = random.Random(seed)
    services = sorted(UNIVERSE)
    for _ in range(300):
        packet = (
            source.choice(INTERFACES),
            source.choice(INTERFACES),
            source.choice(HOSTS),
            source.choice(HOSTS),
            source.choice(services),
        )
        ours = next((r.action.value == "permit" for r in rules.rules if r.enabled and meets(r, *packet)), False)
        assert ours == drawn.verdict(*packet), packet
