"""Every Junos file of the corpus: recognised and understood; ClassBench's first matches; aerleon's policies in braces."""

from __future__ import annotations

from tests.oracles.corpus import Account, needs_corpus, text_of, truth
from tests.oracles.coverage_table import share
from tests.oracles.linux_corpus import files, row
from tests.oracles.test_classbench import first_matches
from zonewarden_parsers import juniper_junos
from zonewarden_parsers.registry import detect

pytestmark = needs_corpus
FORMATS = {"junos_set", "junos_hier"}
OTHER_TEXT = {
    "check_point_gateway": "Gaia's own set and add commands",
    "cp_gw1": "Gaia's own set and add commands",
    "juniper_trailing_space": "a comment of another system",
    "testCreateV4AddressEntriesForV4Render2": "an address set without a name",
}
LARGE = "classbench/fw1_10k"


def real(path: str) -> bool:
    return not any(part in path for part in OTHER_TEXT)


def test_every_line_is_understood() -> None:
    rows = [row(path, juniper_junos) for path in files(FORMATS) if LARGE not in path]
    assert len(rows) == 222
    assert [r.path for r in rows if r.unknown and real(r.path)] == []
    assert share(rows) > 0.96


def test_every_file_is_recognised() -> None:
    wrong = [p for p in files(FORMATS) if "check_point" not in p and detect(text_of(p)) != "juniper-junos"]
    assert wrong == []


def test_every_packet_of_the_trace_meets_its_rule_first() -> None:
    items = truth("_derived/classbench/GROUND_TRUTH/acl1_1k.first_match.dev.json")["items"]
    path = "_derived/classbench/acl1_1k.srx.set"
    rules = juniper_junos.parse(text_of(path), path).devices[0].rule_list("security-policies")
    assert rules is not None
    account = Account()
    for item, ours in zip(items, first_matches(rules, (i[:5] for i in items)), strict=True):
        name = rules.rules[ours].name if ours is not None else None
        action = rules.rules[ours].action.value if ours is not None else "deny"
        wanted = f"r{item[5]}" if item[5] is not None else None
        if (name, action) == (wanted, item[6]):
            account.agreed += 1
        else:
            account.disagreed[f"{name} for {wanted}"] += 1
    assert account.table() == {"agreed": 11069, "disagreed": {}, "not comparable": {}}
