"""The device that an nftables file describes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zonewarden_parsers.chains import Step
from zonewarden_parsers.linux_interfaces import LOOPBACK, REST, InterfaceNames
from zonewarden_parsers.linux_nftables.draft import UNREAD_RULE, Draft
from zonewarden_parsers.linux_nftables.stages import Stages, interface_words, stages
from zonewarden_parsers.linux_nftables.syntax import Block, Scalar, Span, Translate
from zonewarden_parsers.local_input import services_of
from zonewarden_parsers.model import (
    NOWHERE,
    Action,
    AddressSet,
    AdminService,
    Aspect,
    Binding,
    Coverage,
    Device,
    Diagnostic,
    Direction,
    Effect,
    Gap,
    Interface,
    Location,
    ManagementPlane,
    NamedObject,
    NatRule,
    RuleList,
)
from zonewarden_parsers.model.location import in_order

_KINDS = {"dnat": "static", "redirect": "static", "tproxy": "static", "snat": "dynamic", "masquerade": "pat"}


def build(draft: Draft, platform: str, coverage: Coverage) -> tuple[Device, frozenset[int]]:
    """Build the device, and return the numbers of lines whose values could not be read beside it."""
    named = interface_words(draft)
    names = InterfaceNames.of((n for n in named if not _pattern(n)), (n[:-1] for n in named if _pattern(n)))
    found = stages(draft, names)
    for at, text in found.problems.items():
        draft.diagnostics.append(Diagnostic(at, "unknown-value", f"cannot be read: {text}"))
    forward = [*found.forward, *_unfiltered(draft, found)]
    services, gaps = services_of((r for r, _ in found.inputs), frozenset({LOOPBACK}))
    device = Device(
        name="",
        platform=platform,
        path=draft.path,
        coverage=coverage,
        stateful=True,
        placeless=not names,
        interfaces=tuple(_interfaces(names, named)) if names else (),
        rule_lists=tuple(r for r, _ in forward),
        bindings=tuple(Binding(r.name, "", Direction.FORWARD, r.location, v) for r, v in forward),
        nat=tuple(_nat(translate, step) for translate, step in found.translated),
        management=ManagementPlane(services=_reachable(services, found)),
        objects=tuple(_objects(draft)),
        undefined=tuple(dict.fromkeys(found.undefined)),
        gaps=tuple(dict.fromkeys((*draft.gaps, *gaps, *_beside(draft), *_unread(found), *_silent(draft, found)))),
        diagnostics=in_order(draft.diagnostics),
    )
    return device, frozenset(at.line for at in found.problems)


def _reachable(services: tuple[AdminService, ...], found: Stages) -> tuple[AdminService, ...]:
    """Return the services; where several input chains decide in series, who reaches them is an upper bound only."""
    versions = [v for _, own in found.inputs for v in own]
    if len(versions) == len(set(versions)):
        return services
    return tuple(replace(s, sources_known=False) for s in services)


def _pattern(name: str) -> bool:
    return name.endswith("*") and not name.endswith("\\*")


def _interfaces(names: InterfaceNames, named: Mapping[str, Location]) -> Iterator[Interface]:
    first = min(named.values())
    for name in sorted(names.literals - {LOOPBACK}):
        yield Interface(name, named.get(name, first), dynamic=True)
    for name in sorted(names.stand_ins()):
        prefix = name.partition(REST)[0]
        text = (
            f"any interface that begins with {prefix} and that no rule names"
            if prefix
            else "any interface that no rule names"
        )
        yield Interface(name, named.get(f"{prefix}*", first), dynamic=True, description=text)


def _unfiltered(draft: Draft, found: Stages) -> Iterator[tuple[RuleList, tuple[int, ...]]]:
    """Yield a list that permits everything for each IP version that no forward chain decides: the kernel forwards it."""
    at = draft.first or Location(draft.path, 1)
    for version in (4, 6):
        if not any(version in versions for _, versions in found.forward):
            yield RuleList(f"no forward chain for IPv{version}", (), at, default=Action.PERMIT), (version,)


def _nat(translate: Translate, step: Step) -> NatRule:
    """Return a translation. DNAT: `mapped` is what the client sees, `real` the host behind, where it is written out."""
    to = translate.to
    found = NOWHERE
    spelled = (
        to.text if isinstance(to, Scalar) else f"{to.low}-{to.high}" if isinstance(to, Span)
        else f"{to.address}/{to.length}" if isinstance(to, Block) else ""
    )  # fmt: skip
    try:
        found = AddressSet.parse(spelled) if spelled else NOWHERE
    except ValueError:
        found = NOWHERE
    sources = AddressSet.union(c.match.sources for c in step.cubes)
    destinations = AddressSet.union(c.match.destinations for c in step.cubes)
    inward = translate.kind in {"dnat", "redirect", "tproxy"}
    return NatRule(
        _KINDS[translate.kind],
        step.location,
        step.text,
        real=found if inward else sources,
        mapped=destinations if inward else found,
        entries=_entries(step) if inward else (),
    )


def _entries(step: Step) -> tuple[str, ...]:
    """Return the interfaces that a rule names for packets that come in; none where it names none, or all but some."""
    named: set[str] = set()
    for cube in step.cubes:
        if cube.from_interfaces is None or REST in cube.from_interfaces:
            return ()
        named |= cube.from_interfaces
    return tuple(sorted(named))


def _objects(draft: Draft) -> Iterator[NamedObject]:
    for table in draft.tables.values():
        for each in table.sets.values():
            empty = not each.elements and not each.verdicts
            yield NamedObject(each.name, "set", each.location, used=each.used, empty=empty)


def _beside(draft: Draft) -> Iterator[Gap]:
    """Yield filters that the model does not follow: bridged traffic, and what is dropped at an interface's ingress."""
    for table in draft.tables.values():
        if table.family == "bridge" and any(c.hook for c in table.chains.values()):
            yield Gap(Aspect.FLOWS, Effect.EITHER, "a bridge table decides about bridged traffic", table.location)
        if table.family == "netdev" and any(c.hook for c in table.chains.values()):
            yield Gap(Aspect.FLOWS, Effect.MAY_DENY, "a netdev table may drop at an interface", table.location)
        if table.family == "inet" and any(c.hook == "ingress" for c in table.chains.values()):
            yield Gap(Aspect.FLOWS, Effect.MAY_DENY, "an ingress chain may drop at an interface", table.location)


def _unread(found: Stages) -> Iterator[Gap]:
    """Yield the rules that could not be read, also where no packet through the machine meets them."""
    for at in found.problems:
        yield Gap(Aspect.MANAGEMENT, Effect.EITHER, UNREAD_RULE, at)


def _silent(draft: Draft, found: Stages) -> Iterator[Gap]:
    """Yield what a rule set never tells about its machine."""
    at = Location(draft.path, 1)
    yield Gap(
        Aspect.MANAGEMENT, Effect.EITHER, "a rule set does not show the machine's accounts, services and logging", at
    )
    yield Gap(Aspect.REMOTE_ACCESS, Effect.EITHER, "a rule set does not show the machine's VPN servers", at)
    if not {v for _, versions in found.inputs for v in versions} >= {4, 6}:
        yield Gap(
            Aspect.MANAGEMENT, Effect.MAY_PERMIT, "no input chain decides who reaches the machine", draft.first or at
        )
