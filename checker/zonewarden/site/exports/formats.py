"""Every format of exports: one line here makes a file readable."""

from __future__ import annotations

from pathlib import PurePath

from zonewarden.site.exports.csaf import CSAF
from zonewarden.site.exports.discovery import DISCOVERY
from zonewarden.site.exports.flow_history import FLOW_HISTORY
from zonewarden.site.exports.format import Format
from zonewarden.site.exports.hits import HITS
from zonewarden.site.exports.kev import KEV
from zonewarden.site.exports.sessions import SESSIONS
from zonewarden.site.exports.vex import VEX

FORMATS: tuple[Format, ...] = (SESSIONS, HITS, DISCOVERY, FLOW_HISTORY, KEV, CSAF, VEX)
NAMES = frozenset(known.name for known in FORMATS)
"""What policies may require: they wait until a project has such a file."""


def format_of(path: PurePath) -> Format | None:
    """Return the format of a file by its name, or by the name of the nearest folder that is one; None where it has none.

    Vendors publish CSAF in a folder a year.
    """
    fits = (known for known in FORMATS if path.name == known.file)
    folders = (known for name in reversed(path.parts[:-1]) for known in FORMATS if known.name == name)
    beside = (known for known in folders if path.suffix == known.suffix)
    return next(fits, None) or next(beside, None)
