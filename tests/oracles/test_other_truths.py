"""Recorded truths that cannot speak about IOS or ASA lists: said, so that a change in the corpus shows."""

from __future__ import annotations

from tests.oracles.corpus import Account, manifest, needs_corpus, truth

pytestmark = needs_corpus


def test_observed_flows_of_the_labs() -> None:
    """Every observed flow is one of an AWS lab; the labs with IOS devices have no capture in the corpus."""
    account = Account()
    for item in truth("batfish-lab-validation/GROUND_TRUTH/observed_flows.dev.json")["items"]:
        kind = "an AWS lab" if item["lab"].startswith("aws_") else item["lab"]
        account.incomparable[kind] += 1
    assert account.table() == {"agreed": 0, "disagreed": {}, "not comparable": {"an AWS lab": 1093}}


def test_pointers_into_unit_tests_of_batfish() -> None:
    """The truth says where in Java an expectation stands, not what it is; the files themselves are read in the coverage test."""
    formats = dict(manifest())
    account = Account()
    for item in truth("batfish/GROUND_TRUTH/java_test_pointers.dev.json")["items"]:
        ours = formats.get(item["config"])
        account.incomparable[f"{ours}: only the name of a Java test" if ours else "a format without a parser yet"] += 1
    assert account.table() == {
        "agreed": 0,
        "disagreed": {},
        "not comparable": {
            "cisco_asa: only the name of a Java test": 26,
            "cisco_ios: only the name of a Java test": 37,
            "a format without a parser yet": 407,
        },
    }
