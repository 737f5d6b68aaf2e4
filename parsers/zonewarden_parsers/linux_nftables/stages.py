"""The base chains a packet passes, hook by hook and by priority, each flattened to one list.

All base chains of a hook are asked in the order of their priority, those of all families that concern the packet; `accept` ends
one chain only, `drop` ends all (nft(8), CHAINS). Chains of the prerouting hook in front of destination NAT see published addresses:
where the rule set has DNAT, their drops are a gap that may deny.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from zonewarden_parsers.chains import Chain, Flattened, Step, flatten, unreached
from zonewarden_parsers.linux_interfaces import REST, InterfaceNames
from zonewarden_parsers.linux_nftables.axes import INTERFACES
from zonewarden_parsers.linux_nftables.compare import fields_of
from zonewarden_parsers.linux_nftables.draft import DSTNAT, Draft
from zonewarden_parsers.linux_nftables.meaning import steps_of
from zonewarden_parsers.linux_nftables.scope import Scope
from zonewarden_parsers.linux_nftables.syntax import (
    Branch,
    ChainText,
    Field,
    Fill,
    Idle,
    Items,
    Joined,
    Named,
    RuleText,
    Scalar,
    SetText,
    Several,
    TableText,
    Test,
    Translate,
    Value,
)
from zonewarden_parsers.model import (
    Action,
    Aspect,
    Atom,
    AtomKind,
    Effect,
    Gap,
    Location,
    Match,
    Reference,
    Rule,
    RuleList,
)

VERSIONS = {"ip": (4,), "ip6": (6,), "inet": (4, 6)}
CONNTRACK = -200
"""The priority at which sessions are looked up (linux/netfilter_ipv4.h, NF_IP_PRI_CONNTRACK)."""
_HOOKS = ("prerouting", "forward", "postrouting")
_POLICIES = {"accept": Action.PERMIT, "drop": Action.DENY}


@dataclass(slots=True)
class Stages:
    """The lists of forwarded packets in order with their IP versions, those of packets to the machine, translation."""

    forward: list[tuple[RuleList, tuple[int, ...]]] = field(default_factory=list[tuple[RuleList, tuple[int, ...]]])
    inputs: list[tuple[RuleList, tuple[int, ...]]] = field(default_factory=list[tuple[RuleList, tuple[int, ...]]])
    translated: list[tuple[Translate, Step]] = field(default_factory=list[tuple[Translate, Step]])
    undefined: list[Reference] = field(default_factory=list[Reference])
    problems: dict[Location, str] = field(default_factory=dict[Location, str])


def stages(draft: Draft, names: InterfaceNames) -> Stages:
    """Read the rules of every table of IP, and flatten its base chains."""
    found = Stages()
    bases: list[tuple[ChainText, TableText, Flattened]] = []
    translates = any(
        isinstance(s, Translate) and s.kind in {"dnat", "redirect"} for r in _rules(draft) for s in r.statements
    )
    untracked = any(isinstance(s, Idle) and s.word == "notrack" for r in _rules(draft) for s in r.statements) or None
    for table in draft.tables.values():
        if table.family not in VERSIONS or table.dormant:
            continue
        scope = Scope(table.family, names, names.everything(), table.sets, _filled(table), untracked, found.undefined)
        chains = {name: _chain(chain, scope, found) for name, chain in table.chains.items()}
        entries = [name for name, chain in table.chains.items() if chain.hook]
        draft.diagnostics.extend(unreached(chains, entries))
        for name in entries:
            if table.chains[name].hook in {*_HOOKS, "input"}:
                label = f"{table.family} {table.name} {name}"
                flat = flatten(chains, name, interfaces=scope.interfaces, name=label)
                draft.diagnostics.extend(flat.diagnostics)
                found.undefined.extend(flat.undefined)
                bases.append((table.chains[name], table, flat))
        found.problems.update(scope.problems)
    for hook in (*_HOOKS, "input"):
        own = [b for b in bases if b[0].hook == hook]
        for chain, table, flat in sorted(own, key=lambda b: b[0].priority):
            _place(found, draft, chain, table, at_hook(flat.rule_list, hook), translates=translates)
    return found


def _place(
    found: Stages, draft: Draft, chain: ChainText, table: TableText, rules: RuleList, *, translates: bool
) -> None:
    versions = VERSIONS[table.family]
    if chain.hook == "input":
        if chain.kind != "nat":
            found.inputs.append((rules, versions))
    elif chain.kind == "nat":
        if may_deny(rules):
            draft.gaps.append(Gap(Aspect.FLOWS, Effect.MAY_DENY, "a NAT chain drops packets", chain.location))
    elif _before_tracking(chain, table):
        reason = "a chain asks for the state of sessions before they are tracked"
        draft.gaps.append(Gap(Aspect.FLOWS, Effect.MAY_DENY, reason, chain.location))
    elif chain.hook == "forward" or may_deny(rules):
        if chain.hook == "prerouting" and translates and chain.priority <= DSTNAT:
            reason = "a chain drops before addresses are translated"
            draft.gaps.append(Gap(Aspect.FLOWS, Effect.MAY_DENY, reason, chain.location))
        else:
            found.forward.append((rules, versions))


def _before_tracking(chain: ChainText, table: TableText) -> bool:
    """Return whether a chain may ask for states where every packet still is INVALID."""
    return (
        chain.hook == "prerouting"
        and chain.priority <= CONNTRACK
        and any(_asks_state(c) for c in table.chains.values())
    )


def _asks_state(chain: ChainText) -> bool:
    fields = (
        field
        for rule in chain.rules
        for s in rule.statements
        if isinstance(s, Test | Branch)
        for field in fields_of(s.left if isinstance(s, Test) else s.key)
    )
    return any(f.startswith("ct ") for f in fields)


def at_hook(rules: RuleList, hook: str) -> RuleList:
    """Return a list as its hook sees interfaces.

    Before routing no packet has an outgoing one: it is compared as an interface without a name, which no rule can name. After
    routing the incoming one is known since Linux 5.7 only: there such a condition is a doubt.
    """
    if hook in {"prerouting", "input"}:
        kept = (r for r in rules.rules if r.to_interfaces is None or REST in r.to_interfaces)
        listed = tuple(replace(r, to_interfaces=None) for r in kept)
    elif hook == "postrouting":
        listed = tuple(_doubted(r) if r.from_interfaces is not None else r for r in rules.rules)
    else:
        return rules
    return replace(rules, rules=tuple(replace(r, index=i) for i, r in enumerate(listed)))


def _doubted(rule: Rule) -> Rule:
    atom = Atom(AtomKind.INTERFACE, "incoming interface after routing", rule.location)
    match = Match(*rule.match.over_parts, atoms=(*rule.match.atoms, atom))
    names = rule.from_interfaces or frozenset[str]()
    return replace(rule, match=match, from_interfaces=None if REST in names else names)


def _chain(chain: ChainText, scope: Scope, found: Stages) -> Chain:
    steps: list[Step] = []
    for rule in chain.rules:
        own = steps_of(rule, scope)
        steps.extend(own)
        translated = next((s for s in rule.statements if isinstance(s, Translate)), None)
        if translated is not None and own:
            found.translated.append((translated, own[-1]))
    return Chain(chain.name, tuple(steps), chain.location, _POLICIES[chain.policy], chain.policy_location)


def may_deny(rules: RuleList) -> bool:
    """Return whether a list can deny anything."""
    return rules.default is not Action.PERMIT or any(r.action is not Action.PERMIT for r in rules.rules)


def _rules(draft: Draft) -> Iterator[RuleText]:
    for table in draft.tables.values():
        for chain in table.chains.values():
            yield from chain.rules


def _filled(table: TableText) -> frozenset[str]:
    return frozenset(
        s.name for c in table.chains.values() for r in c.rules for s in r.statements if isinstance(s, Fill) and s.name
    )


def interface_words(draft: Draft) -> dict[str, Location]:
    """Return every interface name and pattern that a rule compares with, and where first."""
    found: dict[str, Location] = {}
    for table in draft.tables.values():
        if table.family in VERSIONS:
            for chain in table.chains.values():
                for rule in chain.rules:
                    for word in _named_in(rule, table.sets):
                        found.setdefault(word, rule.location)
    return found


def _named_in(rule: RuleText, sets: Mapping[str, SetText]) -> Iterator[str]:
    for statement in rule.statements:
        if isinstance(statement, Test):
            if isinstance(statement.left, Field) and statement.left.name not in INTERFACES:
                continue
            several = isinstance(statement.left, Several)
            yield from _words(list(fields_of(statement.left)), statement.right, sets, joined=several)
        elif isinstance(statement, Branch):
            listed = statement.entries
            entries = (sets[listed].verdicts if listed in sets else ()) if isinstance(listed, str) else listed
            joined = isinstance(statement.key, Several)
            for key, _ in entries:
                yield from _words(list(fields_of(statement.key)), key, sets, joined=joined)


def _words(
    fields: Sequence[str], value: Value, sets: Mapping[str, SetText], depth: int = 0, *, joined: bool
) -> Iterator[str]:
    """Yield the words of a value that stand for interfaces."""
    if not any(f in INTERFACES for f in fields) or depth > 4:
        return
    if isinstance(value, Items):
        for item in value.items:
            yield from _words(fields, item, sets, depth + 1, joined=joined)
    elif isinstance(value, Named):
        for element in sets[value.name].elements if value.name in sets else ():
            yield from _words(fields, element, sets, depth + 1, joined=joined)
    elif isinstance(value, Joined) and joined:
        for name, part in zip(fields, value.parts, strict=False):
            yield from _words([name], part, sets, depth + 1, joined=False)
    elif isinstance(value, Scalar) and not joined and not value.text.isdigit():
        yield value.text
