"""Findings of small sites: soundness cases, fingerprints, certainty, severity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zonewarden.check import Request, run
from zonewarden.engines.embedded import EmbeddedEngine
from zonewarden.triage.finding import Certainty, Finding, Result, Verdict

ZONES = """schema: zones/v1
zones:
  - {id: ent, kind: enterprise, level: [4, 5], cidrs: ["10.40.0.0/16"]}
  - {id: cell, kind: cell, level: 1, cidrs: ["10.20.1.0/24"]}
"""
CONDUITS = "schema: conduits/v1\nconduits: []\n"
ROUTER = """hostname r1
!
interface GigabitEthernet0/0
 ip address 10.40.0.1 255.255.0.0
 ip access-group ENT in
!
interface GigabitEthernet0/1
 ip address 10.20.1.1 255.255.255.0
 ip access-group CELL in
!
ip access-list extended ENT
{rules}
ip access-list extended CELL
 deny   ip any any log
"""


@dataclass(frozen=True)
class Site:
    folder: Path

    def check(self, rules: str, *, zones: str = ZONES, conduits: str = CONDUITS, router: str = ROUTER) -> Result:
        (self.folder / "configs").mkdir(exist_ok=True)
        (self.folder / "declarations").mkdir(exist_ok=True)
        (self.folder / "zonewarden.yaml").write_text('schema: project/v1\nas_of: "2026-11-24T00:00:00Z"\n')
        (self.folder / "declarations/zones.yaml").write_text(zones)
        (self.folder / "declarations/conduits.yaml").write_text(conduits)
        body = "\n".join(f" {line}" for line in rules.strip().splitlines())
        (self.folder / "configs/r1.cfg").write_text(router.replace("{rules}", body))
        return run(Request(self.folder / "zonewarden.yaml"), EmbeddedEngine())


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def found(result: Result, policy: str, verdict: Verdict = Verdict.FAIL) -> list[Finding]:
    return [f for f in result.with_verdict(verdict) if f.policy.id == policy]


def one(result: Result, policy: str, ends: str = "ent>cell") -> Finding:
    """Return the only finding of a policy; of a flow policy, the only one between these zones."""
    findings = [f for f in found(result, policy) if f.subject.kind != "flow" or f.subject.id.endswith(f":{ends}")]
    assert len(findings) == 1, [f.message for f in findings]
    return findings[0]


def test_the_residual_excludes_exactly_the_denied_host(site: Site) -> None:
    finding = one(
        site.check("deny ip host 10.40.0.7 any\npermit tcp 10.40.0.0 0.0.0.15 any eq 502\ndeny ip any any"), "SEG-001"
    )
    assert [row.sources for row in finding.packets] == [("10.40.0.0/30", "10.40.0.4/31", "10.40.0.6", "10.40.0.8/29")]
    assert finding.packets[0].services == ("tcp/502",)
    assert finding.witness == "tcp 10.40.0.0:49152 -> 10.20.1.0:502"
    assert finding.locations[0].line == 13


def test_two_denies_that_cover_a_permit_leave_no_violation(site: Site) -> None:
    result = site.check(
        "deny ip 10.40.0.0 0.0.127.255 any\ndeny ip 10.40.128.0 0.0.127.255 any\npermit tcp 10.40.0.0 0.0.255.255 any eq 502"
    )
    assert found(result, "SEG-001") == []
    assert found(result, "SEG-006") == []
    assert found(result, "SEG-006", Verdict.PASS)
    assert one(result, "FW-008").locations[0].line == 14


def test_an_unreadable_line_makes_its_zone_pairs_not_assessable(site: Site) -> None:
    result = site.check("permit tcp host 10.40.0.1 frobnicate\ndeny ip any any")
    (gap,) = [f for f in found(result, "SEG-006", Verdict.NOT_ASSESSABLE) if f.subject.id == "r1:ent>cell"]
    assert gap.locations[0].line == 12
    assert found(result, "SEG-006", Verdict.FAIL) == []
    assert not [f for f in found(result, "SEG-006", Verdict.PASS) if f.subject.id == "r1:ent>cell"]


def test_a_violation_before_an_unreadable_line_is_definite_and_after_it_possible(site: Site) -> None:
    before = one(site.check("permit tcp any any eq 502\npermit frobnicate\ndeny ip any any"), "SEG-006")
    assert before.certainty is Certainty.DEFINITE
    after = one(site.check("permit frobnicate\npermit tcp any any eq 502\ndeny ip any any"), "SEG-006")
    assert after.certainty is Certainty.POSSIBLE
    assert "permit frobnicate" in after.reasons[0]


def test_a_schedule_makes_a_finding_possible(site: Site) -> None:
    finding = one(site.check("permit tcp any any eq 502 time-range NIGHT\ndeny ip any any"), "SEG-006")
    assert finding.certainty is Certainty.POSSIBLE
    assert any("NIGHT" in reason for reason in finding.reasons)


def test_an_interface_without_a_filter_in_an_ot_zone_is_a_finding(site: Site) -> None:
    result = site.check("deny ip any any", router=ROUTER.replace(" ip access-group CELL in\n", ""))
    assert one(result, "SEG-005").locations[0].line == 7


def test_security_levels_let_high_reach_low(site: Site) -> None:
    asa = """ASA Version 9.16(2)
hostname r1
interface GigabitEthernet0/0
 nameif ent
 security-level 50
 ip address 10.40.0.1 255.255.0.0
interface GigabitEthernet0/1
 nameif cell
 security-level 90
 ip address 10.20.1.1 255.255.255.0
