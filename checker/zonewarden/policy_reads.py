"""Which facts policies read, told from their text: what none of them names need not be computed for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_PACKAGE = re.compile(r"^package\s+([\w.]+)", re.MULTILINE)
_GOT = re.compile(r'object\.get\(\s*input\s*,\s*"(\w+)"')
_TEXT = re.compile(r'"(?:\\.|[^"\\\n])*"|`[^`]*`')
_COMMENT = re.compile(r"#[^\n]*")
_INPUT = re.compile(r"\binput\b(?:\.([A-Za-z_]\w*))?")
_DATA = re.compile(r"\bdata\b((?:\.[A-Za-z_]\w*)*)")


@dataclass(frozen=True, slots=True)
class _Reads:
    """What one module names: its package, the X of every `input.X` (None where any may be meant), every `data.` path."""

    package: str
    names: frozenset[str] | None
    paths: frozenset[str]


def collections_read(modules: Mapping[str, str], packages: Iterable[str]) -> frozenset[str] | None:
    """Return the names X of every `input.X` that these packages and what they import name; None where any may be meant.

    Too many names cost time and no more, so whatever is unclear counts: `input` without a name is everything.
    """
    reads = [_reads(modules[name]) for name in modules_read(modules, packages)]
    names = [module.names for module in reads if module is not None]
    return None if None in names else frozenset[str]().union(*filter(None, names))


def modules_read(modules: Mapping[str, str], packages: Iterable[str]) -> dict[str, str]:
    """Return the modules of these packages and of what they import, in the order of `modules`.

    A module whose package cannot be told is among them.
    """
    reads = {name: _reads(text) for name, text in modules.items()}
    by_package: dict[str, list[_Reads]] = {}
    for found in filter(None, reads.values()):
        by_package.setdefault(found.package, []).append(found)
    followed: set[str] = set()
    seen: set[str] = set()
    ahead = {*packages}
    while ahead:
        package = ahead.pop()
        seen.add(package)
        for module in by_package.get(package, ()):
            for path in module.paths - followed:
                ahead |= _meant(path, by_package) - seen
            followed |= module.paths
    return {name: modules[name] for name, found in reads.items() if found is None or found.package in seen}


@lru_cache(maxsize=4096)
def _reads(text: str) -> _Reads | None:
    package = _PACKAGE.search(text)
    if package is None:
        return None
    plain = code(text)
    names = {found.group(1) for found in _INPUT.finditer(plain)}
    paths = frozenset(reference.group(1).removeprefix(".") for reference in _DATA.finditer(plain))
    return _Reads(package.group(1), None if None in names else frozenset(names), paths)


def code(text: str) -> str:
    """Return Rego without comments and texts; `object.get(input, "x", ...)` as the `input.x` that it means."""
    named = _GOT.sub(r"object.get(input.\1", text)
    return _COMMENT.sub("", _TEXT.sub('""', named))


def _meant(path: str, packages: Iterable[str]) -> set[str]:
    """Return the packages that `data.<path>` may lead into: those it begins with, and those under it."""
    return {p for p in packages if f"{path}.".startswith(f"{p}.") or f"{p}.".startswith(f"{path}.") or not path}
