"""Ports of a rule: numbers, ranges, and names that each destination pod resolves for itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from zonewarden_parsers.kubernetes.cluster import Chosen, Cluster, Pod
from zonewarden_parsers.kubernetes.peers import Side
from zonewarden_parsers.model import ANY_SERVICE, EMPTY_SERVICE, NOWHERE, Atom, AtomKind, Location, ServiceSet
from zonewarden_parsers.strict_yaml.nodes import Mapping, Node, Scalar, Sequence, integer, text

PROTOCOLS = {"TCP": 6, "UDP": 17, "SCTP": 132}
FILTERED = ServiceSet.union(ServiceSet.ports(number) for number in PROTOCOLS.values())
"""What a policy surely filters; for the rest Kubernetes leaves the behaviour to the network plugin."""


@dataclass(frozen=True, slots=True)
class Ports:
    """`under` surely match, `over` may; `named` are (name, protocol) pairs; `doubt` says why the two differ."""

    under: ServiceSet = EMPTY_SERVICE
    over: ServiceSet = EMPTY_SERVICE
    named: tuple[tuple[str, str], ...] = ()
    doubt: tuple[AtomKind, str] | None = None

    def atoms(self, place: Location) -> tuple[Atom, ...]:
        """Return the condition that the ports bring with them."""
        return (Atom(*self.doubt, place),) if self.doubt is not None else ()


ALL = Ports(ANY_SERVICE, ANY_SERVICE)


def read_ports(node: Node | None) -> Ports:
    """Read `ports:`; without any, every port of every protocol."""
    if (
        node is None
        or (isinstance(node, Scalar) and node.value is None)
        or (isinstance(node, Sequence) and not node.items)
    ):
        return ALL
    return _joined([_port(item) for item in (node.items if isinstance(node, Sequence) else (node,))])


def _joined(found: list[Ports]) -> Ports:
    return Ports(
        ServiceSet.union(p.under for p in found),
        ServiceSet.union(p.over for p in found),
        tuple(dict.fromkeys(n for p in found for n in p.named)),
        next((p.doubt for p in found if p.doubt is not None), None),
    )


def _port(node: Node) -> Ports:
    if not isinstance(node, Mapping) or set(node.entries) - {"port", "endPort", "protocol"}:
        return _unreadable(ANY_SERVICE)
    name = text(node.get("protocol")) or "TCP"
    if name not in PROTOCOLS:
        return _unreadable(ANY_SERVICE)
    whole = ServiceSet.ports(PROTOCOLS[name])
    port, last = node.get("port"), node.get("endPort")
    if not text(port):
        return Ports(whole, whole) if not text(last) else _unreadable(whole)
    low = integer(port)
    if low is None:
        is_name = (
            not text(last) and not text(port).isdigit() and isinstance(port, Scalar) and isinstance(port.value, str)
        )
        return Ports(named=((text(port), name),)) if is_name else _unreadable(whole)
    high = integer(last) if text(last) else low
    if high is None or not 0 < low <= high <= 65535:
        return _unreadable(whole)
    exact = ServiceSet.ports(PROTOCOLS[name], ((low, high),))
    return Ports(exact, exact)


def _unreadable(over: ServiceSet) -> Ports:
    return Ports(over=over, doubt=(AtomKind.UNREADABLE, "a port that cannot be read"))


def read_tier_ports(ports: Node | None, protocols: Node | None) -> Ports:
    """Read `ports` of an AdminNetworkPolicy or `protocols` of a ClusterNetworkPolicy; without either, every packet.

    Implementations differ on an empty list (everything, nothing): it may be any.
    """
    given = [n for n in (ports, protocols) if n is not None and not (isinstance(n, Scalar) and n.value is None)]
    if not given:
        return ALL
    if len(given) > 1 or not isinstance(given[0], Sequence) or not given[0].items:
        return _unreadable(ANY_SERVICE)
    return _joined([_tier_port(item) for item in given[0].items])


def _tier_port(node: Node) -> Ports:
    """Read one of `portNumber`, `portRange`, `namedPort`; of `tcp`, `udp`, `sctp`, `destinationNamedPort`; of `protocol` with `port`."""
    if not isinstance(node, Mapping):
        return _unreadable(ANY_SERVICE)
    match sorted(node.entries):
        case ["namedPort" | "destinationNamedPort" as key]:
            return Ports(named=tuple((text(node.get(key)), name) for name in PROTOCOLS))
        case ["portNumber" | "portRange" as key]:
            return _spanned(node.get(key), text(node.get(key, "protocol")) or "TCP")
        case ["tcp" | "udp" | "sctp" as key]:
            return _spanned(node.get(key, "destinationPort"), key.upper())
        case ["protocol"] | ["port", "protocol"]:
            return _spanned(node.get("port"), text(node.get("protocol")))
        case _:
            return _unreadable(ANY_SERVICE)


def _spanned(node: Node | None, protocol: str) -> Ports:
    """Read a port's number, name or range; nothing is every port of the protocol."""
    if protocol not in PROTOCOLS:
        return _unreadable(ANY_SERVICE)
    whole = ServiceSet.ports(PROTOCOLS[protocol])
    if node is None:
        return Ports(whole, whole)
    if not isinstance(node, Mapping):
        return _unreadable(whole)
    if "name" in node.entries:
        return Ports(named=((text(node.get("name")), protocol),))
    numbers = [integer(node.get(*path)) for path in _NUMBERS if node.get(*path) is not None]
    if not 0 < len(numbers) < 3 or not all(n is not None and 0 < n <= 65535 for n in numbers):
        return _unreadable(whole)
    low, high = (n or 0 for n in (numbers[0], numbers[-1]))
    exact = ServiceSet.ports(PROTOCOLS[protocol], ((low, high),)) if low <= high else None
    return Ports(exact, exact) if exact is not None else _unreadable(whole)


_NUMBERS = (("port",), ("number",), ("start",), ("range", "start"), ("end",), ("range", "end"))


def targets(side: Side, ports: Ports, cluster: Cluster) -> Iterator[tuple[Side, Ports]]:
    """Yield the destinations with the ports that mean the same at all of them: names differ from pod to pod."""
    if not ports.named:
        yield side, ports
        return
    groups: dict[tuple[int | None, ...], list[tuple[Pod, bool]]] = {}
    for pod, surely in (cluster.every(()) if side.anybody else side.chosen).pods:
        key = tuple(pod.port(*named) for named in ports.named)
        groups.setdefault(key, []).append((pod, surely))
    for numbers, pods in groups.items():
        found = (
            ServiceSet.ports(PROTOCOLS[protocol], ((number, number),))
            for (_, protocol), number in zip(ports.named, numbers, strict=True)
            if number is not None
        )
        exact = ServiceSet.union(found)
        yield Side(Chosen(tuple(pods))), replace(ports, under=ports.under | exact, over=ports.over | exact, named=())
    rest = replace(side, chosen=Chosen((), side.chosen.more))
    if side.anybody:
        rest = Side(blocks=(cluster.free, cluster.free))
    if rest.chosen.more or rest.blocks != (NOWHERE, NOWHERE):
        yield rest, _unresolved(ports)


def _unresolved(ports: Ports) -> Ports:
    over = ServiceSet.union(ServiceSet.ports(PROTOCOLS[protocol]) for _, protocol in ports.named)
    shown = "named port " + ", ".join(name for name, _ in ports.named)
    return Ports(ports.under, ports.over | over, (), (AtomKind.REFERENCE, shown))
