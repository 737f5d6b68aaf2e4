"""What published documents say of products and vulnerabilities, whatever their format."""

from __future__ import annotations

from dataclasses import dataclass

from zonewarden_parsers.model import Location

EXPLOITABLE, NOT_AFFECTED, RESOLVED, IN_TRIAGE = "exploitable", "not_affected", "resolved", "in_triage"
"""States of CycloneDX; CSAF's are brought to them."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a product: its vendor, its own name, and a version or range of versions as written (empty: every version)."""

    vendor: str
    product: str
    versions: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """A product as a document tells it: the words for people, and every name that a machine can compare."""

    title: str
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What a document says of one vulnerability in one product.

    `justification` is in the words of CycloneDX, empty where none is given. `explained`: it is given, if only in prose.
    """

    document: str
    issuer: str
    cve: str
    status: str
    product: Product
    place: Location
    justification: str = ""
    explained: bool = False


@dataclass(frozen=True, slots=True)
class Publication:
    """One document: an advisory, a list of statements, a catalogue. Times are RFC 3339, empty where they are not given."""

    id: str
    title: str
    released: str
    first_released: str
    place: Location
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownExploited:
    """An entry of the catalogue of known exploited vulnerabilities."""

    cve: str
    vendor: str
    product: str
    added: str
    place: Location
