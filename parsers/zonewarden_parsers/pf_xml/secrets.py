"""Elements that show a secret: recorded by place and kind, the value is never kept."""

from __future__ import annotations

from zonewarden_parsers.masking import is_hidden
from zonewarden_parsers.model import Secret
from zonewarden_parsers.pf_xml.draft import Draft

_KINDS = {
    "pre-shared-key": "psk", "presharedkey": "psk", "psk": "psk", "ipsecpsk": "psk", "shared_key": "psk", "tls": "psk", "tlskey": "psk",
    "privkey": "private-key", "privatekey": "private-key", "prv": "private-key", "ssl-key": "private-key",
    "radius_secret": "cleartext", "sharedsecret": "cleartext", "secret": "cleartext", "ldap_bindpw": "cleartext", "password_encrypted": "cleartext",
    "otp_seed": "cleartext", "community": "community", "rocommunity": "community", "rwcommunity": "community", "pppoe_password": "cleartext",
    "passwordagain": "cleartext", "apikey": "cleartext", "auth_pass": "cleartext",
}  # fmt: skip
_HASHES = ("$1$", "$2", "$5$", "$6$", "$y$")


def read_secrets(draft: Draft) -> None:
    """Record the secrets of the whole file."""
    for element in draft.root.walk():
        kind = "cleartext" if element.tag == "password" else _KINDS.get(element.tag, "")
        if not kind or not element.text or element.children:
            continue
        hidden = is_hidden(element.text) or (element.text.isupper() and "MASK" in element.text)
        if not hidden and not element.text.startswith(_HASHES):
            draft.secrets.append(Secret(kind, draft.at(element), element.tag))
