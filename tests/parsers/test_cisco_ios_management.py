"""The management plane and the VPNs of IOS."""

from __future__ import annotations

import pytest

from zonewarden_parsers import cisco_ios
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    ANY6,
    NOWHERE,
    AddressSet,
    Aspect,
    Device,
    LineState,
    Secret,
    Severity,
    TerminalLine,
    User,
    VpnKind,
)


def device(text: str) -> Device:
    return cisco_ios.parse(text, "r.cfg").devices[0]


def net(text: str) -> AddressSet:
    return AddressSet.parse(text)


def settings(text: str) -> dict[str, str]:
    return {s.name: s.value for s in device(text).management.settings}


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("ip ssh version 2", "ssh-version", "2"),
        ("ip ssh time-out 60", "ssh-timeout-s", "60"),
        ("ip ssh authentication-retries 2", "ssh-retries", "2"),
        ("ip ssh server algorithm mac hmac-sha2-256 hmac-sha1", "ssh-mac", "hmac-sha2-256,hmac-sha1"),
        ("ip http tls-version TLSv1.2", "tls-min", "1.2"),
        ("crypto isakmp policy 1\n encr 3des\n hash md5\n group 2", "ike", "ikev1,3des,md5,group2"),
        ("crypto ikev2 proposal P\n encryption aes-cbc-256\n group 14 19", "ike", "ikev2,aes-cbc-256,group14,group19"),
        ("crypto ipsec transform-set T esp-3des esp-md5-hmac", "ipsec", "esp-3des,esp-md5-hmac"),
        ("crypto isakmp aggressive-mode disable", "ike-aggressive", "off"),
        ("banner login # hello #", "banner", "login"),
        ("login block-for 60 attempts 3 within 30", "login-throttle", "login block-for 60 attempts 3 within 30"),
        ("service password-encryption", "password-encryption", "on"),
        ("no service password-encryption", "password-encryption", "off"),
        ("security passwords min-length 12", "password-min-length", "12"),
        ("enable secret 9 $9$x", "enable-hash", "type-9"),
        ("enable secret level 15 5 $1$x", "enable-hash", "type-5"),
        ("enable password cisco", "enable-hash", "type-0"),
        ("no aaa new-model", "aaa", "off"),
        ("aaa authentication login default group tacacs+ local", "aaa-login", "group tacacs+,local"),
        ("aaa authentication login VTY local", "aaa-login", "VTY:local"),
        ("aaa authentication enable default enable", "aaa-enable", "enable"),
        ("no logging on", "logging", "off"),
        ("logging trap warnings", "logging-trap", "warnings"),
        ("no service timestamps log", "logging-timestamps", "off"),
        ("archive\n log config\n  logging enable", "logging-changes", "on"),
        ("ntp authenticate", "ntp-authenticate", "on"),
        ("clock timezone CET 1", "clock-timezone", "CET 1"),
        ("no ip source-route", "service:source-route", "off"),
        ("ip http server", "service:http-server", "on"),
        ("no cdp run", "service:cdp", "off"),
        ("no ip domain-lookup", "service:domain-lookup", "off"),
        ("no service pad", "service:pad", "off"),
        ("no vstack", "service:vstack", "off"),
        ("no snmp-server", "snmp-server", "off"),
        ("ipv6 unicast-routing", "ipv6-routing", "on"),
        ("version 15.2", "boot-version", "15.2"),
    ],
)
def test_setting(text: str, name: str, value: str) -> None:
    assert settings(text)[name] == value


def test_terminal_lines() -> None:
    found = device(
        "line con 0\n exec-timeout 5 30\n login authentication CON\nline aux 0\n no exec\n transport input none\n"
        "line vty 0 4\n exec-timeout 0 0\n access-class 10 in\n no login\n transport input ssh telnet\n"
    ).management.lines
    at = [t.location for t in found]
    assert found == (
        TerminalLine("con 0", at[0], 330, None, "", "authentication CON"),
        TerminalLine("aux 0", at[1], None, ("none",), exec_disabled=True),
        TerminalLine("vty 0 4", at[2], 0, ("ssh", "telnet"), "10", "none"),
    )


@pytest.mark.parametrize(
    ("body", "protocols"),
    [("transport input ssh", ["ssh"]), ("transport input all", ["ssh", "telnet"]), ("transport input none", []),
     ("no transport input", []), ("login", ["ssh", "telnet"]), ("transport input telnet ssh", ["ssh", "telnet"]), ("no exec", [])],
)  # fmt: skip
def test_services_of_a_vty_line(body: str, protocols: list[str]) -> None:
    found = device(f"line vty 0 4\n {body}\n").management.services
    assert [(s.protocol, s.line, s.sources) for s in found] == [(p, "vty 0 4", ANY) for p in protocols]


