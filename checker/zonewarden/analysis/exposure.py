"""Which vulnerable services the computed flows reach from less trusted zones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from zonewarden.analysis.claims import claims
from zonewarden.analysis.conduits import Judged, minus
from zonewarden.analysis.matrix import Taint
from zonewarden.analysis.packet_scope import EVERYWHERE, assets_addresses, reaching, services_named, window
from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.survey import Survey
from zonewarden.site.model import Entry, Site
from zonewarden_parsers.model import AddressSet, ServiceSet
from zonewarden_parsers.strict_yaml.nodes import flag, text, texts

OPEN_STATES = frozenset({"in_triage", "exploitable"})
_OUTSIDE = frozenset({"internet", "unassociated", "vendor", "cloud", "carrier", "guest", "enterprise"})


@dataclass(frozen=True, slots=True)
class Exposure:
    """A vulnerable service of an asset at a device that sits between it and a less trusted zone.

    `permits` is what may be initiated from that zone to the service, without the sources that a control in force allows:
    nothing where the service cannot be reached.
    """

    vulnerability: Entry
    asset: str
    device: str
    judged: Judged
    permits: tuple[Permit, ...]
    taints: tuple[Taint, ...]

    @property
    def id(self) -> str:
        """The key in the facts."""
        return f"{self.vulnerability.id}/{self.asset}@{self.judged.flow.id}"


def exposures(survey: Survey) -> Iterator[Exposure]:
    """Yield every open vulnerability with a network vector at each asset, device and less trusted zone.

    Less trusted is a zone of lower trust than the asset's. A vector that is not stated counts as the network, a service
    that is not stated as every service.
    """
    site = survey.site
    wanted = [
        (entry, asset, _services(entry, site))
        for entry in site.registers.get("vulnerabilities", ())
        if text(entry.node.get("status")) in OPEN_STATES and flag(entry.node.get("vector", "network")) is not False
        for asset in dict.fromkeys(texts(entry.node.get("assets")))
        if asset in site.assets
    ]
    allowed = _allowed(site, survey.now)
    for device in survey.devices:
        for judged in device.flows:
            flow = judged.flow
            for entry, asset, services in wanted:
                inward = site.zones[flow.from_zone].trust < site.zones[flow.to_zone].trust
                if inward and flow.to_zone in site.assets[asset].places:
                    found = reaching(flow.permits, site, asset, services)
                    excused = allowed.get((entry.id, asset))
                    if excused:
                        found = minus(found, window(excused[0], EVERYWHERE, excused[1]))
                    yield Exposure(entry, asset, device.id, judged, found, flow.taints)


def _services(entry: Entry, site: Site) -> ServiceSet:
    return services_named(site, texts(entry.node.get("vector", "service")))


def _allowed(site: Site, now: datetime) -> dict[tuple[str, str], tuple[AddressSet, ServiceSet]]:
    """Return, by vulnerability and asset, the sources that a control in force allows on purpose.

    Only single assets in the plant or its DMZ count: a control that allows the outside is none.
    """
    out: dict[tuple[str, str], tuple[AddressSet, ServiceSet]] = {}
    for claim in claims(site, now):
        if claim.kind != "only_from" or not claim.active:
            continue
        inside = [a for a in claim.sources if _OUTSIDE.isdisjoint(site.zones[z].kind for z in site.assets[a].places)]
        for vulnerability in claim.vulnerabilities:
            out.setdefault((vulnerability, claim.asset), (assets_addresses(site, inside), claim.services))
    return out
