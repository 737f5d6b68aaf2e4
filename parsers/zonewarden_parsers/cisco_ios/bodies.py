"""Lines of modes that decide nothing the model describes: settled as a whole, but for lines that cannot belong there."""

from __future__ import annotations

from collections.abc import Sequence

from zonewarden_parsers.cisco_ios.draft import Draft
from zonewarden_parsers.cisco_ios.operands import ipv4
from zonewarden_parsers.lines import Line

_ENTRY_WORDS = frozenset(
    {"ip", "ipv6", "tcp", "udp", "icmp", "igmp", "esp", "ahp", "gre", "ospf", "any", "host", "object-group"}
)


def claim_body(children: Sequence[Line], draft: Draft, *, modelled: bool = False, entries: bool = False) -> None:
    """Settle `children` as irrelevant (or modelled); `entries` says that permit and deny lines are at home here.

    A line of an interface, an access list or a terminal line is left: it shows that the file lost a line, so that what
    it means is not known.
    """
    for line in children:
        if is_foreign(line.words, entries=entries):
            continue
        if modelled:
            draft.ledger.modelled(line)
        else:
            draft.ledger.irrelevant(line)


def is_foreign(words: tuple[str, ...], *, entries: bool) -> bool:
    """Return whether a line filters traffic, or says where filters apply, in a mode of its own."""
    if words[0] == "no" or words[0].isdigit():
        words = words[1:]
    match words:
        case ("permit" | "deny", what, *_):
            return not entries and (what in _ENTRY_WORDS or ipv4(what) is not None)
        case ("ip" | "ipv4" | "ipv6", "access-group" | "access-list" | "traffic-filter" | "inspect", *_):
            return True
        case ("ip" | "ipv4", "address", address, mask, *_):
            return ipv4(address) is not None and ipv4(mask) is not None
        case ("access-class" | "zone-member" | "evaluate", _, *_) | ("transport", "input", *_):
            return True
        case _:
            return False