def test_reading_of_a_missing_transport_is_said() -> None:
    (note,) = device("line vty 0 4\n login\n").diagnostics
    assert (note.code, note.severity, note.location.line) == ("default-transport", Severity.NOTE, 1)


VTY = "line vty 0 4\n access-class L in\n transport input ssh\n"


@pytest.mark.parametrize(
    ("acl", "sources", "known"),
    [
        ("ip access-list standard L\n deny host 10.0.0.1\n permit 10.0.0.0 0.0.0.3\n", "10.0.0.0/32 10.0.0.2/31", True),
        ("ip access-list extended L\n permit tcp 10.0.0.0 0.0.0.255 any eq 22\n permit tcp any any eq 80\n", "10.0.0.0/24", True),
        ("ip access-list extended L\n deny tcp 10.0.0.0 0.0.0.255 host 10.9.9.9\n permit tcp 10.0.0.0 0.0.0.255 any\n", "10.0.0.0/24", True),
        ("ip access-list extended L\n deny tcp any any eq nosuch\n permit tcp 10.0.0.0 0.0.0.255 any\n", "0.0.0.0/0", False),
        ("", "0.0.0.0/0", False),
    ],
)  # fmt: skip
def test_access_class_limits_the_sources(acl: str, sources: str, known: bool) -> None:
    (found,) = device(acl + VTY).management.services
    assert found.sources == AddressSet.union(net(s) for s in sources.split())
    assert (found.filter_name, found.sources_known) == ("L", known)


def test_access_class_of_one_family_leaves_the_other_open() -> None:
    text = "ip access-list standard L\n permit 10.0.0.1\ninterface Gi0/0\n ipv6 address 2001:db8::1/64\n"
    (found,) = device(text + VTY).management.services
    assert found.sources == net("10.0.0.1") | ANY6
    (both,) = device(
        text + "ipv6 access-list S\n deny ipv6 any any\n" + VTY + " ipv6 access-class S in\n"
    ).management.services
    assert both.sources == net("10.0.0.1")


def test_web_servers_and_their_access_class() -> None:
    text = "ip http server\nip http secure-server\nip http access-class 5\naccess-list 5 permit 10.0.0.1\n"
    found = device(text).management.services
    assert [(s.protocol, s.sources, s.filter_name) for s in found] == [
        ("http", net("10.0.0.1"), "5"),
        ("https", net("10.0.0.1"), "5"),
    ]
    assert device("ip http server\nno ip http server\n").management.services == ()


@pytest.mark.parametrize(
    ("line", "user"),
    [
        ("username a privilege 15 secret 5 $1$x", ("type-5", 15)),
        ("username a secret 8 $8$x", ("type-8", None)),
        ("username a password 7 0822455D0A16", ("type-7", None)),
        ("username a password 0 cisco", ("type-0", None)),
        ("username a password cisco", ("type-0", None)),
        ("username a algorithm-type scrypt secret cisco", ("type-0", None)),
        ("username a nopassword", ("nopassword", None)),
        ("username a secret <removed>", ("masked", None)),
        ("username a privilege 1", ("", 1)),
    ],
)
def test_user(line: str, user: tuple[str, int | None]) -> None:
    (found,) = device(line + "\n").management.users
    assert found == User("a", found.location, *user)


