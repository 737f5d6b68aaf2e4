"""The commands of NX-OS: which module reads which, and what its lists and groups look like."""

from __future__ import annotations

from zonewarden_parsers.cisco_ios import (
    accounts,
    dhcp,
    servers,
    services,
    shared_commands,
    spans,
    terminal_lines,
    vlan_maps,
)
from zonewarden_parsers.cisco_ios.dialect import Dialect, ListHead
from zonewarden_parsers.cisco_ios.draft import Command, Reader
from zonewarden_parsers.cisco_ios.shared_commands import definition
from zonewarden_parsers.cisco_nxos import features, interfaces, management, routing
from zonewarden_parsers.cisco_nxos.groups import KINDS
from zonewarden_parsers.cisco_nxos.irrelevant import is_irrelevant
from zonewarden_parsers.lines import blocks

COMMANDS: dict[str, Reader] = {
    **shared_commands.COMMANDS,
    **dhcp.COMMANDS,
    "switchname": services.COMMANDS["hostname"],
    "version": services.COMMANDS["version"],
    "enable": accounts.COMMANDS["enable"],
    "tacacs-server": servers.COMMANDS["tacacs-server"],
    "radius-server": servers.COMMANDS["radius-server"],
    "ip source-route": services.COMMANDS["ip source-route"],
    "ip domain-lookup": services.COMMANDS["ip domain-lookup"],
    "spanning-tree port type": services.guarded_edges,
    **spans.COMMANDS,
    **vlan_maps.COMMANDS,
    **features.COMMANDS,
    **management.COMMANDS,
    **routing.COMMANDS,
}
MODES: dict[str, Reader] = {
    **shared_commands.MODES,
    "interface": interfaces.read_interface,
    "line": terminal_lines.MODES["line"],
    **vlan_maps.MODES,
    **features.MODES,
    **routing.MODES,
}
_LIST_COMMANDS = frozenset({"logging", "log-update", "resequence", "cache", "match-local-traffic"})


def _list_head(cmd: Command) -> ListHead | None:
    """`ip access-list NAME`, `ipv6 access-list NAME`."""
    match cmd.words:
        case ("ip", "access-list", name) if name not in _LIST_COMMANDS:
            return ListHead("extended", name, 4)
        case ("ipv6", "access-list", name) if name not in _LIST_COMMANDS:
            return ListHead("ipv6", name, 6)
        case _:
            return None


NXOS = Dialect(COMMANDS, MODES, blocks, definition(KINDS), _list_head, is_irrelevant, port_mode="access")
"""What an undefined or empty list does is left open: releases differ."""
