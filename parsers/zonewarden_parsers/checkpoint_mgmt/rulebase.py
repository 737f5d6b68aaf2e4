"""Layers of access rules as chains: an inline layer is called by its rule, sections are only headings.

Check Point Management API Reference, *show-access-rulebase*: rules are asked in order, the first that matches decides; a rule
whose action is an inline layer hands its packets to that layer, whose own end (the implicit cleanup rule: drop, unless the
layer says accept) decides what none of its rules matches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from zonewarden_parsers.chains import Chain, Step, Verdict
from zonewarden_parsers.checkpoint_mgmt.objects import Objects, peek
from zonewarden_parsers.checkpoint_mgmt.operands import Addresses, Services
from zonewarden_parsers.checkpoint_mgmt.services import ServiceObjects
from zonewarden_parsers.checkpoint_mgmt.times import read_time
from zonewarden_parsers.cubes import Cube
from zonewarden_parsers.json_lines import Value
from zonewarden_parsers.model import ANY, ANY_SERVICE, Action, Atom, AtomKind, LineState, Location, Match, Times

TARGETS = {"Policy Targets", "6c488338-8eec-4103-ad21-cd461ac2c476", "Any", "All"}
VERDICTS = {"accept": Verdict.PERMIT, "drop": Verdict.DENY, "reject": Verdict.DENY}
ASKING = {"ask", "inform", "user auth", "client auth", "user-auth", "client-auth"}
INLINE = {"apply layer", "inner layer", "inline layer"}
SILENT = {"none", "29e53e3d-23bf-48fe-b6b1-d59bd88036f9"}
_UNREAD = (
    "domain", "meta-info", "custom-fields", "action-settings", "icon", "color", "tags", "user-check", "hits", "rule-number",
    "content-direction", "uid", "read-only", "layer", "service-resource", "available-actions", "package",
)  # fmt: skip


@dataclass(slots=True)
class Layer:
    """One layer: pages of its rulebase in the order of their numbers; `missing` where pages are not in the file."""

    uid: str
    name: str
    pages: list[Value]
    location: Location
    accepts_rest: bool = False
    rules: list[tuple[Value, tuple[str, ...]]] = field(default_factory=list[tuple[Value, tuple[str, ...]]])
    missing: bool = False


class Rulebase:
    """Turns the rules of layers into steps; what a rule refers to is looked up among `objects`."""

    def __init__(self, objects: Objects, layers: Sequence[Layer]) -> None:
        self.objects = objects
        self.services = ServiceObjects(objects)
        self.layers = {key: layer for layer in layers for key in (layer.name, layer.uid)}
        self.inline: set[str] = set()

    def chain(self, layer: Layer, *, called: bool) -> Chain:
        """Return a layer as a chain; one that is `called` ends in its own cleanup rule."""
        steps = [self.step(rule, headings) for rule, headings in layer.rules]
        if layer.missing:
            text = f"rules of layer {layer.name} are missing: the file has not all pages of it"
            steps.append(Step(Verdict.UNKNOWN, layer.location, text))
        if called:
            verdict = Verdict.PERMIT if layer.accepts_rest else Verdict.DENY
            steps.append(Step(verdict, layer.location, f"implicit cleanup rule of layer {layer.name}", implicit=True))
        policy = Action.PERMIT if layer.accepts_rest else Action.DENY
        return Chain(layer.uid, tuple(steps), layer.location, policy, layer.location)

    def step(self, rule: Value, headings: tuple[str, ...]) -> Step:
        """Return one rule as a step of a chain."""
        place = self.objects.document.head(rule)
        rule.claim()
        for key in _UNREAD:
            member = rule.get(key)
            if member is not None:
                member.claim_all(LineState.IRRELEVANT)
        verdict, target, conditions = self._action(rule, place)
        name = rule.text("name")
        sources = self._side(rule, "source")
        destinations = self._side(rule, "destination")
        services = self._services(rule)
        conditions = [*conditions, *self._conditions(rule)]
        enabled = rule.get("enabled")
        if enabled is not None:
            enabled.claim()
        comment = rule.text("comments")
        if rule.text("type") == "place-holder":
            verdict, conditions = Verdict.UNKNOWN, []
        schedule, times = self._schedule(rule)
        return Step(
            verdict,
            place,
            self._text(rule, name),
            (_cube(sources, destinations, services, conditions),),
            target=target,
            name=name,
            enabled=enabled is None or enabled.scalar is not False,
            logged=self._logged(rule),
            remarks=(*headings, *([comment] if comment else [])),
            schedule=schedule,
            times=times,
            references=tuple(self._names(rule)),
        )

    def _action(self, rule: Value, place: Location) -> tuple[Verdict, str, list[Atom]]:
        stated = rule.get("action")
        if stated is None:
            return Verdict.UNKNOWN, "", []
        name = self.objects.name(stated).lower()
        layer = rule.get("inline-layer")
        if layer is not None or name in INLINE:
            key = self._layer_key(layer) if layer is not None else ""
            self.inline.add(key)
            return Verdict.JUMP, key, []
        if name in ASKING:
            return Verdict.PERMIT, "", [Atom(AtomKind.USER, f"action {name}", place)]
        return VERDICTS.get(name, Verdict.UNKNOWN), "", []

    def _layer_key(self, reference: Value) -> str:
        reference.claim_all()
        keys = (
            [peek(reference, "uid"), peek(reference, "name")]
            if reference.members is not None
            else [str(reference.scalar)]
        )
        found = next((self.layers[k] for k in keys if k in self.layers), None)
        return found.uid if found else next((k for k in keys if k), "")

    def _side(self, rule: Value, key: str) -> Addresses:
        found = self.objects.addresses(_references(rule, key))
        return found.inverted(ANY) if _flag(rule, f"{key}-negate") else found

    def _services(self, rule: Value) -> Services:
        found = self.services.services(_references(rule, "service"))
        return found.inverted(ANY_SERVICE) if _flag(rule, "service-negate") else found

    def _conditions(self, rule: Value) -> Iterator[Atom]:
        """Yield what a rule asks besides addresses and services."""
        kinds = (("vpn", AtomKind.OTHER), ("content", AtomKind.APPLICATION), ("time", AtomKind.SCHEDULE))
        for key, kind in kinds:
            negated = _flag(rule, f"{key}-negate")
            for reference in _references(rule, key):
                if negated or not self.objects.is_any(reference):
                    yield Atom(kind, f"{key} {self.objects.name(reference)}", self.objects.document.head(reference))
        for reference in _references(rule, "install-on"):
            name = self.objects.name(reference)
            if name not in TARGETS:
                yield Atom(AtomKind.OTHER, f"installed on {name} only", self.objects.document.head(reference))
        for key in ("from-zone", "to-zone"):
            zone = rule.get(key)
            if zone is not None:
                zone.claim_all()
                yield Atom(AtomKind.INTERFACE, f"{key} {peek(zone, 'name')}", self.objects.document.head(zone))

    def _schedule(self, rule: Value) -> tuple[str, Times | None]:
        """Return the names of a rule's time objects, and when any of them holds.

        SmartConsole Help, *Time*: each works independently, on connections that begin meanwhile; those go on after its end.
        """
        named = [r for r in _references(rule, "time") if not self.objects.is_any(r)]
        if not named:
            return "", None
        times = [read_time(found) if (found := self.objects.find(r)) is not None else Times(known=False) for r in named]
        return ", ".join(self.objects.name(r) for r in named), Times.hull(times)

    def _logged(self, rule: Value) -> bool:
        track = rule.get("track")
        if track is None:
            return False
        track.claim_all()
        kind = track.get("type") or track
        return self.objects.name(kind).lower() not in SILENT

    def _text(self, rule: Value, name: str) -> str:
        """Return the rule in one line, as a rulebase shows it."""
        parts = [
            f"{key}{' not' if _flag(rule, f'{key}-negate') else ''} "
            + ", ".join(self.objects.name(r) for r in _references(rule, key))
            for key in ("source", "destination", "service")
        ]
        action = rule.get("action")
        done = self.objects.name(action) if action is not None else "no action"
        title = f"{name}: " if name else ""
        return title + "; ".join((*parts, done))

    def _names(self, rule: Value) -> Iterator[str]:
        for key in ("source", "destination", "service"):
            yield from (self.objects.name(r) for r in _references(rule, key) if not self.objects.is_any(r))


def _references(rule: Value, key: str) -> Sequence[Value]:
    """Return what a field names; one value stands for a list of one, a missing field for nothing."""
    found = rule.get(key)
    if found is None:
        return ()
    found.claim()
    return found.items if found.items is not None else (found,)


def _flag(rule: Value, key: str) -> bool:
    found = rule.get(key)
    if found is None:
        return False
    found.claim()
    return found.scalar is True


def _cube(sources: Addresses, destinations: Addresses, services: Services, conditions: Sequence[Atom]) -> Cube:
    atoms = tuple(dict.fromkeys((*sources.atoms, *destinations.atoms, *services.atoms, *conditions)))
    under = None if conditions or not atoms else (sources.sure, destinations.sure, services.sure)
    return Cube(Match(sources.may, destinations.may, services.may, atoms, under))
