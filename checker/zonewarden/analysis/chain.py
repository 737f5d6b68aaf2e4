"""The filters a packet meets at one device, from the interface it enters by to the one it leaves by."""

from __future__ import annotations

from dataclasses import replace

from zonewarden.analysis.permitted import NOTHING, ListIndex, Outcome, Via, everything, in_series, through_list
from zonewarden.analysis.placement import Place
from zonewarden_parsers.model import Action, Binding, Device, Direction, IntervalSet, Rule, RuleList


class Filters:
    """The filters of one device, indexed once and asked for many zone pairs."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self._indexes: dict[tuple[tuple[str, ...], int], ListIndex] = {}
        self._lists = {r.name: r for r in device.rule_lists}
        self._bindings = {(b.interface, b.direction, f): b for b in device.bindings for f in b.families}

    def between(self, entry: Place, leave: Place, version: int) -> Outcome:
        """Return what IP `version` packets from one place to another the device lets through."""
        sources, destinations = entry.addresses.family(version), leave.addresses.family(version)
        if not sources or not destinations:
            return NOTHING
        passed = self._inbound(entry, leave, version, sources, destinations)
        if not passed.permits and not passed.undecided:
            return passed
        outbound = self.bound(leave.interface, Direction.OUT, version)
        if outbound:
            passed = in_series(passed, through_list(self._index((outbound,), version), sources, destinations))
        return passed

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

    def implicit(self, entry: str, leave: str) -> Via:
        """Return the platform's own answer between two interfaces where no inbound list is bound."""
        for policy in self.device.implicit:
            if (policy.from_interface, policy.to_interface) == (entry, leave):
                action = Action.PERMIT if policy.permit else Action.DENY
                return Via("", policy.reason, action, policy.location)
        interface = self.device.interface(entry)
        location = interface.location if interface else self.device.interfaces[0].location
        return Via("", f"no access list on {entry}: everything is forwarded", Action.PERMIT, location)

    def _inbound(
        self, entry: Place, leave: Place, version: int, sources: IntervalSet, destinations: IntervalSet
    ) -> Outcome:
        if entry.tunnel is not None and self.device.vpn_bypass is not None:
            return self._tunnelled(entry, version, sources, destinations)
        names = self.inbound_lists(entry.interface, version)
        if names:
            if self._levels_forbid(entry.interface, leave.interface):
                return NOTHING
            return through_list(self._index(names, version), sources, destinations)
        via = self.implicit(entry.interface, leave.interface)
        return everything(version, sources, destinations, (via,)) if via.action is Action.PERMIT else NOTHING

    def _levels_forbid(self, entry: str, leave: str) -> bool:
        """Return whether equal security levels stop traffic that a list permits.

        ASA passes nothing between interfaces of one level without `same-security-traffic permit inter-interface`, whatever
        the lists say (Cisco ASA Series CLI Configuration Guide, *Allowing Same Security Level Communication*).
        """
        one, other = self.device.interface(entry), self.device.interface(leave)
        if one is None or other is None or one.security_level is None or one.security_level != other.security_level:
            return False
        return self.implicit(entry, leave).action is Action.DENY

    def _tunnelled(self, entry: Place, version: int, sources: IntervalSet, destinations: IntervalSet) -> Outcome:
        """Decrypted VPN traffic that skips the interface lists: only the VPN's own filter decides."""
        tunnel, bypass = entry.tunnel, self.device.vpn_bypass
        if tunnel is None or bypass is None:
            return NOTHING
        if tunnel.filter_list and tunnel.filter_list in self._lists:
            return through_list(self._index((tunnel.filter_list,), version), sources, destinations)
        via = Via("", f"VPN {tunnel.name} skips the interface access lists (sysopt connection permit-vpn)", Action.PERMIT, bypass)
        return everything(version, sources, destinations, (via,))

    def _index(self, names: tuple[str, ...], version: int) -> ListIndex:
        found = self._indexes.get((names, version))
        if found is None:
            found = self._indexes[names, version] = ListIndex(self._joined(names), version)
        return found

    def _joined(self, names: tuple[str, ...]) -> RuleList:
        """Return one list that means: the first of `names`, then the next for what it leaves open."""
        lists = [self._lists[n] for n in names]
        if len(lists) == 1:
            return lists[0]
        rules: list[Rule] = [rule for each in lists for rule in each.rules]
        renumbered = tuple(replace(rule, index=i) for i, rule in enumerate(rules))
        return replace(lists[-1], name="+".join(names), rules=renumbered)
