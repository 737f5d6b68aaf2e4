"""A few of the shipped policies, for tests that are about what becomes of findings: an engine is quick with few modules."""

from __future__ import annotations

from pathlib import Path

from zonewarden.policy_set import PolicySet, read_policies, shipped


def only(*ids: str) -> PolicySet:
    """Return these policies, with every library."""
    whole = read_policies([shipped()])
    policies = tuple(p for p in whole.policies if p.id in ids)
    kept = {Path(p.path).stem for p in policies}
    modules = {name: text for name, text in whole.modules.items() if "/lib/" in name or Path(name).stem in kept}
    return PolicySet(policies, modules)
