"""Targets of a rule and what they do to a packet (iptables-extensions(8), TARGET EXTENSIONS)."""

from __future__ import annotations

from zonewarden_parsers.chains import Verdict

DECIDING = {
    "ACCEPT": Verdict.PERMIT, "DROP": Verdict.DENY, "REJECT": Verdict.DENY, "TARPIT": Verdict.DENY, "DELUDE": Verdict.DENY,
    "CHAOS": Verdict.DENY, "RETURN": Verdict.RETURN, "STEAL": Verdict.DENY,
    "QUEUE": Verdict.UNKNOWN, "NFQUEUE": Verdict.UNKNOWN, "SYNPROXY": Verdict.UNKNOWN, "MIRROR": Verdict.UNKNOWN,
}  # fmt: skip
"""QUEUE and NFQUEUE leave the answer to a program; SYNPROXY answers in the server's place."""

GOING_ON: dict[str, tuple[str, ...]] = {
    "LOG": ("--log-",), "NFLOG": ("--nflog-",), "ULOG": ("--ulog-",), "AUDIT": ("--type",), "TRACE": (),
    "MARK": ("--set-", "--and-mark", "--or-mark", "--xor-mark"),
    "CONNMARK": ("--set-", "--and-mark", "--or-mark", "--xor-mark", "--save-mark", "--restore-mark", "--nfmask", "--ctmask", "--mask",
                 "--left-shift-mark", "--right-shift-mark"),
    "CT": ("--notrack", "--helper", "--zone", "--ctevents", "--expevents", "--timeout"), "NOTRACK": (),
    "TCPMSS": ("--set-mss", "--clamp-mss-to-pmtu"), "TCPOPTSTRIP": ("--strip-options",), "CLASSIFY": ("--set-class",),
    "TOS": ("--set-tos", "--and-tos", "--or-tos", "--xor-tos"), "DSCP": ("--set-dscp",), "ECN": ("--ecn-",),
    "TTL": ("--ttl-",), "HL": ("--hl-",), "CHECKSUM": ("--checksum-fill",), "SECMARK": ("--selctx",),
    "CONNSECMARK": ("--save", "--restore"), "SET": ("--add-set", "--del-set", "--map-", "--exist", "--timeout"), "TEE": ("--gateway", "--oif"),
    "IDLETIMER": ("--timeout", "--label", "--send", "--alarm"), "LED": ("--led-",), "RATEEST": ("--rateest-",), "HMARK": ("--hmark-",), "IPMARK": ("--addr", "--and-mask", "--or-mask", "--shift"),
    "DNPT": ("--src-pfx", "--dst-pfx"), "SNPT": ("--src-pfx", "--dst-pfx"), "CLUSTERIP": ("--new", "--hashmode", "--clustermac", "--total-nodes", "--local-node", "--hash-init"),
    "SYSRQ": (), "IMQ": ("--todev",), "FLOWOFFLOAD": ("--hw",),
}  # fmt: skip
"""Targets after which the next rule is asked, with the beginnings of their options."""

LOGGING = frozenset({"LOG", "NFLOG", "ULOG"})

TRANSLATING: dict[str, tuple[str, ...]] = {
    "DNAT": ("--to-destination", "--to", "--random", "--persistent"),
    "SNAT": ("--to-source", "--to", "--random", "--random-fully", "--persistent"),
    "MASQUERADE": ("--to-ports", "--random", "--random-fully"),
    "REDIRECT": ("--to-ports", "--to-port", "--random"), "NETMAP": ("--to",), "SAME": ("--to", "--nodst", "--random"),
    "TPROXY": ("--on-port", "--on-ip", "--tproxy-mark"),
}  # fmt: skip
"""Targets that rewrite addresses and end their table: the packet goes on its way."""

OWN_OPTIONS: dict[str, tuple[str, ...]] = {
    **GOING_ON, **TRANSLATING, "REJECT": ("--reject-with",), "NFQUEUE": ("--queue-",), "SYNPROXY": ("--sack-perm", "--timestamp", "--mss", "--wscale", "--ecn"),
    "TARPIT": ("--tarpit", "--honeypot", "--reset"), "CHAOS": ("--tarpit", "--delude"),
}  # fmt: skip


def verdict_of(target: str) -> Verdict | None:
    """Return what a built-in target or extension does, None for the name of a chain (or of nothing)."""
    if target in GOING_ON:
        return Verdict.CONTINUE
    if target in TRANSLATING:
        return Verdict.PERMIT
    return DECIDING.get(target)
