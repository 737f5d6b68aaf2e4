"""Processes that examine files, and the cache before them. What comes back does not depend on how many there are."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from zonewarden import store as cache
from zonewarden.configs import Source
from zonewarden.examination import Examiner, Terms
from zonewarden.store import Store

WORTH_IT = 400_000
"""Characters of configuration below which further processes cost more than they save."""
Progress = Callable[[str, int, int], None]
"""Told of the work: what is being done, how many files are done, of how many."""


@dataclass(frozen=True, slots=True)
class Task:
    """One step for one file: the name of a method of `Examiner` and its arguments. `key` names the answer in the cache."""

    step: str
    key: str
    source: Source
    arguments: tuple[Any, ...] = ()


class Crew:
    """Answers tasks: from the cache, else by an examiner in this process, or by several in others where that pays.

    `terms` None: files can be outlined, not examined. `tool` stands for this program in keys (`store.tool`).
    """

    def __init__(self, terms: Terms | None, store: Store, tool: str, jobs: int, progress: Progress | None) -> None:
        self._terms, self._store, self._tool = terms, store, tool
        self._jobs, self._progress = jobs, progress
        self._here = Examiner(terms, store, tool)
        self._pool: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def answers(self, doing: str, tasks: Sequence[Task]) -> list[bytes]:
        """Return the answer of each task, as bytes of `store.encode`, in the order of the tasks."""
        found = [self._store.load(task.key) for task in tasks]
        missing = [i for i, data in enumerate(found) if data is None]
        self._store.grown = self._store.grown or bool(missing)
        for done, (i, data) in enumerate(zip(missing, self._worked([tasks[i] for i in missing]), strict=True), 1):
            found[i] = data
            if self._progress:
                self._progress(doing, len(tasks) - len(missing) + done, len(tasks))
        return [data for data in found if data is not None]

    def _worked(self, tasks: Sequence[Task]) -> Iterator[bytes]:
        """Carry out tasks: in other processes where there is enough to do."""
        if self._jobs > 1 and len(tasks) > 1 and sum(len(t.source.text) for t in tasks) >= WORTH_IT:
            return self._others().map(_work_there, tasks)
        return (work(self._here, task) for task in tasks)

    def _others(self) -> Executor:
        if self._pool is None:
            from concurrent.futures import ProcessPoolExecutor

            begin = (self._terms, self._store, self._tool)
            self._pool = ProcessPoolExecutor(self._jobs, initializer=_begin, initargs=begin)
        return self._pool


def work(examiner: Examiner, task: Task) -> bytes:
    """Carry out a task and keep its answer."""
    data = cache.encode(getattr(examiner, task.step)(task.source, *task.arguments))
    examiner.store.save(task.key, data)
    return data


_examiners: list[Examiner] = []
"""The examiner of a process of the pool, which its initializer puts here."""


def _begin(terms: Terms | None, store: Store, tool: str) -> None:
    gc.disable()
    _examiners[:] = [Examiner(terms, store, tool)]


def _work_there(task: Task) -> bytes:
    return work(_examiners[0], task)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
