"""From what policies say to findings: one a policy, subject and key, rated, located, with its exact packets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from zonewarden.analysis.detours import Detour
from zonewarden.analysis.survey import Survey
from zonewarden.engines.base import EngineError
from zonewarden.facts.catalogue import ServiceIndex
from zonewarden.policy import Policy
from zonewarden.site.registers import REGISTERS
from zonewarden.triage.advice import production_impact, remediation
from zonewarden.triage.coverings import speaks_of
from zonewarden.triage.finding import Certainty, Finding, Pass, Place, Subject, Verdict
from zonewarden.triage.fingerprint import fingerprint
from zonewarden.triage.packets import Selection, contributions, rows, select, witness
from zonewarden.triage.severity import rate
from zonewarden.triage.waivers import Waiver, split
from zonewarden_parsers.model import Location, PacketSet

Json = Mapping[str, Any]
COLLECTIONS = {
    **{register.kind.replace(" ", "_"): name for name, register in REGISTERS.items()},
    "export": "exports", "counter": "counters",
    "publication": "publications", "statement": "statements",
    "zone": "zones", "conduit": "conduits", "asset": "assets", "device": "devices", "interface": "interfaces", "port": "ports",
    "rule_list": "rule_lists", "rule": "rules", "session_rule": "session_rules", "second_leg": "second_legs", "object": "objects", "reference": "references", "flow": "flows",
    "exposure": "exposures", "grant_flow": "grant_flows", "remote_user": "remote_users", "control_check": "control_checks", "isolation_run": "isolations", "log_path": "log_paths",
    "client_pool": "client_pools", "detour": "detours",
    "scan_flow": "scan_flows", "kill_switch_run": "kill_switch_runs",
    "required": "required", "vpn": "vpns", "translation": "translations", "relay": "relays", "path": "paths", "parallel": "parallels", "comparison": "comparisons",
    "edit": "edits", "measure": "measures",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """What the judgement of every policy needs: the survey, the facts policies saw, the services, the approved exceptions.

    `detours` hold the packets of facts of that name, whose devices a survey need not hold.
    """

    survey: Survey
    facts: Json
    catalogue: ServiceIndex
    waivers: tuple[Waiver, ...] = ()
    detours: tuple[Detour, ...] = ()


@dataclass(slots=True)
class Judgement:
    """What policies found: the findings that are no passes, and the passes in short."""

    findings: list[Finding] = field(default_factory=list[Finding])
    passes: list[Pass] = field(default_factory=list[Pass])


def judge(case: Case, policy: Policy, result: Json, into: Judgement) -> None:
    """Add the findings of one policy: a fail for each violation, else pass or not assessable for each subject.

    Raises EngineError when the policy names a subject that the facts do not hold.
    """
    failed: dict[tuple[str, str, str], Finding] = {}
    waived: dict[str, Finding] = {}
    kept: set[tuple[str, str]] = set()
    for violation in sorted(result["violations"], key=_order):
        for finding in _findings(case, policy, violation):
            kept.add((finding.subject.kind, finding.subject.id))
            if finding.verdict is Verdict.WAIVED:
                waived.setdefault(finding.fingerprint, finding)
            else:
                failed.setdefault((finding.subject.kind, finding.subject.id, finding.key), finding)
    into.findings.extend((*failed.values(), *waived.values()))
    subjects = {(s["kind"], s["id"]) for s in result["subjects"]}
    for kind, id_ in sorted(subjects - kept):
        member = _member(case, policy, kind, id_)
        if member["taints"]:
            into.findings.append(_open(policy, kind, member))
        else:
            places = tuple(_place(p) for p in member["locations"])
            into.passes.append(Pass(policy.id, kind, id_, member["title"], places, _device(member)))


def _order(violation: Json) -> tuple[str, str, str, str]:
    subject = violation["subject"]
    return (subject["kind"], subject["id"], violation.get("key", ""), violation.get("message", ""))


def _member(case: Case, policy: Policy, kind: str, id_: str) -> Json:
    member = case.facts.get(COLLECTIONS.get(kind, ""), {}).get(id_)
    if member is None:
        raise EngineError(f"policy {policy.id}: no {kind} {id_!r} in the facts")
    found: Json = member
    return found


def _subject(member: Json, kind: str) -> Subject:
    return Subject(kind, member["id"], member["title"], tuple(_location(p) for p in member["locations"]))


def _location(place: Json) -> Location:
    return Location(*_place(place))


def _place(place: Json) -> Place:
    return Place(place["path"], place["line"], place["end_line"], place["column"], place["end_column"])


def _open(policy: Policy, kind: str, member: Json) -> Finding:
    """Return that a subject is not assessable: something unread bears on it."""
    subject = _subject(member, kind)
    taints = member["taints"]
    return Finding(
        policy,
        Verdict.NOT_ASSESSABLE,
        subject,
        f"{subject.title} cannot be assessed: {taints[0]['reason']}",
        tuple(dict.fromkeys(_location(t["location"]) for t in taints)),
        fingerprint(policy.id, f"{kind}:{subject.id}", "not-assessable", {}),
        reasons=tuple(dict.fromkeys(str(t["reason"]) for t in taints)),
        device=_device(member),
    )


def _findings(case: Case, policy: Policy, violation: Json) -> Iterator[Finding]:
    """Yield a violation as a finding, or as what of it is accepted and what is not."""
    subject_id = violation["subject"]["id"]
    selection = _selected(case, violation["packets"]) if "packets" in violation else None
    whole = _failure(case, policy, violation, selection)
    concerned = [w for w in case.waivers if w.waives(policy.id, subject_id)]
    accepted = next((w for w in concerned if _accepts_whole(w, whole, selection)), None)
    if accepted is not None:
        yield _accepted(whole, accepted)
        return
    left, taken = split(selection.permits, concerned, subject_id) if selection else ((), [])
    if not taken or selection is None:
        yield _spoken_of(case, violation, whole, selection)
        return
    if left:
        rest = replace(selection, permits=left)
        yield _spoken_of(case, violation, _failure(case, policy, violation, rest), rest)
    for waiver, part in taken:
        yield _accepted(_failure(case, policy, violation, replace(selection, permits=part)), waiver)


def _selected(case: Case, wanted: Json) -> Selection | None:
    """Return the packets that a violation names."""
    if "detour" in wanted:
        return next((Selection(d.permits) for d in case.detours if d.id == wanted["detour"]), None)
    return select(case.survey, case.catalogue, wanted)


def _spoken_of(case: Case, violation: Json, finding: Finding, selection: Selection | None) -> Finding:
    """Return a finding with the approved exceptions that speak of it and do not waive it."""
    named = [w for w in case.waivers if finding.policy.id in w.policies]
    if not named:
        return finding
    about = _about(case, finding, violation)
    permits = selection.permits if selection else ()
    speaking = [w.id for w in named if speaks_of(w, case.survey.site, about, permits, finding.fingerprint)]
    return replace(finding, spoken_of_by=tuple(speaking))


def _about(case: Case, finding: Finding, violation: Json) -> set[str]:
    """Return the ids of what a finding is about: its subject, and the zones, conduits, device and asset of that."""
    member = case.facts[COLLECTIONS[finding.subject.kind]][finding.subject.id]
    zones = {*zone_ids(case.facts, member), *violation.get("zones", ())}
    between = {c.id for c in case.survey.site.conduits if {c.from_zone, c.to_zone} == zones}
    named = {str(member[key]) for key in ("conduit", "asset", "device", "list") if member.get(key)}
    return {finding.subject.id, finding.device, *zones, *between, *named}


def _accepts_whole(waiver: Waiver, finding: Finding, selection: Selection | None) -> bool:
    """Return whether a waiver takes a finding as it is: by its fingerprint, or by its subject where no packets play a part."""
    if waiver.fingerprints:
        return finding.fingerprint in waiver.fingerprints
    return selection is None and waiver.packets is None and finding.subject.id in waiver.objects


def _accepted(finding: Finding, waiver: Waiver) -> Finding:
    return replace(finding, verdict=Verdict.WAIVED, waiver=waiver.id, reasons=(waiver.reason,))


def _failure(case: Case, policy: Policy, violation: Json, selection: Selection | None) -> Finding:
    kind, id_ = violation["subject"]["kind"], violation["subject"]["id"]
    member = _member(case, policy, kind, id_)
    subject = _subject(member, kind)
    if "packets" in violation and (selection is None or not selection.permits):
        raise EngineError(f"policy {policy.id}: {subject.title}: no packets for {dict(violation['packets'])}")
    zones, source = _zones(case, violation, member)
    rating = rate(policy, violation, zones, source)
    device = _device(member)
    platform = str(case.facts["devices"].get(device, {}).get("platform", ""))
    residual = PacketSet(selection.products).regions() if selection else {}
    shown, omitted = rows(selection, residual) if selection else ((), 0)
    rules = contributions(selection) if selection else ()
    key = str(violation.get("key", ""))
    return Finding(
        policy=policy,
        verdict=Verdict.FAIL,
        subject=subject,
        key=key,
        message=str(violation["message"]),
        locations=_locations(violation, [r.location for r in rules], subject),
        fingerprint=fingerprint(policy.id, f"{kind}:{id_}", key + _detail(kind, violation), residual),
        certainty=_certainty(violation, selection),
        rating=rating,
        packets=shown,
        packets_omitted=omitted,
        witness=witness(selection.products) if selection else "",
        rules=rules,
        evidence=dict(violation.get("evidence", {})),
        production_impact=production_impact(case.survey, zones, rating),
        remediation=remediation(policy, platform, rules),
        platform=platform,
        device=device,
        reasons=selection.reasons if selection else (),
    )


def _detail(kind: str, violation: Json) -> str:
    """Return what else identifies a violation on a device: one that lists accounts is another when the list grows."""
    return json.dumps(violation.get("evidence", {}), sort_keys=True) if kind == "device" else ""


def _certainty(violation: Json, selection: Selection | None) -> Certainty:
    if selection is not None:
        return selection.certainty
    return Certainty(violation.get("certainty", Certainty.DEFINITE.value))


def _locations(violation: Json, rules: Sequence[Location], subject: Subject) -> tuple[Location, ...]:
    stated = [_location(p) for p in violation.get("locations", [])]
    return tuple(dict.fromkeys([*stated, *rules])) or subject.locations


def _device(member: Json) -> str:
    return str(member.get("device", member["id"] if "platform" in member else ""))


def _zones(case: Case, violation: Json, member: Json) -> tuple[list[Json], Json | None]:
    """Return the zones whose impact counts, and the zone where an attacker would start."""
    every = case.facts["zones"]
    source = None
    if "from" in member and "to" in member:
        source = member["from"]
    elif "from_zones" in member:
        source = _most_exposed(every, member["from_zones"])
    ids = violation.get("zones") or zone_ids(case.facts, member)
    return [every[i] for i in ids if i in every], every.get(source) if source else None


def zone_ids(facts: Json, member: Json) -> Sequence[str]:
    """Return the ids of the zones that a member of the facts is about."""
    if "from" in member and "to" in member:
        return [member["from"], member["to"]]
    if "from_zones" in member:
        return [*member["from_zones"], *member["to_zones"]]
    if "real_zones" in member:
        return list(member["real_zones"])
    if "kind" in member and member["id"] in facts["zones"]:
        return [member["id"]]
    return list(member.get("zones") or facts["devices"].get(_device(member), {}).get("zones", []))


def _most_exposed(zones: Json, ids: Sequence[str]) -> str | None:
    return min(ids, key=lambda i: (zones[i]["trust"], i)) if ids else None
