"""Which zones lie at an interface of a device."""

from __future__ import annotations

from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden.site.model import Zone


def zones_at(survey: Survey, found: DeviceSurvey, name: str, *, certain: bool) -> list[Zone]:
    """Return the zones that have a certain place at an interface, or those that may have one there; tunnels are none."""
    return [
        survey.site.zones[z]
        for z, places in sorted(found.places.items())
        if any(p.interface == name and p.certain is certain and p.tunnel is None for p in places)
    ]
