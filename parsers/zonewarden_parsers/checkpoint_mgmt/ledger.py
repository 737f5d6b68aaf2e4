"""What became of every value of an export that no rule needed: objects nobody uses, fields that change no packet."""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.checkpoint_mgmt.layers import Export
from zonewarden_parsers.checkpoint_mgmt.objects import CONDITIONS, GATEWAYS
from zonewarden_parsers.checkpoint_mgmt.services import ICMP, LOOSE, PORTED
from zonewarden_parsers.json_lines import Document, Value
from zonewarden_parsers.lines import Ledger
from zonewarden_parsers.model import Diagnostic, LineState, Location, Severity

MEANING = {
    "uid", "name", "type", "ipv4-address", "ipv6-address", "subnet4", "subnet6", "mask-length4", "mask-length6", "subnet-mask",
    "ipv4-address-first", "ipv4-address-last", "ipv6-address-first", "ipv6-address-last", "ipv4-mask-wildcard", "ipv6-mask-wildcard",
    "members", "include", "except", "port", "source-port", "icmp-type", "icmp-code", "ip-protocol", "match", "nat-settings",
    "interfaces", "match-by-protocol-signature", "subnet", "mask-length", "program-number", "interface-uuid", "access-layers",
}  # fmt: skip
"""Fields that the model holds, or that what an object stands for follows from."""
OTHER_TYPES = {
    "CpmiAnyObject", "CpmiNoneObject", "RulebaseAction", "Track", "Global", "Internal", "access-layer", "package", "threat-layer",
    "https-layer", "threat-profile", "data-type", "vpn-community-meshed", "vpn-community-star", "vpn-community-remote-access",
    "access-section", "domain", "time", "time-group", "service-group", "service-other", "host", "network", "address-range",
    "multicast-address-range", "group", "group-with-exclusion", "wildcard", "session", "CpmiAppfwLimit", "limit", "action", "track",
    "nat-layer", "security-zone", "opsec-application", "trusted-client", "lsm-cluster", "CpmiLogServer", "smtp-server", "Any",
}  # fmt: skip
EVERY = {
    "uid",
    "name",
    "type",
    "domain",
    "meta-info",
    "comments",
    "icon",
    "color",
    "tags",
    "read-only",
    "available-actions",
    "display-name",
}
"""Fields of an object of any type that say nothing of packets."""
KNOWN_TYPES = OTHER_TYPES | set(GATEWAYS) | set(CONDITIONS) | set(LOOSE) | set(PORTED) | set(ICMP)


def claim_objects(export: Export) -> None:
    """Claim the fields of every object of a known type: what has a meaning is modelled, the rest changes no packet.

    Of other types, which resolve to nothing, only what every object has is claimed.
    """
    for value in _every(export):
        kind = value.get("type")
        known = kind is not None and kind.scalar in KNOWN_TYPES
        if known or kind is not None:
            value.claim()
        for key, member in (value.members or {}).items():
            if known or key in EVERY:
                member.claim_all(LineState.MODELLED if key in MEANING else LineState.IRRELEVANT)


def _every(export: Export) -> Iterator[Value]:
    """Yield every object written anywhere in the file, the pages that repeat one included."""
    root = export.objects.document.root
    for value in root.walk() if root is not None else ():
        for key in ("objects-dictionary", "objects", "packages"):
            found = value.get(key)
            yield from (found.items or ()) if found is not None else ()
    yield from export.objects.by_uid.values()
    yield from export.plain


def close(document: Document, ledger: Ledger) -> None:
    """Report every value that nobody claimed, where it begins, and where the text cannot be read."""
    if document.fault is not None:
        line, column = document.place(document.fault.offset)
        place = Location(document.path, line, 0, column)
        ledger.diagnostics.append(Diagnostic(place, "json-syntax", document.fault.message, Severity.ERROR))
        for number in range(line, ledger.total + 1):
            ledger.diagnostics.append(Diagnostic(Location(document.path, number, 0, 1), "unread", "behind the fault"))
    told: set[int] = set()
    for value in document.root.walk() if document.root is not None else ():
        if value.state is not LineState.UNKNOWN:
            continue
        place = document.head(value)
        for line in {place.line, document.place(max(value.start, value.end - 1))[0]} - told:
            told.add(line)
            where = place if line == place.line else Location(document.path, line, 0, 1)
            ledger.diagnostics.append(Diagnostic(where, "unknown-field", "this field is not known"))
