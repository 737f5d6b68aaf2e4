"""Which declared management addresses of other devices a flow reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from zonewarden.analysis.conduits import Judged, within
from zonewarden.analysis.packet_scope import EVERYWHERE, window
from zonewarden.analysis.permitted import Permit
from zonewarden.site.model import Site
from zonewarden.site.zones import network
from zonewarden_parsers.model import ANY_SERVICE, AddressSet
from zonewarden_parsers.strict_yaml.nodes import scalars

TRUSTED = frozenset({"management", "remote_access"})
"""Kinds of zones that administrators come from."""


def management_addresses(site: Site) -> Mapping[str, AddressSet]:
    """Return the declared management addresses by device."""
    found = {
        entry.id: AddressSet.union(
            known for s in scalars(entry.node.get("management", "addresses")) if (known := network(s)) is not None
        )
        for entry in site.registers.get("device_records", ())
    }
    return {id_: addresses for id_, addresses in found.items() if addresses}


def managed(judged: Judged, site: Site, devices: Mapping[str, AddressSet]) -> Iterator[tuple[str, tuple[Permit, ...]]]:
    """Yield the devices whose management addresses a flow from a zone of no administrators reaches, with the packets.

    The device that the flow passes is none of them: what it answers itself its own settings decide.
    """
    zone = site.zones[judged.flow.to_zone].addresses
    if site.zones[judged.flow.from_zone].kind in TRUSTED or not judged.flow.permits:
        return
    near = reaching(judged.flow.permits, AddressSet.union(devices.values()) & zone)
    for id_, addresses in devices.items() if near else ():
        if id_ not in judged.flow.devices and (found := reaching(near, addresses)):
            yield id_, found


def reaching(permits: Iterable[Permit], hosts: AddressSet) -> tuple[Permit, ...]:
    """Return what of the permits reaches these hosts."""
    return within(permits, window(EVERYWHERE, hosts, ANY_SERVICE))
