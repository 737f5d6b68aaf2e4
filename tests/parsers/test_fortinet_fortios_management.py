"""FortiOS management plane and VPN: who may reach the device, with what, and how clients log in."""

from __future__ import annotations

import pytest

from zonewarden_parsers import fortinet_fortios
from zonewarden_parsers.masking import mask
from zonewarden_parsers.model import ANY4, ANY6, AddressSet, Device, SnmpAccess, Vpn, VpnKind

INTERFACES = """config system interface
edit "wan"
set ip 203.0.113.1/30
set allowaccess https ssh ping snmp
config ipv6
set ip6-address 2001:db8::1/64
set ip6-allowaccess https
end
next
edit "lan"
set ip 10.1.0.1/24
set allowaccess telnet
next
end
"""


def table(name: str, **entries: str) -> str:
    rows = [
        f'edit "{n}"\n' + "".join(f"set {f.strip()}\n" for f in fields.split(";") if f.strip()) + "next\n"
        for n, fields in entries.items()
    ]
    return f"config {name}\n{''.join(rows)}end\n"


def obj(name: str, fields: str) -> str:
    return f"config {name}\n" + "".join(f"set {f.strip()}\n" for f in fields.split(";")) + "end\n"


def device(*parts: str) -> Device:
    parsed = fortinet_fortios.parse(INTERFACES + "".join(parts), "t.conf")
    assert not parsed.coverage.unknown, [str(d) for d in parsed.diagnostics]
    return parsed.devices[0]


def access(*parts: str) -> dict[tuple[str, str, int], tuple[AddressSet, bool]]:
    """Return the administrative services by protocol, interface and IP version: their sources, and whether these are sure."""
    found = device(*parts).management.services
    return {(s.protocol, s.interfaces[0], 4 if s.sources.v4 else 6): (s.sources, s.sources_known) for s in found}


def net(*texts: str) -> AddressSet:
    return AddressSet.union(AddressSet.parse(t) for t in texts)


def test_allowaccess_without_trusted_hosts_is_open_to_all() -> None:
    assert access(table("system admin", admin="accprofile super_admin")) == {
        ("https", "wan", 4): (ANY4, True), ("ssh", "wan", 4): (ANY4, True), ("snmp", "wan", 4): (ANY4, True),
        ("https", "wan", 6): (ANY6, True), ("telnet", "lan", 4): (ANY4, True),
    }  # fmt: skip


def test_trusted_hosts_count_when_every_administrator_has_some() -> None:
    both = table(
        "system admin",
        a="trusthost1 10.1.0.0 255.255.255.0",
        b="trusthost1 10.2.0.9 255.255.255.255; ip6-trusthost1 2001:db8:9::/64",
    )
    found = access(both)
    assert found["https", "wan", 4] == (net("10.1.0.0/24", "10.2.0.9"), True)
    assert found["https", "wan", 6] == (ANY6, True)
    assert found["snmp", "wan", 4] == (ANY4, True)
    one = access(table("system admin", a="trusthost1 10.1.0.0 255.255.255.0", b="accprofile x"))
    assert one["https", "wan", 4] == (ANY4, True)


def test_a_trusted_host_of_zeroes_is_everyone_but_in_full_output() -> None:
    zero = table("system admin", a="trusthost1 10.1.0.0 255.255.255.0; trusthost2 0.0.0.0 0.0.0.0")
    assert access(zero)["https", "wan", 4] == (ANY4, True)
    rest = "; ".join(f"trusthost{n} 0.0.0.0 0.0.0.0" for n in range(2, 11))
    full = table("system admin", a=f"trusthost1 10.1.0.0 255.255.255.0; {rest}")
    assert access(full)["https", "wan", 4] == (net("10.1.0.0/24"), True)


