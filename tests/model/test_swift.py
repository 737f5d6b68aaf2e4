"""A swift dataclass is what it was, made faster."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from zonewarden_parsers.model import Location
from zonewarden_parsers.model.swift import swift


@dataclass(frozen=True, slots=True, order=True)
class Slow:
    a: str
    b: int = 2
    c: tuple[int, ...] = ()


@swift
@dataclass(frozen=True, slots=True, order=True)
class Quick:
    a: str
    b: int = 2
    c: tuple[int, ...] = ()


@pytest.mark.parametrize(
    ("words", "named"), [(("x",), {}), (("x", 3), {}), ((), {"c": (1,), "a": "y"}), (("x", 3, (4, 5)), {})]
)
def test_fields_are_as_those_of_the_plain_class(words: tuple[object, ...], named: dict[str, object]) -> None:
    slow, quick = Slow(*words, **named), Quick(*words, **named)  # type: ignore[arg-type]
    assert [getattr(quick, f.name) for f in fields(quick)] == [getattr(slow, f.name) for f in fields(slow)]
    assert type(quick) is Quick
    assert repr(quick) == repr(slow).replace("Slow", "Quick")
    assert hash(quick) == hash(slow)
    assert quick == copy.copy(quick) == replace(quick)


def test_it_cannot_be_changed() -> None:
    quick = Quick("x")
    with pytest.raises(FrozenInstanceError):
        quick.a = "y"  # type: ignore[misc]
    assert quick < Quick("y")


def test_what_is_pickled_comes_back() -> None:
    at = Location("a.cfg", 3, column=2)
    assert pickle.loads(pickle.dumps(at)) == at


@pytest.mark.parametrize("words", [(), ("x", 1, (), 4)])
def test_wrong_arguments_are_refused(words: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        Quick(*words)  # type: ignore[arg-type]


def test_a_class_that_is_more_than_its_arguments_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Listed:
        a: list[int] = field(default_factory=list[int])

    @dataclass(frozen=True, slots=True)
    class Checked:
        a: int

        def __post_init__(self) -> None:
            raise AssertionError

    for cls in (Listed, Checked):
        with pytest.raises(TypeError):
            swift(cls)
