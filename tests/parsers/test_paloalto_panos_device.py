"""PAN-OS devices: contexts, topology, translation, templates, management plane, remote access."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonewarden_parsers import paloalto_panos
from zonewarden_parsers.masking import mask
from zonewarden_parsers.model import Aspect, Device, Effect, LineState, VpnKind

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "paloalto_panos"


def devices(text: str) -> tuple[Device, ...]:
    return paloalto_panos.parse(text, "fw").devices


def one(text: str) -> Device:
    (found,) = devices(text)
    return found


def fixture(name: str) -> tuple[Device, ...]:
    return devices((FIXTURES / name).read_text(encoding="utf-8"))


def test_the_three_forms_are_one_tree() -> None:
    commands = "set deviceconfig system hostname fw\nset zone a network layer3 [ ethernet1/1 ethernet1/2 ]\nset network interface ethernet ethernet1/1 layer3 ip 10.0.0.1/24"
    braces = """config { devices { localhost.localdomain {
      deviceconfig { system { hostname fw; } }
      network { interface { ethernet { ethernet1/1 { layer3 { ip { 10.0.0.1/24; } } } } } }
      vsys { vsys1 { zone { a { network { layer3 [ ethernet1/1 ethernet1/2 ]; } } } } } } } }"""
    xml = """<config><devices><entry name="localhost.localdomain">
      <deviceconfig><system><hostname>fw</hostname></system></deviceconfig>
      <network><interface><ethernet><entry name="ethernet1/1"><layer3><ip><entry name="10.0.0.1/24"/></ip></layer3></entry></ethernet></interface></network>
      <vsys><entry name="vsys1"><zone><entry name="a"><network><layer3><member>ethernet1/1</member><member>ethernet1/2</member></layer3></network></entry></zone></entry></vsys>
      </entry></devices></config>"""
    found = [one(text) for text in (commands, braces, xml)]
    said = [[(i.name, i.zone, str(i.networks), str(i.addresses)) for i in d.interfaces] for d in found]
    assert said == [[("ethernet1/1", "a", "10.0.0.0/24", "10.0.0.1")]] * 3
    assert [d.name for d in found] == ["fw"] * 3


def test_elements_have_their_lines() -> None:
    text = """<?xml version="1.0"?>
<config version="10.1.0" urldb="paloaltonetworks">
  <!-- a comment
       of two lines -->
  <devices><entry name="localhost.localdomain"><vsys><entry name="vsys1"><rulebase><security><rules>
    <entry name="r">
      <from>
        <member>any</member>
      </from><to><member>any</member></to>
      <source><member>any</member></source><destination><member>any</member></destination>
      <application><member>any</member></application><service><member>any</member></service>
      <action>allow</action>
      <unheard-of>x</unheard-of>
    </entry>
  </rules></security></rulebase></entry></vsys></entry></devices>