RULE = "intf wan; dstaddr all; schedule always"


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"1": f"{RULE}; srcaddr all; service HTTPS; action deny"}, None),
        (
            {"1": f"{RULE}; srcaddr desk; service HTTPS; action accept", "2": f"{RULE}; srcaddr all; service ALL"},
            (net("10.1.0.9"), True),
        ),
        ({"1": f"{RULE}; srcaddr desk; service HTTPS; action deny"}, (ANY4 - net("10.1.0.9"), True)),
        ({"1": f"{RULE}; srcaddr all; service SSH; action deny"}, (ANY4, True)),
        ({"1": f"{RULE}; srcaddr all; service HTTPS; action deny; status disable"}, (ANY4, True)),
        ({"1": f"{RULE}; srcaddr place; service HTTPS; action deny"}, (ANY4, False)),
        ({"1": "intf wan; dstaddr desk; srcaddr all; service HTTPS; schedule always"}, (ANY4, False)),
        ({"1": f"{RULE}; srcaddr all; action deny"}, (ANY4, False)),
        ({"1": "intf lan; dstaddr all; srcaddr all; service HTTPS; schedule always"}, (ANY4, True)),
        ({"1": "intf wan; dstaddr all; srcaddr all; service HTTPS; schedule unknown"}, (ANY4, False)),
    ],
)
def test_local_in_policies_narrow_access(rules: dict[str, str], expected: tuple[AddressSet, bool] | None) -> None:
    objects = table("firewall address", desk="subnet 10.1.0.9/32", place="type geography; country CH")
    assert access(objects, table("firewall local-in-policy", **rules)).get(("https", "wan", 4)) == expected


def test_the_port_of_an_administrative_service_may_be_another() -> None:
    deny = table("firewall local-in-policy", **{"1": f"{RULE}; srcaddr all; service HTTPS"})
    assert ("https", "wan", 4) in access(deny, obj("system global", "admin-sport 8443"))
    assert ("https", "wan", 4) not in access(deny)


def test_unknown_access_is_a_gap() -> None:
    found = fortinet_fortios.parse(
        table("system interface", a="ip 10.1.0.1/24; allowaccess https newthing"), "t"
    ).devices[0]
    assert [g.reason for g in found.gaps] == ["access newthing is not known"]


def test_snmp_access() -> None:
    text = 'config system snmp community\nedit 1\nset name "private"\nset query-v1-status disable\nconfig hosts\nedit 1\nset ip 10.1.0.5 255.255.255.255\nnext\nend\nnext\nedit 2\nset status disable\nset name x\nnext\nend\n'
    users = table("system snmp user", u="security-level auth-no-priv; auth-pwd ENC x", v="queries disable")
    community, user = device(text, users).management.snmp
    assert (community.version, community.default_name, community.sources) == ("2c", True, net("10.1.0.5"))
    assert isinstance(user, SnmpAccess)
    assert (user.version, user.level) == ("3", "auth")
    assert access(text)["snmp", "wan", 4] == (net("10.1.0.5"), True)


def test_administrators() -> None:
    text = table(
        "system admin",
        a="accprofile super_admin; password ENC SH2abc; two-factor fortitoken", b="password Pa55word", c="remote-auth enable; wildcard enable; remote-group g", d="accprofile x",
    )  # fmt: skip
    plane = device(text).management
    assert [(u.name, u.hash, u.privilege) for u in plane.users] == [
        ("a", "sha256", 15),
        ("b", "type-0", None),
        ("c", "", None),
        ("d", "nopassword", None),
    ]
    assert ("admin-two-factor", "a:fortitoken") in {(s.name, s.value) for s in plane.settings}
    assert [s.what for s in plane.secrets] == ["admin b"]
    assert "Pa55word" not in repr(plane)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        (obj("system global", "admin-https-ssl-versions tlsv1-1 tlsv1-2"), "tls-min", "1.1"),
        (obj("system global", "admin-https-ssl-versions tlsv1-3"), "tls-min", "1.3"),
        (obj("system global", "pre-login-banner enable"), "banner", "login"),
        (obj("system global", "strong-crypto disable"), "strong-crypto", "off"),
        (obj("system global", "admin-lockout-threshold 3"), "login-throttle", "threshold 3 duration default"),
        (obj("system password-policy", "status enable; minimum-length 14"), "password-min-length", "14"),
        (obj("system password-policy", "status disable; minimum-length 14"), "password-policy", "off"),
        (obj("system ntp", "ntpsync enable; authentication enable"), "ntp-authenticate", "on"),
        (obj("log setting", "fwpolicy-implicit-log enable"), "implicit-deny-log", "on"),
        (obj("system ha", "mode a-p; password ENC x"), "ha-mode", "a-p"),
        (
            table("vpn ipsec phase1-interface", t="interface wan; proposal 3des-md5; dhgrp 2; mode aggressive"),
            "ike",
            "ikev1,3des,md5,group2,aggressive",
        ),
    ],
)
def test_settings(text: str, name: str, value: str) -> None:
    assert (name, value) in {(s.name, s.value) for s in device(text).management.settings}


