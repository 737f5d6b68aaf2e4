"""`tcp-flags` expressions: which segments they match, told apart by whether a segment can begin a session.

Junos Routing Policies, Firewall Filters, and Traffic Policers User Guide, *Firewall filter match conditions based on bit-field
values*: names or hexadecimal masks, `!` not, `&` or `+` and, `|` or `,` or, parentheses. The model knows two kinds of segment: those that begin
a session (SYN without ACK and RST) and all others that carry ACK or RST (docs/decisions/0003).
"""

from __future__ import annotations

import re

NAMES = {"fin": 0x01, "syn": 0x02, "rst": 0x04, "push": 0x08, "psh": 0x08, "ack": 0x10, "urgent": 0x20, "urg": 0x20}
MAX_TOKENS = 60
_TOKENS = re.compile(r"0x[0-9a-fA-F]+|[a-zA-Z]+|[!&+|,()]|\S")
_OPENING = [v | 0x02 for v in range(64) if not v & 0x16]
_OTHERS = [v for v in range(64) if v & 0x14]


def matches(text: str) -> tuple[bool | None, bool | None] | None:
    """Return whether segments that begin a session match, and whether those with ACK or RST do.

    None inside the pair: some do and some do not. None for text that is no expression.
    """
    tokens = _TOKENS.findall(text.replace('"', ""))
    if not tokens or len(tokens) > MAX_TOKENS:
        return None
    verdicts: list[list[bool]] = []
    for values in (_OPENING, _OTHERS):
        found: list[bool] = []
        for value in values:
            answer, rest = _either(tokens, 0, value)
            if answer is None or rest != len(tokens):
                return None
            found.append(answer)
        verdicts.append(found)
    return _all_or_none(verdicts[0]), _all_or_none(verdicts[1])


def _all_or_none(found: list[bool]) -> bool | None:
    return True if all(found) else None if any(found) else False


def _either(tokens: list[str], at: int, value: int) -> tuple[bool | None, int]:
    answer, at = _both(tokens, at, value)
    while answer is not None and at < len(tokens) and tokens[at] in "|,":
        right, at = _both(tokens, at + 1, value)
        answer = None if right is None else answer or right
    return answer, at


def _both(tokens: list[str], at: int, value: int) -> tuple[bool | None, int]:
    answer, at = _one(tokens, at, value)
    while answer is not None and at < len(tokens) and tokens[at] in "&+":
        right, at = _one(tokens, at + 1, value)
        answer = None if right is None else answer and right
    return answer, at


def _one(tokens: list[str], at: int, value: int) -> tuple[bool | None, int]:
    if at >= len(tokens):
        return None, at
    sign = tokens[at].lower()
    if sign == "!":
        inner, at = _one(tokens, at + 1, value)
        return (None if inner is None else not inner), at
    if sign == "(":
        inner, at = _either(tokens, at + 1, value)
        closed = at < len(tokens) and tokens[at] == ")"
        return (inner if closed else None), at + 1
    mask = NAMES.get(sign, int(sign, 16) if re.fullmatch(r"0x[0-9a-f]{1,2}", sign) else 0)
    return (value & mask == mask if mask else None), at + 1
