"""Who comes in by remote access: the addresses that clients of a declared gateway, or of a VPN that nobody declared, have.

They follow from declarations and from every configuration together: a gateway's VPN and the firewalls behind it are different files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zonewarden.site.model import Gateway, Site
from zonewarden_parsers.model import NOWHERE, AddressSet, Location


@dataclass(frozen=True, slots=True)
class Pool:
    """The client addresses of a VPN of some device, `device` by the names that declarations may know it by."""

    devices: tuple[str, ...]
    vpn: str
    addresses: AddressSet
    location: Location

    @property
    def id(self) -> str:
        """The id of the VPN in the facts."""
        return f"{self.devices[0]}/{self.vpn}"


@dataclass(frozen=True, slots=True)
class Clients:
    """The clients of a gateway (`scope` whose access it serves), or of a VPN without one: then `scope` is empty.

    A gateway without pools hands sessions on from its own addresses (`by_proxy`). `addresses` are empty where nothing tells them.
    """

    id: str
    scope: str
    addresses: AddressSet
    location: Location
    by_proxy: bool = False


def declared_gateway(
    gateways: Iterable[Gateway], devices: Iterable[str], vpn: str, addresses: AddressSet
) -> Gateway | None:
    """Return the declared gateway a VPN belongs to: same device and portal, or same pools where it declares no portal."""
    for gateway in gateways:
        if gateway.device not in devices:
            continue
        if gateway.portal == vpn or (not gateway.portal and addresses != NOWHERE and addresses <= gateway.pools):
            return gateway
    return None


def clients(site: Site, pools: Iterable[Pool]) -> tuple[Clients, ...]:
    """Return the clients of every declared gateway, then those of every other VPN that hands out addresses."""
    configured: dict[str, list[AddressSet]] = {}
    others: list[Clients] = []
    for pool in pools:
        gateway = declared_gateway(site.gateways, pool.devices, pool.vpn, pool.addresses)
        if gateway is not None:
            configured.setdefault(gateway.id, []).append(pool.addresses)
        elif pool.addresses:
            others.append(Clients(pool.id, "", pool.addresses, pool.location))
    return (*_declared(site, configured), *others)


def _declared(site: Site, configured: Mapping[str, list[AddressSet]]) -> Iterator[Clients]:
    for gateway in site.gateways:
        pools = AddressSet.union((gateway.pools, *configured.get(gateway.id, ())))
        yield Clients(gateway.id, gateway.scope, pools or gateway.addresses, gateway.location, not pools)


def front_doors(site: Site) -> AddressSet:
    """Return the addresses by which the plant's own gateways are reached.

    Of a gateway that declares none, the hosts of role `gateway` in its zone are taken for it.
    """
    own = [g for g in site.gateways if g.scope != "it"]
    unaddressed = {g.zone for g in own if not g.addresses}
    hosts = (a.addresses for a in site.assets.values() if a.role == "gateway" and a.zone in unaddressed)
    return AddressSet.union((*(g.addresses | g.public_addresses for g in own), *hosts))
