"""The whole of one file."""

from __future__ import annotations

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.juniper_junos import PLATFORM
from zonewarden_parsers.juniper_junos.device import freeze, read_device
from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.groups import Groups
from zonewarden_parsers.juniper_junos.ledger import coverage, settle
from zonewarden_parsers.juniper_junos.script import Script, replay
from zonewarden_parsers.juniper_junos.text import Reading, read
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.lines import count_lines
from zonewarden_parsers.model import Aspect, Coverage, Diagnostic, Effect, Gap, Location
from zonewarden_parsers.model.location import in_order


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
    return Parsed(path, PLATFORM, devices, in_order(d for device in devices for d in device.diagnostics), ledger)


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
