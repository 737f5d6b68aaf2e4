"""Random ASA addresses and services with the objects they need, and what they mean.

The meaning follows the Cisco ASA Series Command Reference (`access-list extended`, `object`, `object-group`), read anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.oracles import draw
from tests.oracles.draw_ios import icmp
from tests.oracles.terms import (
    ICMP,
    ICMP6,
    TCP,
    TOP,
    UDP,
    Addresses,
    Block,
    Part,
    Range,
    Services,
    Span,
    Traffic,
    everywhere,
)

TCP_NAMES = {22: "ssh", 23: "telnet", 25: "smtp", 53: "domain", 80: "www", 443: "https"}
UDP_NAMES = {53: "domain"}
PROTOCOLS = {"gre": 47, "esp": 50, "ah": 51, "ospf": 89, "igmp": 2, "pim": 103, "ipinip": 4, "nos": 94}
MESSAGES = {"echo": 8, "echo-reply": 0, "unreachable": 3, "time-exceeded": 11, "redirect": 5, "source-quench": 4}
MESSAGES6 = {"echo": 128, "echo-reply": 129, "unreachable": 1, "packet-too-big": 2, "neighbor-solicitation": 135}
ALL: tuple[Span, ...] = ((0, 65535),)


@dataclass(slots=True)
class Asa:
    """What a configuration defines besides its lists. `dual`: `any` means both IP versions (9.0 and later)."""

    rng: Random
    dual: bool = True
    doubt: float = 0.0
    labels: dict[str, int] = field(default_factory=dict)
    blocks: list[tuple[str, list[str]]] = field(default_factory=list)
    hosts: dict[str, Addresses] = field(default_factory=dict)
    networks: dict[str, Addresses] = field(default_factory=dict)
    services: dict[str, tuple[Traffic, ...]] = field(default_factory=dict)
    service_groups: dict[str, tuple[Traffic, ...]] = field(default_factory=dict)
    ports: dict[str, tuple[str, tuple[Span, ...]]] = field(default_factory=dict)

    @property
    def every(self) -> tuple[Block, ...]:
        """What `any` means."""
        return everywhere(4, 6) if self.dual else everywhere(4)

    def text(self) -> list[str]:
        """Return the lines that define names and objects, in the order in which they may refer to each other."""
        names = [f"name {draw.text4(value)} {label}" for label, value in self.labels.items()]
        return [
            *(["names", *names] if names else []),
            *(line for head, body in self.blocks for line in (head, *(f" {b}" for b in body))),
        ]

    def _version(self) -> int:
        return 6 if self.dual and self.rng.random() < 0.3 else 4

    def _literal(self) -> Addresses:
        rng, version = self.rng, self._version()
        if rng.random() < 0.35:
            value = draw.address(rng, version)
            return Addresses(f"host {self._host(version, value)}", (Block(version, value, TOP[version]),))
        block, length = draw.network(rng, version)
        base = block.base & block.care
        if version == 6:
            return Addresses(f"{draw.text6(rng, base)}/{length}", (block,))
        return Addresses(f"{self._host(4, base)} {draw.text4(block.care)}", (block,))

    def _host(self, version: int, value: int) -> str:
        """Return an address, or a name for it."""
        if version == 6 or self.rng.random() > 0.1:
            return draw.text(self.rng, version, value)
        self.labels[f"name-{value:x}"] = value
        return f"name-{value:x}"

    def addresses(self) -> Addresses:
        """Return an address operand."""
        kind = self.rng.choice(("any", "any4", "literal", "literal", "literal", "object", "group", "group"))
        if kind == "any":
            return Addresses("any", self.every)
        if kind == "any4" and self.dual:
            version = self._version()
            return Addresses(f"any{version}", everywhere(version))
        if kind == "object" and self.dual:
            return self._object()
        if kind == "group":
            return self._group()
        return self._literal()

    def _object(self) -> Addresses:
        if self.hosts and self.rng.random() < 0.4:
            return self.rng.choice(list(self.hosts.values()))
        name = f"OBJ-{len(self.hosts)}"
        words, parts, under = self._object_value()
        self.blocks.append((f"object network {name}", [words, "description a thing"]))
        self.hosts[name] = Addresses(f"object {name}", parts, under)
        return self.hosts[name]

    def _object_value(self) -> tuple[str, tuple[Part, ...], tuple[Part, ...] | None]:
        rng, version = self.rng, self._version()
        if rng.random() < self.doubt:
            which = rng.choice(("v4 ", "v6 ", ""))
            return f"fqdn {which}plc.example.com", everywhere(*{"v4 ": (4,), "v6 ": (6,), "": (4, 6)}[which]), ()
        kind = rng.choice(("host", "subnet", "subnet", "range"))
        if kind == "host":
            value = draw.address(rng, version)
            return f"host {self._host(version, value)}", (Block(version, value, TOP[version]),), None
        if kind == "range":
            found = draw.span(rng, version)
            return f"range {draw.text(rng, version, found.low)} {draw.text(rng, version, found.high)}", (found,), None
        block, length = draw.network(rng, version)
        base = draw.text(rng, version, block.base & block.care)
        return f"subnet {base}/{length}" if version == 6 else f"subnet {base} {draw.text4(block.care)}", (block,), None

    def _group(self) -> Addresses:
        rng = self.rng
        if rng.random() < self.doubt / 4:
            return Addresses("object-group NOWHERE", everywhere(4, 6), (), undefined=True)
        if self.networks and rng.random() < 0.4:
            return rng.choice(list(self.networks.values()))
        name, body, members = f"NET-{len(self.networks)}", list[str](), list[Addresses]()
        for _ in range(rng.randrange(1, 5)):
            kind = rng.choice(("literal", "literal", "object", "group"))
            if kind == "group" and self.networks:
                members.append(rng.choice(list(self.networks.values())))
                body.append(f"group-object {members[-1].words.split()[1]}")
            elif kind == "object" and self.dual:
                members.append(self._object())
                body.append(f"network-object {members[-1].words}")
            else:
                members.append(self._literal())
                body.append(f"network-object {members[-1].words}")
        doubtful = any(m.under is not None for m in members)
        parts = tuple(p for m in members for p in m.sure)
        self.blocks.append((f"object-group network {name}", body))
        self.networks[name] = Addresses(
            f"object-group {name}", everywhere(4, 6) if doubtful else parts, parts if doubtful else None
        )
        return self.networks[name]

    def _ports(self, kind: str) -> tuple[str, tuple[Span, ...]]:
        """Return a port operator of TCP, UDP or both."""
        word, values, spans = draw.operator(self.rng, several=False, empty=False)
        table = {"tcp": TCP_NAMES, "udp": UDP_NAMES, "tcp-udp": UDP_NAMES}[kind]
        words = [table.get(v, str(v)) if self.rng.random() < 0.5 else str(v) for v in values]
        return " ".join((word, *words)), spans

    def traffic(self) -> Services:
        """Return a service operand."""
        rng = self.rng
        kinds: tuple[Callable[[], Services], ...] = (
            self._all, self._ported, self._ported, self._ported, self._icmp, self._other, self._object_service, self._service_group, self._protocols,
        )  # fmt: skip
        return rng.choice(kinds)()

    def _all(self) -> Services:
        return Services("ip", (Traffic(),))

    def _other(self) -> Services:
        word, number = self.rng.choice(sorted(PROTOCOLS.items()))
        return Services(self.rng.choice((word, str(number))), (Traffic(number),))

    def _ported(self) -> Services:
        kind = self.rng.choice(("tcp", "tcp", "udp"))
        first, source = self._side(kind, 0.3)
        second, target = self._side(kind, 0.8)
        return Services(kind, (Traffic(TCP if kind == "tcp" else UDP, source, target),), first, second)

    def _side(self, kind: str, share: float) -> tuple[str, tuple[Span, ...]]:
        if self.rng.random() > share:
            return "", ALL
        if self.rng.random() < 0.3:
            name, spans = self._port_group(kind)
            return f"object-group {name}", spans
        return self._ports(kind)

    def _port_group(self, kind: str) -> tuple[str, tuple[Span, ...]]:
        """Return a typed service group, new or old, perhaps with another one in it."""
        old = [(n, spans) for n, (k, spans) in self.ports.items() if k == kind]
        if old and self.rng.random() < 0.4:
            return self.rng.choice(old)
        name, body, spans = f"PORTS-{len(self.ports)}", list[str](), list[Span]()
        for _ in range(self.rng.randrange(1, 4)):
            if old and self.rng.random() < 0.3:
                inner, found = self.rng.choice(old)
                body.append(f"group-object {inner}")
            else:
                words, found = self._ports(kind)
                while words.split()[0] not in ("eq", "range"):
                    words, found = self._ports(kind)
                body.append(f"port-object {words}")
            spans += found
        self.blocks.append((f"object-group service {name} {kind}", body))
        self.ports[name] = (kind, tuple(spans))
        return name, tuple(spans)

    def _icmp(self) -> Services:
        rng, six = self.rng, self.dual and self.rng.random() < 0.3
        word, number, table = ("icmp6", ICMP6, MESSAGES6) if six else ("icmp", ICMP, MESSAGES)
        kind = rng.choice(("all", "name", "number", "code", "group"))
        name, type_ = rng.choice(sorted(table.items()))
        if kind == "all":
            return Services(word, (Traffic(number),))
        if kind == "group":
            types = rng.sample(sorted(table.items()), 2)
            group = f"TYPES-{len(self.blocks)}"
            self.blocks.append(
                (f"object-group icmp-type {group}", [f"icmp-object {rng.choice((n, str(t)))}" for n, t in types])
            )
            return Services(word, tuple(icmp(number, t, None) for _, t in types), second=f"object-group {group}")
        if kind == "code" and self.dual:
            type_, code = rng.choice((3, 5, 255)), rng.choice((0, 1, 255))
            return Services(word, (icmp(number, type_, code),), second=f"{type_} {code}")
        return Services(word, (icmp(number, type_, None),), second=name if kind == "name" else str(type_))

    def _phrase(self) -> tuple[str, tuple[Traffic, ...]]:
        """Return the words of an `object service` or `service-object` line."""
        rng = self.rng
        kind = rng.choice(("tcp", "udp", "tcp-udp", "icmp", "icmp6", "other"))
        if kind == "other":
            word, number = rng.choice(sorted(PROTOCOLS.items()))
            return rng.choice((word, str(number))), (Traffic(number),)
        if kind in ("icmp", "icmp6"):
            number, table = (ICMP, MESSAGES) if kind == "icmp" else (ICMP6, MESSAGES6)
            name, type_ = rng.choice(sorted(table.items()))
            return f"{kind} {rng.choice((name, str(type_)))}", (icmp(number, type_, None),)
        first, source = self._ports(kind) if rng.random() < 0.3 else ("", ALL)
        second, target = self._ports(kind) if rng.random() < 0.8 else ("", ALL)
        words = f"{kind}{' source ' if first else ''}{first}{' destination ' if second else ''}{second}"
        protocols = {"tcp": (TCP,), "udp": (UDP,), "tcp-udp": (TCP, UDP)}[kind]
        return words, tuple(Traffic(p, source, target) for p in protocols)

    def _object_service(self) -> Services:
        if not self.dual:
            return self._all()
        words, parts = self._phrase()
        while words.startswith("tcp-udp"):
            words, parts = self._phrase()
        name = f"SVC-{len(self.services)}"
        self.blocks.append((f"object service {name}", [f"service {words}"]))
        self.services[name] = parts
        return Services(f"object {name}", parts)

    def _service_group(self) -> Services:
        rng = self.rng
        if self.service_groups and rng.random() < 0.4:
            name = rng.choice(list(self.service_groups))
            return Services(f"object-group {name}", self.service_groups[name])
        name, body, parts = f"SERVICES-{len(self.service_groups)}", list[str](), list[Traffic]()
        for _ in range(rng.randrange(1, 4)):
            kind = rng.choice(("phrase", "phrase", "object", "group"))
            if kind == "group" and self.service_groups:
                inner = rng.choice(list(self.service_groups))
                body.append(f"group-object {inner}")
                parts += self.service_groups[inner]
            elif kind == "object" and self.dual:
                found = self._object_service()
                body.append(f"service-object {found.protocol}")
                parts += found.over
            else:
                words, more = self._phrase()
                body.append(f"service-object {words}")
                parts += more
        self.blocks.append((f"object-group service {name}", body))
        self.service_groups[name] = tuple(parts)
        return Services(f"object-group {name}", tuple(parts))

    def _protocols(self) -> Services:
        """A protocol group: of TCP and UDP with ports, or of any protocols without."""
        name = f"PROTO-{len(self.blocks)}"
        if self.rng.random() < 0.5:
            self.blocks.append((f"object-group protocol {name}", ["protocol-object tcp", "protocol-object udp"]))
            second, target = self._side("tcp-udp", 0.8)
            return Services(f"object-group {name}", tuple(Traffic(p, ALL, target) for p in (TCP, UDP)), second=second)
        chosen = self.rng.sample(sorted(PROTOCOLS.items()), 2)
        self.blocks.append(
            (f"object-group protocol {name}", [f"protocol-object {w}" for w, _ in chosen] + ["protocol-object icmp"])
        )
        return Services(f"object-group {name}", (*(Traffic(n) for _, n in chosen), Traffic(ICMP)))


__all__ = ["Asa", "Range"]
