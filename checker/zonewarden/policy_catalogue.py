"""The catalogue that the shipped policies follow: every id it holds, and what is not covered yet, in whole or in part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from zonewarden.policy import Policy
from zonewarden.policy_set import shipped

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Entry:
    """One policy of the catalogue. `missing` is what one that does not exist would need, `part` what one leaves out."""

    id: str
    tier: int
    title: str
    missing: str = ""
    part: str = ""


def catalogue() -> tuple[Entry, ...]:
    """Return the catalogue, in its order."""
    return read_catalogue(shipped() / "catalogue.yaml")


def read_catalogue(path: Path) -> tuple[Entry, ...]:
    """Return the catalogue that a file holds."""
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), _LOADER)  # noqa: S506 (a safe loader)
    return tuple(Entry(**row) for row in data["policies"])


def not_covered(entries: Iterable[Entry], policies: Sequence[Policy]) -> list[Entry]:
    """Return the entries that no policy has the id of."""
    ids = {p.id for p in policies}
    return [e for e in entries if e.id not in ids]


def in_part(entries: Iterable[Entry], policies: Sequence[Policy]) -> list[Entry]:
    """Return the entries that a policy covers in part."""
    ids = {p.id for p in policies}
    return [e for e in entries if e.id in ids and e.part]
