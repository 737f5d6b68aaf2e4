"""The texts of a generated plant: declarations, and configurations of Cisco ASA and IOS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Lists = Mapping[str, Sequence["Permit"]]


@dataclass(frozen=True, slots=True)
class Permit:
    """One permit rule. `source` and `destination` are host addresses or `any`, `ports` as both platforms write them."""

    protocol: str
    source: str
    destination: str
    ports: str
    remark: str = ""


_OWNERS = "owners: {ot: ot.keller, it: it.brandt}"
_HEAD = 'reviewed_at: "2026-06-11T10:00:00+02:00"'
_CONTROL = "modbus-tcp, enip-explicit, enip-io, s7comm, dnp3, iec-104, omron-fins, pcworx"
_SHARED_ZONES = (
    ("ent", "enterprise", "[4, 5]", "172.16.0.0/14"),
    ("idmz", "idmz", "3.5", "172.24.0.0/16"),
    ("mgmt", "management", "3", "172.25.0.0/16"),
    ("backbone", "operations", "3", "172.28.0.0/16"),
)


def declarations(areas: int, devices: Sequence[tuple[str, int]]) -> dict[str, str]:
    """Return the project file and the declarations by path; `devices` are host names with their areas."""
    return {
        "zonewarden.yaml": (
            'schema: project/v1\nconfigs: ["configs"]\ndeclarations: ["declarations"]\nas_of: "2026-11-24T00:00:00Z"\n'
        ),
        "declarations/zones.yaml": _zones(areas),
        "declarations/conduits.yaml": _conduits(areas, devices),
        "declarations/devices.yaml": _devices(devices),
        "declarations/units.yaml": _units(areas),
    }


def _zones(areas: int) -> str:
    rows = list(_SHARED_ZONES)
    for a in range(areas):
        rows += [
            (f"sup-{a}", "supervisory", "2", f"10.{a}.0.0/18"),
            (f"cell-{a}", "cell", "1", f"10.{a}.64.0/18"),
            (f"safety-{a}", "safety", "1", f"10.{a}.128.0/18"),
        ]
    out = [f"schema: zones/v1\n{_HEAD}\n{_OWNERS}\nzones:"]
    for id_, kind, level, network in rows:
        unit = f"    production_unit: area-{id_.split('-')[1]}\n" if "-" in id_ else ""
        out.append(
            f'  - id: {id_}\n    name: "{id_}"\n    function: "{kind}"\n    kind: {kind}\n    level: {level}\n'
            f'    cidrs: ["{network}"]\n{unit}    sl_t: 2\n    criticality: 3\n    {_OWNERS}'
        )
    return "\n".join(out) + "\n"


def _conduits(areas: int, devices: Sequence[tuple[str, int]]) -> str:
    rows: list[tuple[str, str, str, str, bool]] = []
    for a in range(areas):
        rows += [
            (f"hist-{a}", "idmz", f"sup-{a}", "opcua-tcp", False),
            (f"jump-{a}", "idmz", f"sup-{a}", "rdp", False),
            (f"ssh-{a}", "mgmt", f"sup-{a}", "ssh, https", False),
            (f"sshc-{a}", "mgmt", f"cell-{a}", "ssh", False),
            (f"ctl-{a}", f"sup-{a}", f"cell-{a}", _CONTROL, True),
            (f"up-{a}", f"cell-{a}", f"sup-{a}", "opcua-tcp, hart-ip", False),
            (f"saf-{a}", f"safety-{a}", f"sup-{a}", "opcua-tcp", False),
            (f"push-{a}", f"sup-{a}", "idmz", "pi-data-archive, https", False),
            (f"time-{a}", f"sup-{a}", "mgmt", "ntp, syslog-udp, dns", False),
            (f"timec-{a}", f"cell-{a}", "mgmt", "ntp, syslog-udp", False),
        ]
        rows += [(f"peer-{a}-{b}", f"sup-{a}", f"sup-{b}", "opcua-tcp", False) for b in range(areas) if b != a]
    out = [f"schema: conduits/v1\n{_HEAD}\nconduits:"]
    for id_, one, other, services, required in rows:
        at = [name for name, area in devices if str(area) == id_.split("-")[1]][:2]
        out.append(
            f'  - id: cnd-{id_}\n    name: "{id_}"\n    purpose: "production"\n    from: {one}\n    to: {other}\n'
            f"    initiator: from\n    services: [{services}]\n    access: read_write\n    transport: local_lan\n"
            f"    availability_class: normal\n    essential: {str(required).lower()}\n"
            f"    enforced_by: [{', '.join(at)}]\n    fail_mode: fail_close\n    {_OWNERS}\n"
            f"    approved_by: [ot.keller, it.brandt]\n    {_HEAD}"
        )
    return "\n".join(out) + "\n"


def _devices(devices: Iterable[tuple[str, int]]) -> str:
    out = [f"schema: devices/v1\n{_HEAD}\ndevices:"]
    for name, _ in devices:
        asa = name.startswith("fw")
        out.append(
            f"  - id: {name}\n    role: {'firewall' if asa else 'router'}\n    platform: {'asa' if asa else 'iosxe'}\n"
            f'    config: "configs/{name}.cfg"\n    boundary: [it_ot]\n    fail_mode: fail_close\n    {_OWNERS}'
        )
    return "\n".join(out) + "\n"


def _units(areas: int) -> str:
    out = [f"schema: units/v1\n{_HEAD}\nunits:"]
    for a in range(areas):
        out.append(
            f'  - id: area-{a}\n    name: "Area {a}"\n    {_OWNERS}\n    bia:\n'
            f"      downtime_cost_per_hour: {10000 * (a + 1)}\n      credible_outage_h: 8\n      safety_consequence: 2"
        )
    return "\n".join(out) + "\n"


def asa_text(name: str, number: int, inside: Mapping[str, str], lists: Lists) -> str:
    """Return the configuration of a Cisco ASA."""
    link = f"172.28.{number // 60}.{number % 60 * 4}"
    base, _, host = link.rpartition(".")
    out = ["ASA Version 9.18(4)22", "!", f"hostname {name}", "enable password ***** pbkdf2", "!"]
    sides = [("uplink", f"{base}.{int(host) + 1} 255.255.255.252", 0)]
    sides += [
        (side, f"{inside[side]}.1 255.255.255.0", level)
        for side, level in (("supervisory", 50), ("cell", 70), ("safety", 90))
    ]
    for port, (side, address, level) in enumerate(sides, 1):
        out += [
            f"interface GigabitEthernet1/{port}",
            f" nameif {side}",
            f" security-level {level}",
            f" ip address {address}",
            "!",
        ]
    for side, rules in lists.items():
        listed = f"{side.upper()}_IN"
        for rule in rules:
            if rule.remark:
                out.append(f"access-list {listed} remark {rule.remark}")
            out.append(f"access-list {listed} extended permit {_words(rule)}")
        out.append(f"access-list {listed} extended deny ip any any log")
    out += [f"access-group {side.upper()}_IN in interface {side}" for side in lists]
    out += [f"route uplink 0.0.0.0 0.0.0.0 {base}.{int(host) + 2} 1", *_ASA_TAIL]
    return "\n".join(out) + "\n"


def ios_text(name: str, number: int, inside: Mapping[str, str], lists: Lists) -> str:
    """Return the configuration of a Cisco IOS router."""
    link = f"172.28.{number // 60}.{number % 60 * 4}"
    base, _, host = link.rpartition(".")
    out = ["version 17.9", *_IOS_HEAD, "!", f"hostname {name}", "!"]
    sides = [("uplink", f"{base}.{int(host) + 1} 255.255.255.252")]
    sides += [(side, f"{inside[side]}.1 255.255.255.0") for side in ("supervisory", "cell", "safety")]
    for port, (side, address) in enumerate(sides):
        out += [f"interface GigabitEthernet0/0/{port}", f" description {side}", f" ip address {address}"]
        out += [f" ip access-group {side.upper()}-IN in", " no ip redirects", " no ip unreachables", " no ip proxy-arp"]
        out += [" ip verify unicast source reachable-via rx", "!"]
    out += [f"ip route 0.0.0.0 0.0.0.0 {base}.{int(host) + 2}", "!"]
    for side, rules in lists.items():
        out.append(f"ip access-list extended {side.upper()}-IN")
        for rule in rules:
            if rule.remark:
                out.append(f" remark {rule.remark}")
            out.append(f" permit {_words(rule)}")
        out += [" deny ip any any log", "!"]
    out += [*_IOS_TAIL, "end"]
    return "\n".join(out) + "\n"


def _words(rule: Permit) -> str:
    return " ".join((rule.protocol, *_end(rule.source), *_end(rule.destination), rule.ports, "log"))


def _end(address: str) -> Iterator[str]:
    if address != "any":
        yield "host"
    yield address


_ASA_TAIL = (
    "logging enable", "logging timestamp", "logging trap informational", "logging host uplink 172.25.1.20",
    "aaa-server TAC protocol tacacs+", "aaa-server TAC (uplink) host 172.25.1.21", " key *****",
    "aaa authentication ssh console TAC LOCAL", "ssh 172.25.1.0 255.255.255.0 uplink", "ssh timeout 10", "ssh version 2",
    "ntp authentication-key 1 sha256 *****", "ntp authenticate", "ntp trusted-key 1", "ntp server 172.25.1.5 key 1 source uplink",
    "username breakglass password ***** pbkdf2 privilege 15", "no sysopt connection permit-vpn",
)  # fmt: skip
_IOS_HEAD = (
    "service timestamps log datetime msec", "service password-encryption", "no ip source-route", "no ip http server",
    "no ip http secure-server", "enable secret 9 <removed>", "aaa new-model", "aaa group server tacacs+ OT-TACACS",
    " server name AAA-1", "aaa authentication login default group OT-TACACS local",
)  # fmt: skip
_IOS_TAIL = (
    "logging host 172.25.1.20", "tacacs server AAA-1", " address ipv4 172.25.1.21", " key 7 <removed>",
    "ip access-list standard MGMT", " permit 172.25.1.0 0.0.0.255", " deny any log", "ntp authenticate", "ntp server 172.25.1.5 key 1",
    "line con 0", " exec-timeout 10 0", "line vty 0 4", " access-class MGMT in", " exec-timeout 10 0", " transport input ssh",
)  # fmt: skip
