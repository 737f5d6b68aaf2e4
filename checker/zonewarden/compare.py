"""Two versions of a site compared: what a change opens, closes and violates. Values in, a `Comparison` out."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, chdir, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from zonewarden.analysis.difference import (
    NO_DEVICE,
    PairDifference,
    RequiredChange,
    Version,
    compare_pairs,
    compare_required,
)
from zonewarden.analysis.edits import (
    BindingEdit,
    DeclarationEdit,
    RuleEdit,
    binding_edits,
    declaration_edits,
    renamed_lists,
    rule_edits,
)
from zonewarden.analysis.survey import DeviceSurvey, Survey, path_in_project, survey
from zonewarden.check import Inputs, Request, analyse, choose_policies, conclude, coverage, find, read
from zonewarden.engines.base import Engine
from zonewarden.site.model import Site
from zonewarden.triage.finding import Finding, Result
from zonewarden.triage.judgement import Judgement
from zonewarden.triage.known import OPEN, Known, name


@dataclass(frozen=True, slots=True)
class Side:
    """One version of a site: what to check, called `name`, read from `folder` as working folder (None: the current one)."""

    name: str
    request: Request
    folder: Path | None = None

    def entered(self) -> AbstractContextManager[None]:
        """Return a context in which the paths of the request are right."""
        return chdir(self.folder) if self.folder is not None else nullcontext()


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs between two versions, both seen under the declarations of the new one.

    `pairs` are the zone pairs with a difference, or of which a side is not assessable. `added`, `removed` and `unchanged`
    are device ids; an unchanged one has the same text on both sides.
    """

    pairs: tuple[PairDifference, ...]
    required: tuple[RequiredChange, ...]
    rules: tuple[RuleEdit, ...]
    bindings: tuple[BindingEdit, ...]
    declarations: tuple[DeclarationEdit, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a change means. `result` is the new version's, its failures and what is not assessable reduced to what the old
    version did not have; `known` counts what both have, `fixed` are those that only the old version has.
    """

    base: Side
    head: Side
    differences: Differences
    result: Result
    known: int
    fixed: tuple[Finding, ...]


def read_sides(base: Side, head: Side) -> tuple[Inputs, Inputs]:
    """Read both versions, judged as of the same moment: the new version's."""
    with head.entered():
        new = read(head.request)
    with base.entered():
        old = read(replace(base.request, now=new.now))
    return old, new


def compare(base: Side, head: Side, inputs: tuple[Inputs, Inputs], engine: Engine) -> Comparison | None:
    """Compare what `read_sides` gave; None where the declarations of a side are wrong.

    Raises UserError where a policy or engine fails. The policies are the new version's on both sides: another policy is no
    change of the site.
    """
    started = time.perf_counter()
    old, new = inputs
    before, after = analyse(old), analyse(new)
    if before is None or after is None:
        return None
    with head.entered():
        chosen = choose_policies(new.site, head.request)
    judged = find(new, after, chosen, engine, bare=False)
    found, past = judged.findings, find(old, before, chosen, engine, bare=False).findings
    known = Known(past, before, after, _renamed(before, after))
    kept = [f for f in found if f.verdict not in OPEN or not known.holds(f)]
    with head.entered():
        result = conclude(
            new.site, new.now, new.diagnostics, coverage(new.configs), new.configs.sources,
            Judgement(kept, judged.passes), chosen, time.perf_counter() - started,
        )  # fmt: skip
    still = {name(f) for f in found if f.verdict in OPEN}
    return Comparison(
        base=base,
        head=head,
        differences=differences(inputs, before, after),
        result=result,
        known=sum(1 for f in found if f.verdict in OPEN) - sum(1 for f in kept if f.verdict in OPEN),
        fixed=tuple(f for f in past if f.verdict in OPEN and known.name(f) not in still),
    )


def differences(inputs: tuple[Inputs, Inputs], before: Survey, after: Survey) -> Differences:
    """Return what differs between two versions that were read and analysed."""
    old, new = inputs
    declarations = declaration_edits(before.site, after.site)
    if any(e.kind in {"zone", "conduit", "device"} for e in declarations):
        before = _under(after.site, before)
    devices = _matched(before, after)
    changed = [(id_, a, b) for id_, a, b in devices if a is None or b is None or _text(old, a) != _text(new, b)]
    both = [(id_, a.device, b.device) for id_, a, b in changed if a is not None and b is not None]
    versions = [(id_, _version(a), _version(b)) for id_, a, b in changed]
    return Differences(
        pairs=tuple(pair for each in versions for pair in compare_pairs(*each)),
        required=tuple(change for each in versions for change in compare_required(*each)),
        rules=tuple(edit for each in both for edit in rule_edits(*each)),
        bindings=tuple(edit for each in both for edit in binding_edits(*each)),
        declarations=declarations,
        added=tuple(id_ for id_, a, _ in changed if a is None),
        removed=tuple(id_ for id_, _, b in changed if b is None),
        unchanged=tuple(id_ for id_, a, b in devices if (id_, a, b) not in changed),
    )


def _under(site: Site, found: Survey) -> Survey:
    """Return the devices of a survey under another site's declarations; its files stay where they are."""
    moved = replace(site, project=replace(site.project, root=found.site.project.root))
    return survey(moved, [d.device for d in found.devices], found.now)


def _matched(before: Survey, after: Survey) -> list[tuple[str, DeviceSurvey | None, DeviceSurvey | None]]:
    """Pair the devices of both sides: by id, then by the path of the configuration; the rest stand alone."""
    old, new = {d.id: d for d in before.devices}, {d.id: d for d in after.devices}
    out: dict[str, tuple[DeviceSurvey | None, DeviceSurvey | None]] = {i: (old[i], new[i]) for i in new if i in old}
    places = {_place(before, d): d for d in before.devices if d.id not in new}
    for id_, device in new.items():
        if id_ not in old:
            out[id_] = (places.pop(_place(after, device), None), device)
    out |= {d.id: (d, None) for d in places.values()}
    return [(id_, *out[id_]) for id_ in sorted(out)]


def _renamed(before: Survey, after: Survey) -> dict[str, str]:
    """Return the ids of the rule lists that have another name in the new version."""
    both = ((a, b) for _, a, b in _matched(before, after) if a is not None and b is not None)
    return {
        f"{a.id}/{one}": f"{b.id}/{other}" for a, b in both for one, other in renamed_lists(a.device, b.device).items()
    }


def _place(found: Survey, device: DeviceSurvey) -> tuple[str, str]:
    return path_in_project(found.site, device.device), device.device.context


def _text(inputs: Inputs, device: DeviceSurvey) -> tuple[str, tuple[str, ...]]:
    return device.device.platform, inputs.configs.sources[device.device.path]


def _version(found: DeviceSurvey | None) -> Version:
    if found is None:
        return NO_DEVICE
    return Version(
        found.device,
        {(j.flow.from_zone, j.flow.to_zone): j.flow for j in found.flows},
        {(r.conduit, r.flow.from_zone, r.flow.to_zone): r for r in found.required},
    )
