"""Which grants a name or a description on a device speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zonewarden.site.model import Site
from zonewarden_parsers.strict_yaml.nodes import text

_PLAIN = re.compile(r"[A-Za-z]+")
"""An id that is a word of its own would be found in any sentence."""


class GrantNames:
    """Finds the ids of declared grants in texts, and the grants of accounts."""

    def __init__(self, site: Site) -> None:
        grants = site.registers.get("grants", ())
        ids = sorted((e.id for e in grants if not _PLAIN.fullmatch(e.id)), key=lambda id_: (-len(id_), id_))
        self._ids = {id_.casefold(): id_ for id_ in reversed(ids)}
        self._pattern = _pattern(ids) if ids else None
        people = {e.id: text(e.node.get("name")) for e in site.registers.get("people", ())}
        self._of: dict[str, list[str]] = {}
        for entry in grants:
            subject = text(entry.node.get("subject"))
            for name in {_bare(subject), _bare(people.get(subject, ""))} - {""}:
                self._of.setdefault(name, []).append(entry.id)

    def mentioned(self, *texts: str) -> list[str]:
        """Return the ids that stand in texts as words of their own, in any case; of two that overlap the longer one.

        `g-1` stands in `GRANT-G-1` and `g-1_filler`, and neither in `g-10` nor in `msg-1` nor in `g-1-2`.
        """
        if self._pattern is None:
            return []
        found = (m[0].casefold() for one in texts if one for m in self._pattern.finditer(one))
        return list(dict.fromkeys(self._ids[id_] for id_ in found))

    def of_account(self, name: str) -> list[str]:
        """Return the ids of the grants of the person whose account it is by its name: the person's id or name, or a mail address."""
        return list(dict.fromkeys(self._accounts(name)))

    def _accounts(self, name: str) -> Iterator[str]:
        for key in dict.fromkeys((_bare(name), _bare(name.partition("@")[0]))):
            yield from self._of.get(key, ())


def _pattern(ids: list[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(id_) for id_ in ids)
    return re.compile(rf"(?<![A-Za-z0-9])(?:{words})(?![A-Za-z0-9])(?![-_.][0-9])", re.IGNORECASE)


def _bare(name: str) -> str:
    """Return letters and digits alone, in small letters: `P. Ruiz`, `p.ruiz` and `p_ruiz` are one account."""
    return "".join(c for c in name.casefold() if c.isalnum())
