"""Firewall filters: terms to rules, and filters to interfaces.

Junos Routing Policies, Firewall Filters, and Traffic Policers User Guide: the first term that matches and ends the evaluation
decides; `next term` goes on; a term without accept, discard or reject accepts (*Firewall filter terminating and nonterminating actions*); what
no term matches is discarded. Filters of an `input-list` are one filter after another with one implicit discard. Policers limit the rate of what
is accepted and are not judged. `packet-mode` takes packets past flow processing, and so past the security policies of an SRX
(*Selective Stateless Packet-Based Services*). A filter with `address` or `prefix-list` matches either end: two rules of one term.

Where terms that a configuration group brings in stand among those said in place is not documented: they are asked at the end, and
before the others as terms that may match but never surely do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from zonewarden_parsers.juniper_junos.conditions import Condition, ConditionReader, Side
from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.prefix_lists import PrefixLists
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import (
    EMPTY_SERVICE,
    NOWHERE,
    Action,
    Aspect,
    Atom,
    AtomKind,
    Binding,
    Direction,
    Effect,
    Gap,
    Match,
    NamedObject,
    Reference,
    Rule,
    RuleList,
)

FAMILIES = {"inet": 4, "inet6": 6, "any": None}
MAX_NESTING = 8
_DIRECTIONS = {"input": Direction.IN, "input-list": Direction.IN, "output": Direction.OUT, "output-list": Direction.OUT}
_THEN_QUIET = frozenset({
    "count", "log", "syslog", "sample", "policer", "three-color-policer", "forwarding-class", "loss-priority", "dscp", "traffic-class",
    "port-mirror", "port-mirror-instance", "prefix-action", "service-accounting", "service-accounting-deferred",
    "hierarchical-policer", "next", "accept", "discard", "reject", "load-balance", "analyzer", "interface-group",
    "enhanced-hierarchical-policer", "policer-charge", "service-filter-hit", "virtual-channel", "policy-map", "clear-policy-map", "slice",
    "traffic-class-count", "pkt-trace", "packet-capture", "inline-monitoring-instance", "inband-flow-telemetry-init",
    "inband-flow-telemetry-terminate", "l2-mirror", "force-premium", "exclude-accounting", "outer-dscp", "qfi", "tos-reflect",
    "dont-fragment", "gbp-tag", "user-vlan-1p-priority", "user-vlan-id", "vlan",
})  # fmt: skip
_DIVERT = frozenset({"routing-instance", "next-interface", "next-ip", "next-ip6", "topology", "ipsec-sa", "next-hop-group",
                     "encapsulate", "decapsulate", "redirect-to-routing-instance", "logical-system", "redirect", "skip-services"})  # fmt: skip


@dataclass(slots=True)
class FilterReader:
    """Reads the filters of one device."""

    draft: Draft
    lists: PrefixLists
    terms: dict[str, list[Rule]] = field(default_factory=dict)
    places: dict[str, Node] = field(default_factory=dict)
    bound: set[str] = field(default_factory=set)
    defined: list[str] = field(default_factory=list)

    def read(self) -> None:
        """Read every filter of families inet, inet6 and any into a list of its own."""
        for family, node in self._filters():
            name = list_name(family, node.word)
            self.places[name] = node
            self.terms[name] = self._rules(family, node, 0, "")
            self.defined.append(name)
            self._list(name, self.terms[name])
        top = self.draft.root.get("firewall")
        if top is not None:
            top.take()
            self._others(top)

    def _filters(self) -> Iterator[tuple[str, Node]]:
        for node in self.draft.root.under("firewall", "filter"):
            yield "inet", node
        for family in FAMILIES:
            for node in self.draft.root.under("firewall", "family", family, "filter"):
                yield family, node

    def _others(self, top: Node) -> None:
        for word in (
            "policer",
            "three-color-policer",
            "hierarchical-policer",
            "interface-set",
            "load-balance-group",
            "logical-bandwidth-policer",
            "enhanced-hierarchical-policer",
            "atm-policer",
            "flexible-match",
            "tunnel-end-point",
            "disable-arp-policers",
            "v6-flowlabel-enable",
            "no-next-header-to-payload-protocol-mapping",
        ):
            if (found := top.get(word)) is not None:
                found.pass_over()
        families = top.get("family")
        for family in families.children.values() if families else ():
            family.take()
            if family.word in FAMILIES:
                for word in ("prefix-action", "dialer-filter", "service-filter", "simple-filter", "fast-update-filter"):
                    if (found := family.get(word)) is not None:
                        self.draft.gap(Aspect.FLOWS, Effect.MAY_DENY, f"firewall {word} is not modelled", found)
            else:
                family.take_all()

    def _list(self, name: str, rules: list[Rule]) -> None:
        node = self.places[name]
        numbered = tuple(replace(rule, index=i) for i, rule in enumerate(rules))
        family = "ipv6" if name.startswith("inet6 ") else "ip"
        self.draft.rule_lists[name] = RuleList(name, numbered, node.at, Action.DENY, None, family)

    def _rules(self, family: str, node: Node, depth: int, prefix: str) -> list[Rule]:
        node.take()
        rules: list[Rule] = []
        for word, child in node.children.items():
            if word == "term":
                child.take()
                off = node.inactive or child.inactive
                terms = [(term, self._term(family, term, depth, prefix, off=off)) for term in child.children.values()]
                rules += [*_perhaps_first(terms), *(rule for _, found in terms for rule in found)]
            elif word in ("from", "then"):
                continue
            elif word in _FILTER_QUIET:
                child.pass_over()
            else:
                self.draft.unknown(child, f"filter statement not understood: {word}")
        if "from" in node.children or "then" in node.children:
            rules += self._term(family, node, depth, prefix, off=node.inactive)
        return rules

    def _term(self, family: str, node: Node, depth: int, prefix: str, *, off: bool) -> list[Rule]:
        node.take()
        nested = node.get("filter")
        if nested is not None and "then" not in node.children:
            return self._nested(family, nested, depth, f"{prefix}{node.word} ")
        condition = ConditionReader(self.draft, self.lists, FAMILIES[family]).read(node.get("from"))
        action = self._action(node)
        for word, child in node.children.items():
            if word not in ("from", "then", "filter", "term") and word not in _FILTER_QUIET:
                self.draft.unknown(child, f"term statement not understood: {word}")
        if action is None:
            return []
        logged = any(node.get("then", word) is not None for word in ("log", "syslog"))
        text = f"term {node.word}: {_told(node)}"
        base = Rule(
            0, action, _match(condition, condition.source, condition.destination), node.at, text, prefix + node.word,
            not (off or node.inactive), logged, references=tuple(dict.fromkeys(condition.names)), from_interfaces=condition.interfaces,
        )  # fmt: skip
        if condition.either is None:
            return [base]
        first = replace(
            condition.source,
            under=condition.source.under & condition.either.under,
            over=condition.source.over & condition.either.over,
        )
        second = replace(
            condition.destination,
            under=condition.destination.under & condition.either.under,
            over=condition.destination.over & condition.either.over,
        )
        return [
            replace(base, match=_match(condition, first, condition.destination)),
            replace(base, match=_match(condition, condition.source, second)),
        ]

    def _nested(self, family: str, nested: Node, depth: int, prefix: str) -> list[Rule]:
        nested.take_all()
        rules: list[Rule] = []
        for name in nested.children:
            found = self.draft.root.get("firewall", "family", family, "filter", name)
            if found is None and family == "inet":
                found = self.draft.root.get("firewall", "filter", name)
            self.bound.add(list_name(family, name))
            if found is None or depth >= MAX_NESTING:
                self.draft.missing("filter", name, nested)
                atom = Atom(AtomKind.REFERENCE, f"filter {name} is not known", nested.at)
                rules.append(Rule(0, Action.UNKNOWN, Match(atoms=(atom,)), nested.at, f"filter {name}", prefix.strip()))
            else:
                rules += self._rules(family, found, depth + 1, prefix)
        return rules

    def _action(self, node: Node) -> Action | None:
        """Return what a term does; None where it lets the next one decide."""
        then = node.get("then")
        if then is None:
            return Action.PERMIT
        then.take()
        words = {c.word: c for c in then.children.values() if not c.inactive}
        for word, child in words.items():
            child.take_all()
            if word in _DIVERT:
                reason = f"filter term {node.word} sends packets elsewhere: {word}"
                self.draft.gap(Aspect.FLOWS, Effect.EITHER, reason, child)
            elif word == "packet-mode" and self.draft.root.get("security", "zones") is not None:
                reason = f"filter term {node.word} takes packets past the policies: packet-mode"
                self.draft.gap(Aspect.FLOWS, Effect.MAY_PERMIT, reason, child)
            elif word not in _THEN_QUIET and word != "packet-mode":
                self.draft.unknown(child, f"filter action not understood: {word}")
        ends = [w for w in words if w in ("accept", "discard", "reject") or w == "next"]
        own = [w for w in ends if not words[w].inherited] or ends[:1]
        last = own[-1] if own else "accept"
        if last == "next":
            return None
        return Action.PERMIT if last == "accept" else Action.DENY

    def bind(self, interface: str, family: str, node: Node) -> None:
        """Apply `filter input NAME`, `output`, `input-list`, `output-list` under a family of an interface."""
        node.take()
        for word, child in node.children.items():
            if child.inactive:
                child.take_all()
            elif word in _DIRECTIONS:
                self._bind(interface, family, _DIRECTIONS[word], child, listed=word.endswith("list"))
            elif word in ("group", "dialer"):
                child.pass_over()
            else:
                self.draft.unknown(child, f"filter statement not understood: {word}", Aspect.FLOWS, interface)

    def _bind(self, interface: str, family: str, direction: Direction, node: Node, *, listed: bool) -> None:
        names = [n for n in node.children if n not in ("precedence", "shared-name")]
        node.take_all()
        if not listed:
            names = [node.value()] if len(names) > 1 else names
        if family not in FAMILIES:
            reason = f"filter {' '.join(names)} of family {family} is not modelled"
            self.draft.gap(Aspect.FLOWS, Effect.MAY_DENY, reason, node, interface)
            return
        known = [self._known(family, n, node) for n in names]
        families = (4, 6) if FAMILIES[family] is None else (FAMILIES[family] or 4,)
        name = known[0] if len(known) == 1 else " + ".join(known)
        if len(known) > 1 and name not in self.draft.rule_lists:
            self.places[name] = node
            self._list(name, [rule for n in known for rule in self.terms[n]])
        if known and not _protects_device(interface):
            self.draft.bindings.append(Binding(name, interface, direction, node.at, families))

    def _known(self, family: str, name: str, node: Node) -> str:
        found = list_name(family, name)
        if found not in self.terms and list_name("any", name) in self.terms:
            found = list_name("any", name)
        self.bound.add(found)
        if found not in self.terms:
            self.places[found] = node
            self.terms[found] = [_unknown(name, node)]
            self._list(found, self.terms[found])
            self.draft.undefined.append(Reference(name, "filter", node.at))
            self.draft.gaps.append(Gap(Aspect.FLOWS, Effect.EITHER, f"filter {name} is not defined", node.at))
        return found

    def objects(self) -> None:
        """List every filter, with whether something applies it."""
        for name in self.defined:
            node, used = self.places[name], name in self.bound
            self.draft.objects.append(NamedObject(node.word, "filter", node.at, used=used, empty=not self.terms[name]))


_FILTER_QUIET = frozenset({
    "interface-specific", "physical-interface-filter", "accounting-profile", "enhanced-mode", "fast-lookup-filter", "instance-shared", "description",
    "promote", "interface-shared", "no-hierarchical-policer", "apply-groups", "apply-groups-except", "scale-optimized",
    "transient-filter", "enhanced-mode-override", "instance-specific", "scale-mode", "no-incremental-update", "layer2-policer",
})  # fmt: skip


def list_name(family: str, name: str) -> str:
    """Return the name of a filter's list: filters of different families may have one name."""
    return name if family == "inet" else f"{family} {name}"


