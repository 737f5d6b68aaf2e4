"""Facts about what was computed for declarations: reachable vulnerabilities, proved controls, played isolations, paths of logs.

Rows are told device by device, so that devices can be judged apart; `conclude` draws them together for the whole site.
"""

from __future__ import annotations

from zonewarden.analysis.claims import Check, checks
from zonewarden.analysis.exposure import Exposure, exposures
from zonewarden.analysis.isolation import Isolation, Prestaged, isolations
from zonewarden.analysis.kill_switch import kill_switches
from zonewarden.analysis.log_paths import LogPath, log_paths
from zonewarden.analysis.permitted import Via
from zonewarden.analysis.scanning import ScanFlow, scan_flows, scanners
from zonewarden.analysis.setting_claims import setting_checks
from zonewarden.analysis.survey import Survey
from zonewarden.facts.controls import conclude_controls, setting_check
from zonewarden.facts.emergency_rules import emergency_rules
from zonewarden.facts.flows import missing_facts, permits_facts, rule_ids
from zonewarden.facts.json import Json, digest, location, locations, taints, via
from zonewarden.facts.kill_switch import conclude_kill_switch, kill_switch_run
from zonewarden.facts.log_arrival import unproved, unseen
from zonewarden.facts.span_sessions import blind
from zonewarden.site.exports.statements import KnownExploited
from zonewarden_parsers.model import Location
from zonewarden_parsers.strict_yaml.nodes import Mapping, flag, text

COLLECTIONS = (
    "exposures",
    "control_checks",
    "setting_checks",
    "scan_flows",
    "isolations",
    "log_paths",
    "kill_switch_runs",
    "emergency_rules",
)
CONCLUDED = frozenset(
    {"vulnerabilities", "compensating_controls", "isolation_actions", "log_collectors", "kill_switch"}
)
"""The declared objects that `conclude` completes by these rows."""
Ids = dict[str, dict[Location, str]]


def evidence(survey: Survey) -> Json:
    """Return what the surveyed devices tell about vulnerabilities, compensating controls, isolation actions and log collectors."""
    registers = survey.site.registers
    if not any(registers.get(name) for name in CONCLUDED) and not scanners(survey.site):
        nothing: Json = {name: {} for name in COLLECTIONS}
        return nothing | {"emergency_rules": emergency_rules(survey)}
    ids = {d.id: rule_ids(d) for d in survey.devices}
    known = {row.cve for row in survey.site.exports.rows("kev", KnownExploited)}
    places = {e.id: e.node.place("id") for e in registers.get("compensating_controls", ())}
    return {
        "exposures": {e.id: _exposure(e, ids, known) for e in survey.concluded(exposures).values()},
        "control_checks": {c.id: _check(c, ids, places) for c in checks(survey)},
        "scan_flows": {s.id: _scan_flow(s, ids) for s in scan_flows(survey)},
        "setting_checks": {c.id: setting_check(c, places[c.control]) for c in setting_checks(survey)},
        "isolations": {i.id: _isolation(i, ids) for i in isolations(survey)},
        "log_paths": {p.id: _log_path(p, ids) for p in log_paths(survey)},
        "kill_switch_runs": {k.id: kill_switch_run(k, survey) for k in kill_switches(survey)},
        "emergency_rules": emergency_rules(survey),
    }


def _exposure(found: Exposure, ids: Ids, known: set[str]) -> Json:
    flow = found.judged.flow
    return {
        "id": found.id,
        "title": f"vulnerability {found.vulnerability.id} of {found.asset} from {flow.from_zone} through {found.device}",
        "locations": [location(found.vulnerability.node.place("id"))],
        "taints": taints(found.taints),
        "vulnerability": found.vulnerability.id,
        "asset": found.asset,
        "device": found.device,
        "from": flow.from_zone,
        "to": flow.to_zone,
        "flow": flow.id,
        "exploited": _exploited(found.vulnerability.node, known),
        "reachable": permits_facts(found.permits, (), ids[found.device]),
    }


def _exploited(node: Mapping, known: set[str]) -> bool:
    """Return whether exploits are known: in the catalogue of known exploited vulnerabilities (`known`), or public."""
    stated = text(node.get("production_risk", "inputs", "exploitation"))
    return flag(node.get("kev")) is True or text(node.get("cve")) in known or stated in {"active", "public_poc"}


