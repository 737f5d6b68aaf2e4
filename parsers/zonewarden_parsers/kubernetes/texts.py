"""How a part of a manifest is shown: its text on one line, the place where it begins."""

from __future__ import annotations

import json

from zonewarden_parsers.model import Location
from zonewarden_parsers.strict_yaml.nodes import Node, plain

_SHOWN = 300


def shown(node: Node) -> str:
    """Return a value on one line, cut where it is long."""
    text = json.dumps(plain(node), ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "..."


def head(place: Location) -> Location:
    """Return the first line of a place."""
    return Location(place.path, place.line, 0, place.column, 0 if place.end_line else place.end_column)
