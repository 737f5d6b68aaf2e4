"""Security policies of the SRX: zone to zone, then global, then the default policy, as one list.

Junos Security Policies User Guide: policies of the pair of zones are asked in order, then the global policies, then the default
policy, which denies unless `default-policy permit-all`; the same between interfaces of one zone. Policies match addresses after
destination and static NAT and before source NAT. A policy that lacks one of its three match conditions cannot be committed: it is
taken to match anything. Dynamic applications and URL categories narrow a policy by what flows later.
"""

from __future__ import annotations

from dataclasses import dataclass

from zonewarden_parsers.juniper_junos import books as book_module
from zonewarden_parsers.juniper_junos.applications import Applications
from zonewarden_parsers.juniper_junos.applications import join as join_services
from zonewarden_parsers.juniper_junos.books import Books, Meaning
from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.schedules import schedule_times
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.juniper_junos.zones import HOST, interfaces_of
from zonewarden_parsers.model import (
    ANY,
    ANY_SERVICE,
    EMPTY_SERVICE,
    NOWHERE,
    Action,
    Atom,
    AtomKind,
    Binding,
    Direction,
    Location,
    Match,
    Rule,
    RuleList,
)

LIST = "security-policies"
HOST_LIST = "security-policies to junos-host"
_NARROWING = {
    "source-identity": AtomKind.USER,
    "dynamic-application": AtomKind.APPLICATION,
    "url-category": AtomKind.URL,
    "source-end-user-profile": AtomKind.USER,
    "destination-end-user-profile": AtomKind.USER,
    "source-l3vpn-vrf-group": AtomKind.OTHER,
    "destination-l3vpn-vrf-group": AtomKind.OTHER,
    "source-tenant": AtomKind.OTHER,
    "source-identity-feed": AtomKind.USER,
    "destination-identity-feed": AtomKind.USER,
    "destination-identity-context": AtomKind.USER,
    "destination-identity-context-profile": AtomKind.USER,
    "dscp": AtomKind.PACKET,
    "dscp-except": AtomKind.PACKET,
}
_MATCH = frozenset({"source-address", "destination-address", "application", "source-address-excluded",
                    "destination-address-excluded", "from-zone", "to-zone"})  # fmt: skip
_WHOLE = ("traceoptions", "policy-rematch", "policy-stats", "pre-id-default-policy", "unified-policy", "dns-cache", "lookup-intact-on-commit",
          "file-serialization", "no-file-serialization")  # fmt: skip
"""Of all policies: what is logged or counted, and what becomes of sessions when policies change."""
_ANYTHING = frozenset({"any", "none"})


