"""By which names declarations speak of rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.analysis.build import rules
from zonewarden.analysis.rule_names import goes_by
from zonewarden_parsers.model import ANY, ANY_SERVICE, Action, Match

RULE = rules((Action.DENY, Match(ANY, ANY, ANY_SERVICE)))[0]


@pytest.mark.parametrize(
    ("own", "name", "found"),
    [
        ("ISOLATE-RA", "ISOLATE-RA", True),
        ("5 ISOLATE-RA", "ISOLATE-RA", True),
        ("5 ISOLATE-RA", "5 ISOLATE-RA", True),
        ("5 ISOLATE-RA", "5", True),
        ("5 Isolate remote access", "Isolate remote access", True),
        ("5 ISOLATE-RA", "ISOLATE", False),
        ("NOT ISOLATE-RA", "ISOLATE-RA", False),
        ("5", "", False),
        ("", "", False),
        ("10", "KILL", True),
    ],
)
def test_goes_by(own: str, name: str, found: bool) -> None:
    assert goes_by(replace(RULE, name=own, remarks=("tags=isolation KILL",)), name) is found
