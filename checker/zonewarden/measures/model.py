"""A measure: its value, what it rests on or what it lacks; windows of exposure; where a value stands against its target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Standing(StrEnum):
    """Where a measure stands against the target that the site declares for it."""

    ON_TARGET = "on target"
    OFF_TARGET = "off target"
    BEYOND_THRESHOLD = "beyond threshold"
    NO_TARGET = "no target"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a moment (ISO 8601); None where it could not be computed then."""

    at: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Part:
    """A yearly loss that a measure rests on, by what it comes from, and what the measure gains once it is gone."""

    kind: str
    id: str
    loss: float
    gain: float


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `value` is None where it cannot be defended, and `missing` then says what it lacks.

    `scope` is a production unit, an investment, or `site`. `inputs` are what the value was computed from, by name.
    `bound` is what it is at best for the site, whatever the missing inputs and the states that nobody recorded are; None
    where that is the value itself, or anything. `parts` are the losses that it rests on, and `periods` its values at the
    end of the last periods, this one first; `rising` says whether they show that it grows, None where that is not known.
    `target` and `threshold` are the site's own, None where it declares none.
    """

    id: str
    scope: str
    unit: str
    value: float | None
    inputs: Mapping[str, float] = field(default_factory=dict[str, float])
    missing: tuple[str, ...] = ()
    bound: float | None = None
    parts: tuple[Part, ...] = ()
    periods: tuple[Point, ...] = ()
    rising: bool | None = None
    target: float | None = None
    threshold: float | None = None
    standing: Standing = Standing.NO_TARGET


class State(StrEnum):
    """Whether the computed flows reach a vulnerable service from a less trusted zone."""

    EXPOSED = "exposed"
    CLOSED = "not reachable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Window:
    """The exposure of one open critical vulnerability.

    `hours` are how long it was open, reachable and not mitigated, at most: time of which the records tell nothing counts
    where either end of it is exposed, from `since` (detection, else publication) on. They are None where no such date is
    declared. `seen` is how much of them records on both sides show.
    """

    vulnerability: str
    title: str
    priority: str
    state: State
    since: str
    hours: float | None
    seen: float
    sources: tuple[str, ...]
    units: tuple[str, ...]
    missing: tuple[str, ...] = ()
