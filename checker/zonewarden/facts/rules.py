"""Facts about rules."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zonewarden.analysis.first_match import Verdict
from zonewarden.analysis.grant_names import GrantNames
from zonewarden.analysis.rule_tags import RuleTags
from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden.facts.catalogue import ServiceIndex
from zonewarden.facts.dates import past
from zonewarden.facts.json import Json, digest, location
from zonewarden.facts.list_ends import Ends, Side, list_ends, touches
from zonewarden.facts.operands import OperandWriter
from zonewarden.facts.reach import HostIndex
from zonewarden.facts.schedules import ScheduleWriter, unclear
from zonewarden.site.model import Site
from zonewarden_parsers.model import ESTABLISHED, AddressSet, AtomKind, Device, Location, Rule, RuleList, VpnKind
from zonewarden_parsers.strict_yaml.nodes import texts

_TRACKED = re.compile(r"\b(?:ctstate|state|connection-state)\b.*\b(?:established|related)\b", re.IGNORECASE)
_TEMPORARY = re.compile(r"\b(temp|temporary|tmp|test|poc|vendor visit)\b", re.IGNORECASE)
_EITHER = ("any_source", "any_destination", "any_service", "ot", "it_ot", "external", "safety", "remote_access")


def rules(survey: Survey, catalogue: ServiceIndex) -> Json:
    """Return every rule that a configuration states: one a line, without those that the platform adds by itself."""
    operands = OperandWriter(catalogue, HostIndex(asset.addresses for asset in survey.site.assets.values()))
    tags, names = RuleTags(survey.site), GrantNames(survey.site)
    out: Json = {}
    for device in survey.devices:
        schedules = ScheduleWriter(device.device, survey.site, survey.now)
        readers = _Readers(operands, tags, names, schedules, _pools(device.device, survey.site))
        for rule_list in device.device.rule_lists:
            writer = _RuleWriter(survey, device, rule_list, list_ends(device, rule_list), readers)
            written: dict[tuple[Location, str], Json] = {}
            for rule, verdict in zip(rule_list.rules, device.verdicts[rule_list.name], strict=True):
                if rule.implicit:
                    continue
                fact = writer.fact(rule, verdict)
                first = written.setdefault((rule.location, rule.text), fact)
                if first is not fact:
                    _join(first, fact)
            out.update((fact["id"], fact) for fact in written.values())
    return out


@dataclass(frozen=True, slots=True)
class _Readers:
    """What the fields of a device's rules are read with. `pools` are the addresses of VPN clients."""

    operands: OperandWriter
    tags: RuleTags
    names: GrantNames
    schedules: ScheduleWriter
    pools: AddressSet


def _pools(device: Device, site: Site) -> AddressSet:
    """Return where people come in from: clients of declared gateways and of the device's own VPNs, and networks that grants name."""
    own = (vpn.pools for vpn in device.vpns if vpn.kind is VpnKind.REMOTE_ACCESS)
    named = (
        AddressSet.parse(network)
        for grant in site.registers.get("grants", ())
        for network in texts(grant.node.get("context", "source_networks"))
    )
    return AddressSet.union([*(gateway.pools for gateway in site.gateways), *own, *named])


def _join(first: Json, other: Json) -> None:
    """Add to the fact of one line what a further rule that stands for a part of it matches."""
    for key in _EITHER:
        first[key] = first[key] or other[key]
    for key in ("from_zones", "to_zones", "service_ids", "classes"):
        first[key] = sorted({*first[key], *other[key]})
    first["pooled"] = first["pooled"] and other["pooled"]
    first["swept"] = first["swept"] | other["swept"]
    for key in ("widest_port_range", "port_count"):
        first[key] = max(first[key], other[key])


class _RuleWriter:
    """Writes the facts of one list's rules."""

    def __init__(
        self,
        survey: Survey,
        device: DeviceSurvey,
        rule_list: RuleList,
        ends: Ends,
        readers: _Readers,
    ) -> None:
        self.survey, self.device, self.rule_list, self.ends = survey, device, rule_list, ends
        self._operands, self._readers = readers.operands, readers
        self._list_id = f"{device.id}/{rule_list.name}"
        self._near, self._far = Side(ends.sources), Side(ends.destinations)
        self._touched: dict[tuple[str, ...], Json] = {}

    def fact(self, rule: Rule, verdict: Verdict) -> Json:
        match = rule.match
        words = (*rule.remarks, rule.name)
        metadata = dict(self._readers.tags.pairs(rule))
        grants = self._readers.tags.grants(rule) if "grant" in metadata else ()
        when = self._readers.schedules.fields(rule, grants)
        from_zones = self._near.touching(match.sources, rule.from_interfaces)
        to_zones = self._far.touching(match.destinations, rule.to_interfaces)
        return {
            "id": f"{self._list_id}/{rule.index}",
            "title": f"rule {rule.index + 1} of {self.rule_list.name} on {self.device.id}",
            "locations": [location(rule.location)],
            "taints": unclear(rule, when) if grants else [],
            "device": self.device.id,
            "list": self._list_id,
            "index": rule.index,
            "action": rule.action.value,
            "enabled": rule.enabled,
            "bound": bool(self.ends.bindings),
            "status": verdict.status.value,
            "blockers": [self._blocker(i) for i in verdict.blockers],
            "different_action": verdict.different_action,
            **self._operands.sources(match.sources),
            **self._operands.destinations(match.destinations),
            **self._operands.services(match.services),
            "from_zones": from_zones,
            "to_zones": to_zones,
            **self._touches(from_zones, to_zones),
            "answers": self._answers(rule),
            "logged": rule.logged,
            "remarks": list(rule.remarks),
            "pooled": bool(match.sources) and match.sources <= self._readers.pools,
            "metadata": metadata,
            "grants": list(grants),
            "mentions": [] if grants else self._readers.names.mentioned(*words, rule.schedule),
            "metadata_missing": [k for k in self.survey.site.rule_metadata_required if k not in metadata],
            "review_overdue": past(metadata.get("review", ""), self.survey.now),
            "temporary": "review" not in metadata and bool(_TEMPORARY.search(" ".join(words))),
            **when,
            "undefined": [a.text for a in match.atoms if a.kind is AtomKind.REFERENCE],
            "atoms": [{"kind": a.kind.value, "text": a.text} for a in match.atoms],
            "text": rule.text,
            "digest": digest(rule),
        }

    def _answers(self, rule: Rule) -> bool:
        """Return whether the rule lets through only what belongs to sessions that another rule let begin.

        A connection tracker knows them; that the rule asks it must be evident from its text, because a condition on TCP flags
        (`! --syn`) has the same services and asks nobody.
        """
        return (
            self.device.device.stateful
            and rule.match.services <= ESTABLISHED
            and _TRACKED.search(rule.text) is not None
        )

    def _blocker(self, index: int) -> Json:
        rule = self.rule_list.rules[index]
        return {
            "id": f"{self._list_id}/{index}", "text": rule.text, "action": rule.action.value, "location": location(rule.location)
        }  # fmt: skip

    def _touches(self, from_zones: list[str], to_zones: list[str]) -> Json:
        key = (*from_zones, ">", *to_zones)
        known = self._touched.get(key)
        if known is None:
            known = self._touched[key] = touches(self.survey, from_zones, to_zones)
        return known
