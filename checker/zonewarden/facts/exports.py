"""Facts about exports as such: which there are, and what of them could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zonewarden.facts.json import Json, location
from zonewarden.site.exports.model import ExportFile, Exports
from zonewarden_parsers.model import Diagnostic, Location


def exports(found: Exports) -> Json:
    """Return the exports of a project by format, each with a taint for whatever its files may have said besides.

    A row that could not be read may be about anything: a policy that judges rows names the export as a subject too, so that
    what passes row by row does not pass as a whole.
    """
    return {name: _member(name, found.of(name)) for name in sorted(found.names)}


def fault_taints(faults: Iterable[Diagnostic]) -> list[Json]:
    """Return what is wrong with exports as taints of what depends on them."""
    return [{"reason": f"{fault.location}: {fault.message}", "location": location(fault.location)} for fault in faults]


def _member(name: str, files: Sequence[ExportFile]) -> Json:
    return {
        "id": name,
        "title": f"export {name}",
        "locations": [location(Location(file.path, 1)) for file in files],
        "taints": fault_taints(fault for file in files for fault in file.faults),
        "files": [file.path for file in files],
        "rows": sum(len(file.rows) for file in files),
    }
