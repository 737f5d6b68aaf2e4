"""Interfaces inferred from rules: literal names, wildcards, and stand-ins for the rest."""

from __future__ import annotations

from zonewarden_parsers.linux_interfaces import InterfaceNames

NAMES = InterfaceNames.of(["eth0", "eth1", "lo"], ["eth", "eth1.", ""])


def test_a_wildcard_holds_its_names_and_its_stand_ins() -> None:
    assert NAMES.starting("eth") == {
        "eth0", "eth1", "eth+", "eth+ (another)", "eth1.+", "eth1.+ (another)",
    }  # fmt: skip
    assert NAMES.starting("eth1.") == {"eth1.+", "eth1.+ (another)"}
    assert NAMES.starting("") == NAMES.everything()


def test_a_negation_keeps_what_no_rule_names() -> None:
    assert NAMES.other_than(NAMES.starting("eth")) == {"lo", "+", "+ (another)"}
    assert NAMES.other_than(frozenset({"eth0"})) == NAMES.everything() - {"eth0"}


def test_names_that_only_mean_the_machine_itself_distinguish_nothing() -> None:
    assert not InterfaceNames.of(["lo"], [""])
    assert InterfaceNames.of(["lo", "eth0"], [])
    assert InterfaceNames.of([], ["tun"])
