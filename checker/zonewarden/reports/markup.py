"""Markdown that outside text cannot leave: prose, code spans, code blocks."""

from __future__ import annotations

import re

from zonewarden.reports.escape import visible

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")


def prose(text: str) -> str:
    """Return `text` as one line without markup, mentions or automatic links."""
    plain = _MARKUP.sub(r"\\\1", visible(text)).replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\&", "&amp;")
    return plain.replace("@", "@<!-- -->").replace("://", "&#58;//").replace("www.", "www&#46;")


def code(text: str) -> str:
    """Return `text` as a code span that also holds in a table cell."""
    line = visible(text).replace("|", "\\|")
    longest = max((len(run) for run in re.findall(r"`+", line)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{blank}{line}{blank}{fence}"


def fenced(code: str) -> str:
    """Return a Markdown code block that `code` cannot end."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{code}\n{fence}"
