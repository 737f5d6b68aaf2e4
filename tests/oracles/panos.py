"""The PAN-OS files of the corpus."""

from __future__ import annotations

import json
from functools import cache

from tests.oracles.corpus import CORPUS
from zonewarden_parsers import paloalto_panos
from zonewarden_parsers.base import Parsed

FORMATS = ("panos_xml", "panos_set", "panos_brace")


def files(fmt: str) -> list[str]:
    """Return the paths of a format, sorted; none where the corpus is absent."""
    manifest = CORPUS / "MANIFEST.dev.json"
    if not manifest.is_file():
        return []
    return sorted(e["path"] for e in json.loads(manifest.read_text(encoding="utf-8")) if e["fmt"] == fmt)


def read(path: str) -> str:
    """Return a file's text, line ends as they are."""
    return (CORPUS / path).read_bytes().decode("utf-8", "replace")


@cache
def parsed(path: str) -> Parsed:
    """Return a file parsed, once."""
    return paloalto_panos.parse(read(path), path)
