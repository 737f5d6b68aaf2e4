"""Facts about the rules that carry remote sessions: from where remote access ends on into the plant, or to its gateways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zonewarden.analysis.survey import Survey
from zonewarden.facts.json import Json
from zonewarden.facts.zones import is_ot
from zonewarden.site.model import Site
from zonewarden_parsers.model import AddressSet, Rule

CLASSES = frozenset(
    {
        "admin", "control-write", "debug", "engineering", "file-transfer", "lateral", "program-download", "remote-interactive",
        "remote-tool", "vpn", "web",
    }
)  # fmt: skip
"""Classes of services that somebody works with. What no row of the catalogue names may be one of them."""
_KEPT = (
    "id", "title", "locations", "taints", "device", "list", "index", "service_ids", "classes", "logged", "text", "digest",
)  # fmt: skip
_DECIDING = frozenset({"live", "redundant", "undecided"})


def session_rules(survey: Survey, rules: Json) -> Json:
    """Return the permits among `rules` that carry remote sessions and decide packets where they are applied."""
    if not survey.clients and not any(z.kind == "remote_access" for z in survey.site.zones.values()):
        return {}
    ends = _ends(survey)
    return {
        fact["id"]: {name: fact[name] for name in _KEPT} | ends.joined(fact)
        for fact, rule in _written(survey, rules)
        if _decides(fact) and _for_people(fact) and ends.carries(rule, fact["from_zones"], fact["to_zones"])
    }


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where remote access ends: zones, and the addresses of gateways, jump hosts and clients. `plant` are the zones behind."""

    zones: frozenset[str]
    hosts: AddressSet
    plant: frozenset[str]

    def carries(self, rule: Rule, from_zones: Iterable[str], to_zones: Iterable[str]) -> bool:
        """Return whether a rule leads from there into the plant, or from one such zone to another."""
        behind = self.plant.intersection(to_zones)
        between = any(a != b for a in self.zones.intersection(from_zones) for b in self.zones.intersection(to_zones))
        if between or (behind and not self.zones.isdisjoint(from_zones)):
            return True
        return bool(behind) and bool(rule.match.sources) and rule.match.sources <= self.hosts

    def joined(self, fact: Json) -> Json:
        """Return the zones of a rule's fact that its sessions run between."""
        sources = sorted(self.zones.intersection(fact["from_zones"])) or fact["from_zones"]
        return {"from_zones": sources, "to_zones": sorted((self.plant | self.zones).intersection(fact["to_zones"]))}


def _ends(survey: Survey) -> _Ends:
    site = survey.site
    zones = {z.id for z in site.zones.values() if z.kind == "remote_access"}
    return _Ends(
        frozenset(zones - _of_the_office(site)),
        _hosts(survey),
        frozenset(z.id for z in site.zones.values() if is_ot(z)),
    )


def _of_the_office(site: Site) -> set[str]:
    """Return the zones that hold clients of the office's gateways and nothing of the plant's."""
    office = AddressSet.union(g.pools for g in site.gateways if g.scope == "it")
    plant = {g.zone for g in site.gateways if g.scope != "it"} | {
        zone for a in site.assets.values() if a.role == "jump_host" for zone in a.places
    }
    return {z.id for z in site.zones.values() if z.addresses and z.addresses <= office} - plant


def _hosts(survey: Survey) -> AddressSet:
    site = survey.site
    clients = (c.addresses for c in survey.clients if c.scope != "it")
    gateways = (g.addresses for g in site.gateways if g.scope != "it")
    jump_hosts = (a.addresses for a in site.assets.values() if a.role == "jump_host")
    return AddressSet.union((*clients, *gateways, *jump_hosts))


def _written(survey: Survey, rules: Json) -> Iterator[tuple[Json, Rule]]:
    for device in survey.devices:
        for listed in device.device.rule_lists:
            for rule in listed.rules:
                fact = rules.get(f"{device.id}/{listed.name}/{rule.index}")
                if fact is not None:
                    yield fact, rule


def _decides(fact: Json) -> bool:
    permits = fact["action"] == "permit" and not fact["answers"]
    return permits and fact["bound"] and fact["enabled"] and fact["status"] in _DECIDING


def _for_people(fact: Json) -> bool:
    return fact["any_service"] or not fact["service_ids"] or not CLASSES.isdisjoint(fact["classes"])
