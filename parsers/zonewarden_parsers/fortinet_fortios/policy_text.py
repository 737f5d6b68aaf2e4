"""A policy in words: its title, its comment, the names it uses, and one line that says what it does."""

from __future__ import annotations

from itertools import chain

from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.model import Action

MAX_NAMES = 6
_PHRASES = (
    ("from", ("srcintf", "interface", "intf")),
    ("to", ("dstintf",)),
    ("source", ("srcaddr", "srcaddr4", "srcaddr6", "internet-service-src-name")),
    ("destination", ("dstaddr", "dstaddr4", "dstaddr6", "internet-service-name")),
    ("service", ("service",)),
)
_REFERRING = (
    "srcintf",
    "dstintf",
    "interface",
    "srcaddr",
    "srcaddr6",
    "dstaddr",
    "dstaddr6",
    "service",
    "poolname",
    "groups",
    "users",
)


def title(entry: Node) -> str:
    """Return the number of a policy and its name."""
    return f"{entry.name} {entry.text('name')}".strip()


def remarks(entry: Node) -> tuple[str, ...]:
    """Return the comment of a policy."""
    text = entry.text("comments") or entry.text("comment")
    return (text,) if text else ()


def references(entry: Node) -> tuple[str, ...]:
    """Return the names of the objects that a policy uses."""
    return tuple(dict.fromkeys(chain.from_iterable(entry.words(n) for n in _REFERRING)))


def describe(entry: Node, section: str, action: Action) -> str:
    """Return a policy in one line."""
    parts = [f"{section.removeprefix('firewall ')} {title(entry)}: {entry.text('action') or action.value}"]
    for label, names in _PHRASES:
        words = list(chain.from_iterable(entry.words(n) for n in names))
        if words:
            more = f" and {len(words) - MAX_NAMES} more" if len(words) > MAX_NAMES else ""
            parts.append(f"{label} {', '.join(words[:MAX_NAMES])}{more}")
    return " ".join(" ".join(parts).split())
