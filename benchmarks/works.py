"""One piece of our own work, measured in a process of its own: `python works.py WORK ARGUMENT...` prints a line of JSON.

`seconds` is CPU time of the work itself, `answer` a digest of what it found so that tools can be held against each other,
and further keys say how much there was. The driver adds what the operating system counted for the whole process.
"""

from __future__ import annotations

import gc
import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from lists import DENSE, IP, PORTS, TCP, UDP, Line, ios, realistic
from shapes import shape
from texts import TEXTS

from zonewarden.analysis.entries import entries
from zonewarden.analysis.first_match import Status, classify, shadowing
from zonewarden.analysis.matrix import matrix
from zonewarden.analysis.permitted import ListIndex, in_series, through_list
from zonewarden.analysis.point import PointIndex
from zonewarden.site.model import Zone
from zonewarden_parsers import cisco_ios
from zonewarden_parsers.model import (
    ANY_SERVICE,
    Action,
    AddressSet,
    IntervalSet,
    Location,
    Match,
    Packet,
    Rule,
    RuleList,
    ServiceSet,
)
from zonewarden_parsers.model.addresses import ALL_V4

HERE = Location("list", 1)
Answer = dict[str, Any]


def lines_of(kind: str, count: int, seed: int) -> list[Line]:
    """Return a list by kind: `realistic`, `dense`, `any20`, or a shape."""
    if kind == "realistic":
        return realistic(count, seed)
    if kind == "dense":
        return realistic(count, seed, DENSE)
    if kind == "any20":
        return realistic(count, seed, replace(DENSE, any_address=0.2, reuse=1.1))
    return shape(kind, count, seed)


def rule_list(lines: Sequence[Line]) -> RuleList:
    """Return the lines as the model has them; equal operands are one value, as the parsers make them."""
    sets: dict[object, Any] = {}

    def addresses(span: tuple[int, int]) -> AddressSet:
        return sets.setdefault(span, AddressSet(v4=IntervalSet((span,))))

    def services(line: Line) -> ServiceSet:
        key = (line.protocol, line.source_ports, line.ports)
        found = sets.get(key)
        if found is None:
            found = sets[key] = _services(line)
        return found

    rules = (
        Rule(
            i,
            Action.PERMIT if line.permit else Action.DENY,
            Match(addresses(line.source), addresses(line.destination), services(line)),
            replace(HERE, line=i + 1),
            f"rule {i}",
        )
        for i, line in enumerate(lines)
    )
    return RuleList("ACL", tuple(rules), HERE)


def _services(line: Line) -> ServiceSet:
    if line.protocol == IP:
        return ANY_SERVICE
    if line.protocol in (TCP, UDP) and (line.source_ports, line.ports) != (PORTS, PORTS):
        return ServiceSet.ports(line.protocol, (line.ports,), (line.source_ports,))
    return ServiceSet.ports(line.protocol) if line.protocol in (TCP, UDP) else ServiceSet.protocol(line.protocol)


