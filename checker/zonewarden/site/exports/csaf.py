"""Security advisories in CSAF 2.0, as published (OASIS, Common Security Advisory Framework Version 2.0).

Section 3.2.2 has the product tree, 3.2.3 the vulnerabilities. A product is known by the branches above it, by the helpers that
identify it (CPE, package URL). What a relationship makes of two products has no name that can be compared: which of the two its
version belongs to is not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from zonewarden.site.exports.format import Format
from zonewarden.site.exports.json_document import JsonFile, read_document, words
from zonewarden.site.exports.product_names import by_cpe, by_purl
from zonewarden.site.exports.statements import (
    EXPLOITABLE,
    IN_TRIAGE,
    NOT_AFFECTED,
    RESOLVED,
    Name,
    Product,
    Publication,
    Statement,
)
from zonewarden.site.validate import Report
from zonewarden_parsers.json_lines import Value
from zonewarden_parsers.model import Location

MAX_DEPTH = 100
_STATUS = {
    "first_affected": EXPLOITABLE, "known_affected": EXPLOITABLE, "last_affected": EXPLOITABLE, "known_not_affected": NOT_AFFECTED,
    "first_fixed": RESOLVED, "fixed": RESOLVED, "under_investigation": IN_TRIAGE,
}  # fmt: skip
"""Product status (section 3.2.3.9) as a state of CycloneDX; `recommended` says nothing of a vulnerability."""
_JUSTIFICATION = {
    "component_not_present": "code_not_present",
    "vulnerable_code_not_present": "code_not_present",
    "vulnerable_code_not_in_execute_path": "code_not_reachable",
    "vulnerable_code_cannot_be_controlled_by_adversary": "requires_environment",
    "inline_mitigations_already_exist": "protected_by_mitigating_control",
}
"""Labels of flags (section 3.2.3.5) as justifications of CycloneDX."""
_VERSIONS = frozenset({"product_version", "product_version_range"})


@dataclass(slots=True)
class _Tree:
    """The products of a document by id, and its groups of them."""

    products: dict[str, Product] = field(default_factory=dict[str, Product])
    groups: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def named(self, value: Value) -> list[str]:
        """Return the ids of the products that an item names, itself or by its groups."""
        grouped = (p for group in words(value, "group_ids") for p in self.groups.get(group, ()))
        return list(dict.fromkeys([*words(value, "product_ids"), *grouped]))


def _read(text: str, path: str, report: Report) -> tuple[object, ...]:
    file = read_document(text, path, report)
    if file is None:
        return ()
    head = file.root.get("document")
    if head is None or head.members is None:
        report.error(Location(path, 1), "missing-key", "no object 'document': this is no CSAF document")
        return ()
    id_ = file.required(head, "tracking", "id")
    released = file.required(head, "tracking", "current_release_date")
    first = head.text("tracking", "initial_release_date") or released
    issuer = head.text("publisher", "name")
    tree = _tree(file)
    statements = tuple(
        statement
        for vulnerability in file.objects(file.root, "vulnerabilities")
        for statement in _statements(file, vulnerability, tree, id_, issuer)
    )
    return (Publication(id_, head.text("title"), released, first, file.head(head, "tracking", "id"), statements),)


def _tree(file: JsonFile) -> _Tree:
    tree, top = _Tree(), file.root.get("product_tree")
    if top is None:
        return tree
    for product in file.objects(top, "full_product_names"):
        _add(file, tree, product, {})
    _branches(file, tree, top, {}, 0)
    for group in file.objects(top, "product_groups"):
        tree.groups[file.required(group, "group_id")] = words(group, "product_ids")
    for relation in file.objects(top, "relationships"):
        whole = relation.get("full_product_name")
        if whole is not None:
            tree.products[file.required(whole, "product_id")] = Product(whole.text("name"))
    return tree


def _branches(file: JsonFile, tree: _Tree, value: Value, above: dict[str, str], depth: int) -> None:
    for branch in file.objects(value, "branches") if depth < MAX_DEPTH else ():
        category, name = branch.text("category"), branch.text("name")
        here = above | {"versions" if category in _VERSIONS else category: name}
        product = branch.get("product")
        if product is not None:
            _add(file, tree, product, here)
        _branches(file, tree, branch, here, depth + 1)


def _add(file: JsonFile, tree: _Tree, product: Value, above: dict[str, str]) -> None:
    id_ = file.required(product, "product_id")
    names: list[Name] = []
    if above.get("vendor") and above.get("product_name"):
        names.append(Name(above["vendor"], above["product_name"], above.get("versions", "")))
    helper = product.get("product_identification_helper")
    if helper is not None:
        names += [name for name in (by_cpe(helper.text("cpe")), by_purl(helper.text("purl"))) if name is not None]
    tree.products[id_] = Product(product.text("name"), tuple(dict.fromkeys(names)))


def _statements(file: JsonFile, vulnerability: Value, tree: _Tree, id_: str, issuer: str) -> Iterator[Statement]:
    cve = vulnerability.text("cve") or next(iter(_ids(vulnerability)), "")
    status = vulnerability.get("product_status")
    if status is None or status.members is None:
        return
    reasons = {
        p: _JUSTIFICATION.get(flag.text("label"), "")
        for flag in file.objects(vulnerability, "flags")
        for p in tree.named(flag)
    }
    told = {
        p
        for threat in file.objects(vulnerability, "threats")
        if threat.text("category") == "impact"
        for p in tree.named(threat) or tree.products
    }
    for word, listed in status.members.items():
        state = _STATUS.get(word)
        if state is None:
            continue
        for item in listed.items or ():
            named = item.scalar
            if not isinstance(named, str) or named not in tree.products:
                file.report.error(
                    file.place(item), "unknown-reference", f"no product {str(named)[:60]!r} in the product tree"
                )
                continue
            yield Statement(
                id_, issuer, cve, state, tree.products[named], file.place(item),
                reasons.get(named, ""), named in reasons or named in told,
            )  # fmt: skip


def _ids(vulnerability: Value) -> Iterator[str]:
    for one in vulnerability.list("ids"):
        yield one.text("text")


CSAF = Format(
    "csaf",
    ".json",
    "Security advisories in CSAF 2.0, one a file, as published.",
    _read,
    made="The vendors' CSAF feeds (`csaf_downloader`, or the files as they are).",
)
