"""docs/site-files.md: the reference of every file, field, type and unit, from the schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from zonewarden.site.exports.format import Format
from zonewarden.site.exports.formats import FORMATS
from zonewarden.site.open_words import OPEN_WORDS
from zonewarden.site.schema import KINDS
from zonewarden.site.shapes import Either, Field, Flag, Free, Items, Number, Record, Shape, Table, Text
from zonewarden.site.zone_kinds import ZONE_KINDS

_HEAD = """\
# Site files

Generated from `zonewarden.site.schema`; do not edit.

One kind per file; the first key is `schema: <kind>/v1`. Files lie under the folders that `declarations` in
`zonewarden.yaml` names, at any depth; several files of one kind merge. A folder named after a kind holds that kind only.

- YAML 1.2, one document, UTF-8, up to 20 MB, 64 levels and 500,000 values. Duplicate keys, tabs for indentation,
  directives, tags and invisible characters are errors. Aliases and `<<` work within these limits.
- An unknown key is an error, except `x-...`, which may hold anything.
- Quote times, dates, versions, MACs, VLANs and words like `on` and `no`: where a text is expected, a plain scalar that
  YAML 1.1 and 1.2 read differently is an error.
- An id is a letter and up to 62 of `A-Z a-z 0-9 . _ -`. References are ids and must exist.
- Units are in names: `_h` hours, `_min` minutes, `_days`, `_pct` percent, `_mbps` Mbit/s, `_ms` milliseconds, `_s` seconds.
  Money is in the site's currency.
- CIDR blocks are canonical. Zones are disjoint per VRF; conduit ends lie inside their zones. An asset may have addresses
  elsewhere: SEG-017 and SEG-031 report it, and a conduit's end is the part of it that lies in the conduit's zone.
- Where a field lists words, one of them must stand there. Where it says `or another word`, these are the words that
  policies know, in any case; [synonyms](#synonyms) stand for them. An unknown word is read as what hides no violation:
  a change of unknown status is not approved, and not exempt from its evidence either.

Two zones always exist. `internet` is all public space that no zone declares; an internet zone with `0.0.0.0/0` says the
same. `unassociated` is private, shared, benchmark and multicast space that no zone declares. Space that no router
forwards (loopback, link-local, reserved) belongs to no zone.
"""
_EXPORTS = """\
## Exports

What machines write down and Zonewarden only reads: files under the folders that `exports` in `zonewarden.yaml` names, by their
names. Where one file is not enough, a folder of the name without the suffix holds several: `sessions/gw-1.jsonl`,
`sessions/gw-2.jsonl`. A policy that needs an export waits until there is one; so export afresh before a run, and leave out what you do not have.

- UTF-8, up to 20 MB a file. Times are RFC 3339 with offset (`2026-11-23T22:10:00Z`); in CSV days do, which count to their end.
  CSV has a header line with these columns and no others, separated by `,`, `;` or tabs; lines that begin with `#` are
  comments.
- A file of another name, an unknown, doubled or missing column or key, a value of another form and a broken line are errors.
  The rest of the site is judged all the same; what depends on the file is *not assessable*, never passed.
"""


def markdown() -> str:
    """Return the reference as Markdown."""
    parts = [_HEAD]
    for kind, shape in KINDS.items():
        parts.append(f"## `{kind}/v1`\n\n| field | type | meaning |\n|---|---|---|\n" + "".join(_rows(shape, "")))
    parts.append(_kinds())
    parts.append(_synonyms())
    parts.append(_EXPORTS + "".join(_export(known) for known in FORMATS))
    return "\n".join(parts)


def _export(known: Format) -> str:
    rows = "| field | type | meaning |\n|---|---|---|\n" + "".join(_rows(known.shape, "")) if known.shape else ""
    return f"\n### `{known.file}`\n\n{known.doc} {known.made}\n" + (f"\n{rows}" if rows else "")


def _kinds() -> str:
    rows = "".join(
        f"| `{name}` | {kind.low:g}{'' if kind.low == kind.high else f'-{kind.high:g}'} | {kind.trust} | {side} |\n"
        for name, kind in ZONE_KINDS.items()
        for side in (("outside or IT", "DMZ", "OT")[kind.side],)
    )
    head = "## Zone kinds\n\nDefaults where a zone does not state them.\n\n| kind | level | trust | side |\n|---|---|---|---|\n"
    return head + rows


def _synonyms() -> str:
    rows = "".join(
        f"| {name.lower().replace('_', ' ')} | `{word}` | {', '.join(f'`{s}`' for s in stand)} |\n"
        for name, shape in OPEN_WORDS.items()
        for word in shape.choices
        if (stand := [synonym for synonym, meant in shape.synonyms or () if meant == word])
    )
    head = "## Synonyms\n\nBlanks and hyphens count as `_`.\n\n| of | word | synonyms |\n|---|---|---|\n"
    return head + rows


def _rows(shape: Record, prefix: str) -> Iterator[str]:
    for declared in shape.fields:
        name = f"{prefix}{declared.name}"
        need = "**required**" if declared.required else ""
        default = "" if declared.default is None else f"default {_default(declared)}"
        words = "; ".join(part for part in (declared.doc, declared.unit, default, need) if part)
        yield f"| `{name}` | {_type(declared.shape)} | {words.replace('|', chr(92) + '|')} |\n"
        yield from _inner(declared.shape, name)


def _default(declared: Field) -> str:
    match declared.default:
        case bool(value):
            return f"`{str(value).lower()}`"
        case str(value):
            return f"`{value}`"
        case None:
            return ""
        case value:
            return f"{value:g}"


def _inner(shape: Shape, name: str) -> Iterator[str]:
    match shape:
        case Record():
            yield from _rows(shape, f"{name}.")
        case Items(item):
            yield from _inner(item, f"{name}[]")
        case Either(options):
            for option in options:
                yield from _inner(option, name)
        case _:
            return


def _type(shape: Shape) -> str:
    match shape:
        case Text():
            return _text_type(shape)
        case Number():
            return _number_type(shape)
        case Flag():
            return "true or false"
        case Items(item, low, high):
            count = f"{low} " if low == high else ""
            return f"list of {count}{_type(item)}"
        case Record():
            return "mapping"
        case Table(value):
            return f"map to {_type(value)}"
        case Either(options):
            return " or ".join(_type(option) for option in options)
        case Free():
            return "anything"
        case _:
            assert_never(shape)


def _text_type(shape: Text) -> str:
    if shape.choices:
        return ", ".join(f"`{word}`" for word in shape.choices) + ("" if shape.closed else " or another word")
    if shape.form and shape.form.name != "id":
        return shape.form.title
    return f"{' or '.join(shape.refers)} id" if shape.refers else shape.form.title if shape.form else "text"


def _number_type(shape: Number) -> str:
    if shape.choices:
        return "one of " + ", ".join(f"{value:g}" for value in shape.choices)
    return ("whole number" if shape.whole else "number") + (f" {shape.low or 0:g}-{shape.high:g}" if shape.high else "")
