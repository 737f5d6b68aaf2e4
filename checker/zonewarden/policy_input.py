"""What of the facts policies are evaluated on: what they read, and of the rules those of the kinds that they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zonewarden.engines.base import Json
from zonewarden.policy import Policy
from zonewarden.policy_reads import collections_read
from zonewarden.rule_kinds import RULE_KINDS


def narrowed(document: Json, policies: Sequence[Policy], modules: Mapping[str, str]) -> Json:
    """Return the facts without what cannot change a verdict of `policies`.

    Converting facts for an engine costs more than evaluating policies on them. A policy that reads rules and names no
    kinds may mean any of them: then every rule stays.
    """
    read = collections_read(modules, [p.package for p in policies])
    found = {name: facts for name, facts in document.items() if read is None or name in read}
    if found.get("rules") and not _reads_any_rule(policies, modules):
        kinds = [RULE_KINDS[name] for name in sorted({kind for p in policies for kind in p.rules})]
        found["rules"] = {id_: rule for id_, rule in found["rules"].items() if any(kind(rule) for kind in kinds)}
    return found


def _reads_any_rule(policies: Sequence[Policy], modules: Mapping[str, str]) -> bool:
    read = collections_read(modules, [p.package for p in policies if not p.rules])
    return read is None or "rules" in read
