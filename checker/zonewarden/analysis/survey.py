"""The whole analysis of a site: every device surveyed against the declared zones and conduits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from fnmatch import fnmatch
from itertools import chain
from pathlib import PurePosixPath
from typing import Any, Protocol, TypeVar

from zonewarden.analysis.answers import answers
from zonewarden.analysis.chain import Filters
from zonewarden.analysis.clients import Clients, Pool, clients
from zonewarden.analysis.conduits import Judged, Required, judge, required
from zonewarden.analysis.filtering import end_of
from zonewarden.analysis.first_match import Verdict, classify
from zonewarden.analysis.matrix import Flow, matrix, placements
from zonewarden.analysis.permitted import Via
from zonewarden.analysis.placement import Place
from zonewarden.analysis.scoping import Part
from zonewarden.analysis.ways import Ways
from zonewarden.site.model import Conduit, DeclaredDevice, Site
from zonewarden_parsers.model import Action, AddressSet, Device, RuleList


@dataclass(frozen=True, slots=True)
class DeviceSurvey:
    """One device with everything computed about it. `id` is its declared id, else its host name."""

    id: str
    device: Device
    declared: DeclaredDevice | None
    places: Mapping[str, tuple[Place, ...]]
    flows: tuple[Judged, ...]
    required: tuple[Required, ...]
    verdicts: Mapping[str, tuple[Verdict, ...]]


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Concluded = TypeVar("Concluded", bound=_Identified)


@dataclass(frozen=True, slots=True)
class Survey:
    """The analysis of a site: its declarations, the moment of judgement, and each device.

    `pools` are the client addresses of every VPN, on these devices or others.
    """

    site: Site
    now: datetime
    devices: tuple[DeviceSurvey, ...]
    pools: tuple[Pool, ...] = ()
    _concluded: dict[object, Mapping[str, Any]] = field(
        default_factory=dict[object, Mapping[str, Any]], init=False, repr=False, compare=False
    )

    def concluded(self, of: Callable[[Survey], Iterable[Concluded]]) -> Mapping[str, Concluded]:
        """Return what `of` yields about this survey by its ids; worked out once, however often it is asked for."""
        if of not in self._concluded:
            self._concluded[of] = {each.id: each for each in of(self)}
        return self._concluded[of]

    @property
    def client_zones(self) -> frozenset[str]:
        """The zones in which clients of any VPN get their addresses."""
        return frozenset(zones_holding(self.site, AddressSet.union(pool.addresses for pool in self.pools)))

    @property
    def clients(self) -> tuple[Clients, ...]:
        """Who comes in by remote access."""
        return clients(self.site, self.pools)

    def flow(self, id_: str) -> Judged | None:
        """Return the judged flow with this id, or None."""
        near = (d for d in self.devices if id_.startswith(f"{d.id}:"))
        return next((j for d in near for j in d.flows if j.flow.id == id_), None)


def survey(site: Site, devices: Sequence[Device], now: datetime) -> Survey:
    """Analyse every device against the site."""
    ids = device_ids(site, devices)
    pools = [
        Pool(names_of(site, device, id_), vpn.name, vpn.pools, vpn.location)
        for device, id_ in zip(devices, ids, strict=True)
        for vpn in device.vpns
        if vpn.enabled
    ]
    return survey_part(site, devices, ids, pools, now)


def survey_part(
    site: Site, devices: Sequence[Device], ids: Sequence[str], pools: Iterable[Pool], now: datetime
) -> Survey:
    """Analyse some of a site's devices, with what they must know of the others: their own ids, and where VPN clients are."""
    found = tuple(_survey(site, d, id_, now) for d, id_ in zip(devices, ids, strict=True))
    return Survey(site, now, found, tuple(pools))


def zones_holding(site: Site, addresses: AddressSet) -> list[str]:
    """Return the ids of the zones that hold any of the addresses, sorted."""
    return sorted(z.id for z in site.zones.values() if not z.addresses.isdisjoint(addresses))


class Named(Protocol):
    """What tells a device apart: as much of `Device` as its id follows from."""

    @property
    def name(self) -> str:
        """Its host name."""
        ...

    @property
    def context(self) -> str:
        """The context that it is in its file."""
        ...

    @property
    def path(self) -> str:
        """Its configuration file."""
        ...


