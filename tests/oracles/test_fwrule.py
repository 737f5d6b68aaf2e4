"""fwrule-mcp: how a candidate rule relates to a base policy. Small, machine-written fixtures: little weight, but labelled."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import PurePath

from tests.oracles.corpus import Account, needs_corpus, text_of, truth
from zonewarden.analysis.first_match import Status, Verdict, classify
from zonewarden_parsers import checkpoint_mgmt, cisco_asa, cisco_ios
from zonewarden_parsers.model import Atom, AtomKind, Match, PacketSet, Rule, RuleList

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


def relations() -> Account:
    """Compare the relations that candidates for IOS and ASA have to their base policies."""
    account = Account()
    for item in truth("fwrule-mcp/GROUND_TRUTH/candidate_relation.dev.json")["items"]:
        if item["vendor"] not in ("asa", "ios"):
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
    return account


def test_relations_of_candidates() -> None:
    assert relations().table() == {
        "agreed": 8,
        "disagreed": {},
        "not comparable": {
            f"asa_no_overlap.conf: {BAD_MASK}": 1,
            f"asa_partial.conf: {BAD_MASK}": 1,
        },
    }


CONFLICTS = "a later rule of the base policy (deny from DMZ to inside) covers the candidate with the other action"


def checkpoint_relations() -> Account:
    """Compare the relations of candidates for Check Point, whose zones (atoms to us) are compared by name."""
    account = Account()
    for item in truth("fwrule-mcp/GROUND_TRUTH/candidate_relation.dev.json")["items"]:
        if item["vendor"] == "checkpoint":
            policy = json.loads(text_of(item["base_policy"]))
            policy["rulebase"].append(json.loads(text_of(item["input"])))
            (rules,) = checkpoint_mgmt.parse(json.dumps(policy, indent=1), "policy.json").devices[0].rule_lists
            ours = relation(in_zones_of_last(rules))
            if ours == item["candidate_relation"]:
                account.agreed += 1
            elif item["candidate_relation"] == "partial" and ours == "conflict":
                account.incomparable[CONFLICTS] += 1
            else:
                account.disagreed[f"{PurePath(item['input']).name}: {ours}, not {item['candidate_relation']}"] += 1
    return account


def in_zones_of_last(rules: RuleList) -> RuleList:
    """Return the rules of the last rule's zones or of any, without the zones."""
    wanted = _zones(rules.rules[-1])
    kept = [r for r in rules.rules if _zones(r) <= wanted]
    plain = (replace(r, match=Match(*r.match.over_parts, _rest(r))) for r in kept)
    return replace(rules, rules=tuple(replace(r, index=i) for i, r in enumerate(plain)))


def _zones(rule: Rule) -> set[str]:
    return {a.text for a in rule.match.atoms if a.kind is AtomKind.INTERFACE}


def _rest(rule: Rule) -> tuple[Atom, ...]:
    return tuple(a for a in rule.match.atoms if a.kind is not AtomKind.INTERFACE)


def test_relations_of_candidates_for_check_point() -> None:
    assert checkpoint_relations().table() == {"agreed": 4, "disagreed": {}, "not comparable": {CONFLICTS: 1}}
