"""The whole of one file."""

from __future__ import annotations

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.cisco_asa import PLATFORM, ftd, routing, system
from zonewarden_parsers.cisco_asa.access_lists import ListDraft, ListReader, group_lines
from zonewarden_parsers.cisco_asa.bindings import bind
from zonewarden_parsers.cisco_asa.device import freeze
from zonewarden_parsers.cisco_asa.dispatch import read_block
from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.cisco_asa.groups import Resolver
from zonewarden_parsers.cisco_asa.layout import Layout, read_layout
from zonewarden_parsers.cisco_asa.nat import Translator, read_nat_line, read_object_nat
from zonewarden_parsers.cisco_asa.script import replay
from zonewarden_parsers.cisco_asa.vpn_facts import VpnFacts
from zonewarden_parsers.lines import Block, Ledger, count_lines
from zonewarden_parsers.model import Aspect, LineState, RuleList

_TRANSLATIONS = frozenset({"nat", "global", "static"})


def parse(text: str, path: str) -> Parsed:
    """Parse one configuration into one device (a context's own file is one device with `context`)."""
    ledger = Ledger(path, count_lines(text))
    draft = Draft(path, ledger, VpnFacts())
    layout = read_layout(text, ledger)
    commands = {block.line.words[0] for block in layout.blocks}
    header = next(
        (b.line for b in layout.blocks if b.line.words[1:2] in (("Version",), ("VERSION",)) and len(b.line.words) > 2),
        None,
    )
    release = header.words[2] if header else ""
    product = header.words[0] if header else ""
    draft.threat_defense = product == "NGFW" or any(raw.startswith(ftd.LIST) for _, raw in layout.access_lists)
    draft.dual = draft.threat_defense or (not system.is_old(release, commands) and product not in ("PIX", "FWSM"))
    replay(draft, layout, old=product in ("PIX", "FWSM") if product else "nameif" in commands)
    drafts = _read_blocks(draft, layout)
    resolver = Resolver(draft)
    reader = ListReader(draft, resolver)
    lists: dict[str, RuleList] = {}
    for name, source in drafts.items():
        found = reader.read(source)
        if found is not None:
            lists[name] = found
    bindings = bind(draft, drafts, lists)
    _read_translations(draft, layout, Translator(draft, resolver, lists))
    routing.check_interfaces(draft)
    device = freeze(draft, resolver, lists, bindings, PLATFORM)
    return Parsed(path, PLATFORM, (device,), device.diagnostics, device.coverage)


def _read_blocks(draft: Draft, layout: Layout) -> dict[str, ListDraft]:
    """Read every command but translations, which need the lists; return the access lists, not yet read."""
    drafts = group_lines(draft, layout.access_lists)
    for block in layout.blocks:
        if block.line.words[0] == "name":
            read_block(draft, block)
    for block in layout.blocks:
        words = list(block.line.words)
        if words[:2] == ["ipv6", "access-list"] and len(words) > 3:
            found = drafts.setdefault(words[2], ListDraft(words[2], "ipv6"))
            found.entries.append((block.line.number, " " * block.line.indent + block.line.text))
        elif words[0] not in _TRANSLATIONS and words[0] != "name":
            read_block(draft, block)
    return drafts


def _read_translations(draft: Draft, layout: Layout, translator: Translator) -> None:
    for block in layout.blocks:
        if block.line.words[0] in _TRANSLATIONS:
            _read_translation(draft, translator, block)
        elif block.line.words[:2] == ("object", "network") and len(block.line.words) == 3:
            for line in block.children:
                if line.words[0] == "nat" and not read_object_nat(translator, block.line.words[2], line):
                    draft.unknown(line, "nat line not understood", Aspect.FLOWS)


def _read_translation(draft: Draft, translator: Translator, block: Block) -> None:
    if not read_nat_line(translator, block.line):
        draft.unknown(block.line, "nat line not understood", Aspect.FLOWS)
    for line in block.children:
        if draft.ledger.states[line.number - 1] is LineState.UNKNOWN:
            draft.unknown(line, "line of a nat command not understood")
