"""The policy engine protocol: modules and facts in, one JSON result a package out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast

from zonewarden.errors import UserError

Json = dict[str, Any]


class EngineError(UserError):
    """A policy engine failed, timed out or answered with an error. Never a pass: the run ends with exit code 2."""


class Engine(Protocol):
    """Evaluates packages over one input. A package's result is the object of its rules.

    `in_process` engines answer at once: a device at a time, in several processes, costs no more than all at a time.
    """

    in_process: bool

    def evaluate(self, modules: Mapping[str, str], packages: Sequence[str], facts: Json) -> dict[str, Json]:
        """Load `modules` (name -> Rego text), evaluate each of `packages` on `facts`, return package -> result.

        Raises EngineError naming the policy that cannot be loaded or evaluated, or whose result is undefined.
        """
        ...


def checked(package: str, result: object) -> Json:
    """Return the result of a package if it holds both `subjects` and `violations`; else raise EngineError."""
    if not isinstance(result, dict):
        raise EngineError(f"policy {package}: the engine returned no result")
    found = cast("Json", result)
    for name in ("subjects", "violations"):
        if not isinstance(found.get(name), list):
            raise EngineError(f"policy {package}: {name} is undefined")
    return found
