"""Results built by hand: a small one whose whole report is read by eye, a nasty one that tries to break out."""

from __future__ import annotations

import dataclasses

from zonewarden.policy import Level, Policy, Reference
from zonewarden.triage.finding import (
    Certainty,
    Contribution,
    FileCoverage,
    Finding,
    PacketRow,
    Pass,
    Passes,
    Rating,
    Result,
    Subject,
    Verdict,
    ZoneOutline,
)
from zonewarden_parsers.model import Diagnostic, Location, Severity

FW1 = "plants/north/fw1.cfg"
EDGE = "plants/north/edge router.cfg"

SEG = Policy(
    id="SEG-006",
    package="zonewarden.segmentation.enterprise_to_control",
    title="Enterprise IT reaches a control zone directly",
    description="A host of the office network can open sessions to controllers. One infected laptop then stops a line.",
    family="segmentation",
    severity=Level.CRITICAL,
    path="policies/segmentation/enterprise_to_control/enterprise_to_control.rego",
    requires=("zones",),
    capability=3,
    fix_disruption="window",
    controls={"iec-62443-3-3": ("SR 5.1", "SR 5.2"), "nist-800-53r5": ("AC-4", "SC-7(5)")},
    mitigations=("M0930",),
    techniques=("T0886", "T0855"),
    remediation={
        "summary": "Route the flow through a server of the industrial DMZ, then remove the rule.",
        "cisco-asa": "no access-list OUT extended permit tcp any host 10.20.1.10 eq 502\naccess-list OUT extended deny ip any 10.20.0.0 255.255.0.0 log",
    },
    references=(Reference("https://attack.mitre.org/techniques/T0886/", "ATT&CK: remote services"),),
)
DEV = Policy(
    id="DEV-004",
    package="zonewarden.device.snmp_v2",
    title="SNMP without encryption",
    description="",
    family="device",
    severity=Level.MEDIUM,
    path="policies/device/snmp_v2/snmp_v2.rego",
    remediation={"summary": "Use SNMPv3 with authPriv."},
)
GOV = Policy(
    id="GOV-001",
    package="zonewarden.governance.no_owner",
    title="A zone has no owner",
    description="Nobody decides.",
    family="governance",
    severity=Level.INFO,
    path="policies/governance/no_owner/no_owner.rego",
)

SOURCES = {
    FW1: (
        "hostname fw1",
        "snmp-server community S3cr3tWord",
        "access-list OUT extended permit tcp any host 10.20.1.10 eq 502",
        "access-list OUT extended permit tcp any object-group PLCS eq 502",
        "frobnicate the widget",
    ),
    EDGE: ("hostname edge", "ip access-list extended IN", " permit tcp any any eq 3389"),
}

SMALL_FAIL = Finding(
    policy=SEG,
    verdict=Verdict.FAIL,
    subject=Subject("flow", "fw1:ent>cell1", "ent to cell1 at fw1", (Location(FW1, 1),)),
    message="Zone ent can open Modbus sessions to cell1 (level 1) through fw1 without passing the industrial DMZ.",
    locations=(Location(FW1, 3, 0, 1, 63), Location(FW1, 4, 0, 1, 65), Location(EDGE, 3, 0, 2, 28)),
    fingerprint="0123456789abcdef0123456789abcdef",
    rating=Rating(Level.CRITICAL, 11, 3, True, 2, 3, 0),
    packets=(
        PacketRow(("10.40.0.0/16",), ("10.20.1.10",), ("tcp/502",), Certainty.DEFINITE),
        PacketRow(("10.40.0.0/16", "10.41.0.0/16"), ("10.20.1.11-10.20.1.20",), ("tcp/502",), Certainty.POSSIBLE),
    ),
    packets_omitted=3,
    witness="tcp 10.40.0.1:49152 -> 10.20.1.10:502",
    rules=(
        Contribution("permit", SOURCES[FW1][2], Location(FW1, 3, 0, 1, 63), "OUT"),
        Contribution("permit", SOURCES[FW1][3], Location(FW1, 4, 0, 1, 65), "OUT"),
    ),
    evidence={"services": ["modbus"]},
    production_impact="Packaging stops: EUR 12,000 an hour.",
    remediation=f"{SEG.remediation['summary']}\n\n{SEG.remediation['cisco-asa']}",
    platform="cisco-asa",
    device="fw1",
)
SMALL_POSSIBLE = Finding(
    policy=DEV,
    verdict=Verdict.FAIL,
    subject=Subject("device", "fw1", "fw1"),
    message="fw1 answers SNMP version 2c",
    locations=(Location(FW1, 2, 0, 13, 33),),
    fingerprint="fedcba9876543210fedcba9876543210",
    certainty=Certainty.POSSIBLE,
    reasons=("the schedule NIGHT is active",),
    platform="cisco-asa",
    device="fw1",
)
SMALL_OPEN = Finding(
    policy=SEG,
    verdict=Verdict.NOT_ASSESSABLE,
    subject=Subject("flow", "fw1:dmz>cell1", "dmz to cell1 at fw1"),
    message="",
    locations=(Location(FW1, 5, 0, 1, 22),),
    fingerprint="11111111111111111111111111111111",
    reasons=("a line that was not understood",),
)
SMALL_WAIVED = Finding(
    policy=DEV,
    verdict=Verdict.WAIVED,
    subject=Subject("device", "edge", "edge"),
    message="edge answers SNMP version 2c.",
    locations=(Location(EDGE, 1),),
    fingerprint="22222222222222222222222222222222",
    reasons=("W-12, expires 2027-01-31",),
)
SMALL_PASSES = Passes((Pass(GOV.id, "zone", "cell1", "cell1", (), ""),), {GOV.id: GOV})

