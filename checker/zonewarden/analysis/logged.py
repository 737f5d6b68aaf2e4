"""Claims that a device logs to a receiver (`log_to`): the receiver is among its log servers, and its rules log."""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden.analysis.claims import Proof, SettingCheck
from zonewarden.analysis.matrix import Flow
from zonewarden.analysis.packet_scope import assets_addresses, reaching, services_named
from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.survey import DeviceSurvey
from zonewarden.site.model import Entry, Site
from zonewarden_parsers.model import AddressSet, Aspect
from zonewarden_parsers.model.management import Server
from zonewarden_parsers.strict_yaml.nodes import scalars, text, texts


def logged(entry: Entry, device: DeviceSurvey, site: Site) -> Iterator[SettingCheck]:
    """Yield whether the device sends logs to the receiver, and whether it logs sessions to what the control protects."""
    if device.id != text(entry.node.get("assert", "device")):
        return
    yield _sent(entry, device, site)
    for asset, services in protected(entry, site).items():
        for judged in device.flows:
            flow = judged.flow
            if flow.to_zone in site.assets[asset].places:
                permits = reaching(flow.permits, site, asset, services_named(site, services))
                yield _row(entry.id, device.id, flow, asset, [p for p in permits if not _logs(p)]).doubted(flow.taints)


def protected(entry: Entry, site: Site) -> dict[str, tuple[str, ...]]:
    """Return the assets that a control protects, with the services at which they are vulnerable (none: every service)."""
    found: list[tuple[str, tuple[str, ...]]] = [(asset, ()) for asset in texts(entry.node.get("for_assets"))]
    named = set(texts(entry.node.get("for")))
    for vulnerability in site.registers.get("vulnerabilities", ()):
        if vulnerability.id in named:
            services = texts(vulnerability.node.get("vector", "service"))
            found += [(asset, services) for asset in texts(vulnerability.node.get("assets"))]
    out: dict[str, tuple[str, ...]] = {}
    for asset, services in found:
        if asset in site.assets:
            known = out.get(asset, services)
            out[asset] = tuple(dict.fromkeys((*known, *services))) if known and services else ()
    return out


def _row(control: str, device: str, flow: Flow, asset: str, bare: list[Permit]) -> SettingCheck:
    surely = [p for p in bare if p.definite]
    places = tuple(dict.fromkeys(v.location for p in surely or bare for v in p.via))
    part, zones = f"{flow.from_zone}>{asset}", (flow.from_zone, flow.to_zone)
    what = f"sessions from {flow.from_zone} to {asset} without a log"
    if surely:
        return SettingCheck(control, device, part, Proof.BROKEN, f"{device} permits {what}", places, zones)
    if bare:
        return SettingCheck(control, device, part, Proof.OPEN, f"{device} may permit {what}", places, zones)
    return SettingCheck(control, device, part, Proof.HOLDS)


def _logs(permit: Permit) -> bool:
    return any(via.rule is not None and via.rule.logged for via in permit.via)


def _sent(entry: Entry, device: DeviceSurvey, site: Site) -> SettingCheck:
    """Return whether the receiver is one of the device's log servers."""
    receiver = text(entry.node.get("assert", "receiver"))
    servers = [s for s in device.device.management.servers if s.purpose == "syslog"]
    goal = receivers(receiver, site)
    if any(_same(server, receiver, goal) for server in servers):
        return SettingCheck(entry.id, device.id, "receiver", Proof.HOLDS)
    hosts = ", ".join(dict.fromkeys(s.host for s in servers)) or "nowhere"
    places = tuple(s.location for s in servers)
    unread = any(g.aspect in {Aspect.MANAGEMENT, Aspect.ALL} for g in device.device.gaps)
    elsewhere = receiver in _declared(device.id, site)
    told = bool(goal) and all(server.addresses for server in servers) and not unread and not elsewhere
    proof = Proof.BROKEN if told else Proof.OPEN
    return SettingCheck(
        entry.id, device.id, "receiver", proof, f"{device.id} logs to {hosts}, not to {receiver}", places
    )


def _declared(device: str, site: Site) -> tuple[str, ...]:
    """Return the receivers that are declared for a device because its configuration cannot show them."""
    records = (e.node for e in site.registers.get("device_records", ()) if e.id == device)
    return next((texts(node.get("log_receivers")) for node in records), ())


def receivers(receiver: str, site: Site) -> AddressSet:
    """Return the addresses of a receiver: a declared collector, an asset, or an address as it is written."""
    for collector in site.registers.get("log_collectors", ()):
        if collector.id == receiver:
            return AddressSet.union(AddressSet.parse(s.text) for s in scalars(collector.node.get("addresses")))
    if receiver in site.assets:
        return assets_addresses(site, [receiver])
    try:
        return AddressSet.parse(receiver)
    except ValueError:
        return AddressSet.union(())


def _same(server: Server, receiver: str, goal: AddressSet) -> bool:
    if server.addresses and goal:
        return server.addresses <= goal
    return bool(receiver) and server.host == receiver
