"""Who is on a side of a rule: pods, address blocks, anybody; as addresses that surely and that may belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from zonewarden_parsers.kubernetes.cluster import Chosen, Cluster
from zonewarden_parsers.kubernetes.selectors import read_selector
from zonewarden_parsers.model import ANY, NOWHERE, AddressSet, Atom, AtomKind, Location
from zonewarden_parsers.strict_yaml.nodes import Mapping, Node, Scalar, Sequence, text


@dataclass(frozen=True, slots=True)
class Side:
    """One side: `chosen` pods, `blocks` of addresses (what surely, what may), `doubts` as texts with their kinds."""

    chosen: Chosen = field(default_factory=Chosen)
    blocks: tuple[AddressSet, AddressSet] = (NOWHERE, NOWHERE)
    doubts: tuple[tuple[AtomKind, str], ...] = ()

    @property
    def anybody(self) -> bool:
        """Whether it is every address there is."""
        return self.blocks[0] == ANY


@dataclass(frozen=True, slots=True)
class Reach:
    """The addresses of a side: those that surely belong to it, those that may, and why the two differ."""

    under: AddressSet
    over: AddressSet
    atoms: tuple[Atom, ...] = ()


ANYBODY = Side(blocks=(ANY, ANY))


def reach(side: Side, cluster: Cluster, place: Location) -> Reach:
    """Return the addresses of a side."""
    sure = AddressSet.union(p.addresses for p, surely in side.chosen.pods if surely)
    perhaps = AddressSet.union(p.addresses for p, surely in side.chosen.pods if not surely)
    hidden = [f"{p.namespace}/{p.name}" for p, _ in side.chosen.pods if not p.addresses]
    doubts = list(side.doubts)
    under = sure | side.blocks[0]
    over = under | perhaps | side.blocks[1]
    if hidden or side.chosen.more:
        over |= cluster.free
        shown = ", ".join(hidden[:3]) + (", ..." if len(hidden) > 3 else "")
        doubts.append((AtomKind.DYNAMIC, f"pods whose address is not in the file{f' ({shown})' if shown else ''}"))
    if perhaps:
        doubts.append(
            (AtomKind.DYNAMIC, "pods that may be selected: labels of their namespace unknown, or hostNetwork")
        )
    if over == under:
        return Reach(under, over)
    return Reach(under, over, tuple(Atom(kind, shown, place) for kind, shown in doubts))


def read_peers(node: Node | None, namespace: str, cluster: Cluster) -> Side:
    """Return who `from:` or `to:` means; without any peer, everybody."""
    if (
        node is None
        or (isinstance(node, Scalar) and node.value is None)
        or (isinstance(node, Sequence) and not node.items)
    ):
        return ANYBODY
    return gathered(
        [_peer(item, namespace, cluster) for item in (node.items if isinstance(node, Sequence) else (node,))]
    )


def gathered(sides: list[Side]) -> Side:
    """Return who belongs to any of several sides."""
    return Side(
        Chosen(tuple(p for s in sides for p in s.chosen.pods), any(s.chosen.more for s in sides)),
        (AddressSet.union(s.blocks[0] for s in sides), AddressSet.union(s.blocks[1] for s in sides)),
        tuple(dict.fromkeys(d for s in sides for d in s.doubts)),
    )


def _peer(node: Node, namespace: str, cluster: Cluster) -> Side:
    keys = frozenset(node.entries) if isinstance(node, Mapping) else frozenset[str]()
    given = {k for k in keys if not _null(node.get(k) if isinstance(node, Mapping) else None)}
    if not isinstance(node, Mapping) or not given or keys - {"ipBlock", "podSelector", "namespaceSelector"}:
        return unreadable("a peer that cannot be read")
    if "ipBlock" in given:
        return _block(node.get("ipBlock"), cluster) if len(given) == 1 else unreadable("ipBlock beside a selector")
    pods = read_selector(node.get("podSelector"))
    if "namespaceSelector" in given:
        return Side(cluster.across(read_selector(node.get("namespaceSelector")), pods))
    return Side(cluster.within(namespace, pods))


def _null(node: Node | None) -> bool:
    return node is None or (isinstance(node, Scalar) and node.value is None)


def unreadable(why: str) -> Side:
    """Return a side that may be anybody."""
    return Side(blocks=(NOWHERE, ANY), doubts=((AtomKind.UNREADABLE, why),))


def _block(node: Node | None, cluster: Cluster) -> Side:
    """Return a block without its exceptions. Whether a pod's address inside counts depends on the network plugin."""
    if not isinstance(node, Mapping) or set(node.entries) - {"cidr", "except"}:
        return unreadable("ipBlock that cannot be read")
    try:
        whole = AddressSet.parse(_cidr(text(node.get("cidr"))))
        without = AddressSet.union(AddressSet.parse(_cidr(written)) for written in _listed(node.get("except")))
    except ValueError:
        return unreadable("ipBlock that cannot be read")
    over = whole - without
    pods = (ANY - cluster.free) & over
    doubts = ((AtomKind.DYNAMIC, "pods inside an ipBlock: network plugins differ"),) if pods else ()
    return Side(blocks=(over - pods, over), doubts=doubts)


def _cidr(written: str) -> str:
    if "/" not in written:
        raise ValueError(f"not a CIDR block: {written!r}")
    return written


def _listed(node: Node | None) -> Iterator[str]:
    if node is None or _null(node):
        return
    if not isinstance(node, Sequence):
        raise ValueError("not a list")
    yield from (text(item) for item in node.items)
