"""Address translation: `nat source` and `nat destination`, EdgeOS `service nat` and `port-forward`.

Destinations are translated before, sources after the rule sets are asked: they see real addresses.
"""

from __future__ import annotations

from dataclasses import replace

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    NOWHERE,
    Action,
    AddressSet,
    Aspect,
    Direction,
    Effect,
    Match,
    NatRule,
    Rule,
    ServiceSet,
)
from zonewarden_parsers.vyos.draft import Draft
from zonewarden_parsers.vyos.groups import ports
from zonewarden_parsers.vyos.tree import Node


def read_nat(draft: Draft) -> None:
    """Read all translations."""
    for node in draft.root.under("nat", "source", "rule"):
        _source(draft, node, masquerade=node.get("translation", "address", "masquerade") is not None)
    for node in draft.root.under("nat", "destination", "rule"):
        _destination(draft, node, node.value("translation", "address"))
    for node in draft.root.under("service", "nat", "rule"):
        kind = node.value("type")
        if kind == "destination":
            _destination(draft, node, node.value("inside-address", "address"))
        else:
            _source(draft, node, masquerade=kind == "masquerade")
    for path in (("nat", "static"), ("nat", "cgnat"), ("nat66",), ("nat64",)):
        found = draft.root.get(*path)
        if found is not None:
            draft.gap(Aspect.FLOWS, Effect.EITHER, f"{' '.join(path)} is not modelled", found)
    _port_forwards(draft)


def _interface(node: Node, tag: str) -> str:
    found = node.get(tag)
    if found is None:
        return ""
    found.claim()
    return found.value("name") or found.value("interface-name") or next((n for n in found.children if n != "group"), "")


def _text(node: Node, kind: str) -> str:
    words = [" ".join(n.name for n in child.walk()) for child in node.children.values() if child.name != "description"]
    return f"{kind} rule {node.name}: {', '.join(words)}"[:300]


def _source(draft: Draft, node: Node, *, masquerade: bool) -> None:
    node.claim()
    if "disable" in node.children:
        return
    real = literal(node.value("source", "address")) or NOWHERE
    mapped = literal(node.value("translation", "address") or node.value("outside-address", "address")) or NOWHERE
    kind = "exempt" if "exclude" in node.children else "pat" if masquerade else "dynamic"
    out = _interface(node, "outbound-interface")
    draft.nat.append(NatRule(kind, draft.at(node), _text(node, "nat source"), "", out, real & ANY4, mapped & ANY4))


def _destination(draft: Draft, node: Node, inside: str) -> None:
    node.claim()
    if "disable" in node.children or "exclude" in node.children:
        return
    real = literal(inside) or NOWHERE
    mapped = literal(node.value("destination", "address")) or NOWHERE
    entry = _interface(node, "inbound-interface")
    draft.nat.append(
        NatRule(
            "static",
            draft.at(node),
            _text(node, "nat destination"),
            _home(draft, real),
            entry,
            real & ANY4,
            mapped & ANY4,
        )
    )


def _home(draft: Draft, real: AddressSet) -> str:
    return next((i.name for i in draft.interfaces.values() if real and real <= i.networks), "")


def _port_forwards(draft: Draft) -> None:
    """Read EdgeOS port forwards. With `auto-firewall`, their packets pass before any rule set is asked."""
    section = draft.root.get("port-forward")
    if section is None:
        return
    section.claim()
    wan = section.value("wan-interface")
    opened: list[Rule] = []
    for node in section.under("rule"):
        real = literal(node.value("forward-to", "address")) or NOWHERE
        text = _text(node, "port-forward")
        draft.nat.append(NatRule("static", draft.at(node), text, _home(draft, real), wan, real & ANY4, NOWHERE))
        wanted = ports(node.value("forward-to", "port") or node.value("original-port"))
        spans = wanted.spans if wanted is not None else ((0, 65535),)
        numbers = {"tcp": (6,), "udp": (17,)}.get(node.value("protocol"), (6, 17))
        services = ServiceSet.union(ServiceSet.ports(n, spans) for n in numbers)
        goal = real & ANY4 if real else ANY4
        opened.append(
            Rule(
                0, Action.PERMIT, Match(ANY & ANY4, goal, services), draft.at(node), f"built in: {text}", implicit=True
            )
        )
    if section.value("auto-firewall") == "enable":
        _open(draft, wan, opened, section)


def _open(draft: Draft, wan: str, opened: list[Rule], section: Node) -> None:
    """Put permits before the list of the outside interface; lists on the way out are passed by too."""
    for index, binding in enumerate(draft.bindings):
        if binding.interface != wan or binding.direction is not Direction.IN or 4 not in binding.families:
            continue
        before = draft.lists[binding.rule_list]
        name = f"{before.name} with port forwards"
        rules = tuple(replace(rule, index=i) for i, rule in enumerate([*opened, *before.rules]))
        draft.lists[name] = replace(before, name=name, rules=rules)
        draft.bindings[index] = replace(binding, rule_list=name)
        if not any(b.rule_list == before.name for b in draft.bindings):
            del draft.lists[before.name]
    if opened and any(b.direction is Direction.OUT for b in draft.bindings):
        draft.gap(Aspect.FLOWS, Effect.MAY_PERMIT, "port forwards pass the lists on the way out", section)
