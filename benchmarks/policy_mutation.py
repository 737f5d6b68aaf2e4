"""Mutation test of the policies: one fault at a time in a compliant site, and which policies notice it.

`python benchmarks/policy_mutation.py` writes benchmarks/results/policy_mutation.md. A mutant is *noticed* when the check reports
anything that it did not report before, *rejected* when the declarations no longer load, *without effect* when nothing that is decided
differs (the same packets pass every device, the same management plane), *closes only* when nothing differs but that fewer packets
pass, none of which a required conduit needs, *no fault* when it is one of `EQUIVALENT` with the reason given there, and *missed*
otherwise. Kill rate: noticed and rejected of all others. `--all` tries every mutant; else at most `--each` of an operator
and file, chosen by `--seed`.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from equivalents import EQUIVALENT
from mutations import Mutant, mutants

from zonewarden.check import Request, analyse, read, run
from zonewarden.engines.embedded import EmbeddedEngine
from zonewarden.facts.document import facts
from zonewarden.policy_set import read_policies, shipped
from zonewarden.triage.finding import Verdict
from zonewarden_parsers.model import PacketSet

SITES = ("brewery", "substation", "refinery")
FIXTURES = HERE.parent / "fixtures"
_PLACES = ("locations", "location", "field_locations", "text", "line", "reason", "title")
_DECIDED = ("in4", "in6", "out4", "out6", "unmatched4", "unmatched6")
"""What an interface is told of its lists: which packets pass is compared as such."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant: `noticed` (by these policies), `rejected`, `without effect`, `closes only`, `no fault` or `missed`."""

    site: str
    mutant: Mutant
    fate: str
    policies: tuple[str, ...] = ()


def chosen(site: str, each: int, seed: int) -> list[Mutant]:
    """Return the mutants of a site to try: at most `each` of an operator and file; all of them where it is 0."""
    root = FIXTURES / site / "compliant"
    found: dict[tuple[str, str], list[Mutant]] = defaultdict(list)
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        relative = str(path.relative_to(root))
        if path.name != "zonewarden.yaml":
            for mutant in mutants(relative, path.read_text(encoding="utf-8")):
                found[mutant.operator, relative].append(mutant)
    dice = random.Random(seed)
    return [m for group in found.values() for m in (dice.sample(group, each) if 0 < each < len(group) else group)]


