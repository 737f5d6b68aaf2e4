"""What other tools do with the same lists, measured as `works.py` measures us: `python peers.py PEER ARGUMENT...`.

Each peer runs the part of its own interface that answers the question, on input in its own form; making that input is not
counted. Decision diagrams and the solver get the textbook encoding: one bit a header bit, addresses first.
"""

from __future__ import annotations

import json
import logging
import re
import socket
import struct
import sys
from collections.abc import Callable, Sequence
from functools import partial, reduce
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from lists import IP, PORTS, Line, Span, aerleon, asa, ios, realistic
from works import Answer, digest, lines_of, timed


def floor(platform: str, count: str, seed: str) -> Answer:
    """The least that reading every rule into numbers costs in CPython: no errors, no places, no names, one grammar."""
    text = _text(platform, count, seed)
    seconds, found = timed(lambda: _numbers(text, 3 if platform == "asa" else 0))
    return {"seconds": seconds, "lines": text.count("\n"), "rules": len(found)}


def _numbers(text: str, skip: int) -> list[tuple[object, ...]]:
    known: dict[object, Span] = {}
    unpack, aton = struct.Struct("!I").unpack, socket.inet_aton
    out = []
    for line in text.split("\n"):
        words = line.split()
        if len(words) <= skip + 3 or words[skip] not in ("permit", "deny"):
            continue
        i, row = skip + 2, [words[skip] == "permit", words[skip + 1]]
        for _ in (0, 1):
            if words[i] == "any":
                row += (0, 2**32 - 1)
                i += 1
            else:
                key = (words[i], words[i + 1])
                span = known.get(key)
                if span is None:
                    if words[i] == "host":
                        low = unpack(aton(words[i + 1]))[0]
                        span = (low, low)
                    else:
                        low, mask = unpack(aton(words[i]))[0], unpack(aton(words[i + 1]))[0]
                        span = (low, low | (mask ^ 2**32 - 1 if mask & 2**31 else mask))
                    known[key] = span
                row += span
                i += 2
            if i < len(words) and words[i] in ("eq", "range"):
                low = int(words[i + 1])
                high = int(words[i + 2]) if words[i] == "range" else low
                row += (low, high)
                i += 3 if words[i] == "range" else 2
            else:
                row += PORTS
        out.append(tuple(row))
    return out


def _text(platform: str, count: str, seed: str) -> str:
    lines = realistic(int(count), int(seed))
    return ios(lines) if platform == "ios" else asa(lines)


def ciscoconfparse(module: str, factory: str, platform: str, count: str, seed: str) -> Answer:
    """ciscoconfparse or ciscoconfparse2: the tree, and with `factory` objects of its own for each line."""
    package = __import__(module)
    logging.disable(logging.CRITICAL)
    silence = getattr(__import__("loguru"), "logger", None)
    if silence is not None:
        silence.remove()
    lines = _text(platform, count, seed).splitlines()
    make = partial(package.CiscoConfParse, lines, syntax=platform, factory=factory == "factory")
    seconds, found = timed(make)
    return {"seconds": seconds, "lines": len(lines), "objects": len(found.objs)}


def shade(module: str, kind: str, count: str, seed: str) -> Answer:
    """The shade check of Aerleon or Capirca: terms that one earlier term contains."""
    library = __import__(f"{module}.lib", fromlist=["naming", "policy"])
    lines = lines_of(kind, int(count), int(seed))
    text, networks, services = aerleon(lines)
    definitions = library.naming.Naming()
    definitions.ParseNetworkList(networks)
    definitions.ParseServiceList(services)
    parsed = library.policy.ParsePolicy(text, definitions, optimize=False, shade_check=False)
    found: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: found.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    logging.getLogger("absl").addHandler(handler)

    def check() -> None:
        for _, terms in parsed.filters:
            try:
                parsed._DetectShading(terms)
            except library.policy.ShadingError as error:  # Capirca raises once, with all of them
                found.append(str(error))

    seconds, _ = timed(check)
    covered = sorted({int(i) for text in found for i in re.findall(r"r(\d+) is shaded", text)})
    return {"seconds": seconds, "covered": len(covered), "indices": covered, "rules": len(lines)}


