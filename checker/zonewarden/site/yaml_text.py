"""Pieces of declarations that we write: texts that every YAML reader takes for the same, documents with their schema."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from zonewarden.site.json_schema import schema_url
from zonewarden_parsers.strict_yaml.scalars import ambiguity, resolve

_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9._/-]*").fullmatch


def plain_text(value: str) -> str:
    """Return a text that is written plain only where every YAML reader takes it for the same text."""
    plain = bool(_SAFE(value)) and not ambiguity(value) and resolve(value) == value
    return value if plain else DoubleQuotedScalarString(printable(value))


def printable(value: str) -> str:
    """Return a text without what no line of YAML or comment may hold."""
    return "".join(c for c in value if c.isprintable())


def flow(values: Iterable[str]) -> CommentedSeq:
    """Return a list that is written on one line."""
    out = CommentedSeq(plain_text(value) for value in values)
    out.fa.set_flow_style()
    return out


def document(kind: str, **fields: object) -> CommentedMap:
    """Return the top of a declaration file."""
    return CommentedMap({"schema": f"{kind}/v1", **fields})


def dump(kind: str, written: CommentedMap) -> str:
    """Return a declaration file as text."""
    yaml = YAML()
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump(written, out)
    return f"# yaml-language-server: $schema={schema_url(kind)}\n{out.getvalue()}"