</config>
"""
    parsed = paloalto_panos.parse(text, "fw.xml")
    rule = next(r for r in parsed.devices[0].rule_lists[0].rules if r.name == "r")
    assert (rule.location.line, rule.location.end_line) == (6, 14)
    assert parsed.coverage.unknown == (13,)
    assert [i for i, s in enumerate(parsed.coverage.states, 1) if s is LineState.BLANK] == [3, 4, 16]
    assert [d.location.line for d in parsed.diagnostics] == [13]
    assert parsed.devices[0].version == "10.1.0"


def test_broken_xml_keeps_what_stands_before_the_fault() -> None:
    text = '<config>\n<shared>\n<address>\n<entry name="a"><ip-netmask>10.0.0.1</ip-netmask></entry>\n<oops>\n</shared>\n</config>\n'
    parsed = paloalto_panos.parse(text, "fw.xml")
    assert parsed.devices[0].objects[0].name == "a"
    assert parsed.coverage.unknown[-1] == 7
    assert (Aspect.ALL, Effect.EITHER) in {(g.aspect, g.effect) for g in parsed.devices[0].gaps}


def test_virtual_systems_are_devices() -> None:
    first, second = fixture("braces.conf")
    assert [(d.name, d.context) for d in (first, second)] == [("fw-braces", "vsys1"), ("fw-braces", "vsys2")]
    assert [i.name for i in second.interfaces] == ["ethernet1/2"]
    assert second.interfaces[0].dynamic
    reasons = {g.reason for g in first.gaps}
    assert "zone to-vsys2 leads to another virtual system" in reasons
    assert "route other goes by next-vr b" in reasons


def test_device_groups_inherit_rules_and_objects() -> None:
    manager, group, other, spare = fixture("panorama.xml")
    assert (manager.name, manager.rule_lists, manager.bindings) == ("panorama-1", (), ())
    assert {d.name for d in (group, other, spare)} == {"panorama-1"}
    names = [r.name for r in group.rule_lists[0].rules]
    assert names[:4] == ["shared-pre", "plants-pre", "plant-a-post", "shared-post"]
    assert {str(r.match.destinations) for r in group.rule_lists[0].rules if r.name == "plants-pre"} == {"10.20.1.10"}
    assert [(i.name, i.zone, str(i.networks), i.dynamic) for i in group.interfaces] == [
        ("ethernet1/1", "idmz", "10.30.0.0/24", False),
        ("ethernet1/2", "cell", "none", True),
    ]
    assert {(i.name, i.zone) for i in other.interfaces} == {("idmz", "idmz"), ("cell", "cell"), ("office", "office")}
    assert [r.action.value for r in spare.rule_lists[0].rules] == ["unknown"]


def test_a_circle_of_device_groups_ends() -> None:
    text = "\n".join(
        f"set device-group {a} parent-dg {b}\nset device-group {a} devices {a}" for a, b in (("x", "y"), ("y", "x"))
    )
    assert {d.context for d in devices(text)} == {"x", "y"}


def test_firewalls_of_a_device_group_may_have_rules_of_their_own() -> None:
    rule = " from any to any source any destination any application any service any action deny\n"
    group = "set device-group g devices 1\n"
    post = one(f"{group}set device-group g post-rulebase security rules r{rule}")
    assert [g.effect for g in post.gaps] == [Effect.MAY_PERMIT]
    assert not one(f"{group}set device-group g pre-rulebase security rules r{rule}").gaps
    assert one(f"{group}set device-group g pre-rulebase security rules r{rule.strip()} source-user x\n").gaps


@pytest.mark.parametrize(("value", "used"), [("no", "10.0.0.3"), ("yes", "10.0.0.1")])
def test_the_nearest_definition_of_a_name_counts_unless_turned_round(value: str, used: str) -> None:
    text = f"""
