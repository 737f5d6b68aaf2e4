"""Local accounts that VPNs admit.

Cisco ASA Series Command Reference, `service-type`: remote-access accounts may use VPNs alone, admin and nas-prompt ones administer. An
account without a service type may do both; it counts where it has VPN attributes of its own, or where a VPN asks the local
database and the account's level administers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.model import RemoteUser, Vpn, VpnKind


def remote_users(draft: Draft, vpns: Iterable[Vpn]) -> tuple[RemoteUser, ...]:
    """Return the local accounts by which somebody comes in by VPN, each once."""
    asked = any(v.kind is VpnKind.REMOTE_ACCESS and v.enabled and "aaa:LOCAL" in v.authentication for v in vpns)
    found: dict[str, RemoteUser] = {}
    for user in draft.management.users:
        admits = draft.vpn.admitted.get(user.name)
        if admits or (admits is None and asked and (user.privilege is None or user.privilege < 2)):
            found.setdefault(user.name, RemoteUser(user.name, user.location))
    return tuple(found.values())
