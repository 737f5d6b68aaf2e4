"""Rules of a rule set as steps of a chain: what they ask of a packet, as cubes, and what they do.

Sources: VyOS documentation, *Firewall* (1.3 to 1.5); EdgeOS user guide, *Firewall*. `tcp_udp` is both; a rule without `protocol` is any.
A condition that packet headers do not show is an atom, and so is one we do not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from ipaddress import IPv4Address

from zonewarden_parsers.address_bounds import Addresses, literal
from zonewarden_parsers.chains import Step, Verdict
from zonewarden_parsers.cubes import Cube
from zonewarden_parsers.linux_conditions import (
    all_of,
    begun,
    doubtful,
    in_states,
)
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    ANY6,
    NOWHERE,
    AddressSet,
    Atom,
    AtomKind,
    LineState,
    Location,
    Match,
    Times,
)
from zonewarden_parsers.model.addresses import MAX_V4
from zonewarden_parsers.vyos.draft import Draft
from zonewarden_parsers.vyos.groups import addresses, members
from zonewarden_parsers.vyos.interfaces import named
from zonewarden_parsers.vyos.services import services
from zonewarden_parsers.vyos.tree import Node

Cubes = tuple[Cube, ...]
Place = Callable[[Addresses], Cubes]
_VERDICTS = {
    "accept": Verdict.PERMIT, "drop": Verdict.DENY, "reject": Verdict.DENY, "return": Verdict.RETURN, "jump": Verdict.JUMP,
    "continue": Verdict.CONTINUE, "offload": Verdict.CONTINUE, "notrack": Verdict.CONTINUE, "inspect": Verdict.UNKNOWN, "queue": Verdict.UNKNOWN,
    "synproxy": Verdict.PERMIT, "modify": Verdict.CONTINUE,
}  # fmt: skip
_IRRELEVANT = (
    "description", "log", "log-level", "log-options", "log-prefix", "queue", "queue-options", "offload-target", "synproxy", "add-address-to-group", "set", "modify",
)  # fmt: skip
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?", re.ASCII)
_RECURRING = frozenset({"starttime", "stoptime", "weekdays", "monthdays"})
_TIME_WORDS = _RECURRING | {"startdate", "stopdate", "utc"}
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
    states = _states(draft, node, at)
    target = node.value("jump-target")
    if target:
        draft.used.add(("rule set", chain_key(target, family)))
    return Step(
        verdict=_VERDICTS.get(action, Verdict.UNKNOWN),
        location=at,
        text=describe(node, chain),
        cubes=begun(cubes, states) if states is not None else cubes,
        target=chain_key(target, family) if target else "",
        name=" ".join(n.name for n in node.under("description")),
        enabled=not node.has("disable"),
        logged=node.get("log") is not None and "disable" not in (n.name for n in node.under("log")),
        times=_times(node.get("time")),
        references=tuple(sorted(_references(node))),
    )


def _times(node: Node | None) -> Times | None:
    """Return when a rule applies (VyOS documentation, *Firewall*, `time`)."""
    if node is None:
        return None
    said = {child.name for child in node.children.values()}
    start, end = node.value("startdate"), node.value("stopdate")
    known = said <= _TIME_WORDS and all(not text or _DATE.fullmatch(text) for text in (start, end))
    utc = "+00:00" if "utc" in said else ""
    start, end = (f"{text}{utc}" if "T" in text else text for text in (start, end))
    return Times(start, end, recurring=not _RECURRING.isdisjoint(said), known=known)


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
    yield services(draft, node, family, at)
    yield from _interfaces(draft, node, at)
    for child in node.children.values():
        if child.name == "tcp" and (size := child.get("mss")) is not None:
            size.claim()
            yield doubtful(Atom(AtomKind.PACKET, f"tcp mss {child.value('mss')}", at))
        elif child.name in _CONDITIONS:
            child.claim()
            yield doubtful(
                Atom(_CONDITIONS[child.name], " ".join((child.name, *(n.name for n in child.leaves())))[:120], at)
            )
        elif child.name not in _READ and child.name not in _IRRELEVANT:
            draft.note(draft.at(child), "unknown-line", f"condition not understood: {child.name}")
            yield doubtful(Atom(AtomKind.UNREADABLE, child.name, draft.at(child)))


def _side(draft: Draft, node: Node, side: str, family: int, at: Location) -> Iterator[Cubes]:
    place: Place = Addresses.as_sources if side == "source" else Addresses.as_destinations
    mask = node.get("address-mask")
    if mask is not None:
        mask.claim()
        yield _masked(node, place, at)
    for child in node.children.values():
        match child.name:
            case "address":
                child.claim()
                for value in child.children if mask is None else ():
                    yield place(_negatable(value, partial(_address, draft, at)))
            case "group" if mask is not None:
                child.claim()
            case "address-mask":
                pass
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


def _masked(node: Node, place: Place, at: Location) -> Cubes:
    """Return addresses compared under `address-mask`. Those of a group, of IPv6, and masks that leave too many ranges are in doubt."""
    mask, address = node.value("address-mask"), node.value("address")
    try:
        bits, base = int(IPv4Address(mask)), int(IPv4Address(address.removeprefix("!")))
        found = AddressSet.wildcard(base & bits, ~bits & MAX_V4)
    except ValueError:
        return place(Addresses(ANY, NOWHERE, (Atom(AtomKind.WILDCARD, f"{address} address-mask {mask}".strip(), at),)))
    return place(Addresses.exact(ANY4 - found if address.startswith("!") else found))


def _address(draft: Draft, at: Location, text: str) -> Addresses:
    found = literal(text)
    if found is not None:
        return Addresses(found, found)
    atom = Atom(AtomKind.UNREADABLE, text, at)
    draft.note(at, "unknown-line", f"address not understood: {text}")
    return Addresses(ANY, NOWHERE, (atom,))


def _negatable(text: str, read: Callable[[str], Addresses]) -> Addresses:
    found = read(text.removeprefix("!"))
    return found.negated() if text.startswith("!") else found


def _group(draft: Draft, kind: Node, place: Place, family: int, at: Location) -> Iterator[Cubes]:
    """Yield the condition of an address, network, name or MAC group; port groups belong to the services."""
    kind.claim()
    name = _group_kind(kind.name, family)
    for value in kind.children if name != "port-group" else ():
        plain = value.removeprefix("!")
        draft.used.add((name, plain))
        yield place(_negatable(value, partial(_members, draft, name, at)))


def _members(draft: Draft, kind: str, at: Location, name: str) -> Addresses:
    found = draft.exact_groups.get((kind, name)) or _interface_group(draft, name)
    if found is None:
        found = addresses(draft.groups, kind, name, at, draft.missing)
        if not found.atoms:
            draft.exact_groups[kind, name] = found
    return found


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
                if names is None:
                    yield doubtful(Atom(AtomKind.REFERENCE, f"{tag} group {value}", at))
                    continue
                if value.startswith("!"):
                    names = frozenset(draft.interfaces) - names
                yield (Cube(from_interfaces=names),) if tag.startswith("in") else (Cube(to_interfaces=names),)


def _names(draft: Draft, text: str, at: Location, *, group: bool) -> frozenset[str] | None:
    """Return the interfaces of a name or a group, None where the group is not in the file."""
    if not group:
        return named(draft, text)
    draft.used.add(("interface-group", text))
    whole = members(draft.groups, "interface-group", text)
    if whole is None:
        draft.missing("interface-group", text, at)
        return None
    return frozenset(n for g in whole for v in g.values for n in named(draft, v))


def _states(draft: Draft, node: Node, at: Location) -> Cubes | None:
    """Return the condition on the state of the session; both forms: `established enable`, and `state established`.

    Packets that `notrack` or `system conntrack ignore` take out of tracking are not NEW.
    """
    found = node.get("state")
    if found is None:
        return None
    found.claim()
    wanted = frozenset(
        c.name for c in found.children.values() if c.name in STATES and (not c.children or "enable" in c.children)
    )
    if not wanted:
        return None
    return in_states(wanted, Atom(AtomKind.STATE, f"state {','.join(sorted(wanted))}", at), untracked=_untracks(draft))


def _untracks(draft: Draft) -> bool:
    """Return whether some rule takes packets out of connection tracking."""
    if draft.root.get("system", "conntrack", "ignore") is not None:
        return True
    raw = [draft.root.under("firewall", tag, "prerouting", "raw", "rule") for tag in ("ipv4", "ipv6")]
    return any(rule.value("action") == "notrack" for rules in raw for rule in rules)