def test_idle_limit_of_administrators() -> None:
    (line,) = device(obj("system global", "admintimeout 15")).management.lines
    assert (line.name, line.idle_timeout_s) == ("admin", 900)


@pytest.mark.parametrize(
    ("text", "purpose", "host", "transport"),
    [
        (obj("log syslogd setting", "status enable; server 10.1.0.8"), "syslog", "10.1.0.8", "udp"),
        (obj("log syslogd2 setting", "status enable; server 10.1.0.8; mode reliable"), "syslog", "10.1.0.8", "tcp"),
        (
            obj("log syslogd3 setting", "status enable; server logs; enc-algorithm high; mode reliable"),
            "syslog",
            "logs",
            "tls",
        ),
        (obj("log fortianalyzer setting", "status enable; server 10.1.0.8"), "syslog", "10.1.0.8", "tls"),
        (table("user radius", r="server 10.1.0.8; secret ENC x"), "radius", "10.1.0.8", ""),
        (table("user ldap", r="server 10.1.0.8; secure ldaps"), "ldap", "10.1.0.8", "tls"),
    ],
)
def test_servers(text: str, purpose: str, host: str, transport: str) -> None:
    (server,) = device(text).management.servers
    assert (server.purpose, server.host, server.transport) == (purpose, host, transport)


def test_log_servers_that_are_off_are_none() -> None:
    assert not device(obj("log syslogd setting", "status disable; server 10.1.0.8")).management.servers


USERS = table(
    "user local",
    strong="type password; two-factor fortitoken; passwd ENC x",
    weak="type password; passwd ENC x",
    far="type radius; radius-server R",
)
GROUPS = table(
    "user group",
    strong="member strong",
    mixed="member strong weak",
    remote="member R",
    saml="member S",
    nested="member far",
)
SERVERS = table("user radius", R="server 10.1.0.8; secret ENC x") + table("user saml", S="entity-id x")
POOL = table("firewall address", pool="type iprange; start-ip 10.60.0.1; end-ip 10.60.0.9")
PORTAL = table("vpn ssl web portal", full="tunnel-mode enable; ip-pools pool; split-tunneling disable")


def portal(groups: str, *, more: str = "", settings: str = "") -> Vpn:
    rule = f"config authentication-rule\nedit 1\nset groups {groups}\nset portal full\n{more}next\nend\n"
    text = f"config vpn ssl settings\nset source-interface wan\nset idle-timeout 90\n{settings}{rule}end\n"
    (found,) = device(USERS, GROUPS, SERVERS, POOL, PORTAL, text).vpns
    return found


@pytest.mark.parametrize(
    ("groups", "methods"),
    [
        ("strong", ("aaa:LOCAL", "token:fortitoken")), ("mixed", ("aaa:LOCAL",)), ("strong mixed", ("aaa:LOCAL",)), ("remote", ("aaa:R",)), ("nested", ("aaa:R",)),
        ("saml", ("saml:S",)), ("strong remote", ("aaa:R",)), ("gone", ()),
    ],
)  # fmt: skip
def test_the_weakest_login_of_a_portal_counts(groups: str, methods: tuple[str, ...]) -> None:
    assert portal(groups).authentication == methods


