"""Facts about what is recorded of an enforcement device: versions, support, backup, who checked it and when."""

from __future__ import annotations

from datetime import UTC, datetime

from zonewarden.facts.json import Json, location
from zonewarden.site.model import DeclaredDevice


def record(declared: DeclaredDevice | None, now: datetime) -> Json | None:
    """Return the record of a device, or None where it is not declared. Times are whole days from `now`, null if unstated."""
    if declared is None:
        return None
    return {
        "locations": [location(declared.location)],
        "approved_versions": list(declared.approved_versions),
        "support_days": days(now, declared.end_of_support),
        "admin_mfa": declared.admin_mfa,
        "fail_mode": declared.fail_mode,
        "backup_age_days": days(declared.last_backup, now),
        "compared_age_days": days(declared.compared_at, now),
        "recertified_age_days": days(declared.recertified_at, now),
        "startup_equals_running": declared.startup_equals_running,
        "lapsing": [
            {
                "name": item.id,
                "used_by": item.used_by,
                "days_left": days(now, item.ends),
                "renewal_change": item.renewal_change,
                "locations": [location(item.location)],
            }
            for item in declared.lapsing
        ],
    }


def days(start: datetime | None, end: datetime | None) -> int | None:
    """Return the whole days from one moment to another by their dates in UTC; None where one of them is unknown."""
    if start is None or end is None:
        return None
    return (_utc(end).date() - _utc(start).date()).days


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
