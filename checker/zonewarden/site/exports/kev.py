"""CISA's catalogue of known exploited vulnerabilities, as published (cisa.gov, JSON schema of the catalogue)."""

from __future__ import annotations

import re

from zonewarden.site.exports.format import Format
from zonewarden.site.exports.json_document import read_document
from zonewarden.site.exports.statements import KnownExploited, Publication
from zonewarden.site.shapes import day, moment
from zonewarden.site.validate import Report
from zonewarden_parsers.model import Location

_CVE = re.compile(r"CVE-\d{4}-\d{4,}")


def _read(text: str, path: str, report: Report) -> tuple[object, ...]:
    file = read_document(text, path, report)
    if file is None:
        return ()
    root = file.root
    if root.get("vulnerabilities") is None:
        report.error(Location(path, 1), "missing-key", "no list 'vulnerabilities': this is no catalogue")
    rows: list[object] = []
    for entry in file.objects(root, "vulnerabilities"):
        cve, added = file.required(entry, "cveID"), file.required(entry, "dateAdded")
        if cve and not _CVE.fullmatch(cve):
            report.error(file.place(entry), "unknown-value", f"{cve[:60]!r} is no CVE id")
        elif added and day(added) is None:
            report.error(file.place(entry), "wrong-format", f"{added[:60]!r} is no date")
        elif cve:
            names = (entry.text("vendorProject"), entry.text("product"))
            rows.append(KnownExploited(cve, *names, added, file.place(entry)))
    released = file.required(root, "dateReleased")
    if released and moment(released) is None:
        report.error(Location(path, 1), "wrong-format", f"{released[:60]!r} is no moment")
    version = root.text("catalogVersion")
    rows.append(
        Publication(f"kev {version}".strip(), root.text("title"), released, released, file.head(root, "dateReleased"))
    )
    return tuple(rows)


KEV = Format(
    "kev",
    ".json",
    "CISA's catalogue of known exploited vulnerabilities, as published.",
    _read,
    made="https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json, or a mirror of it.",
)
