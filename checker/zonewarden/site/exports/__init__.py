"""Exports: what machines write down about the plant and we only read, as sessions of a gateway or counters of rules."""
