"""The file about incident response: playbooks, exercises, communication, contacts, recovery, logging, sensors."""

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
from zonewarden.site.open_words import ACTION_STATUS, NO_CONTACT, PLAYBOOK_STATUS, SECURITY_ROLE
from zonewarden.site.shapes import ADDRESS, Either, Field, Flag, Items, Number, Record

SCENARIOS = (
    "it_ransomware", "idmz_loss", "vendor_access_compromise", "unauthorised_controller_change", "loss_of_view",
    "loss_of_control", "safety_anomaly",
)  # fmt: skip
ENFORCEMENTS = ("disabled_rule", "interface", "port", "cable", "breaker", "diode", "portal_disable")
_TRIGGER = Record(
    (
        Field("variable", TEXT, "what is measured", required=True),
        Field("op", TEXT, "==, !=, >=, <=, >, < ...", required=True),
        Field("value", Either((Flag(), Number(low=None), TEXT)), required=True),
        Field("unit", TEXT),
        Field("for_min", NUMBER, "for how long"),
    )
)
_AUTHORITY = Record((Field("role", TEXT, "who decides"), Field("deputy", TEXT, "role of who stands in")))
_CHOICE = Record(
    (
        Field("triggers", Items(_TRIGGER), "measurable criteria"),
        Field("authority", _AUTHORITY, "who decides, on each shift"),
        Field("security_role", SECURITY_ROLE, "the part of security"),
        Field("default_on_no_contact", NO_CONTACT, "what holds when nobody answers"),
    )
)
_DECISIONS = Record(tuple(Field(name, _CHOICE) for name in ("stop", "continue", "degraded")))
_DEGRADED = Record(
    (
        Field("functions", TEXTS, "what still runs"),
        Field("staffing", NUMBER, "people it takes"),
        Field("max_duration_h", NUMBER),
        Field("limits", TEXT, "product and quality limits"),
        Field("needs_zones", refs("zone"), "zones it depends on"),
        Field("needs_conduits", refs("conduit"), "conduits it depends on"),
        Field("manual", FLAG, "operated by hand"),
        Field("last_drill", AT),
    )
)
_CUTS = Record(
    (
        Field("from_zone", ref("zone"), "one side; together with to_zone everything between the two is cut"),
        Field("to_zone", ref("zone"), "other side"),
        Field("conduits", refs("conduit"), "conduits to cut"),
    )
)
_POINT = Record(
    (
        Field("device", ref("device", "gateway"), "where", required=True),
        Field("type", choice(*ENFORCEMENTS), "how", required=True),
        Field("object", TEXT, "rule, list, interface, port or portal in its configuration; of a breaker its label"),
        Field(
            "interface",
            TEXT,
            "interface or port of the device that a cable or breaker cuts, or that a list is applied to",
        ),
        Field("direction", choice("in", "out"), "way of a list that is applied", default="in"),
    )
)
_RECONNECT = Record((Field("criteria", TEXTS, "what must hold first"), Field("authority", _AUTHORITY, "who decides")))
ISOLATION = Record(
    (
        identity(),
        Field("order", Number(whole=True), "which comes first"),
        Field("isolates", ref("zone"), "zone that stands alone afterwards; the checker proves it"),
        Field("cuts", _CUTS, "what is cut", required=True),
        Field("enforcement", Items(_POINT), "where it is cut"),
        Field("keeps_conduits", refs("conduit"), "what must go on"),
        Field("simulated_at", AT),
        Field("last_tested", AT),
        Field("reconnect", _RECONNECT, "way back"),
    )
)
PLAYBOOK = Record(
    (
        identity(),
        Field("scenario", choice(*SCENARIOS), "what happened", required=True),
        Field("scope", refs("unit"), "units it is for", required=True),
        Field("status", PLAYBOOK_STATUS, required=True),
        Field("approved_by", PEOPLE),
        Field("reviewed_at", AT),
        Field("decisions", _DECISIONS, "stop, continue or degrade"),
        Field("degraded_mode", _DEGRADED, "how to run without what is cut"),
        Field("isolation_actions", Items(ISOLATION), "what to cut"),
        Field("reconnect_criteria", TEXTS),
    )
)
EXERCISE = Record(
    (
        identity(),
        Field("type", choice("table_top", "functional", "drill"), required=True),
        Field("date", AT, "when", required=True),
        Field("scenarios", Items(choice(*SCENARIOS))),
        Field("units", refs("unit")),
        Field("participants", Items(Record((Field("id", ref("person"), required=True), Field("role", TEXT))))),
        Field(
            "tested",
            Items(
                choice(
                    "containment", "segregation", "backup_integrity", "it_ot_isolation", "vendor_access",
                    "communication",
                )
            ),
        ),
        Field("actions", refs("action"), "what came of it"),
    )
)  # fmt: skip
ACTION = Record(
    (
        identity(),
        Field("from", ref("exercise"), "exercise it comes from"),
        Field("owner", ref("person")),
        Field("due", END),
        Field("status", ACTION_STATUS, required=True),
    )
)
_STEP = Record(
    (
        Field("audience", TEXT, "csirt, regulator, public, customers, employees, supplier ...", required=True),
        Field("regulation", ref("regulation"), "regulation that asks for it"),
        Field("event", TEXT, "event of the regulation's clock that it is for (default: any one of them)"),
        Field("deadline_h", NUMBER, "hours after the incident is known"),
        Field("owner", ref("person")),
        Field("deputy", ref("person")),
        Field("channel", TEXT),
        Field("contact", ref("contact"), "whom it tells"),
        Field("template", TEXT, "path of the text"),
    )
)
_OUT_OF_BAND = Record(
    (
        Field("type", TEXT, "radio, mobile ..."),
        Field("depends_on", TEXTS, "what it needs"),
        Field("last_tested", AT),
        Field("in_control_room", FLAG),
    )
)
COMMUNICATION = Record(
    (
        identity(),
        Field("steps", Items(_STEP), "who is told what, until when"),
        Field("spokesperson", ref("person")),
        Field("approval_minutes", NUMBER, "how long an approval takes"),
        Field("public_template", TEXT),
        Field("public_template_approved", FLAG, "whoever must approve it has done so"),
        Field("public_template_states_impact", FLAG, "it says what stands still and what still runs"),
        Field("oob_channel", _OUT_OF_BAND, "way to talk without the network"),
    )
)
CONTACT = Record(
    (
        identity(),
        Field("role", TEXT, required=True),
        Field("party", TEXT, "employee, or a vendor id"),
        Field("reach", TEXT, "quoted"),
        Field("available_24x7", FLAG),
        Field(
            "incident_response", choice("ot", "it"), "own or retained team that answers incidents: ot where it knows OT"
        ),
        Field("shifts", TEXTS, "shifts that it belongs to and answers in (default: any hour)"),
        Field("units", refs("unit"), "units that it is for (default: all)"),
        Field("verified_at", AT),
    )
)
RECOVERY = Record(
    (
        Field("unit", ref("unit"), required=True),
        Field("order", refs("asset", "device"), "what comes back first"),
        Field("rto_h", NUMBER),
        Field("rpo_h", NUMBER),
        Field("spares", TEXTS),
    )
)
COLLECTOR = Record(
    (
        identity(),
        Field("addresses", Items(of(ADDRESS))),
        Field("zone", ref("zone")),
        Field("retention_days", NUMBER),
        Field("sources", refs("device", "asset"), "who logs there"),
    )
)
SENSOR = Record(
    (
        identity(),
        Field("zone", ref("zone")),
        Field("conduit", ref("conduit")),
        Field("type", choice("span", "tap", "host")),
        Field("ot_aware", FLAG, "understands OT protocols"),
        Field("use_cases", TEXTS, "what it detects"),
        Field("span", Record((Field("device", ref("device")), Field("session", Number(whole=True))))),
    )
)
INCIDENT_RESPONSE = document(
    "incident-response",
    Field("playbooks", Items(PLAYBOOK), "what to do", required=True),
    Field("exercises", Items(EXERCISE), "exercises"),
    Field("actions", Items(ACTION), "what exercises and incidents left to do"),
    Field("comm_plans", Items(COMMUNICATION), "who is told"),
    Field("contacts", Items(CONTACT), "who is called"),
    Field("recovery_plans", Items(RECOVERY), "how production comes back"),
    Field("log_collectors", Items(COLLECTOR), "where logs go"),
    Field("sensors", Items(SENSOR), "passive monitoring"),
)
