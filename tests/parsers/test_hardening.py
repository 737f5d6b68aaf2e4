"""What parsers of several platforms make of the commands that the policies about devices ask for."""

from __future__ import annotations

import pytest

from zonewarden_parsers import (
    cisco_asa,
    cisco_ios,
    cisco_iosxr,
    fortinet_fortios,
    juniper_junos,
    mikrotik_routeros,
    paloalto_panos,
    pfsense,
    vyos,
)
from zonewarden_parsers.base import Parser
from zonewarden_parsers.model import AddressSet, Device


def device(parser: Parser, text: str) -> Device:
    return parser.parse(text, "device.cfg").devices[0]


def settings(found: Device, name: str) -> list[str]:
    return [s.value for s in found.management.settings if s.name == name]


@pytest.mark.parametrize(
    ("parser", "text", "checked"),
    [
        (vyos, "set interfaces ethernet eth0 ip source-validation strict\n", {"eth0"}),
        (vyos, "set interfaces ethernet eth0 ip source-validation disable\nset interfaces ethernet eth1 mtu 1500\n", set[str]()),
        (vyos, "set interfaces ethernet eth0 mtu 1500\nset firewall global-options source-validation loose\n", {"eth0"}),
        (vyos, "set interfaces ethernet eth0 mtu 1500\nset firewall source-validation strict\n", {"eth0"}),
        (mikrotik_routeros, "/ip address\nadd address=10.1.0.1/24 interface=ether1\n/ip settings\nset rp-filter=strict\n", {"ether1"}),
        (mikrotik_routeros, "/ip address\nadd address=10.1.0.1/24 interface=ether1\n/ip settings\nset rp-filter=no\n", set[str]()),
        (pfsense, "<pfsense><interfaces><wan><if>em0</if><ipaddr>10.1.0.1</ipaddr></wan></interfaces></pfsense>", {"wan"}),
    ],
)  # fmt: skip
def test_interfaces_whose_sources_are_checked(parser: Parser, text: str, checked: set[str]) -> None:
    assert {i.name for i in device(parser, text).interfaces if "urpf" in i.settings} == checked


