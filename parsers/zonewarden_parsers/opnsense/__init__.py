"""OPNsense configurations (`config.xml`). All of the reading is in `pf_xml`."""

from __future__ import annotations

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.pf_xml import dialect
from zonewarden_parsers.pf_xml.constructs import CONSTRUCTS

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "opnsense"
TITLE: str = "OPNsense"


def score(text: str) -> int:
    """Return how sure the parser is that `text` is its format: 0 not at all, 100 certain."""
    return dialect.score(text, dialect.OPNSENSE)


def parse(text: str, path: str) -> Parsed:
    """Parse one `config.xml` into one device."""
    from zonewarden_parsers.pf_xml import device

    return device.parse(text, path, dialect.OPNSENSE)
