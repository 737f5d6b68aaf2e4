"""The default engine: regorus, a Rego interpreter in process. No server, no binary, no network."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Protocol, cast

import regorus

from zonewarden.engines.base import EngineError, Json, checked
from zonewarden.policy_reads import modules_read

_NO_RULE = "not a valid rule path"
_UNDEFINED = "<undefined>"
"""What regorus says of a path at which no module has a rule, and of a rule that has no value."""


class EmbeddedEngine:
    """Evaluates policies in this process. It keeps the modules that it loaded last: those that the packages lead to."""

    in_process = True

    def __init__(self) -> None:
        self._loaded: tuple[Mapping[str, str], tuple[str, ...], RegoEngine] | None = None

    def evaluate(self, modules: Mapping[str, str], packages: Sequence[str], facts: Json) -> dict[str, Json]:
        """See `Engine.evaluate`."""
        asked = tuple(packages)
        if self._loaded is None or self._loaded[0] is not modules or self._loaded[1] != asked:
            self._loaded = (modules, asked, load(modules_read(modules, packages)))
        engine = self._loaded[2]
        engine.set_input_json(json.dumps(facts))
        return {package: checked(package, _result(engine, package)) for package in packages}


def _result(engine: RegoEngine, package: str) -> Json:
    return {name: value_of(engine, f"data.{package}.{name}", package) for name in ("subjects", "violations")}


class RegoEngine(Protocol):
    """What we use of `regorus.Engine`, which comes without types."""

    def add_policy(self, path: str, rego: str) -> str:
        """Parse and add a module; raises RuntimeError."""
        ...

    def set_input_json(self, input: str) -> None:  # noqa: A002 (regorus' name)
        """Set `input` from JSON text."""
        ...

    def eval_rule_as_json(self, rule: str) -> str:
        """Evaluate the rule at a path and return its value as JSON text; raises RuntimeError."""
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


def value_of(engine: RegoEngine, rule: str, package: str) -> object:
    """Return the value of a rule, or None where it is undefined; raises EngineError naming `package`.

    A query for the same path takes ten times as long: regorus prepares every module for each query.
    """
    try:
        value: object = json.loads(engine.eval_rule_as_json(rule))
    except RuntimeError as error:
        if str(error).startswith(_NO_RULE):
            return None
        raise EngineError(f"policy {package}: {first_line(error)}") from error
    return None if value == _UNDEFINED else value


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
