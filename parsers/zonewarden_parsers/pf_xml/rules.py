"""Filter rules: both ways of writing them, read into one shape.

`filter/rule` is the older way of both products; `OPNsense/Firewall/Filter/rules/rule` the way of OPNsense's present rules
(and of its older *Automation* rules). Priority of the latter: FilterRuleField of its public sources: floating, then groups, then
single interfaces, present rules before older ones of the same kind.
"""

from __future__ import annotations

from dataclasses import dataclass

from zonewarden_parsers.model import (
    ANY4,
    ANY6,
    Action,
    AddressSet,
    Aspect,
    Atom,
    AtomKind,
    Effect,
    LineState,
    Location,
    Match,
    Times,
)
from zonewarden_parsers.pf_xml.aliases import ports_of
from zonewarden_parsers.pf_xml.draft import Draft, stated
from zonewarden_parsers.pf_xml.interfaces import PSEUDO, resolve
from zonewarden_parsers.pf_xml.operands import Side, addresses, is_own, legacy_side
from zonewarden_parsers.pf_xml.services import services
from zonewarden_parsers.xml_lines import Element

_IRRELEVANT = frozenset({
    "id", "tracker", "tag", "max", "max-src-nodes", "max-src-conn", "max-src-states", "max-src-conn-rate", "max-src-conn-rates",
    "statetimeout", "updated", "created", "associated-rule-id", "nopfsync", "nosync", "allowopts", "defaultqueue", "ackqueue", "dnpipe", "pdnpipe",
    "category", "categories", "reply-to", "replyto", "disablereplyto", "set-prio", "set-prio-low", "ipsecmatch", "skip_rules_gw_down", "sort_order",
    "prio_group", "statepolicy", "state-policy", "udp-first", "udp-multiple", "udp-single", "adaptivestart", "adaptiveend", "overload", "shaper1",
    "shaper2", "l7container", "bridgeto", "nottagged", "tcpflags_any", "sequence", "divert-to", "pflow",
})  # fmt: skip
"""Elements that number, limit, queue or describe: they permit nothing more. Limits deny what goes beyond them."""
_READ = frozenset({
    "type", "action", "interface", "interfacenot", "direction", "quick", "floating", "disabled", "enabled", "ipprotocol", "protocol", "icmptype",
    "icmp6type", "icmp6-type", "source", "destination", "source_net", "source_not", "source_port", "destination_net", "destination_not",
    "destination_port", "statetype", "gateway", "sched", "log", "descr", "description", "tcpflags1", "tcpflags2",
})  # fmt: skip
_CONDITIONS = {
    "os": AtomKind.PACKET, "tagged": AtomKind.OTHER, "dscp": AtomKind.PACKET, "tos": AtomKind.PACKET, "vlanprio": AtomKind.PACKET,
    "prio": AtomKind.PACKET, "macaddr": AtomKind.MAC, "received-on": AtomKind.INTERFACE,
}  # fmt: skip
_FAMILIES = {"inet": (4,), "inet6": (6,), "inet46": (4, 6)}
_ACTIONS = {"pass": Action.PERMIT, "block": Action.DENY, "reject": Action.DENY}


@dataclass(frozen=True, slots=True)
class Entry:
    """A filter rule that is read. `order` is (0 floating, 1 group, 2 interface; then the order within).

    `interfaces` is None for any. `directions` holds `in`, `out` or both. `to_firewall`: its destination is an address of the
    firewall itself, so that no packet on its way through matches it.
    """

    order: tuple[int, int, int, int]
    action: Action
    match: Match
    location: Location
    text: str
    name: str
    interfaces: frozenset[str] | None
    directions: frozenset[str]
    quick: bool
    enabled: bool
    logged: bool
    schedule: str
    times: Times | None
    references: tuple[str, ...]
    to_firewall: bool


def read_schedules(draft: Draft) -> None:
    """Read the names of schedules. Their times recur every week or year, so none of them ever ends."""
    section = draft.root.child("schedules")
    for element in section.children if section is not None else ():
        draft.schedules.add(element.value("name"))
    if section is not None:
        section.claim_all()


