"""The OT service catalogue that ships with the product, and rows laid over it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import cast

from zonewarden.site.model import Service
from zonewarden.site.ports import parse_ports
from zonewarden_parsers.model import ServiceSet
from zonewarden_parsers.strict_yaml.nodes import Mapping, mappings, plain, text
from zonewarden_parsers.strict_yaml.reader import read_yaml

FILE = "ot-services.yaml"
Row = dict[str, object]


@lru_cache(maxsize=1)
def catalogue_rows() -> dict[str, Row]:
    """Return the built-in rows by id, with the field names of `data/ot-services.yaml`."""
    source = (resources.files("zonewarden") / "data" / FILE).read_text(encoding="utf-8")
    root = read_yaml(source, FILE)
    rows = mappings(root.get("services")) if isinstance(root, Mapping) else ()
    return {text(row.get("id")): {key: plain(entry.value) for key, entry in row.entries.items()} for row in rows}


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Service]:
    """Return the built-in services by id."""
    return {name: service(row) for name, row in catalogue_rows().items()}


def service(row: Row) -> Service:
    """Return the service of a row; raises ValueError where a port of it is not in the `ports` notation."""
    ports = _texts(row, "ports")
    return Service(
        id=_text(row, "id"),
        name=_text(row, "name"),
        services=ServiceSet.union(parse_ports(entry) for entry in ports),
        needed=_needed(ports),
        roles=_texts(row, "roles"),
        writes=row.get("writes") is True,
        auth=_text(row, "auth"),
        encryption=_text(row, "encryption"),
        unauthenticated_control=_text(row, "unauthenticated_control") or "none",
        classes=_texts(row, "classes"),
        encrypted_alternative=_text(row, "encrypted_alternative"),
        ports=ports,
    )


def _needed(ports: Sequence[str]) -> ServiceSet:
    """Return the ports without the second of two that differ only in TCP or UDP: one transport is enough."""
    first: dict[str, str] = {}
    for entry in ports:
        protocol, _, numbers = entry.partition("/")
        first.setdefault(numbers if protocol in {"tcp", "udp"} else entry, entry)
    return ServiceSet.union(parse_ports(entry) for entry in first.values())


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _texts(row: Row, name: str) -> tuple[str, ...]:
    value = row.get(name)
    listed = cast("list[object]", value) if isinstance(value, list) else []
    return tuple(item for item in listed if isinstance(item, str))
