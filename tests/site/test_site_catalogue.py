"""The built-in service catalogue and the notation of its ports."""

from __future__ import annotations

import contextlib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewarden.site.catalogue import catalogue, catalogue_rows
from zonewarden.site.ports import parse_ports
from zonewarden.site.schema import KINDS
from zonewarden.site.shapes import Items
from zonewarden.site.validate import Report, check
from zonewarden_parsers.model import EMPTY_SERVICE, ServiceSet
from zonewarden_parsers.strict_yaml.reader import read_yaml


def test_catalogue_is_whole() -> None:
    services = catalogue()
    assert len(services) == 172
    assert services["s7comm"].services == ServiceSet.ports(6, ((102, 102),))
    assert services["s7comm"].services == services["iec61850-mms"].services
    assert services["modbus-tcp"].encrypted_alternative == "modbus-tls"
    assert services["goose"].services == EMPTY_SERVICE
    assert services["goose"].ports == ("eth/0x88B8",)
    assert (services["modbus-tcp"].unauthenticated_control, services["modbus-tcp"].writes) == ("inherent", True)


def test_rows_have_the_shape_that_sites_use() -> None:
    text = (resources.files("zonewarden") / "data" / "ot-services.yaml").read_text(encoding="utf-8")
    root = read_yaml(text, "ot-services.yaml")
    shape = KINDS["services"].names["services"].shape
    assert isinstance(shape, Items)
    report = Report()
    rows = root.get("services")  # type: ignore[union-attr]
    assert rows is not None
    check(rows, shape, report)
    assert [str(d) for d in report.diagnostics] == []


def test_alternatives_exist_and_every_ip_service_has_ports() -> None:
    services = catalogue()
    for service in services.values():
        assert not service.encrypted_alternative or service.encrypted_alternative in services
        assert service.services or all(port.startswith("eth/") for port in service.ports)
    assert set(catalogue_rows()) == set(services)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tcp/502", ServiceSet.ports(6, ((502, 502),))),
        ("udp/1000-1003", ServiceSet.ports(17, ((1000, 1003),))),
        ("sctp/2905", ServiceSet.ports(132, ((2905, 2905),))),
        ("ip/47", ServiceSet.protocol(47)),
        ("ip/6", ServiceSet.protocol(6)),
        ("icmp", ServiceSet.icmp(1)),
        ("icmp/8", ServiceSet.icmp(1, 8)),
        ("icmp/3/4", ServiceSet.icmp(1, 3, 4)),
        ("icmp6/135", ServiceSet.icmp(58, 135)),
        ("eth/0x88B8", EMPTY_SERVICE),
    ],
)
def test_ports(text: str, expected: ServiceSet) -> None:
    assert parse_ports(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "tcp", "502", "tcp/", "tcp/70000", "tcp/9-3", "tcp/0x1234", "ip/256", "eth/2048", "eth/0x88B8-3", "icmp/256", "foo/1",
     "tcp/1/2", "icmp/3-4", "TCP/1", "tcp/1 ", "ip/1/2", "eth"],
)  # fmt: skip
def test_wrong_ports(text: str) -> None:
    with pytest.raises(ValueError):
        parse_ports(text)


@given(st.text(alphabet="tcpudi/0123456789-xeh", max_size=14))
def test_any_text_is_ports_or_a_value_error(text: str) -> None:
    found: object = EMPTY_SERVICE
    with contextlib.suppress(ValueError):
        found = parse_ports(text)
    assert isinstance(found, ServiceSet)


def test_one_transport_is_enough_for_who_depends_on_a_service() -> None:
    assert str(catalogue()["modbus-tcp"].needed) == "tcp/502"
    assert str(catalogue()["dns"].needed) == "udp/53"
    assert str(catalogue()["opc-classic"].needed) == str(catalogue()["opc-classic"].services)
