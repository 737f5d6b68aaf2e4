"""Fingerprints: the same violation keeps its own when lines move or objects are renamed; a wider rule changes it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from zonewarden_parsers.model.region import Region


def fingerprint(policy_id: str, subject: str, key: str, residual: Mapping[int, Region]) -> str:
    """Return 32 hex digits over policy, subject, key and the normal form of the residual packets (`PacketSet.regions`).

    The normal form follows from the set of packets, not from how rules cut it into products.
    """
    packets = (f"{version} {residual[version]}" for version in sorted(residual))
    text = "\n".join((policy_id, subject, key, *packets))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
