"""What has been read of one `config.xml` so far: the only mutable state of the reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zonewarden_parsers.address_bounds import Addresses
from zonewarden_parsers.findings import Findings
from zonewarden_parsers.model import AddressSet, Aspect, Effect, LineState, Location, RuleList
from zonewarden_parsers.pf_xml.dialect import Dialect
from zonewarden_parsers.xml_lines import Element

if TYPE_CHECKING:
    from zonewarden_parsers.pf_xml.aliases import Alias
    from zonewarden_parsers.pf_xml.rules import Entry

_OFF = frozenset({"0", "no", "off", "false", "disabled"})


@dataclass(slots=True)
class Draft(Findings[Element]):
    """Everything read from one file. `leased` is ANY4, ANY6 or both for an interface that learns addresses of these
    versions at run time. `groups` are interface groups by name; `entries` filter rules in order of evaluation;
    `exact_aliases` what aliases without conditions mean, with the aliases they are made of."""

    dialect: Dialect
    root: Element
    leased: dict[str, AddressSet] = field(default_factory=dict[str, AddressSet])
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    group_order: dict[str, int] = field(default_factory=dict[str, int])
    ports: dict[str, str] = field(default_factory=dict[str, str])
    aliases: dict[str, Alias] = field(default_factory=dict[str, "Alias"])
    exact_aliases: dict[str, tuple[Addresses, frozenset[str]]] = field(
        default_factory=dict[str, tuple[Addresses, frozenset[str]]]
    )
    schedules: set[str] = field(default_factory=set[str])
    gateways: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    entries: list[Entry] = field(default_factory=list["Entry"])
    lists: list[RuleList] = field(default_factory=list[RuleList])
    used: set[str] = field(default_factory=set[str])

    def at(self, place: Element) -> Location:
        """Return the place of a whole element."""
        return place.at(self.path)

    def claim(self, place: Element) -> None:
        """Leave an element as it is: those who read its parts have said what became of each."""

    def unread(self, element: Element, message: str, aspect: Aspect = Aspect.ALL) -> None:
        """Record an element that is not understood: a diagnostic, and a gap that keeps answers from passing over it."""
        element.claim(LineState.UNKNOWN)
        self.note(self.at(element), "unknown-line", message)
        self.gap(aspect, Effect.EITHER, message, element)


def stated(element: Element | None, tag: str) -> bool:
    """Return whether a switch is on: its element is there and does not say `0`, `no`, `off`.

    pfSense asks whether the element exists, OPNsense whether it is empty or 0 in some places; an empty element counts as on.
    """
    found = element.child(tag) if element is not None else None
    return found is not None and found.text.lower() not in _OFF
