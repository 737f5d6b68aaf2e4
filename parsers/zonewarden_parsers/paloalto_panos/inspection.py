"""What looks into the sessions that a security rule allows.

PAN-OS Administrator's Guide, *Security Profiles*: a rule names single profiles or one profile group under `profile-setting`.
"""

from __future__ import annotations

from zonewarden_parsers.paloalto_panos.tree import Node

_PROFILES = {"vulnerability": "ips", "spyware": "ips", "virus": "antivirus", "wildfire-analysis": "antivirus"}


def inspection(rule: Node) -> tuple[str, ...]:
    """Return the kinds of profiles that a rule applies, sorted."""
    setting = rule.get("profile-setting")
    if setting is None:
        return ()
    found = {kind for name, kind in _PROFILES.items() if _named(setting.at("profiles"), name)}
    if _named(setting, "group"):
        found.add("group")
    setting.mark()
    return tuple(sorted(found))


def _named(node: Node | None, key: str) -> bool:
    return node is not None and any(value.key.lower() != "none" for value in node.values(key))