def z3(kind: str, count: str, seed: str) -> Answer:
    """z3, incrementally: is there a packet of the rule that no earlier one matches?

    A prefix is an equation on the leading bits: of eleven encodings tried (comparisons, integers, assumptions in place of
    scopes, the three solvers) the quickest, by five times at 1,000 rules and by more at 10,000.
    """
    solver_of = __import__("z3")
    lines = lines_of(kind, int(count), int(seed))
    fields = [solver_of.BitVec(n, w) for n, w in (("s", 32), ("d", 32), ("p", 9), ("sp", 16), ("dp", 16))]

    def inside(x: Any, low: int, high: int) -> Any:
        size = high - low + 1
        if size & (size - 1) or low % size:
            return solver_of.And(solver_of.UGE(x, low), solver_of.ULE(x, high))
        free = size.bit_length() - 1
        return solver_of.Extract(x.size() - 1, free, x) == low >> free

    def formula(line: Line) -> Any:
        parts = [inside(x, low, high) for x, (low, high), whole in _spans(line, fields) if (low, high) != whole]
        return solver_of.And(*parts) if parts else solver_of.BoolVal(True)

    def work() -> list[int]:
        solver = solver_of.SolverFor("QF_BV")
        covered = []
        for i, line in enumerate(lines):
            own = formula(line)
            solver.push()
            solver.add(own)
            if solver.check() == solver_of.unsat:
                covered.append(i)
            solver.pop()
            if not covered or covered[-1] != i:
                solver.add(solver_of.Not(own))
        return covered

    seconds, covered = timed(work)
    return {
        "seconds": seconds,
        "answer": digest(covered),
        "covered": len(covered),
        "indices": covered,
        "rules": len(lines),
    }


def _spans(line: Line, fields: Sequence[Any]) -> list[tuple[Any, Span, Span]]:
    protocol = (0, 511) if line.protocol == IP else (line.protocol, line.protocol)
    addresses, ports = (0, 2**32 - 1), (0, 65535)
    values = (line.source, line.destination, protocol, line.source_ports, line.ports)
    wholes = (addresses, addresses, (0, 511), ports, ports)
    return list(zip(fields, values, wholes, strict=True))


def oxidd(kind: str, count: str, seed: str) -> Answer:
    """A decision diagram with complement edges (OxiDD, Rust), rule by rule; no permitted set beside it."""
    package = __import__("oxidd.bcdd", fromlist=["BCDDManager"])
    lines = lines_of(kind, int(count), int(seed))
    widths = (32, 32, 9, 16, 16)

    def work() -> list[int]:
        manager = package.BCDDManager(60_000_000, 8_000_000, 1)
        manager.add_vars(sum(widths))
        bits, first = [], 0
        for width in widths:
            bits.append([manager.var(first + k) for k in range(width)])
            first += width
        true, seen = manager.true(), manager.false()
        ranges: dict[tuple[int, Span], Any] = {}

        def at_least(variables: Sequence[Any], low: int) -> Any:
            out = true
            for k, v in enumerate(reversed(variables)):
                out = v & out if low >> k & 1 else v | out
            return out

        def at_most(variables: Sequence[Any], high: int) -> Any:
            out = true
            for k, v in enumerate(reversed(variables)):
                out = ~v | out if high >> k & 1 else ~v & out
            return out

        def ranged(field: int, span: Span) -> Any:
            known = ranges.get((field, span))
            if known is None:
                known = ranges[field, span] = at_least(bits[field], span[0]) & at_most(bits[field], span[1])
            return known

        covered = []
        for i, line in enumerate(lines):
            parts = [ranged(k, span) for k, span, whole in _spans(line, range(5)) if span != whole]
            own = reduce(lambda a, b: b & a, reversed(parts), true)
            if not (own & ~seen).satisfiable():
                covered.append(i)
            else:
                seen = seen | own
        return covered

    seconds, covered = timed(work)
    return {
        "seconds": seconds,
        "answer": digest(covered),
        "covered": len(covered),
        "indices": covered,
        "rules": len(lines),
    }


PEERS: dict[str, Callable[..., Answer]] = {
    "floor": floor, "ciscoconfparse": ciscoconfparse, "shade": shade, "z3": z3, "oxidd": oxidd,
}  # fmt: skip

if __name__ == "__main__":
    print(json.dumps(PEERS[sys.argv[1]](*sys.argv[2:])))
