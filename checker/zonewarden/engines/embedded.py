"""The default engine: regorus, a Rego interpreter in process. No server, no binary, no network."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Protocol, cast

import regorus

from zonewarden.engines.base import EngineError, Json, checked


class EmbeddedEngine:
    """Evaluates policies in this process. It keeps the modules that it loaded last."""

    in_process = True

    def __init__(self) -> None:
        self._loaded: tuple[Mapping[str, str], RegoEngine] | None = None

    def evaluate(self, modules: Mapping[str, str], packages: Sequence[str], facts: Json) -> dict[str, Json]:
        """See `Engine.evaluate`."""
        if self._loaded is None or self._loaded[0] is not modules:
            self._loaded = (modules, load(modules))
        engine = self._loaded[1]
        engine.set_input_json(json.dumps(facts))
        return {package: checked(package, query(engine, f"data.{package}", package)) for package in packages}


class RegoEngine(Protocol):
    """What we use of `regorus.Engine`, which comes without types."""

    def add_policy(self, path: str, rego: str) -> str:
        """Parse and add a module; raises RuntimeError."""
        ...

    def set_input_json(self, input: str) -> None:  # noqa: A002 (regorus' name)
        """Set `input` from JSON text."""
        ...

    def eval_query_as_json(self, query: str) -> str:
        """Evaluate a query and return its results as JSON text; raises RuntimeError."""
        ...


def load(modules: Mapping[str, str]) -> RegoEngine:
    """Return an engine that holds `modules`; raises EngineError naming the module that does not parse."""
    engine = cast("RegoEngine", regorus.Engine())  # pyright: ignore[reportAttributeAccessIssue]
    for name, text in modules.items():
        try:
            engine.add_policy(name, text)
        except RuntimeError as error:
            raise EngineError(f"policy {name}: {first_line(error)}") from error
    return engine


def query(engine: RegoEngine, text: str, package: str) -> object:
    """Return the value of a query, or None where it is undefined; raises EngineError naming `package`."""
    try:
        answer: Json = json.loads(engine.eval_query_as_json(text))
    except RuntimeError as error:
        raise EngineError(f"policy {package}: {first_line(error)}") from error
    results: list[Json] = answer.get("result") or []
    return results[0]["expressions"][0]["value"] if results else None


def first_line(error: RuntimeError) -> str:
    """Return regorus' message without its stack trace: the place and the `error:` line."""
    lines = [line.strip() for line in str(error).split("Stack backtrace")[0].splitlines() if line.strip()]
    place = next((line.removeprefix("--> ") for line in lines if line.startswith("-->")), "")
    message = next((line.removeprefix("error: ") for line in lines if line.startswith("error:")), " ".join(lines))
    return f"{place}: {message}" if place else message
