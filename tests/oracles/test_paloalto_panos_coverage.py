"""Every PAN-OS file of the corpus: parsed without error, surveyed, and how much of it is understood."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.oracles.corpus import needs_corpus
from tests.oracles.panos import FORMATS, files, parsed, read
from zonewarden.analysis.survey import survey
from zonewarden.site.bare import bare_site
from zonewarden_parsers import paloalto_panos
from zonewarden_parsers.model import LineState
from zonewarden_parsers.registry import detect

pytestmark = needs_corpus
NOW = datetime(2026, 1, 1, tzinfo=UTC)
TWO_DOCUMENTS = ("PaloAltoFWTest.testAddrObj.stdout.ref", "PaloAltoFWTest.testSkipEstablished.stdout.ref")
"""Two XML documents in one file, one behind the other: the second is no part of the first."""
TEMPLATES = "iron-skillet/templates/"
"""Jinja templates: their placeholders and conditions are no PAN-OS."""
NOT_PANOS = "job/palo_alto/nested-config"
"""A made-up hierarchy for a test of another tool's line joining: applications inside `deviceconfig`."""


@pytest.mark.parametrize("path", [p for fmt in FORMATS for p in files(fmt)])
def test_every_line_is_understood(path: str) -> None:
    coverage = parsed(path).coverage
    if path.endswith(TWO_DOCUMENTS):
        assert 0.3 < coverage.share < 0.5
    elif path.startswith(TEMPLATES):
        assert coverage.share > 0.88
    elif path.endswith(NOT_PANOS):
        assert len(coverage.unknown) == 1
    else:
        assert coverage.unknown == ()


@pytest.mark.parametrize("fmt", FORMATS)
def test_share_of_all_lines(fmt: str) -> None:
    ledgers = [parsed(p).coverage for p in files(fmt)]
    unknown = sum(len(c.unknown) for c in ledgers)
    counted = sum(len(c.states) - c.count(LineState.BLANK) for c in ledgers)
    assert unknown / counted < {"panos_xml": 0.005, "panos_set": 0.002, "panos_brace": 0.003}[fmt]


@pytest.mark.parametrize("fmt", FORMATS)
def test_files_are_told_apart(fmt: str) -> None:
    """Only a bare first line of an interactive session is too little to tell."""
    unclear = {"paloalto_banner_one_line_space_sent.txt"}
    missed = {p.rsplit("/", 1)[-1] for p in files(fmt) if detect(read(p)) != paloalto_panos.PLATFORM}
    assert missed <= unclear


@pytest.mark.parametrize("fmt", FORMATS)
def test_every_file_is_analysed(fmt: str) -> None:
    for path in files(fmt):
        if "fw1_10k" in path:
            continue
        found = parsed(path)
        (*surveyed,) = survey(bare_site(), found.devices, NOW).devices
        assert len(surveyed) == len(found.devices)
