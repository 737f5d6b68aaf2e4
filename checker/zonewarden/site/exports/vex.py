"""Statements of exploitability in CycloneDX VEX (CycloneDX 1.4 to 1.6, `vulnerabilities[].analysis` and `affects`).

A reference is a `bom-ref` of the document, or a BOM-Link (`urn:cdx:...#ref`) whose part behind the `#` is a package URL or CPE or
the ref of a component. Versions under `affects` have states of their own (`affected`, `unaffected`, `unknown`).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from zonewarden.site.exports.format import Format
from zonewarden.site.exports.json_document import JsonFile, read_document
from zonewarden.site.exports.product_names import by_cpe, by_purl
from zonewarden.site.exports.statements import IN_TRIAGE, NOT_AFFECTED, Name, Product, Publication, Statement
from zonewarden.site.validate import Report
from zonewarden.site.vulnerability_fields import JUSTIFICATIONS, STATES
from zonewarden_parsers.json_lines import Value
from zonewarden_parsers.model import Location

_VERSION_STATES = {"unaffected": NOT_AFFECTED, "unknown": IN_TRIAGE}
"""States of single versions; `affected` ones have the state of the analysis."""


def _read(text: str, path: str, report: Report) -> tuple[object, ...]:
    file = read_document(text, path, report)
    if file is None:
        return ()
    root = file.root
    if root.text("bomFormat") != "CycloneDX":
        report.error(Location(path, 1), "unknown-value", "bomFormat is not CycloneDX: this is no CycloneDX document")
        return ()
    top = root.get("metadata", "component")
    components = {name: c for c in _components(file, root, top) if (name := c.text("bom-ref"))}
    issuer = _issuer(root)
    id_ = root.text("serialNumber") or path.rpartition("/")[2]
    statements = tuple(
        statement
        for vulnerability in file.objects(root, "vulnerabilities")
        for statement in _statements(file, vulnerability, components, id_, issuer)
    )
    released = root.text("metadata", "timestamp")
    return (
        Publication(
            id_, top.text("name") if top else "", released, released, file.head(root, "serialNumber"), statements
        ),
    )


def _components(file: JsonFile, root: Value, top: Value | None) -> Iterator[Value]:
    if top is not None and top.members is not None:
        yield top
    todo = list(file.objects(root, "components"))
    while todo:
        component = todo.pop()
        yield component
        todo += file.objects(component, "components")


def _issuer(root: Value) -> str:
    for key in ("supplier", "manufacturer", "manufacture"):
        if found := root.text("metadata", key, "name"):
            return found
    return root.text("metadata", "component", "supplier", "name")


def _statements(
    file: JsonFile, vulnerability: Value, components: dict[str, Value], id_: str, issuer: str
) -> Iterator[Statement]:
    cve = file.required(vulnerability, "id")
    state = vulnerability.text("analysis", "state")
    justification = vulnerability.text("analysis", "justification")
    analysis = vulnerability.get("analysis")
    if analysis is None or not cve:
        return
    for word, known, what in ((state, STATES, "state"), (justification, JUSTIFICATIONS, "justification")):
        if word not in {"", *known}:
            file.report.error(file.place(analysis), "unknown-value", f"unknown {what} {word[:60]!r}")
            return
    if not state:
        return
    for affected in file.objects(vulnerability, "affects"):
        ref = file.required(affected, "ref")
        for versions, own in _versions(affected):
            product = _product(ref, components, versions)
            yield Statement(
                id_, issuer, cve, own or state, product, file.place(affected), justification,
                bool(justification or vulnerability.text("analysis", "detail")),
            )  # fmt: skip


def _versions(affected: Value) -> Iterator[tuple[str, str]]:
    """Yield the versions that an item speaks of, with a state of their own where they have one; none stand for those of the ref."""
    listed = affected.list("versions")
    for one in listed:
        yield one.text("version") or one.text("range"), _VERSION_STATES.get(one.text("status"), "")
    if not listed:
        yield "", ""


def _product(ref: str, components: dict[str, Value], versions: str) -> Product:
    inner = unquote(ref.partition("#")[2]) if ref.startswith("urn:cdx:") else ref
    component = components.get(inner)
    names = [by_purl(inner), by_cpe(inner)]
    title = inner
    if component is not None:
        title = f"{component.text('name')} {component.text('version')}".strip()
        names += [by_purl(component.text("purl")), by_cpe(component.text("cpe"))]
        vendor = (
            component.text("supplier", "name")
            or component.text("manufacturer", "name")
            or component.text("publisher")
            or component.text("group")
        )
        if vendor and component.text("name"):
            names.append(Name(vendor, component.text("name"), component.text("version")))
    told = [Name(n.vendor, n.product, versions or n.versions) for n in names if n is not None]
    return Product(title, tuple(dict.fromkeys(told)))


VEX = Format(
    "vex",
    ".json",
    "Statements of exploitability in CycloneDX VEX, one document a file, as published.",
    _read,
    made="The vendors' VEX documents, or those of the site's own software bills of materials.",
)
