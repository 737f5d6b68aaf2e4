"""Facts about what rules that name a grant let through."""

from __future__ import annotations

from zonewarden.analysis.grants import grant_flows
from zonewarden.analysis.survey import Survey
from zonewarden.facts.flows import permits_facts, rule_ids
from zonewarden.facts.json import Json, location, taints


def grant_flow_facts(survey: Survey) -> Json:
    """Return every grant at each flow that rules which name it let through, with what they open beyond it."""
    found = list(survey.concluded(grant_flows).values())
    ids = {d.id: rule_ids(d) for d in survey.devices if any(d.id == g.device for g in found)}
    return {
        g.id: {
            "id": g.id,
            "title": f"grant {g.grant.id} from {g.judged.flow.from_zone} to {g.judged.flow.to_zone} through {g.device}",
            "locations": [location(g.grant.node.place("id"))],
            "taints": taints(g.judged.flow.taints),
            "grant": g.grant.id,
            "device": g.device,
            "from": g.judged.flow.from_zone,
            "to": g.judged.flow.to_zone,
            "flow": g.judged.flow.id,
            "beyond": permits_facts(g.beyond, (), ids[g.device]),
        }
        for g in found
    }
