"""The site as its owners declare it: project, units, zones, conduits, assets, devices, remote access.

Field names and units follow docs/site-files.md. Every declared object carries the location of its declaration.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from zonewarden.site.exports.model import Exports, Hits
from zonewarden_parsers.model import EMPTY_SERVICE, NOWHERE, AddressSet, Location, ServiceSet
from zonewarden_parsers.strict_yaml.nodes import Mapping

INTERNET = "internet"
UNASSOCIATED = "unassociated"


@dataclass(frozen=True, slots=True)
class Owners:
    """The accountable OT person or role, the responsible IT person or role, and a deputy; empty where not declared."""

    ot: str = ""
    it: str = ""
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """One row of the OT service catalogue or of the site's overlay; see policies/data and `ot-services.yaml`.

    `services` is the exact set of its ports; empty for services below IP (EtherTypes). `needed` is what somebody who
    depends on it cannot do without: where the row lists one port for TCP and for UDP, the one listed first.
    """

    id: str
    name: str
    services: ServiceSet
    needed: ServiceSet = EMPTY_SERVICE
    roles: tuple[str, ...] = ()
    writes: bool = False
    auth: str = ""
    encryption: str = ""
    unauthenticated_control: str = "none"
    classes: tuple[str, ...] = ()
    encrypted_alternative: str = ""
    ports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A production unit with its business impact. Money is in the site's currency; `*_consequence` are 0-4.

    Impact values are None where not declared: unknown impact counts as 3 (CONTROLS section 4).
    """

    id: str
    name: str
    location: Location
    owners: Owners = Owners()
    downtime_cost_per_hour: float | None = None
    credible_outage_h: float | None = None
    safety_consequence: int | None = None
    environmental_consequence: int | None = None
    regulatory_level: int | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """An IEC 62443 zone. `addresses` is what belongs to it after `internet` and `unassociated` took the rest.

    `level_low` and `level_high` are Purdue levels (0-5, 3.5 for the industrial DMZ). `interfaces` are declared
    (device id, interface name) places. `implied` is True for `internet` and `unassociated` when nobody declared them.
    """

    id: str
    kind: str
    level_low: float
    level_high: float
    location: Location
    name: str = ""
    function: str = ""
    addresses: AddressSet = NOWHERE
    interfaces: tuple[tuple[str, str], ...] = ()
    vlans: tuple[str, ...] = ()
    vrf: str = ""
    production_units: tuple[str, ...] = ()
    security_level_target: int | None = None
    criticality: int | None = None
    trust: int = 0
    owners: Owners = Owners()
    implied: bool = False
    combined_safety_justified: bool = False


@dataclass(frozen=True, slots=True)
class ConduitService:
    """One service entry of a conduit; `app_id` and `functions` pin what ports cannot. `needed`: see `Service`.

    `commands` is False where the catalogue says that the service neither writes nor controls.
    """

    id: str
    services: ServiceSet
    needed: ServiceSet = EMPTY_SERVICE
    app_id: str = ""
    functions: tuple[str, ...] = ()
    commands: bool = True


@dataclass(frozen=True, slots=True)
class Conduit:
    """A declared communication between two zones.

    `sources` and `destinations` are the endpoints as addresses (the whole zone where none are declared, and then
    `endpoints_declared` is False). `initiators` says which ends may open sessions: ("from",), ("to",) or both.
    `required` is True where production needs it (`essential` or `required_in_degraded_mode`): blocking it is a
    violation. `expires` is the moment after which it no longer allows anything. `translated` are the inside addresses
    of a declared translation. `inspection` is what is declared to look into it: `ips:detect`, `ips:block`, `ot-dpi`, `sensor`.
    """

    id: str
    from_zone: str
    to_zone: str
    location: Location
    name: str = ""
    purpose: str = ""
    sources: AddressSet = NOWHERE
    destinations: AddressSet = NOWHERE
    endpoints_declared: bool = False
    initiators: tuple[str, ...] = ("from",)
    services: tuple[ConduitService, ...] = ()
    access: str = ""
    required: bool = False
    safety_approved: bool = False
    unidirectional: bool = False
    enforced_by: tuple[str, ...] = ()
    expires: datetime | None = None
    owners: Owners = Owners()
    transport: str = ""
    crypto: str = ""
    availability_class: str = ""
    fail_mode: str = ""
    skip_level_justified: bool = False
    wireless_approved: bool = False
    translated: AddressSet = NOWHERE
    inspection: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asset:
    """An inventoried host. `services` are the ids of the services it offers.

    `homes` are the zones that hold an address of it; its declared zone where no address says otherwise.
    """

    id: str
    role: str
    zone: str
    location: Location
    addresses: AddressSet = NOWHERE
    production_unit: str = ""
    services: tuple[str, ...] = ()
    criticality: int | None = None
    essential: bool = False
    safety: bool = False
    allowed_zones: tuple[str, ...] = ()
    hostname: str = ""
    crown_jewel: bool = False
    wireless: bool = False
    transient: bool = False
    external_connectivity: str = ""
    forwarding: bool | None = None
    homes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def places(self) -> frozenset[str]:
        """Every zone that it may stand in: the declared one, and those of its addresses."""
        return frozenset((self.zone, *self.homes))


