"""Packets from and to hosts that declare the first version of SMB, which neither encrypts nor signs what it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zonewarden.analysis.conduits import Judged, minus, within
from zonewarden.analysis.packet_scope import EVERYWHERE, window
from zonewarden.analysis.permitted import Permit
from zonewarden.site.model import Asset, Site
from zonewarden_parsers.model import ANY_SERVICE
from zonewarden_parsers.strict_yaml.nodes import texts

_FIRST_VERSION = re.compile(r"smb[\W_]*(version|v)?[\W_]*1([.]0)?(?![.]?\d)", re.IGNORECASE)
"""SMBv1, SMB1, SMB 1.0, smb_v1 ...; `cifs` alone is often said of every version."""


def smb1_hosts(site: Site) -> tuple[Asset, ...]:
    """Return the hosts that declare SMBv1 among their protocols."""
    return tuple(
        site.assets[entry.id]
        for entry in site.registers.get("asset_records", ())
        if any(_FIRST_VERSION.search(protocol) for protocol in texts(entry.node.get("protocols")))
    )


def of_smb1_hosts(judged: Judged, site: Site) -> tuple[Permit, ...]:
    """Return what of a flow comes from or goes to hosts that declare SMBv1."""
    return of_hosts(judged, smb1_hosts(site))


def of_hosts(judged: Judged, hosts: Sequence[Asset]) -> tuple[Permit, ...]:
    """Return what of a flow comes from or goes to these hosts as far as they stand at either end, each packet once.

    A host without an address may have any of its zone: what it has part in is only possible.
    """
    ends = {judged.flow.from_zone, judged.flow.to_zone}
    return tuple(_of(judged, [host for host in hosts if ends & host.places]))


def _of(judged: Judged, hosts: Sequence[Asset]) -> Iterator[Permit]:
    rest = judged.flow.permits
    for host in hosts:
        if host.addresses:
            meant = (*window(host.addresses, EVERYWHERE, ANY_SERVICE), *window(EVERYWHERE, host.addresses, ANY_SERVICE))
            yield from within(rest, meant)
            rest = minus(rest, meant)
    for host in (h for h in hosts if not h.addresses):
        reason = f"asset {host.id} has no declared address"
        yield from (replace(p, definite=False, reasons=(*p.reasons, reason)) for p in rest)
        return
