"""No secret survives `mask`; nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewarden_parsers.masking import MASK, find_secrets, is_hidden, mask, mask_at, suspicious

OTHERS = """
set system root-authentication plain-text-password-value %
    encrypted-password "%"; ## SECRET-DATA
set security ike policy P pre-shared-key ascii-text "%"
    pre-shared-key hexadecimal "%";
set snmp community % authorization read-only
    community % {
set protocols ospf area 0 interface ge-0/0/0 authentication md5 1 key "%"
set system ntp authentication-key 1 type md5 value "%"
authentication-key 1 type md5 value "%"; ## SECRET-DATA
set access profile p client c firewall-user password "%"
set system login user vyos authentication plaintext-password %
set service snmp community % authorization ro
        pre-shared-secret %
set interfaces wireguard wg0 private-key %
set interfaces wireguard wg0 peer p preshared-key %
add name=user1 password=% service=l2tp
add authentication-types=wpa2-psk wpa2-pre-shared-key=%
add secret="%" generate-policy=port-strict
set [ find default=yes ] name=%
/snmp community set [ find default=yes ] addresses=10.0.0.0/8 name=%
add private-key="%" listen-port=13231
/radius add address=10.0.0.1 secret=% service=login
<password>%</password>
<bcrypt-hash>%</bcrypt-hash>
<pre-shared-key>%</pre-shared-key>
<rocommunity>%</rocommunity>
<otp_seed>%</otp_seed>
<radius_secret>%</radius_secret>
<ldap_bindpw>%</ldap_bindpw>
<proxypass>%</proxypass>
<auth_pass>%</auth_pass>
<omapi_key>%</omapi_key>
<trapstring>%</trapstring>
<dns_cf_token>%</dns_cf_token>
<telegram><api>%</api></telegram>
<apikeys>%|$6$$x</apikeys>
add as=65000 name=b remote.address=10.0.0.1 tcp-md5-key=%
set sim pin=%
set system login user vyos authentication otp key '%'
set service monitoring telegraf influxdb authentication token '%'
set interfaces macsec macsec1 security mka cak '%'
set pki certificate c private key '%'
        connection wss://unms.example.org:443+%+allowSelfSignedCertificate
  "password": "%",
  "one-time-password" : "%"
  "sid" : "%"
<token>%</token>
<passcode>%</passcode>
set shared log-settings snmptrap t version v2c server s community %
set system license keys key "%"
    set activation-code "%"
    set enckey %
    set authkey %
    set md5-key 1 "%"
    set azure-api-key "%"
    set auth-secret-1 %
    set auth-pwd-l1 %
    set access-token "%"
    set http-headers "Authorization: Bearer %"
snmp-server user u g v3 auth sha encrypted % priv aes 128 encrypted %
snmp-server user u g v3 auth sha-2 256 % priv des56 clear %
snmp-server host-group inside MANAGERS community % version 2c
snmp-server community-map clear % context plant
 host 10.1.2.3 traps version 2c encrypted %
  hello-password hmac-md5 encrypted %
aaa-server TACACS+ (inside) host 10.1.2.3 % timeout 10
 lsp-password text clear %
 ip nhrp authentication %
 authentication key eigrp 100 % key-id 1
 group REMOTE key %
 key-octet-string 7 % cryptographic-algorithm AES_128_CMAC
  bfd authentication keyed-sha1 keyid 1 key ascii %
event manager environment _mail_password %
confdConfig encryptedStrings DES3CBC key1 %
"""


@pytest.mark.parametrize("line", OTHERS.strip("\n").split("\n"))
def test_secrets_of_other_platforms_are_masked(line: str) -> None:
    masked = mask(line.replace("%", "S3cr3tVal"))
    assert "S3cr3tVal" not in masked
    assert MASK in masked


SHOWN = """
enable secret 5 %
enable secret %
enable password level 7 %
enable password % encrypted
passwd % encrypted
username admin privilege 15 secret 9 %
username admin password 0 %
username admin password % encrypted privilege 15
username admin password % pbkdf2
tacacs-server host 10.0.0.1 key 7 %
tacacs-server key %
radius-server host 10.0.0.1 auth-port 1 acct-port 2 key %
server-private 10.0.0.1 key 7 %
client 10.0.0.1 server-key 7 %
 key 7 %
 key-string 7 %
 key %
key config-key password-encrypt %
crypto isakmp key % address 10.0.0.1
crypto isakmp key 6 % hostname x
 pre-shared-key address 10.0.0.1 key %
 pre-shared-key local 0 %
 pre-shared-key %
 ikev1 pre-shared-key %
 ikev2 remote-authentication pre-shared-key %
 ikev2 local-authentication pre-shared-key 0 %
snmp-server community % RO 10
snmp-server community 7 % RW
snmp-server host 10.0.0.1 version 2c %
snmp-server host 10.0.0.1 informs version 2c % bgp
snmp-server host 10.0.0.1 %
snmp-server host inside 10.0.0.1 community % version 2c
snmp-server user u g v3 auth sha % priv aes 128 %
snmp-server user u g v3 encrypted auth md5 % priv des %
ntp authentication-key 1 md5 % 7
 ip ospf authentication-key 7 %
 ip ospf message-digest-key 1 md5 7 %
 area 0 virtual-link 1.1.1.1 message-digest-key 1 md5 7 %
 neighbor 10.0.0.1 password 7 %
 standby 1 authentication md5 key-string %
 standby 1 authentication %
 vrrp 1 authentication text %
 isis password %
 ospfv3 encryption ipsec spi 500 esp null sha1 %
 ospfv3 authentication ipsec spi 500 md5 %
 wpa-psk ascii 7 %
 ppp chap password 7 %
 ppp pap sent-username u password 0 %
ip ftp password 7 %
 path ftp://user:%@10.0.0.1/x
 path scp://user:%@10.0.0.1/x
vtp password %
failover key %
 key-hash ssh-rsa %
 sap pmk %
 ldap-login-password %
"""

SECRET = "Zq9xSecret77"


@pytest.mark.parametrize("line", SHOWN.strip("\n").split("\n"))
def test_secret_is_masked_and_nothing_else(line: str) -> None:
    assert mask(line.replace("%", SECRET)) == line.replace("%", MASK)


QUOTED = """
snmp-server user admin network-admin auth md5 % priv % localizedkey
snmp-server user admin network-admin auth sha % priv aes-128 % localizedkey
set security ike policy P pre-shared-key ascii-text "%"
set security ike policy P pre-shared-key hexadecimal %
set snmp community % authorization read-only
set groups G snmp community % authorization read-only
    community % {
    community %;
    community-name "%";
            encrypted-password "%"; ## SECRET-DATA
set service snmp community % authorization ro
set protocols ospf interface eth0 authentication md5 key-id 10 md5-key '%'
 md5-key %
 encrypted-key %
set service snmp v3 user U auth plaintext-key '%'
set service https api keys id K key '%'
set interfaces wireguard wg0 private-key '%'
set interfaces wireguard wg0 peer P preshared-key '%'
/ppp secret add name=u password=% service=l2tp
/ip ipsec identity add peer=p secret="%"
set wpa-pre-shared-key=% wpa2-pre-shared-key=%
/interface wireguard add name=w private-key="%"
/snmp community add addresses=::/0 name=%
/snmp community set [ find default=yes ] name=%
/tool/romon/set secrets=%
<bcrypt-hash>%</bcrypt-hash>
<prv>%</prv>
<rocommunity>%</rocommunity>
<rocommunity uuid="a-b">%</rocommunity>
<ldap_bindpw><![CDATA[%]]></ldap_bindpw>
<radius_secret>%</radius_secret>
<pre-shared-key>%</pre-shared-key>
<otp_seed>%</otp_seed>
  "shared-secret": "%",
"""


@pytest.mark.parametrize("line", QUOTED.strip("\n").split("\n"))
def test_secret_of_another_platform_is_masked_with_or_without_its_quotes(line: str) -> None:
    bare = str.maketrans("", "", "\"'")
    assert mask(line.replace("%", SECRET)).translate(bare) == line.replace("%", MASK).translate(bare)


@pytest.mark.parametrize(
    "value", ["$9$Sr8yeWLX-db20BrvLNY2", "$6$salt$" + "x" * 40, "$2y$10$" + "a" * 50, "$14$a$b$c", "$sha512$20000$x"]
)
def test_what_is_plainly_a_hash_is_masked_whatever_stands_before_it(value: str) -> None:
    assert mask(f'set any thing "{value}";') == f'set any thing "{MASK}";'


def test_lines_of_a_key_in_base64_are_masked() -> None:
    assert mask("MIIE" + "aB3+" * 15) == MASK
    assert mask("  " + "aB3/" * 16 + '"') == f'  {MASK}"'


@pytest.mark.parametrize(
    "line", ["enable password my long secret", 'username a password "two words"', "username a password 0 a b c"]
)
def test_password_of_several_words_is_masked_as_a_whole(line: str) -> None:
    assert mask(line).endswith(f" {MASK}")
    assert not {"long", "words", "b", "c"} & set(mask(line).replace('"', " ").split())


PLAIN = """
service password-encryption
security passwords min-length 8
password encryption aes
aaa authentication login default group tacacs+ local
aaa authentication password-prompt "say: "
 authentication pre-share
 authentication local pre-share
 area 0 authentication message-digest
snmp-server group G v3 priv
snmp-server host 10.0.0.1 version 3 priv monitor
snmp-server enable traps snmp authentication
ntp authenticate
 hash sha
 tunnel key 123
 set community 65000:1
set policy-options community C members 65000:1
set security ike policy P proposal-set standard
add action=accept chain=input comment="passwords are elsewhere" dst-port=22 protocol=tcp
/ip firewall filter add chain=forward action=drop src-address-list=key
set firewall ipv4 name A rule 10 action accept
<passwordauth>1</passwordauth>
  "comments": "Internet Key Exchange",
key chain EIGRP
crypto key generate rsa
 ip authentication key-chain eigrp 1 KEYS
ip ssh authentication-retries 3
access-list 101 permit tcp any any eq 443
logging host 10.0.0.1
 ikev2 local-authentication certificate TP
"""


@pytest.mark.parametrize("line", PLAIN.strip("\n").split("\n"))
def test_line_without_secret_is_unchanged(line: str) -> None:
    assert mask(line) == line


@pytest.mark.parametrize("value", ["<removed>", "*****", "xxxx", "XXXXXX", "<secret>", "......", "<masked>"])
def test_hidden(value: str) -> None:
    assert is_hidden(value)
    assert not is_hidden("cisco" + value)


def test_end_of_an_overlong_line_is_masked() -> None:
    assert mask("description " + "x" * 5000 + " password cisco").endswith(MASK)
    assert "cisco" not in mask("x" * 5000 + " password cisco")


@given(st.text(max_size=200))
def test_spans_are_ordered_apart_and_inside(text: str) -> None:
    line = "enable password " + text
    spans = find_secrets(line)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(line) for edge in edges)
    assert find_secrets(text) == find_secrets(text)


TRIGGERS = (
    "passw", "phash", "pwd", "ENC", "secret", "passphrase", "radius-common-pw", "key", "community", "pre-share", "snmp-server  host", "snmp-server user",
    "authentication", "encryption", "SAP pmk", "wpa-psk", "://", "ascii-text", "hexadecimal", "name=", "-hash", "<tls>", "<prv>", "otp_seed",
    "ldap_bindpw", "psk", "token", "cak", "pin=", "<auth_pass>", "trapstring", "<api>",
)  # fmt: skip


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_no_line_that_may_hold_a_secret_is_passed_over(trigger: str) -> None:
    for line in (f"x {trigger.upper()} y", f"x {trigger.lower()} y", f"\u017f {trigger} y"):
        assert suspicious(line)
    assert not suspicious("permit tcp host 10.0.0.1 any eq 443")


EXPORT = """/interface wireless security-profiles
set [ find default=yes ] name=profile1
/snmp community
set [ find default=yes ] name=%
add name=%
add addresses=10.0.0.0/8 \\
    name=% read-access=yes
/ip pool
add addresses=10.0.0.0/8 name=pool1
/snmp community add name=% comment="<b>"
"""


def test_a_name_is_a_secret_in_the_menu_of_communities_only() -> None:
    lines = EXPORT.replace("%", "v8Zq3kP").split("\n")
    assert [mask_at(lines, n) for n in range(1, len(lines) + 1)] == EXPORT.replace("%", MASK).split("\n")


def test_without_a_menu_what_looks_like_a_community_is_masked() -> None:
    assert mask_at(["add addresses=10.0.0.0/8 name=v8Zq3kP"], 1) == f"add addresses=10.0.0.0/8 name={MASK}"
    assert mask_at(['<entry name="a">'], 1) == '<entry name="a">'
