"""Security rules as the model's rules: one for each, or several where the rule type names zone pairs.

Semantics (PAN-OS Administrator's Guide, *Security Policy Rules* and *Security Policy Rule Types*): rules are asked in order and
the first that matches decides. A *universal* rule (the default) is for packets from its source zones to its destination zones,
an *intrazone* rule for those within each of its source zones, an *interzone* one for those between different zones. Source and
destination addresses are those before translation, the destination zone is that after it. A rule without one of the parts that
a commit demands may match anything; one without an action may do either.

A permit whose application, user, URL category, device profile or target is not `any` has an atom: it may match all of its ports
and surely matches none of them, as the firewall lets a session begin before it knows. Security profiles do not change flows here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from zonewarden_parsers.model import Action, Atom, AtomKind, Location, Match, Rule
from zonewarden_parsers.paloalto_panos.addresses import AddressBook
from zonewarden_parsers.paloalto_panos.document import Document
from zonewarden_parsers.paloalto_panos.inspection import inspection
from zonewarden_parsers.paloalto_panos.parts import Addresses, Services
from zonewarden_parsers.paloalto_panos.schedules import Schedule, schedule
from zonewarden_parsers.paloalto_panos.services import ServiceBook
from zonewarden_parsers.paloalto_panos.tree import Claim, Node
from zonewarden_parsers.paloalto_panos.vocabulary import keywords
from zonewarden_parsers.paloalto_panos.zones import Zones

ACTIONS = {
    "allow": Action.PERMIT, "deny": Action.DENY, "drop": Action.DENY, "reset-client": Action.DENY,
    "reset-server": Action.DENY, "reset-both": Action.DENY,
}  # fmt: skip
QUIET = keywords(
    "tag group-tag description option log-setting icmp-unreachable disable-inspect qos uuid audit-comment"
    " disable-server-response-inspection policy-tag loc"
)
_CONDITIONS = {
    "source-user": AtomKind.USER, "destination-user": AtomKind.USER, "category": AtomKind.URL,
    "hip-profiles": AtomKind.OTHER, "source-hip": AtomKind.OTHER, "destination-hip": AtomKind.OTHER,
    "source-imsi": AtomKind.OTHER, "source-imei": AtomKind.OTHER, "source-nw-slice": AtomKind.OTHER,
    "source-device": AtomKind.OTHER, "destination-device": AtomKind.OTHER, "saas-user-list": AtomKind.USER,
    "saas-tenant-list": AtomKind.OTHER,
}  # fmt: skip
_READ = (
    keywords(
        "from to source destination service application action log-start log-end disabled rule-type negate-source"
        " negate-destination schedule target profile-setting"
    )
    | _CONDITIONS.keys()
)


@dataclass(slots=True)
class RuleReader:
    """Reads the security rules of one context."""

    document: Document
    zones: Zones
    addresses: AddressBook
    services: ServiceBook

    def rules(self, node: Node, index: int) -> list[Rule]:
        """Return the rules that one entry stands for, numbered from `index`."""
        at = self.document.at(node)
        time = self._schedule(node, at)
        rule = Rule(
            index=index,
            action=ACTIONS.get(node.text("action"), Action.UNKNOWN),
            match=self._match(node, at, time),
            location=at,
            text=rule_text(node),
            name=node.key,
            enabled=node.flag("disabled") is not True,
            logged=logs(node, default=True),
            remarks=(told,) if (told := node.text("description")) else (),
            schedule=node.text("schedule") if time is not None else "",
            times=time.times if time is not None else None,
            references=_references(node),
            inspection=inspection(node, self.addresses.names),
        )
        node.ignore(QUIET)
        pairs = self._pairs(node)
        return [replace(rule, index=index + i, from_interfaces=f, to_interfaces=t) for i, (f, t) in enumerate(pairs)]

    def _schedule(self, node: Node, at: Location) -> Schedule | None:
        name = node.text("schedule")
        return schedule(self.addresses.names, name, at) if name and name != "None" else None

    def _match(self, node: Node, at: Location, time: Schedule | None) -> Match:
        sources = self._side(node, "source")
        destinations = self._side(node, "destination")
        services = self.services.of_rule(node.values("service"), node.values("application"), at)
        if "service" not in node.children:
            services = Services.open(Atom(AtomKind.UNREADABLE, "no service is given", at))
        extra = [*self._conditions(node, at), *([time.atom] if time is not None else [])]
        if "application" not in node.children:
            extra.append(Atom(AtomKind.UNREADABLE, "no application is given", at))
        atoms = tuple(dict.fromkeys((*sources.atoms, *destinations.atoms, *services.atoms, *extra)))
        under = None if extra else (sources.under, destinations.under, services.under)
        return Match(sources.over, destinations.over, services.over, atoms, under if atoms else None)

    def _side(self, node: Node, key: str) -> Addresses:
        members = node.values(key)
        if not members:
            return Addresses.open(Atom(AtomKind.UNREADABLE, f"no {key} is given", self.document.at(node)))
        found = self.addresses.members(members)
        return found.negated() if node.flag(f"negate-{key}") is True else found

    def _conditions(self, node: Node, at: Location) -> list[Atom]:
        """Return what narrows the rule beyond addresses and services, an element nobody knows among it."""
        found: list[Atom] = []
        for key, kind in _CONDITIONS.items():
            if key not in node.children:
                continue
            words = [n.key for n in node.values(key)]
            if words and "any" not in words:
                found.append(Atom(kind, f"{key} {' '.join(words)}", at))
        target = node.get("target")
        if target is not None:
            target.mark()
            if any(n.key not in ("devices", "tags", "negate", "yes", "no") for n in target.below()):
                found.append(Atom(AtomKind.OTHER, "only on the devices that are its target", at))
        for key in (k for k in node.children if k not in _READ and k not in QUIET):
            found.append(Atom(AtomKind.UNREADABLE, f"{key} is not understood", at))
        return found

    def _pairs(self, node: Node) -> list[tuple[frozenset[str] | None, frozenset[str] | None]]:
        """Return the interfaces (from, to) that the rule is asked for, by its type."""
        sources, targets = [n.key for n in node.values("from")], [n.key for n in node.values("to")]
        of = self.zones.interfaces
        match node.text("rule-type"):
            case "intrazone":
                return [(of([zone]), of([zone])) for zone in self.zones.expand(sources)] or [_NEVER]
            case "interzone":
                return self._between(sources, targets) or [_NEVER]
            case _:
                return [(of(sources), of(targets))]

    def _between(
        self, sources: list[str], targets: list[str]
    ) -> list[tuple[frozenset[str] | None, frozenset[str] | None]]:
        """Return the pairs of an interzone rule: a zone on both sides does not match itself."""
        of = self.zones.interfaces
        wide = self.zones.expand(targets)
        both = [z for z in self.zones.expand(sources) if z in wide]
        plain = [z for z in self.zones.expand(sources) if z not in wide]
        pairs = [(of(plain), of(targets))] if plain else []
        for zone in both:
            others = [z for z in wide if z != zone]
            if others:
                pairs.append((of([zone]), of(others)))
        return pairs


_NEVER: tuple[frozenset[str] | None, frozenset[str] | None] = (frozenset(), frozenset())


def logs(node: Node, *, default: bool) -> bool:
    """Return whether a rule logs sessions; at their end it does unless it says otherwise, a default rule does not."""
    start, end = node.flag("log-start"), node.flag("log-end")
    return start is True or (default if end is None else end)


def rule_text(node: Node) -> str:
    """Return a rule in one line, in the order people read it."""
    words = [node.key + ":"]
    for key in ("from", "to", "source", "destination", "application", "service", "action", "rule-type", "schedule"):
        values = [n.key for n in node.values(key)]
        if not values:
            continue
        negated = node.flag(f"negate-{key}") is True
        words += [key, "not"] if negated else [key]
        words.append(
            values[-1] if key == "action" else ",".join(values[:_SHOWN]) + (",..." if len(values) > _SHOWN else "")
        )
    return " ".join(words)


_SHOWN = 24


def _references(node: Node) -> tuple[str, ...]:
    names = [n.key for key in ("source", "destination", "service", "application") for n in node.values(key)]
    return tuple(dict.fromkeys(n for n in names if n not in ("any", "application-default")))


def claim_other(rulebase: Node) -> None:
    """Claim the policies that only act on what security rules permit: they decrypt, shape, watch or name it."""
    for key in ("decryption", "qos", "tunnel-inspect", "application-override", "sdwan", "network-packet-broker"):
        found = rulebase.get(key)
        if found is not None:
            found.mark(Claim.IRRELEVANT)
