"""Facts about local accounts by which somebody comes in by VPN."""

from __future__ import annotations

from zonewarden.analysis.grant_names import GrantNames
from zonewarden.analysis.survey import Survey
from zonewarden.facts.json import Json, gap_taints, location, taints
from zonewarden_parsers.model import Aspect


def remote_users(survey: Survey) -> Json:
    """Return the accounts of every device, with the grants that are of their person or that they speak of."""
    grants = GrantNames(survey.site)
    return {
        f"{d.id}/{user.name}": {
            "id": f"{d.id}/{user.name}",
            "title": f"VPN account {user.name} of {d.id}",
            "locations": [location(user.location)],
            "taints": taints(gap_taints(d.device, [Aspect.REMOTE_ACCESS])),
            "device": d.id,
            "name": user.name,
            "enabled": user.enabled,
            "grants": list(
                dict.fromkeys([*grants.of_account(user.name), *grants.mentioned(user.name, user.description)])
            ),
        }
        for d in survey.devices
        for user in d.device.remote_users
    }