def _check(found: Check, ids: Ids, places: dict[str, Location]) -> Json:
    flow = found.judged.flow
    rules = [v.location for p in found.breach for v in p.via]
    return {
        "id": found.id,
        "title": f"control {found.claim.control} from {flow.from_zone} through {found.device}",
        "locations": locations([*rules, places[found.claim.control]]),
        "taints": taints(flow.taints),
        "control": found.claim.control,
        "asset": found.claim.asset,
        "device": found.device,
        "from": flow.from_zone,
        "to": flow.to_zone,
        "flow": flow.id,
        "proof": found.proof.value,
        "breach": permits_facts(found.breach, (), ids[found.device]),
    }


def _scan_flow(found: ScanFlow, ids: Ids) -> Json:
    flow = found.judged.flow
    return {
        "id": found.id,
        "title": f"scanner {found.scanner} from {flow.from_zone} to {flow.to_zone} through {found.device}",
        "locations": locations(v.location for p in found.permits for v in p.via),
        "taints": taints(flow.taints),
        "scanner": found.scanner,
        "device": found.device,
        "from": flow.from_zone,
        "to": flow.to_zone,
        "flow": flow.id,
        "unscheduled": permits_facts(found.permits, (), ids[found.device]),
    }


def _isolation(found: Isolation, ids: Ids) -> Json:
    action = found.cut.action
    return {
        "id": found.id,
        "title": f"isolation {action.id} at {found.device}",
        "locations": [location(action.node.place("id"))],
        "taints": taints(t for left in found.remaining for t in left.flow.taints),
        "action": action.id,
        "playbook": action.parent,
        "device": found.device,
        "missing_points": list(found.missing),
        "untold": list(found.untold),
        "assumed": found.assumed,
        "prestaged": [_prestaged(p) for p in found.prestaged],
        "remaining": [
            {
                "from": left.flow.from_zone,
                "to": left.flow.to_zone,
                "hops": {zone: sorted(hops) for zone, hops in left.hops},
                "locations": locations(v.location for p in left.permits for v in p.via),
                "part": permits_facts(left.permits, (), ids[found.device]),
                "by": [_responsible(via) for via in dict.fromkeys(v for p in left.permits for v in p.via)],
            }
            for left in found.remaining
        ],
        "broken": [
            {
                "conduit": b.conduit,
                "from": b.flow.from_zone,
                "to": b.flow.to_zone,
                "missing": missing_facts(b.missing),
            }
            for b in found.broken
        ],
    }


def _prestaged(found: Prestaged) -> Json:
    rule = found.rule
    return {
        "name": found.name,
        "list": found.list_name,
        "index": rule.index,
        "action": rule.action.value,
        "enabled": rule.enabled,
        "bound": found.bound,
        "digest": digest(rule),
        "locations": [location(rule.location)],
    }


def _responsible(via: Via) -> Json:
    return {
        "list": via.list_name,
        "index": via.rule.index if via.rule else None,
        "text": via.text,
        "digest": digest(via.rule) if via.rule else "",
        "location": location(via.location),
    }


def _log_path(found: LogPath, ids: Ids) -> Json:
    flow, known = found.flow, ids[found.device]
    return {
        "id": found.id,
        "title": f"logs of {found.source} to {found.collector.id} through {found.device}",
        "locations": locations([*(v.location for v in found.blocked_by), found.collector.node.place("id")]),
        "taints": taints(flow.taints),
        "collector": found.collector.id,
        "source": found.source,
        "device": found.device,
        "from": flow.from_zone,
        "to": flow.to_zone,
        "proof": found.proof.value,
        "connected": found.connected,
        "blockers": [via(v, known.get(v.location, "")) for v in found.blocked_by],
    }


def conclude(document: Json) -> None:
    """Complete the declared objects by the rows of every device: `exposure`, `exposed_from`, `proof`, and what stays open.

    An object that no device can say anything about gets a taint: nothing decided is not passed.
    """
    for id_, member in document["vulnerabilities"].items():
        rows = [r for r in document["exposures"].values() if r["vulnerability"] == id_]
        reached = {r["from"] for r in rows if r["reachable"]}
        member["exposed_from"] = sorted(reached.union(*(_beside(document, r["asset"]) for r in rows)))
        member["exposure"] = _worst(document["zones"], rows, member)
    conclude_controls(document)
    for member in document["sensors"].values():
        member["blind"] = blind(document, member)
    for id_, member in document["log_collectors"].items():
        for source in member["sources"]:
            rows = [r for r in document["log_paths"].values() if (r["collector"], r["source"]) == (id_, source)]
            member["taints"] += unseen(document, member, source, rows)
    conclude_kill_switch(document)
    _drop_what_cannot_arrive(document)
    for id_, member in document["isolation_actions"].items():
        runs = [r for r in document["isolations"].values() if r["action"] == id_]
        member["taints"] += _left_open(document, member, runs)


