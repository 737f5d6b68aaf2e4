"""Fingerprints: the same violation keeps its own when lines move or objects are renamed; a wider rule changes it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from zonewarden_parsers.model import Product, ServiceSet
from zonewarden_parsers.model.region import Region, combine


def fingerprint(policy_id: str, subject: str, key: str, packets: Sequence[Product]) -> str:
    """Return 32 hex digits over policy, subject, key and the canonical form of the residual packets."""
    text = "\n".join((policy_id, subject, key, *canonical(packets)))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def canonical(packets: Sequence[Product]) -> Iterable[str]:
    """Return the residual as text that depends only on the set of packets, not on how rules cut it into products.

    The normal form is a region: sources cut where the answer changes, for each the destinations, for each the services.
    """
    for version in (4, 6):
        parts = [_region(p) for p in packets if p.version == version]
        while len(parts) > 1:
            parts = [_union(a, b) for a, b in zip_longest(parts[::2], parts[1::2], fillvalue=())]
        if parts:
            yield f"{version} {parts[0]}"


def _region(product: Product) -> Region:
    inner = tuple((low, high, product.services.slabs) for low, high in product.destinations.spans)
    return tuple((low, high, inner) for low, high in product.sources.spans)


def _union(a: Region, b: Region) -> Region:
    return combine(a, b, lambda p, q: combine(p, q, _services))


def _services(a: Region, b: Region) -> Region:
    return (ServiceSet(a) | ServiceSet(b)).slabs
