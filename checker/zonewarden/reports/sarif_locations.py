"""SARIF locations: URIs and regions (3.4, 3.29, 3.30)."""

from __future__ import annotations

from urllib.parse import quote

from zonewarden.reports.base import Options
from zonewarden.reports.escape import shortened, without_surrogates
from zonewarden.reports.places import is_absolute, repository_path
from zonewarden.reports.quotes import Quote, quoted
from zonewarden.reports.sarif_values import Object
from zonewarden.triage.finding import Result
from zonewarden_parsers.model import Location

BASE_ID = "%SRCROOT%"

_SNIPPET_LINES = 5
_SNIPPET_LENGTH = 500


def artifact_location(path: str, options: Options) -> Object:
    """Return the URI of a file: relative to the root of the repository, percent-encoded (RFC 3986).

    Bytes of a file name that are not UTF-8 come back as themselves. A path outside the repository is a `file:` URI.
    """
    inside = repository_path(path, options)
    encoded = quote(_bytes(inside), safe="/~")
    if is_absolute(inside):
        return {"uri": f"file://{encoded}" if encoded.startswith("/") else f"file:///{encoded}"}
    return {"uri": encoded, "uriBaseId": BASE_ID}


def _bytes(path: str) -> bytes:
    """Return the bytes of a file name as `os.fsencode` would on a UTF-8 system, on any system."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return without_surrogates(path).encode()


def physical_location(result: Result, location: Location, options: Options) -> Object:
    """Return a location with its region; the text of whole lines goes to the context region where the region is narrower."""
    quotes = quoted(result.sources, location, _SNIPPET_LINES)
    region = _region(location, quotes, _line_length(result, location))
    value: Object = {"artifactLocation": artifact_location(location.path, options), "region": region}
    if quotes and _is_whole(location, quotes):
        region["snippet"] = {"text": _cut("\n".join(q.text for q in quotes))}
    elif quotes:
        if all(q.whole for q in quotes):
            region["snippet"] = {"text": _cut("\n".join(q.marked for q in quotes))}
        value["contextRegion"] = {
            "startLine": quotes[0].number,
            "endLine": max(location.end_line, location.line),
            "snippet": {"text": _cut("\n".join(q.text for q in quotes))},
        }
    return value


def _region(location: Location, quotes: tuple[Quote, ...], length: int) -> Object:
    """Return all four bounds where they are known: GitHub asks for them, DefectDojo for `startLine`."""
    first, last = max(location.line, 1), max(location.end_line, location.line, 1)
    region: Object = {"startLine": first, "startColumn": max(location.column, 1), "endLine": last}
    end = location.end_column if location.column else 0
    if end or quotes:
        start = region["startColumn"] if first == last else 1
        region["endColumn"] = max(end or length + 1, start)
    return region


def _line_length(result: Result, location: Location) -> int:
    """Return the length of the last line of a location in code points, 0 where the file has no such line."""
    lines = result.sources.get(location.path, ())
    last = max(location.end_line, location.line)
    return len(lines[last - 1]) if 0 < last <= len(lines) else 0


def _is_whole(location: Location, quotes: tuple[Quote, ...]) -> bool:
    return not location.column or (location.column == 1 and all(not q.before and not q.after for q in quotes))


def _cut(value: str) -> str:
    return shortened(value, _SNIPPET_LENGTH)
