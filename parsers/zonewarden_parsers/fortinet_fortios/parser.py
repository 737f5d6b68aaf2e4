"""The whole of one file."""

from __future__ import annotations

import re

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.fortinet_fortios import PLATFORM
from zonewarden_parsers.fortinet_fortios.contexts import contexts
from zonewarden_parsers.fortinet_fortios.device import freeze, read_device
from zonewarden_parsers.fortinet_fortios.ledger import Account
from zonewarden_parsers.fortinet_fortios.replay import replay
from zonewarden_parsers.fortinet_fortios.words import commands
from zonewarden_parsers.lines import raw_lines

_HEADER = re.compile(r"^#config-version=[A-Z0-9]+-(\d+\.\d+\.?\d*)", re.MULTILINE)

_SCORED = 200_000


def parse(text: str, path: str) -> Parsed:
    """Parse one configuration into one device for each virtual domain."""
    lines = raw_lines(text)
    played = replay(commands(lines))
    header = _HEADER.search(text[:_SCORED])
    account = Account(path, lines, played)
    drafts = list(contexts(played.root, path, header[1] if header else ""))
    read = [read_device(draft) for draft in drafts]
    coverage = account.settle(played.root)
    diagnostics = tuple(
        sorted(
            {*account.diagnostics, *(d for draft in drafts for d in draft.diagnostics)},
            key=lambda d: (d.location, d.code, d.message),
        )
    )
    shared = (coverage, tuple(account.gaps), diagnostics)
    devices = tuple(freeze(d, *found, PLATFORM, shared) for d, found in zip(drafts, read, strict=True))
    return Parsed(path, PLATFORM, devices, diagnostics, coverage)
