"""How blocks, ports and objects of a rule list are spelt, whatever the platform."""

from __future__ import annotations

from dataclasses import dataclass, field

from lists import EVERYWHERE, IP, Line, Span, dotted

PAN_APPLICATIONS = {1: "icmp", 47: "gre", 50: "ipsec-esp", 89: "ospfigp", 103: "pim"}


@dataclass(slots=True)
class Names:
    """The objects of a list, numbered in the order of use."""

    addresses: dict[Span, str] = field(default_factory=dict)
    services: dict[tuple[int, Span, Span], str] = field(default_factory=dict)

    def address(self, span: Span, everywhere: str) -> str:
        """Return the name of a block."""
        return everywhere if span == EVERYWHERE else self.addresses.setdefault(span, f"A{len(self.addresses)}")

    def service(self, line: Line, everything: str) -> str:
        """Return the name of what a line is about."""
        key = (line.protocol, line.source_ports, line.ports)
        return everything if line.protocol == IP else self.services.setdefault(key, f"S{len(self.services)}")


def length(span: Span) -> int:
    """Return the prefix length of a block."""
    return 32 - (span[1] - span[0]).bit_length()


def block(span: Span) -> str:
    """Return a block as `address/length`."""
    return f"{dotted(span[0])}/{length(span)}"


def ports(span: Span, between: str = "-") -> str:
    """Return one port or a range."""
    return str(span[0]) if span[0] == span[1] else f"{span[0]}{between}{span[1]}"
