"""What has been read of one script so far: the only mutable state of the reader."""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.cubes import Cube
from zonewarden_parsers.findings import Findings
from zonewarden_parsers.masking import MASK
from zonewarden_parsers.mikrotik_routeros.records import Record
from zonewarden_parsers.mikrotik_routeros.script import Script
from zonewarden_parsers.model import AddressSet, Atom, Binding, Location, NamedObject, RuleList

SECRETS = {
    "password": "cleartext", "secret": "cleartext", "ipsec-secret": "psk", "preshared-key": "psk", "private-key": "private-key", "passphrase": "wpa",
    "wpa-pre-shared-key": "wpa", "wpa2-pre-shared-key": "wpa", "authentication-password": "snmp-auth", "encryption-password": "snmp-priv",
    "auth-key": "md5-key", "tcp-md5-key": "md5-key", "secrets": "cleartext", "http-password": "cleartext", "trap-community": "community",
    "shared-secret": "cleartext", "authentication-key": "md5-key", "security.passphrase": "wpa",
}  # fmt: skip
"""Properties whose values are secrets."""


@dataclass(slots=True)
class Draft(Findings[Record]):
    """Everything read from one script. `local` is the list for packets to the router by IP version."""

    script: Script
    lines: list[str]
    kinds: dict[str, str] = field(default_factory=dict[str, str])
    lists: dict[str, RuleList] = field(default_factory=dict[str, RuleList])
    bindings: list[Binding] = field(default_factory=list[Binding])
    local: dict[int, RuleList] = field(default_factory=dict[int, RuleList])
    pools: dict[str, AddressSet] = field(default_factory=dict[str, AddressSet])
    objects: list[NamedObject] = field(default_factory=list[NamedObject])
    used: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    entries: dict[str, dict[str, list[Record]]] = field(default_factory=dict[str, dict[str, list[Record]]])
    lists_read: dict[tuple[str, str], tuple[AddressSet, tuple[Atom, ...], bool]] = field(
        default_factory=dict[tuple[str, str], tuple[AddressSet, tuple[Atom, ...], bool]]
    )
    filled: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    services_read: dict[tuple[object, ...], tuple[Cube, ...]] = field(
        default_factory=dict[tuple[object, ...], tuple[Cube, ...]]
    )
    untracking: dict[str, bool] = field(default_factory=dict[str, bool])

    def untracks(self, table: str) -> bool:
        """Return whether some rule of `ip` or `ipv6` takes packets out of connection tracking."""
        found = self.untracking.get(table)
        if found is None:
            records = self.script.records(table, "firewall", "raw")
            found = self.untracking[table] = any(r.get("action") == "notrack" and not r.disabled for r in records)
        return found

    def at(self, place: Record) -> Location:
        """Return the lines of a record's first appearance; of an entry that is there by default, where the export begins."""
        first, last = place.spans[0] if place.spans else (max(1, self.script.release_line),) * 2
        raw = self.lines[first - 1]
        column = len(raw) - len(raw.lstrip()) + 1
        end = self.lines[last - 1].rstrip()
        return Location(self.path, first, last if last > first else 0, column, len(end) + 1)

    def take(self, *path: str) -> list[Record]:
        """Return the entries of a table and claim them."""
        found = self.script.records(*path)
        for record in found:
            record.claim()
        return found

    def claim(self, place: Record) -> None:
        """Count a record as understood."""
        place.claim()


def shown(record: Record) -> str:
    """Return a record on one line with its path, secrets masked."""
    words = [f"{k}={MASK if k in SECRETS and v else v}" for k, v in record.properties.items() if k != "comment"]
    return f"/{' '.join(record.path)} {' '.join(words)}"[:400]
