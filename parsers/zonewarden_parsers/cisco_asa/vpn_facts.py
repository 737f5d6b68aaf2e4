"""What a file says about VPNs, before inheritance is followed."""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.lines import Line
from zonewarden_parsers.model import AddressSet, Location, Vpn

Stated = dict[str, tuple[tuple[str, ...], Location]]
"""Attribute to the words after it and its place; the last line of an attribute holds."""


@dataclass(slots=True)
class Policy:
    """A `group-policy`, or the `attributes` of a user: what it states itself, and what it was copied from."""

    name: str
    location: Location
    stated: Stated = field(default_factory=dict)
    copied_from: str = ""
    external: bool = False


@dataclass(slots=True)
class TunnelGroup:
    """A `tunnel-group`: its type as written, and what its attribute blocks state (`general`, `webvpn`, `ipsec`)."""

    name: str
    location: Location
    type: str = ""
    general: Stated = field(default_factory=dict)
    webvpn: Stated = field(default_factory=dict)
    ipsec: Stated = field(default_factory=dict)


@dataclass(slots=True)
class CryptoEntry:
    """An entry of a crypto map or a dynamic map."""

    map: str
    sequence: str
    location: Location
    peers: tuple[str, ...] = ()
    match: str = ""
    crypto: list[str] = field(default_factory=list)
    """Names of transform sets and proposals, each with its kind before it: `set:NAME`, `proposal:NAME`, or a word."""
    dynamic: str = ""
    locations: dict[str, Location] = field(default_factory=dict)


@dataclass(slots=True)
class VpnFacts:
    """All VPN facts of one file. `tunnels` are VTIs with the name of their IPsec profile."""

    tunnel_groups: dict[str, TunnelGroup] = field(default_factory=dict)
    admitted: dict[str, bool | None] = field(default_factory=dict)
    """Whether the attributes of a local account are those of a VPN account; None where they do not say."""
    policies: dict[str, Policy] = field(default_factory=dict)
    users: dict[str, Policy] = field(default_factory=dict)
    pools: dict[str, AddressSet] = field(default_factory=dict)
    web_interfaces: dict[str, Location] = field(default_factory=dict)
    ike_interfaces: dict[str, Location] = field(default_factory=dict)
    maps: dict[tuple[str, str], CryptoEntry] = field(default_factory=dict)
    dynamic_maps: dict[tuple[str, str], CryptoEntry] = field(default_factory=dict)
    map_interfaces: dict[str, list[str]] = field(default_factory=dict)
    transforms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    proposals: dict[str, tuple[str, ...]] = field(default_factory=dict)
    profiles: dict[str, list[str]] = field(default_factory=dict)
    tunnels: list[tuple[Vpn, str]] = field(default_factory=list)
    aaa_protocols: dict[str, str] = field(default_factory=dict)
    ike_policies: dict[str, tuple[Line, list[str]]] = field(default_factory=dict)
    bypass: Line | None = None
    no_bypass: Line | None = None
    first_line: Line | None = None
