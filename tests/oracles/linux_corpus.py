"""Files of the corpus in Linux formats, and how much of each is understood."""

from __future__ import annotations

import json
from collections.abc import Collection

from tests.oracles.corpus import MANIFEST, text_of
from tests.oracles.coverage_table import Row
from zonewarden_parsers.base import Parser
from zonewarden_parsers.model import LineState


def files(formats: Collection[str]) -> list[str]:
    """Return the paths of the corpus files in these formats, nothing where the corpus is absent."""
    if not MANIFEST.exists():
        return []
    return [f["path"] for f in json.loads(MANIFEST.read_text(encoding="utf-8")) if f["fmt"] in formats]


def row(path: str, parser: Parser) -> Row:
    """Return how much of a file a parser understands."""
    ledger = parser.parse(text_of(path), path).coverage
    return Row(
        path, parser.PLATFORM, ledger.count(LineState.MODELLED), ledger.count(LineState.IRRELEVANT), ledger.unknown
    )
