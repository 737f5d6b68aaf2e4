"""Which entries of the inventory are one machine, and where else discovery saw it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta

from zonewarden.analysis.survey import Survey, zones_holding
from zonewarden.facts.json import Json
from zonewarden.site.exports.discovery import DISCOVERY, Seen
from zonewarden.site.model import Entry, Site
from zonewarden_parsers.strict_yaml.nodes import mappings, text

_DIGITS = re.compile(r"[^0-9a-f]")
_MAC = 12
_SERIAL = re.compile(r"(?=.*[1-9])[\w ./-]{5,}")
"""A serial number, and not a word for none: some digit, and long enough."""


def machine_ids(site: Site) -> dict[str, list[str]]:
    """Return, for each inventoried host, what tells its machine from every other: host name, MAC addresses, serial number."""
    return {entry.id: sorted(set(_ids(entry))) for entry in site.registers.get("asset_records", ())}


def _ids(entry: Entry) -> Iterator[str]:
    name = text(entry.node.get("hostname"))
    if name:
        yield f"name {name.lower()}"
    yield from (f"mac {mac}" for mac in _macs(entry))
    serial = text(entry.node.get("serial")).strip().lower()
    if _SERIAL.fullmatch(serial):
        yield f"serial {text(entry.node.get('manufacturer')).strip().lower()} {serial}"


def _macs(entry: Entry) -> Iterator[str]:
    for address in mappings(entry.node.get("addresses")):
        mac = plain_mac(text(address.get("mac")))
        if mac:
            yield mac


def plain_mac(written: str) -> str:
    """Return a MAC address as twelve hexadecimal digits, empty for other text and for addresses of groups or of nobody."""
    digits = _DIGITS.sub("", written.lower())
    own = len(digits) == _MAC and digits != "0" * _MAC and not int(digits[1], 16) & 1
    return digits if own else ""


def tell_machines(assets: Json, survey: Survey) -> None:
    """Add to the facts about hosts what tells their machines apart, and where discovery saw them."""
    for id_, machines in machine_ids(survey.site).items():
        assets[id_]["machine_ids"] = machines
    for id_, zones in sightings(survey).items():
        assets[id_]["seen_in"] = sorted(zones)


def sightings(survey: Survey) -> Mapping[str, set[str]]:
    """Return, for inventoried hosts that stay in their place, the zones in which discovery lately saw their MAC address.

    A MAC address that the inventory gives to a host is no router's. What was seen longer ago than configurations may be old
    may have been before the host moved.
    """
    site = survey.site
    rows = site.exports.rows(DISCOVERY.name, Seen)
    owners = {mac: e.id for e in site.registers.get("asset_records", ()) if rows for mac in _macs(e)}
    oldest = survey.now - timedelta(days=site.limits.get("config_max_age_days", 7))
    found: dict[str, set[str]] = {}
    for row in rows:
        owner = owners.get(plain_mac(row.mac), "")
        if owner and not site.assets[owner].transient and (row.last_seen is None or row.last_seen >= oldest):
            found.setdefault(owner, set()).update(zones_holding(site, row.address))
    return found
