"""Facts about translations that publish an inside address: what they show, to whom, and whether a conduit says so."""

from __future__ import annotations

from collections.abc import Iterable

from zonewarden.analysis.survey import DeviceSurvey, Survey, zones_holding
from zonewarden.facts.json import Json, address_texts, location
from zonewarden.facts.places import zones_at
from zonewarden.facts.zones import EXTERNAL_KINDS, is_ot
from zonewarden.site.model import Gateway, Site, Zone
from zonewarden_parsers.model import ANY4, AddressSet, NatRule


def translations(survey: Survey) -> Json:
    """Return the address translations that publish an inside address: static ones whose real side is known."""
    out: Json = {}
    planned = AddressSet.union(c.translated for c in survey.site.conduits)
    for found in survey.devices:
        for rule in found.device.nat:
            if rule.kind != "static" or not rule.real:
                continue
            id_ = f"{found.id}/nat {rule.real}: {rule.text}"
            at = _published_to(survey, found, rule)
            real = [survey.site.zones[z] for z in zones_holding(survey.site, rule.real)]
            out[id_] = {
                "id": id_,
                "title": f"static translation at line {rule.location.line} of {found.id}",
                "locations": [location(rule.location)],
                "taints": [],
                "device": found.id,
                "text": rule.text,
                "real": address_texts(rule.real),
                "mapped": address_texts(rule.mapped),
                "real_zones": [z.id for z in real],
                "ot": any(is_ot(z) for z in real),
                "external": any(z.kind in EXTERNAL_KINDS for z in at),
                "declared": rule.real <= planned,
                "mapped_zones": [z.id for z in at],
                "remote_access": _ends_of_sessions(survey.site, rule.real),
                "gateways": sorted(g.id for g in survey.site.gateways if _reached_by(g, rule)),
            }
    return out


def _ends_of_sessions(site: Site, published: AddressSet) -> list[str]:
    """Return the ids of published hosts at which remote sessions end: gateways, jump hosts, VPN servers."""
    hosts = (a for a in site.assets.values() if a.role in {"gateway", "jump_host", "vpn"})
    return sorted(a.id for a in hosts if not a.addresses.isdisjoint(published))


def _reached_by(gateway: Gateway, rule: NatRule) -> bool:
    """Return whether a translation publishes a declared gateway."""
    return not (gateway.addresses | gateway.public_addresses).isdisjoint(rule.real | rule.mapped)


def _published_to(survey: Survey, found: DeviceSurvey, rule: NatRule) -> list[Zone]:
    """Return the zones that see the mapped addresses: those at the interfaces that the rule is for.

    A rule that names no interface of the device, or one whose zones are not known, is seen where its addresses are: in the zones
    that hold them and at the interfaces whose networks do, or at every interface if it names no addresses.
    """
    device = found.device
    named = [n for n in (*rule.entries, rule.mapped_interface) if n]
    at = _at(survey, found, named)
    if at:
        return at
    if not rule.mapped or ANY4 <= rule.mapped:
        return (
            [] if any(device.interface(n) for n in named) else _at(survey, found, [i.name for i in device.interfaces])
        )
    near = [i.name for i in device.interfaces if not i.networks.isdisjoint(rule.mapped)]
    held = (survey.site.zones[z] for z in zones_holding(survey.site, rule.mapped))
    return list({z.id: z for z in (*held, *_at(survey, found, near))}.values())


def _at(survey: Survey, found: DeviceSurvey, names: Iterable[str]) -> list[Zone]:
    return list({z.id: z for name in names for z in zones_at(survey, found, name, certain=True)}.values())
