"""The files about integrations with business systems, and about measures and investments."""

from __future__ import annotations

from zonewarden.site.common_fields import (
    AT,
    FLAG,
    NUMBER,
    ONE_OR_MORE,
    OWNERS_FIELD,
    TEXT,
    TEXTS,
    choice,
    document,
    identity,
    of,
    ref,
    refs,
)  # fmt: skip
from zonewarden.site.open_words import ENCRYPTION, KPI_DIRECTION, KPI_PERIOD, KPI_UNIT, PRIVILEGES
from zonewarden.site.shapes import TIMESTAMP, Field, Items, Number, Record

_LEG = Record((Field("asset", ref("asset")), Field("zone", ref("zone"))))
_DATA = Record(
    (
        Field("classes", TEXTS, "process values, orders, recipes ..."),
        Field("classification", TEXT, "public, internal, confidential ..."),
        Field("schema_ref", TEXT, "where the schema lies"),
        Field("schema_version", TEXT, "quoted"),
        Field("schema_owner", ref("person"), "who answers for the schema"),
    )
)
_VALIDATION = Record(
    (
        Field("schema", FLAG, "types and structure are checked"),
        Field("limits", FLAG, "size and rate are limited"),
        Field("malware_scan", FLAG, "files are scanned"),
        Field("on_invalid", choice("reject", "quarantine", "pass", "log"), "what happens to what is wrong"),
    )
)
_AUTH = Record(
    (
        Field("method", TEXT, "certificate, token, kerberos, password, shared, anonymous, none ..."),
        Field("account", TEXT),
        Field("privileges", PRIVILEGES),
    )
)
_WRITE_BACK = Record(
    (
        Field("approved", FLAG, required=True),
        Field("by", ONE_OR_MORE),
        Field("gateway", ref("asset"), "command gateway"),
        Field("limits", FLAG, "set points are checked"),
        Field("operator_confirmation", FLAG),
    )
)
INTEGRATION = Record(
    (
        identity(),
        Field("name", TEXT),
        Field("status", choice("idea", "planned", "pilot", "live", "retired"), required=True),
        Field("requested_at", AT),
        Field("safe_at", AT, "when it had passed all gates"),
        Field("go_live", AT),
        Field("source", _LEG, "OT side", required=True),
        Field("broker", _LEG, "in the industrial DMZ"),
        Field("consumer", _LEG, "business side", required=True),
        Field("direction", choice("ot_to_it", "it_to_ot", "both"), required=True),
        Field("initiator", choice("ot", "it"), "who opens the session into or out of OT"),
        Field("services", refs("service")),
        Field("rate_per_s", NUMBER, "messages"),
        Field("data", _DATA, "what is carried"),
        Field("validation", _VALIDATION, "at the boundary"),
        Field("auth", _AUTH, "authentication"),
        Field("encryption", Record((Field("mode", ENCRYPTION),))),
        Field("write_back", _WRITE_BACK, "commands from business to control"),
        Field("blocking_dependency", FLAG, "production stops without it"),
        Field("buffer_hours", NUMBER),
        Field("tolerated_outage_h", NUMBER),
        Field("on_loss", TEXT, "store_and_forward, cached, manual, stop ..."),
        Field("last_loss_test", AT),
        OWNERS_FIELD,
        Field("purpose", TEXT, "what it is for; else its name tells"),
        Field("business_value_per_year", NUMBER, "money"),
        Field("risk_assessment_ref", TEXT),
        Field("gate_approval", Record((Field("by", ONE_OR_MORE), Field("at", of(TIMESTAMP)))), "security gate"),
    )
)
INTEGRATIONS = document("integrations", Field("integrations", Items(INTEGRATION), "integrations", required=True))

KPI = Record(
    (
        identity("risk_adjusted_uptime, time_to_safe_integration, critical_exposure_hours ..."),
        OWNERS_FIELD,
        Field("unit", KPI_UNIT, "unit of its values"),
        Field("scope", ref("unit", "whole site"), "production unit, or `site`"),
        Field("target", NUMBER),
        Field("threshold", NUMBER, "from where it is bad"),
        Field("direction", KPI_DIRECTION, "which is better"),
        Field("period", KPI_PERIOD),
        Field("source", choice("computed", "manual")),
        Field("value_reported", NUMBER),
        Field("value_at", AT),
        Field("tolerance_pct", NUMBER),
        Field("note", TEXT),
    )
)
MEASUREMENT = Record(
    (
        Field("unit", ref("unit"), required=True),
        Field("period_start", AT, required=True),
        Field("period_end", AT, required=True),
        Field("actual_production_time_h", NUMBER, "ISO 22400 actual production time", required=True),
        Field("planned_busy_time_h", Number(low=0.01), "ISO 22400 planned busy time", required=True),
        Field("source", TEXT),
    )
)
_INPUTS = Record(
    (
        Field("downtime_cost_per_hour", NUMBER),
        Field("p_outage_before", Number(high=1)),
        Field("p_outage_after", Number(high=1)),
        Field("outage_h_before", NUMBER),
        Field("outage_h_after", NUMBER),
        Field("regulatory_delta", NUMBER, "money per year"),
        Field("enabled_value", NUMBER, "money per year"),
    )
)
INVESTMENT = Record(
    (
        identity(),
        Field("name", TEXT),
        Field("owner", ref("person")),
        Field("reviewed_at", AT),
        Field("cost", NUMBER, "money"),
        Field("unit", ref("unit")),
        Field("inputs", _INPUTS, "what avoided loss is computed from"),
        Field("range_pct", NUMBER),
    )
)
KPIS = document(
    "kpis",
    Field("kpis", Items(KPI), "measures", required=True),
    Field("measurements", Items(MEASUREMENT), "production times"),
    Field("investments", Items(INVESTMENT), "investment cases"),
)
