"""Rules of a rule set as steps of a chain: what they ask of a packet, as cubes, and what they do.

Sources: VyOS documentation, *Firewall* (1.3 to 1.5); EdgeOS user guide, *Firewall*. `tcp_udp` is both; a rule without `protocol` is any.
A condition that packet headers do not show is an atom, and so is one we do not know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from zonewarden_parsers.chains import Step, Verdict
from zonewarden_parsers.cubes import Cube
from zonewarden_parsers.linux_conditions import (
    all_of,
    begun,
    doubtful,
    from_addresses,
    in_states,
    of_services,
    tcp_flags,
    to_addresses,
)
from zonewarden_parsers.linux_names import ICMP6_TYPES, ICMP_TYPES, protocol_number
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    ANY6,
    ANY_SERVICE,
    NOWHERE,
    AddressSet,
    Atom,
    AtomKind,
    IntervalSet,
    LineState,
    Location,
    Match,
    ServiceSet,
)
from zonewarden_parsers.vyos.draft import Draft
from zonewarden_parsers.vyos.groups import Addresses, addresses, group_ports, literal, members, ports
from zonewarden_parsers.vyos.interfaces import named
from zonewarden_parsers.vyos.tree import Node

Cubes = tuple[Cube, ...]
Place = Callable[[AddressSet], Cubes]
_VERDICTS = {
    "accept": Verdict.PERMIT, "drop": Verdict.DENY, "reject": Verdict.DENY, "return": Verdict.RETURN, "jump": Verdict.JUMP,
    "continue": Verdict.CONTINUE, "offload": Verdict.CONTINUE, "notrack": Verdict.CONTINUE, "inspect": Verdict.UNKNOWN, "queue": Verdict.UNKNOWN,
    "synproxy": Verdict.PERMIT, "modify": Verdict.CONTINUE,
}  # fmt: skip
_IRRELEVANT = (
    "description", "log", "log-level", "log-options", "log-prefix", "queue", "queue-options", "offload-target", "synproxy", "add-address-to-group", "set", "modify",
)  # fmt: skip
_CONDITIONS = {
    "time": AtomKind.SCHEDULE, "limit": AtomKind.RATE, "recent": AtomKind.RATE, "statistic": AtomKind.RATE, "fragment": AtomKind.FRAGMENTS,
    "ipsec": AtomKind.PACKET, "mark": AtomKind.PACKET, "connection-mark": AtomKind.PACKET, "ttl": AtomKind.PACKET, "hop-limit": AtomKind.PACKET,
    "packet-length": AtomKind.PACKET, "packet-length-exclude": AtomKind.PACKET, "packet-type": AtomKind.PACKET, "dscp": AtomKind.PACKET,
    "dscp-exclude": AtomKind.PACKET, "connection-status": AtomKind.STATE, "conntrack-helper": AtomKind.STATE, "vlan": AtomKind.PACKET,
    "p2p": AtomKind.APPLICATION, "application": AtomKind.APPLICATION, "gre": AtomKind.PACKET, "set-mark": AtomKind.PACKET,
}  # fmt: skip
_READ = frozenset({
    "action", "jump-target", "protocol", "source", "destination", "state", "icmp", "icmpv6", "tcp", "inbound-interface", "outbound-interface", "disable",
})  # fmt: skip
STATES = frozenset({"established", "related", "invalid", "new"})


def step(draft: Draft, node: Node, chain: str, family: int) -> Step:
    """Return one rule as a step; claims its lines."""
    action = node.value("action")
    node.keep(*_IRRELEVANT)
    at = draft.at(node)
    cubes = all_of(_conditions(draft, node, family, at))
    states = _states(node, at)
    target = node.value("jump-target")
    if target:
        draft.used.add(("rule set", chain_key(target, family)))
    return Step(
        verdict=_VERDICTS.get(action, Verdict.UNKNOWN),
        location=at,
        text=describe(node, chain),
        cubes=begun(cubes, states) if states else cubes,
        target=chain_key(target, family) if target else "",
        name=" ".join(n.name for n in node.under("description")),
        enabled=not node.has("disable"),
        logged=node.get("log") is not None and "disable" not in (n.name for n in node.under("log")),
        references=tuple(sorted(_references(node))),
    )


def chain_key(name: str, family: int) -> str:
    """Return the key of a rule set: those of IPv4 and IPv6 may have the same name."""
    return name if family == 4 else f"{name} (IPv6)"


def describe(node: Node, chain: str) -> str:
    """Return a rule on one line: its list and number, then each of its settings but what only describes it."""
    parts = [" ".join(words) for words in _paths(node, ()) if words[0] not in ("description", "log", "log-options")]
    return f"{chain} rule {node.name}: {', '.join(parts)}"[:400]


def _paths(node: Node, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for child in node.children.values():
        if child.children:
            yield from _paths(child, (*path, child.name))
        else:
            yield (*path, child.name)


def _references(node: Node) -> Iterator[str]:
    for side in ("source", "destination"):
        for kind in node.under(side, "group"):
            yield from (n.name.lstrip("!") for n in kind.children.values())


def _conditions(draft: Draft, node: Node, family: int, at: Location) -> Iterator[Cubes]:
    space = ANY4 if family == 4 else ANY6
    yield (Cube(Match(sources=space, destinations=space)),)
    for side in ("source", "destination"):
        found = node.get(side)
        if found is not None:
            yield from _side(draft, found, side, family, at)
    yield _services(draft, node, family, at)
    yield from _interfaces(draft, node, at)
    for child in node.children.values():
        if child.name in _CONDITIONS:
            child.claim()
            yield doubtful(
                Atom(_CONDITIONS[child.name], " ".join((child.name, *(n.name for n in child.leaves())))[:120], at)
            )
        elif child.name not in _READ and child.name not in _IRRELEVANT:
            draft.note(draft.at(child), "unknown-line", f"condition not understood: {child.name}")
            yield doubtful(Atom(AtomKind.UNREADABLE, child.name, draft.at(child)))


def _side(draft: Draft, node: Node, side: str, family: int, at: Location) -> Iterator[Cubes]:
    place = from_addresses if side == "source" else to_addresses
    for child in node.children.values():
        match child.name:
            case "address":
                child.claim()
                for value in child.children:
                    yield _placed(_negatable(value, partial(_address, draft, at)), place)
            case "group":
                for kind in child.children.values():
                    yield from _group(draft, kind, place, family, at)
            case "port":
                child.claim()
            case "fqdn":
                child.claim()
                yield doubtful(Atom(AtomKind.FQDN, next(iter(child.children), ""), at))
            case "geoip":
                child.claim()
                yield doubtful(Atom(AtomKind.GEOGRAPHY, " ".join(n.name for n in child.leaves()), at))
            case "mac-address":
                child.claim()
                yield doubtful(Atom(AtomKind.MAC, next(iter(child.children), ""), at))
            case _:
                child.claim(LineState.UNKNOWN)
                yield doubtful(Atom(AtomKind.UNREADABLE, f"{side} {child.name}", draft.at(child)))


def _address(draft: Draft, at: Location, text: str) -> Addresses:
    found = literal(text)
    if found is not None:
        return Addresses(found, found)
    atom = Atom(AtomKind.UNREADABLE, text, at)
    draft.note(at, "unknown-line", f"address not understood: {text}")
    return Addresses(ANY, NOWHERE, (atom,))


def _negatable(text: str, read: Callable[[str], Addresses]) -> Addresses:
    found = read(text.removeprefix("!"))
    return Addresses(ANY - found.under, ANY - found.over, found.atoms) if text.startswith("!") else found


def _placed(found: Addresses, place: Place) -> Cubes:
    cubes = place(found.over)
    if not found.atoms:
        return cubes
    match = cubes[0].match
    sure: AddressSet = found.under
    under = (sure, ANY, ANY_SERVICE) if place is from_addresses else (ANY, sure, ANY_SERVICE)
    return (Cube(Match(match.sources, match.destinations, match.services, found.atoms, under if sure else None)),)


def _group(draft: Draft, kind: Node, place: Place, family: int, at: Location) -> Iterator[Cubes]:
    """Yield the condition of an address, network, name or MAC group; port groups belong to the services."""
    kind.claim()
    name = _group_kind(kind.name, family)
    for value in kind.children if name != "port-group" else ():
        plain = value.removeprefix("!")
        draft.used.add((name, plain))
        yield _placed(_negatable(value, partial(_members, draft, name, at)), place)


def _members(draft: Draft, kind: str, at: Location, name: str) -> Addresses:
    return _interface_group(draft, name) or addresses(draft.groups, kind, name, at, draft.missing)


def _group_kind(kind: str, family: int) -> str:
    """Return the kind of group that a rule means; rules for IPv6 name IPv6 groups by the plain word since VyOS 1.4."""
    return f"ipv6-{kind}" if family == 6 and kind in ("address-group", "network-group") else kind


def _interface_group(draft: Draft, name: str) -> Addresses | None:
    """Return what EdgeOS keeps as `ADDRv4_eth0` and `NETv4_eth0`: the address and the network of an interface."""
    kind, underscore, interface = name.partition("_")
    found = draft.interfaces.get(interface)
    if not underscore or kind not in ("ADDRv4", "NETv4", "ADDRv6", "NETv6") or found is None:
        return None
    known = found.addresses if kind.startswith("ADDR") else found.networks
    if found.dynamic:
        return Addresses(ANY, known, (Atom(AtomKind.DYNAMIC, name, found.location),))
    return Addresses(known, known)


def _services(draft: Draft, node: Node, family: int, at: Location) -> Cubes:
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
    return group_ports(draft.groups, name)


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


def _interfaces(draft: Draft, node: Node, at: Location) -> Iterator[Cubes]:
    for tag in ("inbound-interface", "outbound-interface"):
        found = node.get(tag)
        if found is None:
            continue
        found.claim()
        for child in found.children.values():
            values = (
                list(child.children)
                if child.name in ("name", "interface-name", "group", "interface-group")
                else [child.name]
            )
            for value in values:
                names = _names(draft, value.removeprefix("!"), at, group="group" in child.name)
                if value.startswith("!"):
                    names = frozenset(draft.interfaces) - names
                yield (Cube(from_interfaces=names),) if tag.startswith("in") else (Cube(to_interfaces=names),)


def _names(draft: Draft, text: str, at: Location, *, group: bool) -> frozenset[str]:
    if not group:
        return named(draft, text)
    draft.used.add(("interface-group", text))
    whole = members(draft.groups, "interface-group", text)
    if whole is None:
        draft.missing("interface-group", text, at)
        return frozenset(draft.interfaces)
    return frozenset(n for g in whole for v in g.values for n in named(draft, v))


def _states(node: Node, at: Location) -> Cubes | None:
    """Return the condition on the state of the session; both forms: `established enable`, and `state established`."""
    found = node.get("state")
    if found is None:
        return None
    found.claim()
    wanted = frozenset(
        c.name for c in found.children.values() if c.name in STATES and (not c.children or "enable" in c.children)
    )
    if not wanted:
        return None
    return in_states(wanted, Atom(AtomKind.STATE, f"state {','.join(sorted(wanted))}", at), untracked=False)
