"""The file about operations: windows, freezes, production calendar, changes, backups, scans."""

from __future__ import annotations

from zonewarden.site.common_fields import (
    AT,
    END,
    FLAG,
    NUMBER,
    PEOPLE,
    TEXT,
    TEXTS,
    choice,
    document,
    identity,
    of,
    ref,
    refs,
)  # fmt: skip
from zonewarden.site.open_words import APPROVER, CHANGE_STATUS, RESULT, SCAN_PROFILE
from zonewarden.site.shapes import TIMESTAMP, Field, Items, Number, Record
from zonewarden.site.vulnerability_fields import RESTARTS

STATES = ("running", "slow", "standstill", "turnaround", "lab")
DISRUPTIONS = ("hot", "window", "outage")
_SPAN = (
    Field("start", of(TIMESTAMP), required=True),
    Field("end", of(TIMESTAMP), "after start", required=True),
)
WINDOW = Record(
    (
        identity(),
        Field("units", refs("unit"), "units it stops or slows", required=True),
        *_SPAN,
        Field("production_state", choice(*STATES), "what production does meanwhile", required=True),
        Field("type", choice(*DISRUPTIONS), "what it allows", required=True),
        Field("capacity_h", NUMBER, "hours of work that fit"),
        Field("tags", TEXTS),
        Field("approved_by", PEOPLE, "who approved it"),
    )
)
FREEZE = Record(
    (identity(), Field("units", refs("unit"), "units it holds for; none means all"), *_SPAN, Field("reason", TEXT))
)
_STATE = Record((Field("state", choice(*STATES), required=True), *_SPAN))
CALENDAR = Record(
    (
        Field("unit", ref("unit"), required=True),
        Field("cycle_days", Number(low=1), "length of a full production cycle"),
        Field("states", Items(_STATE), "what production does when"),
    )
)
_SCOPE = Record(
    (
        *(Field(f"{name}s", refs(name)) for name in ("device", "conduit", "asset", "unit", "zone")),
        Field("paths", TEXTS, "files or globs it may touch, relative to the project"),
    )
)
_APPROVAL = Record(
    (
        Field("by", ref("person"), "person id", required=True),
        Field("role", APPROVER, "in which role", required=True),
        Field("at", of(TIMESTAMP), "when", required=True),
        Field("text", TEXT, "why"),
    )
)
_TEST = Record((Field("environment", TEXT), Field("result", RESULT), Field("at", AT)))
CHANGE = Record(
    (
        identity(),
        Field("type", choice("standard", "normal", "emergency"), "type", required=True),
        Field("title", TEXT, "title"),
        Field("requester", ref("person"), "who asked"),
        Field("implementer", ref("person"), "who does it"),
        Field("scope", _SCOPE, "what it touches, and nothing else", required=True),
        Field("base", TEXT, "revision that it starts from; `check --change` compares with it"),
        Field("disruption", choice(*DISRUPTIONS), "what it does to production", required=True),
        Field("window_id", ref("window"), "window it runs in"),
        Field("start", of(TIMESTAMP)),
        Field("end", of(TIMESTAMP), "after start"),
        Field("estimated_duration_h", NUMBER),
        Field("rollback_duration_h", NUMBER),
        Field("go_no_go", TEXT, "last moment to turn back"),
        Field("production_impact", TEXT),
        Field("cyber_controls_affected", TEXTS, "policy ids"),
        Field("test", _TEST, "evidence of a test"),
        Field("rollback", Record((Field("plan", TEXT), Field("tested", FLAG))), "way back"),
        Field("vendor_compat", choice("approved", "not_applicable_with_reason", "not_approved", "unknown")),
        Field("vendor_compat_reason", TEXT),
        Field("source_verified", FLAG, "the patch's origin was verified"),
        Field("hash", TEXT, "sha256:..."),
        Field("restart_required", choice(*RESTARTS), "what it restarts"),
        Field("approvals", Items(_APPROVAL), "from operations and security"),
        Field("status", CHANGE_STATUS, required=True),
        Field("implemented_at", of(TIMESTAMP), "when it was carried out"),
        Field("post_check", Record((Field("at", AT), Field("result", RESULT))), "check afterwards"),
        Field("attributed_downtime_h", NUMBER, "unplanned downtime that it caused"),
        Field("retrospective_approval_at", AT, "emergency changes"),
        Field("temporary_until", END, "emergency changes: when the rules that name it are to be gone"),
    )
)
BACKUP = Record(
    (
        identity(),
        Field("asset", ref("asset", "device"), required=True),
        Field("items", TEXTS, "logic, hmi_project, device_config, licence, system_image, data ..."),
        Field("last_backup", AT),
        Field("offline_copy", FLAG),
        Field("immutable", FLAG),
        Field("restore_test_at", AT),
        Field("restore_time_h", NUMBER),
        Field("location", TEXT),
    )
)
SCAN = Record(
    (
        identity(),
        Field("scanner", ref("asset")),
        Field("targets", refs("asset", "zone")),
        Field("profile", SCAN_PROFILE),
        Field("window_id", ref("window")),
    )
)
TERM = Record(
    (
        identity(),
        Field("not_after", END),
        Field("used_by", TEXT),
        Field("renewal_change", ref("change")),
    )
)
OPERATIONS = document(
    "operations",
    Field("windows", Items(WINDOW), "planned downtime"),
    Field("freezes", Items(FREEZE), "times without changes"),
    Field("production_calendar", Items(CALENDAR), "what production does when"),
    Field("changes", Items(CHANGE), "change records"),
    Field("backups", Items(BACKUP), "backups"),
    Field("certificates", Items(TERM), "certificates of no device"),
    Field("licences", Items(TERM), "licences of no device"),
    Field("scan_jobs", Items(SCAN), "scans"),
)
