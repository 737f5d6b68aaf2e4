"""From configurations as text to judgements: file by file where policies allow it, then the site as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

from zonewarden import store as cache
from zonewarden.analysis.claims import claims
from zonewarden.analysis.clients import Pool
from zonewarden.analysis.detours import Detour
from zonewarden.analysis.survey import Survey, device_ids, names_of, survey
from zonewarden.configs import Source, parse_sources
from zonewarden.crew import Crew, Progress, Task
from zonewarden.engines.base import Engine
from zonewarden.examination import HANDED_ON, Examination, Outline, Terms, judgement
from zonewarden.facts.detours import found_detours
from zonewarden.facts.document import complete, facts, joined, site_facts
from zonewarden.facts.evidence import COLLECTIONS as EVIDENCE
from zonewarden.facts.evidence import CONCLUDED
from zonewarden.facts.json import Json, compact
from zonewarden.facts.publications import publications
from zonewarden.facts.registers import registers
from zonewarden.policy import Policy
from zonewarden.policy_reads import collections_read
from zonewarden.site.exports.hits import strange_devices
from zonewarden.site.model import Site
from zonewarden.site.registers import REGISTERS
from zonewarden.store import NoStore, Store
from zonewarden.triage.coverings import add_coverings
from zonewarden.triage.finding import FileCoverage, Finding, Subject, Verdict
from zonewarden.triage.fingerprint import fingerprint
from zonewarden.triage.judgement import Judgement
from zonewarden.triage.waivers import waivers
from zonewarden_parsers.model import Diagnostic, Location


@dataclass(frozen=True, slots=True)
class Means:
    """How a run is carried out: what is kept of earlier runs, in how many processes, who is told. Changes no result."""

    store: Store = field(default_factory=NoStore)
    jobs: int = 1
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a site's configurations."""

    judgement: Judgement
    diagnostics: tuple[Diagnostic, ...]
    coverage: tuple[FileCoverage, ...]


def judge_site(
    site: Site | None,
    sources: Sequence[Source],
    now: datetime,
    policies: Sequence[Policy],
    modules: Mapping[str, str],
    engine: Engine,
    means: Means,
    *,
    bare: bool,
) -> Judged:
    """Judge every configuration by the policies. Without a site (its files are wrong) nothing is judged, only read.

    A policy whose declarations are missing is not assessable for the site as a whole; without any project (`bare`) it is
    left out. Policies of scope `device` see one file at a time, in other processes and out of the cache; the others see
    all facts that they read (`policy_reads`).
    """
    able = [p for p in policies if site is not None and p.scope != AFTERWARDS and set(p.requires) <= site.declared]
    apart = [p for p in able if engine.in_process and p.scope == "device"]
    together = [p for p in able if p not in apart]
    wanted = collections_read(modules, [p.package for p in together])
    light = wanted is not None and wanted <= HANDED_ON
    handed_on = wanted | {"devices"} if wanted is not None and light else frozenset[str]()  # a finding names its device
    if handed_on & (CONCLUDED | {"measures"}):
        handed_on |= {"interfaces", *EVIDENCE}
    if "unlisted" in handed_on:
        handed_on |= {"interfaces", "strange_hosts"}
    if "measures" in handed_on:
        handed_on |= {"residuals"}
    terms = Terms(site, now, modules, tuple(apart), handed_on) if site is not None else None
    tool = cache.tool()
    with Crew(terms, means.store, tool, means.jobs, means.progress) as crew:
        outlines = _outlines(crew, sources, tool)
        done = Judgement()
        told = [d for outline in outlines for d in outline.diagnostics]
        if site is not None and terms is not None:
            ids, pools = _shared(site, outlines)
            hosts = {device.name for outline in outlines for device in outline.devices}
            told += strange_devices(site.exports, {*site.devices, *hosts, *chain.from_iterable(ids)})
            named = {p.id: p for p in policies}
            examined = _examinations(crew, terms, sources, outlines, ids, pools, tool, named)
            _add_apart(done, examined)
            if together and light:
                whole, document, past = _light(site, now, pools, examined)
                _add(done, judgement(whole, document, together, modules, engine, past))
            elif together:
                whole, document = _whole(site, now, sources)
                _add(done, judgement(whole, document, together, modules, engine))
            if not bare:
                done.findings += undeclared(policies, site)
    return Judged(done, tuple(told), tuple(o.coverage for o in outlines if o.coverage is not None))


