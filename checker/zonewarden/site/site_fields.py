"""The files about the site as a whole: project, site, units, assets."""

from __future__ import annotations

from zonewarden.site.common_fields import (
    AT,
    FLAG,
    NUMBER,
    OWNERS_FIELD,
    REVIEWED_FIELD,
    SCORE,
    TEXT,
    TEXTS,
    choice,
    document,
    identity,
    listing,
    of,
    ref,
    refs,
)  # fmt: skip
from zonewarden.site.limits import LIMITS
from zonewarden.site.shapes import ADDRESS, DATE, PATTERN, TIMESTAMP, Either, Field, Items, Number, Record, Table
from zonewarden.site.zone_kinds import ZONE_KINDS

SEVERITIES = ("none", "info", "low", "medium", "high", "critical")
RULE_TAGS = ("start-up", "shutdown", "emergency", "redundancy", "isolation", "isolation-prestaged")

PROJECT = document(
    "project",
    Field("configs", TEXTS, "configuration files: folders, files or globs, relative to this file (default: configs)"),
    Field("declarations", TEXTS, "declaration files or folders, relative to this file (default: declarations)"),
    Field("exports", TEXTS, "files or folders that machines write, relative to this file (default: exports)"),
    Field("policies", TEXTS, "your own policies beside the built-in ones"),
    Field("platforms", Table(TEXT), "path glob to platform name, where detection should not decide"),
    Field("fail_on", choice(*SEVERITIES), "lowest severity that fails the run", default="low"),
    Field("fail_on_not_assessable", FLAG, "whether what cannot be judged fails the run", default=True),
    Field("as_of", of(TIMESTAMP), "the moment that expiry is judged by (default: now)"),
    Field(
        "baseline", TEXT, "file of the findings that were there when checking began, as `zonewarden baseline` writes it"
    ),
    Field("disabled", Table(TEXT), "policy id to the reason why it is switched off; reports name them"),
)

SITE = document(
    "site",
    identity("the site's id"),
    Field("name", TEXT, "name"),
    Field("country", TEXT, "ISO 3166-1 code, quoted"),
    Field("sector", TEXT, "sector"),
    Field("timezone", TEXT, "IANA time zone"),
    Field("currency", TEXT, "ISO 4217 code of all money values", default="EUR"),
    Field("impact_bands", Items(NUMBER, 3, 3), "production loss in money per event from which impact is 2, 3 and 4"),
    Field(
        "trust", Table(Number(whole=True), choice(*ZONE_KINDS, "unassociated")), "zone kind to trust, over the defaults"
    ),
    Field("profiles", TEXTS, "regulation and standard profiles to report"),
    Field("non_waivable", TEXTS, "policy ids that no exception may waive"),
    Field("required_scenarios", TEXTS, "scenarios that need a playbook"),
    Field(
        "rule_metadata",
        Record(
            (
                Field("pattern", of(PATTERN), "how rule comments state their metadata"),
                Field("required", TEXTS, "keys that each rule must state"),
                Field("tags", TEXTS, "tags in use: " + ", ".join(RULE_TAGS) + " ..."),
            )
        ),
        "grammar of rule comments",
    ),
    Field("limits", LIMITS, "thresholds of the policies"),
)

_EXPOSURE = Record(
    (
        Field("level", SCORE, "0 none ... 4 severe"),
        Field("penalty_max", NUMBER, "money"),
        Field("basis", TEXT, "law or contract"),
    )
)
BIA = Record(
    (
        Field("downtime_cost_per_hour", NUMBER, "lost contribution margin of an hour's outage"),
        Field("credible_outage_h", NUMBER, "outage of the worst credible cyber event"),
        Field("safety_consequence", SCORE, "0 none, 1 first aid, 2 lost-time injury, 3 severe injury, 4 fatality"),
        Field("environmental_consequence", SCORE, "0 none ... 4 major off-site release"),
        Field("regulatory_exposure", _EXPOSURE, "regulatory penalties"),
        Field("assessed_at", AT, "when it was assessed"),
        Field("assessed_by", TEXTS, "by whom; operations among them"),
        Field("tolerable_risk", NUMBER, "money per year"),
        Field("residual_risk", NUMBER, "money per year"),
        Field("rto_h", NUMBER, "recovery time objective"),
        Field("rpo_h", NUMBER, "recovery point objective"),
    )
)
UNIT = Record(
    (
        identity(),
        Field("name", TEXT, "name"),
        Field("parent", ref("unit"), "unit that this one belongs to"),
        Field("process_cell", TEXT, "ISA-88 process cell"),
        OWNERS_FIELD,
        Field("bia", BIA, "business impact"),
        Field("annual_production_value", NUMBER, "money per year"),
        Field("planned_busy_time_h_per_year", NUMBER, "ISO 22400 planned busy time"),
        Field("degraded_mode_ref", ref("playbook"), "playbook of its degraded mode"),
        Field("redundancy", choice("none", "standby", "n+1"), "redundancy"),
        Field("shifts", TEXTS, "shifts that run it; each needs somebody who may stop it"),
        REVIEWED_FIELD,
    )
)
UNITS = document("units", listing("units", UNIT, "what operations can stop or run by itself"))

