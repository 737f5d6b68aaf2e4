"""Rules that name interfaces: which rules of a list a packet between two interfaces is asked about.

A list whose rules name no interfaces is one list for every packet. Otherwise it is one list a pair of interfaces, and pairs
that every rule treats alike share it (`Part`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from zonewarden_parsers.model import Rule, RuleList

Scope = tuple[str, str]
"""The names of the interfaces by which a packet comes in and goes out."""
_Condition = tuple[frozenset[str] | None, frozenset[str] | None]
_ELSEWHERE = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The rules of the list `name` under these conditions; `conditions` is None where the list has none."""

    name: str
    conditions: frozenset[int] | None = None


class Scoped:
    """One rule list, cut by the interfaces that its rules name."""

    def __init__(self, rule_list: RuleList) -> None:
        self.rule_list = rule_list
        self._rules: dict[_Condition, list[Rule]] = {}
        for rule in rule_list.rules:
            self._rules.setdefault((rule.from_interfaces, rule.to_interfaces), []).append(rule)
        self._conditions = list(self._rules)
        self._lists: dict[frozenset[int], RuleList] = {}

    @property
    def conditional(self) -> bool:
        """Whether a rule of the list names an interface."""
        return any(condition != (None, None) for condition in self._conditions)

    def part(self, scope: Scope) -> Part:
        """Return which part of the list a packet between two interfaces is asked about."""
        if not self.conditional:
            return Part(self.rule_list.name)
        met = (i for i, condition in enumerate(self._conditions) if _holds(condition, scope))
        return Part(self.rule_list.name, frozenset(met))

    def rules(self, part: Part) -> RuleList:
        """Return a part as a list: the rules keep their order and their index in the whole list."""
        if part.conditions is None:
            return self.rule_list
        found = self._lists.get(part.conditions)
        if found is None:
            rules = (rule for i in part.conditions for rule in self._rules[self._conditions[i]])
            ordered = tuple(sorted(rules, key=lambda rule: rule.index))
            found = self._lists[part.conditions] = replace(self.rule_list, rules=ordered)
        return found

    def parts(self) -> Iterator[Part]:
        """Yield each part that some pair of interfaces is asked about, once."""
        if not self.conditional:
            yield Part(self.rule_list.name)
            return
        ins = _representatives(condition[0] for condition in self._conditions)
        outs = _representatives(condition[1] for condition in self._conditions)
        yield from dict.fromkeys(map(self.part, product(ins, outs)))


def _holds(condition: _Condition, scope: Scope) -> bool:
    return all(names is None or name in names for names, name in zip(condition, scope, strict=True))


def _representatives(named: Iterable[frozenset[str] | None]) -> list[str]:
    """Return one interface of each kind that the sets tell apart, and `_ELSEWHERE` for one that none of them names."""
    sets = [names for names in dict.fromkeys(named) if names is not None]
    every = sorted(frozenset[str]().union(*sets))
    kinds = {frozenset(i for i, names in enumerate(sets) if name in names): name for name in every}
    return [*kinds.values(), _ELSEWHERE]
