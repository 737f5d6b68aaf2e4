"""Which host a packet is really for, and as which address the inbound lists of a device see it (static translation)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from zonewarden.analysis.chain import Filters
from zonewarden.analysis.translation import faces, ports_translated, published_addresses
from zonewarden_parsers.model import NatRule, Packet


@dataclass(frozen=True, slots=True)
class Addressed:
    """A packet as the lists on the way in see it, and as it is routed and leaves. `rule` is the translation, if any.

    `exact` is False where the translation changes ports or stands for several hosts, which the model does not follow.
    `asked` is False where the packet was asked about by its real address and this is the way by its published one.
    """

    seen: Packet
    routed: Packet
    rule: NatRule | None = None
    exact: bool = True
    asked: bool = True


def addressed(filters: Filters, packet: Packet, interface: str) -> Iterator[Addressed]:
    """Yield what may become of a packet that enters by `interface`: itself, translated, or as its host is published.

    The last is there only where inbound lists see published addresses: the zone matrix counts what reaches a host that
    way as reaching the host.
    """
    before = filters.device.lists_before_nat
    known_as: list[Addressed] = []
    aimed = False
    for rule in filters.device.nat if packet.version == 4 else ():
        if rule.kind != "static" or not faces(filters, rule, interface):
            continue
        mapped, real = published_addresses(filters, rule).v4, rule.real.v4
        if not mapped or not real or mapped == real:
            continue
        offset = real.spans[0][0] - mapped.spans[0][0]
        exact = mapped.size == real.size == 1 and not ports_translated(rule)
        if packet.destination in mapped:
            aimed = True
            inside = packet.destination + offset if mapped.size == real.size else real.spans[0][0]
            routed = replace(packet, destination=inside)
            yield Addressed(packet if before else routed, routed, rule, exact)
        elif before and packet.destination in real:
            outside = packet.destination - offset if mapped.size == real.size else mapped.spans[0][0]
            known_as.append(Addressed(replace(packet, destination=outside), packet, rule, exact, asked=False))
    if not aimed:
        yield Addressed(packet, packet)
    yield from known_as


def source_rewritten(filters: Filters, packet: Packet, entry: str, leave: str) -> NatRule | None:
    """Return a translation that may give the packet another source address on its way from one interface to another.

    Devices behind this one then see that source. A translation whose hosts the file does not state may be for any.
    """
    sides = any("nat-outside" in i.settings for i in filters.device.interfaces)
    out = filters.device.interface(leave)
    for rule in filters.device.nat if packet.version == 4 else ():
        if rule.kind in {"identity", "exempt"} or (rule.real and packet.source not in rule.real.v4):
            continue
        named = ((rule.real_interface, entry), (rule.mapped_interface, leave))
        if any(filters.device.interface(stated) and stated != used for stated, used in named):
            continue
        if not sides or (out is not None and "nat-outside" in out.settings):
            return rule
    return None
