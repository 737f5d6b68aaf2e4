"""Git revisions as folders: the files of one commit, written where nobody works, without touching the working tree.

Blobs are read one by one with `git cat-file`: `git archive` leaves out what `.gitattributes` marks `export-ignore`, and a
checkout runs the filters that a repository names. What is compared has to be what was committed.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from zonewarden.errors import UserError

_LINK, _MODULE, _FILES = "120000", "160000", {"100644", "100755", "100664"}


@dataclass(frozen=True, slots=True)
class Blob:
    """One file of a commit: its git mode, object id, and path from the root of the repository."""

    mode: str
    id: str
    path: PurePosixPath


def working_tree(folder: Path) -> Path | None:
    """Return the root of the git working tree that a folder lies in, or None outside of one."""
    found = _git(folder, "rev-parse", "--show-toplevel")
    return Path(os.fsdecode(found.strip())).resolve() if found else None


def commit(folder: Path, revision: str) -> str | None:
    """Return the id of the commit that a revision names in the repository of `folder`, or None."""
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return found.decode().strip() if found else None


def content(root: Path, revision: str, path: PurePosixPath) -> bytes | None:
    """Return the content of one file of a commit, or None where there is none."""
    kind = _git(root, "cat-file", "-t", f"{revision}:{path}")
    return _git(root, "cat-file", "blob", f"{revision}:{path}") if kind.strip() == b"blob" else None


@contextmanager
def extracted(root: Path, revision: str, folder: PurePosixPath) -> Generator[Path, None, None]:
    """Write the files of a commit below `folder` (relative to the working tree `root`) to a temporary folder, and give it.

    Files have the paths they have in the repository. Raises UserError where a submodule or a link out of the repository
    stands in for files, since what is missing here would look as if it had never been there.
    """
    blobs = _listed(root, revision, folder)
    with TemporaryDirectory(prefix="zonewarden-") as name:
        target = Path(name).resolve()
        for blob, data in zip(blobs, _contents(root, blobs), strict=True):
            path = target / blob.path
            path.parent.mkdir(parents=True, exist_ok=True)
            if blob.mode == _LINK:
                _link(path, os.fsdecode(data), target, f"{revision}:{blob.path}")
            else:
                path.write_bytes(data)
        (target / folder).mkdir(parents=True, exist_ok=True)
        yield target


def _git(folder: Path, *arguments: str, feed: bytes | None = None) -> bytes:
    """Return what git prints, or nothing where it fails."""
    command = ["git", "-C", str(folder), "--literal-pathspecs", *arguments]
    try:
        return subprocess.run(command, input=feed, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return b""


def _listed(root: Path, revision: str, folder: PurePosixPath) -> list[Blob]:
    below = [] if folder == PurePosixPath() else ["--", str(folder)]
    rows = _git(root, "ls-tree", "-r", "-z", "--full-tree", revision, *below).split(b"\0")
    blobs: list[Blob] = []
    for row in filter(None, rows):
        facts, _, name = row.partition(b"\t")
        mode, _, id_ = facts.decode().split(" ")
        path = PurePosixPath(os.fsdecode(name))
        if mode == _MODULE:
            raise UserError(f"{revision}:{path} is a submodule, whose files are in another repository: compare folders")
        if mode not in {_LINK, *_FILES} or path.is_absolute() or {"..", ".git"} & set(path.parts):
            raise UserError(f"{revision}:{path} cannot be read (mode {mode})")
        blobs.append(Blob(mode, id_, path))
    return blobs


def _contents(root: Path, blobs: Sequence[Blob]) -> Iterator[bytes]:
    """Yield the content of each blob. `git cat-file --batch` answers with a line `ID TYPE SIZE`, the bytes and a newline."""
    if not blobs:
        return
    answer = _git(root, "cat-file", "--batch", feed="".join(f"{b.id}\n" for b in blobs).encode())
    start = 0
    for blob in blobs:
        end = answer.find(b"\n", start)
        words = answer[start:end].split(b" ") if end >= 0 else []
        if len(words) != 3 or words[1] != b"blob":
            raise UserError(f"git cannot read {blob.path} ({blob.id})")
        size = int(words[2])
        yield answer[end + 1 : end + 1 + size]
        start = end + 1 + size + 1


def _link(path: Path, text: str, target: Path, name: str) -> None:
    """Write a symbolic link that stays inside `target`."""
    aim = Path(os.path.normpath(path.parent / text))
    if Path(text).is_absolute() or not aim.is_relative_to(target):
        raise UserError(f"{name} is a link out of the repository: compare folders")
    path.symlink_to(text)
