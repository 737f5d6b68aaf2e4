"""Switch ports: mode, VLANs and what protects them.

Catalyst Layer 2 Configuration Guide: a port whose mode nobody states negotiates a trunk (DTP); a trunk carries every VLAN unless
`switchport trunk allowed vlan` says which; the native and the access VLAN are 1; port security shuts a port at a violation unless
another mode is stated. NX-OS has no DTP, and its ports are access ports.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zonewarden_parsers.model import SwitchPort

Words = tuple[str, ...]
LAST_VLAN = 4094
_PROTECTIONS: dict[Words, str] = {
    ("switchport", "port-security"): "port-security",
    ("switchport", "port-security", "violation", "restrict"): "violation-restrict",
    ("switchport", "port-security", "violation", "protect"): "violation-protect",
    ("switchport", "nonegotiate"): "no-negotiation",
    ("spanning-tree", "bpduguard", "enable"): "bpdu-guard",
    ("spanning-tree", "bpdufilter", "enable"): "bpdu-filter",
    ("spanning-tree", "portfast"): "edge",
    ("spanning-tree", "portfast", "edge"): "edge",
    ("spanning-tree", "port", "type", "edge"): "edge",
    ("dot1x", "pae", "authenticator"): "dot1x",
    ("authentication", "port-control", "auto"): "dot1x",
    ("access-session", "port-control", "auto"): "dot1x",
    ("mab",): "dot1x",
    ("storm-control",): "storm-control",
    ("channel-group",): "bundled",
    ("ip", "dhcp", "snooping", "trust"): "dhcp-trust",
    ("unstated",): "unstated",
}
"""Commands, by their first words, with the setting that they are."""


def is_about_a_port(words: Words) -> bool:
    """Return whether a command of an interface is one that `switch_port` reads."""
    return words[0] == "switchport" or any(words[: len(start)] == start for start in _PROTECTIONS)


def switch_port(commands: Sequence[tuple[Words, bool]], default: str) -> SwitchPort:
    """Return the port that commands, each with whether it was negated, describe; `default` is its mode where they state none."""
    found = default
    access, native, allowed = 1, 1, [(1, LAST_VLAN)]
    settings: set[str] = set()
    for words, negated in commands:
        match words:
            case ("switchport", "mode", *rest) if rest or negated:
                found = default if negated else rest[0]
            case ("switchport", "access", "vlan", *rest) if negated or _is_number(rest):
                access = 1 if negated else int(rest[0])
            case ("switchport", "trunk", "native", "vlan", *rest) if negated or _is_number(rest):
                native = 1 if negated else int(rest[0])
            case ("switchport", "trunk", "allowed", "vlan", *rest):
                allowed = [(1, LAST_VLAN)] if negated else _allowed(allowed, rest)
            case _:
                _protect(settings, words, negated=negated)
    return SwitchPort(found, access, native, tuple(allowed), frozenset(settings))


def _is_number(words: Sequence[str]) -> bool:
    return len(words) == 1 and words[0].isascii() and words[0].isdigit() and len(words[0]) <= len(str(LAST_VLAN))


def _protect(settings: set[str], words: Words, *, negated: bool) -> None:
    for start, name in _PROTECTIONS.items():
        if words[: len(start)] == start and not (name == "port-security" and len(words) > len(start)):
            settings.discard(name)
            if not negated:
                settings.add(name)


def _allowed(before: list[tuple[int, int]], words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the VLANs of a trunk after a command; every one where its list cannot be read."""
    how, listed = (words[0], words[1:]) if words and words[0] in {"add", "remove", "except"} else ("", words)
    if listed[:1] in ([], ["all"]):
        return [(1, LAST_VLAN)]
    found = [] if listed[:1] == ["none"] else _ranges(",".join(listed))
    if found is None:
        return [(1, LAST_VLAN)]
    numbers = {n for low, high in found for n in range(low, high + 1)}
    have = {n for low, high in before for n in range(low, high + 1)}
    every = set(range(1, LAST_VLAN + 1))
    return _spans({"add": have | numbers, "remove": have - numbers, "except": every - numbers}.get(how, numbers))


def _ranges(text: str) -> list[tuple[int, int]] | None:
    out: list[tuple[int, int]] = []
    for part in filter(None, text.split(",")):
        low, _, high = part.partition("-")
        if not _is_number([low]) or (high and not _is_number([high])) or int(high or low) > LAST_VLAN:
            return None
        out.append((int(low), int(high or low)))
    return out


def _spans(numbers: Iterable[int]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for n in sorted(numbers):
        if out and out[-1][1] == n - 1:
            out[-1] = (out[-1][0], n)
        else:
            out.append((n, n))
    return out
