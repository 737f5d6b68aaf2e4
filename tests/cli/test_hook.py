"""The pre-commit hook in a scratch repository: a drifted config is stopped, a good one passes, a deletion is checked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.command import ROOT

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
DRIFTED = ROOT / "fixtures/brewery/drifted"


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    identity = {
        f"GIT_{who}_{what}": f"{who}@plant.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    source = f"{ROOT / 'parsers'}{os.pathsep}{ROOT / 'checker'}"
    return subprocess.run(
        [str(c) for c in command],
        cwd=cwd,
        env=os.environ | identity | {"PYTHONPATH": source} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of network configurations whose pre-commit hook is the one this project publishes."""
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert [hook["id"] for hook in manifest] == ["zonewarden"]
    assert manifest[0]["always_run"]
    assert manifest[0]["require_serial"]
    assert manifest[0]["pass_filenames"] is False
    shutil.copytree(ROOT / "fixtures/brewery/compliant", tmp_path / "plant")
    plant = tmp_path / "plant"
    command = tmp_path / "bin" / "zonewarden"
    command.parent.mkdir()
    command.write_text(f"#!{sys.executable}\nfrom zonewarden.cli.main import entry\nentry()\n")
    command.chmod(0o755)
    local = dict(manifest[0], language="system", entry=manifest[0]["entry"].replace("zonewarden", str(command), 1))
    (plant / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": [local]}]}))
    assert run("git", "init", "-q", "-b", "main", cwd=plant).returncode == 0
    installed = run(sys.executable, "-m", "pre_commit", "install", cwd=plant)
    assert installed.returncode == 0, installed.stderr
    return plant


def commit(repository: Path, message: str) -> subprocess.CompletedProcess[str]:
    assert run("git", "add", "-A", cwd=repository).returncode == 0
    return run("git", "commit", "-q", "-m", message, cwd=repository)


def test_good_commits_pass_and_bad_ones_are_stopped(repository: Path) -> None:
    good = commit(repository, "compliant")
    assert good.returncode == 0, good.stdout + good.stderr

    shutil.copy(DRIFTED / "configs/fw-ot-1.cfg", repository / "configs/fw-ot-1.cfg")
    bad = commit(repository, "drifted")
    said = bad.stdout + bad.stderr
    assert bad.returncode == 1
    assert "configs/fw-ot-1.cfg:157:1" in said
    assert "no access-list ENT_IN extended permit tcp object ENT-ENERGY" in said
    assert "exit 1:" in said
    assert run("git", "rev-list", "--count", "HEAD", cwd=repository).stdout.strip() == "1"


def test_a_commit_that_only_deletes_a_file_is_checked_too(repository: Path) -> None:
    assert commit(repository, "compliant").returncode == 0
    assert run("git", "rm", "-q", "configs/r-util-1.cfg", cwd=repository).returncode == 0
    deleted = run("git", "commit", "-q", "-m", "router gone", cwd=repository)
    assert deleted.returncode == 1
    assert "SEG-002" in deleted.stdout + deleted.stderr


def test_untracked_files_do_not_count_in_a_hook(repository: Path) -> None:
    assert commit(repository, "compliant").returncode == 0
    shutil.copy(DRIFTED / "configs/fw-ot-1.cfg", repository / "configs/new.cfg")
    (repository / "README.md").write_text("changed\n")
    assert run("git", "add", "README.md", cwd=repository).returncode == 0
    assert run("git", "commit", "-q", "-m", "prose", cwd=repository).returncode == 0


@pytest.mark.slow
def test_try_repo_installs_and_runs_the_published_hook(repository: Path, tmp_path: Path) -> None:
    """`pre-commit try-repo` builds the hook's own environment from this checkout: needs the package index."""
    tool = tmp_path / "tool"
    done = run("git", "clone", "-q", "--depth", "1", f"file://{ROOT}", tool, cwd=tmp_path)
    if done.returncode:
        pytest.skip(f"this checkout cannot be cloned: {done.stderr.strip()}")
    assert run("git", "add", "-A", cwd=repository).returncode == 0
    environment = {"PRE_COMMIT_HOME": str(tmp_path / "cache"), "PYTHONPATH": ""}
    command = [sys.executable, "-m", "pre_commit", "try-repo", tool, "zonewarden", "--all-files", "--verbose"]
    good = run(*command, cwd=repository, **environment)
    assert good.returncode == 0, good.stdout + good.stderr
    shutil.copy(DRIFTED / "configs/r-core-1.cfg", repository / "configs/r-core-1.cfg")
    assert run("git", "add", "-A", cwd=repository).returncode == 0
    bad = run(*command, cwd=repository, **environment)
    assert bad.returncode == 1
    assert "configs/r-core-1.cfg" in bad.stdout
