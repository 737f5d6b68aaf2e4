"""The chains a packet passes on its way through the machine, in order, each flattened to one list.

Netfilter asks, for a forwarded packet: raw PREROUTING, mangle PREROUTING, nat PREROUTING, mangle FORWARD, filter FORWARD, security
FORWARD, mangle POSTROUTING, nat POSTROUTING. What filter FORWARD permits any of the others may still drop. Chains before nat
PREROUTING see published addresses, so where the file has DNAT their drops are a gap that may deny, not a list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zonewarden_parsers.chains import Chain, Flattened, Step, flatten, unreached
from zonewarden_parsers.linux_iptables.draft import Draft, TableDraft
from zonewarden_parsers.linux_iptables.rules import read_rule, step_of
from zonewarden_parsers.linux_iptables.scope import RuleDraft, Scope
from zonewarden_parsers.model import Action, Effect, RuleList

BEFORE_TRANSLATION = (("raw", "PREROUTING"), ("mangle", "PREROUTING"))
ON_THE_WAY = (("mangle", "FORWARD"), ("filter", "FORWARD"), ("security", "FORWARD"), ("mangle", "POSTROUTING"))
_POLICIES = {"ACCEPT": Action.PERMIT, "DROP": Action.DENY, "-": Action.PERMIT}


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table with its rules read: `chains` ready to flatten, `rules` in file order."""

    draft: TableDraft
    chains: Mapping[str, Chain]
    rules: Sequence[tuple[RuleDraft, Step]]


def read_table(table: TableDraft, scope: Scope, draft: Draft) -> ReadTable:
    """Read every rule of a table."""
    chains: dict[str, Chain] = {}
    rules: list[tuple[RuleDraft, Step]] = []
    for name, chain in table.chains.items():
        own = [(rule, step_of(rule)) for rule in (read_rule(record, scope, draft) for record in chain.records)]
        rules.extend(own)
        chains[name] = Chain(
            name,
            tuple(step for _, step in own),
            draft.at(chain.line),
            _POLICIES[chain.policy],
            draft.at(chain.policy_line) if chain.policy_line else None,
        )
    return ReadTable(table, chains, rules)


def flat(read: ReadTable, chain: str, scope: Scope) -> Flattened:
    """Flatten one chain into a list named after family, table and chain."""
    program = "iptables" if scope.family == 4 else "ip6tables"
    return flatten(read.chains, chain, interfaces=scope.interfaces, name=f"{program} {read.draft.name} {chain}")


def forward_lists(tables: Mapping[str, ReadTable], scope: Scope, draft: Draft) -> list[RuleList]:
    """Return the lists that a forwarded packet must pass, in order; those that never deny are left out."""
    dnat = "nat" in tables and any(rule.target in {"DNAT", "NETMAP"} for rule, _ in tables["nat"].rules)
    lists: list[RuleList] = []
    for table, chain in (*BEFORE_TRANSLATION, *ON_THE_WAY):
        if table not in tables or chain not in tables[table].chains:
            continue
        found = flat(tables[table], chain, scope)
        _tell(found, draft)
        if table == "filter" or may_deny(found.rule_list):
            if dnat and (table, chain) in BEFORE_TRANSLATION:
                draft.gap(
                    Effect.MAY_DENY, f"{table} {chain} drops before addresses are translated", tables[table].draft.line
                )
            else:
                lists.append(found.rule_list)
    return lists


def may_deny(rules: RuleList) -> bool:
    """Return whether a list can deny anything."""
    return rules.default is not Action.PERMIT or any(r.action is not Action.PERMIT for r in rules.rules)


def input_list(tables: Mapping[str, ReadTable], scope: Scope, draft: Draft) -> RuleList | None:
    """Return the filter table's INPUT chain as a list."""
    if "filter" not in tables:
        return None
    found = flat(tables["filter"], "INPUT", scope)
    _tell(found, draft)
    return found.rule_list


def tell_unreached(tables: Mapping[str, ReadTable], draft: Draft) -> None:
    """Note chains with rules that no built-in chain calls."""
    for table in tables.values():
        entries = [name for name, chain in table.draft.chains.items() if chain.policy != "-"]
        draft.ledger.diagnostics.extend(unreached(table.chains, entries))


def _tell(found: Flattened, draft: Draft) -> None:
    draft.ledger.diagnostics.extend(found.diagnostics)
    draft.undefined.extend(found.undefined)
