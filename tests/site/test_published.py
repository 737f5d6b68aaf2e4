"""Readers of what others publish: CISA's catalogue, CSAF 2.0, CycloneDX VEX; versions and names that can be compared."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any

import pytest

from zonewarden.analysis.products import Inventory, Owned, runs, spoken_of
from zonewarden.facts.publications import publications
from zonewarden.site.exports.csaf import CSAF
from zonewarden.site.exports.format import Format
from zonewarden.site.exports.formats import format_of
from zonewarden.site.exports.kev import KEV
from zonewarden.site.exports.product_names import by_cpe, by_purl
from zonewarden.site.exports.statements import KnownExploited, Name, Product, Publication
from zonewarden.site.exports.versions import includes, numbers
from zonewarden.site.exports.vex import VEX
from zonewarden.site.loader import load_site
from zonewarden.site.validate import Report
from zonewarden_parsers.registry import PARSERS

HEAD = {
    "publisher": {"name": "Example PSIRT"},
    "title": "T",
    "tracking": {
        "id": "EX-1",
        "initial_release_date": "2026-01-01T00:00:00Z",
        "current_release_date": "2026-02-01T00:00:00Z",
    },
}
TREE = {
    "full_product_names": [
        {"product_id": "C", "name": "by cpe", "product_identification_helper": {"cpe": "cpe:2.3:h:example:plc_9:*:*:*:*:*:*:*:*"}},
        {"product_id": "U", "name": "no name to compare"},
    ],
    "branches": [
        {"category": "vendor", "name": "Example", "branches": [
            {"category": "product_name", "name": "PLC 9", "branches": [
                {"category": "product_version_range", "name": "<V2", "product": {"product_id": "P", "name": "PLC 9 < V2"}},
            ]},
        ]},
    ],
    "product_groups": [{"group_id": "G", "product_ids": ["P", "C"]}],
    "relationships": [
        {"category": "installed_on", "product_reference": "P", "relates_to_product_reference": "U",
         "full_product_name": {"product_id": "R", "name": "P on U"}},
    ],
}  # fmt: skip


def read(kind: Format, document: Any) -> tuple[tuple[object, ...], list[str]]:
    """Return the rows of a document and the codes of what is wrong with it."""
    report = Report()
    text = document if isinstance(document, str) else json.dumps(document, indent=1)
    rows = kind.read(text, f"exports/{kind.file}", report)
    return rows, [d.code for d in report.diagnostics]


def publication(kind: Format, document: Any) -> Publication:
    rows, codes = read(kind, document)
    assert codes == []
    (found,) = rows
    assert isinstance(found, Publication)
    return found


def csaf(vulnerability: Any) -> Any:
    return {"document": HEAD, "product_tree": TREE, "vulnerabilities": [vulnerability]}


def test_catalogue_of_known_exploited_vulnerabilities() -> None:
    entry = {"cveID": "CVE-2099-12345", "vendorProject": "V", "product": "P", "dateAdded": "2026-01-02"}
    document = {"catalogVersion": "1", "dateReleased": "2026-01-03T00:00:00.123Z", "vulnerabilities": [entry]}
    rows, codes = read(KEV, document)
    assert codes == []
    row, catalogue = rows
    assert isinstance(row, KnownExploited)
    assert (row.cve, row.vendor, row.product, row.added, row.place.line) == (
        "CVE-2099-12345",
        "V",
        "P",
        "2026-01-02",
        5,
    )
    assert isinstance(catalogue, Publication)
    assert (catalogue.id, catalogue.released, catalogue.place.line) == ("kev 1", "2026-01-03T00:00:00.123Z", 3)


@pytest.mark.parametrize(
    ("document", "codes"),
    [
        ("[]", ["wrong-type"]),
        ("{", ["json-syntax"]),
        ('{"dateReleased": "2026-01-03T00:00:00Z"}', ["missing-key"]),
        (
            {"dateReleased": "2026-01-03T00:00:00Z", "vulnerabilities": [{"cveID": "7", "dateAdded": "2026-01-01"}]},
            ["unknown-value"],
        ),
        ({"dateReleased": "2026-01-03T00:00:00Z", "vulnerabilities": [{"cveID": "CVE-2026-1000"}]}, ["missing-key"]),
        ({"dateReleased": "now", "vulnerabilities": []}, ["wrong-format"]),
        ({"dateReleased": "2026-01-03T00:00:00Z", "vulnerabilities": {}}, ["wrong-type"]),
    ],
)
def test_what_is_no_catalogue_is_told(document: Any, codes: list[str]) -> None:
    assert read(KEV, document)[1] == codes


def test_products_of_csaf_are_known_by_branches_and_helpers() -> None:
    found = publication(CSAF, csaf({"cve": "CVE-1", "product_status": {"known_affected": ["P", "C", "U", "R"]}}))
    assert (found.id, found.first_released, found.released) == (
        "EX-1",
        "2026-01-01T00:00:00Z",
        "2026-02-01T00:00:00Z",
    )
    assert [s.product.names for s in found.statements] == [
        (Name("Example", "PLC 9", "<V2"),), (Name("example", "plc 9"),), (), (),
    ]  # fmt: skip
    assert {(s.status, s.cve, s.issuer) for s in found.statements} == {("exploitable", "CVE-1", "Example PSIRT")}


def test_documents_may_lie_in_a_folder_a_year() -> None:
    assert format_of(PurePath("exports/csaf/2026/ex-1.json")) is CSAF
    assert format_of(PurePath("exports/vex/plc.json")) is VEX
    assert format_of(PurePath("exports/kev.json")) is KEV
    assert format_of(PurePath("exports/csaf/2026/index.txt")) is None


def test_flags_of_csaf_are_justifications() -> None:
    found = publication(
        CSAF,
        csaf(
            {
                "cve": "CVE-1",
                "product_status": {"known_not_affected": ["P", "C", "U"], "fixed": ["R"], "recommended": ["R"]},
                "flags": [{"label": "inline_mitigations_already_exist", "group_ids": ["G"]}],
                "threats": [{"category": "impact", "details": "not built in", "product_ids": ["U"]}],
            }
        ),
    )
    assert [(s.status, s.justification, s.explained) for s in found.statements] == [
        ("not_affected", "protected_by_mitigating_control", True),
        ("not_affected", "protected_by_mitigating_control", True),
        ("not_affected", "", True),
        ("resolved", "", False),
    ]


@pytest.mark.parametrize(
    ("document", "codes"),
    [
        ({"vulnerabilities": []}, ["missing-key"]),
        ({"document": {"tracking": {"id": "EX"}}}, ["missing-key"]),
        (csaf({"cve": "CVE-1", "product_status": {"fixed": ["nowhere"]}}), ["unknown-reference"]),
        (csaf({"cve": "CVE-1", "product_status": {"fixed": ["P"]}, "flags": [7]}), ["wrong-type"]),
    ],
)
def test_what_is_no_advisory_is_told(document: Any, codes: list[str]) -> None:
    assert read(CSAF, document)[1] == codes


def vex(*vulnerabilities: Any) -> Any:
    component = {
        "bom-ref": "c1",
        "name": "PLC 9",
        "version": "1.9",
        "group": "Example",
        "purl": "pkg:generic/example/plc9@1.9",
    }
    return {
        "bomFormat": "CycloneDX",
        "serialNumber": "urn:uuid:1",
        "metadata": {"timestamp": "2026-01-01T00:00:00Z", "supplier": {"name": "S"}},
        "components": [{"name": "outer", "components": [component]}],
        "vulnerabilities": list(vulnerabilities),
    }


def test_vex_names_components_versions_and_links() -> None:
    found = publication(
        VEX,
        vex(
            {"id": "CVE-1", "analysis": {"state": "exploitable"}, "affects": [
                {"ref": "c1", "versions": [{"version": "1.8"}, {"range": "vers:generic/>=2", "status": "unaffected"}]},
                {"ref": "urn:cdx:1/1#pkg:generic/example/rtu@3"},
            ]},
            {"id": "CVE-2", "analysis": {"state": "not_affected", "detail": "why"}, "affects": [{"ref": "c1"}]},
            {"id": "CVE-3", "affects": [{"ref": "c1"}]},
        ),
    )  # fmt: skip
    assert (found.id, found.released) == ("urn:uuid:1", "2026-01-01T00:00:00Z")
    assert [(s.cve, s.status, s.product.names[-1], s.explained) for s in found.statements] == [
        ("CVE-1", "exploitable", Name("Example", "PLC 9", "1.8"), False),
        ("CVE-1", "not_affected", Name("Example", "PLC 9", "vers:generic/>=2"), False),
        ("CVE-1", "exploitable", Name("example", "rtu", "3"), False),
        ("CVE-2", "not_affected", Name("Example", "PLC 9", "1.9"), True),
    ]


@pytest.mark.parametrize(
    ("document", "codes"),
    [
        ({"bomFormat": "SPDX"}, ["unknown-value"]),
        (vex({"id": "CVE-1", "analysis": {"state": "harmless"}, "affects": []}), ["unknown-value"]),
        (vex({"analysis": {"state": "exploitable"}}), ["missing-key"]),
        (vex({"id": "CVE-1", "analysis": {"state": "exploitable"}, "affects": [{}]}), ["missing-key"]),
    ],
)
def test_what_is_no_vex_is_told(document: Any, codes: list[str]) -> None:
    assert read(VEX, document)[1] == codes


@pytest.mark.parametrize(
    ("versions", "actual", "expected"),
    [
        ("", "", True), ("vers:all/*", "1", True), ("<V3.1.0", "V3.0.9", True), ("<V3.1.0", "3.1", False),
        ("All versions < V3.1", "3.0", True), (">=1.0,<2.0", "1.5", True), (">=1.0 <2.0", "2.0", False),
        ("vers:intdot/>=1.0|<2.0", "1.5", True), ("vers:intdot/>=1.0|<2.0", "2.5", False), ("vers:x/1|>=2|<3", "1", True),
        ("vers:x/1|>=2|<3|!=2.5", "2.5", False), ("1.0, 1.2", "1.2", True), ("9.16(4)", "9.16(4)", True),
        ("<9.16(5)", "9.16(4)12", True), ("15.2(7)E3", "15.2(7)E3", True), ("<15.3", "15.2(7)E3", None),
        ("V3.1.0", "V3.1 SP1", None), ("V2.9 and earlier", "2", None), ("<2", "", None), ("unspecified", "1", None),
        ("1.0 - 2.0", "1.5", None),
    ],
)  # fmt: skip
def test_versions_in_ranges(versions: str, actual: str, expected: bool | None) -> None:
    assert includes(versions, actual) is expected


def test_numbers_of_versions_lose_their_last_zeros() -> None:
    assert numbers("V3.10.0") == (3, 10) == numbers("3.10")
    assert numbers("3.1a") is None


def test_names_in_cpe_and_purl() -> None:
    assert by_cpe("cpe:2.3:o:fortinet:fortios:7.4.3:*:*:*:*:*:*:*") == Name("fortinet", "fortios", "7.4.3")
    assert by_cpe("cpe:/h:example:plc_9") == Name("example", "plc 9")
    assert by_cpe("cpe:2.3:o:*:fortios:1:*:*:*:*:*:*:*") is None
    assert by_purl("pkg:generic/example/plc%209@2?arch=x#sub") == Name("example", "plc 9", "2")
    assert by_purl("pkg:pypi/django@1") is None


PLC = Owned("plc", "Siemens", "S7-1516-3", "V2.8")
PROGRAM = Owned("ews", "Dell", "", "", "Siemens TIA Portal V17")


@pytest.mark.parametrize(
    ("name", "thing", "expected"),
    [
        (Name("Siemens AG", "S7 1516-3", "<V3"), PLC, True),
        (Name("Siemens", "Siemens S7-1516-3", "<V2"), PLC, False),
        (Name("Siemens", "S7-1516-3", "<V2 SP1"), PLC, None),
        (Name("Siemens", "S7-1516", ""), PLC, False),
        (Name("Schneider Electric", "S7-1516-3", ""), PLC, False),
        (Name("Siemens", "TIA Portal", "<V18"), PROGRAM, True),
        (Name("Siemens", "TIA", ""), PROGRAM, False),
        (Name("Rockwell", "TIA Portal", ""), PROGRAM, False),
        (Name("Siemens", "TIA Portal", ""), Owned("ews", "Siemens", "", "", "TIA Portal"), True),
        (Name("Siemens", "TIA Portal", ""), Owned("ews", "Dell", "", "", "TIA Portal"), False),
    ],
)
def test_what_a_document_speaks_of(name: Name, thing: Owned, expected: bool | None) -> None:
    assert spoken_of(Product("", (name,)), thing) is expected

    assert Inventory([thing]).spoken_of(Product("", (name,))).get(thing.asset, False) is expected


def test_of_several_things_of_an_asset_one_is_enough() -> None:
    things = [Owned("plc", "Siemens", "S7-1516-3", "V2.8"), Owned("plc", "Siemens", "S7-1516-3", "V2 SP1")]
    product = Product("", (Name("Siemens", "S7-1516-3", "<V3"),))
    assert Inventory(things).spoken_of(product) == Inventory(reversed(things)).spoken_of(product) == {"plc": True}


def test_a_product_without_names_speaks_of_nothing() -> None:
    assert spoken_of(Product("S7-1516-3"), PLC) is False


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (Name("Cisco", "Adaptive Security Appliance (ASA) Software", "<9.16(5)"), True),
        (Name("cisco", "adaptive security appliance software", "9.18(1)"), False),
        (Name("Cisco", "IOS XE Software", ""), False),
        (Name("Fortinet", "FortiOS", ""), False),
    ],
)
def test_what_a_configuration_runs(name: Name, expected: bool) -> None:
    device = PARSERS["cisco-asa"].parse("ASA Version 9.16(4)\n!\nhostname fw\n", "x").devices[0]
    assert runs(Product("", (name,)), device) is expected


@pytest.mark.parametrize(("firmware", "affected"), [("1.9", True), ("2.0", False)])
def test_what_is_said_of_a_version_stands_before_what_is_said_of_all(
    tmp_path: Path, firmware: str, affected: bool
) -> None:
    asset = f'{{id: plc, role: plc, zone: z, manufacturer: Example, model: "PLC 9", firmware: "{firmware}"}}'
    files = {
        "zonewarden.yaml": "schema: project/v1\n",
        "declarations/zones.yaml": "schema: zones/v1\nzones:\n  - {id: z, kind: cell, cidrs: [10.0.0.0/24]}\n",
        "declarations/assets.yaml": f"schema: assets/v1\nassets:\n  - {asset}\n",
        "exports/csaf/ex-1.json": json.dumps(
            csaf({"cve": "CVE-1", "product_status": {"known_affected": ["C"], "fixed": ["N"]}})
        ),
    }
    fixed = {"product_id": "N", "product_identification_helper": {"cpe": "cpe:2.3:h:example:plc_9:2.0:*:*:*:*:*:*:*"}}
    files["exports/csaf/ex-1.json"] = files["exports/csaf/ex-1.json"].replace(
        '{"product_id": "U"', f'{json.dumps(fixed)}, {{"product_id": "U"'
    )
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    site, found = load_site(tmp_path / "zonewarden.yaml")
    assert site is not None, found
    (document,) = publications(site, datetime(2026, 3, 1, tzinfo=UTC))["publications"].values()
    assert document["affects"] == ([{"cve": "CVE-1", "asset": "plc"}] if affected else [])
    assert document["first_released_ago_h"] == 59 * 24
