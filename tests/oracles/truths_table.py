"""How the answers of the model compare with what others recorded about the corpus, as Markdown: docs/truths.md.

PYTHONPATH=parsers:checker:. python -m tests.oracles.truths_table > docs/truths.md
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from tests.oracles import (
    schemes,
    test_aerleon_policy_truths,
    test_aws_api_truths,
    test_batfish,
    test_classbench,
    test_fortinet_fortios_truths,
    test_fwbuilder,
    test_fwrule,
    test_juniper_junos_truths,
    test_kubernetes_truths,
    test_linux_iptables_truths,
    test_linux_nftables_truths,
    test_netspoc,
    test_ntc,
    test_other_truths,
    test_paloalto_panos_truths,
    test_vyos_truths,
)
from tests.oracles.corpus import Account

CLASSBENCH = "_derived/classbench/GROUND_TRUTH/acl1_1k.first_match.dev.json"
BATFISH = "batfish/GROUND_TRUTH/"
RELATIONS = "fwrule-mcp/GROUND_TRUTH/candidate_relation.dev.json"
AERLEON = "aerleon/GROUND_TRUTH/cross_format_equivalence.dev.json"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A recorded truth, what of ours is compared with it, what one item is, and the comparing code."""

    truth: str
    ours: str
    item: str
    compare: Callable[[], Account]


COMPARISONS = (
    Comparison(CLASSBENCH, "IOS list", "first match of a packet", lambda: test_classbench.trace("ios")),
    Comparison(CLASSBENCH, "ASA list", "first match of a packet", lambda: test_classbench.trace("asa")),
    Comparison(CLASSBENCH, "FortiOS policies", "first match of a packet", test_fortinet_fortios_truths.trace),
    Comparison(CLASSBENCH, "PAN-OS rules", "first match of a packet", test_paloalto_panos_truths.trace),
    *(
        Comparison(CLASSBENCH, platform, "first match of a packet", lambda p=platform: test_classbench.rendered_trace(p))
        for platform in test_classbench.RENDERED
    ),
    Comparison(AERLEON, "Junos, NX-OS, Junos Evolved", "rendering of a policy, whole", test_aerleon_policy_truths.equivalent),
    Comparison(AERLEON, "SRX policies", "term of a policy", test_juniper_junos_truths.rendered_terms),
    Comparison(AERLEON, "PAN-OS rules", "term of a policy", test_paloalto_panos_truths.rendered_terms),
    Comparison(f"{BATFISH}filterLineReachability.dev.json", "IOS lists", "line: reachable or not, and by what", test_batfish.unreachable_lines),
    Comparison(f"{BATFISH}testfilters.dev.json", "iptables chains", "answer to a packet", test_batfish.filter_answers),
    Comparison(f"{BATFISH}traceroute-1-2.dev.json", "IOS lists", "hop of a trace", lambda: test_batfish.hops("1-2")),
    Comparison(f"{BATFISH}traceroute-2-1.dev.json", "IOS lists", "hop of a trace", lambda: test_batfish.hops("2-1")),
    Comparison(f"{BATFISH}java_test_pointers.dev.json", "-", "pointer into a unit test", test_other_truths.pointers),
    Comparison("batfish-lab-validation/GROUND_TRUTH/observed_flows.dev.json", "AWS groups and ACLs", "captured flow", test_aws_api_truths.captures),
    Comparison("cyclonus/GROUND_TRUTH/probe_tables.dev.json", "Kubernetes policies", "pair of pods on a port, or a table", test_kubernetes_truths.probes),
    Comparison("fwbuilder/GROUND_TRUTH/importer_expected_rules.dev.json", "ASA, PIX, FWSM", "line", test_fwbuilder.expected_rules),
    Comparison(RELATIONS, "IOS, ASA lists", "rule: its relation to those before", test_fwrule.relations),
    Comparison(RELATIONS, "Junos filters and policies", "rule: its relation to those before", test_juniper_junos_truths.relations),
    Comparison(RELATIONS, "PAN-OS rules", "rule: its relation to those before", test_paloalto_panos_truths.relations),
    Comparison(RELATIONS, "Check Point rules", "rule: its relation to those before", test_fwrule.checkpoint_relations),
    Comparison(schemes.TRUTH, "Kubernetes policies", "query about sets of policies", schemes.compared),
    Comparison(test_linux_iptables_truths.TRUTH, "iptables chains", "chain between its verified closures", test_linux_iptables_truths.closures),
    Comparison("netspoc/GROUND_TRUTH/policy_to_acl.dev.json", "IOS, ASA lists", "list generated from a policy", test_netspoc.intended),
    Comparison(test_linux_nftables_truths.TRUTH, "nftables rules", "rule as text, canonical text and JSON", test_linux_nftables_truths.pairs),
    Comparison(test_kubernetes_truths.NETPOL, "Kubernetes policies", "pair of workloads or outside ranges, or a folder", test_kubernetes_truths.workloads),
    Comparison("np-guard-netpol-analyzer/GROUND_TRUTH/diff.dev.json", "-", "difference of two folders", test_other_truths.differences),
    Comparison("np-guard-vpc-analyzer/GROUND_TRUTH/connectivity.dev.json", "AWS groups and ACLs", "pair of endpoints or subnets", test_aws_api_truths.connections),
    Comparison("ntc-templates/GROUND_TRUTH/cli_parse.dev.json", "IOS, ASA lists and objects", "record", test_ntc.recorded_parses),
    Comparison("regula/GROUND_TRUTH/rego_verdicts.dev.json", "-", "verdict about a resource", test_other_truths.verdicts),
    Comparison(test_vyos_truths.PAIRS, "VyOS, EdgeOS", "older file and its migration: the same router", test_vyos_truths.migrations),
)  # fmt: skip
"""Every recorded truth of the corpus, at least once."""

