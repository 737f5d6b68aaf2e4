"""Commands that filter, open or redirect traffic outside access lists: known, not modelled, each one a gap."""

from __future__ import annotations

from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.lines import Block, Line
from zonewarden_parsers.model import Aspect, Effect

_GAPS: dict[tuple[str, ...], tuple[Aspect, Effect, str]] = {
    ("alias",): (Aspect.FLOWS, Effect.EITHER, "alias translates addresses"),
    ("apply",): (Aspect.FLOWS, Effect.MAY_DENY, "outbound lists are not modelled"),
    ("conduit",): (Aspect.FLOWS, Effect.MAY_PERMIT, "conduits are not modelled"),
    ("dynamic-filter", "drop"): (Aspect.FLOWS, Effect.MAY_DENY, "the botnet filter drops traffic"),
    ("dynamic-filter", "enable"): (Aspect.FLOWS, Effect.MAY_DENY, "the botnet filter is on"),
    ("established",): (Aspect.FLOWS, Effect.MAY_PERMIT, "`established` lets further connections back in"),
    ("filter",): (Aspect.FLOWS, Effect.MAY_DENY, "URL, ActiveX and Java filtering is not modelled"),
    ("nat-control",): (Aspect.FLOWS, Effect.MAY_DENY, "nat-control denies traffic without a translation"),
    ("outbound",): (Aspect.FLOWS, Effect.MAY_DENY, "outbound lists are not modelled"),
    ("shun",): (Aspect.FLOWS, Effect.MAY_DENY, "a host is shunned"),
    ("threat-detection", "scanning-threat", "shun"): (Aspect.FLOWS, Effect.MAY_DENY, "scanning hosts are shunned"),
    ("vpnclient",): (Aspect.REMOTE_ACCESS, Effect.EITHER, "the hardware VPN client is not modelled"),
    ("vpngroup",): (Aspect.REMOTE_ACCESS, Effect.EITHER, "VPN groups of PIX 6 are not modelled"),
    ("wccp",): (Aspect.FLOWS, Effect.EITHER, "WCCP redirects traffic"),
}
_VPDN_DIALIN = ("accept", "dialin")
_LIMITS = frozenset({"conn-max", "embryonic-conn-max", "per-client-max", "per-client-embryonic-max"})
_MODULES = frozenset({"csc", "cxsc", "ips", "sfr"})


def read_gap(draft: Draft, block: Block) -> bool:
    """Read a command whose effect on traffic is known but not in the model."""
    line, words = block.line, block.line.words
    draft.used.update(words)
    if words[0] == "vpngroup" and words[2:3] == ("password",):
        draft.secret("psk", words[-1], line, "vpngroup")
    if words[0] == "vpdn":
        return _vpdn(draft, line)
    if words[:2] == ("ip", "audit") and not {"drop", "reset"}.isdisjoint(words):
        draft.gap(Aspect.FLOWS, Effect.MAY_DENY, "ip audit drops what its signatures match", line)
        return True
    for length in (3, 2, 1):
        found = _GAPS.get(words[:length]) if len(words) >= length else None
        if found:
            draft.gap(*found, line)
            return not block.children
    return False


def read_threat_detection(draft: Draft, block: Block) -> bool:
    """Read `threat-detection basic-threat`, which limits nothing by itself and tells of floods; other words are not read here."""
    if block.line.words[1:] == ("basic-threat",):
        draft.setting("threat-detection", "on", block.line)
        return not block.children
    return False


def _vpdn(draft: Draft, line: Line) -> bool:
    words = line.words
    if words[1:2] == ("username",) and "password" in words[:-1]:
        draft.secret("cleartext", words[words.index("password") + 1], line, "vpdn")
    if words[1:2] == ("enable",) or words[3:5] == _VPDN_DIALIN:
        draft.gap(Aspect.REMOTE_ACCESS, Effect.MAY_PERMIT, "PPTP and L2TP dial-in is not modelled", line)
    else:
        draft.ledger.irrelevant(line)
    return True


def read_policy_map(draft: Draft, block: Block) -> bool:
    """Read a policy map: inspection is irrelevant, an inline module may drop what the lists permit."""
    for line in block.children:
        draft.used.update(line.words)
        if line.words[:4] == ("set", "connection", "timeout", "idle"):
            draft.setting("session-idle-override", " ".join(line.words[4:]), line)
        elif line.words[:2] == ("set", "connection") and not _LIMITS.isdisjoint(line.words):
            draft.setting("connection-limit", " ".join(line.words[2:]), line)
        if line.words[0] in _MODULES:
            if "fail-open" in line.words:
                draft.setting("fail-open", f"{line.words[0]} module", line)
            draft.gap(Aspect.FLOWS, Effect.MAY_DENY, f"the {line.words[0]} module may drop traffic", line)
        else:
            draft.ledger.irrelevant(line)
    draft.ledger.irrelevant(block.line)
    return True


def read_access_policy(draft: Draft, block: Block) -> bool:
    """Read a dynamic access policy record: its `network-acl` takes the place of a group policy's filter."""
    draft.ledger.irrelevant(block.line)
    for line in block.children:
        draft.used.update(line.words)
        if line.words[0] == "network-acl":
            reason = "a dynamic access policy replaces the VPN filter"
            draft.gap(Aspect.REMOTE_ACCESS, Effect.EITHER, reason, line)
        else:
            draft.ledger.irrelevant(line)
    return True
