"""Words whose values are secrets: recorded by place and kind, the value is never kept."""

from __future__ import annotations

from zonewarden_parsers.masking import is_hidden
from zonewarden_parsers.model import Secret
from zonewarden_parsers.vyos.draft import Draft
from zonewarden_parsers.vyos.tree import Node

KINDS = {
    "plaintext-password": "cleartext", "pre-shared-secret": "psk", "preshared-key": "psk", "secret": "psk", "private-key": "private-key", "key": "cleartext",
    "shared-secret": "psk", "shared-secret-key": "psk", "password": "cleartext", "md5-key": "md5-key", "plaintext-key": "cleartext", "auth-key": "psk",
    "auth-pass": "cleartext", "passphrase": "wpa", "wpa-psk": "wpa",
}  # fmt: skip
_NOT = frozenset({"public-keys", "mac-address"})


def record(draft: Draft, section: Node) -> None:
    """Record the secrets under a node."""
    for node in section.walk():
        kind = KINDS.get(node.name, "")
        values = [v for v in node.children.values() if not v.children]
        if not kind or node.name in _NOT or len(values) != len(node.children):
            continue
        for value in values:
            if value.name and not is_hidden(value.name) and value.name.upper() != "MASKED":
                draft.secrets.append(Secret(kind, draft.at(value), node.name))