def digest(found: Iterable[object]) -> str:
    """Return a short name for a collection of answers."""
    return hashlib.sha256(repr(sorted(map(str, found))).encode()).hexdigest()[:12]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds of a call and its result."""
    started = process_time()
    result = work()
    return process_time() - started, result


def parse(platform: str, count: str, seed: str) -> Answer:
    """Parse one configuration; every line must be understood."""
    write, package = TEXTS[platform]
    text = write(realistic(int(count), int(seed)))
    parser = import_module(f"zonewarden_parsers.{package}")
    parser.parse(write(realistic(10, 1)), "bench.cfg")
    seconds, parsed = timed(lambda: parser.parse(text, "bench.cfg"))
    rules = sum(len(r.rules) for d in parsed.devices for r in d.rule_lists)
    unknown = len(parsed.coverage.unknown)
    return {"seconds": seconds, "lines": text.count("\n"), "rules": rules, "unknown": unknown}


def shadow(kind: str, count: str, seed: str) -> Answer:
    """Say of every rule whether it is covered by earlier ones."""
    found = rule_list(lines_of(kind, int(count), int(seed)))
    seconds, verdicts = timed(lambda: shadowing(found))
    covered = [i for i, v in enumerate(verdicts) if v.status in (Status.SHADOWED, Status.UNMATCHABLE)]
    single = [i for i, v in enumerate(verdicts) if v.status is Status.SHADOWED and len(v.blockers) == 1]
    undecided = sum(v.status is Status.UNDECIDED for v in verdicts)
    return {
        "seconds": seconds, "answer": digest(covered), "covered": len(covered), "single": len(single), "undecided": undecided,
        "rules": len(verdicts), "indices": covered,
    }  # fmt: skip


def classified(kind: str, count: str, seed: str) -> Answer:
    """Classify every rule, redundant ones too."""
    found = rule_list(lines_of(kind, int(count), int(seed)))
    seconds, verdicts = timed(lambda: classify(found))
    each = {status.value: sum(v.status is status for v in verdicts) for status in Status}
    return {"seconds": seconds, "rules": len(verdicts), **{k: n for k, n in each.items() if n}}


def permitted(kind: str, count: str, seed: str) -> Answer:
    """Say what the list permits in all, with the rules responsible."""
    found = rule_list(lines_of(kind, int(count), int(seed)))
    seconds, outcome = timed(lambda: through_list(ListIndex(found, 4), ALL_V4, ALL_V4))
    rules = {p.via[0].location.line for p in outcome.permits}
    return {
        "seconds": seconds, "products": len(outcome.permits), "rules": len(found.rules), "permitting": len(rules),
        "undecided": len(outcome.undecided),
    }  # fmt: skip


def point(kind: str, count: str, seed: str) -> Answer:
    """Look up single packets; `seconds` is the time of one."""
    found = rule_list(lines_of(kind, int(count), int(seed)))
    index = PointIndex(entries(found.rules, 4))
    random = Random(int(seed))
    packets = [
        Packet(4, random.randint(*r.match.sources.v4.spans[0]), random.randint(*r.match.destinations.v4.spans[0]), 6, 40000, 443)
        for r in random.choices(found.rules, k=3000)
    ]  # fmt: skip
    for packet in packets[:50]:
        index.first(packet)
    seconds, firsts = timed(lambda: [index.first(p) for p in packets])
    wrong = sum(a != _walked(index, p) for a, p in zip(firsts[:100], packets[:100], strict=True))
    return {"seconds": seconds / len(packets), "checked": 100, "wrong": wrong}


def _walked(index: PointIndex, packet: Packet) -> int:
    for i, entry in enumerate(index.entries):
        sources, destinations, services = entry.over
        if (
            any(a <= packet.source <= b for a, b in sources)
            and any(a <= packet.destination <= b for a, b in destinations)
            and not services.isdisjoint(ServiceSet.of(((6, 6),), ((40000, 40000),), ((443, 443),)))
        ):
            return i
    return -1


def zones(count: str, seed: str, number: str) -> Answer:
    """Work out the whole zone matrix of a firewall with one zone behind each of its interfaces."""
    wanted = int(number)
    text = _segmented(realistic(int(count), int(seed)), wanted)
    device = cisco_ios.parse(text, "bench.cfg").devices[0]
    width = 256 // wanted
    places = {
        f"z{k}": Zone(f"z{k}", "cell", 1, 1, HERE, addresses=AddressSet(v4=IntervalSet((_share(k, width),))))
        for k in range(wanted)
    }
    seconds, flows = timed(lambda: matrix(device, "r1", places, None))
    rules = {v.location for f in flows for p in f.permits for v in p.via if v.rule}
    return {
        "seconds": seconds,
        "pairs": len(flows),
        "permits": sum(len(f.permits) for f in flows),
        "responsible": len(rules),
    }


def _share(k: int, width: int) -> tuple[int, int]:
    return ((10 << 24) + (k * width << 16), (10 << 24) + ((k + 1) * width << 16) - 1)


def _segmented(lines: Sequence[Line], wanted: int) -> str:
    """Return a router on which one list judges what enters by each of `wanted` interfaces."""
    text = ios(lines).replace(
        "interface GigabitEthernet0/0\n ip address 10.0.0.1 255.255.255.0\n ip access-group ACL in\n!\n", ""
    )
    width = 256 // wanted
    head = "".join(
        f"interface GigabitEthernet0/{k}\n ip address 10.{k * width}.0.1 255.255.0.0\n ip access-group ACL in\n!\n"
        f"ip route 10.{k * width + j}.0.0 255.255.0.0 10.{k * width}.0.2\n"
        for k in range(wanted)
        for j in range(1, 2)
    )
    rest = "".join(
        f"ip route 10.{k * width + j}.0.0 255.255.0.0 10.{k * width}.0.2\n"
        for k in range(wanted)
        for j in range(2, width)
    )
    return text.replace("ip access-list", head + rest + "ip access-list", 1)


def series(kind: str, count: str, seed: str) -> Answer:
    """Join what two lists permit, one after the other, from the rules on."""
    lines = lines_of(kind, int(count), int(seed))
    random = Random(5)
    pair = [rule_list([*(x for x in lines[:-1] if random.random() < 0.7), lines[-1]]) for _ in range(2)]

    def join() -> int:
        first, second = (through_list(ListIndex(each, 4), ALL_V4, ALL_V4) for each in pair)
        return len(in_series(first, second).permits)

    seconds, products = timed(join)
    return {"seconds": seconds, "products": products, "rules": sum(len(p.rules) for p in pair)}


def groups(rules: str, members: str) -> Answer:
    """Classify rules between object groups; `aces` is what they stand for written out."""
    random = Random(7)
    size = int(members)
    pools = [
        AddressSet(v4=IntervalSet.of((x, x) for x in (random.randrange(10 << 24, 11 << 24) for _ in range(size))))
        for _ in range(max(8, int(rules) // 8))
    ]
    ports = [ServiceSet.ports(6, ((p, p),)) for p in range(1000, 1064)]
    found = RuleList(
        "ACL",
        tuple(
            Rule(
                i,
                random.choice((Action.PERMIT, Action.DENY)),
                Match(random.choice(pools), random.choice(pools), random.choice(ports)),
                replace(HERE, line=i + 1),
                f"rule {i}",
            )
            for i in range(int(rules))
        ),
        HERE,
    )
    seconds, verdicts = timed(lambda: shadowing(found))
    aces = sum(len(r.match.sources.v4.spans) * len(r.match.destinations.v4.spans) for r in found.rules)
    undecided = sum(v.status is Status.UNDECIDED for v in verdicts)
    return {"seconds": seconds, "rules": int(rules), "aces": aces, "undecided": undecided}


def site(devices: str, rules: str, areas: str) -> Answer:
    """Write a plant for the whole-program rows; `seconds` is what writing took, `folder` where it lies."""
    from site_gen import Plant, write_site

    folder = Path(tempfile.mkdtemp(prefix="zonewarden-bench-"))
    seconds, _ = timed(lambda: write_site(folder, Plant(int(devices), int(rules), int(areas), seed=11)))
    return {"seconds": seconds, "folder": str(folder)}


def policies(count: str) -> Answer:
    """Evaluate the shipped device policies over the facts of one device with about `count` facts."""
    from datetime import UTC, datetime

    from zonewarden.analysis.survey import survey
    from zonewarden.engines.embedded import EmbeddedEngine
    from zonewarden.facts.document import facts
    from zonewarden.policy_set import read_policies, shipped
    from zonewarden.site.bare import bare_site

    parsed = cisco_ios.parse(ios(realistic(int(count), 3)), "bench.cfg")
    found = survey(bare_site(), parsed.devices, datetime(2026, 1, 1, tzinfo=UTC))
    document = facts(found, [parsed])
    chosen = read_policies([shipped()])
    able = [p for p in chosen.policies if set(p.requires) <= found.site.declared]
    engine = EmbeddedEngine()
    from zonewarden.examination import judgement

    seconds, judged = timed(lambda: judgement(found, document, able, chosen.modules, engine))
    members = sum(len(c) for c in document.values() if isinstance(c, dict))
    return {"seconds": seconds, "facts": members, "policies": len(able), "findings": len(judged.findings)}


WORKS: dict[str, Callable[..., Answer]] = {
    "parse": parse, "shadow": shadow, "classify": classified, "permitted": permitted, "point": point, "zones": zones,
    "series": series, "groups": groups, "site": site, "policies": policies,
}  # fmt: skip

if __name__ == "__main__":
    gc.disable()  # as the command itself runs
    print(json.dumps(WORKS[sys.argv[1]](*sys.argv[2:])))
