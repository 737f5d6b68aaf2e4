"""Chains of rules that call one another, flattened into one ordered first-match list. Shared by Linux-like platforms.

A parser describes every chain as a `Chain` of `Step`s and calls `flatten(chains, entry, ...)` for each chain where a
packet enters (a base chain, a built-in chain). What it must know:

- A `Step` matches the *union* of its `cubes` (usually one; several for sets of pairs or negated pairs; none matches nothing).
  A condition outside the packet header is an atom of the cube's `Match`, with its over and under sets.
- `Verdict`: `PERMIT` and `DENY` decide. `JUMP` walks `target`, and goes on behind the step if that decides nothing. `GOTO`
  walks `target` and then goes on where its own chain's caller would. `RETURN` ends the chain. `CONTINUE` decides nothing
  (LOG, MARK, counters); with `logged=True` it marks the rules after it that it surely covers. `UNKNOWN` may permit, deny or do
  nothing (an unreadable line or target).
- In the entry chain, the end, RETURN and what comes back from GOTO meet `Chain.policy` (iptables(8) POLICY; nft: the kernel's
  `nft_do_chain` gives the policy on return from a base chain, where nft(8) says accept: the kernel's code decides).
- Interface conditions are sets of names; `interfaces` are all names there are, needed to subtract them. A platform that infers them
  from its rules uses `linux_interfaces.InterfaceNames`.

The result is exact while no atom stands in the way: a jump intersects, a return or goto is subtracted from the rest of its
chain. A chain that splits into more than MAX_SPLITS products keeps its whole context with an atom instead: its rules then
only *may* match. Where calls make more than MAX_RULES rules or MAX_VISITS steps of what is written, beyond MAX_DEPTH calls, at a
call cycle (the kernel refuses those) and at a missing chain one rule of unknown action stands for everything that the call might
do; each gives a diagnostic.

A flattened rule has the leaf line's place, text and attributes; its `remarks` end with the calls that lead to it, outermost first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from zonewarden_parsers.cubes import ALL, Cube
from zonewarden_parsers.model import (
    Action,
    Atom,
    AtomKind,
    Diagnostic,
    Location,
    Reference,
    Rule,
    RuleList,
    Severity,
    Times,
)
from zonewarden_parsers.model.swift import swift

MAX_SPLITS = 64
MAX_RULES = 50_000
MAX_DEPTH = 64
MAX_VISITS = 200_000


class Verdict(StrEnum):
    """What a step does with a packet that it matches."""

    PERMIT = "permit"
    DENY = "deny"
    RETURN = "return"
    JUMP = "jump"
    GOTO = "goto"
    CONTINUE = "continue"
    UNKNOWN = "unknown"


@swift
@dataclass(frozen=True, slots=True)
class Step:
    """One rule of a chain. `target` is the chain that JUMP and GOTO call; the rest is handed on to the flattened `Rule`."""

    verdict: Verdict
    location: Location
    text: str
    cubes: tuple[Cube, ...] = (ALL,)
    target: str = ""
    name: str = ""
    enabled: bool = True
    logged: bool = False
    remarks: tuple[str, ...] = ()
    schedule: str = ""
    times: Times | None = None
    references: tuple[str, ...] = ()
    implicit: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps in order. `policy` is what an entry chain does at its end; `policy_location` the line that says so."""

    name: str
    steps: tuple[Step, ...]
    location: Location
    policy: Action = Action.PERMIT
    policy_location: Location | None = None


@dataclass(frozen=True, slots=True)
class Flattened:
    """An entry chain as one list, what was wrong on the way, which chains it reached, and which it missed."""

    rule_list: RuleList
    diagnostics: tuple[Diagnostic, ...]
    reached: frozenset[str]
    undefined: tuple[Reference, ...]


def flatten(
    chains: Mapping[str, Chain], entry: str, *, interfaces: frozenset[str], name: str = "", family: str = "ip"
) -> Flattened:
    """Flatten the chain `entry` and all that it calls into the list `name` (the chain's name by default).

    Raises KeyError when there is no chain `entry`.
    """
    base = chains[entry]
    run = _Run(chains, entry, interfaces)
    run.chain(entry, (ALL,), ())
    rules = tuple(run.rules)
    return Flattened(
        RuleList(name or entry, rules, base.location, base.policy, base.policy_location, family),
        tuple(dict.fromkeys(run.diagnostics)),
        frozenset(run.reached),
        tuple(dict.fromkeys(run.undefined)),
    )


