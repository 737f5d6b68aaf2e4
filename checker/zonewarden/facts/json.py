"""The JSON edge: small pieces that every collection of facts shares."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from zonewarden.analysis.matrix import Taint
from zonewarden.analysis.permitted import Via
from zonewarden_parsers.model import AddressSet, Aspect, Device, Effect, Location, Rule, ServiceSet
from zonewarden_parsers.model.region import Region

Json = dict[str, Any]
MAX_TEXTS = 8


def compact(value: Json) -> str:
    """Return JSON text without spaces, keys sorted: the same text for the same value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def location(place: Location) -> Json:
    """Return a location as facts write it."""
    return {
        "path": place.path,
        "line": place.line,
        "end_line": place.end_line or place.line,
        "column": place.column,
        "end_column": place.end_column,
    }


def locations(places: Iterable[Location]) -> list[Json]:
    """Return several locations without repetition, in the order given."""
    return [location(p) for p in dict.fromkeys(places)]


def taints(found: Iterable[Taint]) -> list[Json]:
    """Return taints as facts write them."""
    return [{"reason": t.reason, "location": location(t.location)} for t in dict.fromkeys(found)]


def gap_taints(device: Device, aspects: Iterable[Aspect], interface: str | None = None) -> list[Taint]:
    """Return the taints that a device's gaps put on answers of these aspects; filters that may only deny taint nothing."""
    wanted = {*aspects, Aspect.ALL}
    return [
        Taint(g.reason, g.location)
        for g in device.gaps
        if g.aspect in wanted
        and not (g.effect is Effect.MAY_DENY and g.aspect is Aspect.FLOWS)
        and (interface is None or not g.interface or g.interface == interface)
    ]


def via(found: Via, id_: str = "") -> Json:
    """Return a responsible rule as facts write it."""
    return {"id": id_, "text": found.text, "action": found.action.value, "location": location(found.location)}


def address_texts(addresses: AddressSet, limit: int = MAX_TEXTS) -> list[str]:
    """Return at most `limit` address texts, the last one saying how many more there are."""
    return shortened(list(addresses.texts()), limit)


def service_texts(services: ServiceSet, limit: int = MAX_TEXTS) -> list[str]:
    """Return at most `limit` service texts, the last one saying how many more there are."""
    return shortened(list(services.texts()), limit)


def shortened(texts: Sequence[str], limit: int) -> list[str]:
    """Return the texts, cut to `limit` with a count of the rest."""
    return list(texts) if len(texts) <= limit else [*texts[: limit - 1], f"and {len(texts) - limit + 1} more"]


def digest(rule: Rule) -> str:
    """Return 16 hex digits of a rule's meaning: action, match, conditions; its place and remarks do not count."""
    match = rule.match
    atoms = tuple((a.kind.value, a.text) for a in match.atoms)
    sets = f"{_written(match.sources)}, {_written(match.destinations)}, {_written(match.services.slabs)}"
    meaning = f"({rule.action.value!r}, {sets}, {atoms!r}, {rule.enabled!r})"
    return hashlib.sha256(meaning.encode()).hexdigest()[:16]


@lru_cache(maxsize=8192)
def _written(part: AddressSet | Region) -> str:
    return repr(part)
