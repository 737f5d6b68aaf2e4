"""Which grants names on devices speak of: whole ids only."""

from __future__ import annotations

import pytest

from zonewarden.analysis.grant_names import GrantNames
from zonewarden.site.loader import load_site

GRANT = (
    '{{id: {}, subject: {}, valid_from: "2026-06-01T00:00:00Z", valid_until: "2026-06-01T10:00:00Z", status: active}}'
)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> GrantNames:
    folder = tmp_path_factory.mktemp("site")
    subjects = {
        "g-1": "p.ruiz",
        "g-10": "j.soto",
        "GR-2026-041": "p.ruiz",
        "big-g-1": "m.keller",
        "maintenance": "m.keller",
    }
    grants = "\n".join(f"  - {GRANT.format(id_, subject)}" for id_, subject in subjects.items())
    people = '{people: [{id: p.ruiz, name: "Pedro Ruiz"}]}'
    (folder / "declarations").mkdir()
    (folder / "declarations" / "remote-access.yaml").write_text(
        f"schema: remote-access/v1\nidentity: {people}\ngrants:\n{grants}\n"
    )
    (folder / "zonewarden.yaml").write_text("schema: project/v1\n")
    site, problems = load_site(folder / "zonewarden.yaml")
    assert site is not None, problems
    return GrantNames(site)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("GRANT-G-1", ["g-1"]),
        ("g-1_filler host", ["g-1"]),
        ("g-10", ["g-10"]),
        ("g-100 g-11 msg-1 g-1-2 g-1.5 g-1a", []),
        ("host of big-g-1", ["big-g-1"]),
        ("(GR-2026-041), then g-1.", ["GR-2026-041", "g-1"]),
        ("maintenance", []),
        ("", []),
    ],
)
def test_ids_are_words_of_their_own(names: GrantNames, text: str, found: list[str]) -> None:
    assert names.mentioned(text) == found


@pytest.mark.parametrize(
    ("account", "found"),
    [
        ("p.ruiz", ["g-1", "GR-2026-041"]),
        ("P_RUIZ", ["g-1", "GR-2026-041"]),
        ("Pedro Ruiz", ["g-1", "GR-2026-041"]),
        ("j.soto@vendor.example", ["g-10"]),
        ("ruiz", []),
        ("", []),
    ],
)
def test_accounts_of_the_people_of_grants(names: GrantNames, account: str, found: list[str]) -> None:
    assert names.of_account(account) == found
