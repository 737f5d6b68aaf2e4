"""Where the two descendants of m0n0wall differ in what they make of a `config.xml`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zonewarden_parsers.model import AddressSet


@dataclass(frozen=True, slots=True)
class Dialect:
    """One product. `private` is what *Block private networks* drops; `ipv6_switch` whether a missing `ipv6allow` surely drops IPv6."""

    platform: str
    root: str
    private: AddressSet
    ipv6_switch: bool
    default_web: str


_PRIVATE = ("10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")

PFSENSE = Dialect("pfsense", "pfsense", AddressSet.union(map(AddressSet.network, _PRIVATE)), True, "http")
# OPNsense drops 100.64.0.0/10 too. Its releases do not agree on what a missing `ipv6allow` means: it is kept in doubt.
OPNSENSE = Dialect(
    "opnsense", "opnsense", AddressSet.union(map(AddressSet.network, (*_PRIVATE, "100.64.0.0/10"))), False, "https"
)
_ROOT = re.compile(r"<(pfsense|opnsense)\b")
_SCORED = 4096


def score(text: str, dialect: Dialect) -> int:
    """Return 100 where the outermost element is the product's, else 0. Reads the beginning only."""
    found = _ROOT.search(text[:_SCORED])
    return 100 if found is not None and found[1] == dialect.root else 0
