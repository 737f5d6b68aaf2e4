"""One virtual domain read and frozen into the device of the model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from zonewarden_parsers.fortinet_fortios import (
    accounts,
    builtin,
    gaps,
    interfaces,
    limits,
    local_in,
    nat,
    routing,
    settings,
    snmp,
    vendor,
    vips,
    vpn,
    zones,
)
from zonewarden_parsers.fortinet_fortios.accounts import remote_users
from zonewarden_parsers.fortinet_fortios.adjacencies import read_adjacencies
from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.objects import read_objects
from zonewarden_parsers.fortinet_fortios.policies import CONSOLIDATED, POLICY, POLICY6, SECURITY, PolicyReader
from zonewarden_parsers.fortinet_fortios.policy_operands import OperandReader
from zonewarden_parsers.fortinet_fortios.services import Services
from zonewarden_parsers.model import (
    Binding,
    Coverage,
    Device,
    Diagnostic,
    Direction,
    Gap,
    ManagementPlane,
    NamedObject,
    Rule,
    RuleList,
)

FORWARD = "firewall policy"
INSPECTION = "firewall policy (inspection)"


def read_device(draft: Draft) -> tuple[tuple[RuleList, ...], tuple[NamedObject, ...]]:
    """Read everything of a virtual domain into its draft; return its rule lists and its named objects."""
    zones.read_zones(draft)
    interfaces.read_interfaces(draft)
    interfaces.name_zones(draft)
    routing.read_routing(draft)
    operands = OperandReader(draft, Services(draft))
    ports = zones.PortReader(draft)
    mode = draft.section(settings.SYSTEM)
    central, by_policy = mode.on("central-nat"), mode.text("ngfw-mode") == "policy-based"
    reader = PolicyReader(draft, operands, ports, central or by_policy, by_policy)
    lists = tuple(_lists(draft, reader, operands, ports, by_policy=by_policy))
    draft.nat.extend(vips.translations(draft))
    draft.nat.extend(nat.read_nat(draft, operands, ports, central=central or by_policy))
    vpn.read_vpns(draft)
    accounts.read_accounts(draft)
    snmp.read_snmp(draft)
    settings.read_settings(draft)
    vendor.read_vendor(draft)
    vendor.read_fail_open(draft)
    limits.read_limits(draft)
    local_in.read_services(draft, operands, ports)
    gaps.read_gaps(draft)
    return lists, read_objects(draft, operands)


def _lists(
    draft: Draft, reader: PolicyReader, operands: OperandReader, ports: zones.PortReader, *, by_policy: bool
) -> Iterable[RuleList]:
    """Yield the lists asked about every packet on its way through, each of which must let it pass."""
    first = [
        *builtin.access_lists(draft, operands, ports),
        *builtin.multicast_policies(draft, ports, operands),
        *builtin.without_policy(draft),
    ]
    yield _list(
        draft,
        INSPECTION if by_policy else FORWARD,
        [*first, *reader.read(POLICY), *reader.read(POLICY6, 6), *reader.read(CONSOLIDATED)],
        POLICY,
    )
    if by_policy:
        yield _list(draft, FORWARD, [*first, *reader.read(SECURITY), *builtin.implicit_dns(draft)], SECURITY)


def _list(draft: Draft, name: str, rules: Iterable[Rule], section: str) -> RuleList:
    place = draft.at(draft.section(section))
    return RuleList(
        name,
        tuple(replace(rule, index=i) for i, rule in enumerate(rules)),
        place,
        default_location=draft.place(draft.section(section).end or 1),
    )


def freeze(
    draft: Draft,
    lists: tuple[RuleList, ...],
    objects: tuple[NamedObject, ...],
    platform: str,
    shared: tuple[Coverage, tuple[Gap, ...], tuple[Diagnostic, ...]],
) -> Device:
    """Return the device of a virtual domain; `shared` are the ledger, gaps and diagnostics of the whole file."""
    plane = draft.management
    coverage, gaps_of_file, told = shared
    return Device(
        name=draft.section(settings.GLOBAL).text("hostname") or PurePath(draft.path).stem,
        platform=platform,
        path=draft.path,
        coverage=coverage,
        stateful=True,
        context=draft.context,
        version=draft.release,
        placeless=not draft.interfaces,
        interfaces=tuple(draft.interfaces.values()),
        routes=tuple(draft.routes),
        dynamic_routing=tuple(draft.dynamic_routing),
        routing_peers=tuple(read_adjacencies(draft)),
        rule_lists=lists,
        bindings=tuple(Binding(r.name, "", Direction.FORWARD, r.location, (4, 6)) for r in lists),
        nat=tuple(draft.nat),
        vpns=tuple(draft.vpns),
        remote_users=remote_users(draft),
        management=ManagementPlane(
            tuple(plane.services), tuple(plane.lines), tuple(plane.users), tuple(plane.snmp), tuple(plane.servers),
            tuple(plane.secrets), tuple(plane.settings),
        ),
        objects=objects,
        undefined=tuple(draft.undefined),
        gaps=(*draft.gaps, *gaps_of_file),
        diagnostics=told,
    )  # fmt: skip
