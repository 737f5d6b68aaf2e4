"""Where a Junos device fetches updates and licences, and whether it asks its vendor's cloud for a configuration (phone home)."""

from __future__ import annotations

from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.vendor_hosts import CLOUD, UPDATE, update_server

_URLS = (
    ("system", "license", "autoupdate", "url"),
    ("security", "idp", "security-package", "url"),
    ("services", "application-identification", "download", "url"),
    ("services", "security-intelligence", "url"),
)


def read_vendor(draft: Draft) -> None:
    """Record the servers that are stated."""
    for path in _URLS:
        found = draft.root.get(*path)
        for node in found.children.values() if found is not None else ():
            draft.servers.append(update_server(node.word, node.at, UPDATE))
    home = draft.root.get("system", "phone-home", "server")
    if home is not None:
        draft.setting(CLOUD, "phone home", home)
