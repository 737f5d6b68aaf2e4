"""`zonewarden trace` through a real process, and the packet that its options mean."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import zonewarden
from zonewarden.cli.packet import packet
from zonewarden.errors import UserError
from zonewarden_parsers.model import Packet

DRIFTED = "fixtures/brewery/drifted"
ASA = f"{DRIFTED}/configs/fw-ot-1.cfg"
ENERGY = ("--from", "10.40.12.31", "--to", "10.20.1.11", "--service", "tcp/502")


def traced(*arguments: str) -> Any:
    ran = zonewarden("trace", *arguments, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert found["schema"] == "zonewarden-trace/1"
    return found


def test_a_packet_is_followed_over_the_devices_of_a_site() -> None:
    found = traced(DRIFTED, *ENERGY)
    assert found["packet"] == {
        "text": "tcp 10.40.12.31:49152 -> 10.20.1.11:502", "from": "10.40.12.31", "to": "10.20.1.11",
        "from_zone": "ent", "to_zone": "cell1",
    }  # fmt: skip
    assert (found["verdict"], found["in_series"]) == ("denied", True)
    assert [(d["device"], d["verdict"]) for d in found["devices"]] == [("fw-ot-1", "permitted"), ("r-core-1", "denied")]
    assert [d["device"] for d in found["not_on_the_way"]] == ["r-util-1"]
    [crossing] = found["devices"][0]["crossings"]
    assert (crossing["enters"]["interface"], crossing["leaves"]["interface"]) == ("ent", "ot")
    [filtered] = crossing["filters"]
    assert filtered["decided_by"]["location"]["line"] == 157
    assert [(r["location"]["line"], r["fate"], r["not_matching"]) for r in filtered["rules"]] == [
        (151, "no match", ["destination", "service"]),
        (153, "no match", ["source", "destination", "service"]),
        (155, "no match", ["source", "destination", "service"]),
        (157, "match", []),
    ]


def test_the_table_names_places_reasons_and_the_answer() -> None:
    out = zonewarden("trace", DRIFTED, *ENERGY).out
    for part in (
        f"{ASA}:157:1   match", f"{ASA}:151:1   no match   destination, service", "fw-ot-1", "PERMITTED",
        "r-core-1.cfg:510:2: 60 deny   ip any any log", "both addresses lie behind GigabitEthernet0/0", "DENIED by r-core-1",
    ):  # fmt: skip
        assert part in out


def test_one_device_and_a_bare_configuration(tmp_path: Path) -> None:
    assert traced(DRIFTED, *ENERGY, "--device", "fw-ot-1")["verdict"] == "permitted"
    bare = tmp_path / "r1.cfg"
    bare.write_text(
        "hostname r1\ninterface Gi0/0\n ip address 10.0.0.1 255.255.255.0\n ip access-group IN in\n"
        "interface Gi0/1\n ip address 10.1.0.1 255.255.255.0\n"
        "ip access-list extended IN\n permit tcp any any established\n permit udp any eq 53 any\n"
    )
    ends = ("--from", "10.0.0.9", "--to", "10.1.0.9")
    assert traced(str(bare), *ends, "--service", "tcp/22")["verdict"] == "denied"
    assert traced(str(bare), *ends, "--service", "tcp/22", "--established")["verdict"] == "permitted"
    assert traced(str(bare), *ends, "--service", "udp/4000 from 53")["verdict"] == "permitted"
    assert traced(str(bare), *ends, "--service", "udp/4000", "--source-port", "54")["verdict"] == "denied"
    apart = traced(str(bare), "--from", "10.0.0.9", "--to", "10.0.0.8", "--service", "tcp/22")
    assert apart["verdict"] is None
    assert (
        "NO ANSWER: no device"
        in zonewarden("trace", bare, "--from", "10.0.0.9", "--to", "10.0.0.8", "--service", "ip/47").out
    )


def test_a_published_address_leads_to_the_host_behind_it() -> None:
    sent = ("--from", "198.51.100.77", "--to", "203.0.113.25", "--service", "tcp/48898")
    found = traced(DRIFTED, *sent, "--device", "fw-ot-1")
    assert found["verdict"] == "permitted"
    filters = found["devices"][0]["crossings"][0]["filters"]
    assert [f["filter"] for f in filters] == ["translation", "into outside"]
    assert filters[1]["decided_by"]["location"]["line"] == 148
    whole = traced(DRIFTED, *sent)
    assert [(d["device"], d["packet"], d["verdict"]) for d in whole["devices"]] == [
        ("fw-ot-1", "tcp 198.51.100.77:49152 -> 203.0.113.25:48898", "permitted"),
        ("r-core-1", "tcp 198.51.100.77:49152 -> 10.20.3.11:48898", "denied"),
    ]
    assert whole["verdict"] == "denied"


def test_a_long_list_is_cut_in_the_table_and_whole_in_json(tmp_path: Path) -> None:
    lines = "".join(f" permit tcp host 10.9.{n // 250}.{n % 250 + 1} any eq 22\n" for n in range(500))
    bare = tmp_path / "r1.cfg"
    bare.write_text(
        "hostname r1\ninterface Gi0/0\n ip address 10.0.0.1 255.255.255.0\n ip access-group IN in\n"
        f"interface Gi0/1\n ip address 10.1.0.1 255.255.255.0\nip access-list extended IN\n{lines} deny ip any any\n"
    )
    asked = (str(bare), "--from", "10.0.0.9", "--to", "10.1.0.9", "--service", "tcp/22")
    out = zonewarden("trace", *asked).out
    assert "461 earlier rules do not match (--all lists them)" in out
    assert out.count("no match") == 39
    assert zonewarden("trace", *asked, "--all").out.count("no match") == 500
    assert len(traced(*asked)["devices"][0]["crossings"][0]["filters"][0]["rules"]) == 501


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tcp/502", (6, 49152, 502)), ("UDP/53", (17, 49152, 53)), ("tcp/502 from 1024", (6, 1024, 502)),
        ("icmp/8", (1, 8, 0)), ("icmp/3/4", (1, 3, 4)), ("ip/47", (47, 0, 0)), ("sctp/2905", (132, 49152, 2905)),
    ],
)  # fmt: skip
def test_services_become_one_packet(text: str, expected: tuple[int, int, int]) -> None:
    assert packet("10.0.0.1", "10.0.0.2", text, None, established=False) == Packet(
        4, (10 << 24) + 1, (10 << 24) + 2, *expected
    )


def test_established_ipv6_and_the_source_port() -> None:
    assert packet("10.0.0.1", "10.0.0.2", "tcp/22", 7, established=True).protocol == 256
    assert packet("10.0.0.1", "10.0.0.2", "tcp/22", 0, established=False).first == 0
    assert packet("::1", "::2", "icmp6/128", None, established=False).version == 6


@pytest.mark.parametrize(
    ("source", "service", "port", "established", "message"),
    [
        ("10.0.0.1", "tcp", None, False, "no single service"),
        ("10.0.0.1", "tcp/70000", None, False, "out of range"),
        ("10.0.0.1", "tcp/1-5", None, False, "no single service"),
        ("10.0.0.1", "tcp/1/2", None, False, "out of range"),
        ("10.0.0.1", "ip/6", None, False, "name its port or type"),
        ("10.0.0.1", "ip/256", None, False, "out of range"),
        ("10.0.0.1", "icmp/300", None, False, "out of range"),
        ("10.0.0.1", "icmp/8", 5, False, "only protocols with ports"),
        ("10.0.0.1", "icmp6/128", None, False, "IPv4 has icmp"),
        ("10.0.0.1", "ggp/1", None, False, "unknown protocol"),
        ("10.0.0.1", "udp/5", None, True, "--established is for TCP"),
        ("10.0.0.1", "tcp/5 from 6", 7, False, "leave --source-port out"),
        ("ten", "tcp/5", None, False, "--from 'ten' is not an IP address"),
        ("::1", "tcp/5", None, False, "different IP versions"),
    ],
)
def test_what_is_no_single_packet_is_said(
    source: str, service: str, port: int | None, established: bool, message: str
) -> None:
    with pytest.raises(UserError, match=message.replace("(", r"\(")):
        packet(source, "10.0.0.2", service, port, established=established)


def test_bad_usage_is_exit_code_2() -> None:
    for arguments, message in (
        ((DRIFTED, *ENERGY, "--device", "nobody"), "no device 'nobody': there are fw-ot-1, r-core-1, r-util-1"),
        ((DRIFTED, "--from", "10.0.0.1", "--to", "10.0.0.2"), "Missing option '--service'"),
    ):
        ran = zonewarden("trace", *arguments)
        assert ran.code == 2
        assert message in ran.err
        assert ran.out == ""
