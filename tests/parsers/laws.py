"""What must hold of a parser's answer to any text: nothing is dropped in silence, and every place lies inside the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.model import Action, Aspect, Device, LineState, Location, RuleList

COMMENTS = {
    "access-rules": ("#",), "aerleon-policy": ("#",), "cisco-asa": ("!", ":"), "cisco-ios": ("!", ":"), "cisco-iosxr": ("!", ":"),
    "cisco-nxos": ("!", ":"), "fortinet-fortios": ("#",), "juniper-junos": ("#",), "kubernetes": ("#",), "linux-iptables": ("#",),
    "linux-nftables": ("#",), "mikrotik-routeros": ("#",), "paloalto-panos": ("#", "!", "<!--"), "vyos": ("/*", "//", "#"),
}  # fmt: skip
"""How a line begins that a platform need not count; other platforms count all that is not blank."""


_ENDS = {"/*": "*/", "<!--": "-->"}
"""How comments end that go on over lines."""
_TOLD = ("everything that listens on the machine", "not understood")
"""How gaps begin that stand where an input chain or an element begins, and concern all of it."""
_UNUSED = re.compile(r"member of object group|object(?:-group)? |this field is not known$|nothing calls the chain ")
"""Messages about objects and chains: whatever uses one carries the doubt, and maybe nothing does."""
_UNAPPLIED = re.compile(r"condition not understood")
"""Messages about a rule: where no list is applied at all, so is its own."""


def drops(parsed: Parsed, lines: Sequence[str], comments: tuple[str, ...]) -> Iterator[str]:
    """Yield each line that is neither counted nor blank nor a comment, and what is unread without a word or a doubt."""
    if len(parsed.coverage.states) != len(lines):
        yield f"{len(parsed.coverage.states)} states for {len(lines)} lines"
        return
    inside = False
    for number, (line, state) in enumerate(zip(lines, parsed.coverage.states, strict=True), 1):
        blank = not line.strip()
        comment = inside or line.lstrip().startswith(comments)
        if (blank or not comment) and (state is LineState.BLANK) != blank:
            yield f"{number}: {state}: {line}"
        inside = any(m in comments and (inside or m in line) and _ENDS[m] not in line for m in _ENDS)
    unread = set(parsed.coverage.unknown)
    if unread:
        told = _covered(d.location for d in parsed.diagnostics)
        yield from (f"{n}: unread without a diagnostic: {lines[n - 1]}" for n in sorted(unread - told))
        unread -= {n for n in unread if _replaced(n, lines)}
        listed = any(device.rule_lists for device in parsed.devices)
        about = _UNUSED if listed else re.compile(f"{_UNUSED.pattern}|{_UNAPPLIED.pattern}")
        unused = not unread or any(about.match(d.message) for d in parsed.diagnostics)
        if parsed.devices and not unused and not any(_doubtful(device, unread) for device in parsed.devices):
            yield f"{min(unread)}: unread without a doubt: {lines[min(unread) - 1]}"


def _replaced(number: int, lines: Sequence[str]) -> bool:
    """Whether a later line has the number with which this one begins: a numbered entry takes the place of the one before."""
    first = lines[number - 1].split()[:1]
    return bool(first) and first[0].isdigit() and any(line.split()[:1] == first for line in lines[number:])


def _doubtful(device: Device, unread: set[int]) -> bool:
    """Whether something in a device shows that lines were not read: a gap there or for every answer, or an uncertain rule."""
    wide = any(g.aspect in (Aspect.ALL, Aspect.FLOWS) or g.reason.startswith(_TOLD) for g in device.gaps)
    return (
        wide
        or not unread.isdisjoint(_covered(g.location for g in device.gaps))
        or any(r.match.atoms or r.action is Action.UNKNOWN for x in device.rule_lists for r in x.rules)
        or any(x.default is Action.UNKNOWN for x in device.rule_lists)
    )


def _covered(places: Iterable[Location]) -> set[int]:
    return {n for at in places for n in range(at.line, max(at.line, at.end_line) + 1)}


def faults(parsed: Parsed, lines: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with the devices of an answer: an index, a place, a name, a part that is sure but not possible."""
    for diagnostic in parsed.diagnostics:
        yield from outside(diagnostic.location, lines)
    for device in parsed.devices:
        yield from _device_faults(device, lines)
        for rules in device.rule_lists:
            yield from _list_faults(rules, lines)


def _device_faults(device: Device, lines: Sequence[str]) -> Iterator[str]:
    for gap in device.gaps:
        yield from outside(gap.location, lines)
    names = [i.name for i in device.interfaces]
    if len(set(names)) != len(names):
        yield f"an interface twice: {names}"
    missing = {b.rule_list for b in device.bindings} - {r.name for r in device.rule_lists}
    if missing:
        yield f"bound, not there: {missing}"


def _list_faults(rules: RuleList, lines: Sequence[str]) -> Iterator[str]:
    for index, rule in enumerate(rules.rules):
        yield from outside(rule.location, lines)
        if rule.index != index:
            yield f"rule {index} has index {rule.index}"
        under = rule.match.under_parts
        whole = (rule.match.sources, rule.match.destinations, rule.match.services)
        if not (under[0] <= whole[0] and under[1] <= whole[1] and under[2] <= whole[2]):
            yield f"sure and not possible: {rule}"


def outside(at: Location, lines: Sequence[str]) -> Iterator[str]:
    """Yield a place that lies outside the text; it may end where the line after the last would begin, or show an empty line's start."""
    last, end = max(1, len(lines)), at.end_line or at.line
    behind = end == last + 1 and at.line <= last and at.end_column <= 1
    width = max(1, len(lines[end - 1])) if 1 <= end <= len(lines) else 1
    if not (behind or (1 <= at.line <= last and end <= last and at.end_column <= width + 1)):
        yield f"outside the text: {at}"
