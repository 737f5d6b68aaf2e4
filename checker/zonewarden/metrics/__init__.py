"""The measures that a board sees: computed from findings, declared records and proved flows (docs/metrics.md)."""
