"""The naming definitions of Aerleon and Capirca policies: files in a folder `def` beside the policies.

Source: Capirca's README, *Naming Definitions*: `*.net` and `*.svc` in the definitions directory, `./def` unless said otherwise, beside
`./policies`, which may have folders of its own. Aerleon reads `*.yaml` there as well. What is too much to read is left out as a
whole: names without a definition are conditions.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zonewarden_parsers import aerleon_policy

FOLDER = "def"
MAX_FILES = 200
MAX_BYTES = 4_000_000
_LEVELS = 4
_TEXT = (".net", ".svc")
_SUFFIXES = (*_TEXT, ".yaml", ".yml")


def has_definitions(text: str, platform: str) -> bool:
    """Whether a configuration is of the format that has definition files."""
    return platform == aerleon_policy.PLATFORM or (not platform and aerleon_policy.score(text) > 0)


def is_definition(path: Path) -> bool:
    """Whether a file is a definition file in text form, which is no configuration by itself."""
    return path.parent.name == FOLDER and path.suffix.lower() in _TEXT


def definitions_of(policy: Path) -> tuple[str, ...]:
    """Return the texts of a policy's definition files, by name: those of the nearest `def` beside it or up to three folders above."""
    folder = next((f for f in _folders(policy) if f.is_dir()), None)
    if folder is None:
        return ()
    try:
        files = sorted(p for p in folder.iterdir() if p.suffix.lower() in _SUFFIXES and p.is_file())
        if len(files) > MAX_FILES or sum(p.stat().st_size for p in files) > MAX_BYTES:
            return ()
        return tuple(p.read_text(encoding="utf-8-sig") for p in files)
    except (OSError, UnicodeDecodeError):
        return ()


def _folders(policy: Path) -> Iterator[Path]:
    for above in policy.resolve().parents[:_LEVELS]:
        yield above / FOLDER
