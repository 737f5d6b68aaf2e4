"""The site of somebody who declared nothing: two zones, the catalogue, the default limits."""

from __future__ import annotations

from zonewarden.site.catalogue import catalogue
from zonewarden.site.limits import DEFAULT_LIMITS
from zonewarden.site.model import INTERNET, UNASSOCIATED, Project, Site, Zone
from zonewarden.site.space import INSIDE, OUTSIDE
from zonewarden_parsers.model import Location


def bare_site(root: str = ".") -> Site:
    """Return a site without declarations, for a first look at bare configurations."""
    nowhere = Location(root, 1)
    zones = {
        INTERNET: Zone(INTERNET, "internet", 5, 5, nowhere, addresses=OUTSIDE, implied=True),
        UNASSOCIATED: Zone(UNASSOCIATED, UNASSOCIATED, 5, 5, nowhere, addresses=INSIDE, implied=True),
    }
    return Site(Project(root=root, path=""), zones=zones, services=catalogue(), limits=dict(DEFAULT_LIMITS))
