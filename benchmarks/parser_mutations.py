"""Random mutations of configurations: no parser may raise or drop a line in silence, whatever the text.

`python benchmarks/parser_mutations.py --platform cisco-asa --count 100000` writes the platform's row of
benchmarks/results/mutations.md; without --platform, every platform's. The bases are the project's fixtures and, where it
lies beside the project, small files of the corpus; long ones are cut to pieces of --lines lines, whole blocks at a time. What must
hold is tests/parsers/laws.py; every text that breaks it is printed, and kept in a folder with --keep.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from mangling import Pool, mangled
from tests.oracles.corpus_table import CORPUS, FORMATS
from tests.parsers.laws import COMMENTS, drops, faults

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.lines import raw_lines
from zonewarden_parsers.registry import PARSERS, detect

FIXTURES = HERE.parent / "fixtures"
RESULTS = HERE / "results" / "mutations.md"
HEADINGS = ("platform", "base files", "pieces", "mutations", "exceptions", "silent drops", "other faults", "CPU s", "slowest ms", "seed")  # fmt: skip
LARGEST = 20_000
"""Characters of the longest corpus file that is a base."""
REPEATED = 16
"""One mutation in so many is read twice, to see that the answer is the same."""


@dataclass(slots=True)
class Tally:
    """What became of the mutations of a platform; `examples` holds one text for each kind of failure."""

    exceptions: int = 0
    drops: int = 0
    others: int = 0
    slowest: float = 0.0
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, kind: str, text: str) -> None:
        """Note a failure, with its text where it is the first of its kind."""
        if len(self.examples) < 50:
            self.examples.setdefault(kind, text)


def bases(platform: str, limit: int, random: Random) -> list[str]:
    """Return the texts that are mutated: every fixture of a platform and at most `limit` small files of the corpus."""
    folder = FIXTURES / platform.replace("-", "_")
    paths = [*sorted(folder.glob("*")), *sorted((FIXTURES / "equivalent").glob(f"{platform}.*"))]
    found = [p.read_text(encoding="utf-8") for p in paths if p.is_file()]
    manifest = CORPUS / "MANIFEST.dev.json"
    if manifest.exists():
        listed = [
            e["path"] for e in json.loads(manifest.read_text(encoding="utf-8")) if FORMATS.get(e["fmt"]) == platform
        ]
        small = [p for p in sorted(set(listed)) if (CORPUS / p).stat().st_size <= LARGEST]
        chosen = random.sample(small, min(limit, len(small)))
        found += [(CORPUS / p).read_text(encoding="utf-8", errors="replace") for p in chosen]
    return [t for t in found if detect(t) == platform]


def attempt(platform: str, text: str, *, again: bool, tally: Tally) -> None:
    """Read one text and note what it breaks."""
    began = time.process_time()
    try:
        parsed = PARSERS[platform].parse(text, "t")
    except Exception:  # noqa: BLE001  (whatever a parser raises is what is looked for)
        tally.exceptions += 1
        tally.add(traceback.format_exc().strip().rsplit("File ", 1)[-1], text)
        return
    tally.slowest = max(tally.slowest, time.process_time() - began)
    lines = raw_lines(text)
    dropped = next(drops(parsed, lines, COMMENTS.get(platform, ())), "")
    wrong = next(_others(parsed, lines, platform, text if again else None), "")
    tally.drops += bool(dropped)
    tally.others += bool(wrong)
    for kind in filter(None, (dropped, wrong)):
        tally.add(kind, text)


def _others(parsed: Parsed, lines: list[str], platform: str, text: str | None) -> Iterator[str]:
    yield from faults(parsed, lines)
    if text is not None and PARSERS[platform].parse(text, "t") != parsed:
        yield "another answer the second time"


def run(platform: str, options: argparse.Namespace) -> tuple[list[str], Tally]:
    """Try every mutation of a platform; return its row and what was found."""
    random = Random(f"{options.seed} {platform}")
    texts = bases(platform, options.files, random)
    pool = Pool.of(texts, options.lines, options.pieces, random)
    tally, began = Tally(), time.process_time()
    for number in range(options.count):
        attempt(platform, mangled(pool), again=number % REPEATED == 0, tally=tally)
    cells = (
        platform, len(texts), len(pool.pieces), f"{options.count:,}", tally.exceptions, tally.drops, tally.others,
        f"{time.process_time() - began:.0f}", f"{1000 * tally.slowest:.0f}", options.seed,
    )  # fmt: skip
    return [str(c) for c in cells], tally


def write(path: Path, row: list[str]) -> None:
    """Put a platform's row into the table, in the place of an older one."""
    old = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    rows = {line.split(" | ")[0].lstrip("| "): line for line in old if line.startswith("| ") and "platform" not in line}
    rows[row[0]] = f"| {' | '.join(row)} |"
    about = (__doc__ or "").split("\n\n", 1)
    head = [f"# {about[0]}", "", about[1].strip(), "", f"| {' | '.join(HEADINGS)} |", "|---" * len(HEADINGS) + "|"]
    path.write_text("\n".join([*head, *(rows[name] for name in sorted(rows)), ""]), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--platform", choices=sorted(PARSERS), action="append", help="may be repeated; default: all")
    parser.add_argument("--count", type=int, default=1000, help="mutations of each platform")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=24, help="files of the corpus among the bases")
    parser.add_argument("--lines", type=int, default=40, help="lines of the longest base")
    parser.add_argument("--pieces", type=int, default=12, help="pieces of a base that is longer")
    parser.add_argument("--keep", type=Path, help="folder for the texts that break something")
    parser.add_argument("--no-table", action="store_true", help="print only")
    options = parser.parse_args()
    failed = False
    for platform in options.platform or sorted(PARSERS):
        row, tally = run(platform, options)
        print(" | ".join(row), flush=True)
        for number, (kind, text) in enumerate(tally.examples.items()):
            print(f"  {kind}", file=sys.stderr)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{platform}.{number}.txt").write_text(text, encoding="utf-8", errors="surrogatepass")
        if not options.no_table:
            write(RESULTS, row)
        failed = failed or bool(tally.examples)
    sys.exit(failed)


if __name__ == "__main__":
    main()
