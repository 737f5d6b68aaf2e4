"""The files about governance: council, authority, regulations, risks; and exceptions."""

from __future__ import annotations

from zonewarden.site.common_fields import (
    AT,
    END,
    FLAG,
    NUMBER,
    ONE_OR_MORE,
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
from zonewarden.site.open_words import SPONSOR_LEVEL, TREATMENT
from zonewarden.site.shapes import ENDPOINT, ID, Field, Form, Items, Number, Record, Text

_SPONSOR = Record(
    (
        Field("id", of(ID), "person id", required=True),
        Field("title", TEXT),
        Field("level", SPONSOR_LEVEL),
    )
)
_SEAT = Record(
    (
        Field("role", TEXT, "production_operations, it, cybersecurity, risk_management, safety ...", required=True),
        Field("id", of(ID), "person id", required=True),
        Field("deputy", of(ID), "person id"),
    )
)
OBJECTIVE = Record(
    (
        identity(),
        Field("uptime_kpi", ref("kpi"), "production side"),
        Field("security_kpi", ref("kpi"), "security side"),
        Field("owners", PEOPLE),
    )
)
COUNCIL = Record(
    (
        Field("name", TEXT),
        Field("sponsor", _SPONSOR, "who stands behind it"),
        Field("charter_ref", TEXT),
        Field("authority", TEXTS, "what it may decide"),
        Field("seats", Items(_SEAT), "who sits in it"),
        Field("quorum_roles", TEXTS, "without whom it decides nothing"),
        Field("cadence_days", NUMBER),
        Field("last_meeting", AT),
        Field("decisions_ref", TEXT),
        Field("objectives", Items(OBJECTIVE), "pairs of a production and a security measure"),
    )
)
_CLOCK = Record((Field("event", TEXT, required=True), Field("hours", NUMBER, required=True)))
REGULATION = Record(
    (
        identity(),
        Field("mandatory", FLAG, required=True),
        Field("penalty_max", NUMBER, "money"),
        Field("mapping_reviewed_at", AT),
        Field("changed_at", AT, "when it changed last"),
        Field("clocks", Items(_CLOCK), "reporting deadlines"),
    )
)
RISK = Record(
    (
        identity(),
        Field("statement", TEXT),
        Field("unit", ref("unit")),
        Field("scenario", TEXT),
        *(Field(name, NUMBER, "money per year") for name in ("inherent_ale", "residual_ale", "tolerable")),
        Field("treatment", TREATMENT),
        Field(
            "status",
            choice("open", "investigating", "remediating", "deviation-requested", "deviation-approved", "closed"),
            "OSCAL risk status",
            required=True,
        ),
        Field("deadline", END),
        Field("owner", ref("person")),
        Field("linked", refs("vulnerability", "exception", "integration"), "what it is about"),
        Field("decided_by", ONE_OR_MORE, "person ids, or council"),
    )
)
AUTHORITY = Record(
    tuple(Field(str(level), TEXTS, f"roles that may accept a risk of impact {level}") for level in range(1, 5))
)
BOARD = Record((Field("last_report", AT, "last report to the board"),))
GOVERNANCE = document(
    "governance",
    Field("council", COUNCIL, "OT/IT security council"),
    Field("authority_levels", AUTHORITY, "impact 1-4 to the roles that may accept such a risk"),
    Field("regulations", Items(REGULATION), "what applies"),
    Field("risk_register", Items(RISK), "risks"),
    *BOARD.fields,
)

_POLICY_ID = Form(
    "policy-id",
    "policy id such as SEG-001",
    lambda text: "" if _is_policy(text) else "a policy id looks like SEG-001",
    r"^[A-Z][A-Z0-9]*-[0-9]{3,4}$",
)


def _is_policy(text: str) -> bool:
    family, dash, number = text.partition("-")
    return bool(dash) and family.isupper() and family.isalnum() and number.isdigit() and 3 <= len(number) <= 4


_WINDOW = Record(
    (
        Field("from_zone", ref("zone"), "packets from this zone"),
        Field("to_zone", ref("zone"), "packets to this zone"),
        Field("sources", Items(Text(ENDPOINT, refers=("asset",))), "only from these"),
        Field("destinations", Items(Text(ENDPOINT, refers=("asset",))), "only to these"),
        Field("services", refs("service"), "only these services"),
    )
)
_REMEDIATION = Record(
    (
        Field("plan", TEXT),
        Field("change_id", ref("change")),
        Field("window_id", ref("window")),
        Field("due", END),
    )
)
_SCOPE = Record(
    (
        Field("objects", TEXTS, "ids of subjects: conduits, rules, flows, devices, assets ..."),
        Field("rule_tags", TEXTS, "tags in rule comments"),
        Field("fingerprint", ONE_OR_MORE, "fingerprints of findings"),
        Field("packets", Items(_WINDOW, 1), "exactly these packets; whatever else a finding holds stays a finding"),
    )
)
EXCEPTION = Record(
    (
        identity(),
        Field("policy_ids", Items(of(_POLICY_ID), 1), "policies it is an exception from", required=True),
        Field("scope", _SCOPE, "what it is for", required=True),
        Field("justification", TEXT, "why"),
        Field("risk_statement", TEXT, "what may happen"),
        Field("impact", Number(whole=True, low=1, high=4), "production impact, 1-4"),
        Field("compensating_controls", refs("compensating control"), "what stands in"),
        Field("owner", ref("person")),
        Field("requested_by", ref("person")),
        Field("accepted_by", PEOPLE, "who accepted the risk: operations and security"),
        Field("accepted_at", AT),
        Field("expires", END, "until when"),
        Field("renewals", Number(whole=True)),
        Field("review_by", END),
        Field("remediation", _REMEDIATION, "how it ends"),
        Field("status", choice("deviation-requested", "deviation-approved", "rejected", "withdrawn", "closed"),
              "only deviation-approved waives", required=True),
    )
)  # fmt: skip
EXCEPTIONS = document("exceptions", Field("exceptions", Items(EXCEPTION), "waivers", required=True))
