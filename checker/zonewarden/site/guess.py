"""Guesses a zone's id and kind from what a configuration calls its interface. Every guess is for review."""

from __future__ import annotations

import re

from zonewarden.site.model import INTERNET, UNASSOCIATED
from zonewarden_parsers.model import Interface

_HARDWARE = re.compile(
    r"(?i)(gigabit|tengig|tengigabit|fast|hundredgig|forty\w*)?(ethernet|eth|gi|te|fa|vlan|port|ge|xe|irb|ens|eno|br|loopback|lo|"
    r"management|tunnel|port-channel|bundle-ether)[-_]?[0-9][0-9./:_-]*"
)
_HINTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("safety", ("sis", "safety", "esd", "bms")),
    ("guest", ("guest", "visitor")),
    ("wireless", ("wlan", "wifi", "wireless")),
    ("remote_access", ("vpn", "remote", "ra", "jump", "bastion")),
    ("idmz", ("idmz", "dmz")),
    ("management", ("mgmt", "management", "oob", "admin")),
    ("internet", ("outside", "wan", "internet", "isp", "untrust")),
    ("vendor", ("vendor", "supplier", "partner")),
    ("carrier", ("carrier", "mpls", "lte", "cellular", "telco")),
    ("enterprise", ("ent", "enterprise", "corp", "corporate", "office", "it", "business", "erp")),
    ("supervisory", ("scada", "hmi", "supervisory", "control")),
    ("operations", ("ops", "operations", "mes", "historian", "hist", "engineering", "site")),
    ("cell", ("cell", "line", "plc", "bay", "boiler", "packaging", "machine", "skid")),
    ("process", ("process", "field", "io", "ied", "sensor")),
)


def zone_kind(*names: str) -> str:
    """Return the kind that words in these names hint at, or nothing."""
    words = [word.rstrip("0123456789") for name in names for word in re.split(r"[^a-z0-9]+", name.lower()) if word]
    for kind, hints in _HINTS:
        if any(word in hints for word in words):
            return kind
    return ""


def zone_id(interface: Interface, network: str) -> str:
    """Return an id from the interface's zone, name or description; hardware names say nothing and give the network's."""
    for name in (interface.zone, interface.name, interface.description):
        if name and not _HARDWARE.fullmatch(name):
            found = slug(name)
            if found:
                return found
    return slug(f"net-{network}")


def slug(name: str) -> str:
    """Return a valid id near to `name`; empty where no letter or digit is in it."""
    text = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40].strip("-")
    return text if not text or text[0].isalpha() else f"n-{text}"


def unique(name: str, taken: set[str]) -> str:
    """Return `name`, numbered where it is taken or reserved, and take it."""
    candidate, number = name, 2
    while candidate in taken or candidate in {INTERNET, UNASSOCIATED}:
        candidate, number = f"{name}-{number}", number + 1
    taken.add(candidate)
    return candidate
