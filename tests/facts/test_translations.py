"""Translations that publish a host of the plant: which are seen from the Internet, on every platform's own terms."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonewarden.check import Request, analyse, read
from zonewarden.facts.translations import translations

FIXTURES = Path(__file__).parents[2] / "fixtures"
ZONES = """schema: zones/v1
zones:
  - {id: internet, kind: internet, level: 5, cidrs: ["0.0.0.0/0"]}
  - {id: office, kind: enterprise, level: 4, cidrs: ["10.40.0.0/16"]}
  - {id: cell1, kind: cell, level: [0, 1], cidrs: ["10.20.1.0/24"]}
"""
PANOS = """set deviceconfig system hostname fw-1
set network interface ethernet ethernet1/1 layer3 ip 198.51.100.2/29
set network interface ethernet ethernet1/2 layer3 ip 10.20.1.1/24
set network interface ethernet ethernet1/3 layer3 ip 10.40.0.1/16
set network interface ethernet ethernet1/4 layer3 ip 10.40.0.2/32
set network virtual-router default interface [ ethernet1/1 ethernet1/2 ethernet1/3 ethernet1/4 ]
set network virtual-router default routing-table ip static-route d destination 0.0.0.0/0 interface ethernet1/1 \
nexthop ip-address 198.51.100.1
set zone out network layer3 ethernet1/1
set zone cell network layer3 ethernet1/2
set zone office network layer3 [ ethernet1/3 ethernet1/4 ]
set rulebase nat rules plc from {origin}
set rulebase nat rules plc to out
set rulebase nat rules plc source any
set rulebase nat rules plc destination {target}
set rulebase nat rules plc service any
set rulebase nat rules plc destination-translation translated-address 10.20.1.10
"""
JUNOS = """set version 21.4R1
set system host-name fw-1
set interfaces ge-0/0/0 unit 0 family inet address 198.51.100.2/29
set interfaces ge-0/0/1 unit 0 family inet address 10.20.1.1/24
set interfaces ge-0/0/2 unit 0 family inet address 10.40.0.1/16
set routing-options static route 0.0.0.0/0 next-hop 198.51.100.1
set security zones security-zone out interfaces ge-0/0/0.0
set security zones security-zone cell interfaces ge-0/0/1.0
set security zones security-zone office interfaces ge-0/0/2.0
set security nat destination pool plc address 10.20.1.10/32
set security nat destination rule-set s from {origin}
set security nat destination rule-set s rule r match destination-address {target}/32
set security nat destination rule-set s rule r then destination-nat pool plc
"""
FORTIOS = """#config-version=FGT60F-7.2.5-FW-build1517-230606:opmode=0:vdom=0:user=admin
config system global
    set hostname "fw-1"
end
config system interface
    edit "wan1"
        set ip 198.51.100.2 255.255.255.248
    next
    edit "cell"
        set ip 10.20.1.1 255.255.255.0
    next
    edit "office"
        set ip 10.40.0.1 255.255.0.0
    next
end
config router static
    edit 1
        set gateway 198.51.100.1
        set device "wan1"
    next
end
config firewall vip
    edit "plc"
        set extip {target}
        set mappedip "10.20.1.10"
        set extintf "{origin}"
    next
end
"""
IOS = """version 16.9
hostname fw-1
interface GigabitEthernet0/0
 ip address 198.51.100.2 255.255.255.248
 ip nat outside
interface GigabitEthernet0/1
 ip address 10.20.1.1 255.255.255.0
 ip nat inside
interface GigabitEthernet0/2
 ip address 10.40.0.1 255.255.0.0
 ip nat {origin}
