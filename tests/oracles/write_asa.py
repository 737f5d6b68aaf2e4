"""Whole ASA access lists as text: with remarks, `inactive` entries, time ranges, and lines put in their place by number."""

from __future__ import annotations

from dataclasses import replace

from tests.oracles.draw_asa import Asa
from tests.oracles.terms import Addresses, Entry, Listed, Services, Traffic, everywhere
from tests.oracles.write_ios import Written

UNREADABLE = ("tcp any any wibble 3", "ip 10.0.0.0 any", "tpc any any", "tcp any any eq nosuchport")
LOGS = ("log", "log informational interval 300", "log disable", "log 4", "log default")


def write_list(asa: Asa, name: str, size: int) -> Written:
    """Return a random extended list of `size` entries."""
    drawn = [_entry(asa) for _ in range(size)]
    texts = [text for text, _ in drawn]
    listed = Listed(name, tuple(entry for _, entry in drawn))
    return Written(tuple(_lines(asa, name, texts)), listed, tuple(texts), "ip")


def _entry(asa: Asa) -> tuple[str, Entry]:
    rng = asa.rng
    if rng.random() < asa.doubt / 3:
        every = Addresses("any", everywhere(4, 6))
        return f"permit {rng.choice(UNREADABLE)}", Entry(None, every, every, Services("", (Traffic(),)))
    sources, destinations, services = asa.addresses(), asa.addresses(), asa.traffic()
    end = [rng.choice(LOGS)] if rng.random() < 0.15 else []
    entry = Entry(rng.random() < 0.55, sources, destinations, services)
    if rng.random() < asa.doubt:
        end.append("time-range HOURS")
        entry = replace(entry, condition=True)
    if rng.random() < 0.06:
        end.append("inactive")
        entry = replace(entry, enabled=False)
    words = (
        "permit" if entry.permit else "deny",
        services.protocol,
        sources.words,
        services.first,
        destinations.words,
        services.second,
        *end,
    )
    return " ".join(w for w in words if w), entry


def _lines(asa: Asa, name: str, texts: list[str]) -> list[str]:
    """Return the lines of a list: in order, with remarks; or in any order, each with the number of its place."""
    rng = asa.rng
    form = "" if not asa.dual and rng.random() < 0.5 else "extended "
    if texts and rng.random() < 0.25:
        order = rng.sample(range(len(texts)), len(texts))
        return [
            f"access-list {name} line {sum(j < i for j in order[:k]) + 1} {form}{texts[i]}" for k, i in enumerate(order)
        ]
    lines = [f"access-list {name} {form}{text}" for text in texts]
    for _ in range(rng.randrange(3)):
        lines.insert(rng.randrange(len(lines) + 1), f"access-list {name} remark permit ip any any")
    return lines
