"""A whole file: its written form, its contexts, and what was left."""

from __future__ import annotations

import re
from dataclasses import replace

from zonewarden_parsers.model import (
    Coverage,
    Device,
    Diagnostic,
    Location,
    Severity,
)
from zonewarden_parsers.paloalto_panos.accounting import settle, tell
from zonewarden_parsers.paloalto_panos.brace_form import read_braces
from zonewarden_parsers.paloalto_panos.context import Context
from zonewarden_parsers.paloalto_panos.document import Document
from zonewarden_parsers.paloalto_panos.irrelevant import BASE, SCOPE, SERVERS, TEMPLATE
from zonewarden_parsers.paloalto_panos.rulebase import Rulebases
from zonewarden_parsers.paloalto_panos.scopes import Layout, containers
from zonewarden_parsers.paloalto_panos.set_form import read_set
from zonewarden_parsers.paloalto_panos.tree import Node, merged
from zonewarden_parsers.paloalto_panos.vocabulary import keywords

_VSYS_KEYS = keywords("zone rulebase address address-group service service-group application import")
_RULE_KEYS = frozenset({"from", "to", "source", "destination", "service", "action"})
_SET = re.compile(r"^\s*set\s", re.MULTILINE)


def read_document(text: str, path: str) -> Document:
    """Read a file in whichever of the three forms it is written."""
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        # Imported where it is needed: an XML parser costs more to load than most configurations to read.
        from zonewarden_parsers.paloalto_panos.xml_form import read_xml

        return read_xml(text, path)
    return read_set(text, path) if _SET.search(text) else read_braces(text, path)


def read(text: str, path: str, platform: str) -> tuple[list[Device], list[Diagnostic], Coverage]:
    """Return the devices of a file, its diagnostics and its ledger."""
    document = read_document(text, path)
    _adopt(document)
    layout = Layout.of(document.tree.root)
    contexts = _contexts(document, layout)
    devices = [context.device(platform, document.version) for context in contexts]
    used = frozenset(contexts[0].used)
    _leftovers(layout)
    coverage = settle(document)
    diagnostics, gaps = tell(document, coverage)
    diagnostics += _notes(document)
    finished = [
        replace(
            device,
            coverage=coverage,
            objects=tuple(context.names.named(used)),
            gaps=(*device.gaps, *gaps),
            diagnostics=tuple(diagnostics),
        )
        for device, context in zip(devices, contexts, strict=True)
    ]
    return finished, diagnostics, coverage


def _adopt(document: Document) -> None:
    """Put a rule that stands alone, copied out of its rulebase, where rules stand."""
    root = document.tree.root
    alone = [n for n in root.children.values() if len(_RULE_KEYS & n.children.keys()) > 2]
    for node in alone:
        del root.children[node.key]
        here = root
        for key in ("rulebase", "security", "rules"):
            here = document.tree.child(here, key, node.line)
        here.children[node.key] = node


def _contexts(document: Document, layout: Layout) -> list[Context]:
    used: set[int] = set()
    found = _group_contexts(document, layout, used)
    if not layout.panorama or layout.vsys or any(_VSYS_KEYS & b.children.keys() for b in layout.bases):
        found = [*_vsys_contexts(document, layout, used), *found]
    elif containers(layout.bases, "deviceconfig") or containers(layout.bases, "mgt-config"):
        found.insert(0, _panorama_itself(document, layout, used))
    return found or _vsys_contexts(document, layout, used)


def _panorama_itself(document: Document, layout: Layout, used: set[int]) -> Context:
    """Return Panorama's own management as a device without rules or interfaces but its management port."""
    nothing = Rulebases((), ())
    panorama = tuple(containers(layout.bases, "panorama"))
    return Context(document, "", document.first(), (), panorama, tuple(layout.bases), nothing, used, forwards=False)


def _vsys_contexts(document: Document, layout: Layout, used: set[int]) -> list[Context]:
    names = list(layout.vsys)
    loose = [b for b in layout.bases if _VSYS_KEYS & b.children.keys()]
    if not names or (loose and "vsys1" not in names):
        names.insert(0, "vsys1")
    found: list[Context] = []
    for name in names:
        scopes = (*layout.vsys.get(name, ()), *(loose if name == "vsys1" or len(names) == 1 else ()))
        layers = tuple(dict.fromkeys((*scopes, *layout.pushed, *layout.shared)))
        place = Location(document.path, scopes[0].line) if scopes and scopes[0].key else document.first()
        bases = _rulebases([*layout.shared, *layout.pushed], [], list(scopes))
        several = len(names) > 1
        found.append(
            Context(document, name if several else "", place, layers, scopes, tuple(layout.bases), bases, used, several)
        )
    return found


