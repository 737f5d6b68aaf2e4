"""Static routes, and the names of the routing processes whose routes are not in the file."""

from __future__ import annotations

from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.cisco_asa.names import number
from zonewarden_parsers.cisco_asa.operands import host, netmask, prefix
from zonewarden_parsers.lines import Block, Line
from zonewarden_parsers.model import ANY6, NOWHERE, AddressSet, Aspect, Effect, Route


def read_route(draft: Draft, block: Block) -> bool:
    """Read `route IF NETWORK MASK GATEWAY [METRIC] [track N] [tunneled]`; `null0` discards."""
    words = block.line.words
    if len(words) < 4:
        return False
    destination = netmask(words[2], words[3], draft.labels)
    return _route(draft, block.line, words[1], destination, words[4:])


def read_ipv6_route(draft: Draft, block: Block) -> bool:
    """Read `ipv6 route IF PREFIX GATEWAY [METRIC] [tunneled]`."""
    words = block.line.words
    if len(words) < 5:
        return False
    destination = ANY6 if words[3] in ("::/0", "any") else prefix(words[3])
    return _route(draft, block.line, words[2], destination, words[4:])


def _route(draft: Draft, line: Line, interface: str, destination: AddressSet | None, rest: tuple[str, ...]) -> bool:
    discard = interface.lower() == "null0"
    gateway = host(rest[0], draft.labels) if rest else None
    if destination is None or (gateway is None and not discard):
        return False
    if "tunneled" in rest:
        reason = "tunneled route: the way of decrypted VPN traffic is not modelled"
        draft.gap(Aspect.REMOTE_ACCESS, Effect.EITHER, reason, line, interface)
        return True
    metric = number(rest[1]) if len(rest) > 1 else None
    leaves = "" if discard else interface
    draft.routes.append(Route(destination, draft.at(line), leaves, gateway or NOWHERE, "", metric or 1, discard))
    return True


def read_router(draft: Draft, block: Block) -> bool:
    """Read the head of `router PROTOCOL [ID]`; its lines are the routing process's own."""
    return _process(draft, block, " ".join(block.line.words[1:]))


def read_router_ipv6(draft: Draft, block: Block) -> bool:
    """Read the head of `ipv6 router ospf ID`."""
    words = block.line.words
    return words[1:3] == ("router", "ospf") and _process(draft, block, " ".join(("ospfv3", *words[3:])))


def _process(draft: Draft, block: Block, name: str) -> bool:
    if not name:
        return False
    draft.dynamic_routing.append((name, draft.at(block.line)))
    for line in block.children:
        draft.used.update(line.words)
        key_secrets(draft, line)
        draft.ledger.irrelevant(line)
    return True


def key_secrets(draft: Draft, line: Line) -> None:
    """Record the keys of routing protocols that `line` shows."""
    match line.words:
        case ("neighbor", _, "password", *rest) if rest:
            draft.secret("md5-key", rest[-1], line, "bgp neighbor")
        case ("ospf", "message-digest-key", _, "md5", *rest) if rest:
            draft.secret("md5-key", rest[-1], line, "ospf")
        case ("ospf", "authentication-key", *rest) if rest:
            draft.secret("cleartext", rest[-1], line, "ospf")
        case ("authentication", "key", "eigrp", _, key, *_):
            draft.secret("md5-key", key, line, "eigrp")
        case ("rip", "authentication", "key", key, *_):
            draft.secret("md5-key", key, line, "rip")
        case _:
            pass


def check_interfaces(draft: Draft) -> None:
    """Record routes whose interface is not defined."""
    for route in draft.routes:
        if route.interface and route.interface not in draft.interfaces:
            draft.missing("interface", route.interface, route.location)
