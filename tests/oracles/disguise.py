"""The same configuration written otherwise: line ends, indentation, separators, blanks; a list entered in two steps."""

from __future__ import annotations

from random import Random


def disguised(rng: Random, text: str, *, flat: bool) -> str:
    """Return `text` in another dress that means the same to the device; `flat` may take the indentation away."""
    lines = text.split("\n")
    if rng.random() < 0.3:
        lines = [f"{line}{rng.choice(('', ' ', '   ', chr(9)))}" for line in lines]
    if rng.random() < 0.3:
        lines = [
            x
            for line in lines
            for x in ((line, "!") if line and rng.random() < 0.1 and not line.startswith(" ") else (line,))
        ]
    kind = rng.choice(("", "", "deep", "tab", "flat"))
    if kind == "deep":
        lines = [f"  {line}" if line.startswith(" ") else line for line in lines]
    elif kind == "tab":
        lines = [f"\t{line[1:]}" if line.startswith(" ") else line for line in lines]
    elif kind == "flat" and flat:
        lines = [line.lstrip() for line in lines]
    if rng.random() < 0.2:
        lines = [line for line in lines if line or rng.random() < 0.5]
    return ("\r\n" if rng.random() < 0.25 else "\n").join(lines)