def test_lines_of_one_user_add_up() -> None:
    (found,) = device("username a privilege 15\nusername a secret 9 $9$x\n").management.users
    assert (found.hash, found.privilege, found.location.line) == ("type-9", 15, 1)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("snmp-server community public RO", ("1,2c", False, "", "", True, ANY)),
        ("snmp-server community s3cret RW 5", ("1,2c", True, "", "5", False, net("10.0.0.1"))),
        ("snmp-server community s3cret view V RO 5", ("1,2c", False, "", "5", False, net("10.0.0.1"))),
        ("snmp-server group G v3 priv write W access 5", ("3", True, "priv", "5", False, net("10.0.0.1"))),
        ("snmp-server group G v3 noauth", ("3", False, "noauth", "", False, ANY)),
        ("snmp-server community x RO 77", ("1,2c", False, "", "77", False, ANY4)),
    ],
)
def test_snmp(line: str, expected: tuple[object, ...]) -> None:
    (found,) = device(line + "\naccess-list 5 permit 10.0.0.1\n").management.snmp
    assert (found.version, found.write, found.level, found.filter_name, found.default_name, found.sources) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("logging 10.0.0.1", ("syslog", "10.0.0.1", "", None)),
        ("logging host 10.0.0.1 transport tcp port 601", ("syslog", "10.0.0.1", "tcp", None)),
        ("logging host log.example", ("syslog", "log.example", "", None)),
        ("ntp server 10.0.0.1", ("ntp", "10.0.0.1", "udp", None)),
        ("ntp server vrf V 10.0.0.1 key 3", ("ntp", "10.0.0.1", "udp", True)),
        ("ntp peer 10.0.0.1", ("ntp", "10.0.0.1", "udp", None)),
        ("tacacs-server host 10.0.0.1 key 7 0011", ("tacacs", "10.0.0.1", "tcp", None)),
        ("tacacs server T\n address ipv4 10.0.0.1\n key 7 0011", ("tacacs", "10.0.0.1", "tcp", None)),
        ("radius-server host 10.0.0.1 auth-port 1812", ("radius", "10.0.0.1", "udp", None)),
        ("radius server R\n address ipv4 10.0.0.1 auth-port 1812", ("radius", "10.0.0.1", "udp", None)),
        ("aaa group server tacacs+ T\n server-private 10.0.0.1 key x", ("tacacs", "10.0.0.1", "", None)),
        ("snmp-server host 10.0.0.1 version 2c pub", ("snmp-trap", "10.0.0.1", "udp", False)),
        ("snmp-server host 10.0.0.1 version 3 priv u", ("snmp-trap", "10.0.0.1", "udp", True)),
        ("ip name-server 10.0.0.1", ("dns", "10.0.0.1", "", None)),
    ],
)
def test_server(text: str, expected: tuple[object, ...]) -> None:
    (found,) = device(text + "\n").management.servers
    assert (found.purpose, found.host, found.transport, found.authenticated) == expected
    assert found.addresses == (net("10.0.0.1") if found.host == "10.0.0.1" else NOWHERE)


def test_profile_of_tls_for_logs_is_read() -> None:
    text = """
logging tls-profile OT
 tls-version TLSv1.2
 client-id-trustpoint CA
logging host 10.0.0.1 vrf M transport tls port 6514 profile OT
"""
    read = device(text)
    assert [(s.purpose, s.host, s.transport) for s in read.management.servers] == [("syslog", "10.0.0.1", "tls")]
    assert not read.gaps
    assert not read.coverage.unknown


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("enable password s3cret", ("cleartext", "enable password")),
        ("username a password 7 0822455D0A16", ("type-7", "username a")),
        ("line vty 0 4\n password 7 0822455D0A16", ("type-7", "line vty 0 4")),
        ("snmp-server community public RO", ("community", "snmp-server community")),
        ("tacacs-server host 10.0.0.1 key s3cret", ("cleartext", "tacacs-server host")),
        ("crypto isakmp key s3cret address 10.0.0.1", ("psk", "crypto isakmp")),
        ("router bgp 1\n neighbor 10.0.0.1 password s3cret", ("cleartext", "router bgp 1")),
        ("interface Gi0/0\n ip ospf message-digest-key 1 md5 7 0011", ("type-7", "interface Gi0/0")),
        ("ntp authentication-key 1 md5 0011 7", ("type-7", "ntp authentication-key")),
    ],
)
def test_secret_is_a_place_and_never_a_value(text: str, secret: tuple[str, str]) -> None:
    found = device(text + "\n")
    assert [(s.kind, s.what) for s in found.management.secrets] == [secret]
    assert not [hidden for hidden in ("s3cret", "0822455D0A16", "0011") if hidden in repr(found)]


@pytest.mark.parametrize(
    "text", ["enable secret 5 $1$x", "username a secret 9 $9$x", "username a password 7 <removed>", "key chain K\n key 1", "ntp server 10.0.0.1 key 1"]
)  # fmt: skip
def test_hashes_and_masked_values_are_no_secrets(text: str) -> None:
    assert device(text + "\n").management.secrets == ()


def test_secret_under_a_command_that_shows_one_is_not_told_by_it() -> None:
    found = device("snmp-server community h1dden RO\n password 7 0011\n")
    assert [s for s in found.management.secrets if "h1dden" in s.what] == []
    assert isinstance(found.management.secrets[0], Secret)


