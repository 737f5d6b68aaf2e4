"""Conduits proposed from computed flows: what the configurations permit between proposed zones, exactly, for review.

A proposed conduit allows the packets of a flow and no more. What is too broad to be anybody's intention, is uncertain, or
leads to or from what no zone declares is not proposed but told in a comment: it stays a violation until somebody decides.
No conduit gets a purpose, owners or an approval: those are for the reviewer to state, and their absence stays visible.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.survey import Survey
from zonewarden.site.catalogue import catalogue
from zonewarden.site.guess import slug, unique
from zonewarden.site.model import Service, Site
from zonewarden.site.ports import parse_ports
from zonewarden.site.proposal import cidrs
from zonewarden.site.yaml_text import document, dump, flow, plain_text, printable
from zonewarden_parsers.model import INITIATING, AddressSet, IntervalSet, ServiceSet

MAX_BLOCKS = 32
"""Address blocks of one end that a person would still review."""
MAX_PORTS = 16
"""Port ranges of one conduit, and ports of one range, that a person would still review (limit `max_range_ports` of a site)."""
MAX_CONDUITS = 200
_COMMENTED = 40
SERVICES = "declarations/services.yaml"
"""The file of rows for ports; there only where one is needed."""
_CONTROL = ("none", "possible", "inherent")
_PORTS = re.compile(r"[a-z]+/([0-9]+)(?:-([0-9]+))?")


@dataclass(frozen=True, slots=True)
class Draft:
    """A conduit to propose. `rules` are the places of the rules that permit it, the sources of the proposal."""

    from_zone: str
    to_zone: str
    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    services: tuple[str, ...]
    devices: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(slots=True)
class _Drafts:
    """What was collected: conduits, rows for ports that the catalogue does not know, and what is not proposed."""

    conduits: dict[tuple[object, ...], Draft] = field(default_factory=dict[tuple[object, ...], Draft])
    rows: dict[str, str] = field(default_factory=dict[str, str])
    left: list[str] = field(default_factory=list[str])


def draft(survey: Survey) -> dict[str, str]:
    """Return the files that hold the proposed conduits, by name relative to the project: conduits, and services if needed.

    Services are named from the catalogue, whatever an earlier proposal declared.
    """
    survey = replace(survey, site=replace(survey.site, services=catalogue()))
    found = _collect(survey)
    files = {"declarations/conduits.yaml": _conduits(found, survey.site)}
    used = {s for d in found.conduits.values() for s in d.services}
    rows = {name: text for name, text in sorted(found.rows.items()) if name in used}
    if rows:
        listed = CommentedSeq(_row(name, ports, survey.site) for name, ports in rows.items())
        written = document("services", services=listed)
        note = "Ports that the configurations permit. Each can do the worst of what uses such a port, until you say what it is."
        written.yaml_set_comment_before_after_key("services", before=note)
        files[SERVICES] = dump("services", written)
    return files


def _collect(survey: Survey) -> _Drafts:
    found = _Drafts()
    zones = survey.site.zones
    for device in survey.devices:
        for judged in device.flows:
            one = judged.flow
            for permit in one.permits:
                pair = f"{one.from_zone} to {one.to_zone} through {device.id}"
                reason = _unfit(permit)
                if zones[one.from_zone].implied or zones[one.to_zone].implied:
                    reason = "leads to or from what no zone declares"
                services = None if reason else _services(permit.product.services, survey.site, found)
                if services is None:
                    found.left.append(f"{pair}: {_words(permit)}: {reason or 'no service says it exactly'}")
                else:
                    _add(found, permit, services, (one.from_zone, one.to_zone, device.id), survey.site.project.root)
    return found


def _unfit(permit: Permit) -> str:
    """Return why a person should not take a permit for an intention, or nothing."""
    product = permit.product
    if not permit.definite:
        return permit.reasons[0] if permit.reasons else "only possible"
    if max(len(list(_blocks(product.version, s))) for s in (product.sources, product.destinations)) > MAX_BLOCKS:
        return "too many address blocks"
    services = list((product.services & INITIATING).texts())
    ports = [_PORTS.fullmatch(text) for text in services if not text.startswith("icmp")]
    if not all(ports):
        return "a whole protocol"
    if len(services) > MAX_PORTS or any(p and p[2] and int(p[2]) - int(p[1]) >= MAX_PORTS for p in ports):
        return "too many services"
    return ""


def _blocks(version: int, spans: IntervalSet) -> Iterator[str]:
    empty = IntervalSet(())
    return cidrs(AddressSet(spans, empty) if version == 4 else AddressSet(empty, spans))


def _services(wanted: ServiceSet, site: Site, found: _Drafts) -> tuple[str, ...] | None:
    """Return ids of services whose packets are exactly these; None where no `ports` notation says them.

    A service of the catalogue is named where it is the only one with these ports: a port alone tells no Modbus from UMAS.
    Others get a row of their own (`_row`).
    """
    wanted &= INITIATING
    alone = {i for i, s in site.services.items() if _fits(s, wanted) and _touched(s.services & INITIATING, site) == [i]}
    rest = wanted - ServiceSet.union(site.services[i].services for i in alone)
    made: list[str] = []
    for text in rest.texts() if rest else ():
        try:
            ports = parse_ports(text)
        except ValueError:
            return None
        if not (ports & INITIATING) <= wanted:
            return None
        made.append(slug(text))
        found.rows[made[-1]] = text
    return (*sorted(alone), *made)


def _fits(service: Service, wanted: ServiceSet) -> bool:
    packets = service.services & INITIATING
    return bool(packets) and packets <= wanted


def _touched(packets: ServiceSet, site: Site) -> list[str]:
    return sorted(i for i, s in site.services.items() if not (s.services & INITIATING).isdisjoint(packets))


def _row(name: str, ports: str, site: Site) -> CommentedMap:
    """Return a row for ports; what it can do is the worst that any service of the catalogue with such a port can."""
    near = [site.services[i] for i in _touched(parse_ports(ports) & INITIATING, site)]
    out = CommentedMap({"id": name, "name": plain_text(ports), "ports": flow([ports])})
    for key, values in (
        ("roles", (r for s in near for r in s.roles)),
        ("classes", (c for s in near for c in s.classes)),
    ):
        listed = sorted(set(values))
        if listed:
            out[key] = flow(listed)
    if any(s.writes for s in near):
        out["writes"] = True
    worst = max((s.unauthenticated_control for s in near), key=_CONTROL.index, default="none")
    if worst != "none":
        out["unauthenticated_control"] = worst
    hint = ", ".join(s.id for s in near) or "nothing that the catalogue knows"
    out.yaml_add_eol_comment(f"review: {hint}?", "name")
    return out


def _add(found: _Drafts, permit: Permit, services: tuple[str, ...], ends: tuple[str, str, str], root: str) -> None:
    product = permit.product
    sources = tuple(_blocks(product.version, product.sources))
    destinations = tuple(_blocks(product.version, product.destinations))
    places = (v.location for v in permit.via if v.rule is not None)
    rules = tuple(f"{posixpath.relpath(place.path, root)}:{place.line}" for place in places)
    key = (*ends[:2], sources, destinations)
    old = found.conduits.get(key)
    new = Draft(ends[0], ends[1], sources, destinations, services, (ends[2],), rules)
    if old is not None:
        new = Draft(
            ends[0], ends[1], sources, destinations, _both(old.services, services),
            _both(old.devices, (ends[2],)), _both(old.rules, rules),
        )  # fmt: skip
    found.conduits[key] = new


def _both(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _words(permit: Permit) -> str:
    sources, destinations, services = (list(texts) for texts in permit.product.texts())
    return f"{_few(services)} from {_few(sources)} to {_few(destinations)}"


def _few(texts: Sequence[str]) -> str:
    return ", ".join(texts[:3]) + (" ..." if len(texts) > 3 else "")


def _conduits(found: _Drafts, site: Site) -> str:
    drafts = list(found.conduits.values())[:MAX_CONDUITS]
    taken: set[str] = set()
    listed = CommentedSeq(_conduit(d, unique(f"cnd-{d.from_zone}-{d.to_zone}"[:55], taken), site) for d in drafts)
    for k, one in enumerate(drafts):
        rules = ", ".join(one.rules[:3]) + (" ..." if len(one.rules) > 3 else "")
        note = (
            f"review: needed? permitted by {printable(rules) or 'the platform itself'}; then purpose, owners, essential"
        )
        listed.yaml_set_comment_before_after_key(k, before=note, indent=2)
    written = document("conduits", conduits=listed)
    lines = [
        "What the configurations permit between the zones, exactly. Every conduit is for review: delete what nobody needs."
    ]
    more = len(found.conduits) - len(drafts)
    if more:
        lines.append(
            f"{more} more permitted communications are not listed: too many to review; narrow the rules first."
        )
    if found.left:
        lines.append("Permitted and not proposed; `zonewarden check` tells of these until they are closed or declared:")
        left = list(dict.fromkeys(found.left))
        lines += [f"- {printable(text)}" for text in left[:_COMMENTED]]
        if len(left) > _COMMENTED:
            lines.append(f"- and {len(left) - _COMMENTED} more; see `zonewarden flows`")
    written.yaml_set_comment_before_after_key("conduits", before="\n".join(lines))
    return dump("conduits", written)


def _conduit(one: Draft, name: str, site: Site) -> CommentedMap:
    ends = CommentedMap({"from": flow(one.sources), "to": flow(one.destinations)})
    out = CommentedMap(
        {
            "id": plain_text(name),
            "from": plain_text(one.from_zone),
            "to": plain_text(one.to_zone),
            "endpoints": ends,
            "initiator": "from",
            "services": flow(one.services),
        }
    )
    named = [d for d in one.devices if d in site.devices]
    if named:
        out["enforced_by"] = flow(named)
    return out
