"""What `run.py` measured, as Markdown, JSON and a plot."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

OTHERS = (
    "nxos", "iosxr", "fortios", "junos", "junos braces", "panos", "panos xml", "checkpoint", "iptables", "nftables", "vyos",
    "vyos braces", "routeros", "pfsense", "opnsense", "kubernetes", "terraform", "aerleon", "rule table",
)  # fmt: skip
"""Platforms of which no other tool reads the same text whole: they are held against `parse ios`, line by line."""

GOALS = {
    "parse ios": "at most 4 x the floor; at least 4 x faster than either package's tree, 8 x than its factory; linear",
    "parse asa": "at most 4 x the floor; at least 4 x faster than either package's tree, 8 x than its factory; linear",
    **dict.fromkeys((f"parse {other}" for other in OTHERS), "at most 3 x `parse ios` for each line; linear"),
    "shadow realistic": "0.4 s at 10k, 6 s at 100k; at least 300 x the shade checks at 10k, 10 x z3",
    "classify realistic": "0.8 s at 10k, 15 s at 100k, at most 600 MiB, exponent at most 1.6",
    "permitted": "0.5 s at 10k, 10 s at 100k, at most 2 products a permitting rule, none lost",
    "point": "20 us at 10k",
    "zones": "1 s for 10k rules and 20 zones",
    "series": "1 s for two lists of 10k",
    "groups": "10 s for 30k rules that stand for 12M entries",
    "policies": "2 s for 100k facts",
    "check warm": "0.5 s wall",
    "check cold": "30 s wall for 300 devices of 500 rules",
    "start": "0.15 s",
}


class Run(Protocol):
    """One finished process."""

    answer: dict[str, Any]
    cpu_s: float
    wall_s: float
    peak_mib: float


class Job(Protocol):
    """A repeated measurement."""

    key: str
    tool: str
    size: int
    failure: str

    @property
    def runs(self) -> Sequence[Run]:
        """Its finished runs."""
        ...


def write_results(
    folder: Path, jobs: Sequence[Job], about: Mapping[str, str], wrong: Sequence[str], missing: Sequence[str]
) -> None:
    """Write results.json, README.md and plot.png into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(_data(jobs, about, wrong), indent=1) + "\n", encoding="utf-8")
    (folder / "README.md").write_text(_markdown(jobs, about, wrong, missing), encoding="utf-8")
    _plot(folder / "plot.png", jobs)


def _data(jobs: Sequence[Job], about: Mapping[str, str], wrong: Sequence[str]) -> dict[str, Any]:
    rows = [
        {
            "work": j.key, "tool": j.tool, "size": j.size, "failure": j.failure,
            "runs": [
                {"cpu_s": round(r.cpu_s, 4), "wall_s": round(r.wall_s, 4), "peak_mib": round(r.peak_mib, 1)}
                | {k: v for k, v in r.answer.items() if k not in ("indices", "folder")}
                for r in j.runs
            ],
        }
        for j in jobs
    ]  # fmt: skip
    return {"about": dict(about), "disagreements": list(wrong), "measurements": rows}


def _figures(job: Job, of: Callable[[Run], float]) -> str:
    values = [of(r) for r in job.runs]
    middle = statistics.median(values)
    return f"{_short(middle)} ({_short(min(values))}-{_short(max(values))})" if len(values) > 1 else _short(middle)


def _short(value: float) -> str:
    if value == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:.{digits}f}"


def _work(run: Run) -> float:
    return float(run.answer.get("seconds", run.cpu_s))


def _markdown(jobs: Sequence[Job], about: Mapping[str, str], wrong: Sequence[str], missing: Sequence[str]) -> str:
    out = [
        "# Measurements",
        "",
        "Written by `python benchmarks/run.py`. CPU seconds of the work (median, and least to most), peak memory of the whole",
        "process; a fresh process each time, tools by turns. Lists come from `lists.py` and `shapes.py`.",
        "",
        "Measured with: " + ", ".join(f"{k} {v}" for k, v in about.items()) + ".",
        "",
        "Answers that can be compared: " + ("; ".join(wrong) if wrong else "all agree") + ".",
        *([f"Not installed, so left out: {', '.join(missing)}."] if missing else []),
        "",
        "![CPU seconds by size](plot.png)",
    ]
    for key in dict.fromkeys(j.key for j in jobs):
        rows = [j for j in jobs if j.key == key]
        out += ["", f"## {key}", ""]
        if key in GOALS:
            out += [f"Goal: {GOALS[key]}.", ""]
        out += ["| size | tool | seconds | ours is faster by | wall | MiB | found |", "|---|---|---|---|---|---|---|"]
        out += [_row(j, rows) for j in rows]
        out += _growth(rows)
    out += _platforms(jobs)
    return "\n".join(out) + "\n"