def test_portals() -> None:
    found = portal(
        "strong", more="set client-cert enable\n", settings="set auth-timeout 28800\nset ssl-min-proto-ver tls1-2\n"
    )
    assert found.authentication == ("aaa:LOCAL", "token:fortitoken", "certificate")
    assert (found.kind, found.interface, found.pools) == (VpnKind.REMOTE_ACCESS, "ssl.root", net("10.60.0.1-10.60.0.9"))
    assert found.reached_by == ("wan",)
    assert (found.split_tunnel, found.idle_timeout_min, found.session_timeout_min) == ("tunnelall", 2, 480)
    assert "tlsv1.2" in found.crypto
    assert not portal("strong", settings="set status disable\n").enabled


def test_ssl_vpn_without_an_interface_is_off() -> None:
    assert device(POOL, PORTAL, obj("vpn ssl settings", "port 443")).vpns == ()


@pytest.mark.parametrize(
    ("fields", "kind", "methods"),
    [
        ("remote-gw 192.0.2.1; psksecret ENC x", VpnKind.SITE_TO_SITE, ("psk",)),
        ("type dynamic; psksecret ENC x", VpnKind.REMOTE_ACCESS, ("psk",)),
        ("type dynamic; authmethod signature; certificate c", VpnKind.REMOTE_ACCESS, ("certificate",)),
        (
            "type dynamic; xauthtype auto; authusrgrp strong",
            VpnKind.REMOTE_ACCESS,
            ("psk", "aaa:LOCAL", "token:fortitoken"),
        ),
        ("type dynamic; xauthtype auto; authusrgrp mixed", VpnKind.REMOTE_ACCESS, ("psk", "aaa:LOCAL")),
        ("type dynamic; ike-version 2; eap enable; authusrgrp remote", VpnKind.REMOTE_ACCESS, ("psk", "aaa:R")),
    ],
)
def test_ipsec(fields: str, kind: VpnKind, methods: tuple[str, ...]) -> None:
    found = device(USERS, GROUPS, SERVERS, table("vpn ipsec phase1-interface", tunnel=f"interface wan; {fields}"))
    (vpn,) = found.vpns
    assert (vpn.kind, vpn.authentication, vpn.interface) == (kind, methods, "tunnel")
    assert found.interface("tunnel")
    assert vpn.reached_by == ("wan",)


def test_a_key_in_clear_is_told_and_not_kept() -> None:
    found = device(table("vpn ipsec phase1-interface", tunnel="interface wan; psksecret visible-key"))
    assert [s.kind for s in found.management.secrets] == ["psk"]
    assert "visible-key" not in repr(found)


@pytest.mark.parametrize(
    "line",
    [
        "set psksecret ENC hidden",
        "set passwd ENC hidden",
        'set password "hidden word"',
        "set auth-pwd hidden",
        "  set key ENC hidden",
        "set secret hidden",
        "set api-key ENC hidden",
    ],
)
def test_secrets_of_a_line_are_masked(line: str) -> None:
    assert "hidden" not in mask(line)


@pytest.mark.parametrize(
    "line", ["set key-id 7", "set password-renewal enable", "set keylife 86400", "set passwd-time 2020-01-01"]
)
def test_harmless_lines_are_not_masked(line: str) -> None:
    assert mask(line) == line


@pytest.mark.parametrize(
    ("fields", "discard", "interface", "destination"),
    [
        ("gateway 203.0.113.2; device wan", False, "wan", ANY4), ("dst 10.9.0.0 255.255.0.0; blackhole enable", True, "", net("10.9.0.0/16")),
        ("dst 10.9.0.0/16; device lan", False, "lan", net("10.9.0.0/16")), ("dstaddr far; device lan", False, "lan", net("10.8.0.0/16")),
        ("sdwan-zone overlay", False, "lan", ANY4),
    ],
)  # fmt: skip
def test_routes(fields: str, discard: bool, interface: str, destination: AddressSet) -> None:
    sdwan = "config system sdwan\nconfig zone\nedit overlay\nnext\nend\nconfig members\nedit 1\nset interface lan\nset zone overlay\nset gateway 10.1.0.254\nnext\nend\nend\n"
    (route,) = device(
        table("firewall address", far="subnet 10.8.0.0/16"), sdwan, table("router static", **{"1": fields})
    ).routes
    assert (route.discard, route.interface, route.destination) == (discard, interface, destination)


