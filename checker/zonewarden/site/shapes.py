"""The shapes that declared values may have: one description for validation, JSON Schema and documentation."""

from __future__ import annotations

import ipaddress
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from zonewarden.site.ports import parse_ports

ID_PATTERN = r"^[A-Za-z][A-Za-z0-9._-]{0,62}$"
TIMESTAMP_PATTERN = r"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$"
DATE_PATTERN = r"^\d{4}-\d{2}-\d{2}$"

UNITS = {
    "_per_hour": "money per hour", "_h_per_year": "hours per year", "_per_s": "per second", "_h": "hours", "_min": "minutes",
    "_days": "days", "_pct": "percent", "_mbps": "Mbit/s", "_ms_max": "milliseconds", "_ms": "milliseconds", "_s": "seconds",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """A syntax that a text must have. `wrong` gives what is wrong with a text, empty where nothing is.

    `literal` tells the texts that stand for themselves from those that name an object.
    """

    name: str
    title: str
    wrong: Callable[[str], str]
    pattern: str = ""
    literal: Callable[[str], bool] = lambda _: False


@dataclass(frozen=True, slots=True)
class Text:
    """A text; one of `choices` where given, of a `form` where given, naming an object of the kinds in `refers`.

    Where `synonyms` of the choices are given, be it none, the choices are only the words that policies know.
    """

    form: Form | None = None
    choices: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    nullable: bool = False
    synonyms: tuple[tuple[str, str], ...] | None = None

    @property
    def closed(self) -> tuple[str, ...]:
        """The only words that it may be; none where it may be any."""
        return self.choices if self.synonyms is None else ()

    def meaning(self, written: str) -> str:
        """Return the known word that a written one stands for, else what is written."""
        if self.synonyms is None:
            return written
        word = written.strip().lower().replace("-", "_").replace(" ", "_")
        return word if word in self.choices else dict(self.synonyms).get(word, written)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or a whole number, within limits that are both included."""

    whole: bool = False
    low: float | None = 0
    high: float | None = None
    choices: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of one shape with at least `low` and at most `high` items."""

    item: Shape
    low: int = 0
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record. The unit of a number is the end of its name (SITE-SCHEMAS section 0)."""

    name: str
    shape: Shape
    doc: str = ""
    required: bool = False
    default: float | str | bool | None = None

    @property
    def unit(self) -> str:
        """The unit that the name ends in, or nothing."""
        return next((unit for suffix, unit in UNITS.items() if self.name.endswith(suffix)), "")


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys; `x-...` keys may hold anything."""

    fields: tuple[Field, ...]
    names: dict[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", {f.name: f for f in self.fields})


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping from free or given keys to one shape."""

    value: Shape
    key: Text = Text()


@dataclass(frozen=True, slots=True)
class Either:
    """One of several shapes that differ in kind: text, number, flag, list or mapping."""

    options: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Free:
    """Anything."""


Shape = Text | Number | Flag | Items | Record | Table | Either | Free


def is_network(text: str) -> bool:
    """Return whether an endpoint's text is meant as an address or CIDR block, not as an id."""
    return text[:1].isdigit() or ":" in text or "/" in text


def moment(text: str) -> datetime | None:
    """Return an RFC 3339 timestamp with offset, or None for other text."""
    if not re.match(TIMESTAMP_PATTERN, text):
        return None
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError:
        return None


def day(text: str) -> date | None:
    """Return a date written YYYY-MM-DD, or None for other text."""
    try:
        return date.fromisoformat(text) if re.match(DATE_PATTERN, text) else None
    except ValueError:
        return None


def _wrong_id(text: str) -> str:
    return (
        "" if re.match(ID_PATTERN, text) and "\n" not in text else "an id is a letter and up to 62 of A-Z a-z 0-9 . _ -"
    )


def _wrong_timestamp(text: str) -> str:
    return "" if moment(text) else 'write a timestamp with offset, e.g. "2026-05-14T08:00:00+02:00"'


def _wrong_date(text: str) -> str:
    return "" if day(text) else 'write a date as "YYYY-MM-DD"'


def _wrong_moment(text: str) -> str:
    return "" if day(text) or moment(text) else 'write a date "YYYY-MM-DD" or a timestamp "2026-05-14T08:00:00+02:00"'


def _wrong_network(text: str) -> str:
    try:
        network = ipaddress.ip_interface(text).network
    except ValueError:
        return "not an address or CIDR block"
    address = str(network.network_address)
    canonical = {str(network), address} if network.num_addresses == 1 else {str(network)}
    return "" if text in canonical else f"not in canonical form; write {network}"


def _wrong_address(text: str) -> str:
    try:
        address = str(ipaddress.ip_address(text))
    except ValueError:
        return "not an IP address"
    return "" if text == address else f"not in canonical form; write {address}"


def _wrong_endpoint(text: str) -> str:
    return _wrong_network(text) if is_network(text) else _wrong_id(text)


def _wrong_target(text: str) -> str:
    return "" if text == ANYTHING else _wrong_endpoint(text)


def _wrong_ports(text: str) -> str:
    try:
        parse_ports(text)
    except ValueError as error:
        return str(error)
    return ""


def _wrong_pattern(text: str) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            groups = re.compile(text).groupindex
    except (re.error, RecursionError, OverflowError) as error:
        return f"not a regular expression: {error}"
    return "" if {"key", "value"} <= set(groups) else "the expression needs the groups (?P<key>...) and (?P<value>...)"


ID = Form("id", "id", _wrong_id, ID_PATTERN)
TIMESTAMP = Form("timestamp", "RFC 3339 timestamp with offset, quoted", _wrong_timestamp, TIMESTAMP_PATTERN)
DATE = Form("date", 'date "YYYY-MM-DD", quoted', _wrong_date, DATE_PATTERN)
MOMENT = Form("moment", "date or RFC 3339 timestamp, quoted", _wrong_moment, rf"{DATE_PATTERN}|{TIMESTAMP_PATTERN}")
UNTIL = Form(
    "moment",
    "last day or end as RFC 3339 timestamp, quoted",
    _wrong_moment,
    rf"{DATE_PATTERN}|{TIMESTAMP_PATTERN}",
)
"""A moment that something lasts to: a date counts to its end, where `MOMENT` is the day's beginning."""
NETWORK = Form("network", "address or CIDR block", _wrong_network)
ADDRESS = Form("address", "IP address", _wrong_address)
ANYTHING = "any"
"""What a wish for everything is written as, where a policy and not the syntax says that it is too much."""
ENDPOINT = Form("endpoint", "asset id, address or CIDR block", _wrong_endpoint, literal=is_network)
TARGET = Form(
    "target",
    "asset id, zone id, address, CIDR block or any",
    _wrong_target,
    literal=lambda text: text == ANYTHING or is_network(text),
)
SERVICE_OR_ANY = Form(
    "service-or-any", "service id or any", _wrong_id, ID_PATTERN, literal=lambda text: text == ANYTHING
)
PORTS = Form("ports", "tcp/502, udp/1000-1003, ip/47, eth/0x88B8 or icmp/8", _wrong_ports)
PATTERN = Form("pattern", "regular expression with the groups key and value", _wrong_pattern)
