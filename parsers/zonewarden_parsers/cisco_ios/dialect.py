"""What differs between the systems that share this grammar: IOS, NX-OS, IOS-XR."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader
from zonewarden_parsers.cisco_ios.object_groups import Groups
from zonewarden_parsers.cisco_ios.operands import Words
from zonewarden_parsers.cisco_ios.rule_lists import ListIndex
from zonewarden_parsers.cisco_ios.time_ranges import TimeRange
from zonewarden_parsers.lines import Block, Ledger, Line
from zonewarden_parsers.model import Action


class ListHead(NamedTuple):
    """A command that opens an access list: `kind` is standard, extended or ipv6.

    `entry` is the word where an entry on the same line begins; 0: there is none, entries stand under the command.
    """

    kind: str
    name: str
    family: int
    entry: int = 0


class Irrelevance(Protocol):
    """Says whether a command changes nothing the model describes; with `body` only commands that open a mode count."""

    def __call__(self, words: Words, *, body: bool) -> bool:
        """Return it for the words of a global command without its `no`."""
        ...


@dataclass(frozen=True, slots=True)
class Dialect:
    """One system: how its text is grouped, what reads its commands, what its lists mean where they are not stated.

    `commands` are read as single lines, `modes` with the lines under them, both by up to three leading words. `empty` is
    what a list without entries does, `missing` what a bound list does that is not defined; UNKNOWN: it may do either.
    """

    commands: dict[str, Reader]
    modes: dict[str, Reader]
    sections: Callable[[Sequence[Line]], Iterator[Block]]
    read_definition: Callable[[Block, Groups, dict[str, TimeRange], Ledger], bool]
    list_head: Callable[[Command], ListHead | None]
    is_irrelevant: Irrelevance
    numbered: bool = False
    empty: Action = Action.UNKNOWN
    missing: Action = Action.UNKNOWN
    port_mode: str = ""
    """The mode of a switch port that states none; empty where it negotiates one."""
    finish: Callable[[Draft, ListIndex], None] | None = None
    """Called when everything is read and the lists are finished, before the device is made."""
