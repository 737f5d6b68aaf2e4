"""Sessions of remote-access gateways, held against the grants that they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zonewarden.analysis.grants import entry_hosts, named_services, target_addresses
from zonewarden.site.model import Entry, Site
from zonewarden.site.ports import parse_ports
from zonewarden.site.shapes import ANYTHING
from zonewarden_parsers.model import NOWHERE, AddressSet, ServiceSet
from zonewarden_parsers.strict_yaml.nodes import text, texts


@dataclass(frozen=True, slots=True)
class SessionScope:
    """Where a session led: the inventoried host (or ""), the services that it may have been, and whether its grant allows both.

    None where the export does not tell, where it cannot be told what its words stand for, or where there is no such grant.
    """

    asset: str
    services: tuple[str, ...]
    target_granted: bool | None
    service_granted: bool | None


@dataclass(frozen=True, slots=True)
class SessionScopes:
    """What the words of sessions stand for at a site."""

    site: Site
    grants: Mapping[str, Entry] = field(init=False)
    hosts: Mapping[str, str] = field(init=False)
    _services: dict[str, ServiceSet | None] = field(default_factory=dict[str, "ServiceSet | None"], init=False)

    def __post_init__(self) -> None:
        site = self.site
        names = {a.hostname.lower(): id_ for id_, a in site.assets.items() if a.hostname}
        addresses = {host: id_ for id_, a in site.assets.items() for host in a.addresses.texts()}
        object.__setattr__(self, "grants", {e.id: e for e in site.registers.get("grants", ())})
        object.__setattr__(self, "hosts", names | addresses)

    def of(self, session: Entry) -> SessionScope:
        """Return where a session led."""
        target, service = text(session.node.get("target")), text(session.node.get("service"))
        asset = target if target in self.site.assets else self.hosts.get(target.lower(), "")
        grant = self.grants.get(text(session.node.get("grant")))
        return SessionScope(
            asset,
            self.service_ids(service),
            self._target_granted(grant, asset, target) if grant and target else None,
            self._service_granted(grant, service) if grant and service else None,
        )

    def service_ids(self, name: str) -> tuple[str, ...]:
        """Return the services that a service id or port may stand for."""
        if self._known(name):
            return (self._known(name),)
        wanted = self._meant(name)
        return tuple(s.id for s in self.site.services.values() if wanted and wanted <= s.services)

    def _known(self, name: str) -> str:
        return next((n for n in (name, name.lower()) if n in self.site.services), "")

    def _meant(self, name: str) -> ServiceSet | None:
        """Return the packets that a service id or port stands for, None where it is neither."""
        if name not in self._services:
            known = self._known(name)
            self._services[name] = self.site.services[known].services if known else _port(name)
        return self._services[name]

    def _service_granted(self, grant: Entry, name: str) -> bool | None:
        named = texts(grant.node.get("services"))
        if not named or ANYTHING in named or self._known(name) in named:
            return True
        wanted = self._meant(name)
        return None if not wanted else wanted <= named_services(named, self.site)

    def _target_granted(self, grant: Entry, asset: str, target: str) -> bool | None:
        named = texts(grant.node.get("targets"))
        if not named or ANYTHING in named or asset in named:
            return True
        host = self.site.assets[asset].addresses if asset else _address(target)
        if not host:
            return self._placeless(asset, named)
        gateway = next((g for g in self.site.gateways if g.id == text(grant.node.get("gateway"))), None)
        allowed = AddressSet.union(target_addresses(name, self.site) for name in named)
        if host <= allowed | entry_hosts(gateway, self.site):
            return True
        unplaced = any(n in self.site.assets and not self.site.assets[n].addresses for n in named)
        return None if unplaced and not asset else False

    def _placeless(self, asset: str, named: Sequence[str]) -> bool | None:
        """Return whether a host that has no address is granted by its zone; a network may hold it."""
        if asset and self.site.assets[asset].zone in named:
            return True
        return False if asset and all(name in self.site.assets for name in named) else None


def _address(target: str) -> AddressSet:
    try:
        return AddressSet.parse(target)
    except ValueError:
        return NOWHERE


def _port(name: str) -> ServiceSet | None:
    try:
        return parse_ports(name)
    except ValueError:
        return None
