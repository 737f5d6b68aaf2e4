"""Every pfSense and OPNsense file of the corpus: recognised, read, surveyed without declarations, how much is understood."""

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
FORMATS = {"pfsense_xml": "pfsense", "opnsense_xml": "opnsense"}
FLOORS = {"cipgram-ot/fwconfigs/manufacturing_insecure.xml": 0.98}
"""Files below 100 %: rules with an element (`dstport`) that neither product knows."""


@cache
def files() -> list[tuple[str, str]]:
    if not MANIFEST.exists():
        return []
    listed = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return [(e["path"], FORMATS[e["fmt"]]) for e in listed if e["fmt"] in FORMATS]


@pytest.mark.parametrize(("path", "platform"), files() or [("", "")])
def test_every_file_is_read(path: str, platform: str) -> None:
    text = text_of(path)
    assert registry.detect(text) == platform
    parsed = registry.parse(text, path, platform)
    assert not [d for d in parsed.diagnostics if d.severity is Severity.ERROR]
    assert parsed.coverage.share >= FLOORS.get(path, 1.0)
    (device,) = parsed.devices
    (*surveyed,) = survey(bare_site(), parsed.devices, datetime(2026, 1, 1, tzinfo=UTC)).devices
    assert len(surveyed) == 1
    written = text.count("<rule>") - text.count("<local-port>") - text.count("ip</network>")
    assert sum(not r.text.startswith("built in") for r in device.rule_lists[0].rules) == written
