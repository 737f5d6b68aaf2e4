"""Secrets in lines of configurations of all platforms: where they stand, and the line without them.

Every report prints configuration lines through `mask`. It would rather hide a harmless word than show a secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

MASK = "<masked>"
MAX_LENGTH = 4096
"""Longer lines are no configuration: what lies behind is not searched, and masked as a whole."""

_VALUE = r"(?P<secret>\"[^\"]*\"|'[^']*'|\S+)"
_TYPED = r"(?:(?P<type>10|[0-9]|encrypted|encr|unencrypted|clear|ascii|hex)\s+)?" + _VALUE
_NOT_PASSWORD = r"(?!(?:encryption|min-length|minimum|prompt|required|expiry|policy|storage|recovery|strength|reset|retries|configured|authentication)\b|(?:add|set)\s+(?:\[|\S+=))"  # noqa: S105
_TAIL = r"(?P<tail>(?:\s+(?!(?:encrypted|pbkdf2|nt-encrypted|mschap|privilege|level|role|store|attempts|callin|standby|callback)\b)\S+)*)"


@dataclass(frozen=True, slots=True)
class SecretSpan:
    """A secret in a line: `start` and `end` as 0-based offsets, what it is for, and how the line says it is stored.

    `storage` is the digit or word before the value, empty when there is none.
    """

    what: str
    storage: str
    start: int
    end: int


_NAMES = (
    r"(?:passw(?:or)?d(?:again)?|passphrase|secrets?|psk|bindpw|pre-?shared-?key|shared[_-]?key|private-?key|privkey|api-?key|master-key"
    r"|(?:auth|authentication|encryption|preshared)-key|authpwd|privpwd|community|community-string|otp_seed|hash|wep-key|static-key-\d)"
)
"""Ends of the names of XML elements, JSON members and RouterOS properties that hold a secret."""
_KEYS = r"[\w-]*(?<!public)(?<!public-)(?<!public_)(?<!pub)key"
_ELEMENT = (
    rf"<(?:[\w-]*{_NAMES}|{_KEYS}|prv|tls|[\w-]*token|ppk|passcode|(?:auth|proxy|user)?[_-]?pass|trapstring|api(?:keys)?)"
    r"(?:\s[^>]*)?>(?:<!\[CDATA\[)?"
)
_BLOCK_NAME = r"(?P<secret>\"[^\"]*\"|[^\s;{]+)\s*(?:[{;]|$)"

_PATTERNS = tuple(
    (what, re.compile(pattern, re.IGNORECASE))
    for what, pattern in (
        ("password", r"\b(?:password|passwd|secret|passphrase|sent-password|ldap-login-password|radius-common-pw)\s+"
                     + _NOT_PASSWORD + r"(?:level\s+\d+\s+)?(?:(?:hmac-[\w-]+|text)\s+)?" + _TYPED + _TAIL),
        ("password", r"\b(?:domain|area|isis)-?\s?password\s+" + _TYPED),
        ("psk", r"\b(?:isakmp|keyring)\s+key\s+" + _TYPED),
        ("psk", r"\bpre-?shared-key\s+(?!address\b|hostname\b|local\b|remote\b|ascii-text\b|hexadecimal\b)" + _TYPED),
        ("psk", r"\bpre-shared-key\s+(?:local|remote)\s+" + _TYPED),
        ("psk", r"\bpre-shared-key\s+(?:address|hostname)\s+.*?\bkey\s+" + _TYPED),
        ("psk", r"\bpre-share\s+key\s+" + _TYPED),
        ("key", r"^(?!\s*ntp\s).*?\b(?:tacacs-server|radius-server|aaa-server|server-private|client|host|server)\b.*?\s(?:server-)?key\s+(?!chain\b|config-key\b)" + _TYPED),
        ("key", r"^\s*(?:server-)?key\s+(?!chain\b|config-key\b|generate\b|pubkey-chain\b|rsa\b)" + _TYPED),
        ("key", r"\bkey\s+config-key\s+(?:password-encrypt(?:ion)?|\d)\s+" + _TYPED),
        ("key", r"\b(?:key-string|key-octet-string|storage-key\s+value|hex-key|macsec-psk|nhrp\s+authentication)\s+" + _TYPED),
        ("key", r"\bkey\s+(?:ascii|hex)\s+" + _VALUE),
        ("key", r"^\s*group\s+\S+\s+key\s+" + _TYPED),
        ("key", r"\bauthentication\s+key\s+(?!ascii-text\b|hexadecimal\b)(?:eigrp\s+\d+\s+)?" + _TYPED),
        ("key", r"\baaa-server\s+\S+\s+\(\S+\)\s+host\s+\S+\s+(?!timeout\b|key\b|protocol\b)" + _VALUE),
        ("key", r"\bevent\s+manager\s+environment\s+\S*(?:pass|pwd|secret|key|token)\S*\s+" + _VALUE),
        ("key", r"\bencryptedStrings\s+\S+\s+\S+\s+" + _VALUE),
        ("key", r"\blicense\s+keys\s+key\s+" + _VALUE),
        ("key", r"\bkey-hash\s+\S+\s+" + _VALUE),
        ("key", r"\bfailover\s+(?:ipsec\s+pre-shared-)?key\s+" + _TYPED),
        ("community", r"\bsnmp-server\s+community\s+" + _TYPED),
        ("community", r"\bsnmp-server\s+community-map\s+" + _TYPED),
        ("community", r"\bsnmp-server\s+host(?:-group)?\s+.*?\bcommunity\s+" + _TYPED),
        ("community", r"\bsnmp-server\s+host\s+(?!.*\b(?:community|version\s+3)\b)\S+\s+(?:vrf\s+\S+\s+)?(?:(?:traps?|informs?)\s+)?"
                      r"(?:version\s+(?:1|2c)\s+)?(?!poll\b|trap\b|udp-port\b|version\b|vrf\b)" + _TYPED),
        ("community", r"\bsnmp-server\s+host\s+(?!.*\bcommunity\b)\S+\s+\d+\.\d+\.\d+\.\d+\s+(?:(?:poll|trap)\s+)?"
                      r"(?:version\s+(?:1|2c)\s+)?(?!poll\b|trap\b|version\b|udp-port\b|vrf\b)" + _TYPED),
        ("community", r"^\s+host\s+[\d.:a-f]+\s+(?=traps|informs|version)(?:(?:traps|informs)\s+)?(?!version\s+3\b)"
                      r"(?:version\s+(?:1|2c)\s+)?" + _TYPED),
        ("community", r"\bsnmptrap\s.*?\scommunity\s+" + _VALUE),
        ("snmp-auth", r"\bsnmp-server\s+user\s.*?\sauth\s+(?:md5|sha)(?:-?\d+)?(?:\s+(?:1|2|224|256|384|512))*\s+" + _TYPED),
        ("snmp-priv", r"\bsnmp-server\s+user\s.*?\spriv\s+(?:(?:des|3des|aes)(?:-?\d+)?\s+(?:(?:128|192|256)\s+)?)?" + _TYPED),
        ("md5-key", r"\bauthentication-key\s+\d+\s+(?:md5|sha1|sha2|sha256|hmac-\S+|cmac-\S+)\s+" + _TYPED),
        ("md5-key", r"\bauthentication-key\s+(?!\d+\s+(?:md5|sha|hmac|cmac))" + _TYPED),
        ("md5-key", r"\bmessage-digest-key\s+\d+\s+md5\s+" + _TYPED),
        ("md5-key", r"\bauthentication\s+mode\s+hmac-\S+\s+" + _TYPED),
        ("md5-key", r"\b(?:standby|vrrp|glbp)\b(?:\s+\d+)?\s+authentication\s+(?:text\s+)?(?!md5\b)" + _TYPED),
        ("md5-key", r"\bauthentication\s+text\s+" + _TYPED),
        ("ipsec-key", r"\b(?:ospfv3|area\s+\S+|ipv6\s+ospf)\s+(?:authentication|encryption)\s+ipsec\s+spi\s+\d+\s+"
                      r"(?:esp\s+\S+(?:\s+(?:128|192|256))?\s+)?(?!esp\b|null\b)(?:(?:md5|sha1)\s+)?" + _TYPED),
        ("ipsec-key", r"\bipsec\s+spi\s+\d+\s+esp\s+.*\b(?:md5|sha1)\s+" + _TYPED),
        ("ipsec-key", r"\bset\s+session-key\s+(?:inbound|outbound)\s+(?:ah|esp)\s+\d+\s+(?:cipher\s+)?" + _VALUE),
        ("ipsec-key", r"\bset\s+session-key\s.*?\sauthenticator\s+" + _VALUE),
        ("pmk", r"\bsap\s+pmk\s+" + _VALUE),
        ("wpa", r"\b(?:wpa-psk|set-key)\s+(?:(?:ascii|hex)\s+)?" + _TYPED),
        ("wpa", r"\bencryption\s+(?:mode\s+\S+\s+)?(?:vlan\s+\d+\s+)?key\s+\d+\s+size\s+\S+\s+" + _TYPED),
        ("fortios", r"^\s*set\s+(?:[\w-]*(?:secret|secret-remote|passwd|password|passphrase|uploadpass|-pwd|-token)(?:-?l?\d)?"
                    r"|(?:(?!ssh-public-|public-)[\w-]+-|enc|auth)?key|keystring|activation-code|pin|md5-keys?\s+\d+)\s+"
                    + _VALUE + r"(?P<tail>(?:\s+\S+)*)"),
        ("token", r"\bauthorization\s*:\s*(?:(?:bearer|basic|token)\s+)?(?P<secret>[^\"'\s]+)"),
        ("token", r"\"sid\"\s*:\s*\"(?P<secret>[^\"]+)\""),
        ("fortios", r"\bENC\s+" + _VALUE),
        ("password", _ELEMENT + r"\s*(?P<secret>[^<\s](?:(?!\]\]>)[^<])*)"),
        ("password", r"\b(?:phash|bind-password|secure-proxy-password|authpwd|privpwd|private-key|snmp-community-string)\s+" + _VALUE),
        ("psk", r"\bpre-shared-key\s+key\s+" + _VALUE),
        ("key", r"\b(?:plain-text-password-value|plaintext-password|preshared-key)\s+" + _VALUE),
        ("md5-key", r"\bauthentication-key\s+\d+\s+(?:type\s+\S+\s+)?value\s+" + _VALUE),
        ("md5-key", r"\bmd5\s+\d+\s+key\s+" + _VALUE),
        ("psk", r"\b(?:ascii-text|hexadecimal)\s+" + _VALUE),
        ("key", r"\b(?:md5|encrypted|plaintext)-key\s+" + _VALUE),
        ("key", r"\b(?:otp|private)\s+key\s+" + _VALUE),
        ("key", r"(?:\bauthentication\s+|^\s*)token\s+" + _VALUE),
        ("key", r"\bcak\s+" + _VALUE),
        ("key", r"\bapi\s+keys\s+id\s+\S+\s+key\s+" + _VALUE),
        ("community", r"\bsnmp\s+community\s+(?!(?:add|set|remove|print)\b)" + _VALUE),
        ("community", r"\bcommunity-name\s+" + _VALUE),
        ("community", r"^\s*(?:inactive:\s+)?community\s+" + _BLOCK_NAME),
        ("community", r"\bsnmp[\s/]+community\s+(?:add|set)\b.*?\sname=" + _VALUE),
        ("property", rf"(?:{_NAMES}|(?<!public)-key|\b(?:token|pin))=(?!\"\"(?:\s|$))" + _VALUE),
        ("member", rf"{_NAMES}\"\s*:\s*\"(?P<secret>(?:[^\"\\]|\\.)+)\""),
        ("hash", r"(?P<secret>\$(?:1|5|6|8|9|14|2[abxy]|y|nt|sha1|sha256|sha512|pbkdf2)\$[^\s\"'<>;]+)"),
        ("pem", r"^\s*(?P<secret>[A-Za-z0-9+/]{60,}={0,2})(?=[\"<\s]|$)"),
        ("key", r"\bwss?://[^\s+]+\+(?P<secret>[^\s+]+)"),
        ("url", r"\b[a-z][a-z0-9+.-]*://[^\s/:@]*:(?P<secret>[^\s@]+)@"),
    )
)  # fmt: skip

_GUESSED = tuple(
    ("community", re.compile(pattern, re.IGNORECASE))
    for pattern in (
        r"\[ *find default=yes *\].*\bname=" + _VALUE,
        r"^(?=.*\b(?:addresses|read-access|write-access|authentication-protocol|encryption-protocol)=).*\bname="
        + _VALUE,
    )
)
"""What shows a community of RouterOS where the menu of a line is not known; `mask_at` knows it."""
_MENU = re.compile(r"\s*/[a-z]")
_COMMUNITY = re.compile(r"\s*/snmp[ /]+community\b")
_LONGEST = 5000
"""Lines above one that are looked through for its menu."""
_ADDED = "/snmp community add "

_TRIGGER = re.compile(
    r"passw|passc|phash|pwd|\bENC\b|secret|passphrase|radius-common-pw|key|token|cak|ppk|\bpin\b|community|pre-share|snmp-server\s+(?:host|user)"
    r"|authentication|encryption|sap\s+pmk|psk|name=|<tls>|://|ascii-text|hexadecimal|bindpw|priv|prv|otp_seed|hash|\$\w+\$|[a-z0-9+/]{60}"
    r"|^\s+host\s|activation-code|pass>|trapstring|<api>|uploadpass|authorization|aaa-server\s|\"sid\"",
    re.IGNORECASE,
)
_SIGNS = (
    "passw", "phash", "pwd", "enc", "secret", "passphrase", "common-pw", "key", "community", "pre-share", "snmp-server",
    "authentication", "sap", "://", "ascii-text", "hexadecimal", "name=", "hash", "<tls>", "priv", "prv", "otp_seed", "bindpw", "psk", "token", "cak", "$",
    "passc", "ppk", " host ", "pin", "activation", "loadpass", "authorization", "sid", "pass>", "trapstring", "<api>", "aaa-server",
)  # fmt: skip
_SIGN = re.compile(
    "|".join(
        f"{re.escape(first)}(?:{'|'.join(re.escape(s[1:]) for s in _SIGNS if s[0] == first)})"
        for first in dict.fromkeys(s[0] for s in _SIGNS)
    )
)
_KEY = re.compile(r"[A-Za-z0-9+/]{60}")
"""A sign or a key in base64 stands in every ASCII line that `_TRIGGER` finds: looking for them is ten times as fast."""
_HIDDEN = re.compile(r"<.*>|[*]{2,}|[xX]{3,}|[.]{3,}|\"(?:[*]+|<.*>)\"")


def find_secrets(line: str) -> tuple[SecretSpan, ...]:
    """Return the secrets in a line of configuration, in the order of their places; overlapping ones as one."""
    line = line[:MAX_LENGTH]
    return _merged(_found(line, (*_PATTERNS, *_GUESSED))) if suspicious(line) else ()


def _merged(found: Iterable[SecretSpan]) -> tuple[SecretSpan, ...]:
    spans = sorted(found, key=lambda s: (s.start, -s.end))
    kept: list[SecretSpan] = []
    for span in spans:
        if kept and span.start < kept[-1].end:
            last = kept[-1]
            kept[-1] = SecretSpan(last.what, last.storage, last.start, max(last.end, span.end))
        else:
            kept.append(span)
    return tuple(kept)


def suspicious(line: str) -> bool:
    """Return whether a line has a word beside which a secret may stand."""
    if line.isascii() and not _SIGN.search(line.lower()) and (len(line) < 60 or not _KEY.search(line)):
        return False
    return _TRIGGER.search(line) is not None


def _found(line: str, patterns: Iterable[tuple[str, re.Pattern[str]]]) -> Iterator[SecretSpan]:
    for what, pattern in patterns:
        for match in pattern.finditer(line):
            groups = match.groupdict()
            storage = (groups.get("type") or "").lower()
            end = match.end("tail") if groups.get("tail") else match.end("secret")
            yield SecretSpan(what, storage, match.start("secret"), end)


def mask(line: str) -> str:
    """Return `line` with every secret replaced by `<masked>`; a line without secrets comes back as it is."""
    return _without(line, find_secrets(line))


def mask_at(lines: Sequence[str], number: int) -> str:
    """Return line `number` (from 1) of a file with every secret replaced.

    In an export of RouterOS the line with the menu above tells whether a `name=` is a community: in `/snmp community` it always is.
    """
    line = lines[number - 1]
    if "name=" not in line or line.lstrip().startswith("<"):
        return mask(line)
    menu = next((above for above in reversed(lines[max(0, number - _LONGEST) : number]) if _MENU.match(above)), "")
    if not menu:
        return mask(line)
    if not _COMMUNITY.match(menu):
        return _without(line, _merged(_found(line[:MAX_LENGTH], _PATTERNS)))
    placed = _merged(_found(_ADDED + line[:MAX_LENGTH], _PATTERNS))
    spans = (replace(s, start=s.start - len(_ADDED), end=s.end - len(_ADDED)) for s in placed if s.start >= len(_ADDED))
    return _without(line, spans)


def _without(line: str, spans: Iterable[SecretSpan]) -> str:
    out: list[str] = []
    last = 0
    for span in spans:
        out.append(line[last : span.start])
        out.append(MASK)
        last = span.end
    rest = line[last:MAX_LENGTH]
    return "".join(out) + rest + (MASK if len(line) > MAX_LENGTH else "")


def is_hidden(value: str) -> bool:
    """Return whether `value` stands for a secret that somebody has already taken out (`<removed>`, `*****`, `xxxx`)."""
    return _HIDDEN.fullmatch(value) is not None
