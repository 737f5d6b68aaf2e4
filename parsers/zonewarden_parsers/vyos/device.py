"""The whole reading: sections in the order they depend on one another, then the draft frozen into a device."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.chains import Verdict
from zonewarden_parsers.lines import Ledger, count_lines, raw_lines
from zonewarden_parsers.model import (
    NOWHERE,
    Aspect,
    Device,
    Diagnostic,
    Effect,
    Gap,
    LineState,
    Location,
    ManagementPlane,
    NamedObject,
)
from zonewarden_parsers.vyos.adjacencies import read_adjacencies
from zonewarden_parsers.vyos.draft import Draft
from zonewarden_parsers.vyos.firewall import read_firewall
from zonewarden_parsers.vyos.groups import addresses, read_groups
from zonewarden_parsers.vyos.interfaces import read_interfaces
from zonewarden_parsers.vyos.irrelevant import aspect_of, claim_known
from zonewarden_parsers.vyos.management import read_management
from zonewarden_parsers.vyos.nat import read_nat
from zonewarden_parsers.vyos.routing import read_routing
from zonewarden_parsers.vyos.tree import paint, read_tree
from zonewarden_parsers.vyos.vpns import read_vpns, remote_users


def parse(text: str, path: str, platform: str) -> Parsed:
    """Read a whole configuration. Whatever `text` holds, it returns; what it cannot read is a diagnostic and a gap."""
    tree, ledger = read_tree(text), Ledger(path, count_lines(text))
    draft = Draft(path, ledger, tree)
    draft.groups = read_groups(draft.root.get("firewall", "group"), path)
    for read in (read_interfaces, read_firewall, read_routing, read_nat, read_vpns, read_management, claim_known):
        read(draft)
    paint(tree, ledger, text)
    _report(draft, text)
    device = _freeze(draft, platform)
    return Parsed(path, platform, (device,), device.diagnostics, device.coverage)


def _report(draft: Draft, text: str) -> None:
    """Give every unknown line a diagnostic, and a gap unless its rule already carries the doubt."""
    told = {d.location.line for d in draft.ledger.diagnostics if d.code == "unknown-line"}
    words = _first_words(draft)
    for number, raw in enumerate(raw_lines(text), 1):
        if draft.ledger.states[number - 1] is not LineState.UNKNOWN or number in told:
            continue
        at = Location(draft.path, number, 0, len(raw) - len(raw.lstrip()) + 1, len(raw.rstrip()) + 1)
        reason = draft.tree.broken.get(number, "line not understood")
        draft.ledger.diagnostics.append(Diagnostic(at, "unknown-line", reason))
        aspect = Aspect.ALL if number in draft.tree.broken else aspect_of(words.get(number, ""))
        draft.gaps.append(Gap(aspect, Effect.EITHER, f"{reason}: {words.get(number, '') or 'unreadable'}", at))


def _first_words(draft: Draft) -> dict[int, str]:
    """Return the first word of the path of each line that has one."""
    owners: dict[int, str] = {}
    for top in draft.root.children.values():
        for node in top.walk():
            owners[id(node)] = top.name
    return {number: owners.get(id(node), "") for number, node in draft.tree.lines.items()}


def _freeze(draft: Draft, platform: str) -> Device:
    name = draft.root.get("system", "host-name")
    return Device(
        name=next(reversed(name.children), "") if name is not None else PurePath(draft.path).stem,
        platform=platform,
        path=draft.path,
        coverage=draft.ledger.coverage(),
        stateful=True,
        version=draft.tree.release,
        interfaces=tuple(draft.interfaces.values()),
        routes=tuple(draft.routes),
        dynamic_routing=tuple(draft.dynamic_routing),
        routing_peers=tuple(read_adjacencies(draft)),
        rule_lists=tuple(draft.lists.values()),
        bindings=tuple(draft.bindings),
        nat=tuple(draft.nat),
        vpns=tuple(draft.vpns),
        vpn_bypass=_bypass(draft),
        remote_users=tuple(remote_users(draft)),
        management=ManagementPlane(
            services=tuple(draft.services),
            lines=tuple(draft.terminals),
            users=tuple(draft.users),
            snmp=tuple(draft.snmp),
            servers=tuple(draft.servers),
            secrets=tuple(dict.fromkeys(draft.secrets)),
            settings=tuple(draft.settings),
        ),
        objects=tuple(_objects(draft)),
        undefined=tuple(dict.fromkeys(draft.undefined)),
        gaps=tuple(dict.fromkeys(draft.gaps)),
        diagnostics=draft.diagnostics(),
    )


def _bypass(draft: Draft) -> Location | None:
    """Return where EdgeOS is told to let packets of IPsec tunnels pass by the rule sets."""
    found = draft.root.get("vpn", "ipsec", "auto-firewall-nat-exclude")
    return draft.at(found) if found is not None and "enable" in found.children else None


def _unheard(kind: str, name: str, at: Location) -> None:
    """Take no note of a missing member: whoever uses the group says so."""
    del kind, name, at


def _objects(draft: Draft) -> Iterator[NamedObject]:
    included = {(g.kind, name) for g in draft.groups.values() for name in g.includes}
    for key, group in draft.groups.items():
        known = key in draft.used or key in included
        kind = (
            "service" if group.kind == "port-group" else "interface" if group.kind == "interface-group" else "network"
        )
        found = NOWHERE
        if kind == "network":
            found = addresses(draft.groups, group.kind, group.name, group.location, _unheard).under
        yield NamedObject(group.name, kind, group.location, found, known, not (group.values or group.includes))
    called = {s.target for c in draft.chains.values() for s in c.steps if s.verdict in (Verdict.JUMP, Verdict.GOTO)}
    for name, chain in draft.chains.items():
        yield NamedObject(name, "access-list", chain.location, used=("rule set", name) in draft.used or name in called)
