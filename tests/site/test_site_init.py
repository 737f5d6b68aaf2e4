"""First declarations from parsed devices load without errors, whatever the devices are called."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zonewarden.site.init import propose
from zonewarden.site.loader import load_site
from zonewarden.site.model import Site
from zonewarden.site.proposal import propose_zones
from zonewarden_parsers.model import (
    NOWHERE,
    Action,
    AddressSet,
    Coverage,
    Device,
    Interface,
    Location,
    Match,
    Route,
    Rule,
    RuleList,
    Severity,
    Vpn,
    VpnKind,
)

AT = Location("configs/fw.cfg", 1)


def interface(
    name: str, *networks: str, description: str = "", vrf: str = "", enabled: bool = True, dynamic: bool = False
) -> Interface:
    held = AddressSet.union(AddressSet.network(n) for n in networks)
    return Interface(name, AT, networks=held, description=description, vrf=vrf, enabled=enabled, dynamic=dynamic)


def device(name: str, *interfaces: Interface, platform: str = "cisco-asa") -> Device:
    return Device(name, platform, f"plant/configs/{name}.cfg", Coverage(()), stateful=True, interfaces=interfaces)


def load(folder: Path, files: dict[str, str]) -> Site:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    site, diagnostics = load_site(folder / "zonewarden.yaml")
    assert site is not None, [str(d) for d in diagnostics]
    assert [str(d) for d in diagnostics if d.severity is not Severity.NOTE] == []
    return site


DEVICES = (
    device(
        "FW-OT-1",
        interface("outside", "203.0.113.0/29"),
        interface("idmz", "10.35.0.0/24"),
        interface("cell1", "10.20.1.0/24"),
        interface("GigabitEthernet0/5", "10.30.0.0/24", description="MES and historian"),
        interface("Gi0/6", "10.50.0.0/24"),
        interface("unused", "10.60.0.0/24", enabled=False),
        interface("failover", "169.254.1.0/30"),
    ),
    device("core", interface("Vlan201", "10.20.1.0/24"), interface("Vlan9", "10.20.9.0/27"), platform="cisco-ios"),
)


def test_zones_devices_and_map(tmp_path: Path) -> None:
    site = load(tmp_path, propose(DEVICES, ("configs",), "plant"))
    kinds = {name: zone.kind for name, zone in site.zones.items() if not zone.implied}
    assert kinds == {
        "idmz": "idmz", "cell1": "cell", "mes-and-historian": "operations", "net-10-50-0-0-24": "operations",
        "net-10-20-9-0-27": "operations",
    }  # fmt: skip
    assert site.devices["fw-ot-1"].zone_map == {
        "outside": "internet", "idmz": "idmz", "cell1": "cell1", "GigabitEthernet0/5": "mes-and-historian",
        "Gi0/6": "net-10-50-0-0-24",
    }  # fmt: skip
    assert site.devices["core"].zone_map["Vlan201"] == "cell1"
    assert (site.devices["fw-ot-1"].config, site.devices["core"].role) == ("configs/FW-OT-1.cfg", "router")
    assert site.conduits == ()
    assert site.id == "plant"


def test_guesses_are_marked_and_an_example_is_given() -> None:
    files = propose(DEVICES)
    assert "kind: cell  # review: guessed from names" in " ".join(files["declarations/zones.yaml"].split(" ")).replace(
        "   ", "  "
    )
    assert "# review: nothing hints at it" in files["declarations/zones.yaml"]
    assert "# - id: cnd-scada-cell1" in files["declarations/conduits.yaml"]
    assert all(text.startswith("# yaml-language-server: $schema=https://") for text in files.values())


def test_nothing_to_propose(tmp_path: Path) -> None:
    assert set(load(tmp_path, propose(())).zones) == {"internet", "unassociated"}


def test_shared_and_overlapping_subnets_are_one_zone(tmp_path: Path) -> None:
    devices = (
        device("a", interface("x", "10.1.1.0/24"), interface("y", "10.2.0.0/24")),
        device("b", interface("z", "10.0.0.0/14")),
    )
    site = load(tmp_path, propose(devices))
    assert [z.id for z in site.zones.values() if not z.implied] == ["x"]
    assert site.devices["b"].zone_map == {"z": "x"}


@pytest.mark.parametrize(
    "name", ["on", "no", "1_000", "22:22", "~", "null", "a: b", "# c", "'", '"', "é\t", "- x", "", "0100", "*a"]
)
def test_awkward_names_survive(tmp_path: Path, name: str) -> None:
    site = load(tmp_path, propose([device(name, interface(name, "10.1.1.0/24", vrf=name))]))
    assert list(next(iter(site.devices.values())).zone_map) == ["".join(c for c in name if c.isprintable())]


NAMES = st.text(max_size=12) | st.sampled_from(["internet", "unassociated", "outside", "inside", "Gi0/1", "vpn", "no"])
NETWORKS = st.builds(
    lambda a, b, n: str(AddressSet.range(4, (a << 24 | b << 8) >> (32 - n) << (32 - n), ((a << 24 | b << 8) >> (32 - n) << (32 - n)) + 2 ** (32 - n) - 1)),
    st.sampled_from([10, 172, 127, 169, 203, 224, 100]), st.integers(0, 65535), st.integers(8, 32),
)  # fmt: skip
INTERFACES = st.builds(
    lambda name, networks, vrf, description, dynamic: Interface(
        name, AT, networks=AddressSet.union(map(AddressSet.network, networks)) if networks else NOWHERE,
        vrf=vrf, description=description, dynamic=dynamic,
    ),
    NAMES, st.lists(NETWORKS, max_size=2), st.sampled_from(["", "red"]), NAMES, st.booleans(),
)  # fmt: skip


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(NAMES, st.lists(INTERFACES, max_size=4)), max_size=3))
def test_any_devices_give_files_that_load(tmp_path: Path, found: list[tuple[str, list[Interface]]]) -> None:
    load(tmp_path, propose([device(name, *interfaces) for name, interfaces in found]))


def test_static_routes_to_unknown_neighbours_widen_a_zone() -> None:
    from zonewarden_parsers import cisco_ios

    inner = cisco_ios.parse(
        "hostname r2\ninterface Gi0/0\n ip address 10.1.0.2 255.255.255.0\ninterface Gi0/1\n description cell 1\n"
        " ip address 10.2.0.1 255.255.255.0\n",
        "r2.cfg",
    )
    outer = cisco_ios.parse(
        "hostname r1\ninterface Gi0/0\n description to r2\n ip address 10.1.0.1 255.255.255.0\ninterface Gi0/1\n"
        " description office\n ip address 10.9.0.1 255.255.255.0\nip route 10.2.0.0 255.255.0.0 10.1.0.2\n"
        "ip route 10.40.0.0 255.255.0.0 10.9.0.254\nip route 0.0.0.0 0.0.0.0 10.9.0.254\n",
        "r1.cfg",
    )
    files = propose([*outer.devices, *inner.devices])
    zones = files["declarations/zones.yaml"]
    assert '["10.9.0.0/24", "10.40.0.0/16"]' in zones
    assert '["10.2.0.0/24"]' in zones


def test_client_pools_are_zones_of_their_own_inside_what_a_route_reaches(tmp_path: Path) -> None:
    pool = Vpn("RA", VpnKind.REMOTE_ACCESS, AT, interface="inside", pools=AddressSet.parse("10.99.0.1-10.99.0.100"))
    route = Route(AddressSet.network("10.0.0.0/8"), AT, "inside", AddressSet.parse("10.1.1.254"))
    found = replace(device("FW", interface("inside", "10.1.1.0/24")), vpns=(pool,), routes=(route,))
    zones = load(tmp_path, propose((found,), ("configs",), "plant")).zones
    assert zones["vpn-ra"].addresses == pool.pools
    assert zones["inside"].addresses == AddressSet.network("10.0.0.0/8") - pool.pools


def test_rules_that_speak_of_very_many_networks_give_few_zones() -> None:
    """A wildcard mask names 256 networks, which nobody reviews one by one."""
    scattered = Match(AddressSet.wildcard(0x0A000100, 0x00FF00FF), AddressSet.network("10.7.0.0/16"))
    listed = RuleList("L", (Rule(0, Action.PERMIT, scattered, AT, "r"),), AT, Action.DENY)
    zones, _ = propose_zones((replace(device("policy"), placeless=True, rule_lists=(listed,)),))
    assert 1 <= len(zones) <= 64
    assert scattered.sources <= AddressSet.union(AddressSet.network(b) for z in zones for b in z.cidrs)
