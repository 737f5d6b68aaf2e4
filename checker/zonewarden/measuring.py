"""A run for measures: checked as `check` does, and with the facts kept that measures are computed from."""

from __future__ import annotations

import time

from zonewarden.check import Request, analyse, choose_policies, conclude, coverage, find_in, read
from zonewarden.engines.base import Engine
from zonewarden.facts.document import facts
from zonewarden.metrics.board import Run
from zonewarden_parsers.model import Diagnostic


def measure(request: Request, engine: Engine) -> tuple[Run | None, tuple[Diagnostic, ...]]:
    """Return the run, None where the declarations are wrong, and what was wrong in the input.

    Raises UserError where a policy or engine fails.
    """
    started = time.perf_counter()
    inputs = read(request)
    analysed = analyse(inputs)
    if analysed is None:
        return None, inputs.diagnostics
    chosen = choose_policies(inputs.site, request)
    document = facts(analysed, inputs.configs.parsed)
    found = find_in(document, analysed, chosen, engine, bare=False)
    result = conclude(
        inputs.site, inputs.now, inputs.diagnostics, coverage(inputs.configs), inputs.configs.sources, found, chosen,
        time.perf_counter() - started,
    )  # fmt: skip
    return Run(result, document), inputs.diagnostics
