"""Sessions that copy traffic to a sensor (SPAN): `monitor session N source|destination|filter ...`.

Cisco Catalyst Network Management Configuration Guide, *Configuring SPAN and RSPAN*, one line each; ERSPAN and NX-OS write them as the
body of the session.
"""

from __future__ import annotations

import re

from zonewarden_parsers.cisco_ios.bodies import claim_body
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader
from zonewarden_parsers.lines import Line

_PARTS = frozenset({"source", "destination", "filter"})
_JOINTS = re.compile(r"\s*([,-])\s*")


def _monitor_session(cmd: Command, draft: Draft) -> bool:
    """Note what a session copies from where to where as `span-session`: its number, then the words of the command."""
    if len(cmd.words) < 3:
        return False
    if not cmd.negated:
        for line, words in ((cmd.line, cmd.words[3:]), *((child, child.words) for child in cmd.children)):
            _note(cmd.words[2], line, words, draft)
    claim_body(cmd.children, draft)
    return True


def _note(number: str, line: Line, words: tuple[str, ...], draft: Draft) -> None:
    if words[:1] and words[0] in _PARTS:
        draft.setting("span-session", _JOINTS.sub(r"\1", " ".join((number, *words))), line)


COMMANDS: dict[str, Reader] = {"monitor session": _monitor_session}