"""
    result = site.check("", router=asa)
    assert {f.subject.id for f in found(result, "SEG-001") if f.certainty is Certainty.DEFINITE} == {"r1:cell>ent"}
    assert one(result, "SEG-001", "cell>ent").rules[0].list_name == ""


RULES = "permit tcp 10.40.1.0 0.0.0.255 any eq 502\ndeny ip any any"


def test_the_fingerprint_stays_when_lines_move_and_names_change(site: Site) -> None:
    first = one(site.check(RULES), "SEG-006")
    moved = one(site.check(RULES, router="\n" * 10 + ROUTER), "SEG-006")
    renamed = one(site.check(RULES, router=ROUTER.replace("ENT", "FROM-OFFICE")), "SEG-006")
    split = one(
        site.check(
            "permit tcp 10.40.1.0 0.0.0.127 any eq 502\npermit tcp 10.40.1.128 0.0.0.127 any eq 502\ndeny ip any any"
        ),
        "SEG-006",
    )
    assert first.locations[0].line + 10 == moved.locations[0].line
    assert {moved.fingerprint, renamed.fingerprint, split.fingerprint} == {first.fingerprint}


@pytest.mark.parametrize(
    "wider", ["10.40.0.0 0.0.255.255 any eq 502", "10.40.1.0 0.0.0.255 any range 502 503", "any any eq 502"]
)
def test_the_fingerprint_changes_when_the_rule_widens(site: Site, wider: str) -> None:
    narrow = one(site.check(RULES), "SEG-006").fingerprint
    changed = one(site.check(f"permit tcp {wider}\ndeny ip any any"), "SEG-006").fingerprint
    assert (changed == narrow) == (wider == "")


CONDUIT = """schema: conduits/v1
conduits:
  - id: c1
    from: ent
    to: cell
    endpoints: {from: ["10.40.1.0/24"], to: ["10.20.1.10"]}
    initiator: from
    services: [modbus-tcp]
"""


def test_flows_are_split_by_conduits(site: Site) -> None:
    declared = "permit tcp 10.40.1.0 0.0.0.255 host 10.20.1.10 eq 502"
    result = site.check(f"{declared}\ndeny ip any any", conduits=CONDUIT)
    assert [found(result, p) for p in ("SEG-001", "SEG-003", "SEG-004")] == [[], [], []]
    result = site.check("permit ip 10.40.1.0 0.0.0.255 host 10.20.1.10\ndeny ip any any", conduits=CONDUIT)
    assert found(result, "SEG-001") == []
    assert one(result, "SEG-003").rules[0].text.startswith("permit ip")
    result = site.check("permit tcp any host 10.20.1.10 eq 502\ndeny ip any any", conduits=CONDUIT)
    (row,) = one(result, "SEG-001").packets
    assert "10.40.1.0/24" not in row.sources
    backwards = CONDUIT.replace("initiator: from", "initiator: to")
    result = site.check(f"{declared}\ndeny ip any any", conduits=backwards)
    assert found(result, "SEG-001") == []
    assert one(result, "SEG-004").subject.id == "r1:ent>cell"


def test_a_required_conduit_that_is_blocked_is_a_finding(site: Site) -> None:
    required = CONDUIT + "    essential: true\n"
    answering = ROUTER.replace(
        "ip access-list extended CELL\n", "ip access-list extended CELL\n permit tcp any any established\n"
    )
    blocked = "deny tcp host 10.40.1.9 any\npermit tcp any any eq 502"
    finding = one(site.check(blocked, conduits=required, router=answering), "AVL-001")
    assert [row.sources for row in finding.packets] == [("10.40.1.9",)]
    assert finding.rules[0].text == "deny tcp host 10.40.1.9 any"
    assert finding.certainty is Certainty.DEFINITE
    assert found(site.check("permit tcp any any eq 502", conduits=required, router=answering), "AVL-001") == []
    maybe = "permit tcp any any eq 502 time-range NIGHT"
    assert one(site.check(maybe, conduits=required, router=answering), "AVL-001").certainty is Certainty.POSSIBLE


def test_a_required_conduit_whose_answers_are_kept_out_is_a_finding(site: Site) -> None:
    finding = one(site.check("permit tcp any any eq 502", conduits=CONDUIT + "    essential: true\n"), "AVL-001")
    assert [row.services for row in finding.packets] == [("tcp-established/49152-65535 from 502",)]
    assert (finding.key, finding.rules[0].list_name) == ("answers", "CELL")


def test_an_expired_conduit_covers_nothing(site: Site) -> None:
    rules = "permit tcp 10.40.1.0 0.0.0.255 host 10.20.1.10 eq 502\ndeny ip any any"
    assert found(site.check(rules, conduits=CONDUIT), "SEG-001") == []
    assert one(site.check(rules, conduits=CONDUIT + '    expires: "2026-01-31"\n'), "SEG-001")


def test_without_zones_the_policies_that_need_them_are_not_assessable(site: Site) -> None:
    site.check("deny ip any any")
    (site.folder / "declarations/zones.yaml").unlink()
    (site.folder / "declarations/conduits.yaml").unlink()
    result = run(Request(site.folder / "zonewarden.yaml"), EmbeddedEngine())
    (gap,) = found(result, "SEG-006", Verdict.NOT_ASSESSABLE)
    assert gap.reasons == ("no zones declared",)


def test_expiry_is_judged_by_the_moment_given(site: Site) -> None:
    rules = "remark conduit=c1 owner=x chg=1 review=2026-12-31\npermit tcp any any eq 502\ndeny ip any any"
    site.check(rules)
    project = site.folder / "zonewarden.yaml"
    now = run(Request(project), EmbeddedEngine())
    later = run(Request(project, now=datetime(2027, 1, 1, tzinfo=UTC)), EmbeddedEngine())
    assert found(now, "FW-009") == []
    assert found(later, "FW-009")
