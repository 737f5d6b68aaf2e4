"""Facts about the kill switch of remote access, played through at the devices that it names."""

from __future__ import annotations

from collections.abc import Iterable

from zonewarden.analysis.kill_switch import Held, KillSwitch, Touched
from zonewarden.analysis.matrix import Taint
from zonewarden.analysis.survey import Survey
from zonewarden.facts.flows import permits_facts
from zonewarden.facts.json import Json, gap_taints, locations, taints
from zonewarden.facts.zones import is_ot
from zonewarden_parsers.model import Aspect
from zonewarden_parsers.strict_yaml.nodes import text

MAX_PLACES = 4


def kill_switch_run(found: KillSwitch, survey: Survey) -> Json:
    """Return one implementation of the kill switch at a device."""
    (device,) = (d.device for d in survey.devices if d.id == found.device)
    plant = {z.id for z in survey.site.zones.values() if is_ot(z)}
    within = [one for one in found.lost if {one.flow.from_zone, one.flow.to_zone} <= plant]
    left = [one for one in found.left if one.flow.to_zone in plant]
    kind = text(found.node.get("type"))
    place = found.node.place("device")
    unread: list[Taint] = []
    if found.held is Held.UNKNOWN:
        unread.append(Taint(f"no object of type {kind or 'unstated'} is read from configurations", place))
    if not found.told:
        unread.append(Taint(f"the configuration does not say what {found.wanted} cuts when it is switched", place))
    return {
        "id": found.id,
        "title": f"kill switch {found.wanted or found.number + 1} at {found.device}",
        "locations": locations([*found.places[:MAX_PLACES], place]),
        "taints": taints([*unread, *gap_taints(device, [Aspect.FLOWS])]),
        "number": found.number,
        "device": found.device,
        "object": found.wanted,
        "type": kind,
        "held": found.held.value,
        "conduits": list(found.conduits),
        "plant": _flows(within),
        "left": _flows(left),
    }


def _flows(touched: Iterable[Touched]) -> list[Json]:
    return [
        {
            "flow": one.flow.id,
            "from": one.flow.from_zone,
            "to": one.flow.to_zone,
            "part": permits_facts(one.permits, (), {}),
            "locations": locations(list(dict.fromkeys(v.location for p in one.permits for v in p.via))[:MAX_PLACES]),
        }
        for one in touched
    ]


def conclude_kill_switch(document: Json) -> None:
    """Complete the declared kill switch: what no configuration at hand can show keeps it open."""
    devices = {gateway["id"]: gateway["device"] for gateway in document["gateways"].values()}
    for member in document["kill_switch"].values():
        shown = {run["number"] for run in document["kill_switch_runs"].values()}
        for number, point in enumerate(member["implementations"]):
            if number not in shown:
                where = devices.get(point["device"], point["device"]) or point["device"]
                reason = f"no configuration of {where} is at hand to show {point['object'] or 'the switch'}"
                member["taints"].append({"reason": reason, "location": member["locations"][0]})
