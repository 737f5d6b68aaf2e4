"""What passes by a conduit that pins an application, through rules that ask for none."""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden.analysis.conduits import Judged, Part, minus, within
from zonewarden.analysis.integrations import outside
from zonewarden.analysis.packet_scope import window
from zonewarden.analysis.permitted import Permit
from zonewarden.site.model import Conduit, Site
from zonewarden_parsers.model import AtomKind


def unpinned(judged: Judged, site: Site) -> Iterator[tuple[str, str, tuple[Permit, ...]]]:
    """Yield conduit, service and packets, for services that a conduit pins to an application and no rule on the way does.

    A rule that binds a profile may hold the application by it, and is not counted.
    """
    pinning = [c for c in _carrying(judged, site) if any(s.app_id for s in c.services)]
    if not pinning:
        return
    inside = minus(judged.flow.permits, [p.product for p in outside(judged)])
    bare = [p for p in inside if not _asks(p)]
    for conduit in pinning:
        forth = judged.flow.from_zone == conduit.from_zone
        ends = (conduit.sources, conduit.destinations) if forth else (conduit.destinations, conduit.sources)
        for service in conduit.services:
            if service.app_id and (found := within(bare, window(*ends, service.services))):
                yield conduit.id, service.id, found


def _carrying(judged: Judged, site: Site) -> list[Conduit]:
    named = set(judged.conduits[Part.PERMITTED])
    return [c for c in site.conduits if c.id in named]


def _asks(permit: Permit) -> bool:
    rules = [via.rule for via in permit.via if via.rule is not None]
    return any(r.inspection or any(a.kind is AtomKind.APPLICATION for a in r.match.atoms) for r in rules)
