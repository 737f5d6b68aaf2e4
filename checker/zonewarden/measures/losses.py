"""What open vulnerabilities and open risks are expected to cost a production unit in a year, each loss once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zonewarden.measures import formulas
from zonewarden.measures.exposure import open_vulnerabilities, state
from zonewarden.measures.model import State

Json = Mapping[str, Any]
_LINKED = ("vulnerabilities", "exceptions", "integrations")
_RATED = ("annual_probability", "expected_outage_h")


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss of a unit, money a year; `amount` is None where it lacks what `missing` names."""

    kind: str
    id: str
    amount: float | None
    missing: tuple[str, ...] = ()


def losses(facts: Json, unit: Json) -> list[Loss]:
    """Return the losses of a unit: its open vulnerabilities that flows reach, or may, and the open risks of the register.

    A risk stands for what it is linked to besides: findings that somebody accepted, integrations, ways of attack. Only
    what it exceeds the losses of its own vulnerabilities by is added, so that none counts twice.
    """
    single = [_of_vulnerability(unit, v) for v in open_vulnerabilities(facts) if _bears(v, unit)]
    amounts = {loss.id: loss.amount or 0.0 for loss in single}
    return [*single, *_of_risks(facts, unit, amounts)]


def _bears(vulnerability: Json, unit: Json) -> bool:
    return unit["id"] in vulnerability["affected_units"] and state(vulnerability) is not State.CLOSED


def _of_vulnerability(unit: Json, vulnerability: Json) -> Loss:
    id_, risk, price = vulnerability["id"], vulnerability["production_risk"], unit["bia"]["downtime_cost_per_hour"]
    missing = [f"production_risk.{field} of {id_}" for field in _RATED if risk[field] is None]
    if price is None:
        missing.append(f"bia.downtime_cost_per_hour of {unit['id']}")
    if missing or price is None:
        return Loss("vulnerability", id_, None, tuple(missing))
    loss = formulas.expected_annual_loss(risk["annual_probability"], risk["expected_outage_h"], price)
    return Loss("vulnerability", id_, loss)


def _of_risks(facts: Json, unit: Json, amounts: Mapping[str, float]) -> Iterator[Loss]:
    for id_, risk in sorted(facts["risk_register"].items()):
        if risk["status"] == "closed" or unit["id"] not in units_at_risk(facts, risk):
            continue
        if risk["residual_ale"] is None:
            yield Loss("risk", id_, None, (f"residual_ale of {id_}",))
            continue
        beyond = risk["residual_ale"] - sum(amounts.get(name, 0.0) for name in set(risk["linked"]))
        if beyond > 0:
            yield Loss("risk", id_, beyond)


def units_at_risk(facts: Json, risk: Json) -> set[str]:
    """Return the units that a risk bears on: the one it names, else each of those that what it is linked to bears on."""
    if risk["unit"] is not None:
        return {risk["unit"]}
    members = (facts[name].get(id_) for name in _LINKED for id_ in risk["linked"])
    return {unit for member in members if member for unit in member["affected_units"]}
