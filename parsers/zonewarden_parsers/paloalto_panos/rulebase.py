"""The list of a context: pushed and own rules in the order of evaluation, then the two default rules.

Order (PAN-OS Administrator's Guide, *Security policy*; Panorama Administrator's Guide, *Device Group Policies*): shared pre-rules,
pre-rules from the topmost device group down, the firewall's own rules, post-rules from the device group up, shared post-rules,
default rules. A default rule is overridden by the nearest place that has it: firewall, device group, ancestors, shared.
Without an override traffic within a zone is permitted and between zones denied, neither logged; the latter is the list's
default, and behind a rule that decides everything the former is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zonewarden_parsers.model import Action, Aspect, Atom, AtomKind, Effect, Gap, Location, Match, Rule, RuleList
from zonewarden_parsers.paloalto_panos.document import Document
from zonewarden_parsers.paloalto_panos.security import ACTIONS, RuleReader, claim_other, logs
from zonewarden_parsers.paloalto_panos.tree import Claim, Node
from zonewarden_parsers.paloalto_panos.zones import Zones

LIST = "security"
INTRAZONE, INTERZONE = "intrazone-default", "interzone-default"


@dataclass(frozen=True, slots=True)
class Rulebases:
    """The rulebases of a context, in the order in which their rules are asked; `nearest` first for overrides."""

    ordered: tuple[Node, ...]
    nearest: tuple[Node, ...]

    def entries(self, *path: str) -> list[Node]:
        """Return the rules of one kind of policy, in order."""
        found: list[Node] = []
        for base in self.ordered:
            rules = base.at(*path, "rules")
            found += rules.entries() if rules is not None else []
        return found

    def before(self) -> list[Node]:
        """Return the security rules that come before a firewall's own."""
        found = [base.at("security", "rules") for base in self.ordered if base.key == "pre-rulebase"]
        return [rule for rules in found if rules is not None for rule in rules.entries()]

    def default(self, name: str) -> Node | None:
        """Return the override of a default rule, the nearest one that says an action or logging."""
        found = [
            node for base in self.nearest if (node := base.at("default-security-rules", "rules", name)) is not None
        ]
        for node in found:
            node.mark(Claim.MODELLED)
        return found[0] if found else None


def mention_zones(zones: Zones, bases: Rulebases, document: Document) -> list[tuple[str, Location]]:
    """Learn every zone that a rule names, before any rule is written out; return those that the file should define."""
    unknown: list[tuple[str, Location]] = []
    for kind in ("security", "nat", "pbf"):
        for rule in bases.entries(kind):
            for key in ("from", "to"):
                body = rule.get(key)
                if body is None or (kind == "pbf" and "interface" in body.children):
                    continue
                inner = body.get("zone") if kind == "pbf" else body
                for value in inner.entries() if inner is not None else []:
                    if zones.mention(value.key, document.at(value)):
                        unknown.append((value.key, document.at(value)))
    return unknown


def build_list(
    reader: RuleReader, bases: Rulebases, unzoned: tuple[frozenset[str], Location], at: Location
) -> RuleList:
    """Return the whole list of a context; `unzoned` are the interfaces without a zone with the place of the first, `at` is what stands for the context."""
    rules = list(_without_zone(*unzoned))
    for node in bases.entries("security"):
        rules += reader.rules(node, len(rules))
    inner, outer = bases.default(INTRAZONE), bases.default(INTERZONE)
    reached = not any(_decides_all(rule) for rule in rules)
    if reached or inner is not None:
        rules += _within(reader, inner, at, len(rules))
    action = _action(outer, Action.DENY)
    where = reader.document.at(outer) if outer is not None else at
    if outer is not None:
        text = _text(INTERZONE, outer, action)
        rules.append(Rule(len(rules), action, Match(), where, text, INTERZONE, logged=_logged(outer)))
    return RuleList(LIST, tuple(rules), rules[0].location if rules else at, action, where)


