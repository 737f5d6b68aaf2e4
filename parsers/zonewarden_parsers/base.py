"""The parser protocol: text in, devices out, never an exception for bad text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from zonewarden_parsers.model import Coverage, Device, Diagnostic


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one configuration file gives: its devices (several for contexts), its diagnostics, its coverage ledger.

    `coverage` counts every line of the file once, whatever device it belongs to.
    """

    path: str
    platform: str
    devices: tuple[Device, ...]
    diagnostics: tuple[Diagnostic, ...]
    coverage: Coverage


class Parser(Protocol):
    """A parser is a module with these names."""

    PLATFORM: str
    """The platform's name, e.g. `cisco-asa`; what `--platform` takes."""

    TITLE: str
    """The platform's name for people."""

    CONSTRUCTS: tuple[tuple[str, str, str], ...]
    """What becomes of each construct: its name, `exact`, `atom`, `unknown` or `irrelevant`, and a note (docs/platforms.md)."""

    def score(self, text: str) -> int:
        """Return how sure the parser is that `text` is its format: 0 not at all, 100 certain. Reads a bounded part."""
        ...

    def parse(self, text: str, path: str) -> Parsed:
        """Parse a whole file. Whatever `text` holds, it returns: what it cannot read is a diagnostic and a line state."""
        ...
