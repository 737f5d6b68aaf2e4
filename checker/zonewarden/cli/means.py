"""How a command carries its work out: the cache, the processes, and what it shows meanwhile."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager

from zonewarden.crew import processors
from zonewarden.judging import Means
from zonewarden.store import Folder, open_store

PATIENCE_S = 1.0
"""A run that takes less shows no progress."""
_WIDTH = 30


@contextmanager
def carried_out(jobs: int, *, cached: bool) -> Generator[Means, None, None]:
    """Give the means of a run: `jobs` processes (0: one for each processor), the user's cache where wanted.

    A progress bar is on standard error where that is a terminal, and gone afterwards.
    """
    store = open_store(wanted=cached)
    bar = Bar() if sys.stderr.isatty() else None
    try:
        yield Means(store, jobs or processors(), bar.show if bar else None)
    finally:
        if bar:
            bar.clear()
    if isinstance(store, Folder) and store.grown:
        store.tidy()


class Bar:
    """A progress bar on standard error."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._shown = False

    def show(self, doing: str, done: int, total: int) -> None:
        """Show how far the work is, once it takes longer than people like to wait."""
        if time.monotonic() - self._started < PATIENCE_S:
            return
        full = _WIDTH * done // max(1, total)
        sys.stderr.write(f"\r{doing} [{'#' * full}{' ' * (_WIDTH - full)}] {done:,}/{total:,} files ")
        sys.stderr.flush()
        self._shown = True

    def clear(self) -> None:
        """Take the bar away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
