"""The main job: read, analyse, judge. Values in, a `Result` out; nothing here prints or exits."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from zonewarden import __version__
from zonewarden.analysis.survey import Survey, survey
from zonewarden.configs import Configs, find_configs, read_configs
from zonewarden.engines.base import Engine
from zonewarden.errors import UserError
from zonewarden.facts.catalogue import ServiceIndex
from zonewarden.facts.document import facts
from zonewarden.facts.json import Json
from zonewarden.policy import Policy
from zonewarden.policy_set import PolicySet, read_policies, shipped
from zonewarden.site.bare import bare_site
from zonewarden.site.loader import load_site
from zonewarden.site.model import Site
from zonewarden.triage.finding import FileCoverage, Finding, Result, Subject, Verdict
from zonewarden.triage.fingerprint import fingerprint
from zonewarden.triage.judgement import Case, judge
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.model import Diagnostic, LineState, Location


@dataclass(frozen=True, slots=True)
class Request:
    """What to check: a project file (None for bare configurations), or the configuration files named instead of its own.

    `now` None means the project's `as_of`, else the clock.
    """

    project: Path | None
    configs: tuple[Path, ...] = ()
    platform: str | None = None
    now: datetime | None = None
    policy_folders: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything read: the site (None when its files are wrong), the configurations, and what went wrong."""

    site: Site | None
    configs: Configs
    now: datetime
    diagnostics: tuple[Diagnostic, ...]
    sources: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read(request: Request) -> Inputs:
    """Read the declarations and the configurations; never raises for bad content."""
    site: Site | None = bare_site()
    problems: tuple[Diagnostic, ...] = ()
    if request.project is not None:
        site, problems = load_site(request.project)
    paths, missing = list(request.configs), list[Diagnostic]()
    if not paths and site is not None and request.project is not None:
        paths, missing = find_configs(request.project.parent, site.project.configs)
    configs = read_configs(paths, site.project.platforms if site else {}, request.platform)
    now = request.now or (site.project.as_of if site else None) or datetime.now(UTC)
    return Inputs(site, configs, now, (*problems, *missing, *configs.diagnostics))


def analyse(inputs: Inputs) -> Survey | None:
    """Return the analysis, or None when the declarations are wrong."""
    if inputs.site is None:
        return None
    devices = [device for parsed in inputs.configs.parsed for device in parsed.devices]
    return survey(inputs.site, devices, inputs.now)


