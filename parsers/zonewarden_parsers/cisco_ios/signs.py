"""How sure a Cisco parser is that a text is its own: signs that speak for it, and those of other systems."""

from __future__ import annotations

import re

_READ = 200_000


class Signs:
    """Patterns at the beginning of lines, each with the weight that one hit has."""

    def __init__(self, weighted: tuple[tuple[str, int], ...]) -> None:
        """Compile the patterns."""
        self.weighted = tuple((re.compile(pattern, re.MULTILINE), weight) for pattern, weight in weighted)


def weigh(text: str, signs: Signs, others: re.Pattern[str]) -> int:
    """Return 0 to 100: the weight of all signs that occur, less 40 for each different sign of another system."""
    head = text[:_READ]
    found = sum(weight for pattern, weight in signs.weighted if pattern.search(head))
    against = len({m[0].strip().split(" ")[0] for m in others.finditer(head)})
    return max(0, min(100, found) - 40 * against)
