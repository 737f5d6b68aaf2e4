"""What devices call their rules where they print counters, and which rule a printed name means.

ASA numbers every line of a list, remarks among them (`show access-list`: `access-list OUT line 4 extended permit ...`). IOS and NX-OS
print sequence numbers, which IOS gives in tens where the configuration states none. FortiOS and VyOS number rules in the
configuration. Everywhere else rules have names, or are known by their text: `iptables -L --line-numbers` counts lines that are
no rules of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from zonewarden_parsers.model import Device, Rule, RuleList

_NOISE = frozenset(
    {"access-list", "acl", "from-zone", "id", "ip", "line", "policy", "rule", "seq", "sequence", "term", "to-zone"}
)
_SPLIT = re.compile(r"[\s:/#,;|()\[\]]+")
_ASA_LINE = re.compile(r"access-list\s+(\S+)\s+line\s+(\d+)\b")
_SEQUENCE = re.compile(r"(?:sequence )?(\d+) ")
_NUMBERED = re.compile(r"(?:[\w-]+ )?(?:policy|rule) (\d+)\b")
_STEP = 10
_IOS = frozenset({"cisco-ios", "cisco-nxos", "cisco-iosxr"})


@dataclass(slots=True)
class RuleNames:
    """The rules of one device by every name that it may print for them."""

    _exact: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    _words: dict[tuple[str, ...], set[str]] = field(default_factory=dict[tuple[str, ...], set[str]])

    def add(self, id_: str, names: Sequence[str]) -> None:
        """Add a rule, called `id_` in the facts, under the names that it has."""
        for name in names:
            self._exact.setdefault(name, set()).add(id_)
            self._words.setdefault(_plain(name), set()).add(id_)

    def meant(self, printed: str) -> frozenset[str]:
        """Return the rules that a printed name may mean: none, one, or several where it does not tell them apart."""
        line = _ASA_LINE.match(printed)
        if line is not None:
            printed = f"{line[1]} {line[2]}"
        return frozenset(self._exact.get(printed) or self._words.get(_plain(printed)) or ())


def _plain(name: str) -> tuple[str, ...]:
    return tuple(word for word in _SPLIT.split(name.casefold()) if word and word not in _NOISE)


def printed_names(device: Device, listed: RuleList) -> Iterator[tuple[Rule, tuple[str, ...]]]:
    """Yield the rules of a list, each with the names that the device may print for it."""
    for rule, number in zip(listed.rules, _numbers(device, listed), strict=True):
        short = rule.name.removeprefix(f"{number} ") if number else rule.name
        own = [name for name in (rule.name, short, number) if name]
        head = [rule.text.partition(":")[0]] if rule.name else []
        line = f"{PurePath(rule.location.path).name}:{rule.location.line}"
        names = (*own, *(f"{listed.name} {name}" for name in own), *head, rule.text, f"{listed.name} {rule.text}", line)
        yield rule, tuple(dict.fromkeys(names))


def remark_names(device: Device, listed: RuleList) -> tuple[str, ...]:
    """Return what a list's remarks would be called. They have no counters: a row of one shows that somebody counted otherwise."""
    if device.platform != "cisco-asa":
        return ()
    rules = {int(number) for number in _numbers(device, listed)}
    return tuple(f"{listed.name} {n}" for n in range(1, max(rules, default=0)) if n not in rules)


def _numbers(device: Device, listed: RuleList) -> Iterator[str]:
    """Yield the number that the device prints for each rule, empty where it prints none."""
    remarks = 0
    for position, rule in enumerate(listed.rules, 1):
        remarks += len(rule.remarks)
        if device.platform == "cisco-asa":
            yield str(position + remarks)
        elif device.platform in _IOS:
            stated = _SEQUENCE.match(rule.text)
            yield stated[1] if stated else str(position * _STEP)
        else:
            stated = _NUMBERED.match(rule.text)
            yield stated[1] if stated else ""