def policies_for(inputs: Inputs, request: Request) -> PolicySet:
    """Return the shipped policies, those of the project, and those of the request."""
    folders = [shipped(), *request.policy_folders]
    if inputs.site is not None and request.project is not None:
        folders += [request.project.parent / entry for entry in inputs.site.project.policies]
    return read_policies(folders)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The policies of a run: their modules, those that are evaluated, and those the project switched off, with reasons."""

    modules: PolicySet
    active: tuple[Policy, ...]
    disabled: Mapping[str, str]


def choose_policies(inputs: Inputs, request: Request) -> Chosen:
    """Return the policies that judge; raises UserError where the project switches off one that does not exist."""
    modules = policies_for(inputs, request)
    disabled = dict(inputs.site.project.disabled) if inputs.site else {}
    unknown = sorted(set(disabled) - {p.id for p in modules.policies})
    if unknown:
        raise UserError(f"{request.project}: disabled: no policy {unknown[0]!r}")
    return Chosen(modules, tuple(p for p in modules.policies if p.id not in disabled and not p.deprecated), disabled)


def run(request: Request, engine: Engine) -> Result:
    """Check and return the result. Raises UserError where no result is possible at all (a policy or engine that fails)."""
    started = time.perf_counter()
    inputs = read(request)
    analysed = analyse(inputs)
    chosen = choose_policies(inputs, request)
    findings = find(inputs, analysed, chosen, engine, bare=request.project is None)
    return conclude(inputs, findings, chosen, time.perf_counter() - started)


def find(inputs: Inputs, analysed: Survey | None, chosen: Chosen, engine: Engine, *, bare: bool) -> list[Finding]:
    """Return the findings of the chosen policies, none where the declarations are wrong."""
    if analysed is None:
        return []
    document = facts(analysed, inputs.configs.parsed)
    return judge_all(analysed, document, chosen.active, chosen.modules, engine, bare=bare)


def conclude(inputs: Inputs, findings: Iterable[Finding], chosen: Chosen, seconds: float) -> Result:
    """Return the result that reports are made of."""
    site = inputs.site
    return Result(
        site=(site.name or site.id) if site else "",
        as_of=inputs.now.isoformat().replace("+00:00", "Z"),
        version=__version__,
        findings=tuple(sorted(findings, key=_order)),
        policies=chosen.active,
        diagnostics=inputs.diagnostics,
        coverage=tuple(_coverage(p) for p in inputs.configs.parsed),
        sources=_sources(inputs),
        disabled=chosen.disabled,
        seconds=seconds,
        fail_on=site.project.fail_on if site else "low",
        fail_on_not_assessable=site.project.fail_on_not_assessable if site else True,
    )


def judge_all(
    analysed: Survey, document: Json, active: Sequence[Policy], modules: PolicySet, engine: Engine, *, bare: bool
) -> list[Finding]:
    """Evaluate the policies on the facts and return their findings.

    A policy whose declarations are missing is not assessable for the site as a whole; without any project it is left out.
    """
    declared = analysed.site.declared
    able = [p for p in active if set(p.requires) <= declared]
    results = engine.evaluate(modules.modules, [p.package for p in able], document)
    case = Case(analysed, document, ServiceIndex(analysed.site.services.values()))
    findings = [finding for policy in able for finding in judge(case, policy, results[policy.package])]
    if not bare:
        findings += [_undeclared(p, analysed.site) for p in active if p not in able]
    return findings


def _undeclared(policy: Policy, site: Site) -> Finding:
    missing = ", ".join(sorted(set(policy.requires) - site.declared))
    subject = Subject("site", site.id, f"site {site.id}", (Location(site.project.path or site.project.root, 1),))
    return Finding(
        policy,
        Verdict.NOT_ASSESSABLE,
        subject,
        f"The site declares no {missing}, which this policy cannot do without.",
        subject.locations,
        fingerprint(policy.id, f"site:{site.id}", "undeclared", ()),
        reasons=(f"no {missing} declared",),
    )


def _coverage(parsed: Parsed) -> FileCoverage:
    ledger = parsed.coverage
    return FileCoverage(
        parsed.path,
        parsed.platform,
        len(ledger.states) - ledger.count(LineState.BLANK),
        ledger.count(LineState.MODELLED),
        ledger.count(LineState.IRRELEVANT),
        ledger.unknown,
    )


def _sources(inputs: Inputs) -> dict[str, tuple[str, ...]]:
    """Return the lines of every file a finding may point at: configurations, and declarations."""
    sources = dict(inputs.configs.sources)
    site = inputs.site
    if site is not None:
        places = [zone.location for zone in site.zones.values()] + [asset.location for asset in site.assets.values()]
        places += [device.location for device in site.devices.values()] + [
            conduit.location for conduit in site.conduits
        ]
        places += [gateway.location for gateway in site.gateways]
        for path in {place.path for place in places} - set(sources):
            if Path(path).is_file():
                sources[path] = tuple(Path(path).read_text(encoding="utf-8", errors="replace").splitlines())
    return sources


_VERDICTS = (Verdict.FAIL, Verdict.NOT_ASSESSABLE, Verdict.WAIVED, Verdict.PASS)


def _order(finding: Finding) -> tuple[int, int, int, str, int, str, str, str]:
    place = finding.locations[0] if finding.locations else Location("", 0)
    points = finding.rating.points if finding.rating else 0
    return (
        _VERDICTS.index(finding.verdict), -finding.level, -points, place.path, place.line, finding.policy.id,
        finding.subject.id, finding.key,
    )  # fmt: skip
