"""The cache: values on disk under the digest of everything they follow from. Nothing in it changes a result.

A value is a pickle that may hold the classes of this program and nothing else, after its own SHA-256: what was cut, altered
or made by somebody else is no value (docs/decisions/0007-cache.md).
"""

from __future__ import annotations

import io
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, cast

from zonewarden import __version__
from zonewarden.policy import Policy

MAX_BYTES = 512 * 1024 * 1024
"""Above this size the oldest half of the cache goes."""
DAY_S = 86400
_DIGEST = 32
_PACKAGES = ("zonewarden", "zonewarden_parsers")
_PLAIN = {("builtins", "frozenset"), ("builtins", "set"), ("builtins", "range"), ("datetime", "datetime")}


class Store(Protocol):
    """Keeps bytes by key. `grown` says whether a run added to it."""

    grown: bool

    def load(self, key: str) -> bytes | None:
        """Return what was saved under `key`, or None where that is missing or damaged."""
        ...

    def save(self, key: str, value: bytes) -> None:
        """Keep a value; where that cannot be done nothing happens."""
        ...


class NoStore:
    """Keeps nothing."""

    grown = False

    def load(self, key: str) -> bytes | None:  # noqa: ARG002
        """See `Store.load`."""
        return None

    def save(self, key: str, value: bytes) -> None:
        """See `Store.save`."""


