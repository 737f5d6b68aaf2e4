"""Batfish's recorded answers: unreachable lines, filter answers and traces of its example network, by its BDD engine."""

from __future__ import annotations

from functools import cache
from typing import Any

from tests.oracles.corpus import Account, needs_corpus, parsed, truth
from tests.oracles.firstmatch import Header, permits
from tests.oracles.terms import Service
from zonewarden.analysis.first_match import Status, classify
from zonewarden_parsers.model import Device, Direction, RuleList

pytestmark = needs_corpus
SNAPSHOT = "batfish/networks/example/live"
ROUTERS = (
    "as1border1", "as1border2", "as1core1", "as2border1", "as2border2", "as2core1", "as2core2", "as2dept1", "as2dist1",
    "as2dist2", "as3border1", "as3border2", "as3core1",
)  # fmt: skip
PROTOCOLS = {"TCP": 6, "UDP": 17, "ICMP": 1}


@cache
def router(name: str) -> Device:
    return parsed(f"{SNAPSHOT}/configs/{name}.cfg").devices[0]


def squeeze(text: str) -> str:
    return " ".join(text.split())


def unreachable(device: Device, rules: RuleList) -> list[tuple[str, str, tuple[str, ...], bool]]:
    return [
        (
            f"{device.name}: {rules.name}",
            squeeze(r.text),
            tuple(squeeze(rules.rules[b].text) for b in v.blockers),
            v.different_action,
        )
        for r, v in zip(rules.rules, classify(rules), strict=True)
        if v.status is Status.SHADOWED
    ]


def test_unreachable_lines_are_those_that_batfish_finds() -> None:
    """The list is complete for the snapshot, so that every other line must be reachable: 2 of 79 are not."""
    account, lines = Account(), 0
    recorded = {
        (i["Sources"][0], squeeze(i["Unreachable_Line"])): (
            tuple(map(squeeze, i["Blocking_Lines"])),
            i["Different_Action"],
        )
        for i in truth("batfish/GROUND_TRUTH/filterLineReachability.dev.json")["items"]
    }
    for device in map(router, ROUTERS):
        for rules in device.rule_lists:
            found = {(where, line): proof for where, line, *proof in unreachable(device, rules)}
            for rule in rules.rules:
                key = (f"{device.name}: {rules.name}", squeeze(rule.text))
                lines += 1
                ours = found.get(key)
                if recorded.get(key) == (tuple(ours) if ours else None):
                    account.agreed += 1
                else:
                    account.disagreed[f"{key}: {ours} is not {recorded.get(key)}"] += 1
    assert account.table() == {"agreed": lines, "disagreed": {}, "not comparable": {}}
    assert lines > len(recorded) == 2


def test_filter_answers() -> None:
    """Every recorded filter is one of a Linux host: iptables is another parser's business."""
    account = Account()
    for item in truth("batfish/GROUND_TRUTH/testfilters.dev.json")["items"]:
        if item["Node"]["name"] in ROUTERS:
            name = item["Filter_Name"]
            rules = router(item["Node"]["name"]).rule_list(name)
            assert rules is not None
            right = item["Action"] == "PERMIT"
            account.agreed += permits(rules, header(item["Flow"])) is right
        else:
            account.incomparable["a Linux host's iptables chain"] += 1
    assert account.table() == {"agreed": 0, "disagreed": {}, "not comparable": {"a Linux host's iptables chain": 6}}


def header(flow: dict[str, Any]) -> Header:
    return Header(
        flow["srcIp"], flow["dstIp"], Service(PROTOCOLS[flow["ipProtocol"]], flow["srcPort"], flow["dstPort"])
    )


def test_traces_meet_the_filters_that_we_find_on_the_way() -> None:
    """Each recorded hop names the lists that the packet met and what they said; a hop without any has none bound."""
    account = Account()
    for name in ("1-2", "2-1"):
        for item in truth(f"batfish/GROUND_TRUTH/traceroute-{name}.dev.json")["items"]:
            for trace in item["Traces"]:
                for hop in trace["hops"]:
                    _compare_hop(hop, header(item["Flow"]), account)
    assert account.table() == {
        "agreed": 68,
        "disagreed": {},
        "not comparable": {"a Linux host": 12},
    }


def _compare_hop(hop: dict[str, Any], packet: Header, account: Account) -> None:
    if hop["node"]["name"] not in ROUTERS:
        account.incomparable["a Linux host"] += 1
        return
    device = router(hop["node"]["name"])
    recorded, entry, leave = [], "", ""
    for step in hop["steps"]:
        detail = step["detail"]
        if step["type"] == "Filter":
            recorded.append((detail["filter"], step["action"] == "PERMITTED"))
        elif step["type"] == "EnterInputInterface":
            entry = detail["inputInterface"]["interface"]
        elif step["type"] == "ExitOutputInterface":
            leave = detail["outputInterface"]["interface"]
    ours = []
    for interface, direction in ((entry, Direction.IN), (leave, Direction.OUT)):
        for binding in device.bindings:
            if (binding.interface, binding.direction) == (interface, direction) and 4 in binding.families:
                rules = device.rule_list(binding.rule_list)
                assert rules is not None
                ours.append((rules.name, permits(rules, packet)))
    if ours == recorded:
        account.agreed += 1
    else:
        account.disagreed[f"{device.name}: {ours} is not {recorded}"] += 1
