"""Mutants that no policy need notice: (site or any, operator, part of its path, change or declared object, why)."""

from __future__ import annotations

EQUIVALENT: tuple[tuple[str, str, str, str], ...] = (
    *(
        (
            "",
            "conduit for reading",
            f"services: [{id_}]",
            "no plant protocol: what it may do is the server's matter (FW-016)",
        )
        for id_ in ("amqps", "ssh", "https")
    ),
    *(
        ("", "conduit in clear", f"services: [{id_}]", "the service protects itself, whatever the way does (SEG-015)")
        for id_ in ("amqps", "https", "iec-104-tls", "mqtts", "rdp", "ssh", "syslog-tls")
    ),
    (
        "brewery",
        "dropped setting",
        "without service password-encryption",
        "every secret of the device is hashed: nothing is left for this switch to obscure",
    ),
    (
        "brewery",
        "dropped setting",
        "without logging enable",
        "command accounting to the AAA server records who changes what (DEV-016)",
    ),
    (
        "brewery",
        "drop permit",
        "without permit 10.99.0.25",
        "nobody may poll the device any more: fewer reach its management plane",
    ),
    (
        "brewery",
        "second factor off",
        "mfa: {required: false",
        "the VPN itself asks for a certificate and a password, whatever the record says (RA-003)",
    ),
    (
        "brewery",
        "second factor off",
        "step_up: false",
        "the plant has an identity provider of its own: more is asked for where it shares the office's (RA-026)",
    ),
    (
        "substation",
        "second factor off",
        "step_up: false",
        "the site has no remote access gateway whose identities could ask for more (RA-026)",
    ),
    (
        "substation",
        "dropped setting",
        "verify reverse-path interface outside",
        "the inbound list permits nothing from any source (DEV-017)",
    ),
    (
        "substation",
        "dropped setting",
        "ip verify unicast source reachable-via rx",
        "every permit of the inbound list names its sources (DEV-017)",
    ),
    (
        "",
        "no reason",
        "conduit=cnd-ent-orders",
        "the rule joins the enterprise and the DMZ: the catalogue asks for a reason at boundaries of the plant (FW-006)",
    ),
    (
        "",
        "no reason",
        "conduit=cnd-siem",
        "the rule joins the DMZ and the enterprise: the catalogue asks for a reason at boundaries of the plant (FW-006)",
    ),
    (
        "substation",
        "zone of another kind",
        "kind: enterprise -> kind: guest",
        "a guest network counts as office network in every policy: the same flows are judged the same way",
    ),
)