AFTERWARDS = "findings"
"""The scope of policies that judge what the others found."""


def judge_findings(
    site: Site,
    now: datetime,
    done: Judgement,
    policies: Sequence[Policy],
    modules: Mapping[str, str],
    engine: Engine,
    *,
    every_file: bool,
) -> None:
    """Judge by the policies that look at what the others found. Where not every configuration was read, nobody knows that."""
    last = [p for p in policies if p.scope == AFTERWARDS and set(p.requires) <= site.declared]
    if not last:
        return
    alone = Survey(site, now, (), ())
    document = site_facts(alone) | registers(site, now)
    document.setdefault("devices", {})
    if every_file:
        evaluated = {p.id for p in policies if p not in last and set(p.requires) <= site.declared}
        add_coverings(document, site, done.findings, evaluated)
    _add(done, judgement(alone, document, last, modules, engine))


_DECLARED = frozenset({"zone", "conduit", "asset", "identity", "integration", "grant", "person"})


def _add_apart(done: Judgement, examined: Iterable[Examination]) -> None:
    """Add what was found file by file. A verdict about a declared thing that is the same in several files counts once, and
    what passes in one file and not in another has not passed."""
    told: set[tuple[str, ...]] = set()
    for one in examined:
        for finding in one.findings:
            key = (finding.policy.id, finding.subject.kind, finding.subject.id, finding.key)
            if finding.subject.kind not in _DECLARED or key not in told:
                told.add(key)
                done.findings.append(finding)
        for passed in one.passes:
            known = (passed.policy, passed.kind, passed.id)
            if passed.kind not in _DECLARED or known not in told:
                told.add(known)
                done.passes.append(passed)
    wrong = {(f.policy.id, f.subject.kind, f.subject.id) for f in done.findings if f.subject.kind in _DECLARED}
    done.passes[:] = [p for p in done.passes if (p.policy, p.kind, p.id) not in wrong]


def _add(done: Judgement, more: Judgement) -> None:
    done.findings += more.findings
    done.passes += more.passes


def _outlines(crew: Crew, sources: Sequence[Source], tool: str) -> list[Outline]:
    tasks = [Task("outline", cache.key("outline", tool, *source.identity), source) for source in sources]
    return [cache.decode(data, {}) for data in crew.answers("reading", tasks)]


def _shared(site: Site, outlines: Sequence[Outline]) -> tuple[list[list[str]], list[Pool]]:
    """Return what one device must know of all: the ids of the devices by file, and where VPN clients get addresses."""
    ids = iter(device_ids(site, [device for outline in outlines for device in outline.devices]))
    named = [[next(ids) for _ in outline.devices] for outline in outlines]
    pools = [
        Pool(names_of(site, outline.devices[p.device], here[p.device]), p.vpn, p.addresses, p.location)
        for outline, here in zip(outlines, named, strict=True)
        for p in outline.pools
    ]
    return named, pools


def _examinations(
    crew: Crew,
    terms: Terms,
    sources: Sequence[Source],
    outlines: Sequence[Outline],
    ids: Sequence[Sequence[str]],
    pools: Sequence[Pool],
    tool: str,
    policies: Mapping[str, Policy],
) -> list[Examination]:
    if not terms.policies and not terms.collections:
        return []
    common = _common_key(terms, pools, tool)
    read = collections_read(terms.modules, [p.package for p in terms.policies])
    asked = read is None or not read.isdisjoint({"as_of", *REGISTERS})
    tasks: list[Task] = []
    for source, outline, names in zip(sources, outlines, ids, strict=True):
        if outline.coverage is not None:
            clock = _clock(terms.now, outline.dates, asked=asked)
            key = cache.key("examine", common, clock, *source.identity, *names)
            tasks.append(Task("examine", key, source, (names, pools)))
    return [cache.decode(data, policies) for data in crew.answers("judging", tasks)]


