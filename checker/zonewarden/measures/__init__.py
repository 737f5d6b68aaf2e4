"""Measures of declared records and proved flows: computed from facts, seen by policies and by the board (docs/metrics.md)."""
