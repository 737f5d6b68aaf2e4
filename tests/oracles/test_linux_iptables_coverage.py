"""Every iptables file of the corpus: recognised, parsed, and understood line by line."""

from __future__ import annotations

from tests.oracles.corpus import needs_corpus, text_of
from tests.oracles.coverage_table import share
from tests.oracles.linux_corpus import files, row
from zonewarden_parsers import linux_iptables
from zonewarden_parsers.registry import detect

pytestmark = needs_corpus
FORMATS = {"iptables_save", "ip6tables_save", "iptables_cmds"}
OTHER_TEXT = {
    "net-network/found_online/tilb.sze.hu/bash_history-iptables.txt": "a terminal session with the output of iptables -L",
    "net-network/blog_a-unikernel-firewall-for-qubesos/iptables-save": "a mail around the rules, with ip addr output",
    "batfish/projects/batfish/src/test/resources/org/batfish/grammar/iptables/testconfigs/unsupported_command": "replaces a rule that is not there",
}


def test_every_line_is_understood() -> None:
    rows = [row(path, linux_iptables) for path in files(FORMATS)]
    assert len(rows) == 106
    assert {r.path for r in rows if r.unknown} == set(OTHER_TEXT)
    assert share(rows) > 0.995


def test_every_file_is_recognised() -> None:
    assert [p for p in files(FORMATS) if detect(text_of(p)) != "linux-iptables"] == []