def test_banner_text_is_no_configuration() -> None:
    parsed = cisco_ios.parse(
        "banner login ^C\nip route 0.0.0.0 0.0.0.0 10.0.0.1\n! no comment\ninterface X^C\nhostname after\n", "r.cfg"
    )
    found = parsed.devices[0]
    assert (found.name, found.routes, found.interfaces) == ("after", (), ())
    assert parsed.coverage.states == (
        LineState.MODELLED, LineState.IRRELEVANT, LineState.IRRELEVANT, LineState.IRRELEVANT, LineState.MODELLED,
    )  # fmt: skip


def test_banner_that_never_ends_hides_nothing() -> None:
    found = device("banner motd #\nip route 0.0.0.0 0.0.0.0 10.0.0.1\n")
    assert len(found.routes) == 1
    assert found.diagnostics[0].code == "open-banner"


def test_certificates_are_irrelevant_as_far_as_they_are_hexadecimal() -> None:
    parsed = cisco_ios.parse(
        "crypto pki certificate chain T\n certificate ca 01\n  30820330 3082\n  F70D\n  quit\nhostname after\n", "r.cfg"
    )
    assert parsed.devices[0].name == "after"
    assert parsed.coverage.unknown == ()


def test_crypto_map_entry() -> None:
    found = device(
        "crypto ipsec transform-set T esp-aes 256 esp-sha-hmac\ncrypto map M 10 ipsec-isakmp\n set peer 192.0.2.9\n"
        " set ip access-group F in\n set transform-set T\n match address A\ninterface Gi0/0\n crypto map M\n"
    )
    (vpn,) = found.vpns
    assert (vpn.name, vpn.kind, vpn.interface, vpn.peers) == ("M 10", VpnKind.SITE_TO_SITE, "Gi0/0", ("192.0.2.9",))
    assert (vpn.filter_list, vpn.crypto, vpn.locations["peers"].line) == ("F", ("esp-aes", "256", "esp-sha-hmac"), 3)
    assert found.vpn_bypass is not None
    assert found.vpn_bypass.line == 8
    assert [r.name for r in found.undefined] == ["F", "A"]


def test_remote_access() -> None:
    found = device(
        "crypto isakmp client configuration group G\n key s\n pool P\n max-logins 2\nip local pool P 10.0.0.1 10.0.0.9\n"
        "crypto dynamic-map D 1\n set transform-set T\ncrypto map M 9 ipsec-isakmp dynamic D\ninterface Gi0/0\n crypto map M\n"
        "webvpn gateway W\n inservice\n"
    )
    group, dynamic, gateway = found.vpns
    assert (group.kind, group.pools, group.simultaneous_logins) == (VpnKind.REMOTE_ACCESS, net("10.0.0.1-10.0.0.9"), 2)
    assert (dynamic.kind, dynamic.crypto, dynamic.interface) == (VpnKind.REMOTE_ACCESS, ("T",), "Gi0/0")
    assert (gateway.kind, [g.aspect for g in found.gaps]) == (VpnKind.REMOTE_ACCESS, [Aspect.REMOTE_ACCESS])


def test_tunnel_with_a_profile() -> None:
    (vpn,) = device(
        "crypto ipsec profile P\n set transform-set T\ninterface Tunnel1\n tunnel destination 192.0.2.7\n tunnel protection ipsec profile P\n"
    ).vpns
    assert (vpn.name, vpn.interface, vpn.peers, vpn.crypto) == ("Tunnel1", "Tunnel1", ("192.0.2.7",), ("T",))


def test_industrial_protocols_that_manage_the_switch() -> None:
    found = device("profinet\ninterface Vlan10\n cip enable\n").management.services
    assert [(s.protocol, s.interfaces, s.sources) for s in found] == [("profinet", (), ANY), ("cip", ("Vlan10",), ANY)]
    assert device("no profinet\ninterface Vlan10\n no cip enable\n").management.services == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "monitor session 1 source vlan 10 , 20 - 22 rx\nmonitor session 1 destination interface Gi1/0/48 ingress vlan 10\n",
            ["1 source vlan 10,20-22 rx", "1 destination interface Gi1/0/48 ingress vlan 10"],
        ),
        (
            "monitor session 2 type erspan-source\n source interface Gi1/0/1 - 2\n destination\n  ip address 10.0.0.1\n",
            ["2 source interface Gi1/0/1-2", "2 destination"],
        ),
        ("no monitor session 1\n", []),
    ],
)
def test_sessions_that_copy_to_sensors(text: str, expected: list[str]) -> None:
    parsed = cisco_ios.parse(text, "x")
    assert [s.value for s in parsed.devices[0].management.settings if s.name == "span-session"] == expected
    assert parsed.coverage.unknown == ()
