"""The commands of IOS: which module reads which."""

from __future__ import annotations

from zonewarden_parsers.cisco_ios import (
    accounts,
    dhcp,
    firewall,
    interfaces,
    routing,
    servers,
    services,
    snmp,
    spans,
    terminal_lines,
    vlan_maps,
    vpn,
    zones,
)
from zonewarden_parsers.cisco_ios.dialect import Dialect, ListHead
from zonewarden_parsers.cisco_ios.document import sections
from zonewarden_parsers.cisco_ios.draft import Command, Reader
from zonewarden_parsers.cisco_ios.irrelevant import is_irrelevant
from zonewarden_parsers.cisco_ios.object_groups import KINDS
from zonewarden_parsers.cisco_ios.shared_commands import definition
from zonewarden_parsers.model import Action

COMMANDS: dict[str, Reader] = {
    **accounts.COMMANDS,
    **dhcp.COMMANDS,
    **firewall.COMMANDS,
    **routing.COMMANDS,
    **servers.COMMANDS,
    **services.COMMANDS,
    **snmp.COMMANDS,
    **spans.COMMANDS,
    **vlan_maps.COMMANDS,
    **vpn.COMMANDS,
    **zones.COMMANDS,
}
"""Commands of one line, by up to three leading words."""

MODES: dict[str, Reader] = {
    **accounts.MODES,
    **dhcp.MODES,
    **firewall.MODES,
    **routing.MODES,
    **servers.MODES,
    **terminal_lines.MODES,
    **vlan_maps.MODES,
    **vpn.MODES,
    **zones.MODES,
    "interface": interfaces.read_interface,
}
"""Commands that open a mode; their readers settle the lines in it."""


def _list_head(cmd: Command) -> ListHead | None:
    """`ip access-list KIND NAME`, `ipv6 access-list NAME`, `no access-list N`."""
    match cmd.words:
        case ("ip", "access-list", "standard" | "extended" as kind, name):
            return ListHead(kind, name, 4)
        case ("ipv6", "access-list", name) if name not in ("log-update", "role-based"):
            return ListHead("ipv6", name, 6)
        case ("access-list", name, *_) if cmd.negated and len(cmd.words) == 2:
            return ListHead("extended", name, 4)
        case _:
            return None


IOS = Dialect(
    COMMANDS, MODES, sections, definition(KINDS), _list_head, is_irrelevant,
    numbered=True, empty=Action.PERMIT, missing=Action.PERMIT,
)  # fmt: skip
