"""Finished facts: the one JSON document that policies see (docs/facts.md)."""