SMALL = Result(
    site="North plant",
    as_of="2026-11-24T00:00:00Z",
    version="0.1.0",
    findings=(SMALL_FAIL, SMALL_POSSIBLE, SMALL_OPEN, SMALL_WAIVED),
    policies=(DEV, GOV, SEG),
    diagnostics=(
        Diagnostic(Location(FW1, 5, 0, 1, 22), "unknown-line", "this command is not known"),
        Diagnostic(Location(FW1, 1), "hint", "a note", Severity.NOTE),
    ),
    coverage=(FileCoverage(FW1, "cisco-asa", 5, 4, 0, (5,)), FileCoverage(EDGE, "cisco-ios", 3, 3, 0, ())),
    sources=SOURCES,
    disabled={"KPI-001": "no data yet"},
    seconds=0.42,
    passes=SMALL_PASSES,
    zones=(
        ZoneOutline("internet", "", "internet", 5, implied=True),
        ZoneOutline("ent", "Office", "enterprise", 5),
        ZoneOutline("cell1", "Filling", "cell", 1),
    ),
)
CLEAN = dataclasses.replace(SMALL, findings=(), diagnostics=())
EMPTY = Result("s", "2026-11-24T00:00:00Z", "0.1.0", (), (), (), (), {})
BROKEN = dataclasses.replace(
    CLEAN, diagnostics=(Diagnostic(Location("bad.cfg", 1), "unreadable", "not a text file", Severity.ERROR),)
)

NASTY_PATH = "sites/Zürich süd/fw|`1`<b>[x](y)#?%20:\udcff.cfg"
NASTY_TEXT = (
    "\x1b[2J\x9b31m\x07\x00 ::error::x\n::error file=a::pwned\n##[error]y | `tick` <script>@octocat "
    "[x](9) {0} \u202eabc\u2028 \ud800 \ufffe &amp; ]]> %0A https://evil.example www.evil.example \u65e5\u672c\u8a9e e\u0301"
)
LONG = "permit ip any any " * 600


def nasty() -> Result:
    """Return a result in which every text is hostile and every place doubtful."""
    policy = dataclasses.replace(
        SEG,
        title=NASTY_TEXT,
        description=NASTY_TEXT,
        remediation={"summary": NASTY_TEXT, "cisco-asa": f"```\n{NASTY_TEXT}\n{LONG}"},
        references=(Reference("javascript:alert(1)", NASTY_TEXT), Reference("https://example.org/a b", "b")),
        controls={"own-framework": (NASTY_TEXT, "X 1")},
    )
    places = (
        Location(NASTY_PATH, 1, 3, 5, 2),
        Location(NASTY_PATH, 2, 0, 9000, 9010),
        Location(NASTY_PATH, 99, 120),
        Location("/etc/outside.cfg", 1),
        Location("C:\\fw.cfg", 1),
    )
    findings = tuple(
        dataclasses.replace(
            SMALL_FAIL,
            policy=policy,
            verdict=verdict,
            key=f"{NASTY_TEXT}{i % 2}",
            subject=Subject("flow", NASTY_TEXT, NASTY_TEXT),
            message=NASTY_TEXT,
            locations=(*places[i % 5 :], *places[: i % 5]),
            certainty=Certainty.POSSIBLE,
            reasons=(NASTY_TEXT, "more"),
            witness=NASTY_TEXT,
            packets=tuple(PacketRow((NASTY_TEXT,) * 9, ("b",), ("c",), Certainty.DEFINITE) for _ in range(15)),
            rules=tuple(Contribution("permit", LONG, Location(NASTY_PATH, n), NASTY_TEXT) for n in range(1, 60)),
            evidence={NASTY_TEXT: [{"a": NASTY_TEXT, "b": None, "c": 1.5}]},
            production_impact=NASTY_TEXT,
            rating=Rating(Level(i % 5), 7, 1, False, 2, 3, 0, "floor"),
        )
        for verdict in Verdict
        if verdict is not Verdict.PASS
        for i in range(5)
    )
    diagnostics = tuple(Diagnostic(place, NASTY_TEXT, NASTY_TEXT, s) for place in places for s in Severity)
    return Result(
        site=NASTY_TEXT,
        as_of="2026-11-24T00:00:00Z",
        version="0.1.0",
        findings=findings,
        policies=(policy, DEV),
        diagnostics=diagnostics,
        coverage=(FileCoverage(NASTY_PATH, NASTY_TEXT, 9, 1, 1, tuple(range(1, 60))),),
        sources={NASTY_PATH: (NASTY_TEXT, LONG, "\t\x1b[31mset", "")},
        passes=Passes([Pass(policy.id, "flow", NASTY_TEXT, NASTY_TEXT, (), "")] * 5, {policy.id: policy}),
    )
