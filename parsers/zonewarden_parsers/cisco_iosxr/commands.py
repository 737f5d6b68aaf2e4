"""The commands of IOS-XR: which module reads which, and what its lists and groups look like."""

from __future__ import annotations

from zonewarden_parsers.cisco_ios import accounts, servers, services, snmp
from zonewarden_parsers.cisco_ios.dialect import Dialect, ListHead
from zonewarden_parsers.cisco_ios.draft import Command, Reader
from zonewarden_parsers.cisco_ios.object_groups import Groups
from zonewarden_parsers.cisco_ios.time_ranges import TimeRange, read_time_range
from zonewarden_parsers.cisco_iosxr import interfaces, management, management_plane, remote_services, routing
from zonewarden_parsers.cisco_iosxr.groups import read_group
from zonewarden_parsers.cisco_iosxr.irrelevant import is_irrelevant
from zonewarden_parsers.lines import Block, Ledger, blocks

COMMANDS: dict[str, Reader] = {
    "hostname": services.COMMANDS["hostname"],
    "banner": accounts.COMMANDS["banner"],
    "aaa authentication": accounts.COMMANDS["aaa authentication"],
    "snmp-server host": snmp.COMMANDS["snmp-server host"],
    "snmp-server group": snmp.COMMANDS["snmp-server group"],
    "snmp-server user": snmp.COMMANDS["snmp-server user"],
    **management.COMMANDS,
    **remote_services.COMMANDS,
    **routing.COMMANDS,
}
MODES: dict[str, Reader] = {
    "interface": interfaces.read_interface,
    "aaa group": servers.MODES["aaa group"],
    "aaa authorization": accounts.MODES["aaa authorization"],
    "aaa accounting": accounts.MODES["aaa accounting"],
    **management.MODES,
    **management_plane.MODES,
    **remote_services.MODES,
    **routing.MODES,
}
_LIST_COMMANDS = frozenset({"log-update", "maximum", "prefetch"})


def _definition(block: Block, groups: Groups, time_ranges: dict[str, TimeRange], ledger: Ledger) -> bool:
    """Read `object-group {network {ipv4|ipv6} | port} NAME`, its removal, or a time range."""
    words = block.line.words
    if words[0] == "object-group":
        return read_group(block, groups, ledger)
    if words[:2] == ("no", "object-group"):
        return not block.children and len(words) > 3 and groups.by_name.pop(words[-1], None) is not None
    if words[0] != "time-range" or len(words) != 2:
        return False
    time_ranges[words[1]] = read_time_range(block.line, words[1], block.children, ledger)
    return True


def _list_head(cmd: Command) -> ListHead | None:
    """`ipv4 access-list NAME`, whose entries may name a source alone, and `ipv6 access-list NAME`."""
    match cmd.words:
        case ("ipv4", "access-list", name) if name not in _LIST_COMMANDS:
            return ListHead("mixed", name, 4)
        case ("ipv6", "access-list", name) if name not in _LIST_COMMANDS:
            return ListHead("ipv6", name, 6)
        case _:
            return None


IOSXR = Dialect(
    COMMANDS, MODES, blocks, _definition, _list_head, is_irrelevant, finish=remote_services.finish_services
)  # fmt: skip
"""What an undefined or empty list does is left open."""
