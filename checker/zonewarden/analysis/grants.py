"""What rules that name a grant let through, held against what the grant allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from zonewarden.analysis.clock import clocks, over
from zonewarden.analysis.conduits import Judged, minus, within
from zonewarden.analysis.packet_scope import EVERYWHERE, assets_addresses, window
from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.rule_tags import RuleTags
from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden.site.model import Entry, Gateway, Site
from zonewarden.site.shapes import ANYTHING, is_network, moment
from zonewarden_parsers.model import ANY_SERVICE, NOWHERE, AddressSet, AtomKind, Product, Rule, ServiceSet
from zonewarden_parsers.model.services import ICMP, ICMP6, UDP
from zonewarden_parsers.strict_yaml.nodes import text, texts

STANDING = frozenset({"requested", "approved", "active"})
"""The states of a grant that is no history yet."""
_FEW = 4
"""Addresses of a /30 (RFC 950 subnets of two hosts)."""
_ECHO = ((ICMP, 8, 0), (ICMP6, 128, 129))
"""Protocol, type of an echo request, type of its reply (RFC 792, RFC 4443)."""
_Windows = tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class GrantFlow:
    """What rules that name a grant let through between two zones at a device: `beyond` is what the grant does not allow."""

    grant: Entry
    device: str
    judged: Judged
    beyond: tuple[Permit, ...]

    @property
    def id(self) -> str:
        """The key in the facts."""
        return f"{self.grant.id}@{self.judged.flow.id}"


@dataclass(frozen=True, slots=True)
class _Named:
    """Tells which grants the rules of a device name, as long as their time is not surely over."""

    tags: RuleTags
    zones: tuple[tzinfo, ...]
    now: datetime

    def by(self, rule: Rule) -> tuple[str, ...]:
        return () if over(rule, self.zones, self.now) else self.tags.grants(rule)


@dataclass(frozen=True, slots=True)
class _Allowed:
    """What a grant allows: packets, their answers at a device without sessions, and where a target may be besides."""

    packets: _Windows
    answers: _Windows
    perhaps: _Windows
    unplaced: tuple[str, ...]


def grant_flows(survey: Survey) -> Iterator[GrantFlow]:
    """Yield each grant that stands at each flow of a device that a rule which names the grant lets through.

    A rule that serves several grants may open what all of them allow together.
    """
    grants = {e.id: e for e in survey.site.registers.get("grants", ()) if _stands(e, survey)}
    if not grants:
        return
    allowed = {id_: _allowed(entry, survey.site) for id_, entry in grants.items()}
    tags = RuleTags(survey.site)
    for device in survey.devices:
        named = _Named(tags, clocks(device.device, survey.site), survey.now)
        if any(named.by(rule) for listed in device.device.rule_lists for rule in listed.rules):
            for judged in device.flows:
                for id_, beyond in _served(judged, device, named, allowed).items():
                    yield GrantFlow(grants[id_], device.id, judged, beyond)


def wide_targets(entry: Entry, site: Site) -> list[str]:
    """Return the targets of a grant that are more than a host and its neighbours in a /30: networks, zones, `any`."""
    return [
        name
        for name in texts(entry.node.get("targets"))
        if name not in site.assets and _wide(target_addresses(name, site))
    ]


def target_zones(entry: Entry, site: Site) -> list[str]:
    """Return the ids of the zones that a grant lets somebody into, sorted."""
    names = texts(entry.node.get("targets"))
    own = {zone for name in names if name in site.assets for zone in site.assets[name].places}
    named = AddressSet.union(target_addresses(name, site) for name in names if name not in site.assets)
    own |= {name for name in names if name in site.zones}
    return sorted(own | {z.id for z in site.zones.values() if not z.addresses.isdisjoint(named)})


def _wide(addresses: AddressSet) -> bool:
    spans = (*addresses.v4.spans, *addresses.v6.spans)
    return not spans or any(high - low >= _FEW for low, high in spans)


def _stands(entry: Entry, survey: Survey) -> bool:
    end = moment(text(entry.node.get("valid_until")))
    return text(entry.node.get("status")) in STANDING and (end is None or survey.now <= end)


def _served(
    judged: Judged, device: DeviceSurvey, named: _Named, allowed: Mapping[str, _Allowed]
) -> dict[str, tuple[Permit, ...]]:
    """Return the grants that rules of a flow name, with what these rules open beyond them."""
    groups: dict[tuple[str, ...], list[Permit]] = {}
    for permit in judged.flow.permits:
        found = {id_ for via in permit.via if via.rule is not None for id_ in named.by(via.rule)}
        ids = tuple(sorted(found & allowed.keys()))
        if ids:
            groups.setdefault(ids, []).append(permit)
    out: dict[str, tuple[Permit, ...]] = {}
    for ids, permits in groups.items():
        beyond = _beyond(permits, [allowed[id_] for id_ in ids], stateful=device.device.stateful)
        for id_ in ids:
            out[id_] = out.get(id_, ()) + beyond
    return out


def _beyond(permits: Sequence[Permit], allowed: Sequence[_Allowed], *, stateful: bool) -> tuple[Permit, ...]:
    windows = [p for a in allowed for p in (a.packets if stateful else (*a.packets, *a.answers))]
    left = [_when_in_force(p) for p in minus(permits, windows)]
    perhaps = [p for a in allowed for p in a.perhaps]
    if not perhaps:
        return tuple(left)
    reasons = tuple(f"asset {name} has no declared address" for a in allowed for name in a.unplaced)
    unsure = (replace(p, definite=False, reasons=(*p.reasons, *reasons)) for p in within(left, perhaps))
    return (*minus(left, perhaps), *unsure)


def _when_in_force(permit: Permit) -> Permit:
    """Return a permit as it is at the times of its rules: that it is scheduled does not make it narrower."""
    times = {
        f"{via.rule.location}: {atom.kind.value} {atom.text}"
        for via in permit.via
        if via.rule is not None
        for atom in via.rule.match.atoms
        if atom.kind is AtomKind.SCHEDULE
    }
    return replace(permit, definite=True, reasons=()) if times and times.issuperset(permit.reasons) else permit


def _allowed(entry: Entry, site: Site) -> _Allowed:
    """Return what a grant allows: sessions from its entry to its targets, and whatever reaches the entry itself."""
    gateway = next((g for g in site.gateways if g.id == text(entry.node.get("gateway"))), None)
    hosts = entry_hosts(gateway, site)
    fronts = hosts | _published(entry, site)
    sources = _sources(gateway, hosts, site)
    names = texts(entry.node.get("targets"))
    services = named_services(texts(entry.node.get("services")), site)
    targets = AddressSet.union(target_addresses(name, site) for name in names) if names else EVERYWHERE
    unplaced = tuple(name for name in names if name in site.assets and not site.assets[name].addresses)
    around = AddressSet.union(site.zones[site.assets[name].zone].addresses for name in unplaced)
    return _Allowed(
        packets=(*window(sources, targets, services), *window(EVERYWHERE - targets, fronts, ANY_SERVICE)),
        answers=window(targets, sources, _answers(services)),
        perhaps=window(sources, around, services),
        unplaced=unplaced,
    )


def entry_hosts(gateway: Gateway | None, site: Site) -> AddressSet:
    """Return the hosts that remote sessions end at: the gateway's own addresses, and jump hosts."""
    jumps = AddressSet.union(a.addresses for a in site.assets.values() if a.role == "jump_host")
    return jumps | (gateway.addresses if gateway else NOWHERE)


