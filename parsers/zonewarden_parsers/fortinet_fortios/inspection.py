"""What looks into the sessions that a firewall policy permits.

FortiOS Administration Guide, *Security profiles*: a policy applies its profiles while `utm-status` is enable; `profile-type group`
takes them from a profile group, whose members are read here as well.
"""

from __future__ import annotations

from zonewarden_parsers.fortinet_fortios.tree import Node

_PROFILES = {
    "ips-sensor": "ips", "application-list": "application", "av-profile": "antivirus", "virtual-patch-profile": "ips",
    "profile-group": "group",
}  # fmt: skip


def inspection(entry: Node) -> tuple[str, ...]:
    """Return the kinds of profiles that a policy applies, sorted; nothing where `utm-status` is not enable."""
    if not entry.on("utm-status"):
        return ()
    grouped = entry.text("profile-type", "single") == "group"
    return tuple(
        sorted({kind for name, kind in _PROFILES.items() if entry.text(name) and (kind == "group") is grouped})
    )
