"""Random access lists as Cisco IOS writes them, with what they mean.

The meaning follows the Cisco IOS Security Command Reference (`permit (IP)`, `permit (IPv6)`, `object-group`), read anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from tests.oracles import draw
from tests.oracles.terms import (
    ICMP,
    ICMP6,
    PORTED,
    TCP,
    TOP,
    UDP,
    Addresses,
    Block,
    Entry,
    Part,
    Services,
    Span,
    Traffic,
    everywhere,
)

TCP_NAMES = {22: "22", 23: "telnet", 25: "smtp", 53: "domain", 80: "www"}
UDP_NAMES = {53: "domain", 80: "80"}
PROTOCOLS = {
    "gre": 47,
    "esp": 50,
    "ahp": 51,
    "ospf": 89,
    "eigrp": 88,
    "pim": 103,
    "ipinip": 4,
    "igmp": 2,
    "tcp": 6,
    "udp": 17,
}
PROTOCOLS6 = {"esp": 50, "ahp": 51, "tcp": 6, "udp": 17, "sctp": 132}
MESSAGES = {
    "echo": (8, None), "echo-reply": (0, None), "unreachable": (3, None), "port-unreachable": (3, 3),
    "host-unreachable": (3, 1), "packet-too-big": (3, 4), "ttl-exceeded": (11, 0), "time-exceeded": (11, None), "redirect": (5, None),
}  # fmt: skip
MESSAGES6 = {
    "echo-request": (128, None), "echo-reply": (129, None), "nd-na": (136, None), "nd-ns": (135, None), "packet-too-big": (2, None),
    "port-unreachable": (1, 4), "time-exceeded": (3, None), "router-advertisement": (134, None),
}  # fmt: skip


@dataclass(slots=True)
class Ios:
    """What a configuration needs besides its lists. `doubt` is how often an entry gets a condition no packet shows."""

    rng: Random
    doubt: float = 0.0
    groups: dict[str, tuple[int | None, list[str], tuple[Part, ...] | tuple[Traffic, ...]]] = field(
        default_factory=dict
    )
    time_ranges: list[str] = field(default_factory=list)

    def text(self) -> list[str]:
        """Return the lines that define groups and time ranges; a group may stand before the groups it holds."""
        blocks = [[head, *(f" {m}" for m in body)] for head, body in self._blocks()]
        self.rng.shuffle(blocks)
        return [line for block in blocks for line in block]

    def _blocks(self) -> list[tuple[str, list[str]]]:
        blocks = [(head, body) for head, (_, body, _) in self.groups.items()]
        return blocks + [(f"time-range {t}", ["periodic weekdays 8:00 to 17:00"]) for t in self.time_ranges]

    def addresses(self, version: int, *, groups: bool = True) -> Addresses:
        """Return an address operand."""
        rng = self.rng
        kind = rng.choice(("any", "host", "net", "net", "net", "odd", "group"))
        if kind == "any":
            return Addresses("any", everywhere(version))
        if kind == "host":
            value = draw.address(rng, version)
            return Addresses(f"host {draw.text(rng, version, value)}", (Block(version, value, TOP[version]),))
        if kind == "group" and groups and version == 4:
            return self.network_group()
        if version == 6:
            block, length = draw.network(rng, 6)
            return Addresses(f"{draw.text6(rng, block.base)}/{length}", (block,))
        block = self._odd() if kind == "odd" else draw.network(rng, 4)[0]
        return Addresses(f"{draw.text4(block.base)} {draw.text4(~block.care & TOP[4])}", (block,))

    def _odd(self) -> Block:
        """A wildcard with holes: a low run of free bits and up to three single ones above."""
        run = (1 << self.rng.choice((0, 0, 1, 8))) - 1
        free = run
        for _ in range(self.rng.randrange(1, 4)):
            free |= 1 << self.rng.randrange(25)
        return Block(4, draw.address(self.rng, 4), ~free & TOP[4])

    def network_group(self) -> Addresses:
        """Return a network group, new or old, perhaps nested."""
        old = [h for h, (kind, _, _) in self.groups.items() if kind == 4]
        head = self.rng.choice(old) if old and self.rng.random() < 0.4 else self._new_network_group(old)
        found = self.groups[head][2]
        return Addresses(f"object-group {head.split()[-1]}", tuple(p for p in found if not isinstance(p, Traffic)))

    def _new_network_group(self, old: list[str]) -> str:
        rng, head = self.rng, f"object-group network N{len(self.groups)}"
        body, parts = ["description a group"], list[Part]()
        for _ in range(rng.randrange(1, 5)):
            kind = rng.choice(("host", "net", "net", "range", "nested", "any" if rng.random() < 0.1 else "net"))
            if kind == "nested" and old:
                inner = rng.choice(old)
                body.append(f"group-object {inner.split()[-1]}")
                parts += [p for p in self.groups[inner][2] if not isinstance(p, Traffic)]
            elif kind == "range":
                one = draw.span(rng, 4)
                body.append(f"range {draw.text4(one.low)} {draw.text4(one.high)}")
                parts.append(one)
            elif kind == "any":
                body.append("any")
                parts += everywhere(4)
            elif kind == "host":
                value = draw.address(rng, 4)
                body.append(f"host {draw.text4(value)}")
                parts.append(Block(4, value, TOP[4]))
            else:
                block, length = draw.network(rng, 4)
                base = draw.text4(block.base & block.care)
                body.append(rng.choice((f"{base} {draw.text4(block.care)}", f"{base} /{length}")))
                parts.append(block)
        self.groups[head] = (4, body, tuple(parts))
        return head

    def _ports(self, protocol: int, *, eq: bool = True) -> tuple[str, tuple[Span, ...]]:
        word, values, spans = draw.operator(self.rng, several=eq, empty=True)
        while word == "neq" and not eq:
            word, values, spans = draw.operator(self.rng, several=eq, empty=True)
        table = {TCP: TCP_NAMES, UDP: UDP_NAMES}.get(protocol, {})
        words = [table.get(v, str(v)) if self.rng.random() < 0.5 else str(v) for v in values]
        if word == "eq" and not eq and self.rng.random() < 0.5:
            return words[0], spans
        return " ".join((word, *words)), spans

    def services(self, version: int) -> Services:
        """Return a service operand."""
        rng = self.rng
        kind = rng.choice(("all", "ports", "ports", "ports", "icmp", "protocol", "number", "group"))
        if kind == "all":
            return Services("ip" if version == 4 else "ipv6", (Traffic(),))
        if kind == "icmp":
            return self._icmp(version)
        if kind == "group" and version == 4:
            return self.service_group()
        if kind == "protocol":
            word, number = rng.choice(sorted((PROTOCOLS if version == 4 else PROTOCOLS6).items()))
            return Services(word, (Traffic(number),))
        if kind == "number":
            number = rng.choice((0, 1, 6, 17, 47, 132, 200, 255))
            return Services(str(number), (Traffic(number),))
        return self._ported(rng.choice((TCP, TCP, TCP, UDP, UDP, 132 if version == 6 else UDP)))

    def _ported(self, protocol: int) -> Services:
        rng = self.rng
        first, source = self._ports(protocol) if rng.random() < 0.3 else ("", ((0, 65535),))
        second, target = self._ports(protocol) if rng.random() < 0.8 else ("", ((0, 65535),))
        end = "established" if protocol == TCP and rng.random() < 0.25 else ""
        word = {TCP: "tcp", UDP: "udp", 132: "sctp"}[protocol]
        return Services(word, (Traffic(protocol, source, target, bool(end)),), first, second, end)

    def _icmp(self, version: int) -> Services:
        rng, number = self.rng, ICMP if version == 4 else ICMP6
        kind = rng.choice(("all", "name", "type", "code"))
        word, (type_, code) = rng.choice(sorted((MESSAGES if version == 4 else MESSAGES6).items(), key=lambda m: m[0]))
        if kind == "all":
            return Services("icmp", (Traffic(number),))
        if kind == "type":
            type_, code = rng.choice((0, 3, 8, 128, 136, 255)), None
            word = str(type_)
        elif kind == "code":
            type_, code = rng.choice((3, 5, 8, 255)), rng.choice((0, 1, 4, 255))
            word = f"{type_} {code}"
        return Services("icmp", (icmp(number, type_, code),), second=word)

    def service_group(self) -> Services:
        """Return a service group, new or old, perhaps nested."""
        old = [h for h, (kind, _, _) in self.groups.items() if kind is None]
        head = self.rng.choice(old) if old and self.rng.random() < 0.4 else self._new_service_group(old)
        found = self.groups[head][2]
        return Services(f"object-group {head.split()[-1]}", tuple(t for t in found if isinstance(t, Traffic)))

    def _new_service_group(self, old: list[str]) -> str:
        rng, head = self.rng, f"object-group service S{len(self.groups)}"
        body, found = list[str](), list[Traffic]()
        for _ in range(rng.randrange(1, 5)):
            kind = rng.choice(("tcp", "udp", "tcp-udp", "tcp", "udp", "icmp", "nested", "other"))
            if kind == "nested" and old:
                inner = rng.choice(old)
                body.append(f"group-object {inner.split()[-1]}")
                found += [t for t in self.groups[inner][2] if isinstance(t, Traffic)]
            elif kind == "icmp":
                word, (type_, code) = rng.choice(sorted(MESSAGES.items(), key=lambda m: m[0]))
                body.append(f"icmp {word}")
                found.append(icmp(ICMP, type_, code))
            elif kind in ("other", "nested"):
                word, number = rng.choice(sorted(PROTOCOLS.items()))
                body.append(word)
                found.append(Traffic(number))
            else:
                protocols = {"tcp": (TCP,), "udp": (UDP,), "tcp-udp": (TCP, UDP)}[kind]
                source, first = self._ports(0, eq=False) if rng.random() < 0.3 else ("", ((0, 65535),))
                target, second = self._ports(0, eq=False) if rng.random() < 0.8 else ("", ((0, 65535),))
                body.append(" ".join(w for w in (kind, f"source {source}" if source else "", target) if w))
                found += [Traffic(p, first, second) for p in protocols]
        self.groups[head] = (None, body, tuple(found))
        return head

    def entry(self, version: int) -> tuple[str, Entry]:
        """Return an entry of an extended or IPv6 list without its number, and what it means."""
        rng = self.rng
        if rng.random() < self.doubt / 3:
            permit, words = (
                rng.choice((True, False)),
                rng.choice(("tcp any any wibble 3", "ip 10.0.0.0 any", "tpc any any")),
            )
            every = Addresses("any", everywhere(version))
            return f"{'permit' if permit else 'deny'} {words}", Entry(None, every, every, Services("", (Traffic(),)))
        permit = rng.random() < 0.55
        sources, destinations, services = self.addresses(version), self.addresses(version), self.services(version)
        end, condition, services = self._condition(services)
        text, entry = self.plain(sources, destinations, services, permit=permit)
        return " ".join((text, *end)), replace(entry, condition=condition)

    def plain(
        self, sources: Addresses, destinations: Addresses, services: Services, *, permit: bool
    ) -> tuple[str, Entry]:
        """Return an entry of these operands."""
        parts = (services.protocol, sources.words, services.first, destinations.words, services.second, services.end)
        text = " ".join(w for w in ("permit" if permit else "deny", *parts) if w)
        return text, Entry(permit, sources, destinations, services)

    def _condition(self, services: Services) -> tuple[list[str], bool, Services]:
        rng = self.rng
        end = [rng.choice(("log", "log-input"))] if rng.random() < 0.15 else []
        if rng.random() >= self.doubt:
            return end, False, services
        kind = rng.choice(("time-range", "dscp", "fragments", "flag"))
        if kind == "time-range":
            self.time_ranges = self.time_ranges or ["HOURS"]
            return [f"time-range {self.time_ranges[0]}", *end], True, services
        if kind == "flag" and services.protocol == "tcp" and not services.end:
            flag = rng.choice(("ack", "syn", "rst"))
            narrowed = tuple(Traffic(t.protocol, t.first, t.second, t.ack or flag != "syn") for t in services.over)
            return [flag, *end], True, Services(services.protocol, narrowed, services.first, services.second)
        if kind == "fragments" and services.protocol in ("ip", "ipv6"):
            return ["fragments", *end], True, services
        return [f"dscp {rng.choice(('ef', '46', 'cs1'))}", *end], True, services

    def standard(self) -> tuple[str, Entry]:
        """Return an entry of a standard list: it looks at sources only."""
        rng, permit = self.rng, self.rng.random() < 0.55
        sources = self.addresses(4, groups=False)
        words = sources.words.removeprefix("host ") if rng.random() < 0.5 else sources.words
        log = " log" if rng.random() < 0.1 else ""
        every = Addresses("", everywhere(4))
        return f"{'permit' if permit else 'deny'} {words}{log}", Entry(
            permit, sources, every, Services("", (Traffic(),))
        )


def icmp(number: int, type_: int, code: int | None) -> Traffic:
    """Return ICMP of one type, and of one code or of all."""
    return Traffic(number, ((type_, type_),), ((0, 65535) if code is None else (code, code),))


NEIGHBOUR_DISCOVERY = tuple(
    Entry(
        True,
        Addresses("any", everywhere(6)),
        Addresses("any", everywhere(6)),
        Services("icmp", (icmp(ICMP6, t, None),)),
    )
    for t in (136, 135)
)
"""The entries that end every IPv6 list unseen."""

assert set(PROTOCOLS.values()) & set(PORTED) == {TCP, UDP}
