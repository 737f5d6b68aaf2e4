"""ntc-templates: what its parsers, whose results people reviewed, read out of running configurations, field by field.

Each record becomes an entry as `terms` mean it, and our reading of the same text must match exactly the same packets.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import yaml

from tests.oracles.compare import wrong_rules
from tests.oracles.corpus import Account, needs_corpus, text_of, truth
from tests.oracles.draw_ios import icmp
from tests.oracles.terms import TOP, Addresses, Block, Entry, Services, Span, Traffic, everywhere
from zonewarden_parsers import cisco_asa, cisco_ios
from zonewarden_parsers.model import RuleList

pytestmark = needs_corpus
Record = Mapping[str, str]
Operator = tuple[str, str, str]
"""A port operator, its first and its last port; all empty for none."""

PORTS = {"bgp": 179, "ftp": 21, "tacacs": 49, "www": 80, "http": 80, "https": 443, "ssh": 22, "netbios-ssn": 139}
PROTOCOLS = {"tcp": 6, "udp": 17, "icmp": 1, "pim": 103, "ahp": 51}
SHOW = "the output of a show command, no configuration"
LOST_LOG = "the record has no `log` where the line says `time-range test log`: the template is wrong"
EVERY4 = Addresses("any", everywhere(4))


def spans(operator: str, start: str, end: str) -> tuple[Span, ...]:
    """Return the ports of an operator with its operands."""
    if not operator:
        return ((0, 65535),)
    low = PORTS.get(start) or int(start)
    return {
        "eq": ((low, low),), "gt": ((low + 1, 65535),), "lt": ((0, low - 1),), "neq": ((0, low - 1), (low + 1, 65535)),
        "range": ((low, PORTS.get(end) or int(end or "0")),),
    }[operator]  # fmt: skip


def traffic(r: Record, protocol: str, source: Operator, destination: Operator) -> Traffic:
    """Return the services of a record; `source` and `destination` are operator, start and end."""
    if protocol in ("ip", ""):
        return Traffic()
    number = PROTOCOLS[protocol] if protocol in PROTOCOLS else int(protocol)
    if number == 1 and r.get("icmp_type"):
        code = r.get("icmp_code")
        kind = {"echo": 8}.get(r["icmp_type"]) or int(r["icmp_type"])
        return icmp(1, kind, int(code) if code else None)
    return Traffic(number, spans(*source), spans(*destination), r.get("tcp_flag") == "established")


def records(item: Mapping[str, Any]) -> list[Record]:
    found: list[Record] = yaml.safe_load(text_of(item["parsed"]))["parsed_sample"]
    assert len(found) == item["records"]
    return found


def recorded_parses() -> Account:
    """Compare every record with our reading of its text."""
    account = Account()
    for item in truth("ntc-templates/GROUND_TRUTH/cli_parse.dev.json")["items"]:
        match item["platform"], item["command"]:
            case "cisco_ios", "show_running-config_partition_access-list":
                _access_lists(item, account)
            case "cisco_asa", "show_running-config_object_service":
                _service_objects(item, account)
            case "cisco_asa", "show_running-config_object-group_service":
                _service_groups(item, account)
            case _:
                account.incomparable[SHOW] += item["records"]
    return account


def test_recorded_parses() -> None:
    assert recorded_parses().table() == {
        "agreed": 87 + 106 + 32 + 17 - 1,
        "disagreed": {LOST_LOG: 1},
        "not comparable": {SHOW: 347},
    }


def _access_lists(item: Mapping[str, Any], account: Account) -> None:
    device = cisco_ios.parse(text_of(item["raw"]), item["raw"]).devices[0]
    read: dict[str, int] = {}
    for r in records(item):
        rules = device.rule_list(r["acl_name"])
        assert rules is not None
        if not r["action"]:  # the head of a list
            account.agreed += 1
            continue
        index = read.get(r["acl_name"], 0)
        read[r["acl_name"]] = index + 1
        entry = Entry(
            r["action"] == "permit", _side(r, "src"), _side(r, "dst"), _services(r), condition=bool(r["time"])
        )
        rule = rules.rules[index]
        wrong = list(wrong_rules(4, [entry], replace(rules, rules=(rule,))))
        if not wrong and rule.logged and not r["log"] and rule.text.endswith("time-range test log"):
            account.disagreed[LOST_LOG] += 1
        elif wrong or (rule.action.value, rule.schedule, rule.logged) != (r["action"], r["time"], bool(r["log"])):
            account.disagreed[f"{rule.text}: {wrong[:1]}"] += 1
        else:
            account.agreed += 1
    assert {n: len(x.rules) for n in read if (x := device.rule_list(n))} == read


def _side(r: Record, side: str) -> Addresses:
    if r[f"{side}_host"]:
        return _block(r[f"{side}_host"], TOP[4])
    if r[f"{side}_network"]:
        return _block(r[f"{side}_network"], ~int(ipaddress.IPv4Address(r[f"{side}_wildcard"])) & TOP[4])
    assert r[f"{side}_any"] or (side == "dst" and not r["protocol"])
    return EVERY4


def _block(address: str, care: int) -> Addresses:
    return Addresses(address, (Block(4, int(ipaddress.IPv4Address(address)), care),))


def _services(r: Record) -> Services:
    sides = [
        (r[f"{s}_port_match"], r[f"{s}_port"] or r[f"{s}_port_range_start"], r[f"{s}_port_range_end"])
        for s in ("src", "dst")
    ]
    return Services("", (traffic(r, r["protocol"], *sides),))


def _sides(r: Record) -> list[Operator]:
    return [(r[f"{s}_operator"], r[f"{s}_port_start"], r[f"{s}_port_end"]) for s in ("src", "dst")]


def _asa_rule(text: str, phrase: str) -> RuleList:
    """Return a list with one entry that uses an object of `text`."""
    found = (
        cisco_asa.parse(f"ASA Version 9.8(2)\n{text}\naccess-list T extended permit {phrase}\n", "t.cfg")
        .devices[0]
        .rule_list("T")
    )
    assert found is not None
    return found


def _service_objects(item: Mapping[str, Any], account: Account) -> None:
    text = text_of(item["raw"])
    for r in records(item):
        entry = Entry(True, EVERY4, EVERY4, Services("", (traffic(r, r["protocol"], *_sides(r)),)))
        wrong = list(wrong_rules(4, [entry], _asa_rule(text, f"object {r['name']} any any")))
        account.agreed += not wrong
        account.disagreed.update([f"{r['name']}: {wrong[0]}"] if wrong else [])


def _service_groups(item: Mapping[str, Any], account: Account) -> None:
    """Compare whole groups: the members are those of the records; undefined objects leave the rest for sure."""
    text = text_of(item["raw"])
    groups: dict[str, list[Record]] = {}
    for r in records(item):
        groups.setdefault(r["name"], []).append(r)
    for name, members in groups.items():
        typed = members[0]["grp_protocol"]
        rules = _asa_rule(text, f"{typed} any any object-group {name}" if typed else f"object-group {name} any any")
        known = [t for m in members for t in _member(m, typed, groups)]
        sources, destinations, services = rules.rules[0].match.under_parts
        match = replace(
            rules.rules[0].match, sources=sources, destinations=destinations, services=services, atoms=(), under=None
        )
        sure = replace(rules, rules=(replace(rules.rules[0], match=match),))
        wrong = list(wrong_rules(4, [Entry(True, EVERY4, EVERY4, Services("", tuple(known)))], sure))
        doubtful = any(m["svc_obj_name"] for m in members)
        if wrong or bool(rules.rules[0].match.atoms) is not doubtful:
            account.disagreed[f"{name}: {wrong[:1]} {rules.rules[0].match.atoms}"] += len(members)
        else:
            account.agreed += len(members)


def _member(m: Record, typed: str, groups: Mapping[str, list[Record]]) -> list[Traffic]:
    if m["svc_obj_name"]:
        return []
    if m["grp_obj_name"]:
        return [t for inner in groups[m["grp_obj_name"]] for t in _member(inner, typed, groups)]
    if typed:
        return [traffic(m, typed, ("", "", ""), (m["port_operator"], m["port_start"], m["port_end"]))]
    return [traffic(m, m["svc_protocol"], *_sides(m))]
