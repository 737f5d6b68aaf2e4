"""One line of a rule table, whatever form the table has, and the rule that it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zonewarden_parsers.access_rules.operands import addresses, services
from zonewarden_parsers.model import (
    Action,
    Atom,
    AtomKind,
    Diagnostic,
    Location,
    Match,
    Rule,
    Severity,
    Times,
)

ACTIONS = {
    "permit": Action.PERMIT, "allow": Action.PERMIT, "accept": Action.PERMIT, "deny": Action.DENY, "drop": Action.DENY,
    "block": Action.DENY, "reject": Action.DENY,
}  # fmt: skip
YES = {"yes", "true", "1", "on", "y", "x"}
NO = {"no", "false", "0", "off", "n", ""}


@dataclass(frozen=True, slots=True)
class Row:
    """The texts of one rule. `sources`, `destinations` and `services` hold a word each; empty means that none was stated."""

    location: Location
    text: str
    action: str
    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    services: tuple[str, ...]
    name: str = ""
    logged: str = ""
    enabled: str = "yes"
    expires: str = ""
    comment: str = ""


def rules(rows: Sequence[Row]) -> tuple[tuple[Rule, ...], tuple[Diagnostic, ...]]:
    """Return the rules of a table in order; a row with a word that cannot be read may do anything to any packet."""
    made: list[Rule] = []
    problems: list[Diagnostic] = []
    for index, row in enumerate(rows):
        try:
            made.append(_rule(index, row))
        except ValueError as error:
            problems.append(Diagnostic(row.location, "unreadable-rule", str(error), Severity.ERROR))
            atom = Atom(AtomKind.UNREADABLE, str(error), row.location)
            made.append(Rule(index, Action.UNKNOWN, Match(atoms=(atom,)), row.location, row.text, row.name))
    return tuple(made), tuple(problems)


def _rule(index: int, row: Row) -> Rule:
    action = ACTIONS.get(row.action.strip().lower())
    if action is None:
        raise ValueError(f"`{row.action}` is no action: `permit` or `deny`")
    for column, words in (("sources", row.sources), ("destinations", row.destinations), ("services", row.services)):
        if not words:
            raise ValueError(f"no {column}: write `any` where everything is meant")
    match = Match(addresses(row.sources), addresses(row.destinations), services(row.services))
    return Rule(
        index,
        action,
        match,
        row.location,
        row.text,
        row.name,
        enabled=_flag(row.enabled, "enabled"),
        logged=_flag(row.logged, "log"),
        remarks=(row.comment,) if row.comment else (),
        schedule="expires" if row.expires else "",
        times=Times(end=_moment(row.expires)) if row.expires else None,
    )


def _flag(text: str, column: str) -> bool:
    word = text.strip().lower()
    if word not in YES | NO:
        raise ValueError(f"{column}: `{text}` is neither `yes` nor `no`")
    return word in YES


def _moment(text: str) -> str:
    """Return an ISO 8601 date or moment as it is; raises ValueError for other text."""
    if not text:
        return ""
    try:
        (date if len(text) == 10 else datetime).fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"expires: `{text}` is no date like 2027-01-31") from error
    return text
