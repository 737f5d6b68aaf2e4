"""Servers that devices fetch updates and licences from, named by URLs or bare."""

from __future__ import annotations

import re

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.model import NOWHERE, Location, Server

UPDATE, PROXY, CLOUD = "update", "update-proxy", "vendor-cloud"
"""Purposes of servers (where updates and licences come from, and a proxy between), and the setting that names a vendor's cloud."""
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?(?:\[([^\]\s]+)\]|([^/:?#\s]+))", re.IGNORECASE)


def url_host(text: str) -> str:
    """Return the host of a URL, or of a name or address with or without port; empty where there is none."""
    found = _HOST.match(text.strip("\"'"))
    return (found[1] or found[2]).lower() if found is not None else ""


def update_server(text: str, at: Location, purpose: str = UPDATE) -> Server:
    """Return the server that a URL or name means."""
    name = url_host(text)
    return Server(purpose, name, at, literal(name) or NOWHERE)
