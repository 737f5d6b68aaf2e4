"""Facts about hosts that no declaration names and that rules, or discovery, know of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from zonewarden.analysis.survey import Survey
from zonewarden.facts.inventory import Named, in_discovery, in_rules, kept_space
from zonewarden.facts.json import Json, location
from zonewarden.site.model import Site
from zonewarden_parsers.model import AddressSet

MAX_KEPT = 1_000
"""Hosts of one device that are kept: enough to say that its rules and the inventory have nothing to do with each other."""
_PLACES = 20
_SHOWN = 8


def strange_hosts(survey: Survey) -> Json:
    """Return, for each device, the hosts that its rules name and that no declaration does."""
    space = kept_space(survey.site)
    return {
        device.id: {
            "id": device.id,
            "title": f"hosts in rules of {device.id}",
            "locations": [],
            "taints": [],
            "device": device.id,
            "hosts": [_host(named) for named in islice(in_rules(device, space), MAX_KEPT)],
        }
        for device in survey.devices
    }


def _host(named: Named) -> Json:
    return {"address": named.address, "zone": named.zone, "location": location(named.location)}


def unlisted(site: Site, document: Json) -> Json:
    """Return the hosts by what knows of them and by zone, without interfaces of devices; `document` holds what devices tell."""
    own = AddressSet.union(_interface_addresses(document))
    found = {
        "rules": [host for device in document["strange_hosts"].values() for host in device["hosts"]],
        "discovery": [_host(named) for named in in_discovery(site)],
    }
    groups: dict[tuple[str, str], dict[str, Json]] = {}
    for source, hosts in found.items():
        for host in hosts:
            if own.isdisjoint(AddressSet.parse(host["address"])):
                groups.setdefault((source, host["zone"]), {}).setdefault(host["address"], host["location"])
    return {f"{source}:{zone}": _group(source, zone, places) for (source, zone), places in groups.items()}


def _group(source: str, zone: str, places: Mapping[str, Json]) -> Json:
    return {
        "id": f"{source}:{zone}",
        "title": f"hosts in {zone} that {source} knows of and the inventory does not",
        "locations": list(places.values())[:_PLACES],
        "taints": [],
        "source": source,
        "zone": zone,
        "zones": [zone],
        "addresses": list(places)[:_SHOWN],
        "count": len(places),
    }


def _interface_addresses(document: Json) -> Iterator[AddressSet]:
    for interface in document["interfaces"].values():
        for text in interface["addresses"]:
            if not text.startswith("and "):
                yield AddressSet.parse(text)
