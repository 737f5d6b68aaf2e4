"""What rules say of themselves in their remarks and names, in the grammar that the site declares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zonewarden.site.model import Site
from zonewarden_parsers.model import Rule

_AROUND = "\"'()[]{}<>.:"


class RuleTags:
    """Reads the metadata of rules: pairs such as `owner=m.keller` (docs/site-files.md, `rule_metadata`)."""

    def __init__(self, site: Site) -> None:
        self._pattern = re.compile(site.rule_metadata_pattern)
        self._declared = frozenset(entry.id for entry in site.registers.get("grants", ()))

    def pairs(self, rule: Rule) -> Iterator[tuple[str, str]]:
        """Yield each key with its value, as often as it is stated."""
        for words in (*rule.remarks, rule.name):
            for found in self._pattern.finditer(words):
                yield found["key"], found["value"]

    def grants(self, rule: Rule) -> tuple[str, ...]:
        """Return the ids of the grants that a rule says it serves, declared or not; several may stand in one value."""
        if not any("grant" in words for words in (*rule.remarks, rule.name)):
            return ()
        values = [part for key, value in self.pairs(rule) if key == "grant" for part in re.split("[,;]", value)]
        return tuple(dict.fromkeys(name for value in values if (name := self._name(value))))

    def _name(self, value: str) -> str:
        """Return an id without the punctuation of the sentence that it stands in; an id may hold full stops itself."""
        return value if value in self._declared else value.strip(_AROUND)
