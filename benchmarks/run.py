"""Measures everything that the table in results/README.md shows, in one run: `python benchmarks/run.py [--quick]`.

Every measurement is a fresh process; tools take turns, so that a machine that slows down slows all of them; the medians are
quoted. Where tools answer the same question their answers are compared in the same run, as sets. Peers are installed by
`pip install -e '.[bench]'`; one that is missing is left out and said so. Nothing here is a test: no figure decides anything.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from table import OTHERS, write_results

PEERS = ("aerleon", "capirca", "ciscoconfparse", "ciscoconfparse2", "z3-solver", "oxidd")
MODULES = {"z3-solver": "z3"}
SLOW = ("aerleon", "capirca")
"""Peers that take minutes at 10,000 rules: they come last, once, after the other results are written."""


@dataclass(slots=True)
class Run:
    """One finished process: what it printed, and what the operating system counted for all of it."""

    answer: dict[str, Any]
    cpu_s: float
    wall_s: float
    peak_mib: float


@dataclass(slots=True)
class Job:
    """A measurement to repeat. `tool` is us or a peer, `key` names the row it belongs to."""

    key: str
    tool: str
    command: Sequence[str]
    size: int = 0
    runs: list[Run] = field(default_factory=list)
    failure: str = ""


def spawn(command: Sequence[str], limit_s: int, folder: str | None = None) -> Run:
    """Run a command; raises RuntimeError where it fails or takes longer than `limit_s`."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=folder)
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if perf_counter() - started > limit_s:
                process.kill()
                os.wait4(process.pid, 0)
                raise RuntimeError(f"more than {limit_s} s")
            wait(0.002 if perf_counter() - started < 1 else 0.02)
        wall = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        text = out.read().decode()
        if process.returncode not in (0, 1) or (process.returncode and text.startswith("{")):
            raise RuntimeError(err.read().decode()[-300:])
        last = text.strip().splitlines()[-1] if text.strip() else ""
        answer = json.loads(last) if last.startswith("{") and last.endswith("}") else {}
        return Run(answer, usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def wait(seconds: float) -> None:
    """Sleep without burning the processor that is measured."""
    import time

    time.sleep(seconds)


def ours(key: str, work: str, *arguments: object, size: int = 0) -> Job:
    """Return a job of our own."""
    return Job(key, "zonewarden", (sys.executable, str(HERE / "works.py"), work, *map(str, arguments)), size)


def peer(key: str, tool: str, *arguments: object, size: int = 0) -> Job:
    """Return a job of a peer."""
    return Job(key, tool, (sys.executable, str(HERE / "peers.py"), *map(str, arguments)), size)


def plan(quick: bool, seeds: Sequence[int]) -> list[Job]:
    """Return every job in-process tools can answer. The first seed is the one that is reported."""
    sizes = (1_000, 3_000) if quick else (1_000, 3_000, 10_000, 30_000, 100_000)
    seed = seeds[0]
    jobs: list[Job] = []
    for n in sizes:
        for os_ in ("ios", "asa"):
            jobs += [
                ours(f"parse {os_}", "parse", os_, n, seed, size=n),
                peer(f"parse {os_}", "floor", "floor", os_, n, seed, size=n),
            ]
            if n <= 10_000:
                for package in ("ciscoconfparse", "ciscoconfparse2"):
                    for mode in ("tree", "factory"):
                        name = f"{package} {mode}"
                        jobs.append(peer(f"parse {os_}", name, "ciscoconfparse", package, mode, os_, n, seed, size=n))
        if n in (1_000, 10_000, 100_000) or quick:
            jobs += [ours(f"parse {other}", "parse", other, n, seed, size=n) for other in OTHERS]
        for kind in ("realistic", "dense", "any20"):
            jobs += [
                ours(f"shadow {kind}", "shadow", kind, n, seed, size=n),
                ours(f"classify {kind}", "classify", kind, n, seed, size=n),
            ]
        jobs += [
            ours("permitted", "permitted", "realistic", n, seed, size=n),
            ours("point", "point", "realistic", n, seed, size=n),
        ]
        if n <= 10_000:
            jobs += [
                peer("shadow realistic", "z3", "z3", "realistic", n, seed, size=n),
                peer("shadow realistic", "oxidd", "oxidd", "realistic", n, seed, size=n),
                peer("shadow realistic", "aerleon", "shade", "aerleon", "realistic", n, seed, size=n),
                peer("shadow realistic", "capirca", "shade", "capirca", "realistic", n, seed, size=n),
            ]
    for other in seeds[1:]:
        n = sizes[-1] if quick else 10_000
        jobs += [ours(f"shadow seed {other}", "shadow", "realistic", n, other, size=n)]
        jobs += [peer(f"shadow seed {other}", "oxidd", "oxidd", "realistic", n, other, size=n)]
    top = 3_000 if quick else 10_000
    jobs += [
        ours("zones", "zones", top, seed, 20, size=top),
        ours("series", "series", "realistic", top, seed, size=top),
    ]
    jobs += [ours("groups", "groups", 3_000 if quick else 30_000, 20, size=30_000)]
    jobs += [ours("policies", "policies", 5_000 if quick else 100_000, size=100_000)]
    return jobs + hard_lists(500 if quick else 4_000, seed)


def hard_lists(hard: int, seed: int) -> list[Job]:
    """Return the jobs on adversarial lists of `hard` rules."""
    jobs: list[Job] = []
    for shape in ("boxes", "stripes", "grid", "grid4", "blocklist", "ports-only", "halves"):
        jobs += [
            ours(f"hard {shape}", "classify", shape, hard, seed, size=hard),
            ours(f"hard shadow {shape}", "shadow", shape, hard, seed, size=hard),
        ]
        jobs += [
            peer(
                f"hard shadow {shape}",
                "oxidd",
                "oxidd",
                shape,
                min(hard, 1_000 if shape == "boxes" else hard),
                seed,
                size=hard,
            )
        ]
    return jobs


def measure(jobs: Iterable[Job], repeats: int, limit_s: int) -> None:
    """Run every job `repeats` times, all once before any a second time; what took half a minute is not repeated."""
    waiting = list(jobs)
    for turn in range(repeats):
        for job in waiting:
            if job.failure or (job.runs and job.runs[0].cpu_s > 30):
                continue
            try:
                job.runs.append(spawn(job.command, limit_s))
            except RuntimeError as error:
                job.failure = str(error)
            print(f"{turn + 1}/{repeats} {job.key} {job.size:,} {job.tool}: {told(job)}", file=sys.stderr, flush=True)


def told(job: Job) -> str:
    """Return the last figure of a job as text."""
    return (
        job.failure
        or f"{job.runs[-1].answer.get('seconds', job.runs[-1].cpu_s):.6g} s, {job.runs[-1].peak_mib:.0f} MiB"
    )


def whole_program(quick: bool, repeats: int) -> list[Job]:
    """Measure the command itself on generated plants: import, a warm check after one change, a cold one."""
    program = [sys.executable, "-m", "zonewarden"]
    jobs = [
        Job("start", "python", (sys.executable, "-c", "pass")),
        Job("start", "zonewarden", (sys.executable, "-c", "import zonewarden.cli.main")),
        Job("start --version", "zonewarden", (*program, "--version")),
    ]
    measure(jobs, repeats * 3, 60)
    jobs.append(_warm(program, 10 if quick else 50, 1_000, repeats))
    devices, rules = (20, 200) if quick else (300, 500)
    cold = Job("check cold", "zonewarden", ("check", "--no-cache"), devices)
    folder = spawn((sys.executable, str(HERE / "works.py"), "site", str(devices), str(rules), "5"), 600).answer[
        "folder"
    ]
    for _ in range(1 if quick else 3):
        cold.runs.append(spawn((*program, "check", folder, "--no-cache", "--format", "json=/dev/null"), 600))
        print(f"check cold: {cold.runs[-1].wall_s:.2f} s wall", file=sys.stderr)
    shutil.rmtree(folder)
    return [*jobs, cold]


def _warm(program: Sequence[str], devices: int, rules: int, repeats: int) -> Job:
    """Check a plant, then change one configuration and check again, as a hook does."""
    from site_gen import Plant, config

    folder = spawn((sys.executable, str(HERE / "works.py"), "site", str(devices), str(rules), "5"), 600).answer[
        "folder"
    ]
    plant = Plant(devices, rules, 5, seed=11)
    os.environ["ZONEWARDEN_CACHE_DIR"] = tempfile.mkdtemp(prefix="zonewarden-cache-")
    command = (*program, "check", folder)
    spawn(command, 600)
    job = Job("check warm", "zonewarden", ("check",), devices)
    for variant in range(1, repeats + 1):
        (Path(folder) / "configs" / f"{plant.name(0)}.cfg").write_text(config(plant, 0, variant), encoding="utf-8")
        job.runs.append(spawn(command, 600))
        print(f"check warm: {job.runs[-1].wall_s:.3f} s wall", file=sys.stderr)
    shutil.rmtree(folder)
    shutil.rmtree(os.environ.pop("ZONEWARDEN_CACHE_DIR"))
    return job


def disagreements(jobs: Sequence[Job]) -> list[str]:
    """Return where two exact tools name other rules, or a shade check names one that we do not."""
    out: list[str] = []
    for own in (j for j in jobs if j.tool == "zonewarden" and j.runs and "indices" in j.runs[0].answer):
        found = set(own.runs[0].answer["indices"])
        for other in jobs:
            same = other.key == own.key and other.size == own.size and other.tool != "zonewarden" and other.runs
            if not same or other.runs[0].answer["rules"] != own.runs[0].answer["rules"]:
                continue
            theirs = set(other.runs[0].answer["indices"])
            wrong = theirs - found if other.tool in ("aerleon", "capirca") else theirs ^ found
            if wrong and not own.runs[0].answer["undecided"]:
                out.append(
                    f"{own.key} {own.size}: {other.tool} and we disagree on {len(wrong)} rules: {sorted(wrong)[:5]}"
                )
    return out


def exponent(small: Job, large: Job) -> float:
    """Return how the time grows with the size between two jobs: 1 is linear."""
    ratio = seconds(large) / seconds(small)
    return math.log(ratio) / math.log(large.size / small.size)


def seconds(job: Job) -> float:
    """Return the median CPU seconds of a job's work."""
    return statistics.median(r.answer.get("seconds", r.cpu_s) for r in job.runs)


def machine() -> dict[str, str]:
    """Return what the figures were measured on and with."""
    found = {}
    for name in ("zonewarden", *PEERS, "gordon-to-regorus"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    load = "/".join(f"{x:.1f}" for x in os.getloadavg())
    return {"python": platform.python_version(), "processors": str(os.cpu_count()), "load": load, **found}


def main() -> None:
    """Measure, compare, write the table and the plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it works")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seeds", type=int, nargs="+", default=[4021, 4022, 4023])
    parser.add_argument("--limit", type=int, default=400, help="seconds after which a process is stopped")
    parser.add_argument("--out", type=Path, default=HERE / "results")
    options = parser.parse_args()
    missing = [p for p in PEERS if find_spec(MODULES.get(p, p)) is None]
    jobs = [
        j
        for j in plan(options.quick, options.seeds)
        if not any(j.tool.split()[0] == MODULES.get(p, p) for p in missing)
    ]
    before = machine()
    slow = [j for j in jobs if j.tool in SLOW and j.size >= 10_000]
    measure([j for j in jobs if j not in slow], options.repeats, options.limit)
    jobs += whole_program(options.quick, options.repeats)
    write_results(options.out, jobs, before | {"load after": machine()["load"]}, disagreements(jobs), missing)
    measure(slow, 1, options.limit)
    wrong = disagreements(jobs)
    write_results(options.out, jobs, before | {"load after": machine()["load"]}, wrong, missing)
    print("\n".join(wrong) or "every answer that can be compared agrees")


if __name__ == "__main__":
    main()
