"""fwrule-mcp: how a candidate rule relates to a base policy. Small, machine-written fixtures: little weight, but labelled."""

from __future__ import annotations

from pathlib import PurePath

from tests.oracles.corpus import Account, needs_corpus, text_of, truth
from zonewarden.analysis.first_match import Status, Verdict, classify
from zonewarden_parsers import cisco_asa, cisco_ios
from zonewarden_parsers.model import PacketSet, Rule, RuleList

pytestmark = needs_corpus
BAD_MASK = "the candidate has a wildcard where ASA takes a subnet mask: its addresses are uncertain, never narrow"


def relation(rules: RuleList) -> str:
    """Return how the last rule of a list relates to those before it."""
    *before, last = rules.rules
    verdict = classify(rules)[-1]
    if verdict.status is Status.SHADOWED:
        return _covered(last, before, verdict)
    overlaps = any(_packets(last) & _packets(r) for r in before)
    return "partial" if overlaps else "no_overlap"


def _covered(last: Rule, before: list[Rule], verdict: Verdict) -> str:
    if verdict.different_action:
        return "conflict"
    return "duplicate" if any((r.match, r.action) == (last.match, last.action) for r in before) else "shadowed"


def _packets(rule: Rule) -> PacketSet:
    return PacketSet.match(*rule.match.over_parts)


def with_candidate(item: dict[str, str]) -> RuleList:
    """Return the list that the candidate joins, with the candidate at its end."""
    base, candidate = text_of(item["base_policy"]), text_of(item["input"]).strip()
    if item["vendor"] == "asa":
        device = cisco_asa.parse(f"{base}\n{candidate}\n", "asa.cfg").devices[0]
        name = candidate.split()[1]
    else:
        name = "OUTSIDE_IN"
        device = cisco_ios.parse(f"{base}\nip access-list extended {name}\n {candidate}\n", "ios.cfg").devices[0]
    found = device.rule_list(name)
    assert found is not None
    assert found.rules[-1].text == candidate
    return found


def test_relations_of_candidates() -> None:
    account = Account()
    for item in truth("fwrule-mcp/GROUND_TRUTH/candidate_relation.dev.json")["items"]:
        if item["vendor"] not in ("asa", "ios"):
            account.incomparable[f"{item['vendor']}: not compared here"] += 1
            continue
        rules = with_candidate(item)
        ours = relation(rules)
        if rules.rules[-1].match.atoms:
            account.incomparable[f"{PurePath(item['input']).name}: {BAD_MASK}"] += 1
            assert classify(rules)[-1].status is Status.LIVE
        elif ours == item["candidate_relation"]:
            account.agreed += 1
        else:
            account.disagreed[f"{PurePath(item['input']).name}: {ours}, not {item['candidate_relation']}"] += 1
    assert account.table() == {
        "agreed": 8,
        "disagreed": {},
        "not comparable": {
            f"asa_no_overlap.conf: {BAD_MASK}": 1,
            f"asa_partial.conf: {BAD_MASK}": 1,
            "checkpoint: not compared here": 5,
            "juniper: not compared here": 5,
            "junos: not compared here": 5,
            "panos: not compared here": 5,
        },
    }