set deviceconfig setting management ancestor-objects-take-precedence {value}
set shared address x ip-netmask 10.0.0.1
set device-group top address x ip-netmask 10.0.0.2
set device-group low address x ip-netmask 10.0.0.3
set device-group low devices 1
set readonly devices localhost.localdomain device-group low parent-dg top
set device-group low pre-rulebase security rules r from any to any source x destination any application any service any action deny
"""
    found = next(d for d in devices(text) if d.context == "low")
    assert str(found.rule_lists[0].rules[0].match.sources) == used


def test_translations() -> None:
    (device,) = fixture("commands.set")
    assert device.lists_before_nat
    assert [(n.kind, str(n.real), str(n.mapped)) for n in device.nat] == [
        ("static", "10.30.0.10", "10.40.0.10"),
        ("static", "10.30.0.11", "10.40.0.11"),
        ("static", "10.30.0.12", "10.40.0.12"),
        ("pat", "any", "none"),
        ("exempt", "any", "any"),
    ]


@pytest.mark.parametrize(
    ("line", "effect"),
    [
        ("set rulebase pbf rules p action forward egress-interface ethernet1/9", Effect.EITHER),
        ("set rulebase pbf rules p action discard", Effect.MAY_DENY),
        ("set rulebase pbf rules p action no-pbf", None),
        ("set rulebase pbf rules p action discard\nset rulebase pbf rules p disabled yes", None),
        ("set rulebase dos rules d action deny", Effect.MAY_DENY),
        ("set rulebase dos rules d action protect", None),
        ("set rulebase nat rules n nat-type nptv6", Effect.EITHER),
        (
            "set network virtual-router default routing-table ip static-route r destination 10.0.0.0/8 nexthop next-vr other",
            Effect.EITHER,
        ),
        (
            "set network virtual-router default routing-table ip static-route r destination 10.0.0.0/8 nexthop ip-address GHOST",
            Effect.EITHER,
        ),
        ("set deviceconfig setting session ipv6-firewalling no", Effect.MAY_PERMIT),
        ("set deviceconfig setting session tcp-reject-non-syn no", None),
        ("set network interface ethernet ethernet1/1 layer3 strange yes", Effect.EITHER),
        ("set rulebase nat rules n source-translation static-ip translated-address 10.0.0.1 extra yes", Effect.EITHER),
        ("set rulebase security rules r from trust untrusted-word", None),
    ],
)
def test_what_bears_on_flows_and_is_not_followed_is_a_gap(line: str, effect: Effect | None) -> None:
    gaps = one(line).gaps
    assert [g.effect for g in gaps if g.aspect is Aspect.FLOWS] == ([effect] if effect else [])


def test_an_unknown_element_beside_an_object_with_a_telling_name_still_bears_on_flows() -> None:
    gaps = one("set address panorama strange 10.0.0.1").gaps
    assert {g.aspect for g in gaps} == {Aspect.FLOWS}


def test_management_port() -> None:
    device = one("set deviceconfig system ip-address 10.9.0.5\nset deviceconfig system netmask 255.255.255.0")
    assert {(s.protocol, str(s.sources)) for s in device.management.services} == {("https", "any"), ("ssh", "any")}
    text = """
set deviceconfig system service disable-http no
set deviceconfig system service disable-https yes
set deviceconfig system service disable-ssh yes
set deviceconfig system permitted-ip 10.9.0.0/24
set deviceconfig system permitted-ip 10.8.0.7 description jump
"""
    (service,) = one(text).management.services
    assert (service.protocol, str(service.sources), service.interfaces) == (
        "http",
        "10.8.0.7, 10.9.0.0/24",
        ("management",),
    )


def test_interface_management_profiles() -> None:
    (device,) = fixture("commands.set")
    (service,) = [s for s in device.management.services if s.line == "jump"]
    assert (service.protocol, str(service.sources), service.interfaces) == ("ssh", "10.30.0.5", ("ethernet1/2.30",))
    assert not [s for s in device.management.services if s.line == "ping-only"]


def test_idle_limits_lockout_and_passwords() -> None:
    (device,) = fixture("commands.set")
    settings = {s.name: s.value for s in device.management.settings}
    assert settings["login-throttle"] == "failed-attempts 5 lockout-time 30"
    assert settings["password-min-length"] == "14"
    assert [line.idle_timeout_s for line in device.management.lines] == [600]
    assert [line.idle_timeout_s for line in one("set deviceconfig system hostname x").management.lines] == [3600]
    assert [
        line.idle_timeout_s for line in one("set deviceconfig setting management idle-timeout 0").management.lines
    ] == [0]


@pytest.mark.parametrize(("hash_", "kind"), [("$1$a$b", "md5"), ("$5$a$b", "sha256-crypt"), ("*", "masked")])
def test_accounts(hash_: str, kind: str) -> None:
    text = f"set mgt-config users u phash {hash_}\nset mgt-config users u permissions role-based superreader yes"
    assert [(u.hash, u.privilege) for u in one(text).management.users] == [(kind, 1)]


def test_snmp() -> None:
    v2 = one("set deviceconfig system snmp-setting access-setting version v2c snmp-community-string public")
    assert [(s.version, s.default_name) for s in v2.management.snmp] == [("2c", True)]
    assert [s.kind for s in v2.management.secrets] == ["community"]
    assert "snmp" in {s.protocol for s in v2.management.services}
    v3 = one(
        "set deviceconfig system snmp-setting access-setting version v3 users u authpwd x\nset deviceconfig system snmp-setting access-setting version v3 users u privpwd y"
    )
    assert [(s.version, s.level) for s in v3.management.snmp] == [("3", "priv")]


def test_servers() -> None:
    text = """