def _sources(gateway: Gateway | None, hosts: AddressSet, site: Site) -> AddressSet:
    """Return where the sessions of a grant come from.

    That is anywhere where it names no gateway, and all zones for remote access where no jump host is declared.
    """
    if gateway is None:
        return EVERYWHERE
    if any(a.role == "jump_host" for a in site.assets.values()):
        return hosts | gateway.pools
    zones = [z for z in site.zones.values() if z.id == gateway.zone or z.kind == "remote_access"]
    return hosts | gateway.pools | AddressSet.union(z.addresses for z in zones)


def _published(entry: Entry, site: Site) -> AddressSet:
    """Return the address that the grant's gateway is reached at from outside."""
    named = (g for g in site.registers.get("gateways", ()) if g.id == text(entry.node.get("gateway")))
    return AddressSet.union(AddressSet.parse(address) for g in named if (address := text(g.node.get("public_address"))))


def target_addresses(name: str, site: Site) -> AddressSet:
    """Return the addresses of a target of a grant: an asset, a zone, a network, `any`; none where it has none declared."""
    if name == ANYTHING:
        return EVERYWHERE
    if is_network(name):
        return AddressSet.network(name)
    if name in site.assets:
        return assets_addresses(site, [name])
    return site.zones[name].addresses if name in site.zones else NOWHERE


def named_services(names: Sequence[str], site: Site) -> ServiceSet:
    """Return the services of a grant: all where it names none or `any`."""
    if not names or ANYTHING in names:
        return ANY_SERVICE
    return ServiceSet.union(site.services[name].services for name in names if name in site.services)


def _answers(services: ServiceSet) -> ServiceSet:
    """Return what comes back without the mark of an established session: UDP from the port that was asked, echo replies."""
    asked = services & ServiceSet.protocol(UDP)
    parts = [ServiceSet.of(((UDP, UDP),), (box.second,), (box.first,)) for box in asked.boxes()]
    parts += [ServiceSet.icmp(p, reply) for p, ask, reply in _ECHO if not services.isdisjoint(ServiceSet.icmp(p, ask))]
    return ServiceSet.union(parts)