def _common_key(terms: Terms, pools: Sequence[Pool], tool: str) -> str:
    """Return what every examination follows from besides its own file: declarations, policies, this program."""
    site = terms.site
    declared = site_facts(Survey(site, terms.now, (), tuple(pools)))
    declared.pop("as_of")
    in_force = [claim.control for claim in claims(site, terms.now) if claim.active]
    in_force += [waiver.id for waiver in waivers(site, terms.now) if waiver.in_force]
    files = [Path(path).read_bytes().decode("latin-1") for path in site.project.files]
    chosen = [p.package for p in terms.policies]
    rego = [part for name, text in sorted(terms.modules.items()) for part in (name, text)]
    return cache.key(
        tool,
        compact(declared),
        *site.project.files,
        *files,
        *chosen,
        *rego,
        *sorted(terms.collections),
        *in_force,
        repr(tuple(pools)),
    )


def _clock(now: datetime, dates: frozenset[str], *, asked: bool) -> str:
    """Return the day of the run; the very moment where one of `dates` is near, or where a policy may ask for it."""
    moment = now.astimezone(UTC)
    near = {(moment + timedelta(days=n)).date().isoformat() for n in (-1, 0, 1)}
    return moment.isoformat() if asked or near & dates else moment.date().isoformat()


def _light(
    site: Site, now: datetime, pools: Sequence[Pool], found: Sequence[Examination]
) -> tuple[Survey, Json, tuple[Detour, ...]]:
    """Return a survey of the declarations alone, the facts that examinations handed on, and the packets of detours among them."""
    alone = Survey(site, now, (), tuple(pools))
    document = site_facts(alone) | registers(site, now) | publications(site, now)
    rows: dict[tuple[str, str], Json] = {}
    for one in found:
        for name, members in one.facts.items():
            document.setdefault(name, {}).update(members)
        rows |= {(id_, row["device"]): row for id_, here in one.enforcement.items() for row in here}
    passing = [crossing for one in found for crossing in one.crossings]
    past = found_detours(site, [leg for one in found for leg in one.legs], passing)
    document |= joined(site, passing, past)
    for id_, conduit in document["conduits"].items():
        conduit["enforcement"] = [rows.get((id_, row["device"]), row) for row in conduit["enforcement"]]
    for name in ("interfaces", "remote_users", "residuals", "strange_hosts", *EVIDENCE):
        document.setdefault(name, {})
    complete(document, alone)
    return alone, document, past


def _whole(site: Site, now: datetime, sources: Sequence[Source]) -> tuple[Survey, Json]:
    """Analyse every device at once."""
    parsed = parse_sources(sources).parsed
    whole = survey(site, [device for one in parsed for device in one.devices], now)
    return whole, facts(whole, parsed)


def undeclared(policies: Iterable[Policy], site: Site) -> list[Finding]:
    """Return that policies are not assessable for a site which does not declare what they cannot do without."""
    return [_undeclared(p, site) for p in policies if not set(p.requires) <= site.declared]


def _undeclared(policy: Policy, site: Site) -> Finding:
    missing = ", ".join(sorted(set(policy.requires) - site.declared))
    subject = Subject("site", site.id, f"site {site.id}", (Location(site.project.path or site.project.root, 1),))
    return Finding(
        policy,
        Verdict.NOT_ASSESSABLE,
        subject,
        f"The site declares no {missing}, which this policy cannot do without.",
        subject.locations,
        fingerprint(policy.id, f"site:{site.id}", "undeclared", {}),
        reasons=(f"no {missing} declared",),
    )
