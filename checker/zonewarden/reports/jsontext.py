"""JSON that is safe to print: what no terminal should get raw is escaped, and no lone surrogate leaves."""

from __future__ import annotations

import json
import re

_UNUSUAL = re.compile(r"[^\n -~]")


def dumps(value: object, *, indent: int | None = None) -> str:
    r"""Return `value` as JSON with a line end; characters that are not printable as `\u202e`.

    `json.dumps` leaves C1 controls and bidirectional overrides raw or, with `ensure_ascii`, makes every name with an accent
    unreadable. A lone surrogate, which several JSON readers refuse, becomes U+FFFD.
    """
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False)
    return _UNUSUAL.sub(_escape, text) + "\n"


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    if char.isprintable():
        return char
    if "\ud800" <= char <= "\udfff":
        return "\\ufffd"
    return json.dumps(char)[1:-1] if char != "\x7f" else "\\u007f"
