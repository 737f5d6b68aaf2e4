"""The zones in pictures: who may open sessions to whom, judged pair by pair; and the levels of the plant with what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zonewarden.policy import Level
from zonewarden.reports.html_page import element, text
from zonewarden.triage.finding import Result, Verdict, ZoneOutline

Pair = tuple[str, str]
CLEAN, OPEN = "good", "open"
_BOX_WIDTH, _BOX_HEIGHT, _GAP, _LEFT = 132, 34, 22, 96
_MAX_LINES = 60


def pair_of(subject: str) -> Pair | None:
    """Return the zones of a flow's id, `device:from>to`, or None."""
    _, colon, zones = subject.rpartition(":")
    source, arrow, target = zones.partition(">")
    return (source, target) if colon and arrow else None


def judged(result: Result) -> dict[Pair, str]:
    """Return for each pair of zones between which a flow was judged the worst of it: a severity, `open` or `good`."""
    found: dict[Pair, str] = {}
    for subjects in result.passes.subjects().values():
        for subject in subjects:
            pair = pair_of(subject.removeprefix("flow:")) if subject.startswith("flow:") else None
            if pair:
                found.setdefault(pair, CLEAN)
    for verdict in (Verdict.NOT_ASSESSABLE, Verdict.FAIL):
        for finding in sorted(result.with_verdict(verdict), key=lambda f: f.level):
            pair = pair_of(finding.subject.id) if finding.subject.kind == "flow" else None
            if pair:
                found[pair] = finding.level.label if verdict is Verdict.FAIL else OPEN
    return found


def matrix(result: Result) -> str:
    """Return the zone matrix: rows open sessions, columns are opened to."""
    found = judged(result)
    used = {zone for pair in found for zone in pair}
    zones = [z for z in result.zones if z.id in used]
    if not zones:
        return element(
            "p", "No pair of zones was judged: the site declares none that a device sits between.", class_="dim"
        )
    head = element("tr", [element("th", "from \\ to"), *(element("th", text(z.id), class_="top") for z in zones)])
    rows = [
        element("tr", [element("th", text(z.id)), *(_cell(found.get((z.id, other.id)), z, other) for other in zones)])
        for z in zones
    ]
    return element("div", element("table", head + "\n" + "\n".join(rows), class_="matrix"), class_="scroll")


_SIGNS = {"critical": "C", "high": "H", "medium": "M", "low": "L", "info": "i", OPEN: "?", CLEAN: "✓"}


def _cell(state: str | None, source: ZoneOutline, target: ZoneOutline) -> str:
    if source.id == target.id or state is None:
        return element("td", "", class_="cell")
    words = {OPEN: "not assessable", CLEAN: "nothing wrong"}
    return element(
        "td", _SIGNS[state], class_=f"cell {state}", title=f"{source.id} to {target.id}: {words.get(state, state)}"
    )


def picture(result: Result) -> str:
    """Return the plant by Purdue level as SVG, with a line for each pair of zones that has a violation."""
    zones = [z for z in result.zones if not z.implied or any(z.id in pair for pair in judged(result))]
    if not zones:
        return ""
    levels = sorted({z.level for z in zones}, reverse=True)
    places: dict[str, tuple[float, float]] = {}
    bands: list[str] = []
    width = _LEFT + _GAP + max(sum(z.level == level for z in zones) for level in levels) * (_BOX_WIDTH + _GAP)
    top = 10.0
    for level in levels:
        height = _BOX_HEIGHT + 2 * _GAP
        bands.append(f'<rect class="band" x="0" y="{top}" width="{width}" height="{height}" rx="6"/>')
        bands.append(f'<text class="label" x="12" y="{top + height / 2 + 4}">{_level(level)}</text>')
        for k, zone in enumerate(z for z in zones if z.level == level):
            places[zone.id] = (_LEFT + _GAP + k * (_BOX_WIDTH + _GAP), top + _GAP)
        top += height + 10
    lines = [_line(places, pair, state) for pair, state in _violations(result, places)]
    boxes = [_box(zone, *places[zone.id]) for zone in zones]
    inner = "\n".join([*bands, *lines, *boxes])
    box = f"0 0 {width} {top:.0f}"
    return element(
        "div",
        f'<svg viewBox="{box}" width="{width}" height="{top:.0f}" role="img" aria-label="zones by level">\n{inner}\n</svg>',
        class_="scroll",
    )


def _violations(result: Result, places: Mapping[str, object]) -> Sequence[tuple[Pair, str]]:
    bad = [(p, s) for p, s in judged(result).items() if s not in {CLEAN, OPEN} and p[0] in places and p[1] in places]
    order = {level.label: -level for level in Level}
    return sorted(bad, key=lambda item: (order[item[1]], item[0]))[:_MAX_LINES]


def _level(level: float) -> str:
    return "IDMZ (3.5)" if level == 3.5 else f"level {level:g}"


def _box(zone: ZoneOutline, x: float, y: float) -> str:
    name = zone.id if len(zone.id) <= 18 else zone.id[:17] + "…"
    return (
        f"<g><title>{text(zone.name or zone.id)} ({text(zone.kind)})</title>"
        f'<rect class="zone" x="{x}" y="{y}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="5"/>'
        f'<text x="{x + _BOX_WIDTH / 2}" y="{y + 21}" text-anchor="middle">{text(name)}</text></g>'
    )


def _line(places: Mapping[str, tuple[float, float]], pair: Pair, state: str) -> str:
    (x1, y1), (x2, y2) = places[pair[0]], places[pair[1]]
    middle = _BOX_WIDTH / 2
    if y1 == y2:
        path = f"M{x1 + middle} {y1} C{x1 + middle} {y1 - 26} {x2 + middle} {y2 - 26} {x2 + middle} {y2}"
    else:
        start, end = (y1 + _BOX_HEIGHT, y2) if y1 < y2 else (y1, y2 + _BOX_HEIGHT)
        path = f"M{x1 + middle} {start} C{x1 + middle} {(start + end) / 2} {x2 + middle} {(start + end) / 2} {x2 + middle} {end}"
    title = f"{text(pair[0])} to {text(pair[1])}: {state}"
    return f'<path d="{path}" fill="none" stroke="var(--{state})" stroke-width="2" opacity="0.75"><title>{title}</title></path>'


def legend(states: Iterable[str]) -> str:
    """Return what the signs of the matrix mean, those that occur."""
    words = {
        "critical": "critical",
        "high": "high",
        "medium": "medium",
        "low": "low",
        "info": "info",
        OPEN: "not assessable",
        CLEAN: "nothing wrong",
    }
    present = set(states)
    parts = [element("span", f"{_SIGNS[s]} {w}", class_=s) for s, w in words.items() if s in present]
    return element("p", " · ".join(parts))
