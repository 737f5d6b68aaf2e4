"""One device, or one logical system or tenant of it, read out of its tree."""

from __future__ import annotations

from pathlib import PurePath

from zonewarden_parsers.juniper_junos import irrelevant, management, vendor
from zonewarden_parsers.juniper_junos.adjacencies import read_adjacencies
from zonewarden_parsers.juniper_junos.applications import Applications
from zonewarden_parsers.juniper_junos.books import read_books
from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.filters import FilterReader
from zonewarden_parsers.juniper_junos.host_inbound import Offer, admin_services
from zonewarden_parsers.juniper_junos.interfaces import read_interfaces, spread_ranges
from zonewarden_parsers.juniper_junos.nat import read_nat
from zonewarden_parsers.juniper_junos.policies import PolicyReader
from zonewarden_parsers.juniper_junos.prefix_lists import PrefixLists
from zonewarden_parsers.juniper_junos.routing import read_routing
from zonewarden_parsers.juniper_junos.screens import read_engine_filter, read_screens
from zonewarden_parsers.juniper_junos.vpn import read_vpns, remote_users
from zonewarden_parsers.juniper_junos.zones import read_zones
from zonewarden_parsers.model import Aspect, Coverage, Device, Effect, ManagementPlane, Setting
from zonewarden_parsers.model.location import in_order


def read_device(draft: Draft) -> list[Offer]:
    """Fill the draft from its tree."""
    root = draft.root
    spread_ranges(root)
    lists = PrefixLists(draft)
    filters = FilterReader(draft, lists)
    filters.read()
    read_interfaces(draft, filters)
    read_zones(draft)
    read_routing(draft)
    books = read_books(draft)
    applications = Applications(draft)
    packets = irrelevant.packet_mode(draft)
    if packets is not None:
        draft.settings.append(Setting("firewall-mode", "packet-based", packets.at))
    PolicyReader(draft, books, applications, packets is None).read()
    read_nat(draft, books)
    read_vpns(draft)
    vendor.read_vendor(draft)
    read_screens(draft)
    read_engine_filter(draft)
    offers = [*management.read_system(draft), *management.read_snmp(draft, lists)]
    admin_services(draft, offers)
    books.objects()
    applications.objects()
    lists.objects()
    filters.objects()
    _facts(draft)
    irrelevant.claim_rest(draft)
    return offers


def _facts(draft: Draft) -> None:
    version = draft.root.get("version")
    if version is not None:
        draft.setting("boot-version", version.value(), version)
    services = draft.root.get("services")
    if services is not None:
        draft.gap(Aspect.FLOWS, Effect.EITHER, "services is not modelled", services)
    for word in ("flow", "alg"):
        node = draft.root.get("security", word)
        if node is not None:
            node.take_all()


def is_stateful(draft: Draft) -> bool:
    """Return whether the device tracks sessions: it has zones or policies and is not in packet mode."""
    flow = any(draft.root.get("security", word) is not None for word in ("zones", "policies"))
    return flow and irrelevant.packet_mode(draft) is None


def freeze(draft: Draft, coverage: Coverage, platform: str, host: str) -> Device:
    """Return the device of the model."""
    name = draft.root.value("system", "host-name") or host or PurePath(draft.path).stem
    return Device(
        name=name,
        platform=platform,
        path=draft.path,
        coverage=coverage,
        stateful=is_stateful(draft),
        context=draft.context,
        version=draft.root.value("version"),
        interfaces=tuple(draft.interfaces.values()),
        routes=tuple(draft.routes),
        dynamic_routing=tuple(draft.dynamic_routing),
        routing_peers=tuple(read_adjacencies(draft)),
        rule_lists=tuple(draft.rule_lists.values()),
        bindings=tuple(draft.bindings),
        nat=tuple(draft.nat),
        vpns=tuple(draft.vpns),
        remote_users=tuple(remote_users(draft)),
        management=ManagementPlane(
            tuple(draft.services), tuple(draft.lines.values()), tuple(draft.users), tuple(draft.snmp),
            tuple(draft.servers), tuple(draft.secrets), tuple(draft.settings),
        ),
        objects=tuple(draft.objects),
        undefined=tuple(dict.fromkeys(draft.undefined)),
        gaps=tuple(dict.fromkeys(draft.gaps)),
        diagnostics=in_order(draft.diagnostics),
    )  # fmt: skip
