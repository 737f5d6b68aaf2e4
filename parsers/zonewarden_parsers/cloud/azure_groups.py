"""Azure network security groups: rules by priority, then the default rules (Azure, *Network security groups*).

A group belongs to subnets and network interfaces; a rule's own addresses say the rest. Denials need no members: what goes to nobody's
address is not carried anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from zonewarden_parsers.cloud.operands import EVERYTHING, EVERYWHERE, NUMBERS, Carried, Reach, block, rule, somewhere
from zonewarden_parsers.model import Action, AtomKind, IntervalSet, Location, Rule, ServiceSet

_TAGS = {
    "ingress": (("AllowVnetInBound", "VirtualNetwork", "VirtualNetwork"), ("AllowAzureLoadBalancerInBound", "AzureLoadBalancer", "*")),
    "egress": (("AllowVnetOutBound", "VirtualNetwork", "VirtualNetwork"), ("AllowInternetOutBound", "*", "Internet")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """One rule as written. `priority` is -1 where it is not known: the rule may stand anywhere.

    `toward` is `inbound` or `outbound`, anything else where that is not known; `sure` says that nothing of the rule but its
    addresses is unknown, so that a denial really denies.
    """

    name: str
    toward: str
    permit: bool
    priority: int
    source: Reach
    target: Reach
    carried: Carried
    place: Location
    text: str
    sure: bool = True


def ordered(found: Iterable[Written], direction: str, inside: Reach, name: str, place: Location) -> Iterator[Rule]:
    """Yield the rules of one direction (`ingress` or `egress`) of a group, the default rules at the end."""
    own = "inbound" if direction == "ingress" else "outbound"
    other = "outbound" if direction == "ingress" else "inbound"
    kept = [w for w in found if w.toward != other and (w.permit or (w.sure and w.priority >= 0 and w.toward == own))]
    for written in sorted(kept, key=lambda w: w.priority if w.sure else -1):
        here = inside if written.permit else EVERYWHERE
        sides = _sides(written.source, written.target, here, direction)
        action = Action.PERMIT if written.permit else Action.DENY
        yield rule(action, *sides, written.carried, written.place, written.text, written.name)
    for title, source, target in _TAGS[direction]:
        sides = _sides(prefix(source), prefix(target), inside, direction)
        yield replace(rule(Action.PERMIT, *sides, EVERYTHING, place, f"default rule {title}", name), implicit=True)


def _sides(source: Reach, target: Reach, inside: Reach, direction: str) -> tuple[Reach, Reach]:
    return (source, target & inside) if direction == "ingress" else (source & inside, target)


def prefix(text: str) -> Reach:
    """Return a CIDR block or what a service tag stands for; no tag has addresses that a file could tell.

    `VirtualNetwork` is more than the network's own blocks: peered networks, what gateways connect, and the prefixes of routes that
    users define, 0.0.0.0/0 among them (Azure, *Virtual network service tags*). `Internet` is what lies outside.
    """
    if text in {"*", "Any", "any"}:
        return EVERYWHERE
    if text[:1].isdigit() or ":" in text:
        return block(text)
    return somewhere(AtomKind.DYNAMIC, f"service tag {text[:60]}")


def service(protocol: str, sources: Iterable[str], targets: Iterable[str]) -> Carried:
    """Return what a protocol with source and destination port ranges carries; ports narrow `*` to what has ports."""
    name, spans = protocol.lower(), [_ports(sources), _ports(targets)]
    if spans[0] is None or spans[1] is None or name not in {*NUMBERS, "*"}:
        return Carried(over=EVERYTHING.over, doubts=((AtomKind.UNREADABLE, "ports or protocol that cannot be read"),))
    whole = ((0, 65535),)
    if name == "*" and spans == [whole, whole]:
        return EVERYTHING
    if name not in {"tcp", "udp", "*"}:
        found = ServiceSet.protocol(NUMBERS[name])
    else:
        numbers = [6, 17] if name == "*" else [NUMBERS[name]]
        found = ServiceSet.union(ServiceSet.ports(n, spans[1], spans[0]) for n in numbers)
    return Carried(found, found)


def _ports(texts: Iterable[str]) -> tuple[tuple[int, int], ...] | None:
    spans: list[tuple[int, int]] = []
    for text in texts:
        low, _, high = text.partition("-")
        if text == "*":
            spans.append((0, 65535))
        elif low.strip().isdigit() and (high or low).strip().isdigit() and int(low) <= int(high or low) <= 65535:
            spans.append((int(low), int(high or low)))
        else:
            return None
    return IntervalSet.of(spans).spans or None
