"""Batfish's recorded answers: unreachable lines, filter answers and traces of its example network, by its BDD engine."""

from __future__ import annotations

from functools import cache
from ipaddress import IPv4Address
from typing import Any

from tests.oracles.closures import answers
from tests.oracles.corpus import Account, needs_corpus, parsed, truth
from tests.oracles.firstmatch import Header, permits
from tests.oracles.terms import Service
from tests.oracles.test_linux_iptables_truths import lists
from zonewarden.analysis.first_match import Status, classify
from zonewarden_parsers.model import Device, Direction, Packet, RuleList

pytestmark = needs_corpus
SNAPSHOT = "batfish/networks/example/live"
ROUTERS = (
    "as1border1", "as1border2", "as1core1", "as2border1", "as2border2", "as2core1", "as2core2", "as2dept1", "as2dist1",
    "as2dist2", "as3border1", "as3border2", "as3core1",
)  # fmt: skip
OWN = "an OUTPUT chain: packets that the machine itself sends are not in the model"
HOST = "a hop at a Linux host, where the packet begins or ends"
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


def unreachable_lines() -> Account:
    """Compare the lines that nothing reaches. The list is complete for the snapshot: every other line must be reachable."""
    account = Account()
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
                ours = found.get(key)
                if recorded.get(key) == (tuple(ours) if ours else None):
                    account.agreed += 1
                else:
                    account.disagreed[f"{key}: {ours} is not {recorded.get(key)}"] += 1
    return account


def test_unreachable_lines_are_those_that_batfish_finds() -> None:
    """2 of 66 are not reachable."""
    recorded = truth("batfish/GROUND_TRUTH/filterLineReachability.dev.json")["items"]
    assert unreachable_lines().table() == {"agreed": 66, "disagreed": {}, "not comparable": {}}
    assert len(recorded) == 2


def filter_answers() -> Account:
    """Compare what filters answer to a packet: all recorded ones are chains of Linux hosts, asked by any interface."""
    account = Account()
    for item in truth("batfish/GROUND_TRUTH/testfilters.dev.json")["items"]:
        chain = item["Filter_Name"].removeprefix("filter::")
        if chain == "OUTPUT":
            account.incomparable[OWN] += 1
            continue
        rules, names = lists(f"{SNAPSHOT}/iptables/{item['Node']['name']}.iptables", chain)
        asked = header(item["Flow"])
        packet = Packet(4, _number(asked.source), _number(asked.destination), *asked.service[:3])
        ours = set[bool]().union(*(answers(rules, packet, name, None) for name in [*names, "+"]))
        if ours == {item["Action"] == "PERMIT"}:
            account.agreed += 1
        else:
            account.disagreed[f"{item['Node']['name']} {chain}: {ours} is not {item['Action']}"] += 1
    return account


def _number(text: str) -> int:
    return int(IPv4Address(text))


def test_filter_answers() -> None:
    assert filter_answers().table() == {"agreed": 4, "disagreed": {}, "not comparable": {OWN: 2}}


def header(flow: dict[str, Any]) -> Header:
    return Header(
        flow["srcIp"], flow["dstIp"], Service(PROTOCOLS[flow["ipProtocol"]], flow["srcPort"], flow["dstPort"])
    )


def hops(name: str) -> Account:
    """Compare the hops of traces: each names the lists that the packet met and what they said; a hop without any has none bound."""
    account = Account()
    for item in truth(f"batfish/GROUND_TRUTH/traceroute-{name}.dev.json")["items"]:
        for trace in item["Traces"]:
            for hop in trace["hops"]:
                _compare_hop(hop, header(item["Flow"]), account)
    return account


def test_traces_meet_the_filters_that_we_find_on_the_way() -> None:
    both = [hops("1-2"), hops("2-1")]
    assert sum(a.agreed for a in both) == 68
    assert [(a.disagreed, a.incomparable.keys()) for a in both] == [({}, {HOST})] * 2


def _compare_hop(hop: dict[str, Any], packet: Header, account: Account) -> None:
    if hop["node"]["name"] not in ROUTERS:
        account.incomparable[HOST] += 1
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
