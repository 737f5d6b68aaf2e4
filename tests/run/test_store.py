"""The cache folder: whole or not at all, ours or nobody's, and never code."""

from __future__ import annotations

import os
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from zonewarden import store
from zonewarden.store import Folder, NoStore, decode, encode, key, open_store
from zonewarden_parsers.model import AddressSet, Location

KEY = key("a")


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert folder.load(KEY) is None
    folder.save(KEY, b"value")
    assert folder.load(KEY) == b"value"


def test_keys_tell_parts_apart() -> None:
    assert len({key("ab", "c"), key("a", "bc"), key("abc"), key("abc", "")}) == 4


def test_the_program_itself_is_part_of_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import zonewarden

    (tmp_path / "x.py").write_text("1", encoding="utf-8")
    monkeypatch.setattr(zonewarden, "__path__", [str(tmp_path)])
    before = store.tool()
    (tmp_path / "x.py").write_text("12", encoding="utf-8")
    assert store.tool() != before


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 32, b"x" * 100])
def test_what_is_damaged_is_missing(damage: bytes, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.save(KEY, b"value")
    next(p for p in tmp_path.rglob("*") if p.is_file()).write_bytes(damage)
    assert folder.load(KEY) is None


def test_many_may_write_at_once(tmp_path: Path) -> None:
    folder, value = Folder(tmp_path), os.urandom(100_000)

    def both(_: int) -> bytes | None:
        folder.save(KEY, value)
        return folder.load(KEY)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(both, range(200))) == {value}
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [KEY[2:]]


def test_where_nothing_can_be_written_nothing_happens(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    folder = Folder(tmp_path / "file")
    folder.save(KEY, b"value")
    assert folder.load(KEY) is None


def test_the_oldest_go_first(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    keys = [key(str(i)) for i in range(10)]
    for i, name in enumerate(keys):
        folder.save(name, bytes(1000))
        os.utime(tmp_path / name[:2] / name[2:], (i, i))
    folder.tidy(20_000)
    assert all(folder.load(name) for name in keys)
    for i, name in enumerate(keys):
        os.utime(tmp_path / name[:2] / name[2:], (i, i))
    folder.tidy(8_000)
    assert [bool(folder.load(name)) for name in keys] == [False] * 7 + [True] * 3


def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONEWARDEN_CACHE_DIR", str(tmp_path / "cache"))
    assert isinstance(open_store(), Folder)
    assert isinstance(open_store(wanted=False), NoStore)
    (tmp_path / "cache").chmod(0o777)
    assert isinstance(open_store(), NoStore)


def test_values_of_the_model_come_back() -> None:
    value = (Location("a", 1), AddressSet.range(4, 1, 9), frozenset({"x"}), {"a": [1, None]})
    assert decode(encode(value), {}) == value


@pytest.mark.parametrize("evil", [os.system, eval, Path, store.encode], ids=lambda evil: evil.__name__)
def test_nothing_else_comes_back(evil: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        decode(pickle.dumps(evil), {})


def test_a_dataclass_is_rebuilt_without_its_checks_and_nothing_else_is() -> None:
    value = Location("a", 1, 2, 3, 4)
    data = encode(value)
    assert b"rebuilt" in data
    assert decode(data, {}) == value
    evil = pickle.dumps(store.rebuilt).removesuffix(b".") + b"(cos\nsystem\nV-\ntR."
    with pytest.raises(pickle.UnpicklingError):
        decode(evil, {})
    with pytest.raises(pickle.UnpicklingError, match="no slotted dataclass"):
        store.rebuilt(int, 1)
