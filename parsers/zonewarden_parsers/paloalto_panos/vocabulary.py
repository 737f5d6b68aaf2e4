"""Keyword sets, written as text."""

from __future__ import annotations


def keywords(text: str) -> frozenset[str]:
    """Return the words of `text`."""
    return frozenset(text.split())