_ZONES = """set network interface ethernet ethernet1/1 layer3 ip 10.1.0.1/24
set network interface ethernet ethernet1/2 layer3 ip 10.2.0.1/24
set zone a network layer3 ethernet1/1
set zone b network layer3 ethernet1/2
set zone a network zone-protection-profile zp
set network profiles zone-protection-profile zp {}
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("discard-ip-spoof yes", {"urpf"}),
        ("discard-ip-spoof no", set[str]()),
        ("flood tcp-syn enable yes", {"flood-protection"}),
        ("flood tcp-syn enable no", set[str]()),
    ],
)
def test_zone_protection_is_that_of_the_zones_that_have_the_profile(words: str, expected: set[str]) -> None:
    found = device(paloalto_panos, _ZONES.format(words))
    protected = {i.name: set(i.settings) & {"urpf", "flood-protection"} for i in found.interfaces}
    assert protected == {"ethernet1/1": expected, "ethernet1/2": set()}


def test_local_administrators_of_panos_need_no_server() -> None:
    profile = "set deviceconfig system authentication-profile tac\n"
    account = "set mgt-config users ops phash {}\nset mgt-config users ops permissions role-based superuser yes\n"
    assert settings(device(paloalto_panos, profile), "aaa-login") == ["tac"]
    assert settings(device(paloalto_panos, profile + account.format("$5$ab$cd")), "aaa-login") == ["tac,local"]
    assert settings(device(paloalto_panos, profile + account.format('""')), "aaa-login") == ["tac"]


def test_logins_of_vyos() -> None:
    found = device(
        vyos,
        "set system login tacacs server 10.9.0.5 key x\nset system login timeout 300\nset service ssh dynamic-protection threshold 40\n",
    )
    assert settings(found, "aaa-login") == ["tacacs,local"]
    assert settings(found, "login-throttle") == ["block after 40"]
    assert [(line.name, line.idle_timeout_s) for line in found.management.lines] == [("login", 300)]
    bare = device(vyos, "set system login tacacs\nset service ssh port 22\n")
    assert settings(bare, "aaa-login") + settings(bare, "login-throttle") == []


@pytest.mark.parametrize(("words", "kind"), [("10 $6$x$y", "type-10"), ("5 $1$x$y", "type-5"), ("plain", "type-0")])
def test_secrets_of_iosxr(words: str, kind: str) -> None:
    found = device(cisco_iosxr, f"hostname r\nusername ops\n group root-lr\n secret {words}\n!\n")
    assert [(u.hash, u.privilege) for u in found.management.users] == [(kind, 15)]


@pytest.mark.parametrize(
    ("parser", "text", "kinds"),
    [
        (vyos, "set service snmp community plant authorization ro\n", ["community"]),
        (vyos, "set service snmp community '<removed>' authorization ro\n", list[str]()),
        (
            mikrotik_routeros,
            "/snmp community\nadd name=plant addresses=10.9.0.5/32\n/snmp\nset enabled=yes\n",
            ["community"],
        ),
        (cisco_iosxr, "username ops\n secret 10 $6$x$y\n!\n", list[str]()),
        (cisco_iosxr, "username ops\n secret plain\n!\n", ["cleartext"]),
    ],
)
def test_secrets_that_can_be_read(parser: Parser, text: str, kinds: list[str]) -> None:
    assert [s.kind for s in device(parser, text).management.secrets] == kinds


def test_password_policy_of_iosxr() -> None:
    found = device(
        cisco_iosxr, "aaa password-policy P\n min-length 14\n authen-max-attempts 3\n lockout-time minutes 5\n!\n"
    )
    assert settings(found, "password-policy") == ["P"]
    assert settings(found, "password-min-length") == ["14"]
    assert settings(found, "login-throttle") == ["max-attempts 3"]


@pytest.mark.parametrize(
    ("words", "write", "filter_name"),
    [
        ("v3 priv", False, ""),
        ("v3 priv IPv4 NMS", False, "NMS"),
        ("v3 priv read V notify W NMS", False, "NMS"),
        ("v3 priv write V", True, ""),
        ("v3 priv context NMS", False, ""),
    ],
)
def test_snmp_groups_of_iosxr(words: str, write: bool, filter_name: str) -> None:
    lists = "ipv4 access-list NMS\n 10 permit ipv4 host 10.9.0.5 any\n!\n"
    (access,) = device(cisco_iosxr, f"{lists}snmp-server group G {words}\n").management.snmp
    assert (access.version, access.level, access.write, access.filter_name) == ("3", "priv", write, filter_name)
    assert (access.sources == AddressSet.network("10.9.0.5/32")) is bool(filter_name)


@pytest.mark.parametrize(
    ("words", "recorded"),
    [
        ("syslog file log any any", True),
        ("syslog host 10.9.0.5 any notice", True),
        ("syslog host 10.9.0.5 any error", False),
        ("syslog file log change-log any", False),
        ("syslog file log change-log any\nset system syslog file log interactive-commands any", True),
        ("syslog file a change-log any\nset system syslog file b interactive-commands any", False),
        (
            "accounting events [ login change-log interactive-commands ]\nset system accounting destination tacplus",
            True,
        ),
        ("accounting events [ login change-log interactive-commands ]", False),
    ],
)
def test_commands_that_junos_records(words: str, recorded: bool) -> None:
    assert settings(device(juniper_junos, f"set system {words}\n"), "logging-changes") == ["on"] * recorded


def test_login_classes_of_junos() -> None:
    text = "set system login class ops idle-timeout 10\nset system login user a class ops\nset system login user b class super-user\n"
    lines = {line.name: line.idle_timeout_s for line in device(juniper_junos, text).management.lines}
    assert lines == {"class ops": 600, "class super-user": 0}
    limited = device(juniper_junos, f"{text}set system login idle-timeout 5\n")
    assert [line.name for line in limited.management.lines] == ["class ops"]


_SYSLOG = "set shared log-settings syslog sys server a server 10.9.0.5\nset shared log-settings syslog old server b server 10.9.0.6\n"


def test_syslog_profiles_of_panos_count_where_something_sends_to_them() -> None:
    found = device(paloalto_panos, f"{_SYSLOG}set shared log-settings system match-list all send-syslog sys\n")
    assert [s.host for s in found.management.servers] == ["10.9.0.5"]
    assert settings(found, "logging-changes") == []
    both = device(paloalto_panos, f"{_SYSLOG}set shared log-settings config match-list all send-syslog [ sys old ]\n")
    assert [s.host for s in both.management.servers] == ["10.9.0.5", "10.9.0.6"]
    assert settings(both, "logging-changes") == ["on"]


@pytest.mark.parametrize(
    ("parser", "text", "keyed"),
    [
        (mikrotik_routeros, "/system ntp client servers\nadd address=10.9.0.7 auth-key=1\nadd address=10.9.0.8\n", [True, False]),
        (pfsense, "<pfsense><system><timeservers>10.9.0.7</timeservers></system><ntpd><serverauth>yes</serverauth></ntpd></pfsense>", [True]),
        (pfsense, "<pfsense><system><timeservers>10.9.0.7</timeservers></system><ntpd></ntpd></pfsense>", [None]),
    ],
)  # fmt: skip
def test_keys_of_time_servers(parser: Parser, text: str, keyed: list[bool | None]) -> None:
    assert [s.authenticated for s in device(parser, text).management.servers if s.purpose == "ntp"] == keyed


def test_managers_of_routeros_limit_its_agent() -> None:
    text = "/ip address\nadd address=10.9.0.1/24 interface=ether1\n/snmp\nset enabled=yes\n/snmp community\nadd name=a addresses=10.9.0.5/32\n"
    (service,) = [s for s in device(mikrotik_routeros, text).management.services if s.protocol == "snmp"]
    assert service.sources == AddressSet.network("10.9.0.5/32")
    assert settings(device(mikrotik_routeros, "/user aaa\nset use-radius=yes\n"), "aaa-login") == ["radius,local"]


def test_command_log_of_fortios() -> None:
    text = "config system global\n    set cli-audit-log {}\nend\n"
    assert settings(device(fortinet_fortios, text.format("enable")), "logging-changes") == ["on"]
    assert settings(device(fortinet_fortios, text.format("disable")), "logging-changes") == ["off"]


@pytest.mark.parametrize(
    ("parser", "text", "servers", "clouds"),
    [
        (fortinet_fortios, "config system central-management\n    set type fortiguard\nend\n", list[tuple[str, str]](), ["FortiGate Cloud"]),
        (fortinet_fortios, "config log fortiguard setting\n    set status enable\nend\n", list[tuple[str, str]](), ["FortiGate Cloud logging"]),
        (fortinet_fortios, "config system autoupdate schedule\n    set status enable\nend\n", [("update", "update.fortiguard.net")], list[str]()),
        (fortinet_fortios, ("config system autoupdate schedule\n    set status enable\nend\nconfig system central-management\n    set type fortimanager\n"
                           "    config server-list\n        edit 1\n            set server-type update rating\n            set server-address 10.50.0.9\n        next\n"
                           "    end\nend\n"), [("update", "10.50.0.9")], list[str]()),
        (paloalto_panos, "set deviceconfig system update-server updates.paloaltonetworks.com\n", list[tuple[str, str]](), list[str]()),
        (paloalto_panos, "set deviceconfig system update-schedule threats recurring daily at 02:00\nset deviceconfig system secure-proxy-server 10.50.0.9\n",
         [("update", "updates.paloaltonetworks.com"), ("update-proxy", "10.50.0.9")], list[str]()),
        (paloalto_panos, "set deviceconfig system device-telemetry threat-prevention yes\n", list[tuple[str, str]](), ["device telemetry"]),
        (juniper_junos, "set system license autoupdate url https://ae1.juniper.net/junos/key_retrieval\nset system phone-home server https://redirect.juniper.net\n",
         [("update", "ae1.juniper.net")], ["phone home"]),
        (cisco_ios, "hostname r\nlicense smart url cslu http://10.50.0.9:8182/cslu/v1/pi\nlicense smart url default\n", [("update", "10.50.0.9")], list[str]()),
        (vyos, "set system update-check url 'https://user@mirror.example:8443/list'\n", [("update", "mirror.example")], list[str]()),
        (pfsense, "<pfsense><system><acb><enable>yes</enable></acb></system></pfsense>", list[tuple[str, str]](), ["AutoConfigBackup"]),
    ],
)  # fmt: skip
def test_where_updates_come_from(parser: Parser, text: str, servers: list[tuple[str, str]], clouds: list[str]) -> None:
    found = device(parser, text)
    assert [(s.purpose, s.host) for s in found.management.servers if s.purpose.startswith("update")] == servers
    assert settings(found, "vendor-cloud") == clouds


@pytest.mark.parametrize(
    ("parser", "text", "values"),
    [
        (fortinet_fortios, "config ips global\n    set fail-open enable\nend\n", ["intrusion prevention"]),
        (fortinet_fortios, "config ips global\n    set fail-open disable\nend\n", list[str]()),
        (fortinet_fortios, "config system global\n    set av-failopen pass\nend\n", ["virus scanner"]),
        (fortinet_fortios, "config system global\n    set av-failopen off\nend\n", list[str]()),
        (fortinet_fortios, "config system bypass\n    set poweroff-bypass enable\nend\n", ["bypass relay"]),
        (paloalto_panos, "set deviceconfig setting ctd tcp-bypass-exceed-queue yes\n", ["tcp-bypass-exceed-queue"]),
        (paloalto_panos, "set deviceconfig setting ctd tcp-bypass-exceed-queue no\n", list[str]()),
        (cisco_asa, "hostname fw\nhardware-bypass GigabitEthernet 1/1-1/2 sticky\n", ["bypass relay"]),
        (cisco_asa, "hostname fw\nhardware-bypass boot-delay module-up sfr\n", list[str]()),
        (cisco_asa, "policy-map global_policy\n class sfr\n  sfr fail-open\n", ["sfr module"]),
        (cisco_asa, "policy-map global_policy\n class sfr\n  sfr fail-close\n", list[str]()),
    ],
)
def test_what_lets_traffic_by(parser: Parser, text: str, values: list[str]) -> None:
    assert settings(device(parser, text), "fail-open") == values


def test_where_junos_fetches_updates_leaves_nothing_unread() -> None:
    lines = (
        "set security idp security-package url https://signatures.juniper.net/",
        "set security idp security-package automatic enable",
        "set security screen ids-option s icmp ping-death",
        "set security screen ids-option s tcp syn-flood attack-threshold 200",
        "set system license autoupdate url https://ae1.juniper.net/",
        "set system phone-home upgrade-image-before-configuration",
    )
    parsed = juniper_junos.parse("\n".join(lines) + "\n", "device.cfg")
    assert parsed.coverage.unknown == ()


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("tcp syn-flood", {"flood-protection"}),
        ("limit-session source-ip-based 100", {"flood-protection"}),
        ("ip spoofing", {"urpf"}),
        ("icmp ping-death", set[str]()),
    ],
)
def test_screens_of_zones(option: str, expected: set[str]) -> None:
    text = (
        "set interfaces ge-0/0/0 unit 0 family inet address 10.1.0.1/24\n"
        "set security zones security-zone out interfaces ge-0/0/0.0\nset security zones security-zone out screen s\n"
        f"set security screen ids-option s {option}\n"
    )
    (port,) = [i for i in device(juniper_junos, text).interfaces if i.name == "ge-0/0/0.0"]
    assert port.settings & {"flood-protection", "urpf"} == expected


_DOS = """config system interface
    edit "port1"
        set ip 10.1.0.1 255.255.255.0
    next
    edit "port2"
        set ip 10.2.0.1 255.255.255.0
    next
