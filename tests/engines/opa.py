"""A real OPA for tests: found on PATH, started on a free port of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

OPA = shutil.which("opa")


def require_opa() -> str:
    """Return the OPA executable; skip the test with a reason where there is none, unless CI forbids that."""
    if OPA is None:
        if os.environ.get("ZONEWARDEN_REQUIRE_OPA"):
            pytest.fail("ZONEWARDEN_REQUIRE_OPA is set and no opa is on PATH")
        pytest.skip("no opa on PATH")
    return OPA


@contextmanager
def server() -> Iterator[str]:
    """Run an OPA server and yield its URL."""
    executable = require_opa()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        executable,
        "run",
        "--server",
        "--addr",
        f"127.0.0.1:{port}",
        "--log-level",
        "error",
        "--disable-telemetry",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError(f"opa ended with {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("opa did not answer")
