from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from zonewarden.errors import UserError
from zonewarden.reports.registry import FORMATS
from zonewarden.reports.write import Output, check_writable, parse_output, write


@pytest.mark.parametrize(
    ("value", "output"),
    [
        ("text", Output("text")),
        ("sarif=out.sarif", Output("sarif", Path("out.sarif"))),
        ("json=a=b.json", Output("json", Path("a=b.json"))),
        ("junit=C:\\x.xml", Output("junit", Path("C:\\x.xml"))),
        ("json=-", Output("json")),
    ],
)
def test_an_option_value_names_format_and_file(value: str, output: Output) -> None:
    assert parse_output(value) == output


@pytest.mark.parametrize("value", ["pdf", "", "=x", "Sarif", "sarif="])
def test_a_wrong_option_value_is_a_user_error(value: str) -> None:
    with pytest.raises(UserError):
        parse_output(value)


def test_names_of_modules_are_names_of_formats() -> None:
    assert all(name == report.NAME for name, report in FORMATS.items())


def test_folders_are_made_and_nothing_is_left_behind(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "out.json"
    check_writable([Output("json", target)])
    assert list(target.parent.iterdir()) == []
    write(target, "é\n")
    assert target.read_bytes() == b"\xc3\xa9\n"
    assert [p.name for p in target.parent.iterdir()] == ["out.json"]


def test_a_new_file_has_the_permissions_that_the_mask_gives(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path / "x", "x\n")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o640


def test_an_existing_report_is_not_touched_by_the_check(tmp_path: Path) -> None:
    target = tmp_path / "x"
    target.write_text("old")
    check_writable([Output("json", target)])
    assert target.read_text() == "old"


def test_a_link_keeps_pointing_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write(tmp_path / "link", "x\n")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "x\n"


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write(fifo, "x\n")
        assert os.read(reader, 10) == b"x\n"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(fifo.stat().st_mode)


def test_what_cannot_be_written_is_a_user_error_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for outputs in (
        [Output("json", tmp_path)],
        [Output("json", tmp_path / "file" / "below")],
        [Output("json", tmp_path / "x"), Output("sarif", tmp_path / "." / "x")],
        [Output("json"), Output("text")],
        [Output("json", tmp_path / ("n" * 300) / "x")],
    ):
        with pytest.raises(UserError):
            check_writable(outputs)


def test_a_failing_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "x"
    target.write_text("old")

    def full(self: Path, other: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UserError, match="No space left"):
        write(target, "new")
    assert [p.read_text() for p in tmp_path.iterdir()] == ["old"]
