"""The file about remote access: gateways, identities, vendors, grants, kill switch, break glass."""

from __future__ import annotations

from zonewarden.site.common_fields import (
    AT,
    COUNT,
    FLAG,
    NUMBER,
    OWNERS_FIELD,
    PERSON_APPROVAL,
    REVIEWED_FIELD,
    TEXT,
    TEXTS,
    choice,
    document,
    identity,
    of,
    ref,
    refs,
)  # fmt: skip
from zonewarden.site.open_words import PARTY, TASK_STATUS
from zonewarden.site.shapes import (
    ADDRESS,
    NETWORK,
    SERVICE_OR_ANY,
    TARGET,
    TIMESTAMP,
    Either,
    Field,
    Items,
    Record,
    Text,
)

METHODS = ("fido2", "piv", "x509_pin", "otp_hw", "otp_app", "push", "sms", "email", "none")
_CHECKS = Record((Field("required", FLAG), Field("checks", TEXTS)))
_MFA = Record((Field("required", FLAG), Field("methods", Items(choice(*METHODS)))))
_REDIRECTION = Record(tuple(Field(name, FLAG) for name in ("drive", "clipboard", "usb")))
GATEWAY = Record(
    (
        identity(),
        Field("scope", choice("ot", "it", "shared"), "whose access it serves", required=True),
        Field("zone", ref("zone"), "zone it stands in", required=True),
        Field("device", ref("device"), "device that terminates it"),
        Field("addresses", Items(of(ADDRESS)), "its own addresses"),
        Field("public_address", of(ADDRESS), "address it is reached at"),
        Field("portal", TEXT, "name in the device's configuration"),
        Field("pools", Items(of(NETWORK)), "client addresses, inside a remote_access zone"),
        Field("protocols", TEXTS, "protocols it offers"),
        Field("idp", TEXT, "identity provider"),
        Field("admin_group", TEXT, "who administers it"),
        Field("mfa", _MFA, "second factor"),
        Field("session_recording", Items(choice("rdp", "ssh", "vnc", "web")), "what is recorded"),
        Field("log_export", TEXT, "where logs go"),
        Field("retention_days", NUMBER),
        Field("idle_timeout_min", COUNT),
        Field("absolute_timeout_h", NUMBER),
        Field("max_logins", COUNT, "simultaneous sessions of one user"),
        Field("posture", _CHECKS, "device checks"),
        Field("redirection", _REDIRECTION, "what sessions may redirect"),
        Field("file_broker", TEXT, "asset that files pass"),
        Field("initiated_from", choice("ot", "broker", "outside"), "who opens the connection"),
        OWNERS_FIELD,
        Field("last_reviewed", AT),
        REVIEWED_FIELD,
    )
)

_PROVIDER = Record(
    (Field("provider", TEXT), Field("tenant", TEXT), Field("step_up", FLAG), Field("shared_admins", FLAG))
)
_TRUST = Record((Field("to", TEXT, required=True), Field("type", TEXT), Field("reviewed_at", AT)))
PERSON = Record(
    (
        identity(),
        *(Field(name, TEXT) for name in ("name", "party", "org", "role")),
        Field("employment_end", AT),
    )
)
IDENTITY = Record(
    (
        Field("ot", _PROVIDER, "identity provider of OT"),
        Field("it", _PROVIDER, "identity provider of IT"),
        Field("ot_domain", Record((Field("name", TEXT), Field("trusts", Items(_TRUST)))), "directory of OT"),
        Field("people", Items(PERSON), "named persons; work name and role only"),
    )
)
VENDOR = Record(
    (
        identity(),
        Field("name", TEXT, "name"),
        Field("units", refs("unit"), "units it serves"),
        Field("contract_clauses", TEXTS),
        Field("contact_24x7", TEXT, "quoted"),
        Field("offboarded_at", AT),
        Field("last_reviewed", AT),
        Field("evidence_handling", TEXT),
        Field("incident_notification_h", NUMBER),
    )
)
_CONTEXT = Record(
    (Field("source_countries", TEXTS), Field("source_networks", Items(of(NETWORK))), Field("required_states", TEXTS))
)
_USER_DEVICE = Record((Field("managed", FLAG), Field("certificate", TEXT), Field("vdi_only", FLAG)))
GRANT = Record(
    (
        identity(),
        Field("party", PARTY, "who"),
        Field("vendor", ref("vendor")),
        Field("subject", TEXT, "the named person: an id of identity.people"),
        Field("role", TEXT),
        Field("purpose", TEXT),
        Field("gateway", ref("gateway")),
        Field("device", _USER_DEVICE, "the person's device"),
        Field("context", _CONTEXT, "conditions"),
        Field("mfa", Record((Field("required", FLAG), Field("method", choice(*METHODS)))), "second factor"),
        Field(
            "targets",
            Items(Text(TARGET, refers=("asset", "zone"))),
            "asset ids; more than one host in an entry is too wide",
        ),
        Field("services", Items(Text(SERVICE_OR_ANY, refers=("service",))), "service ids; `any` is too wide"),
        Field("capability", choice("view", "operate", "engineering", "control_write", "admin", "file_transfer")),
        Field("change_id", ref("change"), "change record of the job"),
        Field("valid_from", of(TIMESTAMP), "begin of the access"),
        Field("valid_until", of(TIMESTAMP), "its end, after valid_from"),
        Field("approvals", Items(PERSON_APPROVAL)),
        Field("recording", FLAG),
        Field("supervision", choice("none", "notified", "live_escort", "four_eyes_with_terminate")),
        Field("escort", ref("person")),
        Field("task", Record((Field("status", TASK_STATUS), Field("completed_at", of(TIMESTAMP))))),
        Field("revoked_at", of(TIMESTAMP)),
        Field("status", choice("requested", "approved", "active", "completed", "revoked", "expired"), required=True),
    )
)
_SWITCH = Record((Field("device", ref("device", "gateway"), required=True), Field("object", TEXT), Field("type", TEXT)))
KILL_SWITCH = Record(
    (
        Field("implementations", Items(_SWITCH), "what cuts all vendor access"),
        Field("excludes_conduits", refs("conduit"), "what it must leave running"),
        Field("last_tested", AT),
    )
)
_USE = Record((Field("at", AT, required=True), Field("by", TEXT, required=True), Field("reviewed_at", AT)))
BREAK_GLASS = Record(
    (Field("storage", TEXT), Field("max_duration_h", NUMBER), Field("last_tested", AT), Field("uses", Items(_USE)))
)
TOOL = Record(
    (Field("service", ref("service"), required=True), Field("scope", Either((TEXT, TEXTS))), Field("expires", AT))
)
REMOTE_ACCESS = document(
    "remote-access",
    Field("gateways", Items(GATEWAY), "gateways"),
    Field("identity", IDENTITY, "identity providers and people"),
    Field("vendors", Items(VENDOR), "third parties with access"),
    Field("grants", Items(GRANT), "the access decision for one job"),
    Field("kill_switch", KILL_SWITCH, "how all vendor access is cut"),
    Field("break_glass", BREAK_GLASS, "emergency access"),
    Field("approved_tools", Items(TOOL), "remote-control tools that are approved"),
)
