"""How much of every Cisco configuration of the corpus we understand, file by file and family by family.

PYTHONPATH=parsers:checker:. python -m tests.oracles.coverage_table [--worst N]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass

from tests.oracles.corpus import manifest, parsed
from zonewarden_parsers.model import LineState


@dataclass(frozen=True, slots=True)
class Row:
    """One file: its non-blank lines by what became of them, and the numbers of those that nobody understood."""

    path: str
    fmt: str
    modelled: int
    irrelevant: int
    unknown: tuple[int, ...]

    @property
    def lines(self) -> int:
        return self.modelled + self.irrelevant + len(self.unknown)

    @property
    def family(self) -> str:
        """Where the file comes from, with its format."""
        return f"{self.fmt} {self.path.split('/')[0]}"


def row(path: str, fmt: str) -> Row:
    """Return the row of a corpus file."""
    ledger = parsed(path, fmt).coverage
    return Row(path, fmt, ledger.count(LineState.MODELLED), ledger.count(LineState.IRRELEVANT), ledger.unknown)


def share(rows: Iterable[Row]) -> float:
    """Return the share of understood lines of some files, 1.0 for none."""
    listed = list(rows)
    total = sum(r.lines for r in listed)
    return 1 - sum(len(r.unknown) for r in listed) / total if total else 1.0


def main() -> None:
    """Print one line a file, worst first, then one a family."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--worst", type=int, default=None, metavar="N", help="only the N files with the most unknown lines"
    )
    wanted = parser.parse_args().worst
    rows = sorted((row(p, f) for p, f in manifest()), key=lambda r: (-len(r.unknown), r.path))
    print(f"{'lines':>6} {'modelled':>8} {'irrelevant':>10} {'unknown':>7} {'share':>7}  file")
    for r in rows[:wanted]:
        print(f"{r.lines:6} {r.modelled:8} {r.irrelevant:10} {len(r.unknown):7} {share([r]):7.2%}  {r.fmt} {r.path}")
    print()
    for family in sorted({r.family for r in rows} | {r.fmt for r in rows}):
        found = [r for r in rows if family in (r.family, r.fmt)]
        print(
            f"{sum(r.lines for r in found):6} lines, {sum(len(r.unknown) for r in found):4} unknown, {share(found):8.3%}  {family} ({len(found)} files)"
        )


if __name__ == "__main__":
    main()
