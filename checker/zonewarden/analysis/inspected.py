"""Claims that intrusion prevention looks into the sessions of a conduit (`ips_signature`)."""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden.analysis.claims import Proof, SettingCheck
from zonewarden.analysis.conduits import conduit_packets, within
from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.survey import DeviceSurvey
from zonewarden.site.model import Entry, Site
from zonewarden.site.open_words import IPS_MODE
from zonewarden_parsers.strict_yaml.nodes import text


def inspected(entry: Entry, device: DeviceSurvey, site: Site) -> Iterator[SettingCheck]:
    """Yield, for each way of the conduit that something passes at the device, what its rules bind to the sessions.

    Refuted where a rule of a platform that binds profiles to its rules binds none to packets that surely pass.
    """
    wanted = text(entry.node.get("assert", "conduit"))
    conduits = [c for c in site.conduits if c.id == wanted]
    for judged in device.flows:
        flow = judged.flow
        permits = within(flow.permits, conduit_packets(conduits, flow))
        if permits or flow.taints:
            proof, said, chosen = _worst(permits, entry)
            places = tuple(dict.fromkeys(v.location for p in chosen for v in p.via))
            told = f"{device.id} {said} from {flow.from_zone} to {flow.to_zone}" if said else ""
            part = f"{flow.from_zone}>{flow.to_zone}"
            found = SettingCheck(entry.id, device.id, part, proof, told, places, (flow.from_zone, flow.to_zone))
            yield found.doubted(flow.taints)


def _worst(permits: tuple[Permit, ...], entry: Entry) -> tuple[Proof, str, list[Permit]]:
    """Return the worst of what the permits tell, and by which: refuted before open before proved."""
    told = [(permit, _told(permit, entry)) for permit in permits]
    for proof in (Proof.BROKEN, Proof.OPEN):
        for _, (found, said) in told:
            if found is proof:
                return proof, said, [p for p, other in told if other == (proof, said)]
    return Proof.HOLDS, "", []


def _told(permit: Permit, entry: Entry) -> tuple[Proof, str]:
    bound = [via.rule.inspection for via in permit.via if via.rule is not None and via.rule.inspection is not None]
    kinds = {kind for kinds in bound for kind in kinds}
    if "ips" in kinds:
        return _blocking(kinds, entry)
    if not bound:
        return Proof.OPEN, "binds no profiles to its rules, so that nothing tells what looks into sessions"
    if "group" in kinds:
        return Proof.OPEN, "binds a group of profiles that may hold none against intrusions to sessions"
    if not permit.definite:
        return Proof.OPEN, "may permit sessions with no profile against intrusions"
    return Proof.BROKEN, "permits sessions with no profile against intrusions"


def _blocking(kinds: set[str], entry: Entry) -> tuple[Proof, str]:
    """Return whether the profiles that are bound look for the signature, and do with it what is claimed.

    `ips:block:NAME` stands for one signature, `ips:block` for every one that no profile names; so does `ips:detect`.
    """
    signature, mode = (text(entry.node.get("assert", key)) for key in ("signature", "mode"))
    for suffix in (f":{signature}", "") if signature else ("",):
        detects = f"ips:detect{suffix}" in kinds
        if f"ips:block{suffix}" in kinds or (detects and IPS_MODE.meaning(mode) in {"", "off", "detect"}):
            return Proof.HOLDS, ""
        if detects:
            return Proof.BROKEN, f"detects {signature or 'intrusions'} and does not block it in sessions"
    return Proof.OPEN, "binds a profile that does not tell what it does with the signature in sessions"
