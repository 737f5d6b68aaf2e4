"""The severity of a finding from production impact, exposure and capability (docs/severity.md). CVSS is no input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zonewarden.policy import Level, Policy
from zonewarden.triage.finding import Rating

Json = Mapping[str, Any]

_THRESHOLDS = ((11, Level.CRITICAL), (8, Level.HIGH), (5, Level.MEDIUM), (2, Level.LOW), (0, Level.INFO))
_EXPOSURE = {
    "internet": 3, "vendor": 3, "cloud": 3, "carrier": 3, "unassociated": 3,
    "enterprise": 2, "guest": 2, "wireless": 2, "transient": 2,
    "idmz": 1, "remote_access": 1,
}  # fmt: skip


def rate(policy: Policy, violation: Json, zones: Sequence[Json], source: Json | None) -> Rating:
    """Return the rating of one violation.

    `zones` are the zones whose production impact counts, `source` the zone the attacker starts in (None where there is
    none: exposure 1). The violation may override capability, exposure, floor and ceiling of its policy.
    """
    impact = max((int(z["impact"]) for z in zones), default=0)
    known = all(bool(z["impact_known"]) for z in zones if int(z["impact"]) == impact)
    exposure = violation.get("exposure")
    if exposure is None:
        exposure = exposure_of(source) if source else 1
    capability = int(violation.get("capability", policy.capability))
    points = 2 * impact + int(exposure) + capability
    level = next(level for least, level in _THRESHOLDS if points >= least)
    floor = _level(violation.get("floor")) or policy.floor
    ceiling = _level(violation.get("ceiling")) or policy.ceiling
    bound = ""
    if ceiling is not None and level > ceiling:
        level, bound = ceiling, "ceiling"
    if floor is not None and level < floor:
        level, bound = floor, "floor"
    return Rating(level, points, impact, known, int(exposure), capability, 0, bound)


def exposure_of(zone: Json) -> int:
    """Return where an attacker starting in `zone` stands, 0-3: the less the plant controls the zone, the higher."""
    return _EXPOSURE.get(str(zone["kind"]), 1)


def _level(name: object) -> Level | None:
    return Level.of(str(name)) if name else None
