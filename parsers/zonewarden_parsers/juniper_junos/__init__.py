"""Juniper Junos configurations: SRX firewalls, MX, EX and QFX routers and switches; in braces, as `set` commands, or mixed.

Sources: the Junos OS user guides that each module names.
"""

from __future__ import annotations

import re

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.juniper_junos.constructs import CONSTRUCTS
from zonewarden_parsers.juniper_junos.device import freeze, read_device
from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.groups import Groups
from zonewarden_parsers.juniper_junos.ledger import coverage, settle
from zonewarden_parsers.juniper_junos.script import Script, replay
from zonewarden_parsers.juniper_junos.text import Reading, read
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.lines import count_lines
from zonewarden_parsers.model import Aspect, Coverage, Diagnostic, Effect, Gap, Location

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "juniper-junos"
TITLE: str = "Juniper Junos (SRX, MX, EX, QFX)"

_TOPS = (
    r"(?:system|interfaces|security|firewall|policy-options|routing-options|routing-instances|protocols|applications|snmp"
    r"|groups|chassis|vlans|class-of-service|logical-systems|tenants|version|apply-groups|forwarding-options|access|services)"
)
_SET = re.compile(rf"^[ \t]*(?:set|deactivate)[ \t]+{_TOPS}[ \t]+(?!name |ip |all )\S", re.MULTILINE)
_TELLING = re.compile(
    r"^[ \t]*set[ \t]+(?:security[ \t]+(?:policies|zones|address-book|nat)|firewall[ \t]+(?:family[ \t]+(?:inet6?|any|ethernet-switching)[ \t]+)?filter"
    r"|system[ \t]+host-name|interfaces[ \t]+\S+[ \t]+unit|policy-options|routing-options|applications[ \t]+application)\b",
    re.MULTILINE,
)
_BRACES = re.compile(
    rf"^(?:inactive:[ \t]+|replace:[ \t]+)?{_TOPS}[ \t]*(?:\{{|[ \t]\S+;)|^[ \t]+host-name[ \t]+\S+;$|^[ \t]*(?:replace:[ \t]+)?(?:family inet6?|filter|from-zone \S+ to-zone) ?\S* \{{",
    re.MULTILINE,
)
_STOP = re.compile(
    r"^\s*(?:config firewall|edit \d+|config vdom|firewall \{\s*\n\s+(?:all-ping|name |ipv4-name|group \{)|set deviceconfig|set vsys |set address \S+ ip-netmask)",
    re.MULTILINE,
)
_SCORED = 200_000


def score(text: str) -> int:
    """Return how sure the parser is that `text` is its format: 0 not at all, 100 certain."""
    head = text[:_SCORED]
    if _STOP.search(head):
        return 0
    if "JUNIPER CONFIG" in head or "RANCID-CONTENT-TYPE: juniper" in head[:2000]:
        return 100
    flat = len({m.group().split()[1] for m in _SET.finditer(head)})
    if _TELLING.search(head):
        return min(95, 70 + 5 * flat)
    braces = len({m.group().split()[0] for m in _BRACES.finditer(head)})
    return min(95, max(40 * (flat > 0), 45 * (braces > 0)) + 10 * (flat + braces)) if flat or braces else 0


def parse(text: str, path: str) -> Parsed:
    """Parse one configuration: one device, and one more for each logical system and tenant."""
    reading = read(text)
    total = count_lines(text)
    script = replay(reading, path)
    first = Draft(path, script.root)
    _expand(script, first)
    drafts = [first, *_contexts(path, script.root)]
    for draft in drafts:
        read_device(draft)
    for node in settle(script.root):
        owner = first
        owner.diagnostics.append(Diagnostic(node.at, "unknown-line", f"statement not understood: {node.word[:60]}"))
        owner.gaps.append(Gap(Aspect.ALL, Effect.EITHER, "statement not understood", node.at))
    _odd(reading, first)
    ledger = coverage(reading, total, script.said)
    _unread(ledger, first, drafts)
    host = script.root.value("system", "host-name")
    devices = tuple(freeze(draft, ledger, PLATFORM, host) for draft in drafts)
    found = sorted({d for device in devices for d in device.diagnostics}, key=lambda d: (d.location, d.code, d.message))
    return Parsed(path, PLATFORM, devices, tuple(found), ledger)


def _expand(script: Script, draft: Draft) -> None:
    groups = script.root.children.get("groups")
    roots = {} if groups is None or groups.inactive else {n.word: n for n in groups.children.values() if not n.inactive}

    def report(node: Node, message: str) -> None:
        draft.diagnostics.append(Diagnostic(node.at, "configuration-group", message))
        draft.gaps.append(Gap(Aspect.ALL, Effect.EITHER, message, node.at))

    Groups(roots, report).expand(script.root)


def _contexts(path: str, root: Node) -> list[Draft]:
    out: list[Draft] = []
    for kind in ("logical-systems", "tenants"):
        for node in root.under(kind):
            out.append(Draft(path, node, node.word))
    return out


def _unread(ledger: Coverage, first: Draft, drafts: list[Draft]) -> None:
    """Give every unknown line that nobody spoke of (one that repeats a statement, say) its diagnostic and its gap."""
    told = {d.location.line for draft in drafts for d in draft.diagnostics if d.code == "unknown-line"}
    for number in ledger.unknown:
        if number not in told:
            at = Location(first.path, number)
            first.diagnostics.append(Diagnostic(at, "unknown-line", "statement not understood"))
            first.gaps.append(Gap(Aspect.ALL, Effect.EITHER, "statement not understood", at))


def _odd(reading: Reading, draft: Draft) -> None:
    for number, message in reading.odd.items():
        at = Location(draft.path, number)
        draft.diagnostics.append(Diagnostic(at, "unknown-line", message))
        draft.gaps.append(Gap(Aspect.ALL, Effect.EITHER, message, at))
