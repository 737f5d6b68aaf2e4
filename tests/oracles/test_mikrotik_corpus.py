"""The RouterOS scripts of the corpus: recognised, read, surveyed; the lines that only a running router decides are named."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache

import pytest

from tests.oracles.corpus import MANIFEST, needs_corpus, text_of
from zonewarden.analysis.survey import survey
from zonewarden.site.bare import bare_site
from zonewarden_parsers import registry
from zonewarden_parsers.model import Severity

pytestmark = needs_corpus
DECIDED_LATER = {"floeff-routeros/03-base.rsc": (38, 39, 40, 41, 50, 51, 52, 53, 109, 110)}
"""Statements (`:if` on the model of the router) that create bridges and limit services."""


@cache
def files() -> list[str]:
    if not MANIFEST.exists():
        return []
    return [e["path"] for e in json.loads(MANIFEST.read_text(encoding="utf-8")) if e["fmt"] == "mikrotik_rsc"]


@pytest.mark.parametrize("path", files() or [""])
def test_every_file_is_read(path: str) -> None:
    text = text_of(path)
    assert registry.detect(text) == "mikrotik-routeros"
    parsed = registry.parse(text, path, "mikrotik-routeros")
    assert parsed.coverage.unknown == DECIDED_LATER.get(path, ())
    assert not [d for d in parsed.diagnostics if d.severity is Severity.ERROR]
    assert len([*survey(bare_site(), parsed.devices, datetime(2026, 1, 1, tzinfo=UTC)).devices]) == 1
