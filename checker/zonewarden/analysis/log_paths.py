"""Whether logs reach their collector: what each device between a source and its collector does with packets of log services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from zonewarden.analysis.blocking import blockers
from zonewarden.analysis.chain import Filters
from zonewarden.analysis.claims import Proof
from zonewarden.analysis.conduits import minus
from zonewarden.analysis.matrix import Flow
from zonewarden.analysis.packet_scope import assets_addresses, window
from zonewarden.analysis.permitted import Permit, Via
from zonewarden.analysis.placement import routed_interfaces
from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden.analysis.ways import Ways
from zonewarden.site.model import Entry, Site
from zonewarden_parsers.model import INITIATING, AddressSet, Product, ServiceSet
from zonewarden_parsers.strict_yaml.nodes import scalars, text, texts

SERVICES = "log"
"""The class of services that carry logs; a site adds its agents to it in `services.yaml`."""
MAX_HOSTS = 16
"""Addresses of one end that are tried one by one: any of them may be the one that sends, or that is sent to."""


@dataclass(frozen=True, slots=True)
class LogPath:
    """A source and its collector at a device between their zones.

    `HOLDS`: some address of the source surely reaches some address of the collector by some log service, packet for packet.
    `connected` counts the ends, 0 to 2, whose networks the device is connected to.
    """

    collector: Entry
    source: str
    device: str
    flow: Flow
    proof: Proof
    blocked_by: tuple[Via, ...]
    connected: int

    @property
    def id(self) -> str:
        """The key in the facts."""
        return f"{self.collector.id}:{self.source}@{self.flow.id}"


def log_paths(survey: Survey) -> Iterator[LogPath]:
    """Yield every source of every collector at each device that sits, or may sit, between the two."""
    site = survey.site
    for collector in site.registers.get("log_collectors", ()):
        goal = AddressSet.union(AddressSet.parse(s.text) for s in scalars(collector.node.get("addresses")))
        for source in texts(collector.node.get("sources")):
            addresses, zone = end_of_source(site, source)
            for device in survey.devices:
                if device.id != source and addresses and goal:
                    yield from _at(device, collector, source, zone, (addresses, goal), site)


def end_of_source(site: Site, source: str) -> tuple[AddressSet, str]:
    """Return where a source sends its logs from: an asset's addresses and zone, a device's management addresses and zone."""
    if source in site.assets:
        return assets_addresses(site, [source]), site.assets[source].zone
    records = (e.node for e in site.registers.get("device_records", ()) if e.id == source)
    node = next(records, None)
    if node is None:
        return AddressSet.union(()), ""
    stated = scalars(node.get("management", "addresses"))
    return AddressSet.union(AddressSet.parse(s.text) for s in stated), text(node.get("management", "zone"))


def _at(
    device: DeviceSurvey, collector: Entry, source: str, zone: str, ends: tuple[AddressSet, AddressSet], site: Site
) -> Iterator[LogPath]:
    ways = [w for w in _ways(site, *ends) if w]
    aim = text(collector.node.get("zone"))
    for judged in device.flows:
        flow = judged.flow
        if (flow.from_zone, flow.to_zone) == (zone, aim) and ways:
            proof = _proof(flow, ways)
            wanted = [p for way in ways for p in way]
            by = blockers(Ways(Filters(device.device)), flow, wanted) if proof is not Proof.HOLDS else ()
            networks = AddressSet.union(i.networks for i in routed_interfaces(device.device))
            yield LogPath(collector, source, device.id, flow, proof, by, sum(end <= networks for end in ends))


def _ways(site: Site, sources: AddressSet, goal: AddressSet) -> list[tuple[Product, ...]]:
    """Return the packets of each way to log: one address to one other by one port. Ends of many addresses stay whole."""
    boxes = (box for s in site.services.values() if SERVICES in s.classes for box in (s.services & INITIATING).boxes())
    services = list(dict.fromkeys(ServiceSet.of((b.protocols,), (b.first,), (b.second,)) for b in boxes))
    return [window(a, b, s) for a, b, s in product(_hosts(sources), _hosts(goal), services)]


def _hosts(addresses: AddressSet) -> list[AddressSet]:
    single = (
        AddressSet.range(version, n, n)
        for version in (4, 6)
        for low, high in addresses.family(version).spans
        for n in range(low, high + 1)
    )
    found = list(islice(single, MAX_HOSTS + 1))
    return found if len(found) <= MAX_HOSTS else [addresses]


def _proof(flow: Flow, ways: list[tuple[Product, ...]]) -> Proof:
    sure = [p.product for p in flow.permits if p.definite]
    perhaps = [p.product for p in flow.permits]
    if flow.placed and any(not minus([Permit(p, ()) for p in way], sure) for way in ways):
        return Proof.HOLDS
    if flow.taints or not flow.placed or any(not minus([Permit(p, ()) for p in way], perhaps) for way in ways):
        return Proof.OPEN
    return Proof.BROKEN