set shared server-profile radius R server a ip-address 10.9.0.1
set shared server-profile radius R server a secret -AQ==
set shared server-profile tacplus T server b address 10.9.0.2
set shared log-settings snmptrap S version v2c server c manager 10.9.0.3
set shared log-settings syslog L server d server 10.9.0.4
set shared log-settings system match-list all send-syslog L
set deviceconfig system ntp-servers primary-ntp-server ntp-server-address 10.9.0.5
set deviceconfig system ntp-servers primary-ntp-server authentication-type symmetric-key key-id 1
"""
    found = {(s.purpose, s.host, s.transport, s.authenticated) for s in one(text).management.servers}
    assert found == {
        ("radius", "10.9.0.1", "", None),
        ("tacacs", "10.9.0.2", "", None),
        ("snmp-trap", "10.9.0.3", "", None),
        ("syslog", "10.9.0.4", "udp", None),
        ("ntp", "10.9.0.5", "", True),
    }


GLOBAL_PROTECT = """
set shared authentication-profile otp method radius server-profile R
set shared authentication-profile local method local-database
set vsys vsys1 global-protect global-protect-gateway gw local-address interface ethernet1/1
set vsys vsys1 global-protect global-protect-gateway gw client-auth all authentication-profile otp
set vsys vsys1 global-protect global-protect-gateway gw roles default login-lifetime hours 12
set vsys vsys1 global-protect global-protect-gateway gw roles default inactivity-logout minutes 30
set vsys vsys1 global-protect global-protect-gateway gw remote-user-tunnel-configs c ip-pool 10.200.0.0/24
set vsys vsys1 global-protect global-protect-gateway gw remote-user-tunnel-configs c split-tunneling access-route 10.30.0.0/24
"""


def test_global_protect() -> None:
    (vpn,) = one(GLOBAL_PROTECT).vpns
    assert (vpn.kind, vpn.interface, vpn.authentication) == (VpnKind.REMOTE_ACCESS, "ethernet1/1", ("aaa:R",))
    assert (str(vpn.pools), vpn.split_tunnel, str(vpn.split_networks)) == ("10.200.0.0/24", "included", "10.30.0.0/24")
    assert (vpn.session_timeout_min, vpn.idle_timeout_min) == (720, 30)


def test_portals_count_where_they_give_access_themselves() -> None:
    portal = "set vsys vsys1 global-protect global-protect-portal p portal-config local-address interface ethernet1/1\n"
    assert [v.name for v in one(portal).vpns] == ["p"]
    assert [v.name for v in one(GLOBAL_PROTECT + portal).vpns] == ["gw"]
    clientless = portal + "set vsys vsys1 global-protect global-protect-portal p clientless-vpn hostname x\n"
    assert [v.name for v in one(GLOBAL_PROTECT + clientless).vpns] == ["gw", "p"]


CERTIFICATE = "set vsys vsys1 global-protect global-protect-gateway gw certificate-profile ca\n"


@pytest.mark.parametrize(
    ("extra", "factors"),
    [
        (
            "set shared authentication-profile otp multi-factor-auth mfa-enable yes factors duo",
            ("aaa:R", "secondary:duo"),
        ),
        ("set shared authentication-profile otp multi-factor-auth mfa-enable no factors duo", ("aaa:R",)),
        (CERTIFICATE, ("aaa:R", "certificate")),
        (
            CERTIFICATE
            + "set vsys vsys1 global-protect global-protect-gateway gw client-auth all user-credential-or-client-cert-required yes",
            ("aaa:R",),
        ),
        (
            "set vsys vsys1 global-protect global-protect-gateway gw client-auth weak authentication-profile unset",
            ("aaa:R",),
        ),
    ],
)
def test_factors_of_the_weakest_way_in(extra: str, factors: tuple[str, ...]) -> None:
    (vpn,) = one(f"{GLOBAL_PROTECT}{extra}\n").vpns
    assert vpn.authentication == factors


def test_ipsec() -> None:
    text = """
