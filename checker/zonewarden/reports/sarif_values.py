"""The small values of SARIF: messages and texts."""

from __future__ import annotations

import re
from typing import Any

from zonewarden.reports.escape import shortened, visible_lines

Object = dict[str, Any]
"""A JSON object on its way out."""

_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def plain(value: str) -> str:
    """Return `value` with every character that could harm a terminal or an editor made visible, line ends kept."""
    return "\n".join(visible_lines(value))


def escaped(value: str) -> str:
    """Return `value` for use in a message: no embedded links (3.11.6) and no placeholders (3.11.5) of its own."""
    linkless = re.sub(r"([\\\[\]])", r"\\\1", plain(value)) if "](" in value else plain(value)
    return _PLACEHOLDER.sub(r"{{\1}}", linkless)


def text(value: str, limit: int = 0) -> Object:
    """Return a message (3.11) or a multiformat string (3.12); never empty, which GitHub refuses."""
    return {"text": (shortened(value, limit) if limit else value) or "-"}
