"""Whether the logs of a source arrive at their collector, drawn together over every device between the two."""

from __future__ import annotations

from zonewarden.facts.json import Json


def unproved(member: Json, rows: list[Json], reason: str) -> list[Json]:
    """Return the taints of rows that leave a member open, or `reason` where they have none."""
    known = [t for row in rows for t in row["taints"]]
    return known or [{"reason": reason, "location": member["locations"][0]}]


def unseen(document: Json, member: Json, source: str, rows: list[Json]) -> list[Json]:
    """Return what keeps open whether the logs of a source arrive."""
    if rows:
        undecided = [r for r in rows if r["proof"] == "open"]
        reason = f"whether the logs of {source} pass {undecided[0]['device'] if undecided else ''} is open"
        return unproved(member, undecided, reason) if undecided else []
    if member["zone"] in document.get("devices", {}).get(source, {}).get("zones", ()):
        return []  # what a device sends itself passes none of its filters
    record: Json = document["device_records"].get(source) or {}
    asset: Json = document["assets"].get(source) or {"zone": (record.get("management") or {}).get("zone")}
    zone: str | None = asset["zone"]
    if zone is None or member["zone"] is None:
        return unproved(member, [], f"where {source} logs from, or where the collector stands, is not declared")
    if zone == member["zone"]:
        return []
    return unproved(member, [], f"no configuration at hand stands between {source} and the collector")
