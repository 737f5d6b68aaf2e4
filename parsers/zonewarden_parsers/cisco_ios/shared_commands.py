"""What NX-OS and IOS-XR take over from IOS as it is, and how all three define time ranges and groups."""

from __future__ import annotations

from collections.abc import Callable

from zonewarden_parsers.cisco_ios import accounts, servers, services, snmp
from zonewarden_parsers.cisco_ios.draft import Reader
from zonewarden_parsers.cisco_ios.object_groups import Groups, Kinds, read_group, remove_group
from zonewarden_parsers.cisco_ios.time_ranges import TimeRange, read_time_range
from zonewarden_parsers.lines import Block, Ledger

COMMANDS: dict[str, Reader] = {
    "hostname": services.COMMANDS["hostname"],
    "banner": accounts.COMMANDS["banner"],
    "aaa authentication": accounts.COMMANDS["aaa authentication"],
    "snmp-server host": snmp.COMMANDS["snmp-server host"],
}
MODES: dict[str, Reader] = {
    "aaa group": servers.MODES["aaa group"],
    "aaa authorization": accounts.MODES["aaa authorization"],
    "aaa accounting": accounts.MODES["aaa accounting"],
}
Definition = Callable[[Block, Groups, dict[str, TimeRange], Ledger], bool]


def definition(kinds: Kinds) -> Definition:
    """Return what reads an object group of these kinds, its removal, or a time range."""

    def read(block: Block, groups: Groups, time_ranges: dict[str, TimeRange], ledger: Ledger) -> bool:
        words = block.line.words
        if words[0] == "object-group":
            return read_group(block, kinds, groups, ledger)
        if words[:2] == ("no", "object-group"):
            return not block.children and remove_group(words[1:], kinds, groups)
        if words[0] != "time-range" or len(words) != 2:
            return False
        time_ranges[words[1]] = read_time_range(block.line, words[1], block.children, ledger)
        return True

    return read
