"""Plain YAML scalars: their YAML 1.2 core value, and those that a YAML 1.1 reader takes for something else.

YAML 1.2.2 section 10.3.2 (core schema) and the YAML 1.1 type repository. PyYAML, Ansible and many scripts read 1.1.
"""

from __future__ import annotations

import re

ScalarValue = str | int | float | bool | None

_CONSTANTS: dict[str, ScalarValue] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+").fullmatch
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
).fullmatch
_NUMBER_START = frozenset("0123456789+-.")
_LONGEST_NUMBER = 64

_AMBIGUOUS = tuple(
    (re.compile(pattern).fullmatch, reason)
    for pattern, reason in (
        (r"y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF", "YAML 1.1 reads it as true or false"),
        (r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?", "YAML 1.1 reads it as a number in base 60"),
        (r"[-+]?0[0-9_]+|0o[0-7]+", "YAML 1.1 and 1.2 read different numbers"),
        (r"[-+]?[0-9]+(_[0-9_]*)(\.[0-9_]*([eE][-+][0-9]+)?)?|[-+]?0b[01_]+|[-+]0x[0-9a-fA-F_]+|0x[0-9a-fA-F_]*_[0-9a-fA-F_]*", "YAML 1.1 reads it as a number"),
        (r"([-+]?[0-9][0-9_]*)?\.[0-9_]*_[0-9_]*([eE][-+][0-9]+)?", "YAML 1.1 reads it as a number"),
        (r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)[eE][0-9]+|[-+]?[0-9]+[eE][-+][0-9]+|[-+]\.[0-9]+([eE][-+]?[0-9]+)?", "YAML 1.1 reads it as text"),
        (r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][^#]*)?", "YAML 1.1 reads it as a date"),
        (r"=", "YAML 1.1 reads it as a default value"),
    )
)  # fmt: skip
_AMBIGUOUS_START = frozenset("0123456789+-.yYnNoO=")


def resolve(text: str) -> ScalarValue:
    """Return the YAML 1.2 core value of a plain scalar; numbers of over 64 characters stay text."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _NUMBER_START or len(text) > _LONGEST_NUMBER:
        return text
    if _INTEGER(text):
        return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)
    return float(text.replace(".", "", 1) if text.lstrip("+-")[1:2].isalpha() else text) if _FLOAT(text) else text


def ambiguity(text: str) -> str:
    """Return why YAML 1.1 reads a plain scalar otherwise than YAML 1.2 does, or nothing where both agree."""
    if not text or text[0] not in _AMBIGUOUS_START or len(text) > _LONGEST_NUMBER:
        return ""
    return next((reason for matches, reason in _AMBIGUOUS if matches(text)), "")
