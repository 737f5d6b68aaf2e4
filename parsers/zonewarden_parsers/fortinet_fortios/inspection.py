"""What looks into the sessions that a firewall policy permits.

FortiOS Administration Guide, *Security profiles*: a policy applies its profiles while `utm-status` is enable; `profile-type group`
takes them from a profile group, whose members are not read. *Intrusion prevention*: the entries of a sensor are tried from the top.
"""

from __future__ import annotations

from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.tree import Node

_PROFILES = {
    "ips-sensor": "ips", "application-list": "application", "av-profile": "antivirus", "virtual-patch-profile": "ips",
    "profile-group": "group",
}  # fmt: skip


_MODES = {"block": "block", "reset": "block", "pass": "detect"}
_FILTERS = (
    "location", "severity", "protocol", "os", "application", "default-action", "default-status", "cve", "vuln-type", "last-modified",
)  # fmt: skip


def inspection(entry: Node, draft: Draft) -> tuple[str, ...]:
    """Return the kinds of profiles that a policy applies, sorted; nothing where `utm-status` is not enable.

    Beside `ips` stands what its sensor surely does: `ips:block` or `ips:detect` with every signature, `ips:block:ID` with one.
    """
    if not entry.on("utm-status"):
        return ()
    grouped = entry.text("profile-type", "single") == "group"
    kinds = {kind for name, kind in _PROFILES.items() if entry.text(name) and (kind == "group") is grouped}
    sensor = draft.section("ips sensor").entries.get(entry.text("ips-sensor")) if "ips" in kinds else None
    return tuple(sorted(kinds | (_sure(sensor) if sensor is not None else set())))


def _sure(sensor: Node) -> set[str]:
    """Return what a sensor surely does with signatures: its first entries tell, as long as all of them do the same."""
    out: set[str] = set()
    modes: set[str] = set()
    for entry in sensor.table("entries").entries.values():
        modes.add(_mode(entry))
        if len(modes) > 1 or "" in modes:
            break
        named, mode = entry.words("rule"), next(iter(modes))
        out |= {f"ips:{mode}:{signature}" for signature in named}
        if (
            not named
            and (cves := entry.words("cve"))
            and all(entry.text(n, "all") == "all" for n in _FILTERS if n != "cve")
        ):
            out |= {f"ips:{mode}:{cve}" for cve in cves}
        if not named and all(entry.text(name, "all") == "all" for name in _FILTERS):
            out.add(f"ips:{mode}")
            break
    return out


def _mode(entry: Node) -> str:
    """Return what an entry surely does, empty where it hangs on defaults of signatures or on who is exempt."""
    if not entry.on("status") or entry.table("exempt-ip").entries:
        return ""
    return _MODES.get(entry.text("action"), "")
