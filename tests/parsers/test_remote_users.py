"""Local accounts that VPNs admit, and none of those that only administer."""

from __future__ import annotations

import pytest

from zonewarden_parsers.registry import PARSERS

ASA = """\
ASA Version 9.16(4)
username admin password ***** pbkdf2 privilege 15
username admin attributes
 service-type admin
username both password ***** pbkdf2 privilege 15
username client password ***** pbkdf2
username client attributes
 service-type remote-access
username grouped password ***** pbkdf2 privilege 15
username grouped attributes
 vpn-group-policy GP
username plain password ***** pbkdf2
group-policy GP internal
"""
LOCAL_VPN = """\
interface GigabitEthernet0/0
 nameif outside
 ip address 203.0.113.1 255.255.255.0
webvpn
 enable outside
tunnel-group T type remote-access
tunnel-group T general-attributes
 authentication-server-group LOCAL
"""
FORTIOS = """\
#config-version=FGT60F-7.2.5-FW-build1517-230606:opmode=0:vdom=0:user=admin
config user local
    edit "anna"
        set type password
    next
    edit "bert"
        set type password
        set status disable
    next
    edit "carl"
        set type radius
        set radius-server "R"
    next
    edit "dora"
        set type password
    next
end
config user group
    edit "VPN"
        set member "anna" "bert" "carl"
    next
end
config vpn ssl settings
    set source-interface "wan1"
    config authentication-rule
        edit 1
            set groups "VPN"
            set portal "full-access"
        next
    end
end
"""
MIKROTIK = "/ppp secret\nadd name=anna comment=GR-7 service=l2tp\nadd name=bert disabled=yes\n/user\nadd name=admin\n"
VYOS = """\
set interfaces ethernet eth0 address 10.0.0.1/24
set system login user admin authentication encrypted-password x
set vpn l2tp remote-access authentication local-users username anna password x
set vpn l2tp remote-access authentication local-users username bert disable
"""
JUNOS = "set version 21.4R3\nset system login user admin class super-user\nset access profile P client anna firewall-user password x\n"


PANOS = """\
set network interface ethernet ethernet1/1 layer3 ip 203.0.113.1/24
set zone outside network layer3 ethernet1/1
set local-user-database user anna phash x
set local-user-database user bert disabled yes
set mgt-config users admin phash x
set authentication-profile P method METHOD
set global-protect global-protect-gateway G local-address interface ethernet1/1
set global-protect global-protect-gateway G client-auth A authentication-profile P
"""


@pytest.mark.parametrize(
    ("platform", "text", "users"),
    [
        ("cisco-asa", ASA, {"client": True, "grouped": True}),
        ("cisco-asa", ASA + LOCAL_VPN, {"client": True, "grouped": True, "plain": True}),
        ("fortinet-fortios", FORTIOS, {"anna": True, "bert": False}),
        ("mikrotik-routeros", MIKROTIK, {"anna": True, "bert": False}),
        ("vyos", VYOS, {"anna": True, "bert": False}),
        ("juniper-junos", JUNOS, {"anna": True}),
        ("paloalto-panos", PANOS.replace("METHOD", "local-database"), {"anna": True, "bert": False}),
        ("paloalto-panos", PANOS.replace("METHOD", "radius server-profile R"), {}),
    ],
)
def test_accounts_that_a_vpn_admits(platform: str, text: str, users: dict[str, bool]) -> None:
    (device,) = PARSERS[platform].parse(text, "fw").devices
    assert {user.name: user.enabled for user in device.remote_users} == users
