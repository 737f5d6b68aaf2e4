"""Firepower Threat Defense: access rules by number, by the interfaces a packet takes, and handed on to deep inspection."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.analysis.build import zone

from zonewarden.analysis.matrix import matrix
from zonewarden_parsers import cisco_asa
from zonewarden_parsers.model import (
    INITIATING,
    NOWHERE,
    Action,
    AddressSet,
    Atom,
    AtomKind,
    Device,
    Direction,
    Match,
    PacketSet,
    Rule,
    ServiceSet,
)
from zonewarden_parsers.registry import detect

HEAD = (
    "NGFW Version 6.6.1\nhostname f\n"
    "interface GigabitEthernet1/1\n nameif ent\n security-level 0\n ip address 10.40.0.1 255.255.0.0\n"
    "interface GigabitEthernet1/2\n nameif idmz\n security-level 0\n ip address 10.30.0.1 255.255.255.0\n"
    "interface GigabitEthernet1/3\n nameif cell\n security-level 0\n ip address 10.20.1.1 255.255.255.0\n"
)
TAIL = "access-list CSM_FW_ACL_ advanced deny ip any any rule-id 99\naccess-group CSM_FW_ACL_ global\n"


def device(entries: str) -> Device:
    parsed = cisco_asa.parse(HEAD + entries + TAIL, "t")
    assert not parsed.coverage.unknown, parsed.diagnostics
    (found,) = parsed.devices
    return found


def rule(entry: str, remarks: str = "") -> Rule:
    return device(f"{remarks}access-list CSM_FW_ACL_ {entry}\n").rule_lists[0].rules[0]


def test_it_is_known_by_its_header_or_its_list() -> None:
    assert detect(HEAD) == "cisco-asa"
    assert detect(TAIL) == "cisco-asa"


def test_interfaces_of_an_entry_are_conditions_on_the_way() -> None:
    found = rule("advanced trust tcp ifc ent host 10.40.0.5 ifc idmz any eq 443 rule-id 7 event-log flow-end")
    assert (found.from_interfaces, found.to_interfaces) == (frozenset({"ent"}), frozenset({"idmz"}))
    assert (found.action, found.match.atoms, str(found.match.services)) == (Action.PERMIT, (), "tcp/443")
    one_side = rule("advanced trust ip ifc ent any any rule-id 7")
    assert (one_side.from_interfaces, one_side.to_interfaces) == (frozenset({"ent"}), None)
    assert rule("advanced trust ip any any rule-id 7").from_interfaces is None


def test_interface_that_is_not_defined_leaves_the_entry_uncertain() -> None:
    entry = "access-list CSM_FW_ACL_ advanced deny ip ifc gone any any rule-id 7\n"
    found = device(entry)
    first = found.rule_lists[0].rules[0]
    assert first.from_interfaces is None
    assert [a.kind for a in first.match.atoms] == [AtomKind.REFERENCE]
    assert first.match.under_parts[0] == NOWHERE
    assert [(u.kind, u.name) for u in found.undefined] == [("interface", "gone")]


@pytest.mark.parametrize(
    ("verb", "remark", "action", "kinds", "name"),
    [
        ("deny", "L4 RULE: block-it", Action.DENY, [], "block-it"),
        ("trust", "RULE: fast", Action.PERMIT, [], "fast"),
        ("permit", "L4 RULE: allow-or-monitor", Action.PERMIT, [AtomKind.OTHER], "allow-or-monitor"),
        ("permit", "L7 RULE: by application", Action.UNKNOWN, [AtomKind.APPLICATION, AtomKind.OTHER], "by application"),
        ("deny", "L7 RULE: by url", Action.DENY, [], "by url"),
        ("permit", "ACCESS POLICY: base - Mandatory", Action.PERMIT, [AtomKind.OTHER], ""),
    ],
)  # fmt: skip
def test_what_the_inspection_decides_is_left_open(
    verb: str, remark: str, action: Action, kinds: list[AtomKind], name: str
) -> None:
    remarks = f"access-list CSM_FW_ACL_ remark rule-id 7: ACCESS POLICY: p\naccess-list CSM_FW_ACL_ remark rule-id 7: {remark}\n"
    found = rule(f"advanced {verb} tcp any any eq 80 rule-id 7", remarks)
    assert (found.action, [a.kind for a in found.match.atoms], found.name) == (action, kinds, name)
    assert str(found.match.services) == "tcp/80"


def test_every_entry_of_a_rule_has_its_name() -> None:
    entries = (
        "access-list CSM_FW_ACL_ remark rule-id 7: L4 RULE: two\n"
        + 2 * "access-list CSM_FW_ACL_ advanced deny tcp any any eq 80 rule-id 7\n"
    )
    assert [r.name for r in device(entries).rule_lists[0].rules] == ["two", "two", ""]


def test_any_means_both_versions() -> None:
    assert str(rule("advanced deny ip any any rule-id 7").match.sources) == "any"
    (binding,) = device("").bindings
    assert (binding.direction, binding.interface, binding.families) == (Direction.GLOBAL, "", (4, 6))


ZONES = {"ent": zone("ent", "10.40.0.0/16"), "idmz": zone("idmz", "10.30.0.0/24"), "cell": zone("cell", "10.20.1.0/24")}


def test_rules_hold_between_their_interfaces_only() -> None:
    entries = (
        "access-list CSM_FW_ACL_ advanced trust tcp ifc ent any ifc idmz any eq 443 rule-id 1\n"
        "access-list CSM_FW_ACL_ advanced trust tcp ifc idmz any any eq 502 rule-id 2\n"
        "access-list CSM_FW_ACL_ advanced permit udp ifc cell any ifc idmz any eq 514 rule-id 3\n"
    )
    flows = {(f.from_zone, f.to_zone): f for f in matrix(device(entries), "f", ZONES, None)}

    def passes(source: str, target: str) -> dict[str, bool]:
        return {str(p.product.services): p.definite for p in flows[source, target].permits}

    assert passes("ent", "idmz") == {"tcp/443": True}
    assert passes("ent", "cell") == {}
    assert passes("idmz", "cell") == passes("idmz", "ent") == {"tcp/502": True}
    assert passes("cell", "idmz") == {"udp/514": False}
    assert passes("cell", "ent") == {}
    https = ServiceSet.ports(6, ((443, 443),)) & INITIATING
    found = PacketSet(tuple(p.product for p in flows["ent", "idmz"].permits))
    wanted = PacketSet.match(AddressSet.network("10.40.0.0/16"), AddressSet.network("10.30.0.0/24"), https)
    assert found.regions() == wanted.regions()


def test_a_permit_by_application_is_understood_and_undecided() -> None:
    remarks = "access-list CSM_FW_ACL_ remark rule-id 7: L7 RULE: social\n"
    found = rule("advanced permit tcp any any rule-id 7", remarks)
    assert found.undecided.startswith("may permit or deny, by the application or URL that L7 rule social asks for; ")
    unread = replace(found, match=Match(atoms=(Atom(AtomKind.UNREADABLE, "x", found.location),)))
    assert unread.undecided == f"cannot be read: {found.text}"