set network ike crypto-profiles ike-crypto-profiles p encryption [ aes-128-cbc 3des ]
set network ike crypto-profiles ike-crypto-profiles p hash md5
set network ike crypto-profiles ike-crypto-profiles p dh-group group2
set network ike gateway g protocol ikev1 ike-crypto-profile p
set network ike gateway g authentication pre-shared-key key -AQ==
set network ike gateway g peer-address ip 203.0.113.9
set network ike gateway g local-address interface ethernet1/1
set network tunnel ipsec t auto-key ike-gateway g
set network tunnel ipsec t tunnel-interface tunnel.1
"""
    device = one(text)
    (vpn,) = device.vpns
    assert (vpn.kind, vpn.interface, vpn.peers) == (VpnKind.SITE_TO_SITE, "ethernet1/1", ("203.0.113.9",))
    assert vpn.authentication == ("psk",)
    assert vpn.crypto == ("ikev1", "aes-128-cbc", "3des", "md5", "group2")
    assert [(s.name, s.value) for s in device.management.settings] == [("ike", "aes-128-cbc,3des,md5,group2")]


def test_shared_objects_are_used_if_any_context_uses_them() -> None:
    rule = (
        "rulebase security rules r from any to any source {} destination any application any service any action allow"
    )
    text = f"set shared address x ip-netmask 10.0.0.1\nset vsys vsys1 {rule.format('any')}\nset vsys vsys2 {rule.format('x')}"
    assert [[(o.name, o.used) for o in d.objects] for d in devices(text)] == [[("x", True)], [("x", True)]]


@pytest.mark.parametrize(
    "line",
    [
        "set mgt-config users admin phash $1$secret",
        "<phash>$5$secret</phash>",
        "            phash $1$secret;",
        "set network ike gateway g authentication pre-shared-key key secret",
        "<snmp-community-string>secret</snmp-community-string>",
        "set deviceconfig system snmp-setting access-setting version v2c snmp-community-string secret",
        "<bind-password>secret</bind-password>",
        "<private-key>-----BEGIN secret",
        "set shared server-profile radius R server a secret secret",
    ],
)
def test_secrets_do_not_leave(line: str) -> None:
    assert not mask(line).replace("R server a secret", "").count("secret")


def test_score() -> None:
    for path in FIXTURES.glob("*"):
        text = path.read_text(encoding="utf-8")
        assert (paloalto_panos.score(text) >= 60) is (path.suffix != ".json")
    assert paloalto_panos.score("hostname r1\ninterface Gi0/0\n ip address 10.0.0.1 255.255.255.0\n") == 0
    assert paloalto_panos.score("set system host-name srx\nset security zones security-zone trust\n") == 0


def test_text_beside_a_comment_is_not_dropped() -> None:
    parsed = paloalto_panos.parse(
        "<config>\n<shared>\n stray <!-- note -->\n<!-- note -->\n</shared>\n</config>\n", "t"
    )
    assert (parsed.coverage.unknown[0], parsed.coverage.states[3]) == (3, LineState.BLANK)


def test_instructions_for_other_programs_are_irrelevant() -> None:
    parsed = paloalto_panos.parse('<?other version="1.0"?>\n<config>\n</config>\n', "t")
    assert [s.value for s in parsed.coverage.states] == ["irrelevant", "modelled", "modelled"]


def test_an_interface_called_like_the_management_port_leaves_everything_open() -> None:
    parsed = paloalto_panos.parse(
        "set deviceconfig system ip-address 10.9.0.1\nset deviceconfig system netmask 255.255.255.0\n"
        "set network interface loopback units management ip 10.0.0.1/32\n",
        "t",
    )
    (found,) = parsed.devices
    assert [i.name for i in found.interfaces].count("management") == 1
    assert "an interface has the name of the management port" in {g.reason for g in found.gaps}


@pytest.mark.parametrize("command", ["move", "move top", "move a", "move a before"])
def test_a_move_that_is_cut_short_is_told(command: str) -> None:
    parsed = paloalto_panos.parse(f"set deviceconfig system hostname a\n{command}\n", "t")
    assert parsed.coverage.unknown == (2,)
    assert parsed.devices[0].gaps
