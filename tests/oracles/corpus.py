"""The corpus of real configurations beside the project, what others recorded about it, and the account of how we compare."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from zonewarden_parsers import cisco_asa, cisco_ios
from zonewarden_parsers.base import Parsed, Parser

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
MANIFEST = CORPUS / "MANIFEST.dev.json"
PARSERS: dict[str, Parser] = {"cisco_ios": cisco_ios, "cisco_asa": cisco_asa}

needs_corpus = pytest.mark.skipif(not MANIFEST.exists(), reason="the corpus is not beside the project")


@cache
def truth(path: str) -> Any:
    """Return a recorded truth, a path under the corpus."""
    return json.loads((CORPUS / path).read_text(encoding="utf-8"))


@cache
def manifest() -> tuple[tuple[str, str], ...]:
    """Return (path, format) of every Cisco IOS and ASA file of the corpus, nothing where it is absent."""
    if not MANIFEST.exists():
        return ()
    return tuple((f["path"], f["fmt"]) for f in json.loads(MANIFEST.read_text(encoding="utf-8")) if f["fmt"] in PARSERS)


def text_of(path: str) -> str:
    """Return a file of the corpus as text."""
    return (CORPUS / path).read_text(encoding="utf-8", errors="replace")


def parsed(path: str, fmt: str = "cisco_ios") -> Parsed:
    """Return a file of the corpus, read."""
    return PARSERS[fmt].parse(text_of(path), path)


@dataclass(slots=True)
class Account:
    """How a recorded truth compares with our answers. Every item counts once; reasons are sentences."""

    agreed: int = 0
    disagreed: Counter[str] = field(default_factory=Counter)
    incomparable: Counter[str] = field(default_factory=Counter)

    def table(self) -> dict[str, int | dict[str, int]]:
        """Return the account as plain data, for a test to hold it."""
        return {"agreed": self.agreed, "disagreed": dict(self.disagreed), "not comparable": dict(self.incomparable)}
