"""Packets that declarations speak of: a service of an asset, from some places, and what a flow has of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from zonewarden.analysis.conduits import within
from zonewarden.analysis.permitted import Permit
from zonewarden.site.model import Site
from zonewarden_parsers.model import ANY_SERVICE, INITIATING, AddressSet, PacketSet, Product, ServiceSet
from zonewarden_parsers.model.addresses import ANY

EVERYWHERE = ANY


def services_named(site: Site, ids: Iterable[str]) -> ServiceSet:
    """Return the packets of the services with these ids; of every service where none is named."""
    named = [site.services[i].services for i in ids if i in site.services]
    return (ServiceSet.union(named) if named else ANY_SERVICE) & INITIATING


def assets_addresses(site: Site, ids: Iterable[str]) -> AddressSet:
    """Return the addresses of the assets with these ids."""
    return AddressSet.union(site.assets[i].addresses for i in ids if i in site.assets)


def window(sources: AddressSet, destinations: AddressSet, services: ServiceSet) -> tuple[Product, ...]:
    """Return the packets from `sources` to `destinations` with `services`, as products."""
    return PacketSet.match(sources, destinations, services).products


def reaching(permits: Iterable[Permit], site: Site, asset: str, services: ServiceSet) -> tuple[Permit, ...]:
    """Return which of the permits reach services of an asset.

    An asset without a declared address may have any of its zone: such permits are only possible.
    """
    addresses = assets_addresses(site, [asset])
    if addresses:
        return within(permits, window(EVERYWHERE, addresses, services))
    reason = f"asset {asset} has no declared address"
    found = within(permits, window(EVERYWHERE, EVERYWHERE, services))
    return tuple(replace(p, definite=False, reasons=(*p.reasons, reason)) for p in found)