def test_disabled_routes_and_idle_protocols_are_none() -> None:
    found = device(
        table("router static", **{"1": "status disable; device wan"}),
        "config router rip\nconfig redistribute connected\nend\nend\nconfig router bgp\nset as 65000\nend\n",
    )
    assert not found.routes
    assert not found.dynamic_routing


def test_protocols_and_policy_routes() -> None:
    bgp = "config router bgp\nset as 65000\nconfig neighbor\nedit 10.1.0.2\nset remote-as 65001\nnext\nend\nend\n"
    found = device(bgp, table("router policy", **{"1": "output-device wan"}))
    assert [name for name, _ in found.dynamic_routing] == ["bgp 65000"]
    assert any("policy routing" in g.reason for g in found.gaps)


@pytest.mark.parametrize(("switch", "expected"), [("enable", {"a", "b"}), ("disable", {"a"})])
def test_secondary_addresses_have_their_own_access(switch: str, expected: set[str]) -> None:
    text = f"""config system interface
edit a
set ip 10.1.0.1/24
set allowaccess https
set secondary-IP {switch}
config secondaryip
edit 1
set ip 10.2.0.1/24
set allowaccess ssh
next
end
next
end
"""
    found = fortinet_fortios.parse(text, "t").devices[0].management.services
    assert {s.protocol for s in found} == {{"a": "https", "b": "ssh"}[e] for e in expected}


def test_an_unknown_field_makes_a_local_in_policy_uncertain() -> None:
    rule = table("firewall local-in-policy", **{"1": f"{RULE}; srcaddr all; service HTTPS; new-condition x"})
    parsed = fortinet_fortios.parse(INTERFACES + rule, "t")
    services = [
        s
        for s in parsed.devices[0].management.services
        if (s.protocol, s.interfaces) == ("https", ("wan",)) and s.sources.v4
    ]
    assert [(s.sources, s.sources_known) for s in services] == [(ANY4, False)]
    assert parsed.devices[0].gaps


def test_a_certificate_asked_of_everyone_makes_that_of_a_rule_no_unknown_line() -> None:
    found = portal("strong", more="set client-cert enable\n", settings="set reqclientcert enable\n")
    assert found.authentication == ("aaa:LOCAL", "token:fortitoken", "certificate")
    text = "config vpn ssl web portal\nedit full\nset tunnel-mode enable\nnext\nend\nconfig vpn ssl settings\nset source-interface wan\nset reqclientcert enable\nconfig authentication-rule\nedit 1\nset portal full\nset client-cert enable\nnext\nend\nend\n"
    assert fortinet_fortios.parse(text, "t.conf").coverage.unknown == ()


@pytest.mark.parametrize(
    ("fields", "enabled"),
    [("set tunnel-mode disable\nset web-mode disable\n", False), ("set web-mode disable\n", True)],
)
def test_a_portal_without_any_mode_offers_nothing(fields: str, *, enabled: bool) -> None:
    text = "config vpn ssl settings\nset source-interface wan\nset default-portal none\nend\n"
    (found,) = device(f"config vpn ssl web portal\nedit none\n{fields}next\nend\n", text).vpns
    assert found.enabled is enabled


def settings_of_a(*parts: str) -> frozenset[str]:
    (found,) = (i for i in device(*parts).interfaces if i.name == "a")
    return found.settings


def test_sources_are_checked_unless_the_check_or_the_domain_says_otherwise() -> None:
    port = "config system interface\nedit a\nset ip 10.0.0.1 255.255.255.0\n{}next\nend\n"
    assert "urpf" in settings_of_a(port.format(""))
    assert "urpf" not in settings_of_a(port.format("set src-check disable\n"))
    routed = "config system settings\nset asymroute enable\nend\n"
    assert "urpf" not in settings_of_a(routed, port.format(""))


def test_a_comment_behind_a_prompt_is_irrelevant() -> None:
    parsed = fortinet_fortios.parse("config system global\n set hostname FW\nend\nFW # # note\n", "t")
    assert [s.value for s in parsed.coverage.states] == ["modelled", "modelled", "modelled", "irrelevant"]
