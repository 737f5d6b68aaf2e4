"""What a finding means for production, and how to mend it on the device at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zonewarden.analysis.survey import Survey
from zonewarden.policy import Policy
from zonewarden.triage.finding import Contribution, Rating
from zonewarden.triage.removal import removal

Json = Mapping[str, Any]
_SCALE = ("none", "minor", "moderate", "major", "severe")


def production_impact(survey: Survey, zones: Sequence[Json], rating: Rating) -> str:
    """Return a sentence about the production units behind the zones: which, at what cost an hour, for how long."""
    units = sorted({u for z in zones for u in z["production_units"] if u in survey.site.units})
    known = [survey.site.units[u] for u in units]
    parts: list[str] = []
    for unit in known:
        cost = unit.downtime_cost_per_hour
        money = f" ({cost:,.0f} {survey.site.currency} an hour)" if cost is not None else ""
        hours = f", credible outage {unit.credible_outage_h:g} h" if unit.credible_outage_h is not None else ""
        safety = f", safety consequence {unit.safety_consequence} of 4" if unit.safety_consequence else ""
        parts.append(f"{unit.name or unit.id}{money}{hours}{safety}")
    word = _SCALE[rating.impact]
    if parts:
        return f"{word.capitalize()} production impact ({rating.impact} of 4): {'; '.join(parts)}."
    names = ", ".join(str(z["id"]) for z in zones if int(z["impact"]) == rating.impact) or "no zone"
    why = "" if rating.impact_known else ", assumed because no business impact is declared"
    return f"{word.capitalize()} production impact ({rating.impact} of 4) in {names}{why}."


def remediation(policy: Policy, platform: str, rules: Sequence[Contribution]) -> str:
    """Return the policy's advice: its summary, then the commands that take out the rules at fault, or an example."""
    texts = [policy.remediation.get("summary", ""), removal(platform, rules) or policy.remediation.get(platform, "")]
    return "\n\n".join(t.strip("\n") for t in texts if t.strip())