def _row(job: Job, rows: Sequence[Job]) -> str:
    if not job.runs:
        return f"| {job.size:,} | {job.tool} | {job.failure or 'not run'} | | | | |"
    own = next((j for j in rows if j.tool == "zonewarden" and j.size == job.size and j.runs), None)
    ratio = ""
    if own is not None and job.tool != "zonewarden":
        ratio = f"{_short(statistics.median(map(_work, job.runs)) / statistics.median(map(_work, own.runs)))} x"
    found = ", ".join(
        f"{k} {_short(v) if isinstance(v, float) else v}"
        for k, v in job.runs[0].answer.items()
        if k not in ("seconds", "indices", "folder", "answer", "rules")
    )
    wall, memory = _figures(job, lambda r: r.wall_s), max(r.peak_mib for r in job.runs)
    return f"| {job.size:,} | {job.tool} | {_figures(job, _work)} | {ratio} | {wall} | {memory:.0f} | {found} |"


def _platforms(jobs: Sequence[Job]) -> list[str]:
    """Return the table of all platforms: microseconds a line and a rule at each size, held against IOS at the same size."""
    rows = [j for j in jobs if j.key.startswith("parse ") and j.tool == "zonewarden" and j.runs]
    ios = {j.size: _microseconds(j) for j in rows if j.key == "parse ios"}
    out = ["", "## parse, us per line, per platform", ""]
    out += [
        "| platform | rules | lines | us per line | of `parse ios` | us per rule | not understood |",
        "|---|---|---|---|---|---|---|",
    ]
    for job in rows:
        lines, rules, unknown = (job.runs[0].answer[k] for k in ("lines", "rules", "unknown"))
        each = _microseconds(job)
        ratio = f"{_short(each / ios[job.size])} x" if job.size in ios else ""
        told = f"{job.size:,} | {lines:,} | {_short(each)} | {ratio} | {_short(each * lines / rules)} | {unknown}"
        out.append(f"| {job.key.removeprefix('parse ')} | {told} |")
    return out


def _microseconds(job: Job) -> float:
    """Return the median CPU time of a line."""
    return statistics.median(map(_work, job.runs)) / job.runs[0].answer["lines"] * 1e6


def _growth(rows: Sequence[Job]) -> list[str]:
    own = sorted((j for j in rows if j.tool == "zonewarden" and j.runs and j.size), key=lambda j: j.size)
    if len(own) < 2:
        return []
    small, large = own[-2] if len(own) < 4 else own[len(own) // 2], own[-1]
    times = [statistics.median(map(_work, j.runs)) for j in (small, large)]
    power = math.log(times[1] / times[0]) / math.log(large.size / small.size)
    return ["", f"Growth exponent of ours from {small.size:,} to {large.size:,}: {power:.2f}."]


def _plot(path: Path, jobs: Sequence[Job]) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(13, 5.5))
    panels = (("shadow realistic", "covered rules of one list"), ("parse ios", "reading an IOS configuration"))
    for axis, (key, title) in zip(axes, panels, strict=True):
        rows = [j for j in jobs if j.key == key and j.runs]
        for tool in dict.fromkeys(j.tool for j in rows):
            points = sorted((j.size, statistics.median(map(_work, j.runs))) for j in rows if j.tool == tool)
            wide = 2.6 if tool == "zonewarden" else 1.3
            axis.loglog(*zip(*points, strict=True), marker="o", linewidth=wide, label=tool)
        axis.set_title(title)
        axis.set_xlabel("rules")
        axis.set_ylabel("CPU seconds")
        axis.grid(visible=True, which="both", alpha=0.25)
        axis.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=110)
