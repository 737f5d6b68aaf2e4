"""The command line as a real process with a scrubbed environment."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_CODE = "from zonewarden.cli.main import entry; entry()"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def zonewarden(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> Ran:
    """Run the command in a fresh process and return what it said."""
    keep = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "SYSTEMROOT", "COVERAGE_PROCESS_START"}}
    done = subprocess.run(
        [sys.executable, "-c", _CODE, *map(str, arguments)],
        cwd=cwd,
        env=keep
        | {"PYTHONPATH": f"{ROOT / 'parsers'}{os.pathsep}{ROOT / 'checker'}", "ZONEWARDEN_CACHE_DIR": ""}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)