def local_rules(rules: RuleList, bases: Rulebases, document: Document, at: Location) -> list[Gap]:
    """Return a gap for the rules of a firewall's own that may stand between pre-rules and post-rules.

    They are in the firewall's configuration, not in Panorama's. Where a pre-rule decides everything, none is ever asked.
    """
    first = {document.at(node) for node in bases.before()}
    if any(_decides_all(rule) for rule in rules.rules if rule.location in first):
        return []
    reason = "a firewall's own rules, between pre-rules and post-rules, are not in Panorama's configuration"
    return [Gap(Aspect.FLOWS, Effect.MAY_PERMIT, reason, at)]


def _decides_all(rule: Rule) -> bool:
    """Whether nothing passes a rule by, so that built-in rules behind it say nothing."""
    unlimited = rule.from_interfaces is None and rule.to_interfaces is None
    return rule.enabled and unlimited and rule.match == Match() and rule.action is not Action.UNKNOWN


def _without_zone(unzoned: frozenset[str], at: Location) -> Iterable[Rule]:
    text = "interfaces without a zone pass nothing (built in)"
    if unzoned:
        yield Rule(0, Action.DENY, Match(), at, text, "no-zone", implicit=True, from_interfaces=unzoned)
        yield Rule(1, Action.DENY, Match(), at, text, "no-zone", implicit=True, to_interfaces=unzoned)


def _within(reader: RuleReader, override: Node | None, at: Location, index: int) -> list[Rule]:
    """Return the intrazone default as one rule a zone, each at what implies it: the override, or the zone."""
    action = _action(override, Action.PERMIT)
    found: list[Rule] = []
    for zone in sorted(reader.zones.members):
        if not reader.zones.members[zone]:
            continue
        place = reader.document.at(override) if override is not None else reader.zones.places.get(zone, at)
        ports = reader.zones.members[zone]
        text = f"{_text(INTRAZONE, override, action)} in {zone}"
        found.append(
            Rule(
                index + len(found),
                action,
                Match(),
                place,
                text,
                INTRAZONE,
                logged=_logged(override),
                implicit=override is None,
                from_interfaces=ports,
                to_interfaces=ports,
            )
        )
    return found


def _action(override: Node | None, default: Action) -> Action:
    if override is None or "action" not in override.children:
        return default
    return ACTIONS.get(override.text("action"), Action.UNKNOWN)


def _logged(override: Node | None) -> bool:
    return override is not None and logs(override, default=False)


def _text(name: str, override: Node | None, action: Action) -> str:
    return f"{name} {action.value} ({'overridden' if override is not None else 'built in'})"


def other_policies(bases: Rulebases, document: Document) -> list[Gap]:
    """Claim the other policies, and return a gap for each that may drop or divert what security rules permit."""
    gaps: list[Gap] = []
    for base in bases.ordered:
        claim_other(base)
    for rule in bases.entries("pbf"):
        action = rule.children.get("action")
        kinds = frozenset(action.children) if action is not None else frozenset[str]()
        rule.mark()
        if rule.flag("disabled") is True or kinds == frozenset({"no-pbf"}):
            continue
        effect = Effect.MAY_DENY if kinds == frozenset({"discard"}) else Effect.EITHER
        gaps.append(Gap(Aspect.FLOWS, effect, f"policy-based forwarding rule {rule.key}", document.at(rule)))
    for kind, what in (
        ("authentication", "authentication"),
        ("captive-portal", "authentication"),
        ("dos", "denial-of-service"),
    ):
        for rule in bases.entries(kind):
            rule.mark()
            if rule.flag("disabled") is not True and _drops(kind, rule):
                gaps.append(Gap(Aspect.FLOWS, Effect.MAY_DENY, f"{what} rule {rule.key}", document.at(rule)))
    return gaps


def _drops(kind: str, rule: Node) -> bool:
    if kind == "authentication":
        return rule.text("authentication-enforcement") != "default-no-captive-portal"
    if kind == "captive-portal":
        return rule.text("action") != "no-captive-portal"
    action = rule.children.get("action")
    return action is None or any(n.key == "deny" for n in action.children.values())


def unknown_policy(at: Location, text: str) -> RuleList:
    """Return a list that may do anything: for a topology whose policy is not in the file."""
    atom = Atom(AtomKind.UNREADABLE, text, at)
    return RuleList(LIST, (Rule(0, Action.UNKNOWN, Match(atoms=(atom,)), at, text),), at, Action.DENY, at)
