"""The main job: read, analyse, judge. Values in, a `Result` out; nothing here prints or exits."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from zonewarden import __version__
from zonewarden.analysis.survey import Survey, survey
from zonewarden.configs import Configs, Lines, Source, find_configs, parse_sources, read_sources
from zonewarden.engines.base import Engine
from zonewarden.errors import UserError
from zonewarden.examination import coverage_of, judgement
from zonewarden.facts.document import facts
from zonewarden.facts.json import Json
from zonewarden.judging import AFTERWARDS, Means, judge_findings, judge_site, undeclared
from zonewarden.policy import Policy
from zonewarden.policy_set import PolicySet, read_policies, shipped
from zonewarden.site.bare import bare_site
from zonewarden.site.exports.formats import NAMES
from zonewarden.site.loader import load_site
from zonewarden.site.model import Site
from zonewarden.site.registers import TAKEN_UP
from zonewarden.store import Store
from zonewarden.triage.baseline import laid_over
from zonewarden.triage.finding import FileCoverage, Finding, Passes, Result, Verdict, ZoneOutline
from zonewarden.triage.judgement import Judgement
from zonewarden_parsers.model import Diagnostic, Location


@dataclass(frozen=True, slots=True)
class Request:
    """What to check: a project file (None for bare configurations), or the configuration files named instead of its own.

    `now` None means the project's `as_of`, else the clock; `baseline` None the project's own, if it has one, and none at all
    where findings are wanted `as_found`.
    """

    project: Path | None
    configs: tuple[Path, ...] = ()
    platform: str | None = None
    now: datetime | None = None
    policy_folders: tuple[Path, ...] = ()
    baseline: Path | None = None
    as_found: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be judged: the site (None when its files are wrong), the configurations as text, and what went wrong."""

    site: Site | None
    sources: tuple[Source, ...]
    now: datetime
    diagnostics: tuple[Diagnostic, ...]

    @property
    def lines(self) -> Lines:
        """The lines of the configurations."""
        return Lines({source.path: source.text for source in self.sources})


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything read and parsed: the site (None when its files are wrong), the configurations, and what went wrong."""

    site: Site | None
    configs: Configs
    now: datetime
    diagnostics: tuple[Diagnostic, ...]


def begin(request: Request) -> Plan:
    """Read the declarations, and the configurations as text; never raises for bad content."""
    site: Site | None = bare_site()
    problems: tuple[Diagnostic, ...] = ()
    if request.project is not None:
        site, problems = load_site(request.project)
    paths, missing = list(request.configs), list[Diagnostic]()
    if not paths and site is not None and request.project is not None:
        paths, missing = find_configs(request.project.parent, site.project.configs)
    sources, unread = read_sources(paths, site.project.platforms if site else {}, request.platform)
    now = request.now or (site.project.as_of if site else None) or datetime.now(UTC)
    return Plan(site, tuple(sources), now, (*problems, *missing, *unread))


def read(request: Request) -> Inputs:
    """Read the declarations and parse the configurations; never raises for bad content."""
    plan = begin(request)
    configs = parse_sources(plan.sources)
    return Inputs(plan.site, configs, plan.now, (*plan.diagnostics, *configs.diagnostics))


def analyse(inputs: Inputs) -> Survey | None:
    """Return the analysis, or None when the declarations are wrong."""
    if inputs.site is None:
        return None
    devices = [device for parsed in inputs.configs.parsed for device in parsed.devices]
    return survey(inputs.site, devices, inputs.now)


OPTIONAL = frozenset(
    {
        "vulnerabilities",
        "operations",
        "incident-response",
        "governance",
        "integrations",
        "exceptions",
        "kpis",
        *TAKEN_UP,
        *NAMES,
    }
)
"""Declarations and exports that a site takes into use when it is ready to: without them their policies wait and are listed so."""


COMPARISON = "comparison"
"""What a policy requires that judges the difference from an earlier version, and not the site as it is."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The policies of a run: their modules, those that are evaluated, and those that are not, with reasons: switched off by
    the project, or waiting for a declaration that the site does not use yet."""

    modules: PolicySet
    active: tuple[Policy, ...]
    disabled: Mapping[str, str]


def choose_policies(site: Site | None, request: Request, store: Store | None = None) -> Chosen:
    """Return the policies that judge: the shipped ones, those of the project, those of the request, read by way of `store`.

    Raises UserError where the project switches off one that does not exist.
    """
    folders = [shipped(), *request.policy_folders]
    if site is not None and request.project is not None:
        folders += [request.project.parent / entry for entry in site.project.policies]
    modules = read_policies(folders, store)
    disabled = dict(site.project.disabled) if site else {}
    unknown = sorted(set(disabled) - {p.id for p in modules.policies})
    if unknown:
        raise UserError(f"{request.project}: disabled: no policy {unknown[0]!r}")
    if site is not None and request.project is not None:
        for policy in modules.policies:
            if COMPARISON in policy.requires:
                disabled.setdefault(policy.id, "waits for a version to compare with: check --change, check --base")
            missing = sorted((OPTIONAL & set(policy.requires)) - site.declared)
            if missing:
                disabled.setdefault(policy.id, f"waits for {' and '.join(missing)}, which the site does not declare")
    return Chosen(modules, tuple(p for p in modules.policies if p.id not in disabled and not p.deprecated), disabled)


@dataclass(frozen=True, slots=True)
class Further:
    """What was judged besides the site as it is: by policies that are not in use otherwise, and what went wrong meanwhile."""

    policies: tuple[Policy, ...] = ()
    judgement: Judgement = field(default_factory=Judgement)
    diagnostics: tuple[Diagnostic, ...] = ()


def run(request: Request, engine: Engine, means: Means | None = None, further: Further | None = None) -> Result:
    """Check and return the result, with what was judged further.

    Raises UserError where no result is possible at all (a policy or engine that fails).
    """
    started = time.perf_counter()
    plan = begin(request)
    means, further = means or Means(), further or Further()
    chosen = choose_policies(plan.site, request, means.store)
    judged = judge_site(
        plan.site, plan.sources, plan.now, chosen.active, chosen.modules.modules, engine, means,
        bare=request.project is None,
    )  # fmt: skip
    judged.judgement.findings += further.judgement.findings
    judged.judgement.passes += further.judgement.passes
    chosen = _with(chosen, further.policies)
    told = (*plan.diagnostics, *judged.diagnostics, *further.diagnostics)
    if plan.site is not None:
        judge_findings(
            plan.site, plan.now, judged.judgement, chosen.active, chosen.modules.modules, engine,
            every_file=not request.configs,
        )  # fmt: skip
    path = baseline_path(plan.site, request)
    if path is not None and plan.site is not None:
        laid = laid_over(judged.judgement.findings, path, plan.site, plan.now)
        judged.judgement.findings[:] = laid.findings
        told += laid.told
    return conclude(
        plan.site, plan.now, told, judged.coverage, plan.lines, judged.judgement, chosen,
        time.perf_counter() - started,
    )  # fmt: skip


def baseline_path(site: Site | None, request: Request) -> Path | None:
    """Return the baseline of a run: the one asked for, else the project's."""
    own = site.project.baseline if site is not None else ""
    if request.as_found or (request.baseline is None and not own):
        return None
    return request.baseline or Path(site.project.root if site else "") / own


