"""Interfaces of a rule set that has no interface list: inferred from the rules, with stand-ins for those it does not name.

A Linux rule file says `-i eth0` or `iifname "vnet*"` and nothing about what else the machine has. To negate such a condition, and to
let zones lie where no rule looks, each wildcard and the rest of the world get two stand-ins: two, because packets also
travel between two interfaces that no rule names. Names and stand-ins are disjoint and together are every interface.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LOOPBACK = "lo"
ANOTHER = " (another)"
REST = "+"
"""iptables(8): an interface name that ends in `+` is a wildcard; alone it means every interface. Here: every one not named."""


@dataclass(frozen=True, slots=True)
class InterfaceNames:
    """The names that rules use, literal ones and the fixed parts of wildcards (`eth+`, `"eth*"` give `eth`)."""

    literals: frozenset[str]
    prefixes: frozenset[str]

    @classmethod
    def of(cls, literals: Iterable[str], prefixes: Iterable[str]) -> InterfaceNames:
        """Return the names of a file; an empty prefix (any interface) names nothing."""
        return cls(frozenset(literals), frozenset(prefixes) - {""})

    def __bool__(self) -> bool:
        """Return whether any rule distinguishes interfaces that forward."""
        return bool(self.literals - {LOOPBACK} or self.prefixes)

    def stand_ins(self) -> frozenset[str]:
        """Return the names that stand for interfaces which no rule names literally."""
        return frozenset(name for p in (*self.prefixes, "") for name in (p + REST, p + REST + ANOTHER))

    def everything(self) -> frozenset[str]:
        """Return every name there is: literal names and stand-ins."""
        return self.literals | self.stand_ins()

    def starting(self, prefix: str) -> frozenset[str]:
        """Return all interfaces whose names start with `prefix`, which must be one of `prefixes` or empty."""
        return frozenset(name for name in self.everything() if name.startswith(prefix)) if prefix else self.everything()

    def other_than(self, names: frozenset[str]) -> frozenset[str]:
        """Return all interfaces but `names`."""
        return self.everything() - names
