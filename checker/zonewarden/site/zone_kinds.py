"""The zone kinds of IEC 62443 practice with their default Purdue levels and trust, and the classes OT, DMZ, IT, outside."""

from __future__ import annotations

from dataclasses import dataclass

from zonewarden.site.model import UNASSOCIATED


@dataclass(frozen=True, slots=True)
class ZoneKind:
    """Defaults of one kind: lowest and highest level, trust (CONTROLS section 2), and 2 for OT, 1 for DMZ, 0 outside."""

    low: float
    high: float
    trust: int
    side: int


ZONE_KINDS = {
    "process": ZoneKind(0, 0, 6, 2),
    "cell": ZoneKind(1, 2, 6, 2),
    "supervisory": ZoneKind(2, 2, 5, 2),
    "operations": ZoneKind(3, 3, 4, 2),
    "safety": ZoneKind(1, 1, 7, 2),
    "management": ZoneKind(3, 3, 5, 2),  # CONTROLS gives no figure: whoever holds it holds the supervisory zones
    "monitoring": ZoneKind(3, 3, 4, 2),  # no figure: beside operations
    "wireless": ZoneKind(2, 3, 2, 2),
    "transient": ZoneKind(3, 3, 2, 2),
    "edge": ZoneKind(3, 3, 2, 2),  # no figure: as wireless, since it is reachable through networks of others
    "idmz": ZoneKind(3.5, 3.5, 3, 1),
    "remote_access": ZoneKind(3.5, 3.5, 2, 1),
    "enterprise": ZoneKind(4, 5, 2, 0),
    "guest": ZoneKind(4, 5, 1, 0),
    "vendor": ZoneKind(5, 5, 1, 0),
    "cloud": ZoneKind(5, 5, 1, 0),
    "carrier": ZoneKind(5, 5, 1, 0),
    "internet": ZoneKind(5, 5, 0, 0),
}
UNASSOCIATED_KIND = ZoneKind(0, 5, 0, 0)
"""Nobody says what lies there: as a source it counts as level 5, as a destination as level 0."""


def kind_defaults(kind: str) -> ZoneKind:
    """Return the defaults of a kind; of an unknown one those of undeclared space."""
    return UNASSOCIATED_KIND if kind == UNASSOCIATED else ZONE_KINDS.get(kind, UNASSOCIATED_KIND)
