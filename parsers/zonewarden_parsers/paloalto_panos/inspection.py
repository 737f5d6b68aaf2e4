"""What looks into the sessions that a security rule allows.

PAN-OS Administrator's Guide, *Security Profiles*: a rule names single profiles or one profile group under `profile-setting`.
*Vulnerability Protection*: the rules of a profile are tried from the top, exceptions come before them. What the predefined profiles do
is not in the configuration.
"""

from __future__ import annotations

from zonewarden_parsers.paloalto_panos.objects import Names
from zonewarden_parsers.paloalto_panos.tree import Node

_PROFILES = {"vulnerability": "ips", "spyware": "ips", "virus": "antivirus", "wildfire-analysis": "antivirus"}


_BLOCKING = frozenset({"drop", "reset-client", "reset-server", "reset-both", "block-ip"})
_FILTERS = ("severity", "host", "category", "vendor-id", "threat-name")


def inspection(rule: Node, names: Names) -> tuple[str, ...]:
    """Return the kinds of profiles that a rule applies, sorted.

    Beside `ips` stands what its vulnerability profile surely does: `ips:block` or `ips:detect` with every signature, `ips:block:CVE`
    with those of one CVE.
    """
    setting = rule.get("profile-setting")
    if setting is None:
        return ()
    single = setting.at("profiles")
    found = {kind for name, kind in _PROFILES.items() if _named(single, name)}
    if _named(setting, "group"):
        found.add("group")
    for value in single.values("vulnerability") if single is not None else ():
        layers = (layer.at("profiles", "vulnerability", value.key) for layer in names.layers)
        profile = next((p for p in layers if p is not None), None)
        found |= _sure(profile) if profile is not None else set()
    setting.mark()
    return tuple(sorted(found))


def _sure(profile: Node) -> set[str]:
    """Return what a profile surely does with signatures: its first rules tell, as long as all of them do the same."""
    out: set[str] = set()
    modes: set[str] = set()
    rules, exceptions = profile.get("rules"), profile.get("threat-exception")
    if rules is None or (exceptions is not None and exceptions.entries()):
        return out
    for rule in rules.entries():
        modes.add(_mode(rule))
        if len(modes) > 1 or "" in modes:
            break
        mode, cves = next(iter(modes)), {value.key for value in rule.values("cve")} - {"any"}
        if all({value.key for value in rule.values(name)} <= {"any"} for name in _FILTERS):
            out |= {f"ips:{mode}:{cve}" for cve in cves} if cves else {f"ips:{mode}"}
            if not cves:
                break
    return out


def _mode(rule: Node) -> str:
    """Return what a rule of a profile surely does, empty where that hangs on the signature or is nothing."""
    actions = {value.key for value in rule.values("action")}
    return "block" if actions and actions <= _BLOCKING else "detect" if actions == {"alert"} else ""


def _named(node: Node | None, key: str) -> bool:
    return node is not None and any(value.key.lower() != "none" for value in node.values(key))
