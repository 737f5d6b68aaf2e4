"""Compensating controls that claim something about flows, held against the computed flows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from zonewarden.analysis.conduits import Judged, minus
from zonewarden.analysis.matrix import Taint
from zonewarden.analysis.packet_scope import EVERYWHERE, assets_addresses, reaching, services_named, window
from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.survey import Survey
from zonewarden.site.model import Asset, Entry, Site
from zonewarden.site.shapes import day, moment
from zonewarden_parsers.model import Location, ServiceSet
from zonewarden_parsers.strict_yaml.nodes import text, texts

FLOW_CLAIMS = frozenset({"deny", "no_path", "only_from"})


class Proof(StrEnum):
    """Whether a claim holds at a device. `OPEN`: it cannot be decided there."""

    HOLDS = "holds"
    BROKEN = "broken"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Claim:
    """A control's claim about flows: `asset` is not reached from `from_zone` (deny), or only from `sources` (only_from).

    `active` is False for a control that has expired or whose end is not declared: a control must end to be in force.
    """

    control: str
    kind: str
    asset: str
    from_zone: str
    sources: tuple[str, ...]
    services: ServiceSet
    vulnerabilities: tuple[str, ...]
    active: bool


@dataclass(frozen=True, slots=True)
class Check:
    """A claim at one flow of a device: what breaks it, if anything."""

    claim: Claim
    device: str
    judged: Judged
    proof: Proof
    breach: tuple[Permit, ...]

    @property
    def id(self) -> str:
        """The key in the facts."""
        return f"{self.claim.control}@{self.judged.flow.id}"


@dataclass(frozen=True, slots=True)
class SettingCheck:
    """A claim about settings at one place of a device: `part` tells the places of a device apart.

    `text` says what refutes the claim there or keeps it open, after the control's title; empty where it holds.
    """

    control: str
    device: str
    part: str
    proof: Proof
    text: str = ""
    places: tuple[Location, ...] = ()
    zones: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The key in the facts."""
        return f"{self.control}@{self.device}:{self.part}"

    def doubted(self, doubts: Sequence[Taint]) -> SettingCheck:
        """Return the check, open where it held and something unread may say otherwise."""
        if self.proof is not Proof.HOLDS or not doubts:
            return self
        places = (*self.places, *(t.location for t in doubts))
        return replace(self, proof=Proof.OPEN, text=f"{self.device}: {doubts[0].reason}", places=places)


def claims(site: Site, now: datetime) -> Iterator[Claim]:
    """Yield the claims about flows of the site's compensating controls; others cannot be told from flows."""
    for entry in site.registers.get("compensating_controls", ()):
        kind = text(entry.node.get("assert", "type"))
        if kind in FLOW_CLAIMS:
            claim = _claim(entry, "deny" if kind == "no_path" else kind, site, now)
            if claim is not None:
                yield claim


def _claim(entry: Entry, kind: str, site: Site, now: datetime) -> Claim | None:
    said = entry.node.get("assert")
    asset = text(entry.node.get("assert", "dst_asset")) or text(entry.node.get("assert", "to_asset"))
    from_zone = text(entry.node.get("assert", "src_zone")) or text(entry.node.get("assert", "from_zone"))
    if said is None or asset not in site.assets or (kind == "deny" and from_zone not in site.zones):
        return None
    return Claim(
        control=entry.id,
        kind=kind,
        asset=asset,
        from_zone=from_zone if kind == "deny" else "",
        sources=tuple(a for a in texts(entry.node.get("assert", "src")) if a in site.assets),
        services=services_named(site, texts(entry.node.get("assert", "service"))),
        vulnerabilities=texts(entry.node.get("for")),
        active=_active(text(entry.node.get("expires")), site, now),
    )


def _active(written: str, site: Site, now: datetime) -> bool:
    date = day(written)
    if date is not None and date.year < 9999:
        return now < datetime.combine(date + timedelta(1), time(), site.time_zone)
    end = moment(written)
    return date is not None or (end is not None and now < end)


def checks(survey: Survey) -> Iterator[Check]:
    """Yield every claim at every flow that it speaks of, at each device that sits between the zones."""
    site = survey.site
    every = list(claims(site, survey.now))
    for device in survey.devices:
        for judged in device.flows:
            for claim in every:
                if judged.flow.to_zone in site.assets[claim.asset].places and claim.from_zone in {
                    "",
                    judged.flow.from_zone,
                }:
                    yield _check(claim, device.id, judged, site)


def _reached_inside(claim: Claim, asset: Asset) -> bool:
    """Return whether hosts that the claim keeps out may share a network with a leg of the asset: no device sees them."""
    return claim.from_zone in asset.homes or (claim.kind == "only_from" and len(asset.homes) > 1)


def _check(claim: Claim, device: str, judged: Judged, site: Site) -> Check:
    asset = site.assets[claim.asset]
    breach = reaching(judged.flow.permits, site, claim.asset, claim.services)
    if claim.kind == "only_from":
        breach = minus(breach, window(assets_addresses(site, claim.sources), EVERYWHERE, claim.services))
    if any(p.definite for p in breach):
        proof = Proof.BROKEN
    elif breach or judged.flow.taints or not asset.addresses or _reached_inside(claim, asset):
        proof = Proof.OPEN
    else:
        proof = Proof.HOLDS
    return Check(claim, device, judged, proof, breach)