Line = tuple[Comparison, Account]


def lines() -> list[Line]:
    """Make every comparison."""
    return [(c, c.compare()) for c in COMPARISONS]


def table(found: list[Line]) -> Iterator[str]:
    """Yield the document."""
    yield from (
        "# What others recorded about the corpus, and what we say",
        "",
        "Generated by `python -m tests.oracles.truths_table` from the comparisons that the tests make, over recorded truths that lie beside",
        "the project (they are not part of it): live captures, answers of other engines, verified closures, reviewed parses, generated",
        "lists. *Agreed* and *disagreed* items were compared; *not comparable* ones are about something that we do not answer. The reasons",
        "follow, with how often each holds.",
        "",
        "| recorded truth | ours | one item is | compared | agreed | disagreed | not comparable |",
        "|---|---|---|---|---|---|---|",
    )
    for made, account in found:
        disagreed, incomparable = account.disagreed.total(), account.incomparable.total()
        numbers = (account.agreed + disagreed, account.agreed, disagreed, incomparable)
        yield f"| {made.truth} | {made.ours} | {made.item} | {' | '.join(f'{n:,}' for n in numbers)} |"
    total = [
        sum(a.agreed for _, a in found),
        *(sum(getattr(a, k).total() for _, a in found) for k in ("disagreed", "incomparable")),
    ]
    yield f"| all | | | {total[0] + total[1]:,} | {' | '.join(f'{n:,}' for n in total)} |"
    yield from _reasons("Disagreed", found, lambda a: a.disagreed)
    yield from _reasons("Not comparable", found, lambda a: a.incomparable)


def _reasons(title: str, found: list[Line], of: Callable[[Account], Counter[str]]) -> Iterator[str]:
    told = [(made, of(account)) for made, account in found if of(account)]
    yield from ("", f"## {title}")
    for truth, group in groupby(told, key=lambda pair: pair[0].truth):
        yield from ("", f"### {truth}", "", "| ours | reason | items |", "|---|---|---|")
        for made, reasons in group:
            for reason, count in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])):
                yield f"| {made.ours} | {reason.replace('|', '/')} | {count:,} |"


if __name__ == "__main__":
    print("\n".join(table(lines())))