@dataclass(frozen=True, slots=True)
class DeclaredDevice:
    """An enforcement device as declared: which config file is its, what it stands for, where its interfaces belong.

    `config` is a path glob relative to the project, `context` one of several in it (VDOM, vsys, ...; "": all of them).
    `zone_map` maps an interface or vendor zone to a zone id.
    """

    id: str
    location: Location
    role: str = ""
    platform: str = ""
    config: str = ""
    context: str = ""
    boundary: tuple[str, ...] = ()
    management_zone: str = ""
    zone_map: dict[str, str] = field(default_factory=dict)
    owners: Owners = Owners()
    fail_mode: str = ""


@dataclass(frozen=True, slots=True)
class Gateway:
    """A declared remote-access gateway (docs/site-files.md, remote-access). `pools` are its client addresses."""

    id: str
    scope: str
    zone: str
    location: Location
    device: str = ""
    portal: str = ""
    addresses: AddressSet = NOWHERE
    public_addresses: AddressSet = NOWHERE
    pools: AddressSet = NOWHERE
    protocols: tuple[str, ...] = ()
    mfa_required: bool | None = None
    mfa_methods: tuple[str, ...] = ()
    idle_timeout_min: int | None = None
    absolute_timeout_h: float | None = None
    recorded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vendor:
    """A declared third party with remote access."""

    id: str
    name: str
    location: Location
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One declared object of a register (site/registers.py), as it was read. `parent` is what it is part of, or nothing;
    `file` the file that declares it."""

    id: str
    node: Mapping
    parent: str = ""
    file: Mapping | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """The project file: where configs, declarations and policies lie, and how to check. Paths are relative to `root`.

    `as_of` fixes the moment that expiry is judged by; None means the clock's. `platforms` maps a path glob to a
    platform name for files that detection should not decide.
    """

    root: str
    path: str
    configs: tuple[str, ...] = ("configs",)
    declarations: tuple[str, ...] = ("declarations",)
    exports: tuple[str, ...] = ("exports",)
    policies: tuple[str, ...] = ()
    platforms: dict[str, str] = field(default_factory=dict)
    fail_on: str = "low"
    fail_on_not_assessable: bool = True
    as_of: datetime | None = None
    disabled: dict[str, str] = field(default_factory=dict)
    """Policy ids that this project switches off, each with its reason; every report names them."""
    files: tuple[str, ...] = ()
    """Every file that the site was read from."""
    baseline: str = ""
    """The file of findings that were there when checking began, relative to `root`."""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything declared, with references resolved. `zones` always holds `internet` and `unassociated`.

    `limits` are the thresholds of docs/site-files.md with the site's own values over the defaults.
    `impact_bands` are three amounts per event; `rule_metadata_required` the keys that rule comments must state.
    """

    project: Project
    id: str = "site"
    name: str = ""
    currency: str = "EUR"
    impact_bands: tuple[float, float, float] | None = None
    limits: dict[str, float] = field(default_factory=dict)
    rule_metadata_pattern: str = r"(?P<key>conduit|owner|chg|grant|review|tags)=(?P<value>\S+)"
    rule_metadata_required: tuple[str, ...] = ("conduit", "owner", "chg", "review")
    zones: dict[str, Zone] = field(default_factory=dict)
    conduits: tuple[Conduit, ...] = ()
    units: dict[str, Unit] = field(default_factory=dict)
    assets: dict[str, Asset] = field(default_factory=dict)
    devices: dict[str, DeclaredDevice] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    gateways: tuple[Gateway, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    time_zone: tzinfo = UTC
    registers: dict[str, tuple[Entry, ...]] = field(default_factory=dict[str, tuple[Entry, ...]])
    """Every declared object, by the name of its collection in the facts."""
    declared: frozenset[str] = frozenset()
    """The kinds of declaration files and exports that were found, e.g. {"zones", "sessions"}, and the collections of `TAKEN_UP`
    with members."""
    exports: Exports = field(default_factory=Exports)
    """What machines wrote down about the site."""
    counters: dict[str, tuple[Hits, ...]] = field(default_factory=dict[str, tuple[Hits, ...]])
    """The rows of hit counters among the exports, by the name of their device."""
