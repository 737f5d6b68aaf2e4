"""Every Cisco IOS and ASA file of the corpus: parsed, classified, surveyed without declarations; and how much is understood."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.oracles.corpus import manifest, needs_corpus, parsed
from tests.oracles.coverage_table import Row, row, share
from zonewarden.analysis.first_match import Status
from zonewarden.analysis.survey import survey
from zonewarden.site.bare import bare_site
from zonewarden_parsers.model import Severity

pytestmark = needs_corpus
NOW = datetime(2026, 1, 1, tzinfo=UTC)
FAMILIES = sorted({(fmt, path.split("/")[0]) for path, fmt in manifest()})


@pytest.mark.parametrize(("fmt", "source"), FAMILIES or [("", "")])
def test_every_file_is_analysed(fmt: str, source: str) -> None:
    """No crash, no list too hard to classify, no error that would leave a file out."""
    for path, _ in (f for f in manifest() if f[1] == fmt and f[0].startswith(f"{source}/")):
        found = parsed(path, fmt)
        assert not [d for d in found.diagnostics if d.severity is Severity.ERROR], path
        (*surveyed,) = survey(bare_site(), found.devices, NOW).devices
        assert len(surveyed) == len(found.devices)
        for device in surveyed:
            for rules in device.device.rule_lists:
                for rule, verdict in zip(rules.rules, device.verdicts[rules.name], strict=True):
                    unread = rule.action.value == "unknown"
                    assert unread or verdict.status is not Status.UNDECIDED, (path, rule.text)


def rows(fmt: str) -> list[Row]:
    return [row(p, f) for p, f in manifest() if f == fmt]


OTHER_FORMATS = (
    "hier-config/", "ntc-templates/", "netspoc/_snippets/cisco_asa/0357_", "netspoc/_snippets/cisco_asa/0360_",
    "netspoc/_snippets/cisco_asa/0969_", "netspoc/_snippets/cisco_asa/0972_", "fwrule-mcp/", "batfish/tests/parsing-tests/",
)  # fmt: skip
"""Files that hold other systems' configurations (EOS, IOS-XR, Comware), show output, fragments, or syntax that IOS rejects."""


@pytest.mark.parametrize(("fmt", "least", "least_real"), [("cisco_ios", 0.997, 0.9995), ("cisco_asa", 0.997, 0.9995)])
def test_share_of_understood_lines(fmt: str, least: float, least_real: float) -> None:
    found = rows(fmt)
    assert share(found) > least
    assert share(r for r in found if not r.path.startswith(OTHER_FORMATS)) > least_real
