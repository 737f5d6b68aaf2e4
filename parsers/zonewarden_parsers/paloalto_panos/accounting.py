"""What became of every line once everybody has read: states, diagnostics and gaps for what nobody claimed."""

from __future__ import annotations

from zonewarden_parsers.masking import mask
from zonewarden_parsers.model import Aspect, Coverage, Diagnostic, Effect, Gap, LineState, Location, Severity
from zonewarden_parsers.paloalto_panos.document import Document
from zonewarden_parsers.paloalto_panos.tree import Claim, Node
from zonewarden_parsers.paloalto_panos.vocabulary import keywords

_STATES = {
    Claim.NONE: LineState.UNKNOWN,
    Claim.IRRELEVANT: LineState.IRRELEVANT,
    Claim.MODELLED: LineState.MODELLED,
}
_WORST = {LineState.UNKNOWN: 3, LineState.MODELLED: 2, LineState.IRRELEVANT: 1, LineState.BLANK: 0}
_MANAGEMENT = keywords(
    "deviceconfig mgt-config authentication-profile authentication-sequence server-profile log-settings certificate"
    " certificate-profile ssl-tls-service-profile local-user-database admin-role panorama"
)
_FLOWS = keywords(
    "network zone rulebase pre-rulebase post-rulebase address address-group service service-group application"
    " application-group application-filter external-list region schedule import"
)
_NAMED = keywords("devices vsys device-group template template-stack")
"""Containers whose entries have names of the owner's choice."""
_REMOTE = frozenset({"global-protect", "global-protect-gateway", "global-protect-portal"})
MAX_TOLD = 2000


def settle(document: Document) -> Coverage:
    """Return the ledger: elements paint their lines, values decide them, comments and empty lines do not count."""
    states = [LineState.BLANK if not text.strip() else LineState.UNKNOWN for text in document.lines]
    _inherit(document.tree.root)
    decided: dict[int, LineState] = {}
    for line, node in document.tree.marks:
        state = _STATES[node.claim]
        if node.children or not document.spread:
            last = node.end if _paints(document, node, line) else line
            states[line - 1 : last] = [state] * (min(last, len(states)) - line + 1)
        if not node.children:
            before = decided.get(line, LineState.BLANK)
            decided[line] = state if _WORST[state] > _WORST[before] else before
    for line, state in decided.items():
        states[line - 1] = state
    for line in document.plain:
        if states[line - 1] is LineState.UNKNOWN and line not in decided:
            states[line - 1] = LineState.IRRELEVANT
    for fault in document.faults:
        for line in range(fault.line, min(fault.end, len(states)) + 1):
            states[line - 1] = LineState.UNKNOWN
    for number, text in enumerate(document.lines, 1):
        if not text.strip() or number in document.notes:
            states[number - 1] = LineState.BLANK
    return Coverage(tuple(states))


def _paints(document: Document, node: Node, line: int) -> bool:
    """Whether a node's lines, from first to last, hold nothing but itself: true of XML elements."""
    return not document.spread and node.line == line and node.end > line


def _inherit(root: Node) -> None:
    """Give an element that only holds others the best claim among them."""
    order = [root]
    for node in order:
        order.extend(node.children.values())
    for node in reversed(order):
        if node.claim is Claim.NONE and node.children:
            node.claim = max(child.claim for child in node.children.values())


def unclaimed(root: Node) -> list[tuple[tuple[str, ...], Node]]:
    """Return the topmost nodes that nobody claimed, each with the keys above it."""
    found: list[tuple[tuple[str, ...], Node]] = []
    stack: list[tuple[tuple[str, ...], Node]] = [((), root)]
    while stack:
        path, node = stack.pop()
        if node.claim is Claim.NONE:
            found.append((path, node))
            continue
        below = (*path, node.key) if node is not root else ()
        stack.extend((below, child) for child in reversed(node.children.values()))
    return found


def tell(document: Document, coverage: Coverage) -> tuple[list[Diagnostic], list[Gap]]:
    """Return a diagnostic and a gap for every element that nobody claimed and every place that could not be read."""
    diagnostics: list[Diagnostic] = []
    gaps: list[Gap] = []
    for fault in document.faults:
        at = Location(document.path, fault.line, fault.end if fault.end > fault.line else 0)
        diagnostics.append(Diagnostic(at, "unreadable", fault.message))
        gaps.append(Gap(Aspect.ALL, Effect.EITHER, fault.message, at))
    lost = unclaimed(document.tree.root)
    for path, node in lost[:MAX_TOLD]:
        words = mask(" ".join((*path, node.key)))
        at = document.at(node)
        diagnostics.append(Diagnostic(at, "unknown-line", f"not understood: {words}"))
        if _bears(path):
            gaps.append(Gap(_aspect(path, node), Effect.EITHER, f"not understood: {words}", at))
    if len(lost) > MAX_TOLD:
        rest = document.at(lost[MAX_TOLD][1])
        message = f"{len(lost) - MAX_TOLD} more elements are not understood"
        diagnostics.append(Diagnostic(rest, "unknown-line", message, Severity.WARNING))
        gaps.append(Gap(Aspect.ALL, Effect.EITHER, message, rest))
    diagnostics += _untold(document, coverage, diagnostics)
    return diagnostics, gaps


def _untold(document: Document, coverage: Coverage, told: list[Diagnostic]) -> list[Diagnostic]:
    """Return a diagnostic for each run of unknown lines that lies apart from where its element first stands."""
    known = {n for d in told for n in range(d.location.line, max(d.location.line, d.location.end_line) + 1)}
    found: list[Diagnostic] = []
    start = last = 0
    for number in (*(n for n in coverage.unknown if n not in known), 0):
        if number == last + 1 and start:
            last = number
            continue
        if start:
            at = Location(document.path, start, last if last > start else 0)
            found.append(Diagnostic(at, "unknown-line", "not understood, like what it belongs to"))
        start = last = number
    return found


def _bears(path: tuple[str, ...]) -> bool:
    """Whether an unknown element needs a gap: a key of a security rule is a condition (an atom) of that rule already."""
    return path[-3:-1] != ("security", "rules")


def _aspect(path: tuple[str, ...], node: Node) -> Aspect:
    """Return which answers an unknown element leaves open: the first container that tells, entries' names passed over."""
    words = iter((*path, node.key))
    for word in words:
        if word in _REMOTE:
            return Aspect.REMOTE_ACCESS
        if word in _MANAGEMENT:
            return Aspect.MANAGEMENT
        if word in _FLOWS:
            return Aspect.REMOTE_ACCESS if _REMOTE & {*words} else Aspect.FLOWS
        if word in _NAMED:
            next(words, "")
    return Aspect.ALL