@dataclass(slots=True)
class PolicyReader:
    """Reads the policies of one device."""

    draft: Draft
    books: Books
    applications: Applications
    stateful: bool

    def read(self) -> None:
        """Read `security policies` into one list asked about every packet through the device."""
        top = self.draft.root.get("security", "policies")
        if top is None:
            if self.draft.zones and self.stateful:
                node = self.draft.root.get("security", "zones")
                self._finish([], [], (node or self.draft.root).at, Action.DENY, None)
            return
        top.take()
        for word in _WHOLE:
            if (found := top.get(word)) is not None:
                found.pass_over()
        rules, host = self._zone_pairs(top)
        for policy in _listed(top, "global"):
            rules.append(self._policy(policy, None, None, len(rules)))
        default, at = self._default(top)
        self._finish(rules, host, top.at, default, at)

    def _zone_pairs(self, top: Node) -> tuple[list[Rule], list[Rule]]:
        rules: list[Rule] = []
        host: list[Rule] = []
        for origin in top.under("from-zone"):
            origin.take()
            for target in origin.under("to-zone"):
                target.take()
                kept = host if target.word == HOST else rules
                for policy in _listed(target):
                    kept.append(self._policy(policy, origin.word, target.word, len(kept)))
        return rules, host

    def _default(self, top: Node) -> tuple[Action, Location | None]:
        node = top.get("default-policy")
        if node is None:
            return Action.DENY, None
        word = top.value("default-policy")
        if word not in ("permit-all", "deny-all"):
            self.draft.unknown(node, "default-policy not understood")
        return (Action.PERMIT if word == "permit-all" else Action.DENY), node.at

    def _finish(
        self, rules: list[Rule], host: list[Rule], at: Location, default: Action, default_at: Location | None
    ) -> None:
        zoned = frozenset(i for members in self.draft.zones.values() for i in members)
        if default is Action.PERMIT and default_at is not None:
            rules.append(
                Rule(len(rules), Action.PERMIT, Match(), default_at, "default-policy permit-all (implicit last rule)",
                     "default-policy", implicit=True, from_interfaces=zoned, to_interfaces=zoned)
            )  # fmt: skip
        self.draft.rule_lists[LIST] = RuleList(LIST, tuple(rules), at, Action.DENY, default_at)
        if host:
            self.draft.rule_lists[HOST_LIST] = RuleList(HOST_LIST, tuple(host), at, Action.PERMIT)
        if self.stateful:
            self.draft.bindings.append(Binding(LIST, "", Direction.FORWARD, at, (4, 6)))

    def _policy(self, node: Node, origin: str | None, target: str | None, index: int) -> Rule:
        node.take()
        match, atoms = self._match(node, origin, target)
        action = self._action(node)
        times, schedule = None, node.value("scheduler-name")
        if schedule:
            atoms, times = (
                (*atoms, Atom(AtomKind.SCHEDULE, schedule, node.at)),
                schedule_times(self.draft, schedule, node),
            )
        if atoms:
            match = _narrowed(match, atoms)
        froms, tos = self._interfaces(node, origin, "from-zone"), self._interfaces(node, target, "to-zone")
        told = node.value("description")
        for word in ("count", "report-skip"):
            if (found := node.get(word)) is not None:
                found.pass_over()
        logged = node.get("then", "log") is not None
        where = f"from-zone {origin} to-zone {target} " if origin is not None else "global "
        return Rule(
            index, action, match, node.at, f"{where}policy {node.word}: {_told(node)}", node.word, not _is_off(node), logged,
            remarks=(told,) if told else (), schedule=schedule, times=times, references=self._references(node), from_interfaces=froms, to_interfaces=tos,
            inspection=_inspection(node),
        )  # fmt: skip

    def _interfaces(self, node: Node, zone: str | None, word: str) -> frozenset[str] | None:
        zones = [zone] if zone is not None else _words(node, word)
        if not zones or zones == ["any"]:
            return frozenset(i for members in self.draft.zones.values() for i in members)
        return frozenset(i for z in zones for i in interfaces_of(self.draft, z, node))

    def _match(self, node: Node, origin: str | None, target: str | None) -> tuple[Match, tuple[Atom, ...]]:
        match = node.children.get("match")
        source = self._addresses(node, "source-address", origin)
        destination = self._addresses(node, "destination-address", target)
        names = _words(node, "application")
        services = join_services([self.applications.resolve(n, node) for n in names]) if names else None
        atoms = (*source.atoms, *destination.atoms, *(services.atoms if services else ()))
        over = services.over if services else ANY_SERVICE
        under = services.under if services else ANY_SERVICE
        extra: list[Atom] = []
        for child in match.children.values() if match else ():
            child.take_all()
            if child.inactive or child.word in _MATCH:
                continue
            values = [c.word for c in child.children.values()]
            if child.word in _NARROWING:
                if not set(values) <= _ANYTHING:
                    extra.append(Atom(_NARROWING[child.word], f"{child.word} {' '.join(values)}"[:200], child.at))
            else:
                self.draft.unknown(child, f"match condition not understood: {child.word}")
                extra.append(Atom(AtomKind.UNREADABLE, child.word, child.at))
        if match is not None:
            match.take()
        kept = (source.under, destination.under, under) if atoms else None
        return Match(source.over, destination.over, over, atoms, kept), tuple(extra)

    def _addresses(self, node: Node, word: str, zone: str | None) -> Meaning:
        if zone is None:
            zones = _words(node, word.replace("source-address", "from-zone").replace("destination-address", "to-zone"))
            zone = zones[0] if len(zones) == 1 and zones != ["any"] else None
        names = _words(node, word)
        if not names:
            return Meaning(ANY, ANY)
        found = book_module.join([self.books.resolve(zone, n, node) for n in names])
        excluded = node.get("match", f"{word}-excluded") or (
            node.inactive and find_path(node, "match", f"{word}-excluded")
        )
        if not excluded:
            return found
        return Meaning(ANY - found.over, ANY - found.under, found.atoms)

    def _references(self, node: Node) -> tuple[str, ...]:
        words = [w for key in ("source-address", "destination-address", "application") for w in _words(node, key)]
        return tuple(dict.fromkeys(w for w in words if w not in book_module.BUILT_IN))

    def _action(self, node: Node) -> Action:
        then = find_path(node, "then")
        if then is None:
            self.draft.report("policy-without-action", f"policy {node.word} has no action", node)
            return Action.UNKNOWN
        then.take_all()
        verdicts = [c for c in then.children.values() if c.word in ("permit", "deny", "reject") and not c.inactive]
        own = [c for c in verdicts if not c.inherited] or verdicts[:1]
        if not own:
            self.draft.report("policy-without-action", f"policy {node.word} has no action", node)
            return Action.UNKNOWN
        return Action.PERMIT if own[-1].word == "permit" else Action.DENY


