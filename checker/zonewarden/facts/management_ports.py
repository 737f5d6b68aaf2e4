"""Which ports of a device are for its management alone."""

from __future__ import annotations

from zonewarden.analysis.placement import declared_interfaces
from zonewarden.analysis.survey import DeviceSurvey, Survey, zones_holding
from zonewarden.facts.places import zones_at
from zonewarden_parsers.model import Interface

_OF_NO_OTHER = frozenset({"management", "unassociated"})


def is_management_port(survey: Survey, found: DeviceSurvey, interface: Interface) -> bool:
    """Return whether a port is in the management network: it leads into management zones and no others.

    One that forwards nothing (FortiOS `dedicated-to management`, ASA `management-only`) leads nowhere; for it the zones
    of its own networks and those that the site declares at it count, and in space of no zone what the device says.
    """
    if not interface.management_only:
        kinds = {z.kind for z in zones_at(survey, found, interface.name, certain=True)}
        return kinds == {"management"}
    declared = (
        z.id
        for z in survey.site.zones.values()
        if interface.name in declared_interfaces(z, found.device, found.declared)
    )
    here = {*declared, *zones_holding(survey.site, interface.networks)}
    return all(survey.site.zones[id_].kind in _OF_NO_OTHER for id_ in here)