ROLES = (
    "plc", "rtu", "ied", "drive", "io", "hmi", "scada_server", "historian", "ews", "safety_ews", "sis_controller", "asset_mgmt",
    "opc_server", "mes", "mes_it", "erp", "bi", "data_lake", "dc", "dns", "ntp", "patch_server", "av_server", "relay", "proxy",
    "broker", "mirror", "jump_host", "gateway", "firewall", "router", "switch", "diode", "vpn", "sensor", "siem_relay", "scanner",
    "printer", "camera", "workstation", "other",
)  # fmt: skip
_ADDRESS = Record(
    (
        Field("ip", of(ADDRESS), "IPv4 or IPv6 address; SEG-017 and SEG-031 judge in which zone it lies"),
        Field("mac", TEXT, "quoted"),
        Field("vlan", TEXT, "quoted"),
    )
)
_DEPENDENCY = Record(
    (
        Field("service", TEXT, "what it needs", required=True),
        Field("provider", ref("asset"), "who provides it"),
        Field("tolerated_outage_h", NUMBER, "how long it runs without"),
        Field("local_alternative", TEXT, "what helps meanwhile"),
    )
)
_TEXT_FIELDS = (
    "manufacturer",
    "model",
    "serial",
    "os",
    "firmware",
    "software",
    "location",
    "department",
    "authentication",
)
_FLAG_FIELDS = (
    "crown_jewel", "essential", "safety", "legacy", "realtime", "patchable", "wireless", "transient", "public_ip",
    "default_credentials_changed", "forwarding",
)  # fmt: skip
ASSET = Record(
    (
        identity("asset number"),
        Field("hostname", TEXT, "host name"),
        Field("role", choice(*ROLES), "what it is", required=True),
        Field("zone", ref("zone"), "zone it stands in", required=True),
        Field("production_unit", ref("unit"), "unit it serves"),
        Field("addresses", Items(_ADDRESS), "its addresses"),
        Field("protocols", TEXTS, "active protocols"),
        Field("services", refs("service"), "services it offers"),
        *(Field(name, Either((TEXT, TEXTS)) if name == "software" else TEXT, "quoted") for name in _TEXT_FIELDS),
        OWNERS_FIELD,
        Field("accounts", TEXTS, "names of local accounts, no secrets"),
        Field("logging", Record((Field("enabled", FLAG), Field("target", TEXT))), "where it logs to"),
        Field("criticality", SCORE, "0 none ... 4 highest"),
        *(Field(name, FLAG) for name in _FLAG_FIELDS),
        Field(
            "support",
            Record((Field("status", choice("supported", "eol", "unknown")), Field("end_of_support", of(DATE)))),
            "vendor support",
        ),
        Field("patch_cycle", ref("patch cycle"), "patch cycle it belongs to"),
        Field(
            "external_connectivity",
            choice("none", "cellular", "modem", "satellite", "vendor_box", "cloud", "internet"),
            "own links outward",
        ),
        Field("dependencies", Items(_DEPENDENCY), "what it needs to run"),
        Field("authorised_for", refs("asset"), "controllers that this engineering station may program"),
        Field("allowed_zones", refs("zone"), "zones that a jump host or proxy may reach"),
        Field("backup_ref", ref("backup"), "backup"),
        Field("rto_h", NUMBER, "recovery time objective"),
        Field("rpo_h", NUMBER, "recovery point objective"),
        Field("bom_ref", TEXT, "CycloneDX or SPDX document, URL or path"),
        REVIEWED_FIELD,
    )
)
ASSETS = document("assets", listing("assets", ASSET, "hosts"))
