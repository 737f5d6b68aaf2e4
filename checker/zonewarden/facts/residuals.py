"""Facts about what no conduit declares, in short: one row a flow, so that counting them needs no flow once more."""

from __future__ import annotations

from zonewarden.facts.json import Json
from zonewarden.site.model import UNASSOCIATED


def residuals(flows: Json) -> Json:
    """Return the flows that let through what no conduit declares, and those of which that is not known.

    `certainty` is empty where something unread keeps it open. Zones that nobody declared are no end: nothing there could be
    declared (SEG-001).
    """
    return {
        id_: _row(flow) for id_, flow in flows.items() if UNASSOCIATED not in {flow["from"], flow["to"]} and _open(flow)
    }


def _open(flow: Json) -> bool:
    return flow["undeclared"] is not None or bool(flow["taints"])


def _row(flow: Json) -> Json:
    part = flow["undeclared"]
    common = {name: flow[name] for name in ("id", "title", "locations", "taints", "device", "from", "to")}
    return {**common, "certainty": part["certainty"] if part else ""}
