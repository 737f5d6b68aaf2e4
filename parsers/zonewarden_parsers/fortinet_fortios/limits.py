"""What limits sessions and floods: the time-out of idle sessions, DoS policies, and the processors that shield the CPU.

FortiOS CLI Reference, `config system session-ttl` (a port range or a policy may have a time of its own), `config firewall DoS-policy`;
FortiOS Hardware Acceleration Guide, *Host Protection Engine (HPE)*: it limits what reaches the CPU once its shaper is enabled.
"""

from __future__ import annotations

from dataclasses import replace

from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.tree import Node

_POLICIES = ("firewall DoS-policy", "firewall DoS-policy6")
FLOODS = "flood-protection"
_PROCESSORS = ("system np6", "system np6xlite", "system np6lite", "system np7")


def read_limits(draft: Draft) -> None:
    """Record the time-out, and mark the interfaces at which anomalies are blocked."""
    ttl = draft.section("system session-ttl")
    if ttl.text("default").isdecimal():
        draft.setting("session-idle-s", ttl.text("default"), ttl.at("default"))
    if ttl.text("default") == "never":
        draft.setting("session-idle-s", "0", ttl.at("default"))
    for entry in ttl.table("port").entries.values():
        draft.setting("session-idle-override", entry.text("timeout"), entry.line)
    for entry in draft.section("firewall policy").entries.values():
        if entry.words("session-ttl"):
            draft.setting("session-idle-override", entry.text("session-ttl"), entry.at("session-ttl"))
    for name in _POLICIES:
        for entry in draft.section(name).entries.values():
            if not entry.off("status") and any(_blocks(a) for a in entry.table("anomaly").entries.values()):
                _mark(draft, entry.words("interface"))
    _read_host_protection(draft)


def _read_host_protection(draft: Draft) -> None:
    """Record that the CPU is shielded: for all processors at once, or for each of those listed."""
    engines = [draft.section("system npu").table("hpe")]
    listed = [e for name in _PROCESSORS for e in draft.section(name).entries.values()]
    if listed and not engines[0].on("enable-shaper"):
        engines = [entry.table("hpe") for entry in listed]
    if all(engine.on("enable-shaper") for engine in engines):
        draft.setting("control-plane-policing", "hpe", engines[0].at("enable-shaper"))


def _blocks(anomaly: Node) -> bool:
    return anomaly.on("status") and anomaly.text("action") == "block"


def _mark(draft: Draft, names: tuple[str, ...]) -> None:
    for name, interface in draft.interfaces.items():
        if name in names or "any" in names:
            draft.interfaces[name] = replace(interface, settings=interface.settings | {FLOODS})
