"""Protocols, ports, ICMP types and TCP flags of a rule as cubes."""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.cubes import Cube
from zonewarden_parsers.linux_conditions import all_of, doubtful, of_services, tcp_flags
from zonewarden_parsers.linux_names import ICMP6_TYPES, ICMP_TYPES, protocol_number
from zonewarden_parsers.model import ANY_SERVICE, Atom, AtomKind, IntervalSet, Location, Match, ServiceSet
from zonewarden_parsers.vyos.draft import Draft
from zonewarden_parsers.vyos.groups import group_ports, ports
from zonewarden_parsers.vyos.tree import Node

Cubes = tuple[Cube, ...]


def services(draft: Draft, node: Node, family: int, at: Location) -> Cubes:
    """Return the condition on protocol, ports, ICMP type and TCP flags."""
    protocol = node.value("protocol").lower()
    numbers = _protocols(protocol.removeprefix("!"), family)
    if numbers is None:
        return doubtful(Atom(AtomKind.UNREADABLE, f"protocol {protocol}", at))
    base = ServiceSet.union(map(ServiceSet.protocol, numbers)) if numbers else ANY_SERVICE
    if protocol.startswith("!"):
        base = ANY_SERVICE - base
    conditions: list[Cubes] = [of_services(base)]
    ends = [_ports(draft, node, side, at) for side in ("source", "destination")]
    if any(e is not None for e in ends):
        conditions.append(_port_cubes(numbers if not protocol.startswith("!") else (), ends, at))
    conditions.extend(_icmp(node, at))
    tcp = node.get("tcp", "flags")
    if tcp is not None:
        conditions.append(_flags(tcp, at))
    return all_of(conditions)


def _protocols(text: str, family: int) -> tuple[int, ...] | None:
    if text in ("", "all", "any"):
        return ()
    if text == "tcp_udp":
        return (6, 17)
    if text == "icmp" and family == 6:
        return (58,)
    number = protocol_number(text)
    return None if number is None else () if number == 0 and text == "0" else (number,)


Span = tuple[IntervalSet | None, str]
_ALL_PORTS = IntervalSet(((0, 65535),))


def _ports(draft: Draft, node: Node, side: str, at: Location) -> Span | None:
    """Return the ports of one end (None for unreadable) with their text, None where the rule asks for none."""
    texts = [n.name for n in node.under(side, "port")] + [
        f"group {n.name}" for n in node.under(side, "group", "port-group")
    ]
    if not texts:
        return None
    found: IntervalSet | None = _ALL_PORTS
    for text in texts:
        name = text.removeprefix("group ")
        plain = name.removeprefix("!")
        one = _port_group(draft, plain, at) if text.startswith("group ") else ports(plain)
        if one is not None and name.startswith("!"):
            one = _ALL_PORTS - one
        found = found & one if found is not None and one is not None else None
    return found, " ".join(texts)


def _port_group(draft: Draft, name: str, at: Location) -> IntervalSet | None:
    draft.used.add(("port-group", name))
    if ("port-group", name) not in draft.groups:
        draft.missing("port-group", name, at)
    if name not in draft.port_groups:
        draft.port_groups[name] = group_ports(draft.groups, name)
    return draft.port_groups[name]


def _port_cubes(numbers: tuple[int, ...], ends: list[Span | None], at: Location) -> Cubes:
    """Return the port condition; without a protocol that has ports, or with ports we cannot read, it is in doubt."""
    sets = [(_ALL_PORTS if e is None or e[0] is None else e[0]) for e in ends]
    text = "ports " + " ".join(e[1] for e in ends if e is not None)
    with_ports = [n for n in numbers or (6, 17) if n in (6, 17, 33, 132, 136)]
    services = ServiceSet.union(ServiceSet.ports(n, sets[1].spans, sets[0].spans) for n in with_ports)
    if numbers and with_ports and not any(e is not None and e[0] is None for e in ends):
        return of_services(services)
    kind = (
        AtomKind.REFERENCE
        if any(e is not None and e[0] is None and "group" in e[1] for e in ends)
        else AtomKind.UNREADABLE
    )
    return (Cube(Match(services=services or ANY_SERVICE, atoms=(Atom(kind, text, at),))),)


def _icmp(node: Node, at: Location) -> Iterator[Cubes]:
    for name, protocol, table in (("icmp", 1, ICMP_TYPES), ("icmpv6", 58, ICMP6_TYPES)):
        found = node.get(name)
        if found is None:
            continue
        found.claim()
        text = next(iter(found.children.get("type-name", found.children.get("type", Node("", 0, 0, 0))).children), "")
        code = next(iter(found.children["code"].children), "") if "code" in found.children else ""
        kind = (
            (int(text), int(code) if code.isdigit() else None)
            if text.isascii() and text.isdigit() and int(text[:4]) < 256
            else table.get(text)
        )
        if kind is None and "/" in text:
            first, _, second = text.partition("/")
            kind = (
                (int(first), int(second))
                if first.isdigit() and second.isdigit() and int(first[:4]) < 256 and int(second[:4]) < 256
                else None
            )
        if text == "any":
            yield of_services(ServiceSet.protocol(protocol))
        elif kind is None:
            yield (
                Cube(
                    Match(
                        services=ServiceSet.protocol(protocol), atoms=(Atom(AtomKind.UNREADABLE, f"{name} {text}", at),)
                    )
                ),
            )
        else:
            yield of_services(ServiceSet.icmp(protocol, *kind))


def _flags(node: Node, at: Location) -> Cubes:
    """Read TCP flags: `SYN,!ACK` before VyOS 1.4, `flags syn` and `flags not ack` since."""
    node.claim()
    wanted, refused = set[str](), set[str]()
    for child in node.children.values():
        if child.name == "not":
            refused.update(n.lower() for n in child.children)
        else:
            for word in child.name.lower().split(","):
                (refused if word.startswith("!") else wanted).add(word.lstrip("!"))
    atom = Atom(AtomKind.TCP_FLAGS, " ".join(sorted(wanted) + [f"not {r}" for r in sorted(refused)]), at)
    if "all" in wanted | refused:
        return doubtful(atom)
    return tcp_flags(frozenset(wanted | refused), frozenset(wanted), atom)
