"""Which findings of a new version the old one had already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zonewarden.analysis.conduits import Judged, Part, Required
from zonewarden.analysis.difference import without
from zonewarden.analysis.integrations import legs
from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.survey import Survey
from zonewarden.triage.finding import Finding, Verdict

OPEN = (Verdict.FAIL, Verdict.NOT_ASSESSABLE)
Name = tuple[str, str, str, str]


class Known:
    """The open findings of an old version, asked about those of a new one.

    A finding is known when its fingerprint is; when it is the narrowed rest of one: the same policy, subject and key, no
    worse, and no packet in it that the old version did not have there; or when its list was only renamed (`renamed` maps
    the ids of rule lists in the old version to those in the new).
    """

    def __init__(self, past: Iterable[Finding], before: Survey, after: Survey, renamed: Mapping[str, str]) -> None:
        listed = [f for f in past if f.verdict in OPEN]
        self._renamed = renamed
        self._prints = {(f.verdict, f.fingerprint) for f in listed}
        self._failed: dict[Name, Finding] = {self.name(f): f for f in listed if f.verdict is Verdict.FAIL}
        self._flows = tuple({j.flow.id: j for d in s.devices for j in d.flows} for s in (before, after))
        self._required = tuple(
            {f"{r.conduit}@{d.id}": r for d in s.devices for r in d.required} for s in (before, after)
        )
        self._same_words = before.site.services == after.site.services and legs(before.site) == legs(after.site)

    def holds(self, finding: Finding) -> bool:
        """Return whether the old version had this finding, or a wider one."""
        if (finding.verdict, finding.fingerprint) in self._prints:
            return True
        old = self._failed.get(name(finding))
        if finding.verdict is not Verdict.FAIL or old is None or finding.level > old.level:
            return False
        id_ = finding.subject.id
        match finding.subject.kind:
            case "flow" if finding.packets:
                return self._same_words and _flow_within(self._flows[1].get(id_), self._flows[0].get(id_))
            case "required" if finding.packets:
                return _required_within(self._required[1].get(id_), self._required[0].get(id_))
            case "rule_list":
                return id_ in self._renamed.values() and (finding.key, finding.packets) == (old.key, old.packets)
            case _:
                return False

    def name(self, old: Finding) -> Name:
        """Return what an old finding is about, as the new version calls it."""
        policy, kind, id_, key = name(old)
        return (policy, kind, self._renamed.get(id_, id_) if kind == "rule_list" else id_, key)


def name(finding: Finding) -> Name:
    """Return what a finding is about, whatever its packets."""
    return (finding.policy.id, finding.subject.kind, finding.subject.id, finding.key)


def _flow_within(new: Judged | None, old: Judged | None) -> bool:
    return new is not None and old is not None and all(_within(new.parts[part], old.parts[part]) for part in Part)


def _required_within(new: Required | None, old: Required | None) -> bool:
    return (
        new is not None
        and old is not None
        and _within(new.missing, old.missing)
        and _within(new.answers.missing, old.answers.missing)
    )


def _within(new: Sequence[Permit], old: Sequence[Permit]) -> bool:
    """Return whether no packet is in `new` that was not in `old`, and none surely there that was only perhaps."""
    if without(new, [p.product for p in old]):
        return False
    return not without([p for p in new if p.definite], [p.product for p in old if p.definite])
