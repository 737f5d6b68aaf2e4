"""Conditions that iptables and nftables share, as unions of cubes: connection states, TCP flags, negation, doubts.

A session is what the model judges, so the states of connection tracking (conntrack(8)) are read for the packet that begins one:
it is NEW. ESTABLISHED and RELATED packets belong to a session that something else let begin; they are the TCP
segments with ACK or RST set (`ESTABLISHED`), which stand for all packets of begun sessions, whatever their protocol. What
RELATED lets in beyond that (data sessions that a helper expects) is outside the model. INVALID packets belong to no session and begin none: a rule for
them alone matches nothing of the model.
UNTRACKED may be any packet that a NOTRACK rule took out of tracking; where there is such a rule, NEW is no longer certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zonewarden_parsers.cubes import ALL, Cube, product
from zonewarden_parsers.model import ANY, ESTABLISHED, AddressSet, Atom, Match, ServiceSet
from zonewarden_parsers.model.services import EMPTY_SERVICE, TCP_NEW

Cubes = tuple[Cube, ...]
MAX_PIECES = 64
BEGUN = frozenset({"established", "related", "invalid"})
FLAGS = frozenset({"fin", "syn", "rst", "psh", "ack", "urg", "ecn", "ece", "cwr"})


def from_addresses(addresses: AddressSet) -> Cubes:
    """Return the packets with these sources."""
    return (Cube(Match(sources=addresses)),)


def to_addresses(addresses: AddressSet) -> Cubes:
    """Return the packets with these destinations."""
    return (Cube(Match(destinations=addresses)),)


def of_services(services: ServiceSet) -> Cubes:
    """Return the packets with these services."""
    return (Cube(Match(services=services)),)


def doubtful(atom: Atom) -> Cubes:
    """Return any packet, if the atom holds."""
    return (Cube(Match(atoms=(atom,))),)


def all_of(conditions: Iterable[Cubes]) -> Cubes:
    """Return the packets that meet every condition."""
    listed = conditions if isinstance(conditions, Sequence) else tuple(conditions)
    if listed and all(len(cubes) == 1 and not cubes[0].match.atoms for cubes in listed):
        one = product([cubes[0] for cubes in listed])
        return (one,) if one else ()
    found: Cubes | None = None
    for cubes in listed:
        if found is None:
            found = tuple(c for c in cubes if c)
        else:
            found = tuple(both for one in found for other in cubes if (both := one & other))
    return (ALL,) if found is None else found


def none_of(cubes: Sequence[Cube], interfaces: frozenset[str], atom: Atom) -> Cubes:
    """Return the packets that meet none of `cubes`; under `atom` where that takes more than MAX_PIECES products."""
    left = [ALL]
    for gone in cubes:
        left = [piece for cube in left for piece in cube.without(gone, interfaces)]
        if len(left) > MAX_PIECES:
            return doubtful(atom)
    return tuple(left)


def in_states(states: frozenset[str], atom: Atom, *, untracked: bool | None) -> Cubes:
    """Return the packets in one of these connection states (lower case).

    `untracked`: whether some rule takes packets out of tracking; None where the rules that would are not in the file.
    """
    if untracked is False:
        states = states - {"untracked"} or frozenset({"invalid"})
    if "new" in states:
        certain = not untracked or "untracked" in states
        return (ALL,) if certain else doubtful(atom)
    if states - BEGUN:
        return doubtful(atom)
    if "established" in states:
        return of_services(ESTABLISHED)
    if "related" not in states:
        return ()
    return (Cube(Match(services=ESTABLISHED, atoms=(atom,))),)


def other_states(states: frozenset[str], atom: Atom, *, untracked: bool | None) -> Cubes:
    """Return the packets in none of these connection states."""
    return in_states(frozenset({"new", "untracked"} | BEGUN) - states, atom, untracked=untracked)


def begun(cubes: Cubes, states: Cubes) -> Cubes:
    """Return the packets of `cubes` in `states`; where no TCP is among them, the packets of begun sessions stand for them."""
    found = all_of((cubes, states))
    if found or not cubes:
        return found
    wide = tuple(Cube(_with_services(c.match, ESTABLISHED), c.from_interfaces, c.to_interfaces) for c in cubes)
    return all_of((wide, states))


def _with_services(match: Match, services: ServiceSet) -> Match:
    under = match.under and (match.under[0], match.under[1], services)
    return Match(match.sources, match.destinations, services, match.atoms, under or None)


def tcp_flags(mask: frozenset[str], set_: frozenset[str], atom: Atom) -> Cubes:
    """Return the TCP packets whose flags among `mask` are exactly `set_`.

    A session opens with SYN and without ACK, RST and FIN (RFC 9293 3.5; stacks drop SYN with FIN); the other flags may be set or not.
    Packets that open none and have neither ACK nor RST (scans) are told as packets of begun sessions, under the atom.
    """
    opens = not (("syn" in mask and "syn" not in set_) or (mask & set_ & {"ack", "rst", "fin"}) or set_ - mask)
    surely = opens and mask <= {"syn", "ack", "rst", "fin"}
    later = not set_ - mask and not ({"ack", "rst"} <= mask - set_)
    over = (TCP_NEW if opens else EMPTY_SERVICE) | (ESTABLISHED if later else EMPTY_SERVICE)
    under = TCP_NEW if surely else EMPTY_SERVICE
    return services_between(over, under, atom)


def other_tcp_flags(mask: frozenset[str], set_: frozenset[str], atom: Atom) -> Cubes:
    """Return the TCP packets whose flags among `mask` are not exactly `set_`."""
    tcp = TCP_NEW | ESTABLISHED
    (cube,) = tcp_flags(mask, set_, atom)
    sure = cube.match.under_parts[2]
    return services_between(tcp - sure, tcp - cube.match.services, atom)


def services_between(over: ServiceSet, under: ServiceSet, atom: Atom) -> Cubes:
    """Return the packets that may have services `over` and surely match with `under`; begun TCP sessions where `over` is empty."""
    if over and over == under:
        return of_services(over)
    if not over:
        return (Cube(Match(services=ESTABLISHED, atoms=(atom,))),)
    return (Cube(Match(services=over, atoms=(atom,), under=(ANY, ANY, under) if under else None)),)


def flag_words(text: str) -> frozenset[str] | None:
    """Return the TCP flags of a comma list (`ALL`, `NONE` as iptables writes them), None where a word is no flag."""
    words = frozenset(w.strip().lower() for w in text.split(",") if w.strip())
    if words == frozenset({"all"}):
        return frozenset({"fin", "syn", "rst", "psh", "ack", "urg"})
    if words == frozenset({"none"}):
        return frozenset()
    return words if words <= FLAGS else None


def compact(cubes: Iterable[Cube]) -> Cubes:
    """Return the same packets in fewer cubes: those that differ in one set only are joined. Cubes with atoms stay as they are."""
    listed = list(cubes)
    doubted = [c for c in listed if c.match.atoms]
    plain = [c for c in listed if not c.match.atoms]
    for axis in (0, 1, 2):
        groups: dict[object, list[Cube]] = {}
        for cube in plain:
            rest = tuple(p for i, p in enumerate(cube.match.over_parts) if i != axis)
            groups.setdefault((rest, cube.from_interfaces, cube.to_interfaces), []).append(cube)
        plain = [_union(group, axis) for group in groups.values()]
    return (*plain, *doubted)


def _union(group: Sequence[Cube], axis: int) -> Cube:
    first = group[0]
    if len(group) == 1:
        return first
    sources, destinations, services = first.match.over_parts
    if axis == 0:
        sources = AddressSet.union(c.match.sources for c in group)
    elif axis == 1:
        destinations = AddressSet.union(c.match.destinations for c in group)
    else:
        services = ServiceSet.union(c.match.services for c in group)
    return Cube(Match(sources, destinations, services), first.from_interfaces, first.to_interfaces)
