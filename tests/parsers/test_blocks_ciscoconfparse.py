"""Our hierarchy of lines is that of ciscoconfparse2, on every IOS file of the corpus."""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from pathlib import Path

import pytest

from zonewarden_parsers.lines import Line, blocks, read_lines

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
MANIFEST = CORPUS / "MANIFEST.dev.json"
TOO_LONG = 1500

pytestmark = pytest.mark.skipif(not MANIFEST.exists(), reason="the corpus is not beside the project")


def _configs() -> list[str]:
    """Return the IOS files without banners: ciscoconfparse2 puts their text under the banner, we take it out."""
    if not MANIFEST.exists():
        return []
    listed = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return [
        f["path"] for f in listed if f["fmt"] == "cisco_ios" and f["lines"] < TOO_LONG and f["source"] != "pybatfish"
    ]


def _parents(lines: Sequence[Line], parent: int | None = None) -> dict[int, int | None]:
    """Return the number of the line that each line stands under."""
    found: dict[int, int | None] = {}
    for block in blocks(lines):
        found[block.line.number] = parent
        found.update(_parents(block.children, block.line.number))
    return found


def test_hierarchy_is_that_of_ciscoconfparse2() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ciscoconfparse2 = pytest.importorskip("ciscoconfparse2")
    compared = 0
    for path in _configs():
        text = (CORPUS / path).read_text(encoding="utf-8", errors="replace")
        if "banner" in text or "\t" in text or "\x0c" in text or "certificate" in text or "macro" in text:
            continue
        lines = [line for line in text.splitlines() if line.strip() and line.strip()[0] not in "!:"]
        ours = _parents(read_lines("\n".join(lines)))
        theirs = ciscoconfparse2.CiscoConfParse(lines, syntax="ios", factory=False)
        expected = {o.linenum + 1: (None if o.parent is o else o.parent.linenum + 1) for o in theirs.objs}
        assert ours == expected, path
        compared += len(lines)
    assert compared > 10_000
