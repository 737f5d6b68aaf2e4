"""One packet at one stage of a device's filters: the answer of each list, and what gives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from zonewarden.analysis.chain import Filters, Stage
from zonewarden.analysis.permitted import Via
from zonewarden.analysis.point import PointIndex
from zonewarden.analysis.scoping import Part
from zonewarden.analysis.walk import Fate, Step, Walk, list_index, walk
from zonewarden_parsers.model import Action, Packet, RuleList


class Answer(StrEnum):
    """What becomes of a packet. `OPEN`: a list has no rule for it, and the next filter judges it."""

    PERMITTED = "permitted"
    DENIED = "denied"
    NOT_DECIDED = "not decided"
    OPEN = "left open"


@dataclass(frozen=True, slots=True)
class FilterTrace:
    """One filter: what it is, its answer, and `by` what: a rule, the end of its list, a translation, the platform itself.

    `steps` are the rules that were asked, empty where no list decides. `reasons` says why the answer is not decided.
    """

    what: str
    answer: Answer
    by: Via | None
    list_name: str = ""
    steps: tuple[Step, ...] = ()
    reasons: tuple[str, ...] = ()


_ANSWERS = {frozenset({Action.PERMIT}): Answer.PERMITTED, frozenset({Action.DENY}): Answer.DENIED}


class Asker:
    """Asks the lists of one device about packets; a list is indexed when it is first asked, and a packet walked once."""

    def __init__(self, filters: Filters) -> None:
        self._filters = filters
        self._indexes: dict[tuple[Part, int], PointIndex] = {}
        self._walks: tuple[Packet | None, dict[Part, Walk]] = (None, {})

    def at(self, stage: Stage, packet: Packet) -> list[FilterTrace]:
        """Return the filters of one stage; the last one's answer is that of the stage as a whole."""
        if stage.via is not None:
            answer = Answer.PERMITTED if stage.via.action is Action.PERMIT else Answer.DENIED
            return [FilterTrace(stage.what, answer, stage.via)]
        out: list[FilterTrace] = []
        possible: frozenset[Action] = frozenset()
        reasons: list[str] = []
        for part in stage.parts:
            found = self._walk(part, packet)
            closed = found.matched or part == stage.parts[-1]
            possible |= found.outcomes | _left_over(found, closed=closed)
            reasons += _conditions(found)
            what = stage.what if part == stage.parts[0] else "into any interface (global)"
            if not closed:
                out.append(FilterTrace(what, Answer.OPEN, None, part.name, found.steps))
                continue
            answer = _ANSWERS.get(possible, Answer.NOT_DECIDED)
            told = tuple(reasons) if answer is Answer.NOT_DECIDED else ()
            out.append(FilterTrace(what, answer, _by(found), part.name, found.steps, told))
            break
        return out

    def _walk(self, part: Part, packet: Packet) -> Walk:
        if self._walks[0] != packet:
            self._walks = (packet, {})
        found = self._walks[1].get(part)
        if found is None:
            rule_list = self._filters.rule_list(part)
            index = self._indexes.get((part, packet.version))
            if index is None:
                index = self._indexes[part, packet.version] = list_index(rule_list, packet.version)
            found = self._walks[1][part] = walk(rule_list, index, packet)
        return found


def _left_over(found: Walk, *, closed: bool) -> frozenset[Action]:
    """Return what may become of a packet at the end of a list: nothing where a rule decided, or another list follows."""
    default = found.rule_list.default
    if found.matched or (default is not Action.UNKNOWN and not closed):
        return frozenset()
    return frozenset({Action.PERMIT, Action.DENY} if default is Action.UNKNOWN else {default})


def _conditions(found: Walk) -> Iterator[str]:
    """Yield what keeps a list from deciding: the conditions of rules that may match, or that the list is not defined."""
    for step in found.steps:
        if step.fate is Fate.MAY_MATCH:
            yield from (f"{step.rule.location}: {condition}" for condition in step.conditions)
    rule_list = found.rule_list
    if not found.matched and rule_list.default is Action.UNKNOWN:
        yield f"{rule_list.location}: access list {rule_list.name} is bound and not defined"


def _by(found: Walk) -> Via:
    step, rule_list = found.decisive, found.rule_list
    if step is not None:
        return Via(rule_list.name, step.rule.text, step.rule.action, step.rule.location, step.rule)
    return end_of(rule_list)


def end_of(rule_list: RuleList) -> Via:
    """Return the end of a list as what decides the packets that no rule matches."""
    last = rule_list.rules[-1].location if rule_list.rules else rule_list.location
    location = last if rule_list.default is Action.DENY else rule_list.default_location or rule_list.location
    word = "list that is not defined" if rule_list.default is Action.UNKNOWN else f"implicit {rule_list.default.value}"
    return Via(rule_list.name, f"{word} at the end of {rule_list.name}", rule_list.default, location)
