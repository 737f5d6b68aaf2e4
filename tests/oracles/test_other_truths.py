"""Recorded truths that cannot be compared with what the model says: said with the reason, so that a change in the corpus shows."""

from __future__ import annotations

import json
import re

from tests.oracles.corpus import CORPUS, MANIFEST, Account, needs_corpus, truth
from tests.oracles.corpus_table import FORMATS

pytestmark = needs_corpus
DIFFERENCE = re.compile(r"diff_between_(.*)_and_(.*)\.txt")
FOLDERS = "np-guard-netpol-analyzer/tests"


def pointers() -> Account:
    """The truth says where in Java an expectation stands, not what it is; the files are read in the coverage table."""
    formats = {e["path"]: e["fmt"] for e in json.loads(MANIFEST.read_text(encoding="utf-8"))}
    account = Account()
    for item in truth("batfish/GROUND_TRUTH/java_test_pointers.dev.json")["items"]:
        platform = FORMATS.get(formats.get(item["config"], ""))
        account.incomparable[f"{platform}: only the name of a Java test" if platform else "no parser for the file"] += 1
    return account


def test_pointers_into_unit_tests_of_batfish() -> None:
    account = pointers()
    assert (account.agreed, account.disagreed) == (0, {})
    assert account.incomparable["cisco-asa: only the name of a Java test"] == 26
    assert account.incomparable.total() == 470


def verdicts() -> Account:
    """Regula's verdicts by its own rules: none of those in the corpus is about what a network lets pass."""
    account = Account()
    for item in truth("regula/GROUND_TRUTH/rego_verdicts.dev.json")["items"]:
        network = re.search(r"security_group|network_acl|firewall_rule|nsg|port_\d", item["package"])
        account.incomparable[
            "about network rules" if network else "about keys, logs, accounts, databases or clusters"
        ] += 1
    return account


def differences() -> Account:
    """Differences between the connections of two folders."""
    account = Account()
    for item in truth("np-guard-netpol-analyzer/GROUND_TRUTH/diff.dev.json")["items"]:
        found = DIFFERENCE.search(item["name"])
        assert found is not None
        both = all((CORPUS / FOLDERS / name).is_dir() for name in found.groups())
        account.incomparable["comparable" if both else "a folder of the two is not in the corpus"] += 1
    return account


def test_truths_about_something_else_are_named() -> None:
    assert verdicts().table()["not comparable"] == {"about keys, logs, accounts, databases or clusters": 37}
    assert differences().table()["not comparable"] == {"a folder of the two is not in the corpus": 12}
