"""fwbuilder's importer: what its authors say each line of four ASA, PIX and FWSM configurations means, by source line."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.oracles.compare import wrong_rules
from tests.oracles.corpus import Account, needs_corpus, parsed, truth
from tests.oracles.draw_ios import icmp
from tests.oracles.terms import Addresses, Block, Entry, Services, Span, Traffic, everywhere
from zonewarden_parsers.model import AddressSet, AtomKind, Device, Rule, RuleList

pytestmark = needs_corpus
CODE = "fwbuilder writes code 0 for an ICMP type without a code, ASA matches every code"
HTTPS = "fwbuilder takes the HTTP server for port 80, it is HTTPS"
DHCP = "the address of an interface that DHCP gives: all else agrees"
PING = "ICMP to the device itself is not in the model"
Ref = Mapping[str, Any]


def address(ref: Ref) -> Block | None:
    """Return the addresses of a reference, None for an interface's."""
    if ref["type"] == "Interface":
        return None
    mask = int(ipaddress.IPv4Address(ref["netmask"]))
    return Block(4, int(ipaddress.IPv4Address(ref["address"])), mask)


def side(refs: Sequence[Ref]) -> Addresses:
    """Return an operand; an interface without a known address may be anything."""
    found = [address(r) for r in refs]
    parts = tuple(b for b in found if b is not None)
    return Addresses("", parts) if None not in found else Addresses("", everywhere(4, 6), parts)


def span(ref: Ref, which: str) -> tuple[Span, ...]:
    low, high = int(ref[f"{which}_range_start"]), int(ref[f"{which}_range_end"])
    return ((low, high),) if (low, high) != (0, 0) else ((0, 65535),)


def traffic(ref: Ref, *, codes: bool) -> list[Traffic]:
    """Return the services of a reference; `codes`: believe the ICMP codes."""
    if ref["type"] == "ServiceGroup":
        return [t for m in ref["members"] for t in traffic(m, codes=codes)]
    if ref["type"] == "IPService":
        return [Traffic()]
    if ref["type"] in ("TCPService", "UDPService"):
        return [Traffic(6 if ref["type"] == "TCPService" else 17, span(ref, "src"), span(ref, "dst"))]
    kind, code = int(ref["type"]), int(ref["code"])
    return [Traffic(1) if kind < 0 else icmp(1, kind, code if codes and code >= 0 else None)]


def expected_rules() -> Account:
    """Compare what every line means."""
    account = Account()
    for item in truth("fwbuilder/GROUND_TRUTH/importer_expected_rules.dev.json")["items"]:
        found = parsed(item["input"], "cisco_asa")
        (device,) = found.devices
        lines = {r.location.line: (rules, r) for rules in device.rule_lists for r in rules.rules}
        for record in item["rules"]:
            line = record["source_line"]
            if item["kind"] == "NAT":
                _compare_translation(device, record, account)
            elif line in lines:
                _compare_rule(*lines[line], record, account)
            elif "icmp_commands" in record["comment"] or record["Srv"]["refs"][0]["type"].lstrip("-").isdigit():
                account.incomparable[PING] += 1
            else:
                _compare_service(device, record, account)
    return account


def test_expected_rules() -> None:
    assert expected_rules().table() == {
        "agreed": 38,
        "disagreed": {HTTPS: 3, CODE: 3},
        "not comparable": {PING: 31, DHCP: 9},
    }


def _compare_rule(rules: RuleList, rule: Rule, record: Ref, account: Account) -> None:
    narrow, wide = (
        Entry(
            record["action"] == "Accept",
            side(record["Src"]["refs"]),
            side(record["Dst"]["refs"]),
            Services("", tuple(t for r in record["Srv"]["refs"] for t in traffic(r, codes=codes))),
        )
        for codes in (True, False)
    )
    alone = replace(rules, rules=(rule,))
    action = {"Accept": "permit", "Deny": "deny"}[record["action"]]
    wrong = [bool(list(wrong_rules(4, [e], alone))) or rule.action.value != action for e in (narrow, wide)]
    if wrong[1]:
        account.disagreed[f"{rule.text}: {rule.match}"] += 1
    elif rule.match.atoms:
        assert [a.kind for a in rule.match.atoms] == [AtomKind.OTHER]
        account.incomparable[DHCP] += 1
    elif wrong[0]:
        account.disagreed[CODE] += 1
    else:
        account.agreed += 1


def _compare_service(device: Device, record: Ref, account: Account) -> None:
    """Compare a `telnet`, `ssh` or `http` line with the administrative service that it opens."""
    (service,) = [s for s in device.management.services if s.location.line == record["source_line"]]
    (source,), (port,) = record["Src"]["refs"], record["Srv"]["refs"]
    mask, hardware = source["netmask"], record["Itf"]["refs"][0]["name"]
    named = {i.hardware: i.name for i in device.interfaces}
    right = (AddressSet.parse(f"{source['address']}/{mask}"), (named[hardware],))
    if (service.sources, service.interfaces) != right:
        account.disagreed[f"{service} is not {right}"] += 1
    elif service.protocol == "https" and port["dst_range_start"] == "80":
        account.disagreed[HTTPS] += 1
    else:
        assert {"ssh": "22", "telnet": "23"}[service.protocol] == port["dst_range_start"]
        account.agreed += 1


def _compare_translation(device: Device, record: Ref, account: Account) -> None:
    """A static's destination or a dynamic translation's source is the real address."""
    (rule,) = [n for n in device.nat if n.location.line == record["source_line"]]
    (real,) = record["TDst" if rule.kind == "static" else "OSrc"]["refs"]
    if rule.real == AddressSet.parse(f"{real['address']}/{real['netmask']}"):
        account.agreed += 1
    else:
        account.disagreed[f"{rule.text}: {rule.real}"] += 1