def _with(chosen: Chosen, policies: Sequence[Policy]) -> Chosen:
    """Return what is chosen with further policies in use, in the order of reports."""
    ids = {p.id for p in (*chosen.active, *policies)}
    active = tuple(p for p in chosen.modules.policies if p.id in ids)
    return replace(chosen, active=active, disabled={k: v for k, v in chosen.disabled.items() if k not in ids})


def find(inputs: Inputs, analysed: Survey, chosen: Chosen, engine: Engine, *, bare: bool) -> Judgement:
    """Return what the chosen policies find in a survey that is at hand."""
    return find_in(facts(analysed, inputs.configs.parsed), analysed, chosen, engine, bare=bare)


def find_in(document: Json, analysed: Survey, chosen: Chosen, engine: Engine, *, bare: bool) -> Judgement:
    """Return what the chosen policies find in the facts of a survey."""
    able = [p for p in chosen.active if p.scope != AFTERWARDS and set(p.requires) <= analysed.site.declared]
    found = judgement(analysed, document, able, chosen.modules.modules, engine)
    judge_findings(
        analysed.site, analysed.now, found, chosen.active, chosen.modules.modules, engine, every_file=True
    )  # fmt: skip
    if not bare:
        found.findings += undeclared(chosen.active, analysed.site)
    return found


def conclude(
    site: Site | None,
    now: datetime,
    diagnostics: Sequence[Diagnostic],
    coverage: Iterable[FileCoverage],
    lines: Lines,
    found: Judgement,
    chosen: Chosen,
    seconds: float,
) -> Result:
    """Return the result that reports are made of."""
    return Result(
        site=(site.name or site.id) if site else "",
        as_of=now.isoformat().replace("+00:00", "Z"),
        version=__version__,
        findings=tuple(sorted(found.findings, key=_order)),
        policies=chosen.active,
        diagnostics=tuple(diagnostics),
        coverage=tuple(coverage),
        sources=_sources(site, lines),
        disabled=chosen.disabled,
        seconds=seconds,
        fail_on=site.project.fail_on if site else "low",
        fail_on_not_assessable=site.project.fail_on_not_assessable if site else True,
        passes=Passes(found.passes, {p.id: p for p in chosen.active}),
        zones=_outlines(site),
    )


def _outlines(site: Site | None) -> tuple[ZoneOutline, ...]:
    """Return the zones, the least trusted first, as they stand above one another in a plant."""
    zones = sorted(site.zones.values(), key=lambda z: (-z.level_high, z.trust, z.id)) if site else ()
    return tuple(ZoneOutline(z.id, z.name, z.kind, z.level_high, z.implied) for z in zones)


def coverage(configs: Configs) -> list[FileCoverage]:
    """Return how much of each configuration was read."""
    return [coverage_of(parsed) for parsed in configs.parsed]


def _sources(site: Site | None, lines: Lines) -> Lines:
    """Return the lines of every file a finding may point at: configurations, declarations, exports."""
    if site is None:
        return lines
    places = [zone.location for zone in site.zones.values()] + [asset.location for asset in site.assets.values()]
    places += [device.location for device in site.devices.values()] + [conduit.location for conduit in site.conduits]
    places += [entry.node.location for entries in site.registers.values() for entry in entries]
    paths = {
        *(place.path for place in places),
        *(f.path for f in site.exports.files if f.path in site.project.files),
    } - lines.keys()
    declared = {p: Path(p).read_text(encoding="utf-8", errors="replace") for p in paths if Path(p).is_file()}
    return Lines({**lines.texts, **declared})


_VERDICTS = (Verdict.FAIL, Verdict.NOT_ASSESSABLE, Verdict.WAIVED)


def _order(finding: Finding) -> tuple[int, int, int, str, int, str, str, str]:
    place = finding.locations[0] if finding.locations else Location("", 0)
    points = finding.rating.points if finding.rating else 0
    return (
        _VERDICTS.index(finding.verdict), -finding.level, -points, place.path, place.line, finding.policy.id,
        finding.subject.id, finding.key,
    )  # fmt: skip
