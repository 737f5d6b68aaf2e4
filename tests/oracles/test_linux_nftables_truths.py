"""nftables' own pairs of rule text and JSON: both forms of a rule mean the same, and so does its canonical text."""

from __future__ import annotations

from typing import Any

import pytest

from tests.oracles.corpus import Account, needs_corpus, truth
from zonewarden_parsers.chains import Step
from zonewarden_parsers.linux_interfaces import InterfaceNames
from zonewarden_parsers.linux_nftables import json_rules
from zonewarden_parsers.linux_nftables.meaning import steps_of
from zonewarden_parsers.linux_nftables.scope import Scope
from zonewarden_parsers.linux_nftables.statements import statements
from zonewarden_parsers.linux_nftables.syntax import RuleText, Statement, Unread
from zonewarden_parsers.linux_nftables.tokens import tokens
from zonewarden_parsers.model import Location

pytestmark = needs_corpus
TRUTH = "nftables-upstream/GROUND_TRUTH/rule_syntax.dev.json"
NAMES = InterfaceNames.of(["eth0", "foo"], [])


def of_text(text: str) -> tuple[Statement, ...]:
    return statements(list(tokens(text)), lambda _: "inline")[0]


def meaning(found: tuple[Statement, ...], family: str) -> list[Any]:
    """Return what steps say, but for the wording of atoms."""
    scope = Scope(family, NAMES, NAMES.everything(), {}, frozenset(), untracked=None)
    return [normal(s) for s in steps_of(RuleText(found, Location("t", 1), "rule"), scope)]


def normal(step: Step) -> Any:
    cubes = {
        (c.match.over_parts, c.match.under_parts, bool(c.match.atoms), c.from_interfaces, c.to_interfaces)
        for c in step.cubes
    }
    return (step.verdict, step.target, step.logged, cubes)


def accepted() -> list[dict[str, Any]]:
    return [i for i in truth(TRUTH)["items"] if i["ok"] and i["json"]]


def with_verdict(found: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return (*found, *of_text("accept"))


def same(item: dict[str, Any], family: str) -> bool:
    """Whether a rule's text, its canonical text and its JSON are read whole and mean the same."""
    forms = [of_text(item["rule"]), json_rules.statements(item["json"]), of_text(item["canonical"])]
    if any(isinstance(s, Unread) for form in forms for s in form):
        return False
    first, *others = (meaning(with_verdict(form), family) for form in forms)
    return all(other == first for other in others)


def pairs() -> Account:
    """Compare both forms of every rule of IP, and its canonical text, in each family it is for."""
    account = Account()
    for item in truth(TRUTH)["items"]:
        families = sorted({"ip", "ip6", "inet"} & set(item["families"]))
        if not item["ok"]:
            account.incomparable["a rule that nft refuses: a saved rule set cannot hold it"] += 1
        elif not item["json"]:
            account.incomparable["a rule without JSON"] += 1
        elif not families:
            account.incomparable["a rule of bridge, arp or netdev only: read, and not about routed packets"] += 1
        elif all(same(item, family) for family in families):
            account.agreed += 1
        else:
            account.disagreed[item["rule"]] += 1
    return account


def test_text_and_json_of_a_rule_mean_the_same() -> None:
    assert not pairs().disagreed
    assert pairs().agreed > 250


@pytest.mark.parametrize("family", ["bridge", "arp", "netdev"])
def test_rules_of_other_families_are_read_too(family: str) -> None:
    unread = [
        i["rule"]
        for i in accepted()
        if family in i["families"] and any(isinstance(s, Unread) for s in of_text(i["rule"]))
    ]
    assert unread == []
