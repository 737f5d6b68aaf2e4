"""Recorded truths that concern PAN-OS: ClassBench first matches, fwrule-mcp relations, batfish's asserted verdicts, lab flows."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_

import pytest

from tests.oracles.aerleon_policy import terms
from tests.oracles.corpus import Account, needs_corpus, text_of, truth
from tests.oracles.corpus import parsed as cisco
from tests.oracles.panos import parsed
from tests.oracles.test_classbench import first_matches
from tests.oracles.test_fwrule import relation
from zonewarden_parsers import paloalto_panos
from zonewarden_parsers.model import INITIATING, Action, AddressSet, Device, PacketSet, Rule, RuleList, ServiceSet

pytestmark = needs_corpus
BATFISH = "batfish/projects/batfish/src/test/resources/org/batfish/grammar/palo_alto/testconfigs"


def configured(device: Device) -> tuple[Rule, ...]:
    """The rules that the file writes out."""
    return tuple(r for r in device.rule_lists[0].rules if not r.name.endswith("-default") and r.name != "no-zone")


def originals(name: str) -> dict[int, Rule]:
    """The rules of a ClassBench rendering by their number in the filter set; PAN-OS cannot write protocols other than TCP and UDP."""
    return {int(r.name.lstrip("r")): r for r in configured(parsed(f"_derived/classbench/{name}.pan.set").devices[0])}


def trace() -> Account:
    """Compare the first matches of the ClassBench trace."""
    items = truth("_derived/classbench/GROUND_TRUTH/acl1_1k.first_match.dev.json")["items"]
    numbered = originals("acl1_1k")
    numbers, rules = list(numbered), tuple(numbered.values())
    account = Account()
    for item, found in zip(
        items, first_matches(RuleList("r", rules, rules[0].location), (i[:5] for i in items)), strict=True
    ):
        ours = None if found is None else numbers[found]
        if item[5] is not None and item[5] not in numbered:
            account.incomparable["the rule is not in the PAN-OS rendering"] += 1
        elif (ours, rules[found].action.value if found is not None else "deny") == (item[5], item[6]):
            account.agreed += 1
        else:
            account.disagreed[f"{item}: rule {ours}"] += 1
    return account


def test_every_packet_of_the_trace_meets_its_rule_first() -> None:
    missing = {"the rule is not in the PAN-OS rendering": 460}
    assert trace().table() == {"agreed": 10609, "disagreed": {}, "not comparable": missing}


@pytest.mark.parametrize("name", ["acl1_1k", "fw1_10k"])
def test_a_filter_set_means_what_its_rendering_for_asa_means(name: str) -> None:
    ours = originals(name)
    theirs = cisco(f"_derived/classbench/{name}.asa.cfg", "cisco_asa").devices[0].rule_lists[0].rules
    assert len(ours) > 0.85 * len(theirs) > 800
    for number, one in ours.items():
        a, b = one.match, theirs[number].match
        assert (a.sources.v4, a.destinations.v4, a.services) == (b.sources.v4, b.destinations.v4, b.services), one.text
        assert (one.action, a.atoms) == (theirs[number].action, ())


CONFLICTS = "a later rule of the base policy (deny-dmz-to-trust) covers the candidate with the other action"


def relations() -> Account:
    """Compare the relations that candidates for PAN-OS have to their base policies."""
    account = Account()
    for item in truth("fwrule-mcp/GROUND_TRUTH/candidate_relation.dev.json")["items"]:
        if item["vendor"] != "panos":
            continue
        base = text_of(item["base_policy"])
        cut = base.rindex("</rules>")
        text = base[:cut] + text_of(item["input"]) + base[cut:]
        *before, last = configured(paloalto_panos.parse(text, "policy.xml").devices[0])
        met = [r for r in before if meets(r, last)]
        ours = relation(RuleList("security", (*met, last), last.location))
        if ours == item["candidate_relation"]:
            account.agreed += 1
        elif item["candidate_relation"] == "partial" and ours == "conflict":
            account.incomparable[CONFLICTS] += 1
        else:
            account.disagreed[f"{item['input']}: {ours}, not {item['candidate_relation']}"] += 1
    return account


def test_relations_of_candidates() -> None:
    assert relations().table() == {"agreed": 4, "disagreed": {}, "not comparable": {CONFLICTS: 1}}


def meets(one: Rule, other: Rule) -> bool:
    """Whether a packet can be asked about by two rules, as far as the interfaces go."""
    sides = ((one.from_interfaces, other.from_interfaces), (one.to_interfaces, other.to_interfaces))
    return all(a is None or b is None or a & b for a, b in sides)


NOT_RENDERED = {
    f"{name}: not rendered": count
    for name, count in (
        ("test-tcp-established", 2), ("test-dns-replies", 2), ("test-inet6-webserver-traffic", 1),
        ("test-inet6-tcp-icmp-traffic", 1), ("test-inet-webserver-traffic", 1), ("test-inet-tcp-icmpv6-traffic", 1),
    )
}  # fmt: skip
"""Terms for answers, of the other IP version, or with a protocol of it: the generator leaves them out and says so."""


def rendered_terms() -> Account:
    """Compare the terms of a policy with the rules rendered for PAN-OS."""
    item = "sample_stateful_multitarget_simple"
    device = parsed(f"aerleon/tests/regression/demo/TestRegressionDemo.testSmokeTest.{item}.xml.ref").devices[0]
    by_place: dict[tuple[str, str, str], list[Rule]] = {}
    for rule in configured(device):
        sides = [next(iter(p)) if p else "" for p in (rule.from_interfaces, rule.to_interfaces)]
        by_place.setdefault((sides[0], sides[1], re.sub(r"-traffic-\d$", "-traffic", rule.name)), []).append(rule)
    account = Account()
    for term in terms(f"aerleon/policies/pol/{item}.pol", "paloalto"):
        rules = by_place.get((term.source_zone, term.target_zone, term.name), [])
        said = (term.addresses("source"), term.addresses("destination"), term.services())
        if not rules:
            account.incomparable[f"{term.name}: not rendered"] += 1
            continue
        found = reduce(or_, (PacketSet.match(*of_families(r, term.space)) for r in rules))
        meant = PacketSet.match(*said)
        if not found - meant and not meant - found:
            account.agreed += 1
        else:
            account.disagreed[f"{term.name}: {found} / {said}"[:300]] += 1
    return account


def test_aerleon_renders_what_its_policy_says() -> None:
    """Term by term: the rule of that name between those zones matches the addresses and services that the policy names."""
    assert rendered_terms().table() == {"agreed": 15, "disagreed": {}, "not comparable": NOT_RENDERED}


def of_families(rule: Rule, space: AddressSet) -> tuple[AddressSet, AddressSet, ServiceSet]:
    """What a rule may match of some IP versions: the rendering shares address groups between those of both."""
    sources, destinations, services = rule.match.over_parts
    return sources & space, destinations & space, services


def verdict(name: str, ports: tuple[str, str], target: str, service: int) -> bool:
    """Whether a batfish test configuration permits TCP to an address, from one interface to another."""
    device = parsed(f"{BATFISH}/{name}").devices[0]
    wanted, packet = AddressSet.parse(target), ServiceSet.ports(6, ((service, service),)) & INITIATING
    for rule in device.rule_lists[0].rules:
        met = all(s is None or p in s for p, s in zip(ports, (rule.from_interfaces, rule.to_interfaces), strict=True))
        if met and rule.enabled and wanted <= rule.match.destinations and packet <= rule.match.services:
            assert not rule.match.atoms
            return rule.action is Action.PERMIT
    return device.rule_lists[0].default is Action.PERMIT


ACROSS, WITHIN = ("ethernet1/1", "ethernet1/2"), ("ethernet1/1", "ethernet1/1")
ASSERTED = [
    # PaloAltoGrammarTest.testRulebaseWithPanorama, and the comment at the head of the configuration
    ("panorama-rulebase", ACROSS, "1.1.2.2", 1001, True),
    ("panorama-rulebase", ACROSS, "1.1.2.2", 1002, False),
    ("panorama-rulebase", ACROSS, "1.1.2.2", 1003, True),
    ("panorama-rulebase", ACROSS, "1.1.2.2", 1004, False),
    ("panorama-rulebase", WITHIN, "1.1.1.2", 1004, True),
    ("panorama-rulebase", WITHIN, "1.1.1.2", 1002, False),
    # testMatchSharedAddress, testMatchVsysAddress, testMatchVsysAddressOverShared
    ("match-shared-address", ACROSS, "10.0.2.2", 1, True),
    ("match-shared-address", ACROSS, "10.0.2.3", 1, False),
    ("match-vsys-address", ACROSS, "10.0.2.2", 1, True),
    ("match-vsys-address-over-shared", ACROSS, "10.0.2.2", 1, True),
    ("match-vsys-address-over-shared", ACROSS, "10.0.2.3", 1, False),
    # testAllowExplicitCrossZone
    ("allow-explicit-cross-zone", ACROSS, "10.0.2.2", 1, True),
    ("allow-explicit-cross-zone", ACROSS[::-1], "10.0.1.2", 1, False),
    # testRulebaseService: a service of one's own hides the predefined one of its name
    ("rulebase-service", ("ethernet1/1", "ethernet1/4"), "1.1.4.2", 1, True),
    ("rulebase-service", ("ethernet1/1", "ethernet1/4"), "1.1.4.2", 443, True),
    ("rulebase-service", ("ethernet1/1", "ethernet1/4"), "1.1.4.2", 80, False),
    # testRulebaseDefault: within a zone of two interfaces, between zones, by an interface without a zone
    ("rulebase-default", ACROSS, "1.1.2.2", 80, True),
    ("rulebase-default", ("ethernet1/1", "ethernet1/4"), "1.1.4.2", 80, False),
    ("rulebase-default", ("ethernet1/3", "ethernet1/1"), "1.1.1.2", 80, False),
    ("rulebase-default", ("ethernet1/1", "ethernet1/3"), "1.1.3.2", 80, False),
    ("rulebase-default", ("ethernet1/3", "ethernet1/3"), "1.1.3.2", 80, False),
]


@pytest.mark.parametrize(("name", "ports", "target", "service", "permitted"), ASSERTED)
def test_batfish_asserts(name: str, ports: tuple[str, str], target: str, service: int, permitted: bool) -> None:
    assert verdict(name, ports, target, service) is permitted


def test_batfish_template_stacks() -> None:
    """testTemplateStackOverwriteConversion: the first template of a stack counts where two say the same."""
    (stack,) = (d for d in parsed(f"{BATFISH}/template-stack-overwrite").devices if d.context == "TS1")
    assert {(i.name, i.zone) for i in stack.interfaces if not i.management_only} == {
        ("ethernet1/1", "Z1"), ("ethernet1/2", "Z2"), ("ethernet1/3", "Z3"),
    }  # fmt: skip
    assert stack.name == "hostname_one"
    assert {s.host for s in stack.management.servers if s.purpose == "ntp"} >= {"10.1.61.1"}