def _rulebases(outer: list[Node], groups: list[list[Node]], own: list[Node]) -> Rulebases:
    """Return rulebases in order: `outer` (shared, pushed) around `groups` (topmost first) around the firewall's own."""
    levels = [outer, *groups, own]
    before = [r for level in levels for r in containers(level, "pre-rulebase")]
    middle = containers(own, "rulebase")
    after = [r for level in reversed(levels) for r in containers(level, "post-rulebase")]
    nearest = [*middle, *after, *reversed(before)]
    return Rulebases(tuple(dict.fromkeys((*before, *middle, *after))), tuple(dict.fromkeys(nearest)))


def _group_contexts(document: Document, layout: Layout, used: set[int]) -> list[Context]:
    found: list[Context] = []
    reached: set[str] = set()
    manager = next((n for b in layout.bases if (n := b.children.get("deviceconfig"))), None)
    named = manager.text("system", "hostname") if manager is not None else ""
    for group in layout.leaves():
        above = layout.ancestors(group)
        nodes = layout.groups[group]
        layers = (*nodes, *(n for a in above for n in layout.groups.get(a, [])), *layout.shared)
        layers = layers[::-1] if layout.ancestors_first else layers
        rulebases = _rulebases(layout.shared, [layout.groups.get(a, []) for a in reversed(above)], nodes)
        stacks = layout.stacks_of(group) or [""]
        reached.update(stacks)
        for stack in stacks:
            name = f"{group}/{stack}" if len(stacks) > 1 else group
            topology = _laid_over(layout.template_bases(stack) if stack else [])
            scopes = _template_scopes(topology, layout.vsys_of(group))
            place = Location(document.path, nodes[0].line)
            context = Context(
                document, name, place, tuple(layers), scopes, tuple(topology), rulebases, used, manager=named
            )
            context.several, context.local_rules = bool(layout.vsys_of(group)), True
            found.append(context)
    stacked = {t.key for nodes in layout.stacks.values() for n in nodes for t in n.values("templates")}
    for name, nodes in {**layout.templates, **layout.stacks}.items():
        if name in reached or (name in stacked and name not in layout.stacks):
            continue
        topology = _laid_over(layout.template_bases(name))
        scopes = _template_scopes(topology, set())
        place = Location(document.path, nodes[0].line)
        layers = (*scopes, *layout.shared)
        nothing = Rulebases((), ())
        found.append(
            Context(document, name, place, layers, scopes, tuple(topology), nothing, used, policy=False, manager=named)
        )
    return found


def _laid_over(topology: list[Node]) -> list[Node]:
    """Return the bases of a stack as one, templates higher in the stack over lower ones."""
    return [merged(topology)] if len(topology) > 1 else topology


def _template_scopes(topology: list[Node], wanted: set[str]) -> tuple[Node, ...]:
    """Return the virtual systems of templates that a device group is for, all of them where it does not say."""
    entries = [v for body in containers(topology, "vsys") for v in body.entries()]
    chosen = [v for v in entries if v.key in wanted] or entries
    loose = [b for b in topology if _VSYS_KEYS & b.children.keys()]
    return (*chosen, *loose)


def _leftovers(layout: Layout) -> None:
    """Claim what no context reads: containers of reports and the like, and what templates say about themselves."""
    for nodes in (*layout.groups.values(), *layout.vsys.values(), layout.shared, layout.pushed):
        for node in nodes:
            node.ignore(SCOPE | SERVERS)
    for nodes in (*layout.templates.values(), *layout.stacks.values()):
        for node in nodes:
            node.ignore(TEMPLATE)
    for base in layout.bases:
        base.ignore(BASE | SCOPE - {"devices"})


def _notes(document: Document) -> list[Diagnostic]:
    """Say what a reader of the results must know about the file as a whole."""
    found: list[Diagnostic] = []
    if document.tree.size == 0:
        found.append(
            Diagnostic(document.first(), "empty", "nothing that a PAN-OS configuration says", Severity.WARNING)
        )
    return found
