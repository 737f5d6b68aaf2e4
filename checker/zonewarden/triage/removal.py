"""The commands that take permitting rules out, in the syntax of the device at hand.

A rule is disabled rather than deleted where the platform can, so that it can be brought back. Rules that a platform adds by itself
have no line to take out; where a rule cannot be named in a command (pfSense, a rule table) there is no command.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from zonewarden.triage.finding import Contribution

MAX_COMMANDS = 6
_WARNING = "takes the rule out; first make sure that no declared conduit needs it"
_POLICY = re.compile(r"policy (\d+)\b")
_NUMBERED = re.compile(r"(.+) rule (\d+):")
_APPEND = re.compile(r"(?:\[\d+:\d+\]\s+)?-A (\S+) (.+)")


def removal(platform: str, rules: Sequence[Contribution]) -> str:
    """Return the commands, with a warning before them as a comment; empty where there is nothing that could be removed.

    On IOS a numbered list must be edited in its named form: `no access-list 101 permit ...` would delete the whole list (Cisco
    IOS Security Configuration Guide, numbered access lists).
    """
    explicit = [r for r in rules if r.list_name and r.action == "permit" and "implicit" not in r.text]
    known = _COMMANDS.get(platform)
    if known is None or not explicit or len(explicit) > MAX_COMMANDS:
        return ""
    mark, commands = known
    lines = [line for rule in dict.fromkeys(explicit) for line in commands(rule)]
    return "\n".join([f"{mark} {_WARNING}", *lines]) if lines else ""


def _asa(rule: Contribution) -> list[str]:
    return [f"no {rule.text}"] if rule.text.startswith("access-list ") else []


def _ios(rule: Contribution) -> list[str]:
    words = rule.text.split()
    keyword = "ipv6 access-list" if ":" in rule.text and "." not in rule.text else "ip access-list extended"
    entry = " ".join(words[2:] if words[0] == "access-list" else words)
    return [f"{keyword} {rule.list_name}", f" no {entry.split()[0] if entry[:1].isdigit() else entry}"]


def _sequenced(ipv4: str) -> Callable[[Contribution], list[str]]:
    def commands(rule: Contribution) -> list[str]:
        number = rule.text.split()[0]
        if not number.isdigit():
            return []
        family = "ipv6" if re.search(r"[0-9a-f]*::?[0-9a-f:]*/", rule.text) and "." not in rule.text else ipv4
        return [f"{family} access-list {rule.list_name}", f" no {number}"]

    return commands


def _fortios(rule: Contribution) -> list[str]:
    found = _POLICY.match(rule.text)
    if found is None:
        return []
    return [f"config {rule.list_name}", f"    edit {found[1]}", "        set status disable", "    next", "end"]


def _panos(rule: Contribution) -> list[str]:
    name, colon, _ = rule.text.partition(": ")
    return [f"set rulebase security rules {_word(name)} disabled yes"] if colon and name else []


def _iptables(rule: Contribution) -> list[str]:
    found = _APPEND.fullmatch(rule.text)
    words = rule.list_name.split()
    if found is None or len(words) < 3:
        return []
    return [f"{words[0]} -t {words[1]} -D {found[1]} {found[2]}"]


def _vyos(rule: Contribution) -> list[str]:
    found = _NUMBERED.match(rule.text)
    if found is None:
        return []
    chain, number = found.groups()
    family = rule.list_name.split()[0] if rule.list_name.startswith(("ipv4 ", "ipv6 ")) else ""
    place = chain if chain.startswith(("ipv4 ", "ipv6 ")) else f"{family} name {chain}".strip()
    return [f"set firewall {place} rule {number} disable"]


def _checkpoint(rule: Contribution) -> list[str]:
    name, colon, _ = rule.text.partition(": source ")
    if not colon or not name:
        return []
    return [f"mgmt_cli set access-rule name {_word(name)} layer {_word(rule.list_name)} enabled false"]


def _word(text: str) -> str:
    return text if re.fullmatch(r"[\w.-]+", text) else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_COMMANDS: dict[str, tuple[str, Callable[[Contribution], list[str]]]] = {
    "checkpoint-mgmt": ("#", _checkpoint),
    "cisco-asa": ("!", _asa),
    "cisco-ios": ("!", _ios),
    "cisco-iosxr": ("!", _sequenced("ipv4")),
    "cisco-nxos": ("!", _sequenced("ip")),
    "fortinet-fortios": ("#", _fortios),
    "linux-iptables": ("#", _iptables),
    "paloalto-panos": ("#", _panos),
    "vyos": ("#", _vyos),
}
