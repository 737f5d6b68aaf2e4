"""Frozen dataclasses that are made by the hundred thousand."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

T = TypeVar("T")


def swift(cls: type[T]) -> type[T]:
    """Give a frozen dataclass with slots an `__init__` that takes a third of the time, and change nothing else.

    The generated one calls `object.__setattr__` for each field. This one lets the new object be of a twin class with the
    same slots whose attributes may be set, sets them, and makes it what it is to be: nobody sees it before.
    """
    listed: tuple[Field[Any], ...] = fields(cls)  # type: ignore[arg-type]
    if hasattr(cls, "__post_init__") or any(f.default_factory is not MISSING or not f.init for f in listed):
        raise TypeError(f"{cls.__name__} is not made of its arguments alone")
    twin = type(cls.__name__, (), {"__slots__": tuple(f.name for f in listed)})
    known = {f"default_{f.name}": f.default for f in listed if f.default is not MISSING}
    arguments = ", ".join(f.name if f.default is MISSING else f"{f.name}=default_{f.name}" for f in listed)
    lines = (
        f"def __init__(self, {arguments}):",
        "    become(self, '__class__', twin)",
        *(f"    self.{f.name} = {f.name}" for f in listed),
        "    self.__class__ = cls",
    )
    scope: dict[str, Any] = {"become": object.__setattr__, "twin": twin, "cls": cls, **known}
    exec("\n".join(lines), scope)  # noqa: S102  # made of field names alone, as dataclasses do themselves
    init = scope["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = cls.__init__.__annotations__
    cls.__init__ = init  # type: ignore[method-assign]
    return cls
