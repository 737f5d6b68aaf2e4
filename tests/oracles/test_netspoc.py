"""Netspoc: the access lists that it generated for IOS and ASA permit exactly what the policies they come from intend.

Read with our parsers, each list is compared with the policy over every cell of the packet space, for packets that begin
a session. Stateless IOS lists also permit answers; lists on IOS keep the router's own addresses out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.oracles.compare import EVERYTHING, cells
from tests.oracles.corpus import Account, needs_corpus, truth
from tests.oracles.netspoc import Policy, Router, read_policy
from tests.oracles.netspoc_text import RefusedError
from tests.oracles.terms import Entry, holds
from zonewarden.analysis.first_match import Status, classify
from zonewarden.analysis.permitted import ListIndex, through_list
from zonewarden_parsers import cisco_asa, cisco_ios
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.model import RuleList

pytestmark = needs_corpus
PARSERS = {"ASA": (cisco_asa, "ASA Version 9.8(2)\nhostname x\n"), "IOS": (cisco_ios, "hostname x\n")}

REFUSED = {
    "the excerpt does not say which device it is of": 6,
    "the policy has a loop": 4,
    "the policy has a template": 29,
    "the policy has automatic group": 26,
    "the policy has crypto": 2,
    "the policy has deny": 4,
    "the policy has ipsec": 23,
    "the policy has loopback": 6,
    "the policy has managed = routing_only": 14,
    "the policy has managed = secondary": 12,
    "the policy has nat": 3,
    "the policy has no_in_acl": 12,
    "the policy has pathrestriction": 20,
    "the policy has protocol": 8,
    "the policy has reroute_permit": 2,
    "the policy has unnumbered": 1,
    "the policy has unnumbered6": 1,
}
"""Lists whose policy uses more than plain networks, hosts, routers and services: their intent is not read here."""


def outputs() -> Iterator[tuple[dict[str, str], str, str, Parsed]]:
    """Yield (policy, platform, device, our reading) of every excerpt with an access list of an IOS or ASA device."""
    for item in truth("netspoc/GROUND_TRUTH/policy_to_acl.dev.json")["items"]:
        for device, text in item["device_outputs"].items():
            name = device.removeprefix("ipv6/")
            model = item["models"].get(name) or next(iter(item["models"].values()), "")
            if "access-list" in text and model in PARSERS and not text.lstrip().startswith(("{", "null")):
                parser, head = PARSERS[
                    "ASA" if "access-list" in text and " extended " in text and "ip access-list" not in text else "IOS"
                ]
                yield item, model, name, parser.parse(head + text, "x.cfg")


def test_generated_lists_are_read_without_a_doubt() -> None:
    """Every line of every list is read, and no line is shadowed: the generator leaves out what cannot match."""
    rules = shadowed = 0
    for _, _, _, found in outputs():
        for rule_list in found.devices[0].rule_lists:
            if not rule_list.name.endswith(("_in", "_out")):
                continue
            for rule, verdict in zip(rule_list.rules, classify(rule_list), strict=True):
                rules += 1
                assert not rule.match.atoms, rule
                shadowed += verdict.status is Status.SHADOWED
    assert (rules, shadowed) == (718, 0)


def beside() -> Counter[str]:
    """Count the recorded outputs that hold no access list of IOS or ASA, and the recorded warnings, by what they are."""
    counted: Counter[str] = Counter()
    compared = [(id(item), name) for item, _, name, _ in outputs()]
    for item in truth("netspoc/GROUND_TRUTH/policy_to_acl.dev.json")["items"]:
        counted["warnings about the policy itself"] += bool(item["warnings"])
        for device, text in item["device_outputs"].items():
            if (id(item), device.removeprefix("ipv6/")) not in compared:
                counted[_kind(text)] += 1
    return +counted


def _kind(text: str) -> str:
    if text.lstrip().startswith(("{", "[", "null")):
        return "an output for NSX or a rule table in JSON: no parser"
    if "<" in text[:200]:
        return "an output for PAN-OS: its rules are not compared with the policy"
    if "*filter" in text or "-A " in text:
        return "an output for Linux: its chains are not compared with the policy"
    return "an excerpt without an access list: routes, objects, tunnels"


def intended() -> Account:
    """Compare every generated list with what its policy intends."""
    account = Account(incomparable=beside())
    for item, _, name, found in outputs():
        lists = [x for x in found.devices[0].rule_lists if x.name.endswith("_in")]
        try:
            policy = read_policy(item["topology_and_policy"])
            ways = [(intent, list(policy.filters(intent))) for intent in policy.intents]
        except RefusedError as error:
            account.incomparable[f"the policy has {error}"] += len(lists)
            continue
        for rules in lists:
            places = [
                (r, x) for r, x in policy.routers.items() if x.managed and (r == name or not name)
                and rules.name.removesuffix("_in") in {h for _, h in x.links.values()}
            ]  # fmt: skip
            if len(places) != 1:
                account.incomparable["the excerpt does not say which device it is of"] += 1
                continue
            (router, meant), hardware = places[0], rules.name.removesuffix("_in")
            through = [
                i
                for i, way in ways
                if (router, hardware) in way and (meant.model != "ASA" or i.destination.router != router)
            ]
            back = (
                [i for i, way in ways if any(r == router and h != hardware for r, h in way)]
                if meant.model == "IOS"
                else []
            )
            wrong = list(
                _wrong(policy, meant, [i.entry() for i in through], [i.entry(reply=True) for i in back], rules)
            )
            if wrong:
                account.disagreed[f"{item['title']}: {rules.name}: {wrong[0]}"] += 1
            else:
                account.agreed += 1
    return account


def test_lists_permit_what_the_policies_intend() -> None:
    account = intended()
    assert (account.agreed, account.disagreed, account.incomparable - beside()) == (56, {}, REFUSED)


def _wrong(
    policy: Policy, router: Router, intents: Sequence[Entry], replies: Sequence[Entry], rules: RuleList
) -> Iterator[str]:
    own = [p for parts, _ in router.links.values() for p in parts]
    n, version = len(intents), 6 if any(r.match.sources.v6 and not r.match.sources.v4 for r in rules.rules) else 4
    every = EVERYTHING[version]
    permits = through_list(ListIndex(rules, version), every, every).permits
    products = [(p.product.sources, p.product.destinations, p.product.services) for p in permits]
    for packet, may, _, ours in cells(version, [*intents, *replies], products):
        if packet.service.ack:
            continue
        wanted, answer = may & (1 << n) - 1, may >> n
        if wanted and not ours and not (router.model != "ASA" and holds(own, version, packet.destination)):
            yield f"{packet} is intended and denied"
        if ours and not wanted and not answer:
            yield f"{packet} is permitted and not intended"
