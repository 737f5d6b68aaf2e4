"""Recorded truths that concern Junos: fwrule-mcp's relations, aerleon's policies in SRX and filter form, and those that cannot speak."""

from __future__ import annotations

import json
import re
from functools import reduce

from tests.oracles.aerleon_policy import terms
from tests.oracles.corpus import MANIFEST, Account, needs_corpus, text_of, truth
from tests.oracles.test_batfish import ROUTERS
from tests.oracles.test_fwrule import relation
from tests.oracles.test_paloalto_panos_truths import meets, of_families
from zonewarden_parsers import cisco_nxos, juniper_junos
from zonewarden_parsers.model import ANY4, ANY_SERVICE, NOWHERE, Action, Device, PacketSet, Rule, RuleList, ServiceSet

pytestmark = needs_corpus
STRAY = "rendered with the ICMP of the other IP version, which the policy's own comment says it should not be"
NOT_RENDERED = {
    f"{name}: not rendered": count
    for name, count in (
        ("test-tcp-established", 2), ("test-dns-replies", 2), ("test-inet6-webserver-traffic", 1),
        ("test-inet-webserver-traffic", 1),
    )
}  # fmt: skip
"""Terms for answers or of the other IP version: the generator leaves them out and says so."""
DEMO = "aerleon/tests/regression/demo/TestRegressionDemo.testSmokeTest"


def device(text: str) -> Device:
    found = juniper_junos.parse(text, "policy.conf")
    assert not found.coverage.unknown
    return found.devices[0]


def policies(found: Device) -> tuple[Rule, ...]:
    return next(r.rules for r in found.rule_lists if r.name == "security-policies")


def with_candidate(item: dict[str, str]) -> RuleList:
    """Return what the candidate of a relation meets, with the candidate at its end."""
    base, candidate = text_of(item["base_policy"]), text_of(item["input"])
    if item["vendor"] == "junos":
        candidate = candidate.replace("filter CANDIDATE", "filter OUTSIDE_FILTER")
        found = device(f"{base}\n{candidate}").rule_list("OUTSIDE_FILTER")
        assert found is not None
        assert found.rules[-1].name == "rule1"
        return found
    (name,) = set(re.findall(r" policy (\S+)", candidate))
    rules = policies(device(f"{base}\n{candidate}"))
    last = next(r for r in rules if r.name.endswith(name))
    met = [r for r in rules if r is not last and meets(r, last)]
    return RuleList("security", (*met, last), last.location)


def relations() -> Account:
    """Compare the relations that candidates for Junos have to their base policies."""
    account = Account()
    for item in truth("fwrule-mcp/GROUND_TRUTH/candidate_relation.dev.json")["items"]:
        if item["vendor"] not in ("junos", "juniper"):
            continue
        ours = relation(with_candidate(item))
        if ours == item["candidate_relation"]:
            account.agreed += 1
        else:
            account.disagreed[f"{item['input']}: {ours}, not {item['candidate_relation']}"] += 1
    return account


def test_relations_of_candidates() -> None:
    """`juniper_partial` names a source that no book of its zone defines; were it defined, a deny of the base would cover it."""
    assert relations().table() == {"agreed": 10, "disagreed": {}, "not comparable": {}}


