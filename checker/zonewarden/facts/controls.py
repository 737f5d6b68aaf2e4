"""Compensating controls drawn together over every device: what proves them, what refutes them, what nobody can tell.

A control holds where every place that can tell proves it; the checks of single places are `control_checks` (flows) and
`setting_checks` (settings). Claims about sensors are held against the declared sensors and the paths of their logs.
"""

from __future__ import annotations

from collections.abc import Iterable

from zonewarden.analysis.claims import SettingCheck
from zonewarden.facts.json import Json, location, locations
from zonewarden.facts.log_arrival import unproved, unseen
from zonewarden.facts.span_sessions import unwatched
from zonewarden_parsers.model import Location

UNTOLD = "the configurations at hand neither prove nor refute it"


def setting_check(found: SettingCheck, declared: Location) -> Json:
    """Return what a device tells about a claim on settings."""
    reason = [{"reason": found.text, "location": location((*found.places, declared)[0])}]
    return {
        "id": found.id,
        "title": f"control {found.control} at {found.device}",
        "locations": locations([*found.places, declared]),
        "taints": reason if found.proof.value == "open" else [],
        "control": found.control,
        "device": found.device,
        "part": found.part,
        "proof": found.proof.value,
        "text": found.text,
        "zones": list(found.zones),
    }


def conclude_controls(document: Json) -> None:
    """Give every control its `proof` and its `faults`: what refutes it apart from flows. What stays open is a taint."""
    for id_, member in document["compensating_controls"].items():
        flows = [r for r in document["control_checks"].values() if r["control"] == id_]
        settings = [r for r in document["setting_checks"].values() if r["control"] == id_]
        broken = [r for r in settings if r["proof"] == "broken"]
        faults, doubts = _declared(document, member)
        member["faults"] = faults + [_fault(r["part"], r["text"], r) for r in broken]
        proofs: set[str] = {r["proof"] for r in (*flows, *settings)} | ({"broken"} if faults else set())
        if member["assert"]["type"] == "monitored_by" and not doubts:
            proofs.add("holds")  # nothing but the sensor's own declaration, session and path speak of it
        if "broken" in proofs:
            member["proof"] = "broken"
        elif proofs == {"holds"} and not doubts:
            member["proof"] = "holds"
        else:
            member["proof"] = "open"
            member["taints"] += doubts or unproved(member, [*flows, *settings], UNTOLD)


def _fault(key: str, text: str, row: Json | None = None) -> Json:
    return {
        "key": key if row is None else f"{row['device']}:{key}",
        "text": text,
        "zones": row["zones"] if row else [],
        "locations": row["locations"] if row else [],
    }


def _declared(document: Json, member: Json) -> tuple[list[Json], list[Json]]:
    """Return what declarations and paths of logs say against a claim, and what they leave open."""
    claim = member["assert"]
    if claim["type"] == "log_to":
        return _arrival(document, member, claim["device"], _collectors(document, claim["receiver"]), claim["receiver"])
    if claim["type"] == "monitored_by":
        return _monitored(document, member, claim)
    return [], []


def _collectors(document: Json, receiver: str | None) -> list[str]:
    """Return the collectors that a receiver stands for: by name, or by one of their addresses."""
    every: Json = document["log_collectors"]
    return [id_ for id_, c in every.items() if receiver is not None and receiver in {id_, *c["addresses"]}]


def _arrival(
    document: Json, member: Json, source: str | None, collectors: Iterable[str], receiver: str | None
) -> tuple[list[Json], list[Json]]:
    """Return whether the logs of a source surely do not arrive at any of the collectors, and what leaves that open."""
    told = [c for c in collectors if source in document["log_collectors"][c]["sources"]]
    if source is None or not told:
        reason = f"no log collector {receiver or ''} is declared with {source} among its sources".replace("  ", " ")
        return [], [{"reason": reason, "location": member["locations"][0]}]
    faults: list[Json] = []
    doubts: list[Json] = []
    for id_ in told:
        rows = [r for r in document["log_paths"].values() if (r["collector"], r["source"]) == (id_, source)]
        stopped = [r for r in rows if r["proof"] == "broken"]
        doubts += [] if stopped else unseen(document, document["log_collectors"][id_], source, rows)
        faults += [
            {
                "key": f"path:{id_}:{r['device']}",
                "text": f"{r['device']} lets no logs of {source} through to {id_}",
                "zones": [r["from"], r["to"]],
                "locations": r["locations"],
            }
            for r in stopped
        ]
    return faults, doubts


def _monitored(document: Json, member: Json, claim: Json) -> tuple[list[Json], list[Json]]:
    """Return what speaks against a claim that a sensor watches a zone, and what no configuration tells."""
    sensor: Json | None = document["sensors"].get(claim["sensor"])
    place = member["locations"][0]
    if sensor is None or claim["zone"] is None:
        return [], [{"reason": "it names no sensor and zone", "location": place}]
    faults: list[Json] = []
    watched = _watched(document, sensor)
    if claim["zone"] not in watched:
        faults.append(_fault("zone", f"sensor {sensor['id']} watches {_listed(watched)}, not {claim['zone']}"))
    if claim["use_case"] is not None and claim["use_case"] not in sensor["use_cases"]:
        faults.append(
            _fault(
                "use_case",
                f"sensor {sensor['id']} is declared to detect {_listed(sensor['use_cases'])}, not {claim['use_case']}",
            )
        )
    collectors = [id_ for id_, c in document["log_collectors"].items() if sensor["id"] in c["sources"]]
    stopped, doubts = _arrival(document, member, sensor["id"], collectors, None)
    unwatched_, sure = unwatched(document, sensor, claim["zone"])
    if unwatched_ and sure:
        faults.append(_fault("span", unwatched_))
    elif unwatched_:
        doubts = [*doubts, {"reason": unwatched_, "location": place}]
    return faults + stopped, doubts


def _watched(document: Json, sensor: Json) -> list[str]:
    """Return the zones that a sensor is declared to watch: its own, and those at the ends of its conduit."""
    conduit: Json = document["conduits"].get(sensor["conduit"]) or {"from": None, "to": None}
    return sorted({zone for zone in (sensor["zone"], conduit["from"], conduit["to"]) if zone is not None})


def _listed(words: list[str]) -> str:
    return ", ".join(words) or "nothing"
