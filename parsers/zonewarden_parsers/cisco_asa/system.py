"""The device as a whole: header, names, contexts, security-level switches, time ranges, failover keys."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from zonewarden_parsers.cisco_asa import telemetry
from zonewarden_parsers.cisco_asa.draft import Draft, Schedule
from zonewarden_parsers.cisco_asa.names import number
from zonewarden_parsers.lines import Block, Line
from zonewarden_parsers.model import Aspect, Effect, Times

_TYPED = frozenset({"enable", "configure terminal", "conf t"})
_SESSION = re.compile(r"[\w.\-/]{1,63}(?:\([\w\-]*\))?[#>]\s*(?:$|sh|ter|en|exit|end|conf|more|page)")


def read_header(draft: Draft, block: Block) -> bool:
    """Read `ASA Version 9.16(2) [<context>|<system>]`, `PIX Version ...`, `FWSM Version ...`."""
    words = block.line.words
    if len(words) < 3 or words[1].lower() != "version" or block.children:
        return False
    draft.version = words[2]
    if words[-1] == "<context>":
        draft.context = "<context>"
    draft.setting("boot-version", words[2], block.line)
    return True


def read_hostname(draft: Draft, block: Block) -> bool:
    """Read `hostname NAME`."""
    if len(block.line.words) < 2:
        return False
    draft.hostname = block.line.words[1]
    return not block.children


def read_name(draft: Draft, block: Block) -> bool:
    """Read `name ADDRESS LABEL [description ...]`."""
    match block.line.words:
        case ("name", address, label, *_):
            draft.labels[label] = address
            return not block.children
        case _:
            pass
    return False


def read_context(draft: Draft, block: Block) -> bool:
    """Read a `context NAME` block of the system space: recorded; what it allocates is in the context's own file."""
    if len(block.line.words) != 2:
        return False
    draft.setting("context", block.line.words[1], block.line)
    draft.ignore(block.children)
    return True


def read_firewall(draft: Draft, block: Block) -> bool:
    """Read `firewall transparent`: bridge groups forward between interfaces that have no addresses."""
    match block.line.words:
        case ("firewall", "transparent"):
            draft.setting("firewall-mode", "transparent", block.line)
            draft.gap(Aspect.FLOWS, Effect.EITHER, "transparent mode: bridge groups are not modelled", block.line)
        case ("firewall", "router"):
            draft.setting("firewall-mode", "routed", block.line)
        case _:
            return False
    return True


def read_same_security(draft: Draft, block: Block) -> bool:
    """Read `same-security-traffic permit inter-interface|intra-interface`."""
    match block.line.words:
        case ("same-security-traffic", "permit", "inter-interface"):
            draft.same_inter = block.line
            draft.setting("same-security-inter", "on", block.line)
        case ("same-security-traffic", "permit", "intra-interface"):
            draft.same_intra = block.line
            draft.setting("same-security-intra", "on", block.line)
        case _:
            return False
    return True


def read_sysopt(draft: Draft, block: Block) -> bool:
    """Read `sysopt connection permit-vpn` and its PIX forms."""
    match block.line.words:
        case ("sysopt", "connection", "permit-vpn" | "permit-ipsec"):
            draft.vpn.bypass, draft.vpn.no_bypass = block.line, None
            return True
        case ("sysopt", "connection", ("permit-pptp" | "permit-l2tp") as what):
            draft.gap(Aspect.REMOTE_ACCESS, Effect.MAY_PERMIT, f"{what} lets tunnels past the lists", block.line)
            return True
        case _:
            pass
    return False


def read_failover(draft: Draft, block: Block) -> bool:
    """Read `failover key` and `failover ipsec pre-shared-key`; the rest of failover is irrelevant."""
    match block.line.words:
        case ("failover", "key", *value) | ("failover", "ipsec", "pre-shared-key", *value) if value:
            draft.secret("cleartext", value[-1], block.line, "failover key")
            return not block.children
        case _:
            pass
    return False


def read_keys(draft: Draft, block: Block) -> bool:
    """Read `key chain NAME` and its key strings."""
    if block.line.words[:2] != ("key", "chain"):
        return False
    draft.ledger.irrelevant(block.line)
    for line in block.children:
        draft.ledger.irrelevant(line)
        if line.words[0] == "key-string" and line.words[1:2] == ("0",):
            draft.secret("md5-key", line.words[-1], line, "key chain")
    return True


def read_time_range(draft: Draft, block: Block) -> bool:
    """Read a `time-range` block: its absolute period, and whether it recurs inside of that.

    Cisco ASA Series General Operations CLI Configuration Guide, *Configure Time Ranges*: periodic lines hold between the absolute
    start and end only; without a start it holds at once, without an end for ever. Connections outlive the range.
    """
    if len(block.line.words) != 2:
        return False
    times = Times()
    for line in block.children:
        match line.words:
            case ("absolute", *rest):
                start, end = _moment(rest, "start"), _moment(rest, "end")
                known = times.known and None not in (start, end)
                times = replace(times, start=start or "", end=end or "", known=known)
                draft.ledger.modelled(line)
            case ("periodic", *_):
                times = replace(times, recurring=True)
                draft.ledger.modelled(line)
            case _:
                times = replace(times, known=False)
                draft.unknown(line, "time-range line not understood", Aspect.FLOWS)
    draft.schedules[block.line.words[1]] = Schedule(draft.at(block.line), times)
    return True


def _moment(words: list[str], which: str) -> str | None:
    """Return the ISO 8601 moment of `start` or `end HH:MM DAY MONTH YEAR`, empty when there is none, None for other text."""
    if which not in words:
        return ""
    parts = words[words.index(which) + 1 :][:4]
    if len(parts) < 4 or not all(p.isascii() for p in parts):
        return None
    for form in ("%H:%M %d %B %Y", "%H:%M %d %b %Y"):
        try:
            return datetime.strptime(" ".join(parts), form).isoformat(timespec="minutes")  # noqa: DTZ007
        except ValueError:
            continue
    return None


def read_no(draft: Draft, block: Block) -> bool:
    """Read a `no ...` line that takes nothing above it back: a default switched off."""
    line = block.line
    draft.ignore(block.children)
    match line.words:
        case ("no", "sysopt", "connection", "permit-vpn" | "permit-ipsec"):
            draft.vpn.no_bypass, draft.vpn.bypass = line, None
            draft.ledger.modelled(line)
        case ("no", "logging", *_):
            if not telemetry.read_no_logging(draft, line):
                draft.ledger.irrelevant(line)
        case ("no", "snmp-server", "enable"):
            draft.setting("snmp-server", "off", line)
        case ("no", "http", "server", "enable", *_):
            draft.setting("service:http-server", "off", line)
        case ("no", "call-home", "reporting", *_):
            draft.setting("service:call-home", "off", line)
        case ("no", "password", "encryption", *_):
            draft.setting("password-encryption", "off", line)
        case _:
            draft.ledger.irrelevant(line)
    return True


def is_session(line: Line) -> bool:
    """Return whether a line is the prompt and command of a recorded terminal session."""
    return line.text in _TYPED or _SESSION.match(line.text) is not None


def is_old(version: str, commands: set[str]) -> bool:
    """Return whether the file is of a release before 9.0, by its version or by commands that 8.3 and 9.0 removed."""
    if version:
        return (number(version.split(".")[0]) or 9) < 9
    return not {"nameif", "fixup", "static", "global", "conduit"}.isdisjoint(commands)
