"""The generative oracles: a seed in, the text of a configuration and what is wrong with our reading of it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from importlib import import_module
from random import Random
from typing import Any

from tests.oracles.compare import wrong_permits, wrong_rules
from tests.oracles.conduit_cases import wrong_parts
from tests.oracles.device_asa import random_firewall
from tests.oracles.device_ios import random_router
from tests.oracles.differing import wrong_differences
from tests.oracles.disguise import disguised
from tests.oracles.draw_asa import Asa
from tests.oracles.draw_ios import Ios
from tests.oracles.plant import wrong_flows
from tests.oracles.statuses import wrong_statuses
from tests.oracles.symbolic import disagreements
from tests.oracles.tiny import tiny_list, wrong_packets
from tests.oracles.tracing import wrong_traces
from tests.oracles.write_asa import write_list as write_asa_list
from tests.oracles.write_ios import Written, write_dense_list
from tests.oracles.write_ios import write_list as write_ios_list
from zonewarden_parsers import cisco_asa, cisco_ios
from zonewarden_parsers.model import Rule, RuleList

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Case:
    """A configuration and the complaints about our answers; none means that all of them are right."""

    text: str
    complaints: tuple[str, ...]


Oracle = Callable[[int], Case]


def doubt_of(seed: int) -> float:
    """Return how often conditions that no packet shows occur in a seed's case."""
    return (0.0, 0.0, 0.15, 0.4)[seed % 4]


def ios_list(seed: int) -> Case:
    """A list written as IOS text: every rule, what the list permits, and what became of each rule."""
    rng = Random(seed)
    ios = Ios(rng, doubt_of(seed))
    version = rng.choice((4, 4, 4, 6))
    name = rng.choice(("101", "2001", "ACL-IN", "7", "1310")) if version == 4 else "V6-IN"
    written = write_ios_list(ios, version, name, rng.randrange(1, 8))
    text = disguised(rng, "\n".join(("hostname r1", *ios.text(), *written.lines, "end", "")), flat=True)
    found = cisco_ios.parse(text, "r1.cfg").devices[0].rule_lists[0]
    return Case(text, tuple(_wrong_list(written, found, (version,))))


def dense_list(seed: int) -> Case:
    """A list of up to eighty entries made of few operands: unions that shadow, and chains of redundancy."""
    rng = Random(seed)
    ios = Ios(rng)
    written = write_dense_list(ios, rng.randrange(10, 81))
    text = "\n".join((*ios.text(), *written.lines, "end", ""))
    found = cisco_ios.parse(text, "r1.cfg").devices[0].rule_lists[0]
    return Case(text, tuple(_wrong_list(written, found, (4,))))


def starved_list(seed: int) -> Case:
    """A dense list for an engine that may run out of its budget: what it still says must be right."""
    rng = Random(seed)
    ios = Ios(rng)
    written = write_dense_list(ios, rng.randrange(10, 81))
    text = "\n".join((*ios.text(), *written.lines, "end", ""))
    found = cisco_ios.parse(text, "r1.cfg").devices[0].rule_lists[0]
    return Case(text, tuple(wrong_statuses((4,), written.listed.entries, found, starved=True)))


def asa_list(seed: int) -> Case:
    """A list written as ASA text, as `ios_list`, in one IP version or in both."""
    rng = Random(seed)
    asa = Asa(rng, rng.random() < 0.7, doubt_of(seed))
    written = write_asa_list(asa, "ACL", rng.randrange(1, 8))
    head = ("ASA Version 9.8(2)" if asa.dual else "ASA Version 8.2(5)", "hostname fw1")
    body = (*asa.text(), "time-range HOURS", " periodic daily 8:00 to 17:00", *written.lines, "")
    text = disguised(rng, "\n".join((*head, *body)), flat=False)
    found = cisco_asa.parse(text, "fw1.cfg").devices[0].rule_lists[0]
    return Case(text, tuple(_wrong_list(written, found, (4, 6) if asa.dual else (4,))))


def _wrong_list(written: Written, found: RuleList, versions: Iterable[int]) -> Iterable[str]:
    entries, stated = written.listed.entries, [r for r in found.rules if r.name != "implicit"]
    if [r.text for r in stated if not r.text.endswith(tuple(written.texts))] or len(stated) != len(written.texts):
        return ["entries are missing"]
    if not all(r.text.endswith(t) for r, t in zip(stated, written.texts, strict=True)):
        return ["entries are out of order"]
    if [r.enabled for r in stated] != [e.enabled for e in entries[: len(stated)]]:
        return ["enabled and disabled entries are mixed up"]
    complaints: list[str] = []
    for version in versions:
        complaints += wrong_rules(version, entries[: len(stated)], replace(found, rules=tuple(stated)))
        complaints += wrong_permits(version, entries, found, default=written.listed.default)
    kept = [*entries[: len(stated)], *(e for e, r in zip(entries[len(stated) :], _unseen(found), strict=True) if r)]
    return complaints or wrong_statuses(tuple(versions), kept, found)