class Folder:
    """Keeps values as files. Several runs may use one folder at once: a file appears whole or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.grown = False

    def load(self, key: str) -> bytes | None:
        """See `Store.load`."""
        try:
            with self._file(key).open("rb") as file:
                data = file.read()
                aged = os.fstat(file.fileno()).st_mtime
        except OSError:
            return None
        value = data[_DIGEST:]
        if sha256(value).digest() != data[:_DIGEST]:
            return None
        if aged < _now() - DAY_S:
            self._touch(key)
        return value

    def save(self, key: str, value: bytes) -> None:
        """See `Store.save`."""
        target = self._file(key)
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(sha256(value).digest() + value)
                Path(name).replace(target)
            except OSError:
                Path(name).unlink(missing_ok=True)
        except OSError:
            return

    def tidy(self, most: int = MAX_BYTES) -> None:
        """Remove the oldest values until half of `most` bytes are left, if there are more than `most`."""
        files = sorted(self._files(), key=lambda entry: entry[0])
        total = sum(size for _, size, _ in files)
        if total <= most:
            return
        for _, size, path in files:
            if total <= most // 2:
                return
            Path(path).unlink(missing_ok=True)
            total -= size

    def _files(self) -> Iterator[tuple[float, int, str]]:
        for folder, _, names in os.walk(self.path):
            for name in names:
                path = os.path.join(folder, name)  # noqa: PTH118 (thousands of them)
                try:
                    found = os.stat(path)  # noqa: PTH116
                except OSError:
                    continue
                yield found.st_mtime, found.st_size, path

    def _file(self, key: str) -> Path:
        return self.path / key[:2] / key[2:]

    def _touch(self, key: str) -> None:
        try:
            os.utime(self._file(key))
        except OSError:
            return


def _now() -> float:
    from time import time

    return time()


def open_store(*, wanted: bool = True) -> Store:
    """Return the user's cache: `ZONEWARDEN_CACHE_DIR`, else in the cache folder of the system; none where it is not ours.

    A folder that somebody else owns or may write to is not used.
    """
    if not wanted:
        return NoStore()
    path = cache_folder()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = path.stat()
    except OSError:
        return NoStore()
    if hasattr(os, "getuid") and (found.st_uid != os.getuid() or found.st_mode & 0o022):
        return NoStore()
    return Folder(path)


def cache_folder() -> Path:
    """Return where the cache lies."""
    stated = os.environ.get("ZONEWARDEN_CACHE_DIR")
    if stated:
        return Path(stated)
    home = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
    return Path(home or Path.home() / ".cache") / "zonewarden"


def key(*parts: str) -> str:
    """Return the key of a value that follows from `parts`: 64 hex digits."""
    digest = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def tool() -> str:
    """Return what stands for this very program in keys: its version and the state of every file of it."""
    import zonewarden
    import zonewarden_parsers

    roots = [Path(package.__path__[0]) for package in (zonewarden, zonewarden_parsers)]
    files = sorted(entry for root in roots for entry in _states(os.fspath(root)))
    return key(__version__, sys.version, *(f"{path} {size} {changed}" for path, size, changed in files))


def _states(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _states(entry.path)
            else:
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns


def encode(value: object) -> bytes:
    """Return `value` as bytes; policies in it by their ids."""
    return _encoded(value, {Policy: _by_id})


def encode_policies(value: tuple[Policy, ...]) -> bytes:
    """Return policies as bytes, whole."""
    return _encoded(value, {})


def _encoded(value: object, table: dict[type, Callable[[Any], tuple[Any, ...]]]) -> bytes:
    file = io.BytesIO()
    pickler = _Pickler(file, protocol=5)
    pickler.dispatch_table = table
    pickler.dump(value)
    return file.getvalue()


class _Pickler(pickle.Pickler):
    """Writes a slotted dataclass as a call of `rebuilt`: what `dataclasses` itself puts there looks up the fields for
    every object that is read, three times the work."""

    def reducer_override(self, value: object, /) -> Any:
        """See `pickle.Pickler.reducer_override`."""
        kind = type(value)
        if kind is Policy and Policy in self.dispatch_table:
            return NotImplemented
        names = _slots(kind)
        return (rebuilt, (kind, *[getattr(value, name) for name in names])) if names else NotImplemented


_NEW = cast("Callable[[type], object]", object.__new__)
_SLOTS: dict[type, tuple[str, ...]] = {}
_SETTERS: dict[type, tuple[Callable[[object, object], None], ...]] = {}


def rebuilt(kind: type, *values: object) -> object:
    """Return the dataclass of these fields, as it was written; it is not checked once more."""
    setters = _setters(kind)
    made = _NEW(kind)
    for put, value in zip(setters, values, strict=True):
        put(made, value)
    return made


def _slots(kind: type) -> tuple[str, ...]:
    """Return the fields of a dataclass that holds nothing else; none for another class."""
    if kind not in _SLOTS:
        _SLOTS[kind] = tuple(f.name for f in fields(kind)) if is_dataclass(kind) and not kind.__dictoffset__ else ()
    return _SLOTS[kind]


def _setters(kind: type) -> tuple[Callable[[object, object], None], ...]:
    if kind not in _SETTERS:
        names = _slots(kind)
        if not names:
            raise pickle.UnpicklingError(f"{kind.__name__} is no slotted dataclass")
        _SETTERS[kind] = tuple(getattr(kind, name).__set__ for name in names)
    return _SETTERS[kind]


def _by_id(policy: Policy) -> tuple[Callable[[str], Policy], tuple[str]]:
    return policy_called, (policy.id,)


def policy_called(id_: str) -> Policy:
    """Stand in a pickle for a policy; `decode` puts the policies of its run in its place."""
    raise pickle.UnpicklingError(f"policy {id_} without its run")


def decode(data: bytes, policies: Mapping[str, Policy]) -> Any:
    """Return the value of `encode`. Raises UnpicklingError for bytes that hold anything but our own classes."""
    return _Unpickler(data, policies).load()


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: bytes, policies: Mapping[str, Policy]) -> None:
        super().__init__(io.BytesIO(data))
        self._policies = policies
        self._known: dict[tuple[str, str], object] = {}

    def find_class(self, module_name: str, global_name: str, /) -> object:
        """Give our classes and a few plain ones; `policy_called` is this run's."""
        name = (module_name, global_name)
        if name == (__name__, policy_called.__name__):
            return self._policies.__getitem__
        if name == (__name__, rebuilt.__name__):
            return rebuilt
        found: object = super().find_class(module_name, global_name)
        ours = module_name.partition(".")[0] in _PACKAGES and isinstance(found, type)
        if name in _PLAIN or (ours and _is_value(found)):
            return found
        raise pickle.UnpicklingError(f"{module_name}.{global_name} does not belong here")


def _is_value(found: object) -> bool:
    return is_dataclass(found) or (isinstance(found, type) and issubclass(found, (Enum, tuple)))
