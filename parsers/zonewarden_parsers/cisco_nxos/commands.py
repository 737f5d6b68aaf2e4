"""The commands of NX-OS: which module reads which, and what its lists and groups look like."""

from __future__ import annotations

from zonewarden_parsers.cisco_ios import accounts, servers, services, snmp, terminal_lines, vlan_maps
from zonewarden_parsers.cisco_ios.dialect import Dialect, ListHead
from zonewarden_parsers.cisco_ios.draft import Command, Reader
from zonewarden_parsers.cisco_ios.object_groups import Groups
from zonewarden_parsers.cisco_ios.time_ranges import TimeRange, read_time_range
from zonewarden_parsers.cisco_nxos import features, interfaces, management, routing
from zonewarden_parsers.cisco_nxos.groups import read_group
from zonewarden_parsers.cisco_nxos.irrelevant import is_irrelevant
from zonewarden_parsers.lines import Block, Ledger, blocks

COMMANDS: dict[str, Reader] = {
    "hostname": services.COMMANDS["hostname"],
    "switchname": services.COMMANDS["hostname"],
    "version": services.COMMANDS["version"],
    "banner": accounts.COMMANDS["banner"],
    "enable": accounts.COMMANDS["enable"],
    "aaa authentication": accounts.COMMANDS["aaa authentication"],
    "tacacs-server": servers.COMMANDS["tacacs-server"],
    "radius-server": servers.COMMANDS["radius-server"],
    "ip source-route": services.COMMANDS["ip source-route"],
    "ip domain-lookup": services.COMMANDS["ip domain-lookup"],
    "snmp-server host": snmp.COMMANDS["snmp-server host"],
    **vlan_maps.COMMANDS,
    **features.COMMANDS,
    **management.COMMANDS,
    **routing.COMMANDS,
}
MODES: dict[str, Reader] = {
    "interface": interfaces.read_interface,
    "line": terminal_lines.MODES["line"],
    "aaa group": servers.MODES["aaa group"],
    "aaa authorization": accounts.MODES["aaa authorization"],
    "aaa accounting": accounts.MODES["aaa accounting"],
    **vlan_maps.MODES,
    **features.MODES,
    **routing.MODES,
}
_LIST_COMMANDS = frozenset({"logging", "log-update", "resequence", "cache", "match-local-traffic"})


def _definition(block: Block, groups: Groups, time_ranges: dict[str, TimeRange], ledger: Ledger) -> bool:
    """Read `object-group {ip|ipv6} {address|port} NAME`, its removal, or a time range."""
    words = block.line.words
    if words[0] == "object-group":
        return read_group(block, groups, ledger)
    if words[:2] == ("no", "object-group"):
        return not block.children and len(words) == 5 and groups.by_name.pop(words[4], None) is not None
    if words[0] != "time-range" or len(words) != 2:
        return False
    time_ranges[words[1]] = read_time_range(block.line, words[1], block.children, ledger)
    return True


def _list_head(cmd: Command) -> ListHead | None:
    """`ip access-list NAME`, `ipv6 access-list NAME`."""
    match cmd.words:
        case ("ip", "access-list", name) if name not in _LIST_COMMANDS:
            return ListHead("extended", name, 4)
        case ("ipv6", "access-list", name) if name not in _LIST_COMMANDS:
            return ListHead("ipv6", name, 6)
        case _:
            return None


NXOS = Dialect(COMMANDS, MODES, blocks, _definition, _list_head, is_irrelevant)
"""What an undefined or empty list does is left open: releases differ."""