def _unseen(found: RuleList) -> list[Rule | None]:
    """Return the unseen entries that end an IPv6 list, None for one that the list states itself."""
    if found.family != "ipv6":
        return []
    unseen = [r for r in found.rules if r.name == "implicit"]
    return [next((r for r in unseen if word in r.text), None) for word in ("nd-na", "nd-ns")]


def z3_list(seed: int) -> Case:
    """A list as IOS or ASA text against z3 over the real packet space."""
    z3: Any = import_module("z3")
    rng = Random(seed)
    versions: tuple[int, ...]
    if rng.random() < 0.5:
        ios, versions = Ios(rng, doubt_of(seed)), rng.choice(((4,), (4,), (6,)))
        written = write_ios_list(ios, versions[0], "ACL-IN", rng.randrange(1, 6))
        text = "\n".join((*ios.text(), *written.lines, "end", ""))
        found = cisco_ios.parse(text, "r1.cfg").devices[0].rule_lists[0]
    else:
        asa, versions = Asa(rng, True, doubt_of(seed)), (4, 6)
        written = write_asa_list(asa, "ACL", rng.randrange(1, 6))
        text = "\n".join(("ASA Version 9.8(2)", *asa.text(), "time-range HOURS", *written.lines, ""))
        found = cisco_asa.parse(text, "fw1.cfg").devices[0].rule_lists[0]
    wrong = disagreements(z3, versions, written.listed.entries, found, default=written.listed.default)
    return Case(text, tuple(wrong))


def tiny_universe(seed: int) -> Case:
    """A list over eight hosts and a dozen services: every single packet."""
    rng = Random(seed)
    asa = rng.random() < 0.5
    text, listed = tiny_list(rng, asa=asa)
    found = (cisco_asa if asa else cisco_ios).parse(text, "t.cfg").devices[0].rule_lists[0]
    return Case(text, tuple(wrong_packets(listed, found)))


def conduits(seed: int) -> Case:
    """A flow and conduits over eight hosts: the part that every single packet belongs to, and what is missing."""
    return Case("", tuple(wrong_parts(seed)))


def ios_router(seed: int) -> Case:
    """A router with VRFs, secondary addresses, lists and routes: what it lets through between zones."""
    plant = random_router(seed, doubt_of(seed))
    text = disguised(Random(seed), plant.text, flat=True)
    return Case(text, tuple(wrong_flows(plant, cisco_ios.parse(text, "r1.cfg").devices[0])))


def ios_far_routes(seed: int) -> Case:
    """A router whose static routes also lead over other static routes and into nothing."""
    plant = random_router(seed, far_routes=True)
    return Case(plant.text, tuple(wrong_flows(plant, cisco_ios.parse(plant.text, "r1.cfg").devices[0])))


def asa_far_routes(seed: int) -> Case:
    """A firewall with static routes that leave by interfaces which are down."""
    plant = random_firewall(seed, far_routes=True)
    return Case(plant.text, tuple(wrong_flows(plant, cisco_asa.parse(plant.text, "fw1.cfg").devices[0])))


def asa_firewall(seed: int) -> Case:
    """A firewall with security levels, lists in, out and global: what it lets through between zones."""
    plant = random_firewall(seed, doubt_of(seed))
    text = disguised(Random(seed), plant.text, flat=False)
    return Case(text, tuple(wrong_flows(plant, cisco_asa.parse(text, "fw1.cfg").devices[0])))


def traces(seed: int) -> Case:
    """Single packets through a router or a firewall: permitted, denied or not decided."""
    plant, parser = (
        (random_router(seed, doubt_of(seed)), cisco_ios)
        if seed & 4
        else (random_firewall(seed, doubt_of(seed)), cisco_asa)
    )
    device = parser.parse(plant.text, "d.cfg").devices[0]
    return Case(plant.text, tuple(wrong_traces(plant, device, Random(seed))))


def differences(seed: int) -> Case:
    """Two versions of a router or a firewall: what the change opens and closes."""
    build, parser = (random_router, cisco_ios) if seed & 4 else (random_firewall, cisco_asa)
    doubt = doubt_of(seed)
    base, head = build(seed, doubt, variant=0), build(seed, doubt, variant=1)
    devices = parser.parse(base.text, "a.cfg").devices[0], parser.parse(head.text, "b.cfg").devices[0]
    wrong = wrong_differences((base, head), devices)
    return Case(f"{base.text}\n! --- changed to\n{head.text}", tuple(wrong))


def failures(oracle: Oracle, seeds: Iterable[int]) -> str:
    """Return what to print about the seeds whose case is wrong, empty where all are right."""
    out = []
    for seed in seeds:
        case = oracle(seed)
        if case.complaints:
            name = getattr(oracle, "__name__", "oracle")
            out.append(f"{name}({seed}): " + "\n  ".join(case.complaints[:SHOWN]) + f"\n{case.text}")
    return "\n\n".join(out[:SHOWN]) + (f"\n\n{len(out)} cases are wrong" if out else "")
