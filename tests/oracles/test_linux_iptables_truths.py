"""Our iptables lists between the verified lower and upper closures of Iptables_Semantics.

The lower closure accepts a NEW packet only where the kernel surely does, the upper one wherever it may. Where the recorded run
replaced interfaces by the source ranges it was told to lie behind them, a packet's interface is not known to us: then the
lower closure must be within what we may permit by some interface, and what we surely permit by every interface within the upper.
"""

from __future__ import annotations

from itertools import product

import pytest

from tests.oracles.closures import accepts, answers, packets, simple
from tests.oracles.corpus import Account, needs_corpus, text_of, truth
from zonewarden_parsers import linux_iptables
from zonewarden_parsers.linux_iptables.device import collect
from zonewarden_parsers.linux_iptables.reader import read
from zonewarden_parsers.model import Packet, RuleList

pytestmark = needs_corpus
UNTRACKED = "config_memphis_testbed"
"""Accepts state UNTRACKED and shows no raw table: the closures take it that no packet is untracked, we leave it open."""
TRUTH = "iptables-semantics/GROUND_TRUTH/closures.dev.json"


def lists(path: str, chain: str) -> tuple[RuleList, list[str]]:
    device = linux_iptables.parse(text_of(path), path).devices[0]
    names = [i.name for i in device.interfaces]
    if chain == "FORWARD":
        return next(r for r in device.rule_lists if r.name == "iptables filter FORWARD"), names
    return collect(read(text_of(path), path)).inputs[0], [*names, "lo", "+"]


def items() -> list[int]:
    return list(range(18))


def outside(number: int) -> Packet | None:
    """Return a packet about which our list does not lie between the closures, or None."""
    item = truth(TRUTH)["items"][number]
    ours, names = lists(item["input"], item["chain"])
    recorded = item["simple_rules"][item["chain"]]
    rules = [simple(row) for row in recorded["rules"]]
    sides = (
        list(product(names or [""], names or [""]))
        if item["chain"] == "FORWARD"
        else [(n, None) for n in names or [""]]
    )
    lower = item["closure"] == "lower"
    exact = item["directly_comparable"] and UNTRACKED not in item["input"]
    for packet in packets(rules, ours):
        closure = accepts(rules, packet, recorded["policy"] == "ACCEPT")
        found = [answers(ours, packet, came, left) for came, left in sides[:60]] if closure is lower else []
        if found and not _fits(found, closure=closure, exact=exact):
            return packet
    return None


def _fits(found: list[set[bool]], *, closure: bool, exact: bool) -> bool:
    """Whether what we may do by each interface agrees with a closure that accepts (the lower one) or does not (the upper one)."""
    if exact:
        return all(f == {closure} for f in found)
    return any(True in f for f in found) if closure else not all(f == {True} for f in found)


def closures() -> Account:
    """Compare our list with every recorded closure."""
    account = Account()
    for number, item in enumerate(truth(TRUTH)["items"]):
        packet = outside(number)
        if packet is None:
            account.agreed += 1
        else:
            account.disagreed[f"{item['raw']}: {packet}"] += 1
    return account


@pytest.mark.parametrize("number", items())
def test_our_list_lies_between_the_closures(number: int) -> None:
    assert len(truth(TRUTH)["items"]) == len(items())
    assert outside(number) is None
