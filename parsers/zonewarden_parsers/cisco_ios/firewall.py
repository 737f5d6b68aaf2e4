"""Filters that are known and not modelled: policy maps that drop, TrustSec, interception. Each leaves a gap."""

from __future__ import annotations

from zonewarden_parsers.cisco_ios.bodies import claim_body
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader
from zonewarden_parsers.model import Aspect, Effect


def _body(cmd: Command, draft: Draft) -> bool:
    """A definition whose effect is noted where it is applied: an entry with a group of names or tags has an atom."""
    claim_body(cmd.children, draft, modelled=True)
    return True


def _inspection(cmd: Command, draft: Draft) -> bool:
    """`ip inspect name N PROTOCOL ...` (CBAC): answers of the sessions it sees pass the lists; the rest tunes it.

    What may begin a session is left to the lists (Cisco IOS Security Configuration Guide, Context-Based Access Control).
    """
    if cmd.word(2) == "name" and len(cmd.words) > 4 and not cmd.negated:
        draft.inspections.setdefault(cmd.words[3], []).append(cmd.line)
    return len(cmd.words) > 2


def _policy_map(cmd: Command, draft: Draft) -> bool:
    """A policy map that drops a class filters; others shape, mark and queue."""
    if cmd.word(1) == "type":
        return _body(cmd, draft)
    if any(line.words == ("drop",) for line in cmd.children):
        draft.dropping.add(cmd.word(1))
    claim_body(cmd.children, draft)
    return True


def finish_policies(draft: Draft) -> None:
    """Leave a gap on every interface whose policy map drops a class."""
    for name, interface, line in draft.policies:
        if name in draft.dropping:
            draft.gap(Aspect.FLOWS, Effect.MAY_DENY, f"policy map {name} drops a class", line, interface)


def _trustsec(cmd: Command, draft: Draft) -> bool:
    if cmd.words[1:3] in (("role-based", "enforcement"), ("role-based", "permissions")) and not cmd.negated:
        draft.gap(Aspect.FLOWS, Effect.MAY_DENY, "TrustSec may drop packets by group tag", cmd.line)
    claim_body(cmd.children, draft)
    return True


def _intercept(cmd: Command, draft: Draft) -> bool:
    if not cmd.negated and cmd.word(3) == "list":
        draft.gap(Aspect.FLOWS, Effect.MAY_DENY, "TCP intercept may drop connections", cmd.line)
    return True


COMMANDS: dict[str, Reader] = {
    "ip inspect": _inspection,
    "ipv6 inspect": _inspection,
    "ip tcp intercept": _intercept,
}
MODES: dict[str, Reader] = {
    "object-group fqdn": _body,
    "object-group geo": _body,
    "object-group security": _body,
    "class-map": _body,
    "parameter-map": _body,
    "policy-map": _policy_map,
    "cts": _trustsec,
}
