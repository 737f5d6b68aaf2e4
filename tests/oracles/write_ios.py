"""Whole access lists as IOS text: numbered and named, with remarks and with sequence numbers out of order."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.oracles.draw_ios import NEIGHBOUR_DISCOVERY, Ios
from tests.oracles.terms import Entry, Listed


@dataclass(frozen=True, slots=True)
class Written:
    """A list as text, and as meant. `texts` are its entries in evaluation order, without number and list name."""

    lines: tuple[str, ...]
    listed: Listed
    texts: tuple[str, ...]
    family: str


def write_list(ios: Ios, version: int, name: str, size: int) -> Written:
    """Return a random list of `size` entries; its kind follows from the name where that is a number."""
    if version == 6:
        drawn = [ios.entry(6) for _ in range(size)]
        body = _body(ios.rng, [text for text, _ in drawn], sequence="sequence ")
        return _written(_in_steps(ios.rng, f"ipv6 access-list {name}", body), name, drawn, "ipv6", NEIGHBOUR_DISCOVERY)
    number = int(name) if name.isdigit() else None
    standard = number is not None and (number < 100 or number >= 1300) and number < 2000
    standard = standard or (number is None and ios.rng.random() < 0.2)
    drawn = [ios.standard() if standard else ios.entry(4) for _ in range(size)]
    texts = [text for text, _ in drawn]
    if number is not None and ios.rng.random() < 0.6:
        lines = [f"access-list {name} {text}" for text in texts]
        for _ in range(ios.rng.randrange(2)):
            lines.insert(ios.rng.randrange(len(lines) + 1), f"access-list {name} remark permit ip any any")
        return _written(tuple(lines), name, drawn, "ip")
    kind = "standard" if standard else "extended"
    body = _body(ios.rng, texts, sequence="")
    return _written(_in_steps(ios.rng, f"ip access-list {kind} {name}", body), name, drawn, "ip")


def write_dense_list(ios: Ios, size: int) -> Written:
    """Return a list of `size` entries made of few operands, so that they cover, repeat and contradict one another."""
    rng = ios.rng
    sources, destinations = ([ios.addresses(4) for _ in range(rng.randrange(2, 6))] for _ in range(2))
    services = [ios.services(4) for _ in range(rng.randrange(2, 6))]
    drawn = []
    for _ in range(size):
        permit, parts = rng.random() < 0.5, (rng.choice(sources), rng.choice(destinations), rng.choice(services))
        drawn.append(ios.plain(*parts, permit=permit))
    return _written(("ip access-list extended X", *(f" {text}" for text, _ in drawn)), "X", drawn, "ip")


def _written(
    lines: tuple[str, ...], name: str, drawn: list[tuple[str, Entry]], family: str, unseen: tuple[Entry, ...] = ()
) -> Written:
    entries = (*(entry for _, entry in drawn), *(unseen if drawn else ()))
    return Written(lines, Listed(name, entries, default=not drawn), tuple(text for text, _ in drawn), family)


def _in_steps(rng: Random, head: str, body: list[str]) -> tuple[str, ...]:
    """Return the list as entered at once, or with another command between its first entries and the rest."""
    if rng.random() < 0.8:
        return (head, *body)
    at = rng.randrange(len(body) + 1)
    return (head, *body[:at], "ip domain-name example.com", head, *body[at:])


def _body(rng: Random, texts: list[str], *, sequence: str) -> list[str]:
    """Return the entries with numbers, written in any order, or without numbers in theirs; remarks in between."""
    if rng.random() < 0.5:
        lines = list(texts)
    else:
        numbers = sorted(rng.sample(range(1, 10 * len(texts) + 10), len(texts)))
        lines = [f"{sequence}{n} {text}" for n, text in zip(numbers, texts, strict=True)]
        rng.shuffle(lines)
        if rng.random() < 0.2:
            spare = 10 * len(texts) + 11
            decoy = (
                f"{spare} permit {'ipv6' if sequence else 'ip'} any any"
                if sequence or not _standard(texts)
                else f"{spare} permit any"
            )
            lines.insert(rng.randrange(len(lines) + 1), sequence + decoy)
            lines.append(f"no {sequence}{spare}")
    for _ in range(rng.randrange(3)):
        lines.insert(rng.randrange(len(lines) + 1), "remark deny ip any any log")
    return [f" {line}" for line in lines]


def _standard(texts: list[str]) -> bool:
    """Return whether these are entries of a standard list, which have no protocol."""
    return all((len(t.split()) < 5 and not t.split()[1].isalpha()) or t.split()[1] in ("any", "host") for t in texts)
