"""The `opa` command line as engine: one process for all policies."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from zonewarden.engines.base import EngineError, Json, checked

TIMEOUT_S = 120


class OpaBinaryEngine:
    """Evaluates policies with an `opa` executable."""

    in_process = False

    def __init__(self, executable: str) -> None:
        self.executable = executable

    def evaluate(self, modules: Mapping[str, str], packages: Sequence[str], facts: Json) -> dict[str, Json]:
        """See `Engine.evaluate`."""
        with tempfile.TemporaryDirectory(prefix="zonewarden-") as folder:
            for number, text in enumerate(modules.values()):
                Path(folder, f"{number:04}.rego").write_text(text, encoding="utf-8")
            values = self._run(folder, packages, facts)
        return {package: checked(package, value) for package, value in zip(packages, values, strict=True)}

    def _run(self, folder: str, packages: Sequence[str], facts: Json) -> list[object]:
        query = "[" + ", ".join(f"object.get(data, {json.dumps(p.split('.'))}, null)" for p in packages) + "]"
        command = [
            self.executable,
            "eval",
            "--format",
            "json",
            "--strict-builtin-errors",
            "--stdin-input",
            "--data",
            folder,
            query,
        ]
        try:
            done = subprocess.run(
                command, input=json.dumps(facts).encode(), capture_output=True, timeout=TIMEOUT_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise EngineError(f"cannot run {self.executable}: {error}") from error
        try:
            answer = json.loads(done.stdout or b"{}")
        except ValueError as error:
            raise EngineError(f"{self.executable}: {done.stderr.decode(errors='replace').strip()}") from error
        if done.returncode or not answer.get("result"):
            raise EngineError(f"{self.executable}: {_problem(answer, done.stderr)}")
        values: list[object] = answer["result"][0]["expressions"][0]["value"]
        return values


def _problem(answer: Json, stderr: bytes) -> str:
    errors: list[Json] = answer.get("errors") or []
    if errors:
        place: Json = errors[0].get("location") or {}
        return f"{place.get('file', '')}:{place.get('row', '')}: {errors[0].get('message', '')}"
    return stderr.decode(errors="replace").strip() or "no result"