def device_ids(site: Site, devices: Sequence[Named]) -> list[str]:
    """Return an id for each device, each once: the declared one where one fits, else its name (its file's, where it states none).

    Contexts of one name or one declaration have their context in the id; whatever is still the same is told apart by its path.
    """
    declared = [declaration(site, device) for device in devices]
    shared = Counter(d.id for d in declared if d is not None)
    out: dict[str, None] = {}
    for device, found in zip(devices, declared, strict=True):
        name = found.id if found else device.name or PurePosixPath(device.path).stem
        if device.context and (found is None or shared[found.id] > 1):
            name = f"{name}/{device.context}"
        if name in out:
            name = f"{name}@{path_in_project(site, device)}"
        number = 2
        while name in out:
            name, number = f"{name.removesuffix(f'#{number - 1}')}#{number}", number + 1
        out[name] = None
    return list(out)


def names_of(site: Site, device: Named, id_: str) -> tuple[str, ...]:
    """Return the names by which declarations may know a device: its id, and that of its declaration."""
    declared = declaration(site, device)
    return tuple(dict.fromkeys((id_, declared.id))) if declared else (id_,)


def path_in_project(site: Site, device: Named) -> str:
    """Return the path of a device's configuration as seen from the project file, wherever the run was started."""
    root = site.project.root.rstrip("/")
    return device.path.removeprefix(f"{root}/") if root not in {"", "."} else device.path


def declaration(site: Site, device: Named) -> DeclaredDevice | None:
    """Return the declaration of a device: by its configuration's path, of its context before one of all, then by its id."""
    relative = path_in_project(site, device)
    fits = [
        d for d in site.devices.values()
        if d.config and (fnmatch(relative, d.config) or fnmatch(device.path, d.config)) and d.context in {"", device.context}
    ]  # fmt: skip
    if fits:
        return max(fits, key=lambda d: bool(d.context))  # the first of equals
    named = site.devices.get(device.name)
    return named if named is not None and named.context in {"", device.context} else None


def _survey(site: Site, device: Device, id_: str, now: datetime) -> DeviceSurvey:
    declared = declaration(site, device)
    flows = matrix(device, id_, site.zones, declared)
    opposite = {} if device.stateful else {(f.from_zone, f.to_zone): f.permits for f in flows}
    return DeviceSurvey(
        id=id_,
        device=device,
        declared=declared,
        places=placements(device, site.zones, declared),
        flows=tuple(
            judge(flow, site.conduits, now, opposite.get((flow.to_zone, flow.from_zone), ())) for flow in flows
        ),
        required=tuple(required_by(site, device, flows)),
        verdicts={rule_list.name: classify(rule_list) for rule_list in device.rule_lists},
    )


def required_by(site: Site, device: Device, flows: Sequence[Flow]) -> Iterator[Required]:
    """Yield every required conduit at the device, with what of it these flows, or the lists on the way back, do not let through."""
    ways = Ways(Filters(device))
    for conduit in site.conduits:
        if not conduit.required or _runs_elsewhere(site, device, conduit):
            continue
        for flow in flows:
            if {flow.from_zone, flow.to_zone} == {conduit.from_zone, conduit.to_zone}:
                found = required(conduit, flow, denying(ways, flow))
                if found is not None:
                    yield replace(found, answers=answers(ways, found))


def denying(ways: Ways, flow: Flow) -> list[Via]:
    """Return every rule that may deny packets of the flow, and where the lists end or are missing."""
    out: dict[Via, None] = {}
    seen: set[Part] = set()
    for way in ways.between(ways.side(flow.entries), ways.side(flow.exits)).ways:
        for stage in chain(*way.kind.stages):
            if stage.via is not None and stage.via.action is Action.DENY:
                out[stage.via] = None
            for part in stage.parts:
                if part not in seen:
                    seen.add(part)
                    out.update(dict.fromkeys(_denials(ways.filters.rule_list(part))))
    return list(out)


def _denials(rule_list: RuleList) -> Iterator[Via]:
    """Yield the rules of a list that may deny, and its end where that denies."""
    for r in rule_list.rules:
        if r.enabled and r.action is not Action.PERMIT:
            yield Via(rule_list.name, r.text, r.action, r.location, r)
    if rule_list.default is Action.DENY:
        yield end_of(rule_list)


def _runs_elsewhere(site: Site, device: Device, conduit: Conduit) -> bool:
    """Return whether a conduit is declared to be enforced by other devices than this one, whose place nobody knows.

    A rule table stands between all zones; what need not cross it, it cannot block.
    """
    declared = declaration(site, device)
    name = declared.id if declared else device.name
    return device.placeless and bool(conduit.enforced_by) and name not in conduit.enforced_by