def _narrowed(match: Match, atoms: tuple[Atom, ...]) -> Match:
    """Return the match under further conditions: what it surely matches becomes nothing."""
    return Match(
        match.sources, match.destinations, match.services, (*match.atoms, *atoms), (NOWHERE, NOWHERE, EMPTY_SERVICE)
    )


def _listed(node: Node, *words: str) -> list[Node]:
    """Return the policies under a node, inactive ones too."""
    holder = node.get(*words) if words else node
    if holder is None:
        return []
    holder.take()
    policies = holder.children.get("policy")
    if policies is None:
        return []
    policies.take()
    for policy in policies.children.values():
        if policies.inactive:
            policy.inactive = True
    return list(policies.children.values())


def find_path(node: Node, *words: str) -> Node | None:
    """Return the node down a path whether or not its start is inactive; None where a later word is inactive or missing."""
    found: Node | None = node
    for word in words:
        found = found.children.get(word) if found else None
        if found is None or found.inactive:
            return None
    return found


def _words(node: Node, word: str) -> list[str]:
    found = find_path(node, "match", word)
    return [c.word for c in found.children.values() if not c.inactive] if found else []


def _is_off(node: Node) -> bool:
    return node.inactive


def _told(node: Node) -> str:
    """Return a policy on one line; a policy shows no secrets."""
    parts: list[str] = []
    for child in node.children.get("match", node).children.values():
        parts.append(f"{child.word} {' '.join(c.word for c in child.children.values())}".rstrip())
    then = node.children.get("then")
    verdict = " ".join(c.word for c in then.children.values()) if then else ""
    text = f"{'; '.join(parts)}; then {verdict}".rstrip()
    return text if len(text) <= 500 else text[:497] + "..."


_SERVICES = {
    "idp": "ips", "idp-policy": "ips", "utm-policy": "antivirus", "application-firewall": "application",
    "advanced-anti-malware-policy": "antivirus", "security-intelligence-policy": "ips",
}  # fmt: skip
"""The application services of a policy that look into sessions (Junos Security Policies User Guide), by what they are."""


def _inspection(node: Node) -> tuple[str, ...]:
    services = node.get("then", "permit", "application-services")
    words = [c.word for c in services.children.values() if not c.inactive] if services else []
    return tuple(sorted({_SERVICES[word] for word in words if word in _SERVICES}))