end
config firewall DoS-policy
    edit 1
        set interface "{}"
        set srcaddr "all"
        config anomaly
            edit "tcp_syn_flood"
                set status enable
                set action {}
                set threshold 2000
            next
        end
    next
end
"""


@pytest.mark.parametrize(
    ("interface", "action", "limited"),
    [("port1", "block", {"port1"}), ("any", "block", {"port1", "port2"}), ("port1", "pass", set[str]())],
)
def test_dos_policies_of_fortios(interface: str, action: str, limited: set[str]) -> None:
    found = device(fortinet_fortios, _DOS.format(interface, action))
    assert {i.name for i in found.interfaces if "flood-protection" in i.settings} == limited


def _np6(*states: str) -> str:
    entries = "".join(
        f'    edit "np6_{n}"\n        config hpe\n            set enable-shaper {state}\n        end\n    next\n'
        for n, state in enumerate(states)
    )
    return f"config system np6\n{entries}end\n"


@pytest.mark.parametrize(
    ("text", "shielded"),
    [
        ("config system npu\n    config hpe\n        set enable-shaper enable\n    end\nend\n", True),
        ("config system npu\n    config hpe\n        set all-protocol 400000\n    end\nend\n", False),
        ("config system npu\n    set dedicated-management-cpu enable\nend\n", False),
        (_np6("enable", "enable"), True),
        (_np6("enable", "disable"), False),
        ("", False),
    ],
)
def test_host_protection_of_fortios(text: str, shielded: bool) -> None:
    found = device(fortinet_fortios, text + _DOS.format("port1", "pass"))
    assert [s.value for s in found.management.settings if s.name == "control-plane-policing"] == ["hpe"] * shielded


@pytest.mark.parametrize(
    ("parser", "text", "idle", "override"),
    [
        (cisco_asa, "timeout conn 1:30:00 half-closed 0:10:00\n", ["5400"], 0),
        (cisco_asa, "timeout xlate 3:00:00\npolicy-map P\n class scada\n  set connection timeout idle 24:00:00\n", [], 1),
        (fortinet_fortios, "config system session-ttl\n    set default 900\nend\n", ["900"], 0),
        (fortinet_fortios, ("config system session-ttl\n    set default never\n    config port\n        edit 1\n            set timeout 86400\n"
                           "        next\n    end\nend\n"), ["0"], 1),
        (paloalto_panos, "set deviceconfig setting session timeout-tcp 1800\n", ["1800"], 0),
    ],
)  # fmt: skip
def test_idle_sessions(parser: Parser, text: str, idle: list[str], override: int) -> None:
    found = device(parser, text)
    assert settings(found, "session-idle-s") == idle
    assert len(settings(found, "session-idle-override")) == override


def test_limits_of_an_asa() -> None:
    text = "threat-detection basic-threat\npolicy-map P\n class any\n  set connection embryonic-conn-max 100\n"
    found = device(cisco_asa, text)
    assert settings(found, "threat-detection") == ["on"]
    assert settings(found, "connection-limit") == ["embryonic-conn-max 100"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("family inet filter input P", ["lo0.0:P"]),
        ("family inet filter input-list [ P Q ]", ["lo0.0:Q"]),
        ("family inet filter output P", list[str]()),
    ],
)
def test_filter_before_the_routing_engine(words: str, expected: list[str]) -> None:
    text = f"set firewall filter P term a then accept\nset firewall filter Q term a then accept\nset interfaces lo0 unit 0 {words}\n"
    assert settings(device(juniper_junos, text), "control-plane-list") == expected
