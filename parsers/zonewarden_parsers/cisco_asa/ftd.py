"""Access rules of Firepower Threat Defense as its ASA engine holds them: `advanced` entries with rule numbers.

Source: Cisco Secure Firewall Threat Defense Command Reference, `show access-control-config` and `show running-config
access-list`; Cisco document 212321 (access control policy on FTD). `trust` passes without inspection and `deny` blocks. `permit`
hands the connection to Snort, which decides by all rules in order: for an L4 rule it may be allowed, or (a monitor rule)
go on to later ones; for an L7 rule, whose remark says so, the text does not tell whether the rule allows or blocks.
"""

from __future__ import annotations

import re
from dataclasses import replace

from zonewarden_parsers.model import Action, Atom, AtomKind, Match, Rule

_REMARK = re.compile(r"rule-id (\d+): (?:(?:(L4|L7) )?(RULE): )?(.*)")

LIST = "access-list CSM_FW_ACL_ "
"""How the entries of the access control policy begin; no other system calls a list so."""

Titles = dict[str, tuple[str, str]]
"""By rule number: `L4`, `L7` or empty, and the rule's name."""


def note_title(remark: str, titles: Titles) -> None:
    """Note what a remark says about a rule number; the remark that names the rule counts, not the one of its policy."""
    found = _REMARK.fullmatch(remark.strip())
    if found and found[3]:
        titles[found[1]] = (found[2] or "", found[4])


def titled(rule: Rule, number: str, titles: Titles) -> Rule:
    """Return an entry of the rule `number` under its name; an L7 rule that permits here may do either."""
    layer, name = titles.get(number, ("", ""))
    if layer != "L7" or rule.action is not Action.PERMIT:
        return replace(rule, name=name)
    match = rule.match
    atoms = (
        Atom(AtomKind.APPLICATION, f"the application or URL that L7 rule {name} asks for", rule.location),
        *match.atoms,
    )
    return replace(
        rule, name=name, action=Action.UNKNOWN,
        match=Match(match.sources, match.destinations, match.services, atoms),
    )  # fmt: skip
