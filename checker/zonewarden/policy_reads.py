"""Which facts policies read, told from their text: what none of them names need not be computed for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_PACKAGE = re.compile(r"^package\s+([\w.]+)", re.MULTILINE)
_GOT = re.compile(r'object\.get\(\s*input\s*,\s*"(\w+)"')
_TEXT = re.compile(r'"(?:\\.|[^"\\\n])*"|`[^`]*`')
_COMMENT = re.compile(r"#[^\n]*")
_INPUT = re.compile(r"\binput\b(?:\.([A-Za-z_]\w*))?")
_DATA = re.compile(r"\bdata\b((?:\.[A-Za-z_]\w*)*)")


def collections_read(modules: Mapping[str, str], packages: Iterable[str]) -> frozenset[str] | None:
    """Return the names X of every `input.X` that these packages and what they import name; None where any may be meant.

    Too many names cost time and no more, so whatever is unclear counts: `input` without a name is everything.
    """
    texts: dict[str, str] = {}
    for text in modules.values():
        package = _PACKAGE.search(text)
        if package:
            texts[package.group(1)] = texts.get(package.group(1), "") + "\n" + code(text)
    names: set[str] = set()
    seen: set[str] = set()
    ahead = list(packages)
    while ahead:
        package_name = ahead.pop()
        if package_name in seen:
            continue
        seen.add(package_name)
        text = texts.get(package_name, "")
        for found in _INPUT.finditer(text):
            if not found.group(1):
                return None
            names.add(found.group(1))
        for reference in _DATA.finditer(text):
            ahead += _meant(reference.group(1).removeprefix("."), texts)
    return frozenset(names)


def code(text: str) -> str:
    """Return Rego without comments and texts; `object.get(input, "x", ...)` as the `input.x` that it means."""
    named = _GOT.sub(r"object.get(input.\1", text)
    return _COMMENT.sub("", _TEXT.sub('""', named))


def _meant(path: str, texts: Iterable[str]) -> list[str]:
    """Return the packages that `data.<path>` may lead into: those it begins with, and those under it."""
    return [p for p in texts if f"{path}.".startswith(f"{p}.") or f"{p}.".startswith(f"{path}.") or not path]
