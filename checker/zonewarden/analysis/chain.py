"""The filters a packet meets at one device, from the interface it enters by to the one it leaves by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from zonewarden.analysis.permitted import NOTHING, ListIndex, Outcome, Via, everything, in_series, through_list
from zonewarden.analysis.placement import Place
from zonewarden.analysis.scoping import Part, Scope, Scoped
from zonewarden_parsers.model import (
    INITIATING,
    Action,
    Atom,
    AtomKind,
    Binding,
    Device,
    Direction,
    Interface,
    IntervalSet,
    Location,
    Match,
    Rule,
    RuleList,
    ServiceSet,
    Vpn,
)


@dataclass(frozen=True, slots=True)
class Stage:
    """One filter on the way through a device: lists asked one after the other, or the platform's own answer `via`.

    The lists of a stage decide as one: what no rule of the first matches, the next one judges. Each is a part of a list: the
    rules for the two interfaces. `what` says which filter it is, `leaving` whether it judges packets on their way out.
    """

    what: str
    parts: tuple[Part, ...] = ()
    via: Via | None = None
    leaving: bool = False


class Filters:
    """The filters of one device, indexed once and asked for many zone pairs: what packets that begin a session meet."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self._indexes: dict[tuple[tuple[Part, ...], int], ListIndex] = {}
        self._lists = {r.name: Scoped(r) for r in device.rule_lists}
        self._bindings: dict[tuple[str, Direction, int], Binding] = {
            (b.interface, b.direction, f): b
            for b in device.bindings
            for f in b.families
            if b.direction is not Direction.FORWARD
        }
        self._forward = [b for b in device.bindings if b.direction is Direction.FORWARD]
        self._interfaces = {i.name: i for i in reversed(device.interfaces)}

    def interface(self, name: str) -> Interface | None:
        """Return the device's interface of this name, or None."""
        return self._interfaces.get(name)

    def passing(
        self,
        stages: Iterable[Stage],
        version: int,
        sources: IntervalSet,
        destinations: IntervalSet,
        services: ServiceSet = INITIATING,
    ) -> Outcome:
        """Return what IP `version` packets between two sets of addresses pass these filters, one after the other."""
        if not sources or not destinations:
            return NOTHING
        passed: Outcome | None = None
        for stage in stages:
            outcome = self._through(stage, version, sources, destinations, services)
            passed = outcome if passed is None else in_series(passed, outcome)
            if not passed.permits and not passed.undecided:
                return NOTHING
        return passed or NOTHING

    def into(self, entry: Place, leave: Place, version: int) -> Outcome:
        """Return what passes the filters on the way in and through, whatever the interface it leaves by says."""
        sources, destinations = entry.addresses.family(version), leave.addresses.family(version)
        return self.passing(self.inward(entry, leave, version), version, sources, destinations)

    def stages(self, entry: Place, leave: Place, version: int) -> Iterator[Stage]:
        """Yield the filters that an IP `version` packet from one place to another meets, in their order; at least one."""
        yield from self.inward(entry, leave, version)
        outbound = self.bound(leave.interface, Direction.OUT, version)
        if outbound:
            part = self.part(outbound, (entry.interface, leave.interface))
            yield Stage(f"out of {leave.interface}", (part,), leaving=True)

    def inward(self, entry: Place, leave: Place, version: int) -> Iterator[Stage]:
        """Yield the filters before those of the interface that a packet leaves by; at least one."""
        yield from self._inbound(entry, leave, version)
        scope = (entry.interface, leave.interface)
        yield from (Stage("through the device", (self.part(name, scope),)) for name in self.forward_lists(version))

    def bound(self, interface: str, direction: Direction, version: int) -> str:
        """Return the name of the list applied to an interface, or an empty string."""
        binding = self.binding(interface, direction, version)
        return binding.rule_list if binding else ""

    def binding(self, interface: str, direction: Direction, version: int) -> Binding | None:
        """Return the binding of a list to an interface (`""` for the global one), or None."""
        return self._bindings.get((interface, direction, version))

    def inbound_lists(self, interface: str, version: int) -> tuple[str, ...]:
        """Return the lists that judge a packet entering by `interface`, in order: its own, then the global one."""
        own = self.bound(interface, Direction.IN, version)
        shared = self.bound("", Direction.GLOBAL, version)
        return tuple(name for name in (own, shared) if name)

    def forward_lists(self, version: int) -> list[str]:
        """Return the lists that judge every packet on its way through the device, in order."""
        return [b.rule_list for b in self._forward if version in b.families]

    def implicit(self, entry: str, leave: str) -> Via:
        """Return the platform's own answer between two interfaces where no inbound list is bound."""
        for policy in self.device.implicit:
            if (policy.from_interface, policy.to_interface) == (entry, leave):
                action = Action.PERMIT if policy.permit else Action.DENY
                return Via("", policy.reason, action, policy.location)
        interface = self.interface(entry)
        location = interface.location if interface else Location(self.device.path, 1)
        where = f"on {entry}" if entry else f"in {self.device.name}"
        return Via("", f"no access list {where}: everything is forwarded", Action.PERMIT, location)

    def _inbound(self, entry: Place, leave: Place, version: int) -> Iterator[Stage]:
        if entry.tunnel is not None and self.device.vpn_bypass is not None:
            yield self._tunnelled(entry.tunnel, self.device.vpn_bypass)
            return
        names = self.inbound_lists(entry.interface, version)
        listed = names or self.forward_lists(version)
        via = self.implicit(entry.interface, leave.interface)
        if not listed or self._levels_forbid(entry.interface, leave.interface):
            yield Stage("between the interfaces", via=via)
        if names:
            scope = (entry.interface, leave.interface)
            yield Stage(f"into {entry.interface}", tuple(self.part(name, scope) for name in names))

    def _through(
        self, stage: Stage, version: int, sources: IntervalSet, destinations: IntervalSet, services: ServiceSet
    ) -> Outcome:
        if stage.via is None:
            return through_list(self.index(stage.parts, version), sources, destinations, services)
        permits = stage.via.action is Action.PERMIT
        return everything(version, sources, destinations, (stage.via,)) if permits else NOTHING

    def _levels_forbid(self, entry: str, leave: str) -> bool:
        """Return whether equal security levels stop traffic that a list permits.

        ASA passes nothing between interfaces of one level without `same-security-traffic permit inter-interface`, whatever
        the lists say (Cisco ASA Series CLI Configuration Guide, *Allowing Same Security Level Communication*).
        """
        one, other = self.interface(entry), self.interface(leave)
        if one is None or other is None or one.security_level is None or one.security_level != other.security_level:
            return False
        return self.implicit(entry, leave).action is Action.DENY

    def _tunnelled(self, tunnel: Vpn, bypass: Location) -> Stage:
        """Decrypted VPN traffic that skips the interface lists: only the VPN's own filter decides."""
        what = f"filter of VPN {tunnel.name}"
        if tunnel.filter_list and tunnel.filter_list in self._lists:
            return Stage(what, (self.part(tunnel.filter_list, (tunnel.interface, "")),))
        text = f"VPN {tunnel.name} skips the interface access lists (sysopt connection permit-vpn)"
        return Stage(what, via=Via("", text, Action.PERMIT, bypass))

    def part(self, name: str, scope: Scope) -> Part:
        """Return which part of a list judges packets between two interfaces."""
        return self._lists[name].part(scope)

    def rule_list(self, part: Part) -> RuleList:
        """Return a part of a list as a list."""
        return self._lists[part.name].rules(part)

    def index(self, parts: tuple[Part, ...], version: int) -> ListIndex:
        """Return the lists of one stage as one index for IP `version`."""
        found = self._indexes.get((parts, version))
        if found is None:
            found = self._indexes[parts, version] = ListIndex(self._joined(parts), version)
        return found

    def _joined(self, parts: tuple[Part, ...]) -> RuleList:
        """Return one list that means: the first of `parts`, then the next for what it leaves open."""
        lists = [self.rule_list(part) for part in parts]
        if len(lists) == 1:
            return lists[0]
        rules: list[Rule] = []
        for each in lists[:-1]:
            rules += [*each.rules, *_left_open(each)]
        rules += lists[-1].rules
        renumbered = tuple(replace(rule, index=i) for i, rule in enumerate(rules))
        return replace(lists[-1], name="+".join(part.name for part in parts), rules=renumbered)


def _left_open(rule_list: RuleList) -> list[Rule]:
    """Return what ends a list that another one follows: nothing, unless the list is not known, which may decide anything."""
    if rule_list.default is not Action.UNKNOWN:
        return []
    atom = Atom(AtomKind.UNREADABLE, f"access list {rule_list.name} is not defined", rule_list.location)
    match = Match(atoms=(atom,))
    return [Rule(len(rule_list.rules), Action.UNKNOWN, match, rule_list.location, f"undefined list {rule_list.name}")]
