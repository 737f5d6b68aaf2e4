"""A finished draft frozen into the device of the model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath

from zonewarden_parsers.cisco_asa import crypto, management, vpns
from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.cisco_asa.groups import Resolver
from zonewarden_parsers.cisco_asa.implicit import implicit_policies
from zonewarden_parsers.cisco_asa.objects import Mention
from zonewarden_parsers.cisco_asa.remote_users import remote_users
from zonewarden_parsers.model import (
    NOWHERE,
    Aspect,
    Binding,
    Device,
    Diagnostic,
    Effect,
    Gap,
    Interface,
    LineState,
    Location,
    ManagementPlane,
    NamedObject,
    RuleList,
)

# Commands that 8.3 replaced: before it, access lists named translated addresses (Cisco ASA 8.3 Migration Guide, *NAT*).
_BEFORE_8_3 = re.compile(r"static \(|global \(|nat \([^),]+\) \d")


def freeze(
    draft: Draft, resolver: Resolver, lists: Mapping[str, RuleList], bindings: tuple[Binding, ...], platform: str
) -> Device:
    """Return the device that `draft` describes."""
    name = draft.hostname or PurePath(draft.path).stem
    found = vpns.vpns(draft, lists)
    for vpn in found:
        draft.used.update(filter(None, (vpn.filter_list, *vpn.pool_names)))
    report_leftovers(draft)
    return Device(
        name=name,
        platform=platform,
        path=draft.path,
        coverage=draft.ledger.coverage(),
        stateful=True,
        context=draft.hostname if draft.context else "",
        version=draft.version,
        interfaces=tuple(_interfaces(draft)),
        routes=tuple(draft.routes),
        dynamic_routing=tuple(draft.dynamic_routing),
        rule_lists=tuple(lists.values()),
        bindings=bindings,
        implicit=implicit_policies(draft),
        nat=tuple(rule for _, rule in sorted(draft.nat, key=lambda entry: entry[0])),
        lists_before_nat=any(_BEFORE_8_3.match(rule.text) for _, rule in draft.nat),
        vpns=found,
        vpn_bypass=vpns.bypass(draft),
        remote_users=remote_users(draft, found),
        management=_management(draft),
        objects=tuple(_objects(draft, resolver, lists)),
        undefined=tuple(dict.fromkeys(draft.undefined)),
        gaps=tuple(draft.gaps),
        diagnostics=tuple(sorted(draft.ledger.diagnostics, key=lambda d: (d.location, d.code))),
    )


def report_leftovers(draft: Draft) -> None:
    """Give every line that is still unknown its diagnostic, and a gap unless its rule or object already carries one."""
    told = {d.location.line for d in draft.ledger.diagnostics}
    for number, state in enumerate(draft.ledger.states, 1):
        if state is LineState.UNKNOWN and number not in told:
            at = Location(draft.path, number)
            draft.ledger.diagnostics.append(Diagnostic(at, "unknown-line", "line not understood"))
            draft.gaps.append(Gap(Aspect.ALL, Effect.EITHER, "line not understood", at))


def _interfaces(draft: Draft) -> Iterator[Interface]:
    for interface in draft.interfaces.values():
        yield replace(interface, settings=interface.settings | {"urpf"}) if interface.name in draft.urpf else interface


def _management(draft: Draft) -> ManagementPlane:
    plane = draft.management
    return ManagementPlane(
        services=(*plane.services, *management.http_services(draft)),
        lines=tuple(plane.lines.values()),
        users=tuple(plane.users),
        snmp=tuple(plane.snmp),
        servers=tuple(plane.servers),
        secrets=tuple(plane.secrets),
        settings=(*plane.settings, *crypto.ike_settings(draft)),
    )


def _objects(draft: Draft, resolver: Resolver, lists: Mapping[str, RuleList]) -> Iterable[NamedObject]:
    used = set(draft.used)
    mentioned = {m.name for g in draft.groups.values() for m in g.members if isinstance(m, Mention)}
    for item in draft.objects.values():
        known = item.name in used or item.name in mentioned
        under = item.network.under if item.network else NOWHERE
        yield NamedObject(
            item.name,
            item.kind,
            item.location,
            under,
            known,
            item.network is None and item.service is None,
            item.description,
        )
    for group in draft.groups.values():
        known = group.name in used or group.name in mentioned
        under = resolver.network("object-group", group.name).under if group.kind == "network" else NOWHERE
        yield NamedObject(group.name, group.kind, group.location, under, known, not group.members, group.description)
    for name, schedule in draft.schedules.items():
        yield NamedObject(name, "time-range", schedule.location, used=name in used)
    for rules in lists.values():
        if rules.rules or rules.location.line not in {b.location.line for b in draft.undefined}:
            yield NamedObject(rules.name, "access-list", rules.location, used=rules.name in used, empty=not rules.rules)
