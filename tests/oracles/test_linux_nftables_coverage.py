"""Every nftables file of the corpus: recognised, parsed, understood; and one rule set in two formats gives one list."""

from __future__ import annotations

import pytest

from tests.oracles.corpus import needs_corpus, text_of
from tests.oracles.coverage_table import share
from tests.oracles.linux_corpus import files, row
from zonewarden_parsers import linux_iptables, linux_nftables
from zonewarden_parsers.model import Rule
from zonewarden_parsers.registry import detect

pytestmark = needs_corpus


def test_every_line_is_understood() -> None:
    rows = [row(path, linux_nftables) for path in files({"nftables"})]
    assert len(rows) == 110
    assert [r.path for r in rows if r.unknown] == []
    assert share(rows) == 1.0


def test_every_file_is_recognised() -> None:
    assert [p for p in files({"nftables"}) if detect(text_of(p)) != "linux-nftables"] == []


@pytest.mark.parametrize("name", ["acl1_1k", "fw1_10k"])
def test_the_same_rules_for_iptables_give_the_same_list(name: str) -> None:
    one = linux_iptables.parse(text_of(f"_derived/classbench/{name}.ipt.rules"), "a").devices[0].rule_lists[0]
    other = linux_nftables.parse(text_of(f"_derived/classbench/{name}.nft.nft"), "b").devices[0].rule_lists[0]
    assert one.default == other.default
    assert [normal(r) for r in one.rules] == [normal(r) for r in other.rules]


def normal(rule: Rule) -> object:
    return rule.action, rule.match.sources.v4, rule.match.destinations.v4, rule.match.services, rule.match.atoms
