"""What a policy reads, told from its text: never too little."""

from __future__ import annotations

import pytest

from zonewarden.policy_reads import collections_read

LIB = 'package z.lib.names\n\nzone(id) := input.zones[id].kind\n\ndevice(id) := object.get(input, "devices", {})[id]\n'


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ("a := input.flows", {"flows"}),
        ("# input.flows\na := 1", set()),
        ('a := "# input.rules"\nb := input.flows', {"flows"}),
        ('a := "#"; b := input.flows', {"flows"}),
        ('a := "\\"#"; b := input.flows', {"flows"}),
        ("a := `#`; b := input.flows", {"flows"}),
        ("import data.z.lib.names\na := names.zone(input.x)", {"zones", "devices", "x"}),
        ("import data.z.lib\na := lib.names.zone(1)", {"zones", "devices"}),
        ("a := data.z.lib.names.zone(1)", {"zones", "devices"}),
        ('a := data["z"].lib', {"zones", "devices"}),
        ("import input.flows\na := flows", {"flows"}),
        ("a := input[name]", None),
        ('a := input["flows"]', None),
        ("a := input", None),
        ("some name\nx := object.get(input, name, 1)", None),
    ],
)
def test_collections(body: str, read: set[str] | None) -> None:
    assert collections_read({"a": f"package z.a\n\n{body}\n", "lib": LIB}, ["z.a"]) == read
