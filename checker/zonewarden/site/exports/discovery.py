"""Hosts that were seen in the networks: by passive discovery, in address tables of routers and switches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zonewarden.site.common_fields import TEXT, of
from zonewarden.site.exports.csv_rows import latest, read_csv_rows
from zonewarden.site.exports.format import Format
from zonewarden.site.shapes import ADDRESS, MOMENT, Field, Record
from zonewarden.site.validate import Report
from zonewarden_parsers.model import NOWHERE, AddressSet, Location

SEEN = Record(
    (
        Field("ip", of(ADDRESS), "address; empty where only a MAC address was seen"),
        Field("mac", TEXT, "MAC address"),
        Field("vlan", TEXT, "VLAN it was seen in"),
        Field("first_seen", of(MOMENT), "when it was first seen"),
        Field("last_seen", of(MOMENT), "when it was last seen"),
        Field("protocols", TEXT, "what it spoke, separated by spaces"),
        Field("source", TEXT, "who saw it: a sensor, `arp` of a router"),
    )
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One host that was seen: its address, none where only its MAC address was."""

    address: AddressSet
    mac: str
    last_seen: datetime | None
    location: Location


def _read(text: str, path: str, report: Report) -> tuple[Seen, ...]:
    return tuple(
        Seen(
            AddressSet.parse(row.cells["ip"]) if row.cells["ip"] else NOWHERE,
            row.cells["mac"],
            latest(row.cells["last_seen"]),
            row.location,
        )
        for row in read_csv_rows(text, path, SEEN, report)
    )


DISCOVERY = Format(
    "discovery",
    ".csv",
    "Hosts that were seen in the networks, one a line.",
    _read,
    SEEN,
    "The asset list of a passive sensor, `show arp` and `show mac address-table` of routers and switches, or a scan, written as CSV.",
)
