"""Rego that the embedded engine and OPA take alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zonewarden.policy_set import shipped

MODULES = sorted(path for path in shipped().rglob("*.rego") if not path.name.endswith("_test.rego"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_part_of_the_input_is_negated_inside_every(module: Path) -> None:
    """The embedded engine takes `not input.x[y]` for undefined there, where OPA takes it for true; a rule of its own works in both."""
    assert not re.search(r"\bevery [^{]*\{[^}]*\bnot input\b", module.read_text(encoding="utf-8"))
