"""ClassBench acl1_1k: the first match of 11,069 trace packets, by a linear scan over the original filter set.

The truth ignores ports of protocols other than TCP and UDP, as the rendered lists do, and has no TCP flags: a packet of
it opens a session.
"""

from __future__ import annotations

import ipaddress
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cache

import pytest

from tests.oracles.corpus import Account, needs_corpus, parsed, text_of, truth
from zonewarden_parsers.model import Rule, RuleList
from zonewarden_parsers.registry import PARSERS

pytestmark = needs_corpus


class Cells:
    """The rules that hold a point, as bits, for every interval between two cuts."""

    def __init__(self, spans: Iterable[tuple[int, int, int]]) -> None:
        """Take (low, high, rule)."""
        changes: dict[int, int] = {0: 0}
        for low, high, rule in spans:
            changes[low] = changes.get(low, 0) ^ 1 << rule
            changes[high + 1] = changes.get(high + 1, 0) ^ 1 << rule
        self._starts = sorted(changes)
        self._masks, mask = [], 0
        for start in self._starts:
            mask ^= changes[start]
            self._masks.append(mask)

    def at(self, point: int) -> int:
        return self._masks[bisect_right(self._starts, point) - 1]


def first_matches(rules: RuleList, packets: Iterable[tuple[str, str, int, int, int]]) -> list[int | None]:
    """Return the index of the first rule that matches each (source, destination, source port, destination port, protocol)."""
    listed = [r.match for r in rules.rules]
    sources = Cells((a, b, i) for i, m in enumerate(listed) for a, b in m.sources.v4.spans)
    destinations = Cells((a, b, i) for i, m in enumerate(listed) for a, b in m.destinations.v4.spans)

    @cache
    def services(protocol: int, first: int, second: int) -> int:
        return sum(
            1 << i
            for i, m in enumerate(listed)
            if any(
                b.protocols[0] <= protocol <= b.protocols[1]
                and b.first[0] <= first <= b.first[1]
                and b.second[0] <= second <= b.second[1]
                for b in m.services.boxes()
            )
        )

    out: list[int | None] = []
    for source, destination, first, second, protocol in packets:
        ports = (first, second) if protocol in (6, 17) else (0, 0)
        hit = sources.at(number(source)) & destinations.at(number(destination)) & services(protocol, *ports)
        out.append((hit & -hit).bit_length() - 1 if hit else None)
    return out


def number(text: str) -> int:
    return int(ipaddress.IPv4Address(text))


def trace(platform: str) -> Account:
    """Compare the first matches of the trace."""
    items = truth("_derived/classbench/GROUND_TRUTH/acl1_1k.first_match.dev.json")["items"]
    (rules,) = parsed(f"_derived/classbench/acl1_1k.{platform}.cfg", f"cisco_{platform}").devices[0].rule_lists
    account = Account()
    for item, ours in zip(items, first_matches(rules, (i[:5] for i in items)), strict=True):
        action = rules.rules[ours].action.value if ours is not None else "deny"
        if (ours, action) == (item[5], item[6]):
            account.agreed += 1
        else:
            account.disagreed[f"{item}: rule {ours}, {action}"] += 1
    return account


@pytest.mark.parametrize("platform", ["ios", "asa"])
def test_every_packet_of_the_trace_meets_its_rule_first(platform: str) -> None:
    assert trace(platform).table() == {"agreed": 11069, "disagreed": {}, "not comparable": {}}


@pytest.mark.parametrize("name", ["acl1_1k", "fw1_10k"])
def test_both_renderings_of_a_filter_set_mean_the_same_rule_by_rule(name: str) -> None:
    both = [parsed(f"_derived/classbench/{name}.{p}.cfg", f"cisco_{p}").devices[0].rule_lists for p in ("ios", "asa")]
    ios, asa = (found[0].rules for found in both)
    assert len(ios) == len(asa) > 900
    for one, other in zip(ios, asa, strict=True):
        a, b = one.match, other.match
        assert (a.sources.v4, a.destinations.v4, a.services) == (b.sources.v4, b.destinations.v4, b.services), (
            one.text,
            other.text,
        )
        assert (one.action, a.atoms, b.atoms) == (other.action, (), ())


RENDERED: dict[str, tuple[str, Callable[[Rule], int]]] = {
    "linux-iptables": ("acl1_1k.ipt.rules", lambda r: r.location.line - 6),
    "linux-nftables": ("acl1_1k.nft.nft", lambda r: r.location.line - 4),
    "juniper-junos": ("acl1_1k.srx.set", lambda r: int(r.name[1:])),
}
"""Other renderings, and how a rule of each tells which rule of the filter set it is."""


def rendered_trace(platform: str) -> Account:
    """Compare the first matches of the trace in a rendering for SRX or Linux; what the rendering leaves out cannot be compared."""
    name, number_of = RENDERED[platform]
    device = PARSERS[platform].parse(text_of(f"_derived/classbench/{name}"), name).devices[0]
    listed = next(x for x in device.rule_lists if len(x.rules) > 900)
    rules = RuleList("r", tuple(r for r in listed.rules if not r.implicit), listed.location)
    numbers = [number_of(r) for r in rules.rules]
    items = truth("_derived/classbench/GROUND_TRUTH/acl1_1k.first_match.dev.json")["items"]
    account = Account()
    for item, found in zip(items, first_matches(rules, (i[:5] for i in items)), strict=True):
        ours = None if found is None else numbers[found]
        action = rules.rules[found].action.value if found is not None else "deny"
        if item[5] is not None and item[5] not in numbers:
            account.incomparable["the rule is not in the rendering"] += 1
        elif (ours, action) == (item[5], item[6]):
            account.agreed += 1
        else:
            account.disagreed[f"{item}: rule {ours}, {action}"] += 1
    return account


@pytest.mark.parametrize("platform", RENDERED)
def test_every_packet_of_the_trace_meets_its_rule_first_elsewhere(platform: str) -> None:
    account = rendered_trace(platform)
    assert not account.disagreed
    assert account.agreed > 10_000