ip route 0.0.0.0 0.0.0.0 198.51.100.1
ip nat inside source static tcp 10.20.1.10 102 {target} 102
"""
ROUTEROS = """# 2026-01-10 10:00:00 by RouterOS 7.12
/interface list
add name=WAN
add name=LAN
/interface list member
add interface=ether1 list=WAN
add interface=ether3 list=LAN
/ip address
add address=198.51.100.2/29 interface=ether1
add address=10.20.1.1/24 interface=ether2
add address=10.40.0.1/16 interface=ether3
/ip route
add dst-address=0.0.0.0/0 gateway=198.51.100.1
/ip firewall nat
add action=dst-nat chain=dstnat {origin} protocol=tcp dst-port=102 to-addresses=10.20.1.10
/system identity
set name=fw-1
"""
VYOS = """set system host-name 'fw-1'
set interfaces ethernet eth0 address '198.51.100.2/29'
set interfaces ethernet eth1 address '10.20.1.1/24'
set interfaces ethernet eth2 address '10.40.0.1/16'
set protocols static route 0.0.0.0/0 next-hop 198.51.100.1
set nat destination rule 10 destination address '{target}'
set nat destination rule 10 {origin}
set nat destination rule 10 translation address '10.20.1.10'
"""
NFTABLES = """#!/usr/sbin/nft -f
table ip nat {
	chain prerouting {
		type nat hook prerouting priority dstnat; policy accept;
		{origin} ip daddr {target} tcp dport 102 dnat to 10.20.1.10
	}
}
table inet filter {
	chain forward {
		type filter hook forward priority filter; policy drop;
		ct state established,related accept
		ip daddr 10.20.1.10 tcp dport 102 accept
	}
}
"""
IPTABLES = """*nat
:PREROUTING ACCEPT [0:0]
-A PREROUTING {origin} -d {target}/32 -p tcp --dport 102 -j DNAT --to-destination 10.20.1.10
COMMIT
*filter
:FORWARD DROP [0:0]
-A FORWARD -d 10.20.1.10/32 -p tcp -m tcp --dport 102 -j ACCEPT
COMMIT
"""
PFSENSE = """<?xml version="1.0"?>
<pfsense>
<version>21.7</version>
<system><hostname>fw-1</hostname></system>
<interfaces>
<wan><enable/><if>em0</if><ipaddr>198.51.100.2</ipaddr><subnet>29</subnet><gateway>GW</gateway></wan>
<lan><enable/><if>em1</if><ipaddr>10.20.1.1</ipaddr><subnet>24</subnet></lan>
<opt1><enable/><if>em2</if><ipaddr>10.40.0.1</ipaddr><subnet>16</subnet></opt1>
</interfaces>
<gateways><gateway_item><interface>wan</interface>
<gateway>198.51.100.1</gateway><name>GW</name><defaultgw/></gateway_item></gateways>
<nat><rule><interface>{origin}</interface><protocol>tcp</protocol><source><any/></source>
<destination><network>{origin}ip</network><port>102</port></destination>
<target>10.20.1.10</target><local-port>102</local-port></rule></nat>
<filter/>
</pfsense>
"""
OUT, OFFICE = "198.51.100.3", "10.40.9.10"


def external(folder: Path, name: str, text: str) -> list[bool]:
    for path, content in {
        "zonewarden.yaml": 'schema: project/v1\nas_of: "2026-11-24T00:00:00Z"\n',
        f"configs/{name}": text,
        "declarations/zones.yaml": ZONES,
    }.items():
        file = folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(content, encoding="utf-8")
    inputs = read(Request(folder / "zonewarden.yaml"))
    assert not [d for d in inputs.diagnostics if d.severity == "error"]
    survey = analyse(inputs)
    assert survey is not None
    found = translations(survey).values()
    assert all(t["ot"] for t in found)
    return [t["external"] for t in found]


@pytest.mark.parametrize(
    ("text", "origin", "target", "expected"),
    [
        (PANOS, "out", OUT, True),
        (PANOS, "any", OUT, True),
        (PANOS, "office", OUT, False),
        (PANOS, "office", OFFICE, False),
        (PANOS, "any", OFFICE, False),
        (JUNOS, "zone out", OUT, True),
        (JUNOS, "interface ge-0/0/0.0", OUT, True),
        (JUNOS, "routing-instance default", OUT, True),
        (JUNOS, "zone office", OUT, False),
        (FORTIOS, "wan1", OUT, True),
        (FORTIOS, "any", OUT, True),
        (FORTIOS, "office", OFFICE, False),
        (FORTIOS, "any", OFFICE, False),
        (IOS, "inside", OUT, True),
        (IOS, "outside", OFFICE, False),
        (ROUTEROS, "in-interface=ether1", "", True),
        (ROUTEROS, "in-interface-list=WAN", "", True),
        (ROUTEROS, "dst-address=198.51.100.2", "", True),
        (ROUTEROS, "in-interface-list=LAN", "", False),
        (ROUTEROS, "in-interface-list=!LAN", "", True),
        (VYOS, "inbound-interface name 'eth0'", OUT, True),
        (VYOS, "inbound-interface name 'any'", OUT, True),
        (VYOS, "inbound-interface name 'eth2'", OUT, False),
        (NFTABLES, 'iifname "wan0"', OUT, True),
        (NFTABLES, "", OUT, True),
        (NFTABLES, "", OFFICE, False),
        (IPTABLES, "-i wan0", OUT, True),
        (IPTABLES, "", OUT, True),
        (IPTABLES, "", OFFICE, False),
        (PFSENSE, "wan", "", True),
        (PFSENSE, "opt1", "", False),
    ],
)
def test_a_public_address_is_told_from_an_inside_one(
    tmp_path: Path, text: str, origin: str, target: str, expected: bool
) -> None:
    names = {
        PANOS: "fw.set",
        JUNOS: "fw.set",
        FORTIOS: "fw.conf",
        ROUTEROS: "fw.rsc",
        NFTABLES: "fw.nft",
        IPTABLES: "fw.rules",
        PFSENSE: "fw.xml",
    }
    filled = text.replace("{origin}", origin).replace("{target}", target)
    assert external(tmp_path, names.get(text, "fw.cfg"), filled) == [expected]


def test_an_export_of_rules_alone_has_addresses_only(tmp_path: Path) -> None:
    text = (
        (FIXTURES / "checkpoint_mgmt" / "rulebase.cpjson").read_text(encoding="utf-8").replace("10.30.0.", "10.20.1.")
    )
    assert external(tmp_path, "rulebase.cpjson", text) == [True, True]
    inside = text.replace("198.51.100.", "10.40.9.")
    assert external(tmp_path, "rulebase.cpjson", inside) == [False, False]
