"""Facts about earlier runs, of the records that the site keeps of them (exports/flow-history.jsonl)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from zonewarden.facts.json import Json, location
from zonewarden.site.exports.flow_history import FLOW_HISTORY
from zonewarden.site.model import Site
from zonewarden.site.shapes import day, moment
from zonewarden_parsers.strict_yaml.nodes import Mapping, Node, items, mappings, number, text


def history(site: Site, now: datetime) -> Json:
    """Return the records of this site from before `now`, by their moment. One that several files hold is the first's."""
    found: Json = {}
    for row in site.exports.rows(FLOW_HISTORY.name, Mapping):
        then = _moment(row, site)
        if then < now and text(row.get("site"), site.id) == site.id:
            at = then.astimezone(UTC).isoformat().replace("+00:00", "Z")
            found.setdefault(at, _member(row, at, (now - then).total_seconds() / 3600))
    return found


def misplaced(site: Site, now: datetime) -> list[Json]:
    """Return, as taints, records that cannot be of earlier runs of this site: they are another's, or of days to come."""
    out: list[Json] = []
    for row in site.exports.rows(FLOW_HISTORY.name, Mapping):
        whose = text(row.get("site"), site.id)
        reason = f"is of site {whose}, not {site.id}" if whose != site.id else ""
        if _moment(row, site) > now:
            reason = f"is of {text(row.get('as_of'))}, which is yet to come"
        if reason:
            out.append({"reason": f"{row.location}: the record {reason}", "location": location(row.location)})
    return out


def _moment(row: Mapping, site: Site) -> datetime:
    """Return when a record is of; of one that names a day alone, its beginning where the site is."""
    written = text(row.get("as_of"))
    return moment(written) or datetime.combine(day(written) or date.max, time(), site.time_zone)


def _member(row: Mapping, at: str, hours: float) -> Json:
    return {
        "id": at,
        "title": f"record of {at}",
        "locations": [location(row.location)],
        "taints": [],
        "as_of": at,
        "as_of_ago_h": round(hours, 2),
        "commit": text(row.get("commit")),
        "policy_counts": _counts(row.get("policy_counts")),
        "reachable": _ids(row.get("reachable_vulnerabilities")),
        "unreachable": _ids(row.get("unreachable_vulnerabilities")),
        "measures": [_measure(one) for one in mappings(row.get("measures"))],
    }


def _counts(node: Node | None) -> dict[str, float]:
    entries = node.entries.items() if isinstance(node, Mapping) else ()
    return {name: count for name, entry in entries if (count := number(entry.value)) is not None}


def _ids(node: Node | None) -> list[str] | None:
    return None if node is None else sorted({text(one) for one in items(node)})


def _measure(node: Mapping) -> Json:
    return {name: text(node.get(name)) for name in ("id", "scope", "unit")} | {"value": number(node.get("value"))}
