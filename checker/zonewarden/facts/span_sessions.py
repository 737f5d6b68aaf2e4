"""Whether a switch copies to a sensor what the sensor is declared to watch."""

from __future__ import annotations

import re
from collections.abc import Iterable

from zonewarden.facts.json import Json

_WITH_SESSIONS = frozenset({"cisco-ios", "cisco-nxos"})
"""Platforms of which the sessions are read."""
_PORT = re.compile(r"([A-Za-z-]+)(\d.*)")


def blind(document: Json, sensor: Json) -> str:
    """Return why a sensor surely gets nothing to see: its session is not in the configuration of its switch, or copies nowhere."""
    found = _session(document, sensor)
    if found is None:
        return ""
    where, lines = found
    missing = [part for part in ("source", "destination") if not any(words[1] == part for words in lines)]
    if not lines:
        return f"{where} is not configured"
    return f"{where} has no {missing[0]}" if missing else ""


def unwatched(document: Json, sensor: Json, zone: str) -> tuple[str, bool]:
    """Return what keeps a sensor from seeing all of a zone, and whether that is sure; no text where it surely does.

    A session that copies every VLAN of the zone does; one that copies other VLANs alone does not.
    """
    unseen = blind(document, sensor)
    if unseen:
        return unseen, True
    found = _session(document, sensor)
    if found is None:
        return f"that sensor {sensor['id']} gets to see the traffic is in no configuration at hand", False
    where, lines = found
    sources = [words[2:] for words in lines if words[1] == "source"]
    copied = {vlan for words in sources if words[:1] == ["vlan"] for vlan in _vlans(words[1])}
    record: Json = document["zone_records"].get(zone) or {"vlans": []}
    wanted = {int(vlan) for vlan in record["vlans"] if vlan.isascii() and vlan.isdigit()}
    narrowed = any(words[1] == "filter" for words in lines) or any(words[-1] in {"rx", "tx"} for words in sources)
    if wanted and wanted <= copied and not narrowed:
        return "", True
    if wanted and wanted.isdisjoint(copied) and all(words[:1] == ["vlan"] for words in sources):
        return f"{where} copies none of the VLANs of {zone}", True
    return f"whether {where} copies all of {zone} cannot be told", False


def copied_to(lines: Iterable[str], port: str) -> bool:
    """Return whether a `span-session` line of a switch sends copies to a port, whose name may be shortened ("Gi1/0/6").

    Such a port forwards nothing that comes in, and takes no part in the spanning tree.
    """
    written = (line.split() for line in lines)
    names = (name for words in written if words[1:3] == ["destination", "interface"] for name in words[3].split(","))
    return any(_is_short(name, port) for name in names)


def _is_short(name: str, port: str) -> bool:
    kind, number = _PORT.match(name), _PORT.match(port)
    if kind is None or number is None:
        return False
    return kind[2] == number[2] and number[1].lower().startswith(kind[1].lower())


def _session(document: Json, sensor: Json) -> tuple[str, list[list[str]]] | None:
    """Return a sensor's session for people and its lines as words; None where no configuration at hand would hold it."""
    device: Json | None = document.get("devices", {}).get(sensor["span"]["device"])
    number = sensor["span"]["session"]
    if sensor["type"] != "span" or device is None or number is None or device["platform"] not in _WITH_SESSIONS:
        return None
    settings: Json = device["management"]["settings"]
    lines = [setting["value"].split() for setting in settings.get("span-session", [])]
    mine = [words for words in lines if words[0] == str(number) and len(words) > 2]
    if not mine and device["taints"]:
        return None
    return f"monitor session {number} of {device['name']}", mine


def _vlans(written: str) -> set[int]:
    out: set[int] = set()
    for part in written.split(","):
        low, _, high = part.partition("-")
        if low.isascii() and low.isdigit() and (not high or (high.isascii() and high.isdigit())):
            out.update(range(int(low), min(int(high or low), 4094) + 1))
    return out
