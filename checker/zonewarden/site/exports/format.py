"""What a format of exports is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zonewarden.site.shapes import Record
from zonewarden.site.validate import Report


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of export: a file `NAME.SUFFIX`, or any file of this suffix in a folder `NAME`.

    `name` is also what policies require. `read` takes the text and path of a file, reports what is wrong, and returns the
    rows that it could use: each knows its place. `shape` are the fields of a row, where a file has rows; `made` says where
    such a file comes from.
    """

    name: str
    suffix: str
    doc: str
    read: Callable[[str, str, Report], tuple[object, ...]]
    shape: Record | None = None
    made: str = ""

    @property
    def file(self) -> str:
        """The name of the file where there is only one."""
        return f"{self.name}{self.suffix}"
