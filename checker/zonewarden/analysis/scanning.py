"""Scanners that rules let at controllers at any time, apart from what their jobs say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zonewarden.analysis.conduits import Judged, within
from zonewarden.analysis.packet_scope import EVERYWHERE, services_named, window
from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.survey import Survey
from zonewarden.site.model import Asset, Site

LOW = 2
"""Controllers and their cells: level 2 and below."""


@dataclass(frozen=True, slots=True)
class ScanFlow:
    """A scanner at a flow to a control zone. `permits` is what it may open there without a schedule: nothing where that is nothing."""

    scanner: str
    device: str
    judged: Judged
    permits: tuple[Permit, ...]

    @property
    def id(self) -> str:
        """The key in the facts."""
        return f"{self.scanner}@{self.judged.flow.id}"


def scan_flows(survey: Survey) -> Iterator[ScanFlow]:
    """Yield every scanner at each flow from its zone to one at level 2 or below.

    Scanners are the hosts of that role: another host that scans now and then has its reasons to reach controllers. A packet that a rule
    with a schedule lets through on its way is not open at any time.
    """
    site = survey.site
    every = services_named(site, ())
    for scanner in scanners(site):
        packets = window(scanner.addresses, EVERYWHERE, every)
        for device in survey.devices:
            for judged in device.flows:
                flow = judged.flow
                if flow.from_zone == scanner.zone and site.zones[flow.to_zone].level_low <= LOW:
                    open_ = [p for p in flow.permits if not any(v.rule and v.rule.schedule for v in p.via)]
                    yield ScanFlow(scanner.id, device.id, judged, within(open_, packets))


def scanners(site: Site) -> list[Asset]:
    """Return the hosts whose role is to scan, as far as their addresses are declared."""
    return [a for a in site.assets.values() if a.role == "scanner" and a.addresses]
