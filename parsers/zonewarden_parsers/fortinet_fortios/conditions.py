"""Conditions of a policy that packet headers cannot express, by the field that sets them.

FortiOS CLI Reference 5.0 to 7.6, `config firewall policy`, `policy6`, `security-policy`. A field with one of its inert
values asks for nothing.
"""

from __future__ import annotations

from zonewarden_parsers.fortinet_fortios.operands import Doubt
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.model import AtomKind

_OFF = frozenset({"disable", "0", "none", "", "all"})

CONDITIONS: dict[str, AtomKind] = {
    "groups": AtomKind.USER, "users": AtomKind.USER, "fsso-groups": AtomKind.USER, "identity-based": AtomKind.USER, "rsso": AtomKind.USER,
    "fsso-agent-for-ntlm": AtomKind.USER, "users-negate": AtomKind.USER, "ztna-status": AtomKind.DYNAMIC, "ztna-ems-tag": AtomKind.DYNAMIC,
    "ztna-ems-tag-secondary": AtomKind.DYNAMIC, "ztna-geo-tag": AtomKind.GEOGRAPHY, "ztna-device-ownership": AtomKind.DYNAMIC,
    "endpoint-compliance": AtomKind.DYNAMIC, "endpoint-check": AtomKind.DYNAMIC, "devices": AtomKind.DYNAMIC, "device-ownership": AtomKind.DYNAMIC,
    "src-vendor-mac": AtomKind.MAC, "reputation-minimum": AtomKind.INTERNET_SERVICE, "reputation-minimum6": AtomKind.INTERNET_SERVICE,
    "network-service-dynamic": AtomKind.DYNAMIC, "network-service-src-dynamic": AtomKind.DYNAMIC, "application": AtomKind.APPLICATION,
    "app-category": AtomKind.APPLICATION, "app-group": AtomKind.APPLICATION, "url-category": AtomKind.URL, "learning-mode": AtomKind.OTHER,
    "vlan-filter": AtomKind.PACKET, "sgt-check": AtomKind.PACKET, "sgt": AtomKind.PACKET, "geoip-anycast": AtomKind.GEOGRAPHY,
    "http-policy-redirect": AtomKind.OTHER, "ssh-policy-redirect": AtomKind.OTHER, "ztna-policy-redirect": AtomKind.OTHER,
    "pcp-inbound": AtomKind.DYNAMIC, "wsso": AtomKind.USER, "schedule-timeout": AtomKind.SCHEDULE,
}  # fmt: skip
_HARMLESS_ON = frozenset({"wsso", "schedule-timeout", "geoip-anycast"})
"""Fields whose `enable` narrows nothing: single sign-on by wireless needs `groups`, session time-outs, how a place is looked up."""

ISDB = {
    "source": ("internet-service-src", "internet-service6-src"),
    "destination": ("internet-service", "internet-service6"),
}
_ISDB_TAILS = (
    "id", "name", "group", "custom", "custom-group", "negate", "fortiguard",
)  # fmt: skip


def conditions(entry: Node) -> list[Doubt]:
    """Return the conditions of a policy outside addresses, services, interfaces and schedule."""
    out: list[Doubt] = []
    for name in [key for key in CONDITIONS if key in entry.fields]:
        text = entry.text(name)
        if text not in _OFF and name not in _HARMLESS_ON:
            out.append(Doubt(CONDITIONS[name], f"{name} {text}" if text != "enable" else name))
    mask = entry.text("tos-mask", "0x00")
    entry.claim("tos", "tos-negate")
    if mask.strip("0x") != "":
        out.append(Doubt(AtomKind.PACKET, f"type of service {entry.text('tos', '0x00')}/{mask}"))
    if "identity-based-policy" in entry.tables:
        for inner in entry.table("identity-based-policy").entries.values():
            inner.used = True
            inner.claim(*inner.fields)
        out.append(Doubt(AtomKind.USER, "identity-based-policy"))
    return sorted(out, key=lambda d: (d.kind, d.text))


def internet_service(entry: Node, side: str) -> tuple[bool, bool, str]:
    """Return whether a side of a policy is an internet service for IPv4 and for IPv6, and its name."""
    if not any(name.startswith("internet-service") for name in entry.fields):
        return False, False, ""
    found = [False, False]
    texts: list[str] = []
    for i, base in enumerate(ISDB[side]):
        stem = base.replace("-src", "")
        tails = [f"{base}-{tail}" for tail in _ISDB_TAILS]
        found[i] = entry.on(base)
        texts += [entry.text(t) for t in tails if found[i] and entry.words(t)]
        entry.claim(*tails, stem)
    return found[0], found[1], ", ".join(texts)
