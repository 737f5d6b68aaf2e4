"""Untrusted text made safe to show: no control characters, no commands to the terminal or to the CI runner.

Configurations come from others. A remark may hold an escape sequence that rewrites the terminal, a bidirectional override
that hides half a rule, or a line that a CI runner takes for a command.
"""

from __future__ import annotations

import re

_COMMAND = re.compile(r"^((?:\s|\x1b\[[0-9;]*m)*):(?=:[A-Za-z][A-Za-z-]*(?:\s|::))", re.MULTILINE)
_OLD_COMMAND = re.compile(r"##(?=[A-Za-z]*\[)")
_SURROGATE = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    """Return `text` as one line of printable characters; the others as `\\x1b` or `\\u202e`, a tab as one blank."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    if char == "\t":
        return " "
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def visible_lines(text: str) -> list[str]:
    """Return the lines of `text`, each as `visible` gives it, without blank ones at either end."""
    lines = [visible(line).rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return lines


def without_commands(text: str) -> str:
    """Return `text` with no line in it that a CI runner would obey.

    GitHub's runner takes a line that starts with `::name ...::`, after white space, and the older `##[name]` anywhere in
    it, for a command (actions/runner, ActionCommand.cs); Azure Pipelines `##vso[...]`. IPv6 addresses stay as they are.
    """
    return _OLD_COMMAND.sub(r"\\x23#", _COMMAND.sub(r"\1\\x3a", text))


def without_surrogates(text: str) -> str:
    """Return `text` with U+FFFD for each lone surrogate: no encoding of Unicode can hold one."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def shortened(text: str, length: int) -> str:
    """Return `text` with at most `length` characters, the cut marked by three dots."""
    return text if len(text) <= length else text[: max(length - 3, 0)] + "..."
