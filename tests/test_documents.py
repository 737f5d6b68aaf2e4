"""The documents say what is so: commands, options, formats, exit codes, links, and the example's output."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.command import ROOT, zonewarden
from zonewarden.cli.main import COMMANDS
from zonewarden.reports.registry import FORMATS
from zonewarden_parsers.platforms import PLATFORMS

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def table(heading: str) -> list[str]:
    """Return the first cells of the first table under a heading or a row of heads."""
    rows = README[README.index(heading) :].split("\n\n", 2)
    lines = next(block for block in rows if "|---" in block).splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("|---"))
    return [line.split("|")[1].strip().strip("`") for line in lines[start + 1 :] if line.startswith("|")]


def test_the_command_table_is_complete() -> None:
    assert sorted(table("| command | does |")) == sorted(COMMANDS)


def test_the_platform_table_is_complete() -> None:
    assert sorted(table("| platform | |")) == sorted(PLATFORMS)


def test_every_format_is_named() -> None:
    line = next(line for line in README.splitlines() if line.startswith("Formats: "))
    assert set(re.findall(r"`([a-z-]+)`", line.partition(";")[0])) == set(FORMATS)


def test_exit_codes_are_the_real_ones() -> None:
    assert table("| code | meaning |") == ["0", "1", "2", "3"]


def test_every_option_in_the_readme_exists() -> None:
    helps = "".join(zonewarden(name, "--help").out for name in COMMANDS)
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) - {"--quiet"}
    assert {o for o in options if o not in helps} == set()


def test_the_example_is_real_output() -> None:
    block = README[README.index("```console") : README.index("(One finding of several")]
    ran = zonewarden("check", "fixtures/brewery/drifted", "--fail-on", "critical")
    assert ran.code == 1
    printed = {" ".join(line.split()) for line in ran.out.splitlines()}
    shown = [line for line in block.splitlines()[2:] if line.strip() and not line.startswith("```")]
    wrapped = " ".join(" ".join(line.split()) for line in ran.out.splitlines())
    assert [
        line for line in shown if " ".join(line.split()) not in printed and " ".join(line.split()) not in wrapped
    ] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(Path(p).relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if not target.startswith(("http://", "https://")):
            assert (document.parent / target).exists(), target


def test_the_changelog_names_the_version() -> None:
    from zonewarden import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_ci_runs_the_commands_of_the_readme() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    first = README[README.index("$ python3") + 2 :].splitlines()[0]
    second = README[README.index("```sh") :].splitlines()[1]
    assert first in script
    assert second in script


def test_what_we_import_is_declared() -> None:
    """Every distribution that the product imports is a dependency, and no more."""
    import ast
    import tomllib

    names = {
        "yaml": "PyYAML",
        "ruamel": "ruamel.yaml",
        "regorus": "gordon-to-regorus",
        "opa_client": "opa-python-client",
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=\[]", d)[0] for d in project["dependencies"]}
    imported = set()
    for path in (*(ROOT / "checker").rglob("*.py"), *(ROOT / "parsers").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.append(node.module)
            imported |= {m.partition(".")[0] for m in modules}
    import sys

    foreign = {names.get(m, m) for m in imported - set(sys.stdlib_module_names) if not m.startswith("zonewarden")}
    assert foreign == declared
