"""The plots of the board report as inline SVG: bars, and lines over time. Nothing in them comes from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from zonewarden.metrics.model import Trend
from zonewarden.reports.board_words import amount, title
from zonewarden.reports.html_page import text

Bar = tuple[str, float | None, str, str]
"""Its name, its value (None draws no bar), the value in words, and a class of the style sheet for its colour."""
_ROW, _LEFT, _WIDE, _RIGHT = 26, 200, 400, 280
_NAME = 28
_PLOT_WIDE, _PLOT_HIGH, _MARGIN = 300, 90, 12


def bars(rows: Sequence[Bar], label: str) -> str:
    """Return horizontal bars from zero, one below the other, to one scale."""
    most = max((value for _, value, _, _ in rows if value is not None), default=0) or 1
    drawn = "\n".join(_bar(k, row, most) for k, row in enumerate(rows))
    width, height = _LEFT + _WIDE + _RIGHT, len(rows) * _ROW + 6
    return _svg(width, height, label, drawn)


def _bar(k: int, row: Bar, most: float) -> str:
    name, value, words, colour = row
    y, long = k * _ROW + 4, 0.0 if value is None else max(1.0, _WIDE * value / most) if value else 0.0
    shown = name if len(name) <= _NAME else name[: _NAME - 1] + "…"
    return (
        f"<g><title>{text(name)}: {text(words)}</title>"
        f'<text x="{_LEFT - 8}" y="{y + 14}" text-anchor="end">{text(shown)}</text>'
        f'<rect x="{_LEFT}" y="{y}" width="{long:.1f}" height="{_ROW - 8}" rx="3" fill="var(--{colour})"/>'
        f'<text x="{_LEFT + long + 6:.1f}" y="{y + 14}">{text(words)}</text></g>'
    )


def line(trend: Trend) -> str:
    """Return one measure over time; a run without a value leaves a gap. From its least to its greatest value."""
    times = [datetime.fromisoformat(p.at).timestamp() for p in trend.points]
    known = [p.value for p in trend.points if p.value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    start, span = times[0], (times[-1] - times[0]) or 1
    spots: list[tuple[float, float] | None] = []
    for at, point in zip(times, trend.points, strict=True):
        x = _MARGIN + (_PLOT_WIDE - 2 * _MARGIN) * (at - start) / span
        up = 0.5 if high == low else ((point.value or 0.0) - low) / (high - low)
        spots.append(None if point.value is None else (x, _MARGIN + (_PLOT_HIGH - 2 * _MARGIN) * (1 - up)))
    dots = "\n".join(
        f'<circle cx="{s[0]:.1f}" cy="{s[1]:.1f}" r="3" fill="var(--low)"><title>{text(p.at)}: '
        f"{text(amount(p.value, trend.unit))}</title></circle>"
        for s, p in zip(spots, trend.points, strict=True)
        if s is not None
    )
    lines = "\n".join(
        f'<path d="M{a[0]:.1f} {a[1]:.1f} L{b[0]:.1f} {b[1]:.1f}" stroke="var(--low)" stroke-width="2"/>'
        for a, b in pairwise(spots)
        if a is not None and b is not None
    )
    frame = f'<rect class="band" x="0" y="0" width="{_PLOT_WIDE}" height="{_PLOT_HIGH}" rx="6"/>'
    return _svg(
        _PLOT_WIDE, _PLOT_HIGH, f"{title(trend.id)} of {trend.scope} over time", "\n".join([frame, lines, dots])
    )


def _svg(width: int, height: int, label: str, inner: str) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{text(label)}">\n'
        f"{inner}\n</svg>"
    )
