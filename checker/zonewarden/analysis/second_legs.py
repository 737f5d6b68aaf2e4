"""Second legs of remote access: what each jump host may open, what others may from zones where remote sessions end, and files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from zonewarden.analysis.clients import front_doors
from zonewarden.analysis.conduits import minus, within
from zonewarden.analysis.matrix import Flow, Taint
from zonewarden.analysis.packet_scope import EVERYWHERE, window
from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.survey import Survey
from zonewarden.site.model import Asset, Site, Zone
from zonewarden_parsers.model import ANY_SERVICE, INITIATING, AddressSet, ServiceSet
from zonewarden_parsers.strict_yaml.nodes import flag, text


class Kind(StrEnum):
    """What a second leg is about: a jump host, others than gateways and jump hosts, or files to hosts that are no broker.

    `PAST` is no second leg: all of a flow that does not end at a gateway of the plant, where the flow's end holds one.
    """

    PAST = "past"
    JUMP_HOST = "jump_host"
    OTHERS = "others"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class SecondLeg:
    """What a jump host may open by a flow; with an empty `host`, what else may be opened by it, as `kind` says.

    `reaches` are the ids of other jump hosts that it may open interactive sessions to.
    """

    flow: Flow
    kind: Kind
    host: str
    permits: tuple[Permit, ...]
    reaches: tuple[str, ...] = ()
    taints: tuple[Taint, ...] = ()

    @property
    def id(self) -> str:
        """The key in the facts."""
        return f"{self.host or self.kind.value}@{self.flow.id}"


def second_legs(survey: Survey) -> Iterator[SecondLeg]:
    """Yield, at each device, the second legs of every jump host, then the others from zones where remote sessions end."""
    site = survey.site
    hosts = [a for a in site.assets.values() if a.role == "jump_host"]
    office = AddressSet.union(c.addresses for c in survey.clients if c.scope == "it")
    clients = AddressSet.union(c.addresses for c in survey.clients if c.scope != "it")
    ends = {
        zone.id: found for zone in site.zones.values() if (found := _known(site, zone, clients - office)) is not None
    }
    doors = front_doors(site)
    past = window(EVERYWHERE, EVERYWHERE - doors, ANY_SERVICE)
    files = window(EVERYWHERE - office, EVERYWHERE - _brokers(site), _services(site, "file-transfer"))
    for device in survey.devices:
        for flow in (judged.flow for judged in device.flows):
            zone = site.zones[flow.from_zone]
            if not doors.isdisjoint(site.zones[flow.to_zone].addresses):
                yield SecondLeg(flow, Kind.PAST, "", within(flow.permits, past), (), flow.taints)
            yield from (_of(site, flow, host, hosts) for host in hosts if _stands_in(host, zone))
            if zone.id in ends:
                yield _others(flow, ends[zone.id], clients - office, office)
                yield SecondLeg(flow, Kind.FILES, "", within(flow.permits, files), (), flow.taints)


def _services(site: Site, name: str) -> ServiceSet:
    """Return the packets of all services of a class."""
    return ServiceSet.union(s.services for s in site.services.values() if name in s.classes) & INITIATING


def _brokers(site: Site) -> AddressSet:
    """Return the addresses of declared file brokers, without those of which an integration says that nothing is scanned."""
    named = {text(e.node.get("file_broker")) for e in site.registers.get("gateways", ())}
    loose: set[str] = set()
    for node in (e.node for e in site.registers.get("integrations", ())):
        broker = text(node.get("broker", "asset"))
        named.add(broker)
        scanned = flag(node.get("validation", "malware_scan")) is not False
        if not scanned or text(node.get("validation", "on_invalid")) in {"pass", "log"}:
            loose.add(broker)
    return AddressSet.union(site.assets[i].addresses for i in named - loose if i in site.assets)


def _stands_in(host: Asset, zone: Zone) -> bool:
    return host.zone == zone.id or not host.addresses.isdisjoint(zone.addresses)


def _of(site: Site, flow: Flow, host: Asset, hosts: list[Asset]) -> SecondLeg:
    """Return what a jump host may open by a flow; one without a declared address may have any of its zone."""
    permits = within(flow.permits, window(host.addresses or EVERYWHERE, EVERYWHERE, ANY_SERVICE))
    if not host.addresses:
        reason = f"asset {host.id} has no declared address"
        permits = tuple(replace(p, definite=False, reasons=(*p.reasons, reason)) for p in permits)
    others = [other for other in hosts if other is not host and flow.to_zone in other.places]
    interactive = _services(site, "remote-interactive") if others else ANY_SERVICE
    reached = (o.id for o in others if within(permits, window(EVERYWHERE, o.addresses or EVERYWHERE, interactive)))
    return SecondLeg(flow, Kind.JUMP_HOST, host.id, permits, tuple(reached), flow.taints)


@dataclass(frozen=True, slots=True)
class _Known:
    """The addresses of gateways and jump hosts in a zone, and why further ones may be some of them."""

    addresses: AddressSet
    doubts: tuple[Taint, ...]


def _known(site: Site, zone: Zone, clients: AddressSet) -> _Known | None:
    """Return who opens second legs from a zone; None where remote sessions do not end, or nobody says who is there."""
    gateways = [g for g in site.gateways if g.scope != "it" and g.zone == zone.id]
    assets = [a for a in site.assets.values() if a.role in {"gateway", "jump_host"} and _stands_in(a, zone)]
    serves = not zone.addresses.isdisjoint(clients)
    if not serves and (zone.kind != "remote_access" or not (gateways or assets)):
        return None
    addresses = AddressSet.union((*(g.addresses for g in gateways), *(a.addresses for a in assets)))
    doubts = [Taint(f"asset {a.id} has no declared address", a.location) for a in assets if not a.addresses]
    if not addresses and not doubts:
        doubts = [Taint(f"no address of a gateway or jump host in {zone.id} is declared", zone.location)]
    return _Known(addresses, tuple(doubts))


def _others(flow: Flow, known: _Known, clients: AddressSet, office: AddressSet) -> SecondLeg:
    """Return what others than gateways and jump hosts open: where these are not all known, what clients do."""
    elsewhere = window(EVERYWHERE - known.addresses - office, EVERYWHERE, ANY_SERVICE)
    others = within(flow.permits, elsewhere)
    if not known.doubts:
        return SecondLeg(flow, Kind.OTHERS, "", others, (), flow.taints)
    surely = within(others, window(clients - known.addresses, EVERYWHERE, ANY_SERVICE))
    open_ = minus(others, [p.product for p in surely])
    return SecondLeg(flow, Kind.OTHERS, "", surely, (), (*flow.taints, *(known.doubts if open_ else ())))
