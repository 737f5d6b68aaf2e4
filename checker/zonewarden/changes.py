"""A change judged by its record: what the difference between two versions touches, and whether an approved change names it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from zonewarden.analysis.survey import Survey
from zonewarden.check import COMPARISON, Further, Inputs, analyse, choose_policies
from zonewarden.compare import Side, differences, read_sides
from zonewarden.configs import Configs
from zonewarden.engines.base import Engine
from zonewarden.errors import UserError
from zonewarden.examination import judgement
from zonewarden.facts.devices import devices
from zonewarden.facts.document import site_facts
from zonewarden.facts.edits import ConfigFile, Files, Versions, comparison, edits, inside
from zonewarden.facts.json import Json
from zonewarden.facts.registers import registers
from zonewarden.judging import undeclared
from zonewarden.site.model import Site
from zonewarden.triage.judgement import Judgement
from zonewarden_parsers.lines import split_lines
from zonewarden_parsers.model import Diagnostic, LineState, Location, Severity


@dataclass(frozen=True, slots=True)
class Against:
    """What to compare a site with, and the change that the difference is said to be ("" for any approved one)."""

    base: Side
    change: str = ""


def examine(head: Side, against: Against, engine: Engine) -> Further:
    """Judge the difference between two versions of a site by the change records of the newer one.

    Raises UserError for a change that nobody declared. What cannot be read of the older version is an error: a difference from
    half a site tells nothing.
    """
    old, new = read_sides(against.base, head)
    before, after = analyse(old), analyse(new)
    told = tuple(_earlier(against.base, d, new) for d in old.diagnostics if d.severity is Severity.ERROR)
    if before is None or after is None or told:
        return Further((), Judgement(), told)
    _known(against.change, after.site)
    versions = Versions(before.site, after.site, _files(against.base, old, before), _files(head, new, after))
    records = registers(after.site, after.now)
    document = site_facts(after) | records | {"devices": devices(after)}
    document["comparisons"] = comparison(after.site, against.base.name, [against.change] if against.change else [])
    document["edits"] = edits(versions, differences((old, new), before, after).pairs, after, records)
    return _judged(head, after, document, engine)


def _judged(head: Side, after: Survey, document: Json, engine: Engine) -> Further:
    with head.entered():
        chosen = choose_policies(after.site, head.request)
    off = after.site.project.disabled
    policies = [p for p in chosen.modules.policies if COMPARISON in p.requires and p.id not in off and not p.deprecated]
    declared = after.site.declared | {COMPARISON}
    able = [p for p in policies if set(p.requires) <= declared]
    found = judgement(after, document, able, chosen.modules.modules, engine)
    found.findings += undeclared([replace(p, requires=_others(p.requires)) for p in policies], after.site)
    return Further(tuple(policies), found, ())


def _others(requires: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in requires if name != COMPARISON)


def _known(change: str, site: Site) -> None:
    ids = [entry.id for entry in site.registers.get("changes", ())]
    if change and change not in ids:
        listed = f"declared are {', '.join(ids)}" if ids else "no change is declared"
        raise UserError(f"no change {change!r}: {listed}")


def _earlier(base: Side, problem: Diagnostic, new: Inputs) -> Diagnostic:
    """Return an error of the older version, at a place that whoever reads it has."""
    place = Location(new.site.project.path, 1) if new.site else problem.location
    name = Path(problem.location.path).name
    return replace(problem, location=place, message=f"in {base.name}: {name}: {problem.message}")


def _files(side: Side, inputs: Inputs, found: Survey) -> Files:
    site = found.site
    ids: dict[str, list[str]] = {}
    for device in found.devices:
        ids.setdefault(device.device.path, []).append(device.id)
    configs = {
        inside(site, path): ConfigFile(path, _lines(inputs.configs, path), tuple(ids.get(path, ())))
        for path in inputs.configs.sources
    }
    with side.entered():
        return Files(configs, _rules(site))


def _lines(configs: Configs, path: str) -> tuple[tuple[int, str], ...]:
    """Return the numbered lines of a configuration, without those that say nothing to the device."""
    states = next((p.coverage.states for p in configs.parsed if p.path == path), ())
    numbered = enumerate(split_lines(configs.sources.texts[path]), 1)
    return tuple(
        (n, line.rstrip()) for n, line in numbered if n > len(states) or states[n - 1] is not LineState.BLANK
    )  # fmt: skip


def _rules(site: Site) -> dict[str, str]:
    """Return the texts of the project file, its baseline and its own policies, by path in the project."""
    root = Path(site.project.root)
    paths = [Path(site.project.path), *([root / site.project.baseline] if site.project.baseline else [])]
    for entry in site.project.policies:
        here = root / entry
        paths += sorted(p for p in here.rglob("*") if p.is_file()) if here.is_dir() else [here]
    return {
        inside(site, p.as_posix()): p.read_text(encoding="utf-8", errors="replace") for p in paths if p.is_file()
    }  # fmt: skip
