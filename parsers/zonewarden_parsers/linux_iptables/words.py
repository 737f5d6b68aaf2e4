"""Words of iptables lines: shell quotes as iptables-save and scripts write them, variables of scripts."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping

from zonewarden_parsers.lines import Line

_QUOTES = re.compile(r"[\"'\\]")
_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_TOO_LONG = 100_000


def split(line: Line) -> list[str] | None:
    """Return the words of a line of iptables-save output; None where a quote does not end."""
    if not _QUOTES.search(line.text):
        return list(line.words)
    return shell_words(line.text, comments=False)


def shell_words(text: str, *, comments: bool = True) -> list[str] | None:
    """Return the words of a shell command; None where a quote does not end."""
    if len(text) > _TOO_LONG:
        return None
    try:
        return shlex.split(text, comments=comments)
    except ValueError:
        return None


def substitute(text: str, variables: Mapping[str, str]) -> str | None:
    """Return `text` with its shell variables put in; None where one is not known or more than variables are asked for."""
    found = _VARIABLE.sub(lambda m: variables.get(m[1] or m[2], m[0]), text)
    return None if "$" in found or "`" in found else found
