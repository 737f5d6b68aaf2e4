"""Facts about how the devices that a conduit names as enforcing stand: present, between its zones, filtering its way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zonewarden.analysis.conduits import Judged
from zonewarden.analysis.permitted import UNFILTERED, Permit
from zonewarden.analysis.survey import DeviceSurvey
from zonewarden.facts.json import Json, locations
from zonewarden.site.model import Conduit

MAX_PLACES = 4


def enforcement(conduit: Conduit, devices: Iterable[DeviceSurvey]) -> list[Json]:
    """Return what each named device does for a conduit; of its contexts, those count that stand between the zones."""
    surveyed = tuple(devices)
    return [_enforcement(conduit, name, surveyed) for name in conduit.enforced_by]


def _enforcement(conduit: Conduit, name: str, devices: Iterable[DeviceSurvey]) -> Json:
    found = [d for d in devices if name in {d.id, d.declared.id if d.declared else ""}]
    ends = {conduit.from_zone, conduit.to_zone}
    may = [j for d in found for j in d.flows if {j.flow.from_zone, j.flow.to_zone} == ends]
    between = [j for j in may if j.flow.placed] or may
    return {
        "device": name,
        "present": bool(found),
        "between": bool(between),
        "placed": any(j.flow.placed for j in between),
        "unfiltered": [row for judged in between if _opens(conduit, judged) for row in _unfiltered(judged)],
    }


def _opens(conduit: Conduit, judged: Judged) -> bool:
    """Return whether the conduit lets the first zone of a flow open sessions."""
    first = "from" if judged.flow.from_zone == conduit.from_zone else "to"
    return first in conduit.initiators


def _unfiltered(judged: Judged) -> Iterator[Json]:
    """Yield that some way of a flow meets no list: its packets pass because nothing but the platform's own answer is asked."""
    bare = [p for p in judged.flow.permits if _bare(p)]
    if bare:
        yield {
            "from": judged.flow.from_zone,
            "to": judged.flow.to_zone,
            "certainty": "definite" if any(p.definite for p in bare) else "possible",
            "locations": locations(dict.fromkeys([v.location for p in bare for v in p.via][:MAX_PLACES])),
        }


def _bare(permit: Permit) -> bool:
    return all(via.rule is None or via.text == UNFILTERED for via in permit.via)
