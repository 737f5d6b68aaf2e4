"""One intended policy, written for every platform, gives one zone matrix."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.analysis.build import zone

from zonewarden.analysis.matrix import matrix
from zonewarden.site.model import DeclaredDevice
from zonewarden_parsers.model import INITIATING, AddressSet, Location, PacketSet, ServiceSet
from zonewarden_parsers.registry import PARSERS, detect

FOLDER = Path(__file__).parents[2] / "fixtures" / "equivalent"
FILES = sorted(p for p in FOLDER.glob("*") if p.suffix != ".md")
ZONES = {"ent": zone("ent", "10.40.0.0/16"), "idmz": zone("idmz", "10.30.0.0/24"), "cell": zone("cell", "10.20.1.0/24")}
PORTS_OF_ZONES = {"ent": "eth0", "idmz": "eth1", "cell": "eth2"}
TCP, UDP = 6, 17


def ports(protocol: int, *spans: tuple[int, int]) -> ServiceSet:
    return ServiceSet.ports(protocol, spans) & INITIATING


def packets(sources: str, destinations: str, services: ServiceSet) -> PacketSet:
    return PacketSet.match(AddressSet.parse(sources), AddressSet.parse(destinations), services)


QUARANTINED = packets("10.40.0.66/32", "10.30.0.0/24", INITIATING)
WANTED = {
    ("ent", "idmz"): packets("10.40.0.0/16", "10.30.0.10/32", ports(TCP, (443, 443))) - QUARANTINED,
    ("idmz", "cell"): packets("10.30.0.20/32", "10.20.1.0/24", ports(TCP, (502, 502), (44818, 44818)))
    | packets("10.30.0.0/24", "10.20.1.50/32", ports(TCP, (3389, 3390))),
    ("cell", "idmz"): packets("10.20.1.0/24", "10.30.0.30/32", ports(UDP, (123, 123), (514, 514))),
}


def declared(path: Path) -> DeclaredDevice:
    """Where a file has no addresses (a packet filter alone), the site says which port joins which zone."""
    place = Location(path.name, 1)
    return DeclaredDevice(path.stem, place, zone_map={port: zone_id for zone_id, port in PORTS_OF_ZONES.items()})


def test_there_are_platforms() -> None:
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_same_policy_gives_the_same_zone_matrix(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    platform = path.stem
    assert detect(text) == platform
    parsed = PARSERS[platform].parse(text, path.name)
    assert not parsed.coverage.unknown, [str(d) for d in parsed.diagnostics]
    (device,) = parsed.devices
    named = {i.name for i in device.interfaces}
    site = (
        declared(path)
        if set(PORTS_OF_ZONES.values()) <= named and not any(i.networks for i in device.interfaces)
        else None
    )
    flows = {(f.from_zone, f.to_zone): f for f in matrix(device, platform, ZONES, site)}
    for pair in ((a, b) for a in ZONES for b in ZONES if a != b):
        flow = flows[pair]
        assert not flow.taints, (pair, flow.taints)
        assert all(p.definite for p in flow.permits), (pair, [p.reasons for p in flow.permits])
        found = PacketSet(tuple(p.product for p in flow.permits))
        assert found.regions() == WANTED.get(pair, PacketSet(())).regions(), pair
