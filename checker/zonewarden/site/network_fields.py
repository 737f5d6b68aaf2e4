"""The files about the network: zones, conduits, devices, services."""

from __future__ import annotations

from zonewarden.site.common_fields import (
    APPROVAL,
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
from zonewarden.site.shapes import (
    ADDRESS,
    DATE,
    ENDPOINT,
    ID,
    NETWORK,
    PORTS,
    Either,
    Field,
    Free,
    Items,
    Number,
    Record,
    Table,
    Text,
)
from zonewarden.site.zone_kinds import ZONE_KINDS

_LEVEL = Number(choices=(0, 1, 2, 3, 3.5, 4, 5))
_VECTOR = Record(tuple(Field(name, SCORE) for name in ("IAC", "UC", "SI", "DC", "RDF", "TRE", "RA")))
_PLACE = Record((Field("device", ref("device"), required=True), Field("interface", TEXT, required=True)))
ZONE = Record(
    (
        identity(),
        Field("name", TEXT, "name"),
        Field("function", TEXT, "what the zone does"),
        Field("kind", choice(*ZONE_KINDS), "what kind of zone it is", required=True),
        Field("level", Either((_LEVEL, Items(_LEVEL, 2, 2))), "Purdue level, or lowest and highest (default: by kind)"),
        Field("sl_t", Either((SCORE, _VECTOR)), "IEC 62443 security level target, 0-4 or for each requirement"),
        Field("criticality", SCORE, "0 none ... 4 highest"),
        Field(
            "cidrs", Items(of(NETWORK)), "its addresses; in the internet zone 0.0.0.0/0 and ::/0 mean everything else"
        ),
        Field("vrf", TEXT, "VRF that the addresses belong to"),
        Field("vlans", TEXTS, "VLAN numbers, quoted"),
        Field("interfaces", Items(_PLACE), "device interfaces that lie in the zone"),
        Field("production_unit", Either((ref("unit"), refs("unit"))), "unit, or list for a shared zone"),
        OWNERS_FIELD,
        REVIEWED_FIELD,
        Field("combined_safety_justification", Either((TEXT, APPROVAL)), "why safety and control share the zone"),
        Field(
            "island_mode",
            Record((Field("capable", FLAG), Field("max_h", NUMBER), Field("tested_at", AT))),
            "whether it runs when cut off",
        ),
        Field("trust", Number(whole=True), "over the default of its kind"),
        Field(
            "constraints",
            Record(tuple(Field(name, FLAG) for name in ("realtime", "scan_ok", "reboot_ok", "wireless_allowed"))),
            "what the process allows",
        ),
        Field("assumptions", TEXTS, "about the operating environment"),
    )
)
ZONES = document("zones", listing("zones", ZONE, "zones"))

_ENDS = Items(Text(ENDPOINT, refers=("asset",)), 1)
_SERVICE_USE = Record(
    (
        Field("service", ref("service"), required=True),
        Field("app_id", TEXT, "application id of the firewall"),
        Field("functions", TEXTS, "protocol functions"),
    )
)
_APPROVED = Either((APPROVAL, FLAG))
CONDUIT = Record(
    (
        identity(),
        Field("name", TEXT, "name"),
        Field("purpose", TEXT, "business or control reason"),
        Field("from", ref("zone"), "first zone", required=True),
        Field("to", ref("zone"), "second zone", required=True),
        Field(
            "endpoints",
            Record((Field("from", _ENDS), Field("to", _ENDS))),
            "narrows the conduit (default: whole zones)",
        ),
        Field("initiator", choice("from", "to", "both", "ot", "it"), "who opens sessions", default="from"),
        Field("services", Items(Either((ref("service"), _SERVICE_USE))), "what may be used", required=True),
        Field("access", choice("read_only", "read_write", "engineering", "management"), "what for"),
        Field("unidirectional", FLAG, "data flows one way only"),
        Field(
            "mechanism",
            choice("firewall", "diode", "dmz_proxy", "vpn", "udp_only_acl", "stateful_one_way", "air_gap", "serial"),
            "how it is enforced",
        ),
        Field(
            "transport",
            choice(
                "local_lan",
                "campus",
                "shared_wan",
                "carrier",
                "cellular",
                "radio",
                "wireless_lan",
                "internet",
                "serial",
            ),
            "what it runs over",
        ),
        Field("crypto", choice("none", "ipsec", "macsec", "tls", "app"), "how it is protected"),
        Field("availability_class", choice("critical", "important", "normal"), "availability"),
        Field("throughput_mbps", NUMBER),
        Field("latency_ms_max", NUMBER),
        Field("rate_per_s", NUMBER),
        Field("session_idle_s", NUMBER),
        Field("essential", FLAG, "production needs it"),
        Field("required", FLAG, "the same as essential"),
        Field("safety", FLAG, "safety function"),
        Field("required_in_degraded_mode", FLAG, "degraded mode needs it"),
        Field("safety_approved", _APPROVED, "approval by safety"),
        Field("wireless_approved", _APPROVED, "approval of wireless"),
        Field("skip_level_justification", Either((TEXT, APPROVAL)), "why it skips a level"),
        Field("enforced_by", refs("device"), "devices that filter it"),
        Field(
            "nat",
            Record((Field("type", TEXT), Field("inside", of(NETWORK)), Field("outside", of(NETWORK)))),
            "translation",
        ),
        Field(
            "inspection",
            Record((Field("ips", choice("off", "detect", "block")), Field("ot_dpi", FLAG), Field("sensor", TEXT))),
            "inspection",
        ),
        Field("fail_mode", choice("fail_close", "fail_open"), "what happens when the device fails"),
        Field("schedule", TEXT, "schedule id"),
        Field("expires", AT, "until when; a date counts to its end in the site's time zone"),
        OWNERS_FIELD,
        Field("risk_assessment_ref", TEXT, "risk assessment"),
        Field("approved_by", TEXTS, "who approved"),
        REVIEWED_FIELD,
    )
)
CONDUITS = document("conduits", listing("conduits", CONDUIT, "conduits"))

_PORT = Record(
    (
        Field("port", TEXT, required=True),
        Field("use", choice("process", "ring", "uplink", "maintenance", "spare"), required=True),
        Field("asset", ref("asset")),
    )
)
_CERTIFICATE = Record(
    (
        Field("id", of(ID), required=True),
        *(Field(name, TEXT) for name in ("subject", "used_by", "renewal_change")),
        Field("not_after", AT),
    )
)
_LICENCE = Record(
    (
        Field("id", of(ID), required=True),
        *(Field(name, TEXT) for name in ("name", "used_by", "renewal_change")),
        *(Field(name, AT) for name in ("expires", "not_after")),
    )
)
_BASELINE = Record((Field("sha256", TEXT), Field("change_id", TEXT), Field("compared_at", AT)))
_HA = Record((Field("mode", TEXT), Field("peer", ref("device")), Field("monitored", TEXTS)))
DEVICE = Record(
    (
        identity(),
        Field("role", choice("firewall", "router", "switch", "vpn", "diode", "gateway"), "what it is", required=True),
        Field("platform", TEXT, "ios, iosxe, asa, fortios, panos, junos, iptables ..."),
        Field("config", TEXT, "path glob of its configuration, relative to the project"),
        Field("context", TEXT, "which of the contexts in it: VDOM, vsys, logical system ... (default: all)"),
        Field("config_collected_at", AT),
        Field("baseline", _BASELINE, "approved state"),
        Field("last_backup", AT),
        Field("startup_equals_running", FLAG),
        Field("ports", Items(_PORT), "declared use of switch ports"),
        Field("management", Record((Field("zone", ref("zone")), Field("addresses", Items(of(ADDRESS))))), "management"),
        Field("boundary", Items(choice("it_ot", "remote_access", "safety", "cell")), "boundaries it enforces"),
        Field("fail_mode", choice("fail_close", "fail_open"), "what happens when it fails"),
        Field("ha", _HA, "high availability"),
        Field("approved_versions", TEXTS, "quoted"),
        Field("end_of_support", of(DATE)),
        Field("patch_cycle", ref("patch cycle"), "patch cycle, where no asset of the same id has one"),
        Field("admin_mfa", choice("device", "jump_host", "none"), "where administrators give a second factor"),
        Field("aaa", Record((Field("server_zone", ref("zone")), Field("fallback_vaulted", FLAG))), "AAA"),
        Field("log_receivers", TEXTS, "declared where the configuration cannot show it"),
        Field("ntp_sources", TEXTS, "declared where the configuration cannot show it"),
        Field("zone_map", Table(ref("zone")), "interface or vendor zone to zone id"),
        OWNERS_FIELD,
        Field("last_recertified", AT),
        Field("certificates", Items(_CERTIFICATE)),
        Field("licences", Items(_LICENCE)),
        REVIEWED_FIELD,
    )
)
DEVICES = document("devices", listing("devices", DEVICE, "devices that enforce conduits"))

SERVICE = Record(
    (
        identity("a built-in id replaces fields of that row, a new id adds one"),
        Field("name", TEXT, "name; required in a new row"),
        Field("ports", Items(of(PORTS), 1), "required in a new row"),
        Field("roles", TEXTS, "control, engineering, monitoring, historian ..."),
        Field("writes", FLAG, "can change process, program or configuration"),
        Field("auth", choice("none", "weak", "optional", "strong"), "authentication as commonly deployed"),
        Field("encryption", choice("none", "optional", "always"), "encryption"),
        Field("unauthenticated_control", choice("inherent", "possible", "none"), "control without authentication"),
        Field("classes", TEXTS, "tags that policies use"),
        Field("typical_levels", TEXT, "Purdue levels, quoted"),
        Field("encrypted_alternative", Text(ID, refers=("service",), nullable=True), "service to use instead"),
        Field("confidence", choice("high", "medium", "low"), "confidence in the ports"),
        Field("sources", TEXTS, "where the row comes from"),
        Field("unverified_ports", Items(of(PORTS)), "ports that no source confirmed"),
        Field("note", TEXT, "note"),
    )
)
SERVICES = document(
    "services",
    Field("services", Items(SERVICE), "rows over the built-in catalogue"),
    Field("networks", Table(Free()), "Aerleon network definitions; accepted, not used"),
)
