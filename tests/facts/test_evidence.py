"""What the rows of every device add up to: an exposure is small only where every asset was looked at."""

from __future__ import annotations

from typing import Any

import pytest

from zonewarden.facts.evidence import conclude

ZONE = {"it": False, "external": False, "kind": "control", "trust": 60}
DOUBT: dict[str, Any] = {"reason": "a line that was not understood", "location": {}}


def row(asset: str, *, reachable: bool = False, taints: tuple[Any, ...] = ()) -> dict[str, Any]:
    part = {"certainty": "definite"} if reachable else None
    return {"vulnerability": "V", "asset": asset, "from": "ops", "reachable": part, "taints": list(taints)}


@pytest.mark.parametrize(
    ("rows", "exposure"),
    [
        ([row("a"), row("b")], "small"),
        ([row("a")], None),
        ([row("a"), row("b", taints=(DOUBT,))], None),
        ([row("a", reachable=True)], "controlled"),
        ([], None),
    ],
)
def test_exposure(rows: list[dict[str, Any]], exposure: str | None) -> None:
    empty = (
        "gateways", "kill_switch", "kill_switch_runs", "interfaces", "isolations", "isolation_actions", "control_checks",
        "compensating_controls", "log_collectors", "log_paths", "sensors",
    )  # fmt: skip
    vulnerability: dict[str, Any] = {"assets": ["a", "b"]}
    conclude(
        {
            **{name: {} for name in empty},
            "zones": {"ops": ZONE},
            "assets": {name: {"homes": ["ops"]} for name in ("a", "b")},
            "vulnerabilities": {"V": vulnerability},
            "exposures": {str(i): r for i, r in enumerate(rows)},
        }
    )
    assert vulnerability["exposure"] == exposure
