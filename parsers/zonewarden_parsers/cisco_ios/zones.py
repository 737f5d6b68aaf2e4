"""Reads the zone-based firewall: `zone security`, `zone-pair security`, inspection classes and policies, port mappings.

Source: Cisco IOS Security Configuration Guide, Zone-Based Policy Firewalls; Zone-Based Policy Firewall Design and
Application Guide (Cisco document 98628).
"""

from __future__ import annotations

from zonewarden_parsers.cisco_ios import inspect_protocols
from zonewarden_parsers.cisco_ios.bodies import claim_body, is_foreign
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader, command
from zonewarden_parsers.cisco_ios.zone_draft import InspectClass, InspectPolicy, PolicyClass, Test, ZonePair
from zonewarden_parsers.lines import Line
from zonewarden_parsers.model import Aspect, Effect


def _zone(cmd: Command, draft: Draft) -> bool:
    """`zone security NAME` with a description."""
    if len(cmd.words) != 3:
        return False
    draft.zoning.zones.pop(cmd.words[2], None)
    if not cmd.negated:
        draft.zoning.zones[cmd.words[2]] = cmd.line
    claim_body(cmd.children, draft)
    return True


def _zone_pair(cmd: Command, draft: Draft) -> bool:
    """`zone-pair security NAME source Z destination Z` with `service-policy type inspect P` under it."""
    source, destination = cmd.after("source"), cmd.after("destination")
    name = cmd.word(2)
    if cmd.negated:
        draft.zoning.pairs.pop(name, None)
        return not cmd.children
    pair = draft.zoning.pairs.get(name)
    if pair is None or (source and destination):
        if not (source and destination) or len(cmd.words) != 7:
            return False
        pair = draft.zoning.pairs[name] = ZonePair(name, cmd.line, source, destination)
    for line in cmd.children:
        inner = command(line)
        if inner.words[:3] == ("service-policy", "type", "inspect") and len(inner.words) == 4:
            pair.policy, pair.policy_line = ("", None) if inner.negated else (inner.words[3], line)
            draft.ledger.modelled(line)
        elif inner.words[0] in ("description", "exit"):
            draft.ledger.irrelevant(line)
        else:
            _unread(line, f"zone pair {name}", draft)
    return True


def _class_map(cmd: Command, draft: Draft) -> bool:
    """A class of the zone-based firewall; classes of one application protocol only look into permitted sessions."""
    words = cmd.words[3:]
    if cmd.negated:
        draft.zoning.classes.pop(words[-1] if words else "", None)
        return not cmd.children
    every = True
    if words[:1] in (("match-any",), ("match-all",)):
        every, words = words[0] == "match-all", words[1:]
    if len(words) > 1:  # `class-map type inspect http match-any NAME`: a class inside an inspected protocol
        claim_body(cmd.children, draft, modelled=True)
        return True
    if len(words) != 1:
        return False
    found = draft.zoning.classes.get(words[0])
    if found is None:
        found = draft.zoning.classes[words[0]] = InspectClass(words[0], cmd.line, every)
    for line in cmd.children:
        _test(line, found, draft)
    return True


def _test(line: Line, found: InspectClass, draft: Draft) -> None:
    inner = command(line)
    words = inner.words
    if words[0] in ("description", "exit"):
        draft.ledger.irrelevant(line)
    elif words != ("match", "any") and (words[0] != "match" or len(words) < 3 or is_foreign(words, entries=False)):
        _unread(line, f"class {found.name}", draft)
    elif inner.negated:
        found.tests = [t for t in found.tests if t.line.words != words]
        draft.ledger.modelled(line)
    else:
        negated = words[1] == "not"
        test = Test(line, words[2:] if negated else words[1:], negated)
        found.tests.append(test)
        if test.words[0] == "access-group" and len(test.words) > 1:
            draft.use_list(test.words[-1], line)
        draft.ledger.modelled(line)


def _policy_map(cmd: Command, draft: Draft) -> bool:
    words = cmd.words[3:]
    if cmd.negated:
        draft.zoning.policies.pop(words[-1] if words else "", None)
        return not cmd.children
    if len(words) > 1:  # `policy-map type inspect http NAME`
        claim_body(cmd.children, draft, modelled=True)
        return True
    if len(words) != 1:
        return False
    policy = draft.zoning.policies.get(words[0])
    if policy is None:
        policy = draft.zoning.policies[words[0]] = InspectPolicy(words[0], cmd.line)
    current: PolicyClass | None = None
    for line in cmd.children:
        inner = command(line)
        if inner.words[0] == "class" and not inner.negated and _class_name(inner.words):
            current = _enter(policy, _class_name(inner.words), line)
            draft.ledger.modelled(line)
        elif inner.words[0] in ("description", "exit") or (inner.words[0] == "class" and inner.negated):
            _leave(policy, inner, draft)
        elif current is None or not _action(inner, current, draft):
            _unread(line, f"policy map {policy.name}", draft)
    return True


def _class_name(words: tuple[str, ...]) -> str:
    if words[1:3] == ("type", "inspect") and len(words) == 4:
        return words[3]
    return words[1] if len(words) == 2 else ""


def _enter(policy: InspectPolicy, name: str, line: Line) -> PolicyClass:
    known = next((c for c in policy.classes if c.name == name), None)
    if known is None:
        known = PolicyClass(name, line)
        policy.classes.append(known)
    return known


def _leave(policy: InspectPolicy, inner: Command, draft: Draft) -> None:
    if inner.words[0] == "class":
        gone = _class_name(inner.words)
        policy.classes = [c for c in policy.classes if c.name != gone]
        draft.ledger.modelled(inner.line)
    else:
        draft.ledger.irrelevant(inner.line)


def _action(inner: Command, current: PolicyClass, draft: Draft) -> bool:
    """Read what a class does: `inspect [PARAMETERS]`, `pass [log]`, `drop [log]`, and what narrows an inspected session."""
    match inner.words:
        case ("inspect" | "pass" | "drop" as word, *rest):
            current.action = "" if inner.negated else word
            current.action_line = inner.line
            current.logged = "log" in rest
        case ("police" | "urlfilter" | "service-policy" | "content-scan" as word, *_):
            if not inner.negated:
                draft.gap(Aspect.FLOWS, Effect.MAY_DENY, f"{word} in class {current.name} may end sessions", inner.line)
        case _:
            return False
    draft.ledger.modelled(inner.line)
    return True


def _unread(line: Line, where: str, draft: Draft) -> None:
    draft.ledger.unknown(line, f"unknown command in {where}")
    draft.gap(Aspect.ALL, Effect.EITHER, f"unread line in {where}", line)


def _port_map(cmd: Command, draft: Draft) -> bool:
    """`ip port-map NAME port [tcp|udp] N ... [list L] [description ...]`: the name stands for these ports as well."""
    words = cmd.words
    found = inspect_protocols.mapping(words[4:]) if words[3:4] == ("port",) else None
    if found is None:
        return False
    if cmd.negated:
        known = draft.zoning.ports.get(words[2], [])
        known[:] = [m for m in known if m[0] != found]
    else:
        draft.zoning.ports.setdefault(words[2], []).append((found, cmd.line, "list" in words))
    return True


COMMANDS: dict[str, Reader] = {"ip port-map": _port_map}
MODES: dict[str, Reader] = {
    "zone security": _zone,
    "zone-pair security": _zone_pair,
    "class-map type inspect": _class_map,
    "policy-map type inspect": _policy_map,
}