def _protects_device(interface: str) -> bool:
    return interface.partition(".")[0] == "lo0"


def _unknown(name: str, node: Node) -> Rule:
    atom = Atom(AtomKind.REFERENCE, f"filter {name} is not known", node.at)
    return Rule(0, Action.UNKNOWN, Match(atoms=(atom,)), node.at, f"filter {name}")


def _perhaps_first(terms: list[tuple[Node, list[Rule]]]) -> Iterator[Rule]:
    """Yield what inherited terms do if they are asked before the terms said in place, as matches that are never sure."""
    own = {rule.action for term, rules in terms if not term.inherited for rule in rules}
    for term, rules in terms:
        for rule in rules:
            if term.inherited and own - {rule.action}:
                atom = Atom(AtomKind.OTHER, "inherited from a configuration group: perhaps asked first", term.at)
                match = replace(rule.match, atoms=(*rule.match.atoms, atom), under=_NEVER_SURE)
                yield replace(rule, match=match)


_NEVER_SURE = (NOWHERE, NOWHERE, EMPTY_SERVICE)


def _match(condition: Condition, source: Side, destination: Side) -> Match:
    exact = not condition.atoms and source.under == source.over and destination.under == destination.over
    under = None if exact else (source.under, destination.under, condition.under)
    return Match(source.over, destination.over, condition.over, tuple(condition.atoms), under)


def _told(node: Node) -> str:
    parts: list[str] = []
    conditions = node.children.get("from")
    for child in conditions.children.values() if conditions else ():
        values = (f"{c.word} except" if "except" in c.children else c.word for c in child.children.values())
        parts.append(f"{child.word} {' '.join(values)}".rstrip())
    then = node.children.get("then")
    text = f"{'; '.join(parts) or 'everything'}; then {' '.join(then.children) if then else 'accept'}"
    return text if len(text) <= 500 else text[:497] + "..."
