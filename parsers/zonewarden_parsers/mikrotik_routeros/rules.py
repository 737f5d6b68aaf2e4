"""Filter rules as steps of a chain: what they ask of a packet, as cubes, and what they do.

Source: MikroTik documentation, *Filter* (properties, actions) and *Connection tracking*. A property we do not know is a condition in
doubt. `fasttrack-connection` lets the packets that follow pass by all rules: it may permit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zonewarden_parsers.address_bounds import Addresses
from zonewarden_parsers.chains import Step, Verdict
from zonewarden_parsers.cubes import Cube
from zonewarden_parsers.linux_conditions import (
    all_of,
    begun,
    doubtful,
    flag_words,
    in_states,
    of_services,
    other_states,
    services_between,
    tcp_flags,
)
from zonewarden_parsers.linux_names import protocol_number
from zonewarden_parsers.mikrotik_routeros.draft import Draft, shown
from zonewarden_parsers.mikrotik_routeros.operands import (
    ALL_PORTS,
    address_list,
    addresses,
    interface,
    interface_list,
    ports,
)
from zonewarden_parsers.mikrotik_routeros.records import Record
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
    Location,
    Match,
    ServiceSet,
    Times,
)

Cubes = tuple[Cube, ...]
_VERDICTS = {
    "accept": Verdict.PERMIT, "drop": Verdict.DENY, "reject": Verdict.DENY, "tarpit": Verdict.DENY, "jump": Verdict.JUMP, "return": Verdict.RETURN,
    "passthrough": Verdict.CONTINUE, "log": Verdict.CONTINUE, "add-src-to-address-list": Verdict.CONTINUE, "fasttrack-connection": Verdict.PERMIT,
    "add-dst-to-address-list": Verdict.CONTINUE,
}  # fmt: skip
_IRRELEVANT = frozenset({
    "action", "chain", "comment", "disabled", "log", "log-prefix", "jump-target", "address-list", "address-list-timeout", "reject-with", "hw-offload",
    "dynamic", "invalid", "numbers", "bytes", "packets", "place-before",
})  # fmt: skip
_DOUBTS = {
    "limit": AtomKind.RATE, "dst-limit": AtomKind.RATE, "connection-limit": AtomKind.RATE, "connection-rate": AtomKind.RATE, "psd": AtomKind.RATE,
    "nth": AtomKind.RATE, "random": AtomKind.RATE, "connection-bytes": AtomKind.RATE, "time": AtomKind.SCHEDULE, "fragment": AtomKind.FRAGMENTS,
    "layer7-protocol": AtomKind.APPLICATION, "content": AtomKind.APPLICATION, "tls-host": AtomKind.APPLICATION, "p2p": AtomKind.APPLICATION,
    "src-mac-address": AtomKind.MAC, "connection-type": AtomKind.STATE, "hotspot": AtomKind.USER, "in-bridge-port": AtomKind.INTERFACE,
    "out-bridge-port": AtomKind.INTERFACE, "in-bridge-port-list": AtomKind.INTERFACE, "out-bridge-port-list": AtomKind.INTERFACE,
    "connection-mark": AtomKind.PACKET, "packet-mark": AtomKind.PACKET, "routing-mark": AtomKind.PACKET, "routing-table": AtomKind.PACKET,
    "dscp": AtomKind.PACKET, "ttl": AtomKind.PACKET, "packet-size": AtomKind.PACKET, "tcp-mss": AtomKind.PACKET, "ipv4-options": AtomKind.PACKET,
    "ipsec-policy": AtomKind.PACKET, "per-connection-classifier": AtomKind.PACKET, "priority": AtomKind.PACKET, "ingress-priority": AtomKind.PACKET,
    "realm": AtomKind.PACKET, "hop-limit": AtomKind.PACKET, "headers": AtomKind.PACKET, "src-address-type": AtomKind.PACKET,
    "dst-address-type": AtomKind.PACKET, "vlan-id": AtomKind.PACKET, "packet-type": AtomKind.PACKET,
}  # fmt: skip
_ALIASES = {
    "ipsec-esp": 50,
    "ipsec-ah": 51,
    "icmpv6": 58,
    "ipencap": 4,
    "ospf": 89,
    "l2tp": 115,
    "rspf": 73,
    "xtp": 36,
    "ddp": 37,
    "rdp": 27,
}


def step(draft: Draft, record: Record, family: int, key: Callable[[str], str]) -> Step:
    """Return one rule as a step; `key` turns the name of a chain into its key."""
    record.claim()
    at, action = draft.at(record), record.properties.get("action", "accept")
    conditions = _conditions(draft, record, family, at)
    if action == "fasttrack-connection":
        conditions.append(doubtful(Atom(AtomKind.STATE, "fast-tracked connection", at)))
    cubes, states = all_of(conditions), _states(draft, record, family, at)
    target = record.get("jump-target")
    return Step(
        verdict=_VERDICTS.get(action, Verdict.UNKNOWN),
        location=at,
        text=shown(record),
        cubes=begun(cubes, states) if states is not None else cubes,
        target=key(target) if target else "",
        name=record.get("comment"),
        enabled=not record.disabled,
        logged=action == "log" or record.get("log") == "yes",
        times=Times(recurring=True, known=not when.startswith("!")) if (when := record.get("time")) else None,
        references=tuple(n.lstrip("!") for k in ("src-address-list", "dst-address-list") if (n := record.get(k))),
    )


def _conditions(draft: Draft, record: Record, family: int, at: Location) -> list[Cubes]:
    """Return what a rule asks. What is exact of addresses and services is one product, the first; the rest follows."""
    sides = {"src-address": ANY4 if family == 4 else ANY6, "dst-address": ANY4 if family == 4 else ANY6}
    others: list[Cubes] = []
    for key, value in record.properties.items():
        if not value or key in _READ_ELSEWHERE:
            continue
        if key in sides and not (found := addresses(value, at)).atoms:
            sides[key] &= found.over
        else:
            others.append(_condition(draft, key, value, family, at))
    services = _services(draft, record, family, at)
    if len(services) == 1 and not services[0].match.atoms:
        base = Match(sides["src-address"], sides["dst-address"], services[0].match.services)
        return [(Cube(base),), *others]
    return [(Cube(Match(sides["src-address"], sides["dst-address"])),), services, *others]


_SERVICE = ("protocol", "src-port", "dst-port", "port", "icmp-options", "tcp-flags")
_READ_ELSEWHERE = _IRRELEVANT.union(_SERVICE, ("connection-state",))


def _condition(draft: Draft, key: str, value: str, family: int, at: Location) -> Cubes:
    match key:
        case "src-address" | "dst-address":
            return _placed(addresses(value, at), key)
        case "src-address-list" | "dst-address-list":
            return _placed(address_list(draft, value, family, at), key)
        case "in-interface" | "out-interface":
            return _through(key, interface(draft, value))
        case "in-interface-list" | "out-interface-list":
            names = interface_list(draft, value, at)
            return doubtful(Atom(AtomKind.REFERENCE, f"{key}={value}", at)) if names is None else _through(key, names)
        case "connection-nat-state":
            return _translated(draft, value, family, at)
        case _:
            kind = _DOUBTS.get(key)
            if kind is None:
                draft.note(at, "unknown-property", f"property not understood: {key}")
            return doubtful(Atom(kind or AtomKind.UNREADABLE, f"{key}={value}"[:120], at))


def _placed(found: Addresses, key: str) -> Cubes:
    return found.as_sources() if key.startswith("src") else found.as_destinations()


def _through(key: str, names: frozenset[str]) -> Cubes:
    return (Cube(from_interfaces=names),) if key.startswith("in") else (Cube(to_interfaces=names),)


def _translated(draft: Draft, value: str, family: int, at: Location) -> Cubes:
    """Return the condition on how a session is translated. Only targets of destination translation can be translated ones."""
    atom = Atom(AtomKind.STATE, f"connection-nat-state={value}", at)
    if value.lstrip("!") != "dstnat":
        return doubtful(atom)
    goals = _goals(draft, family)
    found = Addresses(goals, NOWHERE, (atom,))
    return (found.negated() if value.startswith("!") else found).as_destinations()


def _goals(draft: Draft, family: int) -> AddressSet:
    """Return where destination translation may send packets."""
    goals: list[AddressSet] = []
    for record in draft.script.records("ip" if family == 4 else "ipv6", "firewall", "nat"):
        if record.get("action") in ("dst-nat", "netmap", "same") and not record.disabled:
            found = addresses(record.get("to-addresses"), draft.at(record)) if record.get("to-addresses") else None
            goals.append(found.over if found is not None else ANY)
    return AddressSet.union(goals)


def _services(draft: Draft, record: Record, family: int, at: Location) -> Cubes:
    """Return what a rule asks of protocol, ports, types and flags: read once for all rules that say the same exactly."""
    said = record.properties
    key = (family, *map(said.get, _SERVICE))
    known = draft.services_read.get(key)
    if known is None:
        known = _services_of(record, family, at)
        if not any(cube.match.atoms for cube in known):
            draft.services_read[key] = known
    return known


def _services_of(record: Record, family: int, at: Location) -> Cubes:
    text = record.get("protocol")
    name = text.removeprefix("!").lower()
    number = (
        _ALIASES.get(name, 58 if name == "icmp" and family == 6 else protocol_number(name))
        if name and name != "any"
        else None
    )
    if name and name != "any" and number is None:
        return doubtful(Atom(AtomKind.UNREADABLE, f"protocol={text}", at))
    base = ServiceSet.protocol(number) if number is not None else ANY_SERVICE
    conditions: list[Cubes] = [of_services(ANY_SERVICE - base if text.startswith("!") else base)]
    conditions.extend(_ports(record, number if not text.startswith("!") else None, at))
    if record.get("icmp-options"):
        conditions.append(_icmp(record.get("icmp-options"), 58 if family == 6 else 1, at))
    if record.get("tcp-flags"):
        conditions.append(_flags(record.get("tcp-flags"), at))
    return all_of(conditions)


def _ports(record: Record, number: int | None, at: Location) -> Iterator[Cubes]:
    """Yield port conditions; `port` is either of the two. Without a protocol that has ports they are in doubt.

    The manual does not say whether `port=!` refuses either port or both: surely where neither is listed, perhaps where one is not.
    """
    for key in ("src-port", "dst-port", "port"):
        text = record.get(key)
        if not text:
            continue
        found = ports(text)
        if found is None or number not in (6, 17, 33, 132, 136):
            yield doubtful(Atom(AtomKind.UNREADABLE, f"{key}={text}", at))
        elif key == "port" and text.startswith("!"):
            neither = ServiceSet.ports(number, found.spans, found.spans)
            atom = Atom(AtomKind.OTHER, f"{key}={text}", at)
            yield services_between(_at_ports(number, key, found), neither, atom)
        else:
            yield of_services(_at_ports(number, key, found))


def _at_ports(number: int, key: str, found: IntervalSet) -> ServiceSet:
    source = ServiceSet.ports(number, ALL_PORTS.spans, found.spans)
    destination = ServiceSet.ports(number, found.spans)
    return source if key == "src-port" else destination if key == "dst-port" else source | destination


def _icmp(text: str, protocol: int, at: Location) -> Cubes:
    """Read `TYPE:CODE` or `TYPE:FROM-TO`, where 0-255 is every code."""
    kind, _, codes = text.removeprefix("!").partition(":")
    low, dash, high = codes.partition("-")
    values = [v for v in (kind, low, high) if v]
    if text.startswith("!") or not kind or not all(v.isascii() and v.isdigit() and int(v[:4]) < 256 for v in values):
        return doubtful(Atom(AtomKind.UNREADABLE, f"icmp-options={text}", at))
    if not low or (low, high) == ("0", "255"):
        return of_services(ServiceSet.icmp(protocol, int(kind)))
    last = int(high) if dash and high else int(low)
    return of_services(ServiceSet.union(ServiceSet.icmp(protocol, int(kind), c) for c in range(int(low), last + 1)))


def _flags(text: str, at: Location) -> Cubes:
    words = text.split(",")
    wanted = flag_words(",".join(w for w in words if not w.startswith("!")))
    refused = flag_words(",".join(w[1:] for w in words if w.startswith("!")))
    atom = Atom(AtomKind.TCP_FLAGS, f"tcp-flags={text}", at)
    return doubtful(atom) if wanted is None or refused is None else tcp_flags(wanted | refused, wanted, atom)


def _states(draft: Draft, record: Record, family: int, at: Location) -> Cubes | None:
    text = record.get("connection-state")
    if not text:
        return None
    states = frozenset(w for w in text.removeprefix("!").lower().split(",") if w)
    atom = Atom(AtomKind.STATE, f"connection-state={text}", at)
    untracked = draft.untracks("ip" if family == 4 else "ipv6")
    read = other_states if text.startswith("!") else in_states
    return read(states, atom, untracked=untracked)