def rendered_terms() -> Account:
    """Compare the terms of a policy with the policies rendered for SRX."""
    item = "sample_stateful_multitarget_simple"
    rendered = device(text_of(f"{DEMO}.{item}.srx.ref"))
    by_place: dict[tuple[str, ...], list[Rule]] = {}
    for rule in policies(rendered):
        found = re.match(r"from-zone (\S+) to-zone (\S+) ", rule.text)
        assert found is not None
        by_place.setdefault((found[1], found[2], rule.name), []).append(rule)
    account = Account()
    for term in terms(f"aerleon/policies/pol/{item}.pol", "srx"):
        rules = by_place.get((term.source_zone, term.target_zone, term.name), [])
        if not rules:
            account.incomparable[f"{term.name}: not rendered"] += 1
            continue
        found = reduce(PacketSet.__or__, (PacketSet.match(*of_families(r, term.space)) for r in rules))
        meant = PacketSet.match(term.addresses("source"), term.addresses("destination"), term.services())
        stray = PacketSet.match(term.space, term.space, ServiceSet.protocol(1 if term.families == (6,) else 58))
        if meant - found or found - meant - stray:
            account.disagreed[f"{term.name}: {found} / {meant}"[:400]] += 1
        elif found - meant:
            account.disagreed[f"{term.name}: {STRAY}"] += 1
        else:
            account.agreed += 1
    return account


def test_aerleon_renders_what_its_policy_says() -> None:
    """Term by term: the policy of that name between those zones matches the addresses and services that the source names."""
    assert rendered_terms().table() == {
        "agreed": 15,
        "disagreed": {
            f"test-inet6-tcp-icmp-traffic: {STRAY}": 1,
            f"test-inet-tcp-icmpv6-traffic: {STRAY}": 1,
        },
        "not comparable": NOT_RENDERED,
    }


NOTHING = PacketSet.match(NOWHERE, NOWHERE, ANY_SERVICE)


def permitted(rules: RuleList) -> PacketSet:
    """Return what a list of exact rules permits of IPv4."""
    left, found = PacketSet.match(ANY4, ANY4, ANY_SERVICE), NOTHING
    for rule in rules.rules:
        assert not rule.match.atoms
        sources, destinations, services = rule.match.over_parts
        here = PacketSet.match(sources & ANY4, destinations & ANY4, services) & left
        found, left = (found | here if rule.action is Action.PERMIT else found), left - here
    return found | left if rules.default is Action.PERMIT else found


def test_a_filter_permits_what_the_access_list_of_the_same_policy_permits() -> None:
    """Of the renderings of `sample_multitarget` that lie in the corpus, Junos and NX-OS share one filter."""
    path = f"{DEMO}.sample_multitarget.nxacl.ref"
    ours = device(text_of(f"{DEMO}.sample_multitarget.jcl.ref")).rule_list("edge-inbound")
    theirs = cisco_nxos.parse(text_of(path), path).devices[0].rule_list("edge-inbound")
    assert ours is not None
    assert theirs is not None
    a, b = permitted(ours), permitted(theirs)
    assert a
    assert (a - b, b - a) == (NOTHING, NOTHING)


def test_recorded_answers_that_are_about_other_devices() -> None:
    """Batfish's recorded nodes are IOS routers and Linux hosts, the captured labs are AWS: none of them is Junos."""
    account = Account()
    for item in truth("batfish/GROUND_TRUTH/filterLineReachability.dev.json")["items"]:
        account.incomparable["an IOS router" if item["Sources"][0].split(":")[0] in ROUTERS else "unknown"] += 1
    for item in truth("batfish/GROUND_TRUTH/testfilters.dev.json")["items"]:
        account.incomparable["unknown" if item["Node"]["name"] in ROUTERS else "a Linux host"] += 1
    for item in truth("batfish-lab-validation/GROUND_TRUTH/observed_flows.dev.json")["items"]:
        account.incomparable["an AWS lab" if item["lab"].startswith("aws_") else "unknown"] += 1
    formats = {e["path"]: e["fmt"] for e in json.loads(MANIFEST.read_text(encoding="utf-8"))}
    for item in truth("batfish/GROUND_TRUTH/java_test_pointers.dev.json")["items"]:
        if formats.get(item["config"], "").startswith("junos"):
            account.incomparable["only the name of a Java test"] += 1
    assert account.table()["not comparable"] == {
        "an IOS router": 2, "a Linux host": 6, "an AWS lab": 1093, "only the name of a Java test": 188,
    }  # fmt: skip
