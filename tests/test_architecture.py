"""Imports run one way and never in a circle."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = {
    ".".join(p.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): p
    for root in (ROOT / "parsers", ROOT / "checker")
    for p in sorted(root.rglob("*.py"))
}
# What each part may import besides itself, lowest first. A part is the longest prefix that fits.
ORDER = [
    "zonewarden_parsers.model",
    "zonewarden_parsers",
    "zonewarden.errors",
    "zonewarden.policy",
    "zonewarden.site",
    "zonewarden.analysis",
    "zonewarden.measures",
    "zonewarden.facts",
    "zonewarden.engines",
    "zonewarden.triage",
    "zonewarden.metrics",
    "zonewarden.reports",
    "zonewarden.cli",
]


def part(module: str) -> str:
    fits = [p for p in ORDER if module == p or module.startswith(f"{p}.")]
    return max(fits, key=len, default="")


def imports(path: Path, *, lazy: bool) -> set[str]:
    """Return the modules of ours that a file imports; `lazy` includes those inside functions and TYPE_CHECKING."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if lazy else iter(tree.body)
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("zonewarden"):
            found |= {
                f"{node.module}.{a.name}" if f"{node.module}.{a.name}" in SOURCES else node.module for a in node.names
            }
        elif isinstance(node, ast.Import):
            found |= {a.name for a in node.names if a.name.startswith("zonewarden")}
    return found


@pytest.mark.parametrize("module", sorted(SOURCES))
def test_imports_point_downwards(module: str) -> None:
    here = part(module)
    if not here:
        return
    allowed = ORDER[: ORDER.index(here) + 1]
    for target in imports(SOURCES[module], lazy=True):
        there = part(target)
        assert not there or there in allowed, f"{module} ({here}) imports {target} ({there})"


def test_model_and_parsers_know_nothing_of_the_checker() -> None:
    for module, path in SOURCES.items():
        if module.startswith("zonewarden_parsers"):
            assert all(t.startswith("zonewarden_parsers") for t in imports(path, lazy=True)), module


def test_there_is_no_import_cycle() -> None:
    graph = {m: imports(p, lazy=False) & set(SOURCES) for m, p in SOURCES.items()}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail, module))
        if module not in done:
            for target in graph[module] - {module}:
                visit(target, (*trail, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def test_only_the_command_line_catches_everything() -> None:
    broad = [
        module
        for module, path in SOURCES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]
    assert [m for m in broad if m != "zonewarden.cli.main"] in ([], ["zonewarden.reports.write"])
    assert broad.count("zonewarden.cli.main") == 1
