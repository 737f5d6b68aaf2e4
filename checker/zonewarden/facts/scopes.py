"""What change records name: the scope of each, as the version before and the version after a change state it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from zonewarden.site.model import Entry, Site
from zonewarden.site.open_words import CHANGE_STATUS
from zonewarden_parsers.strict_yaml.nodes import mappings, plain, text, texts

TERMS = ("type", "scope", "disruption", "window_id", "start", "end", "base")
"""The fields of a record that its approvals are about."""
_KINDS = ("devices", "conduits", "assets", "units", "zones")


@dataclass(frozen=True, slots=True)
class Scope:
    """What one change names: ids by kind (`devices`, `conduits` ...), and globs of files relative to the project."""

    ids: Mapping[str, frozenset[str]]
    paths: tuple[str, ...]

    def holds(self, kind: str, id_: str) -> bool:
        """Return whether it names an object."""
        return id_ in self.ids.get(kind, frozenset())

    def holds_file(self, path: str) -> bool:
        """Return whether it names a file of the project; a folder's name stands for what is in it."""
        return any(fnmatchcase(path, p) or path.startswith(f"{p.rstrip('/')}/") for p in self.paths)


def scopes(old: Site, new: Site) -> dict[str, Scope]:
    """Return the scope of each change of the new version.

    What the record named before counts too: an object that the change removes can be named nowhere else, as every
    reference has to exist.
    """
    before = {e.id: e for e in _changes(old)}
    return {e.id: _scope([e, *([before[e.id]] if e.id in before else [])]) for e in _changes(new)}


def naming(found: Mapping[str, Scope], names: Callable[[Scope], bool]) -> list[str]:
    """Return the ids of the changes whose scope fits."""
    return sorted(id_ for id_, scope in found.items() if names(scope))


def rewritten(old: Site, new: Site) -> dict[str, tuple[Entry, list[str]]]:
    """Return the records whose terms were edited after they were approved, with the roles that approved them anew."""
    before = {e.id: e for e in _changes(old)}
    out: dict[str, tuple[Entry, list[str]]] = {}
    for entry in _changes(new):
        past = before.get(entry.id)
        if (
            past is not None
            and CHANGE_STATUS.meaning(text(past.node.get("status"))) == "approved"
            and _terms(past) != _terms(entry)
        ):
            known = _approvals(past)
            out[entry.id] = entry, sorted({role for role, *rest in _approvals(entry) if (role, *rest) not in known})
    return out


def _changes(site: Site) -> tuple[Entry, ...]:
    return site.registers.get("changes", ())


def _scope(entries: Iterable[Entry]) -> Scope:
    nodes = [scope for e in entries for scope in mappings(e.node.get("scope"))]
    ids = {kind: frozenset(id_ for n in nodes for id_ in texts(n.get(kind))) for kind in _KINDS}
    return Scope(ids, tuple(p for n in nodes for p in texts(n.get("paths"))))


def _terms(entry: Entry) -> list[object]:
    values = (entry.node.get(term) for term in TERMS)
    return [None if value is None else plain(value) for value in values]


def _approvals(entry: Entry) -> set[tuple[str, str, str]]:
    found = mappings(entry.node.get("approvals"))
    return {(text(a.get("role")), text(a.get("by")), text(a.get("at"))) for a in found}
