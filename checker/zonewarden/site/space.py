"""Which addresses belong to no zone, to `unassociated` and to `internet` (IANA special-purpose address registries)."""

from __future__ import annotations

from zonewarden_parsers.model import ANY, AddressSet

# Never forwarded by a router (RFC 6890, RFC 5771, RFC 4291).
NEVER = AddressSet.union(
    AddressSet.network(block)
    for block in (
        "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/24", "240.0.0.0/4",
        "::/128", "::1/128", "fe80::/10", "ff01::/16", "ff02::/16",
    )
)  # fmt: skip
# Private, shared, benchmark and multicast space: inside somebody's network, never out on the Internet.
INSIDE = (
    AddressSet.union(
        AddressSet.network(block)
        for block in (
            "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "198.18.0.0/15", "224.0.0.0/4",
            "fc00::/7", "ff00::/8",
        )
    )
    - NEVER
)  # fmt: skip
OUTSIDE = ANY - NEVER - INSIDE
EVERYTHING = frozenset({"0.0.0.0/0", "::/0"})