def tried(site: str, some: list[Mutant]) -> list[Outcome]:
    """Try mutants of a site one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        shutil.copytree(FIXTURES / site / "compliant", root)
        project = root / "zonewarden.yaml"
        before = effect(project)
        return [_tried(site, m, root, project, before) for m in some]


def _tried(site: str, mutant: Mutant, root: Path, project: Path, before: Effect) -> Outcome:
    path = root / mutant.path
    original = path.read_text(encoding="utf-8")
    path.write_text(mutant.text, encoding="utf-8")
    try:
        result = run(Request(project), EmbeddedEngine())
        noticed = sorted({f.policy.id for f in result.findings if f.verdict is not Verdict.WAIVED})
        if any(d.severity.value == "error" for d in result.diagnostics):
            return Outcome(site, mutant, "rejected")
        if noticed:
            return Outcome(site, mutant, "noticed", tuple(noticed))
        fate = compared(before, effect(project)) if mutant.path.startswith("configs") else "missed"
        return Outcome(site, mutant, "no fault" if fate == "missed" and reason(site, mutant) else fate)
    finally:
        path.write_text(original, encoding="utf-8")


def reason(site: str, mutant: Mutant) -> str:
    """Return why a mutant is no fault by the catalogue, empty where it is one."""
    for place, operator, part, why in EQUIVALENT:
        if (
            place in {"", site}
            and operator == mutant.operator
            and part in f"{mutant.path} {mutant.change} {_object(mutant)}"
        ):
            return why
    return ""


def _object(mutant: Mutant) -> str:
    """Return the declared object that a mutant of a declaration is in: from its `- id:` on to the next one."""
    lines = mutant.text.split("\n")
    starts = [n for n, line in enumerate(lines) if line.lstrip().startswith("- ") and "id: " in line]
    first = max((n for n in starts if n < mutant.line), default=0)
    return "\n".join(lines[first : min((n for n in starts if n > first), default=len(lines))])


@dataclass(frozen=True, slots=True)
class Effect:
    """What is decided: the packets that pass each device, by flow, and its management plane, VPNs and interfaces as text."""

    passing: dict[str, PacketSet]
    logged: dict[str, bool]
    rest: str


def compared(before: Effect, after: Effect) -> str:
    """Return what a mutant that nobody noticed is."""
    if before.rest != after.rest or any(
        before.logged[r] > after.logged[r] for r in before.logged.keys() & after.logged.keys()
    ):
        return "missed"
    flows = before.passing.keys() | after.passing.keys()
    pairs = [(before.passing.get(f, PacketSet(())), after.passing.get(f, PacketSet(()))) for f in flows]
    if all(a.regions() == b.regions() for a, b in pairs):
        return "without effect"
    return "closes only" if all(not (b - a) for a, b in pairs) else "missed"


def effect(project: Path) -> Effect:
    """Return what is decided about a project."""
    inputs = read(Request(project))
    survey = analyse(inputs)
    if survey is None:
        return Effect({}, {}, "")
    passing = {
        judged.flow.id: PacketSet(tuple(p.product for p in judged.flow.permits))
        for device in survey.devices
        for judged in device.flows
    }
    document = facts(survey, inputs.configs.parsed)
    rest = {name: _bare(document[name]) for name in ("devices", "vpns", "interfaces", "translations")}
    told = {id_ for id_, device in document["devices"].items() if _reports_connections(device)}
    logged = {
        f"{rule['list']} {rule['digest']}": rule["logged"] or rule["device"] in told
        for rule in document["rules"].values()
        if rule["it_ot"] or rule["safety"] or rule["remote_access"]
    }
    return Effect(passing, logged, json.dumps(rest, sort_keys=True))


def _reports_connections(device: Any) -> bool:
    """Return whether an ASA sends every connection and every denied packet to a collector, keyword or not."""
    plane = device["management"]
    levels = {entry["value"] for entry in plane["settings"].get("logging-trap", ())}
    sent = any(server["purpose"] == "syslog" for server in plane["servers"])
    quiet = "logging-suppressed" in plane["settings"]
    return device["platform"] == "cisco-asa" and sent and not quiet and bool(levels & {"informational", "debugging"})


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if k not in _PLACES and k not in _DECIDED}
    return [_bare(v) for v in value] if isinstance(value, list) else value


def report(outcomes: list[Outcome], seconds: float, command: str) -> str:
    """Return the result as Markdown."""
    policies = [p.id for p in read_policies([shipped()]).policies]
    seen = Counter(p for o in outcomes for p in o.policies)
    lines = ["# Mutation test of the policies", "", f"`{command}`: {len(outcomes)} mutants in {seconds:.0f} s.", ""]
    lines += _operators(outcomes)
    lines += [
        "",
        "## Missed",
        "",
        *_missed(outcomes),
        "",
        "## No fault",
        "",
        *_no_fault(outcomes),
        "",
        "## Policies that noticed",
        "",
    ]
    lines += ["| policy | mutants |", "|---|---|", *(f"| {p} | {n} |" for p, n in seen.most_common())]
    quiet = [p for p in policies if not seen[p]]
    lines += [
        "",
        f"{len(policies) - len(quiet)} of {len(policies)} policies noticed something. No mutant touches: {', '.join(quiet)}.",
    ]
    return "\n".join(lines) + "\n"


def _operators(outcomes: list[Outcome]) -> Iterator[str]:
    yield "| mutation | tried | without effect | closes only | no fault | noticed | rejected | missed | kill rate |"
    yield "|---|---|---|---|---|---|---|---|---|"
    names = list(dict.fromkeys(o.mutant.operator for o in outcomes))
    for name, group in [*((n, [o for o in outcomes if o.mutant.operator == n]) for n in names), ("**all**", outcomes)]:
        count = Counter(o.fate for o in group)
        real = len(group) - count["without effect"] - count["closes only"] - count["no fault"]
        killed = count["noticed"] + count["rejected"]
        share = f"{100 * killed / real:.1f} %" if real else "-"
        cells = (
            name,
            len(group),
            count["without effect"],
            count["closes only"],
            count["no fault"],
            count["noticed"],
            count["rejected"],
            count["missed"],
            share,
        )
        yield "| " + " | ".join(str(cell) for cell in cells) + " |"


def _missed(outcomes: list[Outcome]) -> Iterator[str]:
    for o in (o for o in outcomes if o.fate == "missed"):
        yield f"- {o.site} `{o.mutant.path}:{o.mutant.line}` {o.mutant.operator}: `{o.mutant.change}`"


def _no_fault(outcomes: list[Outcome]) -> Iterator[str]:
    for o in (o for o in outcomes if o.fate == "no fault"):
        yield f"- {o.site} `{o.mutant.path}:{o.mutant.line}` {o.mutant.operator}: {reason(o.site, o.mutant)}"


def main() -> None:
    """Try the mutants and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--each", type=int, default=4, help="mutants of an operator and file")
    parser.add_argument("--all", action="store_true", help="every mutant")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--output", type=Path, default=HERE / "results" / "policy_mutation.md")
    options = parser.parse_args()
    started = time.perf_counter()
    work = [(site, m) for site in SITES for m in chosen(site, 0 if options.all else options.each, options.seed)]
    parts = [
        (site, [m for s, m in work if s == site][n :: options.jobs]) for site in SITES for n in range(options.jobs)
    ]
    with ProcessPoolExecutor(options.jobs) as pool:
        outcomes = [o for group in pool.map(tried, *zip(*parts, strict=True)) for o in group]
    outcomes.sort(key=lambda o: (o.site, o.mutant.path, o.mutant.operator, o.mutant.line))
    command = "python benchmarks/policy_mutation.py " + (
        "--all" if options.all else f"--each {options.each} --seed {options.seed}"
    )
    text = report(outcomes, time.perf_counter() - started, command)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(text, encoding="utf-8")
    print("\n".join(text.splitlines()[:40]))


if __name__ == "__main__":
    main()