def read_rules(draft: Draft) -> None:
    """Read the rules of both places into `draft.entries`, in order of evaluation (`quick` not yet considered)."""
    section = draft.root.child("filter")
    if section is not None:
        section.claim()
        for number, element in enumerate(section.children):
            if element.tag == "rule":
                _read(draft, element, number, modern=False)
            elif element.tag == "bypassstaticroutes":
                element.claim()
                draft.gap(
                    Aspect.FLOWS,
                    Effect.MAY_PERMIT,
                    "rules for static routes on one interface are not modelled",
                    element,
                )
            elif element.tag in ("separator", "disablereplyto"):
                element.claim_all(LineState.IRRELEVANT)
    modern = draft.root.child("OPNsense", "Firewall", "Filter")
    if modern is not None:
        modern.claim()
        _read_modern(draft, modern)
    draft.entries.sort(key=lambda entry: entry.order)


def _read_modern(draft: Draft, section: Element) -> None:
    for child in section.children:
        if child.tag == "rules":
            child.claim()
            for number, element in enumerate(child.children):
                _read(draft, element, number, modern=True)
        elif child.tag in ("snatrules", "npt", "onetoone"):
            child.claim()


def _read(draft: Draft, element: Element, number: int, *, modern: bool) -> None:
    element.claim()
    kind = (element.value("action") or element.value("type") or "pass").lower()
    if kind == "match":
        element.claim_all()
        return
    at = draft.at(element)
    unread = _claim(draft, element)
    order, interfaces, floating = _scope(draft, element, number, at, modern=modern)
    match, references = _match(draft, element, kind, at, unread)
    enabled = stated(element, "enabled") if modern else not stated(element, "disabled")
    entry = Entry(
        order=order,
        action=_ACTIONS.get(kind, Action.UNKNOWN),
        match=match,
        location=at,
        text=describe(element, kind),
        name=element.value("descr") or element.value("description"),
        interfaces=interfaces,
        directions=_directions(draft, element, kind, floating=floating),
        quick=_quick(draft, element, floating=floating and not modern),
        enabled=enabled,
        logged=stated(element, "log"),
        schedule=element.value("sched"),
        times=_times(draft, element.value("sched")),
        references=references,
        to_firewall=is_own(draft, _sides(element)[1]),
    )
    draft.entries.append(entry)
    gateway = element.value("gateway")
    if gateway and enabled and kind == "pass" and gateway.lower() != "default":
        for interface in sorted(interfaces) if interfaces is not None else [""]:
            draft.gap(Aspect.FLOWS, Effect.EITHER, f"policy routing to {gateway} is not modelled", element, interface)


def _claim(draft: Draft, element: Element) -> list[Element]:
    """Claim the children of a rule; return those that may be conditions we do not know."""
    unread: list[Element] = []
    for child in element.children:
        if child.tag in _READ or child.tag in _CONDITIONS:
            child.claim_all()
        elif child.tag in _IRRELEVANT or not (child.text or child.children):
            child.claim_all(LineState.IRRELEVANT)
        else:
            child.claim_all(LineState.UNKNOWN)
            draft.note(draft.at(child), "unknown-line", f"element of a rule not understood: {child.tag}")
            unread.append(child)
    return unread


def _scope(
    draft: Draft, element: Element, number: int, at: Location, *, modern: bool
) -> tuple[tuple[int, int, int, int], frozenset[str] | None, bool]:
    """Return a rule's place in the order, its interfaces, and whether it is a floating rule."""
    names = element.value("interface")
    found, unknown = resolve(draft, names)
    for name in unknown:
        draft.missing("interface", name, at)
    listed = [n for n in names.replace(" ", ",").split(",") if n]
    floating = len(listed) != 1 if modern else stated(element, "floating")
    interfaces = found if listed and "any" not in listed else None
    if stated(element, "interfacenot") and interfaces is not None:
        interfaces = frozenset(draft.interfaces) - interfaces
    sequence = element.value("sequence") if modern else ""
    place = int(sequence) if sequence.isascii() and sequence.isdigit() else 0
    group = listed[0] if len(listed) == 1 and (listed[0] in draft.groups or listed[0].lower() in PSEUDO) else ""
    rank = 0 if floating else 1 if group else 2
    weight = draft.group_order.get(group, 0) if group and draft.dialect.platform == "opnsense" else 0
    return (rank, weight, 0 if modern else 1, place * 1_000_000 + number), interfaces, floating


def _directions(draft: Draft, element: Element, kind: str, *, floating: bool) -> frozenset[str]:
    """Return where pf asks the rule. A floating rule without direction counts as both when it permits, as `in` when it denies."""
    text = element.value("direction").lower()
    if not floating and draft.dialect.platform == "pfsense":
        return frozenset({"in"})
    if text == "any" or (floating and not text and kind == "pass"):
        return frozenset({"in", "out"})
    return frozenset({"out"}) if text == "out" else frozenset({"in"})


