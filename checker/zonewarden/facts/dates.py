"""Dates that texts of a configuration state."""

from __future__ import annotations

from datetime import UTC, datetime


def past(text: str, now: datetime) -> bool:
    """Return whether an ISO 8601 date or moment lies before `now`; False for none or for other text."""
    if not text:
        return False
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return False
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (moment.replace(hour=23, minute=59, second=59) if len(text) == 10 else moment) < now
