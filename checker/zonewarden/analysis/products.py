"""Which hosts and devices a document speaks of: by vendor, product and version, as far as all three can be compared.

Names are compared without case, spaces and signs. A vendor is the same where one name begins with the other (`Siemens`, `Siemens AG`);
a product only where its name is the same. Nothing is guessed from likeness: a match that is missed here is told in the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from zonewarden.site.exports.statements import Name, Product
from zonewarden.site.exports.versions import includes
from zonewarden.site.model import Site
from zonewarden_parsers.model import Device
from zonewarden_parsers.strict_yaml.nodes import text, texts

_WORD = re.compile(r"[a-z0-9]+")
_VERSION = re.compile(r"v?\d", re.IGNORECASE)
_SYSTEMS = {
    "cisco-asa": ("cisco", {"adaptivesecurityappliancesoftware", "adaptivesecurityapplianceasasoftware", "asasoftware", "adaptivesecurityappliance"}),
    "cisco-nxos": ("cisco", {"nxos", "nxossoftware"}),
    "fortinet-fortios": ("fortinet", {"fortios"}),
    "juniper-junos": ("juniper", {"junos", "junosos"}),
}  # fmt: skip
"""The systems whose configurations state the version that runs, by platform: vendor, and names of the product."""


@dataclass(frozen=True, slots=True)
class Owned:
    """Something of the site that documents may speak of: an asset's hardware with its firmware, its system, a program.

    `words` are its name, with or without the vendor; `rest` of a program's name is its version.
    """

    asset: str
    vendor: str
    name: str
    version: str
    written: str = ""


def owned(site: Site) -> list[Owned]:
    """Return everything of the inventory that has a name: hardware, operating systems, programs."""
    out: list[Owned] = []
    for entry in site.registers.get("asset_records", ()):
        vendor = text(entry.node.get("manufacturer"))
        model = text(entry.node.get("model"))
        if vendor and model:
            out.append(Owned(entry.id, vendor, model, text(entry.node.get("firmware"))))
        for written in (*texts(entry.node.get("software")), text(entry.node.get("os"))):
            if written:
                out.append(Owned(entry.id, vendor, "", "", written))
    return out


class Inventory:
    """Everything of a site that has a name, found by what documents may call it: a feed has many times more products."""

    def __init__(self, things: Iterable[Owned]) -> None:
        self._by_name: dict[str, list[Owned]] = {}
        for thing in things:
            for name in _names(thing):
                self._by_name.setdefault(name, []).append(thing)

    def spoken_of(self, product: Product) -> dict[str, bool | None]:
        """Return the assets that a document's product is, or may be as far as its version can be told (None)."""
        out: dict[str, bool | None] = {}
        for key in {_joined(_without(name.product, name.vendor)) for name in product.names}:
            for thing in self._by_name.get(key, ()):
                found = spoken_of(product, thing)
                if found or (found is None and thing.asset not in out):
                    out[thing.asset] = found
        return out


def _names(thing: Owned) -> set[str]:
    """Return every name that a product may have and be this: with its first words, which may be a vendor's, or without."""
    words = (thing.written or thing.name).split()
    ends = range(1, len(words) + 1) if thing.written else [len(words)]
    starts = range(len(words)) if thing.written else [0, 1]
    return {_joined(" ".join(words[start:end])) for start in starts for end in ends if start < end} - {""}


def spoken_of(product: Product, thing: Owned) -> bool | None:
    """Return whether a document's product is this one in this version; None where only the version cannot be told."""
    found = {_same(name, thing) for name in product.names}
    return True if True in found else None if None in found else False


def runs(product: Product, device: Device) -> bool | None:
    """Return whether a document's product is the system that a configuration is of, in its version."""
    vendor, systems = _SYSTEMS.get(device.platform, ("", set[str]()))
    told = {
        includes(name.versions, device.version)
        for name in product.names
        if vendor and _vendors(name.vendor, vendor) and _joined(_without(name.product, vendor)) in systems
    }
    return True if True in told else None if None in told else False


def _same(name: Name, thing: Owned) -> bool | None:
    if thing.written:
        version = _version_of(name, thing)
        return False if version is None else includes(name.versions, version)
    if not _vendors(name.vendor, thing.vendor):
        return False
    if _joined(_without(name.product, name.vendor)) != _joined(_without(thing.name, name.vendor)):
        return False
    return includes(name.versions, thing.version)


def _version_of(name: Name, thing: Owned) -> str | None:
    """Return what a program's name has behind the product's, None where it is another product's.

    The vendor stands in front of it, or is the host's own.
    """
    words, vendor = thing.written.split(), set(_words(name.vendor))
    if _vendors(name.vendor, words[0]):
        while words and set(_words(words[0])) <= vendor:
            words.pop(0)
    elif not _vendors(name.vendor, thing.vendor):
        return None
    product = _joined(_without(name.product, name.vendor))
    for end in range(1, len(words) + 1):
        if _joined(" ".join(words[:end])) == product:
            rest = words[end:]
            return " ".join(rest) if not rest or _VERSION.match(rest[0]) else None
    return None


def _vendors(one: str, other: str) -> bool:
    a, b = _words(one), _words(other)
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    return long[: len(short)] == short or "".join(a) == "".join(b)


def _without(name: str, vendor: str) -> str:
    """Return a product's name without its vendor's in front."""
    words, first = name.split(), _words(vendor)[:1]
    return " ".join(words[1:]) if len(words) > 1 and first and _words(words[0]) == first else name


@lru_cache(maxsize=16384)
def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(name.casefold()))


def _joined(name: str) -> str:
    return "".join(_words(name))