def _quick(draft: Draft, element: Element, *, floating: bool) -> bool:
    """Return whether the rule ends the search: interface rules do, older floating rules only where they say so.

    pfSense knows no interface rule without `quick`; in OPNsense an unticked box is `0`.
    """
    if element.child("quick") is None:
        return not floating
    return stated(element, "quick") or (not floating and draft.dialect.platform == "pfsense")


def _families(element: Element, kind: str) -> tuple[int, ...]:
    """Return the IP versions. Where the rule states none, a permit counts for both and a denial for IPv4 alone."""
    return _FAMILIES.get(element.value("ipprotocol").lower(), (4, 6) if kind == "pass" else (4,))


def _match(
    draft: Draft, element: Element, kind: str, at: Location, unread: list[Element]
) -> tuple[Match, tuple[str, ...]]:
    families = _families(element, kind)
    sides = _sides(element)
    before = set(draft.used)
    draft.used.clear()
    source, destination = (addresses(draft, side, at) for side in sides)
    ports = [ports_of(draft, side.port, at) if side.port else None for side in sides]
    types = ",".join(filter(None, (element.value(t) for t in ("icmptype", "icmp6type", "icmp6-type"))))
    over, under, service_atoms = services(element.value("protocol"), types, families, ports[0], ports[1], at)
    references = tuple(sorted(draft.used))
    draft.used |= before
    own = [*source.atoms, *destination.atoms, *service_atoms]
    whole = [
        *(Atom(k, f"{tag} {element.value(tag)}", at) for tag, k in _CONDITIONS.items() if element.value(tag)),
        *(Atom(AtomKind.UNREADABLE, f"{child.tag} {child.text}", draft.at(child)) for child in unread),
        *_schedule(draft, element, at),
        *_flags(element, at),
    ]
    space = AddressSet.union(ANY4 if f == 4 else ANY6 for f in families)
    may = (source.over & space, destination.over & space, over)
    sure = (source.under & space, destination.under & space, under)
    if not whole and may == sure:
        return Match(*may), references
    return Match(*may, tuple(dict.fromkeys([*own, *whole])), None if whole else sure), references


def _times(draft: Draft, name: str) -> Times | None:
    """Return when a schedule holds: at some days of every week or year.

    pfSense documentation, *Time Based Rules*: states are killed at its end unless `schedule_states` keeps them.
    """
    if not name:
        return None
    system = draft.root.child("system")
    kept = system is not None and system.child("schedule_states") is not None
    return Times(recurring=True, known=name in draft.schedules, ends_sessions=not kept)


def _schedule(draft: Draft, element: Element, at: Location) -> list[Atom]:
    name = element.value("sched")
    if not name:
        return []
    if name not in draft.schedules:
        draft.missing("schedule", name, at)
    return [Atom(AtomKind.SCHEDULE, name, at)]


def _flags(element: Element, at: Location) -> list[Atom]:
    """Return the condition of a rule on TCP flags other than the usual SYN of SYN and ACK, with which sessions begin."""
    wanted, among = (element.value(t).lower() for t in ("tcpflags1", "tcpflags2"))
    if not among or stated(element, "tcpflags_any") or (wanted == "syn" and set(among.split(",")) <= {"syn", "ack"}):
        return []
    return [Atom(AtomKind.TCP_FLAGS, f"{wanted or 'none'} of {among}", at)]


def _sides(element: Element) -> tuple[Side, Side]:
    if element.child("source_net") is not None or element.child("destination_net") is not None:
        return _modern_side(element, "source"), _modern_side(element, "destination")
    return legacy_side(element.child("source")), legacy_side(element.child("destination"))


def _modern_side(element: Element, which: str) -> Side:
    words = tuple(filter(None, element.value(f"{which}_net").replace("\n", ",").split(",")))
    return Side(
        tuple(w.strip() for w in words) or ("any",), stated(element, f"{which}_not"), element.value(f"{which}_port")
    )


def describe(element: Element, kind: str) -> str:
    """Return a rule on one line, in the order pf.conf(5) writes it."""
    source, destination = _sides(element)
    words = [kind, element.value("direction"), "quick" if stated(element, "quick") else ""]
    words += ["on", element.value("interface") or "any", element.value("ipprotocol")]
    words += [f"proto {element.value('protocol')}" if element.value("protocol") else ""]
    words += ["from", str(source), "to", str(destination)]
    return " ".join(" ".join(words).split())
