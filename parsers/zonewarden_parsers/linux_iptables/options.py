"""Match options of a rule, each read into a condition (iptables(8) PARAMETERS, iptables-extensions(8) MATCH EXTENSIONS)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from zonewarden_parsers.cubes import Cube
from zonewarden_parsers.linux_conditions import (
    Cubes,
    all_of,
    doubtful,
    flag_words,
    in_states,
    none_of,
    other_states,
    other_tcp_flags,
    tcp_flags,
)
from zonewarden_parsers.linux_iptables.ipsets import in_set
from zonewarden_parsers.linux_iptables.scope import RuleDraft, UnreadableError
from zonewarden_parsers.linux_iptables.values import (
    address_range,
    addresses,
    icmp,
    port_spans,
    protocol,
    with_ports,
)
from zonewarden_parsers.model import ANY_SERVICE, NOWHERE, AddressSet, AtomKind, Match, ServiceSet
from zonewarden_parsers.model.services import ICMP, ICMP6


class Asked(NamedTuple):
    """The operands of an option, and whether `!` stands before it."""

    args: tuple[str, ...]
    negated: bool


Handler = Callable[[RuleDraft, Asked], None]
_MULTICAST = {4: AddressSet.network("224.0.0.0/4"), 6: AddressSet.network("ff00::/8")}


def _address(rule: RuleDraft, asked: Asked) -> tuple[AddressSet, AddressSet]:
    """Return (over, under) of an address list; a host name may be any address."""
    if "," not in asked.args[0] and not asked.negated:
        one = addresses(asked.args[0], rule.scope.family)
        if one is not None:
            return one, one
    known: list[AddressSet] = []
    names: list[str] = []
    for part in asked.args[0].split(","):
        found = addresses(part, rule.scope.family)
        if found is None:
            names.append(part)
        else:
            known.append(found)
    sure = AddressSet.union(known)
    every = rule.scope.every
    if not names:
        return (every - sure, every - sure) if asked.negated else (sure, sure)
    rule.doubted.add("name")
    return (every - sure, NOWHERE) if asked.negated else (every, sure)


def _source(rule: RuleDraft, asked: Asked) -> None:
    over, under = _address(rule, asked)
    if over is under or over == under:
        rule.come_from(over)
    else:
        atom = rule.atom(AtomKind.FQDN, asked.args[0])
        every = Match(
            sources=over, destinations=rule.scope.every, atoms=(atom,), under=(under, rule.scope.every, ANY_SERVICE)
        )
        rule.conditions.append((Cube(every),))


def _destination(rule: RuleDraft, asked: Asked) -> None:
    over, under = _address(rule, asked)
    if over is under or over == under:
        rule.go_to(over)
    else:
        atom = rule.atom(AtomKind.FQDN, asked.args[0])
        every = Match(
            sources=rule.scope.every, destinations=over, atoms=(atom,), under=(rule.scope.every, under, ANY_SERVICE)
        )
        rule.conditions.append((Cube(every),))


def _source_range(rule: RuleDraft, asked: Asked) -> None:
    found = address_range(asked.args[0])
    rule.come_from(rule.scope.every - found if asked.negated else found)


def _destination_range(rule: RuleDraft, asked: Asked) -> None:
    found = address_range(asked.args[0])
    rule.go_to(rule.scope.every - found if asked.negated else found)


def _interfaces(rule: RuleDraft, asked: Asked) -> frozenset[str]:
    names = rule.scope.names
    found = names.starting(asked.args[0][:-1]) if asked.args[0].endswith("+") else frozenset({asked.args[0]})
    return rule.scope.interfaces - found if asked.negated else found


def _in(rule: RuleDraft, asked: Asked) -> None:
    if asked.args[0] != "+" or asked.negated:
        rule.conditions.append((Cube(from_interfaces=_interfaces(rule, asked)),))


def _out(rule: RuleDraft, asked: Asked) -> None:
    if asked.args[0] != "+" or asked.negated:
        rule.conditions.append((Cube(to_interfaces=_interfaces(rule, asked)),))


def _services(rule: RuleDraft, services: ServiceSet, whole: ServiceSet, asked: Asked) -> None:
    found = whole - services if asked.negated else services
    rule.services = found if rule.services is ANY_SERVICE else rule.services & found


def _protocol(rule: RuleDraft, asked: Asked) -> None:
    number = protocol(asked.args[0])
    if number is None:
        if asked.negated:
            raise UnreadableError(asked.args[0])
        return
    rule.protocol = None if asked.negated else number
    _services(rule, ServiceSet.protocol(number), ANY_SERVICE, asked)


def _destination_port(rule: RuleDraft, asked: Asked) -> None:
    _services(rule, with_ports(rule.protocol, port_spans(asked.args[0])), with_ports(rule.protocol), asked)


def _source_port(rule: RuleDraft, asked: Asked) -> None:
    _services(rule, with_ports(rule.protocol, source=port_spans(asked.args[0])), with_ports(rule.protocol), asked)


def _either_port(rule: RuleDraft, asked: Asked) -> None:
    spans = port_spans(asked.args[0])
    found = with_ports(rule.protocol, spans) | with_ports(rule.protocol, source=spans)
    _services(rule, found, with_ports(rule.protocol), asked)


def _icmp(rule: RuleDraft, asked: Asked) -> None:
    number = ICMP if rule.scope.family == 4 else ICMP6
    _services(rule, icmp(asked.args[0], rule.scope.family), ServiceSet.protocol(number), asked)


def _flags(rule: RuleDraft, asked: Asked) -> None:
    mask, set_ = flag_words(asked.args[0]), flag_words(asked.args[1])
    if mask is None or set_ is None:
        raise UnreadableError(" ".join(asked.args))
    atom = rule.atom(AtomKind.TCP_FLAGS, f"{'! ' if asked.negated else ''}--tcp-flags {asked.args[0]} {asked.args[1]}")
    rule.states.append(other_tcp_flags(mask, set_, atom) if asked.negated else tcp_flags(mask, set_, atom))


def _syn(rule: RuleDraft, asked: Asked) -> None:
    _flags(rule, Asked(("FIN,SYN,RST,ACK", "SYN"), asked.negated))


def _state(rule: RuleDraft, asked: Asked) -> None:
    states = frozenset(s.strip().lower() for s in asked.args[0].split(","))
    if not states <= {"new", "established", "related", "invalid", "untracked", "snat", "dnat"}:
        raise UnreadableError(asked.args[0])
    atom = rule.atom(AtomKind.STATE, f"{'! ' if asked.negated else ''}state {asked.args[0]}")
    reads = other_states if asked.negated and not states & {"snat", "dnat"} else in_states
    cubes = (
        doubtful(atom)
        if asked.negated and states & {"snat", "dnat"}
        else reads(states, atom, untracked=rule.scope.untracked)
    )
    rule.states.append(cubes)


def _direction(rule: RuleDraft, asked: Asked) -> None:
    original = (asked.args[0].lower() == "original") != asked.negated
    states = frozenset({"new" if original else "established"})
    rule.states.append(in_states(states, rule.atom(AtomKind.STATE, f"ctdir {asked.args[0]}"), untracked=False))


def _fragment(rule: RuleDraft, asked: Asked) -> None:
    if not asked.negated:
        rule.doubt(AtomKind.FRAGMENTS, "fragments")


def _destination_kind(rule: RuleDraft, asked: Asked) -> None:
    _kind(rule, asked, rule.go_to)


def _source_kind(rule: RuleDraft, asked: Asked) -> None:
    _kind(rule, asked, rule.come_from)


def _kind(rule: RuleDraft, asked: Asked, narrow: Callable[[AddressSet], None]) -> None:
    if asked.args[0].upper() == "MULTICAST":
        found = _MULTICAST[rule.scope.family]
        narrow(rule.scope.every - found if asked.negated else found)
    else:
        rule.doubt(AtomKind.PACKET, f"{'not ' if asked.negated else ''}address type {asked.args[0]}")


def _set(rule: RuleDraft, asked: Asked) -> None:
    found = in_set(rule, asked.args[0], asked.args[1].split(","))
    if asked.negated:
        cubes = tuple(all_of((found, _family(rule))))
        atom = rule.atom(AtomKind.PACKET, f"not in set {asked.args[0]}")
        found = none_of(cubes, rule.scope.interfaces, atom)
    rule.conditions.append(found)


def _family(rule: RuleDraft) -> Cubes:
    return (Cube(Match(rule.scope.every, rule.scope.every)),)


def _comment(rule: RuleDraft, asked: Asked) -> None:
    rule.remarks.append(asked.args[0])


def _recent_set(rule: RuleDraft, asked: Asked) -> None:
    """`--set` notes the address and always matches."""
    if asked.negated:
        rule.doubt(AtomKind.RATE, "! recent --set")


def _nothing(rule: RuleDraft, asked: Asked) -> None:
    """Read an option that only refines another."""
    del rule, asked


def _date_stop(rule: RuleDraft, asked: Asked) -> None:
    rule.time["! --datestop" if asked.negated else "--datestop"] = asked.args[0]
    if "time" not in rule.doubted:
        rule.doubted.add("time")
        rule.doubt(AtomKind.SCHEDULE, f"time until {asked.args[0]}")


def _bridge_port(rule: RuleDraft, asked: Asked) -> None:
    rule.doubt(AtomKind.INTERFACE, f"{'not ' if asked.negated else ''}bridge port {asked.args[0]}")


OPTIONS: dict[str, tuple[int, Handler]] = {
    **dict.fromkeys(("-s", "--source", "--src"), (1, _source)),
    **dict.fromkeys(("-d", "--destination", "--dst"), (1, _destination)),
    **dict.fromkeys(("-i", "--in-interface"), (1, _in)),
    **dict.fromkeys(("-o", "--out-interface"), (1, _out)),
    **dict.fromkeys(("-p", "--protocol", "--proto"), (1, _protocol)),
    **dict.fromkeys(("--dport", "--destination-port", "--dports", "--destination-ports"), (1, _destination_port)),
    **dict.fromkeys(("--sport", "--source-port", "--sports", "--source-ports"), (1, _source_port)),
    **dict.fromkeys(("--ports", "--port"), (1, _either_port)),
    **dict.fromkeys(("--icmp-type", "--icmpv6-type"), (1, _icmp)),
    **dict.fromkeys(("-f", "--fragment"), (0, _fragment)),
    **dict.fromkeys(("--state", "--ctstate"), (1, _state)),
    "--ctdir": (1, _direction),
    "--tcp-flags": (2, _flags),
    "--syn": (0, _syn),
    "--src-range": (1, _source_range),
    "--dst-range": (1, _destination_range),
    "--dst-type": (1, _destination_kind),
    "--src-type": (1, _source_kind),
    "--match-set": (2, _set),
    "--comment": (1, _comment),
    "--datestop": (1, _date_stop),
    **dict.fromkeys(("--physdev-in", "--physdev-out"), (1, _bridge_port)),
}
"""Options with a meaning of their own, whatever module they stand behind: number of operands and reader."""

FREE = {"recent": {"--set": (0, _recent_set), "--name": (1, _nothing), "--rsource": (0, _nothing), "--rdest": (0, _nothing),
                   "--mask": (1, _nothing)},
        "set": {"--return-nomatch": (0, _nothing)}}  # fmt: skip
"""Options that only refine others of their module."""

MODULES: dict[str, AtomKind] = {
    **dict.fromkeys(("limit", "hashlimit", "connlimit", "connbytes", "quota", "rateest", "statistic", "recent", "nth", "random"), AtomKind.RATE),
    **dict.fromkeys(("mark", "connmark", "conntrack", "helper", "socket", "connlabel", "policy", "ipvs", "cluster", "cgroup", "cpu"), AtomKind.STATE),
    **dict.fromkeys(("string", "u32", "bpf", "length", "ttl", "hl", "tos", "dscp", "ecn", "tcpmss", "ah", "esp", "tcp", "udp", "dccp", "sctp",
                     "realm", "pkttype", "unclean", "ipv4options", "ipv6header", "frag", "hbh", "dst", "rt", "mh", "icmp", "icmp6", "icmpv6",
                     "l2tp", "osf", "nfacct", "addrtype", "rpfilter", "eui64", "ipcomp", "set", "iprange", "multiport", "state", "fuzzy", "psd", "condition", "layer7", "ipp2p", "ndpi"), AtomKind.PACKET),
    "owner": AtomKind.USER, "mac": AtomKind.MAC, "time": AtomKind.SCHEDULE, "geoip": AtomKind.GEOGRAPHY,
    "physdev": AtomKind.INTERFACE, "devgroup": AtomKind.INTERFACE, "comment": AtomKind.OTHER, "srh": AtomKind.PACKET,
}  # fmt: skip
"""Match modules and what an option of theirs, when it is not in OPTIONS, asks about."""

WITHOUT_OPTIONS = frozenset({
    "ah", "connlimit", "dst", "ecn", "esp", "eui64", "frag", "fuzzy", "hashlimit", "hbh", "ipcomp", "ipv4options", "ipv6header", "ipvs", "limit", "mh",
    "nth", "osf", "psd", "random", "rpfilter", "rt", "socket", "srh", "unclean",
})  # fmt: skip
"""Modules whose name alone asks something of a packet: their options only say more (the others cannot stand without any)."""
