"""Compensating controls that claim something about settings: sessions inspected, logged, or permitted at set times only.

What a device tells is one row a place where it can be told; no row is no proof. The sensor of `monitored_by` is in no
configuration, so that no row is made of it here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from zonewarden.analysis.claims import SettingCheck
from zonewarden.analysis.inspected import inspected
from zonewarden.analysis.logged import logged
from zonewarden.analysis.scheduled import scheduled
from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden.site.model import Entry, Site
from zonewarden_parsers.strict_yaml.nodes import text

_TOLD: Mapping[str, Callable[[Entry, DeviceSurvey, Site], Iterator[SettingCheck]]] = {
    "ips_signature": inspected,
    "log_to": logged,
    "schedule": scheduled,
}


def setting_checks(survey: Survey) -> Iterator[SettingCheck]:
    """Yield what each device tells about each control that claims something about settings."""
    for entry in survey.site.registers.get("compensating_controls", ()):
        told = _TOLD.get(text(entry.node.get("assert", "type")))
        for device in survey.devices if told is not None else ():
            if told is not None:
                yield from told(entry, device, survey.site)
