"""docs/platforms.md is what the tables beside the parsers say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import zonewarden
from zonewarden.platform_docs import STATES, markdown
from zonewarden_parsers.registry import PARSERS

DOCUMENT = Path(__file__).parents[1] / "docs" / "platforms.md"


def test_the_document_is_up_to_date(update_golden: bool) -> None:
    if update_golden:
        DOCUMENT.write_text(markdown(PARSERS), encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == markdown(PARSERS)


@pytest.mark.parametrize("name", sorted(PARSERS))
def test_every_construct_has_a_state(name: str) -> None:
    constructs = PARSERS[name].CONSTRUCTS
    assert len(constructs) >= 4
    assert {state for _, state, _ in constructs} <= set(STATES)
    assert len({construct for construct, _, _ in constructs}) == len(constructs)


def test_the_command_lists_every_platform() -> None:
    listed = json.loads(zonewarden("platforms", "--format", "json").out)
    assert [p["platform"] for p in listed["platforms"]] == sorted(PARSERS)
    assert zonewarden("platforms").code == 0