def _beside(document: Json, asset: str) -> set[str]:
    """Return the zones whose hosts reach an asset through no device: it has a leg there, and one in a more trusted zone."""
    trust = {home: document["zones"][home]["trust"] for home in document["assets"][asset]["homes"]}
    return {home for home, level in trust.items() if level < max(trust.values())}


def _left_open(document: Json, member: Json, runs: list[Json]) -> list[Json]:
    """Return what keeps open whether an isolation action separates, and tell each of its rows.

    Where it names a place of which no configuration tells what it cuts, what passes a device may be what that place ends; and
    where it names conduits, and another device than this one, nobody says that this one is on their way.
    """
    if not runs:
        return unproved(member, [], "no configuration at hand stands between what it separates")
    gateways: Json = document["gateways"]
    at = [
        (gateways[p["device"]]["device"] if p["device"] in gateways else p["device"], p) for p in member["enforcement"]
    ]
    here = {r["device"] for r in runs}
    untold = [f"{p['type'].replace('_', ' ')} {p['object'] or '(not named)'}" for device, p in at if device not in here]
    untold += [what for run in runs for what in run["untold"]]
    ends = member["isolates"] or (member["cuts"]["from_zone"] and member["cuts"]["to_zone"])
    for run in runs:
        elsewhere = bool(at) and not ends and run["device"] not in {device for device, _ in at}
        run["untold"] = sorted({*untold, *(["conduits at other devices"] if elsewhere else [])})
    waiting = sorted({what for run in runs if run["remaining"] for what in run["untold"]})
    return unproved(member, [], f"no configuration tells what this cuts: {', '.join(waiting)}") if waiting else []


def _drop_what_cannot_arrive(document: Json) -> None:
    """Take out what passes one device after a cut and must then pass another that lets nothing through to that zone.

    A device is closed to a zone when the cut ends everything there, or when all its traffic to the zone goes to devices
    that are closed: in a circle it never arrives.
    """
    owners: dict[str, str] = {}
    for interface in document["interfaces"].values():
        owners |= dict.fromkeys(interface["addresses"], interface["device"])
    by_action: dict[str, list[Json]] = {}
    for run in document["isolations"].values():
        by_action.setdefault(run["action"], []).append(run)
    for runs in by_action.values():
        zones = {zone for run in runs for left in run["remaining"] for zone in left["hops"]}
        closed = {zone: _closed(runs, zone, owners) for zone in zones}
        for run in runs:
            run["remaining"] = [
                left for left in run["remaining"] if not any(run["device"] in closed[zone] for zone in left["hops"])
            ]


def _closed(runs: list[Json], zone: str, owners: dict[str, str]) -> set[str]:
    """Return the devices that are closed to a zone after a cut: the greatest set that holds by itself."""
    onward: dict[str, set[str]] = {}
    for run in runs:
        lefts = [left for left in run["remaining"] if zone in {left["from"], left["to"]}]
        if not lefts and not run["assumed"] and not run["missing_points"]:
            onward[run["device"]] = set()
        elif lefts and all(zone in left["hops"] for left in lefts):
            onward[run["device"]] = {owners.get(hop, "") for left in lefts for hop in left["hops"][zone]}
    closed = set(onward)
    while open_ := {device for device in closed if not onward[device] <= closed}:
        closed -= open_
    return closed


def _worst(zones: Json, rows: list[Json], vulnerability: Json) -> str | None:
    """Return the SSVC exposure: open from IT and outside, controlled from elsewhere, small where nothing reaches it.

    It is small only where a device tells so of every asset that has the vulnerability.
    """
    sources = vulnerability["exposed_from"]
    if any(zones[z]["it"] or zones[z]["external"] or zones[z]["kind"] == "unassociated" for z in sources):
        return "open"
    if sources:
        return "controlled"
    told = rows and {r["asset"] for r in rows} >= {*vulnerability["assets"]} and not any(r["taints"] for r in rows)
    return "small" if told else None
