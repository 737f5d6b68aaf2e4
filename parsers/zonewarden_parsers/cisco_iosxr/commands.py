"""The commands of IOS-XR: which module reads which, and what its lists and groups look like."""

from __future__ import annotations

from zonewarden_parsers.cisco_ios import shared_commands, snmp
from zonewarden_parsers.cisco_ios.dialect import Dialect, ListHead
from zonewarden_parsers.cisco_ios.draft import Command, Reader
from zonewarden_parsers.cisco_ios.shared_commands import definition
from zonewarden_parsers.cisco_iosxr import interfaces, management, management_plane, remote_services, routing
from zonewarden_parsers.cisco_iosxr.groups import KINDS
from zonewarden_parsers.cisco_iosxr.irrelevant import is_irrelevant
from zonewarden_parsers.lines import blocks

COMMANDS: dict[str, Reader] = {
    **shared_commands.COMMANDS,
    "snmp-server group": snmp.COMMANDS["snmp-server group"],
    "snmp-server user": snmp.COMMANDS["snmp-server user"],
    **management.COMMANDS,
    **remote_services.COMMANDS,
    **routing.COMMANDS,
}
MODES: dict[str, Reader] = {
    **shared_commands.MODES,
    "interface": interfaces.read_interface,
    **management.MODES,
    **management_plane.MODES,
    **remote_services.MODES,
    **routing.MODES,
}
_LIST_COMMANDS = frozenset({"log-update", "maximum", "prefetch"})


def _list_head(cmd: Command) -> ListHead | None:
    """`ipv4 access-list NAME`, whose entries may name a source alone, and `ipv6 access-list NAME`; an entry may stand behind."""
    match cmd.words:
        case ("ipv4", "access-list", name) if name not in _LIST_COMMANDS:
            return ListHead("mixed", name, 4)
        case ("ipv6", "access-list", name) if name not in _LIST_COMMANDS:
            return ListHead("ipv6", name, 6)
        case ("ipv4", "access-list", name, *_) if name not in _LIST_COMMANDS:
            return ListHead("mixed", name, 4, 3)
        case ("ipv6", "access-list", name, *_) if name not in _LIST_COMMANDS:
            return ListHead("ipv6", name, 6, 3)
        case _:
            return None


IOSXR = Dialect(
    COMMANDS, MODES, blocks, definition(KINDS), _list_head, is_irrelevant, finish=remote_services.finish_services
)  # fmt: skip
"""What an undefined or empty list does is left open."""
