"""What ties a FortiGate to its vendor's cloud, and where its updates come from.

FortiOS CLI Reference, `config system central-management` (type `fortiguard` is FortiGate Cloud; `server-list` names servers in place
of FortiGuard's), `config system autoupdate schedule|tunneling`, `config log fortiguard setting`. As delivered nothing of it is
written out, and nothing is concluded from silence.
"""

from __future__ import annotations

from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.vendor_hosts import CLOUD, PROXY, update_server

_FORTIGUARD = "update.fortiguard.net"
_CLOUD_LOGS = {
    "log fortiguard setting": "FortiGate Cloud logging",
    "log fortianalyzer-cloud setting": "FortiAnalyzer Cloud",
}


def read_vendor(draft: Draft) -> None:
    """Record cloud services that are on, and the servers of updates that are stated."""
    manager = draft.section("system central-management")
    if manager.text("type") == "fortiguard":
        draft.setting(CLOUD, "FortiGate Cloud", manager.at("type"))
    for name, title in _CLOUD_LOGS.items():
        section = draft.section(name)
        if section.on("status"):
            draft.setting(CLOUD, title, section.at("status"))
    join = draft.section("system fortiguard")
    if join.on("auto-join-forticloud"):
        draft.setting(CLOUD, "FortiGate Cloud", join.at("auto-join-forticloud"))
    _updates(draft)


def read_fail_open(draft: Draft) -> None:
    """Record what lets traffic by when inspection has no memory left, or the box no power: `ips global`, `av-failopen`, `system bypass`."""
    inspection = draft.section("ips global")
    if inspection.on("fail-open"):
        draft.setting("fail-open", "intrusion prevention", inspection.at("fail-open"))
    scanner = draft.section("system global")
    if scanner.text("av-failopen") in ("pass", "one-shot"):
        draft.setting("fail-open", "virus scanner", scanner.at("av-failopen"))
    relay = draft.section("system bypass")
    for field in ("bypass-watchdog", "poweroff-bypass"):
        if relay.on(field):
            draft.setting("fail-open", "bypass relay", relay.at(field))


def _updates(draft: Draft) -> None:
    own = [
        entry
        for entry in draft.section("system central-management").table("server-list").entries.values()
        if "update" in entry.words("server-type") and entry.text("server-address")
    ]
    servers = draft.management.servers
    servers.extend(update_server(e.text("server-address"), draft.place(e.at("server-address"))) for e in own)
    schedule = draft.section("system autoupdate schedule")
    if schedule.on("status") and not own:
        servers.append(update_server(_FORTIGUARD, draft.place(schedule.at("status"))))
    tunnel = draft.section("system autoupdate tunneling")
    if tunnel.on("status") and tunnel.text("address"):
        servers.append(update_server(tunnel.text("address"), draft.place(tunnel.at("address")), PROXY))