def unreached(chains: Mapping[str, Chain], entries: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Return a note for each chain that holds rules and that none of `entries` calls, directly or by others."""
    seen: set[str] = set()
    ahead = [key for key in entries if key in chains]
    while ahead:
        key = ahead.pop()
        if key not in seen:
            seen.add(key)
            ahead.extend(s.target for s in chains[key].steps if s.enabled and s.target in chains)
    return tuple(
        Diagnostic(c.location, "unreached-chain", f"nothing calls the chain {c.name}", Severity.NOTE)
        for key, c in chains.items()
        if key not in seen and c.steps
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """A call on the way: the step that calls and the chain it calls."""

    step: Step
    target: str


MAX_LOGS = 32
"""How many logging steps are kept in mind to mark rules as logged."""


@dataclass(slots=True)
class _Run:
    """One flattening in progress."""

    chains: Mapping[str, Chain]
    entry: str
    interfaces: frozenset[str]
    rules: list[Rule] = field(default_factory=list[Rule])
    diagnostics: list[Diagnostic] = field(default_factory=list[Diagnostic])
    undefined: list[Reference] = field(default_factory=list[Reference])
    reached: set[str] = field(default_factory=set[str])
    logs: list[Cube] = field(default_factory=list[Cube])
    visits: int = 0
    written: int = field(init=False)

    def __post_init__(self) -> None:
        """Count the written steps: what a configuration spells out is never too much, only what calls make of it."""
        self.written = sum(len(chain.steps) for chain in self.chains.values())

    def chain(self, key: str, context: Sequence[Cube], calls: tuple[_Frame, ...]) -> None:
        """Append the rules of a chain for the packets of `context`. In the entry chain, who returns meets the policy."""
        self.reached.add(key)
        chain = self.chains[key]
        for step in chain.steps:
            here = _narrowed(context, step.cubes)
            if not here:
                continue
            if self.spent():
                self.doubt(step, context, calls, "flattened-too-long", "the chains have too many rules when flattened")
                return
            self.step(step, here, calls)
            if step.enabled and step.verdict in {Verdict.RETURN, Verdict.GOTO}:
                if calls:
                    context = self.rest(context, step)
                else:
                    self.emit(step, chain.policy, here, calls)

    def spent(self) -> bool:
        """Count a visit, and return whether the bounds are reached."""
        self.visits += 1
        return len(self.rules) >= self.written + MAX_RULES or self.visits > self.written + MAX_VISITS

    def step(self, step: Step, here: Sequence[Cube], calls: tuple[_Frame, ...]) -> None:
        """Append what one step gives for the packets `here`."""
        match step.verdict:
            case Verdict.PERMIT:
                self.emit(step, Action.PERMIT, here, calls)
            case Verdict.DENY:
                self.emit(step, Action.DENY, here, calls)
            case Verdict.UNKNOWN:
                self.emit(step, Action.UNKNOWN, _doubted(here, step, AtomKind.UNREADABLE), calls)
            case Verdict.CONTINUE:
                if step.logged and step.enabled:
                    self.logs = [*self.logs, *here][-MAX_LOGS:]
            case Verdict.JUMP | Verdict.GOTO if step.enabled:
                self.call(step, here, calls)
            case _:
                pass

    def call(self, step: Step, here: Sequence[Cube], calls: tuple[_Frame, ...]) -> None:
        """Walk the chain that a step calls."""
        if step.target not in self.chains:
            self.undefined.append(Reference(step.target, "chain", step.location))
            self.doubt(step, here, calls, "undefined-chain", f"the chain {step.target} is not defined")
        elif step.target == self.entry or any(c.target == step.target for c in calls):
            self.doubt(step, here, calls, "chain-cycle", f"the chain {step.target} calls itself")
        elif len(calls) >= MAX_DEPTH:
            self.doubt(step, here, calls, "chain-depth", f"more than {MAX_DEPTH} chains call one another")
        else:
            self.chain(step.target, here, (*calls, _Frame(step, step.target)))

    def rest(self, context: Sequence[Cube], step: Step) -> tuple[Cube, ...]:
        """Return what of `context` goes on behind a step that takes its packets out of the chain."""
        left = list(context)
        for gone in step.cubes:
            left = [piece for cube in left for piece in cube.without(gone, self.interfaces)]
            if len(left) > MAX_SPLITS:
                at = step.location
                self.diagnostics.append(
                    Diagnostic(
                        at, "chain-splits", "too many packets leave the chain early to follow exactly", Severity.NOTE
                    )
                )
                return tuple(cube.doubted([Atom(AtomKind.PACKET, step.text, at)]) for cube in context)
        return tuple(left)

    def doubt(self, step: Step, here: Sequence[Cube], calls: tuple[_Frame, ...], code: str, message: str) -> None:
        """Let a rule of unknown action stand for what is not followed."""
        self.diagnostics.append(Diagnostic(step.location, code, message))
        kind = AtomKind.REFERENCE if code == "undefined-chain" else AtomKind.UNREADABLE
        self.emit(step, Action.UNKNOWN, _doubted(here, step, kind), calls)

    def emit(self, step: Step, action: Action, here: Sequence[Cube], calls: tuple[_Frame, ...]) -> None:
        """Append a rule for each product of `here`."""
        remarks = step.remarks + tuple(f"called by: {c.step.text}" for c in calls)
        for cube in here:
            rule = Rule(
                len(self.rules), action, cube.match, step.location, step.text, step.name, step.enabled,
                step.logged or any(cube <= log for log in self.logs), remarks, step.schedule, step.times,
                step.references, step.implicit, cube.from_interfaces, cube.to_interfaces,
            )  # fmt: skip
            self.rules.append(rule)


def _narrowed(context: Sequence[Cube], cubes: Sequence[Cube]) -> tuple[Cube, ...]:
    if len(context) == 1 and context[0] is ALL:
        return tuple(c for c in cubes if c)
    return tuple(both for c in context for other in cubes if (both := c & other))


def _doubted(cubes: Sequence[Cube], step: Step, kind: AtomKind) -> tuple[Cube, ...]:
    return tuple(c.doubted([Atom(kind, step.text, step.location)]) for c in cubes)
