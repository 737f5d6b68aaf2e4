"""Static routes of IOS-XR, addresses that routers share, and routing processes.

Source: Cisco IOS XR Routing Command Reference, `router static`.
"""

from __future__ import annotations

from zonewarden_parsers.cisco_ios import operands
from zonewarden_parsers.cisco_ios.bodies import claim_body
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader, command
from zonewarden_parsers.cisco_ios.operands import UnreadableError
from zonewarden_parsers.cisco_ios.routing import read_route
from zonewarden_parsers.lines import Block, Line, blocks
from zonewarden_parsers.model import Aspect, Effect


def _static(cmd: Command, draft: Draft) -> bool:
    """`router static` with address families, and routing tables with address families in them."""
    if cmd.negated:
        return not cmd.children
    for block in blocks(cmd.children):
        match block.line.words:
            case ("vrf", name):
                draft.ledger.modelled(block.line)
                for inner in blocks(block.children):
                    _family(inner, name, draft)
            case _:
                _family(block, "", draft)
    return True


def _family(block: Block, vrf: str, draft: Draft) -> None:
    match block.line.words:
        case ("address-family", "ipv4" | "ipv6" as name, "unicast"):
            draft.ledger.modelled(block.line)
            for line in block.children:
                _route(line, 4 if name == "ipv4" else 6, vrf, draft)
        case ("address-family", _, "multicast") | ("maximum", *_):
            draft.ledger.irrelevant(block.line)
            for line in block.children:
                draft.ledger.irrelevant(line)
        case _:
            for line in (block.line, *block.children):
                _unread(line, 0, draft)


def _route(line: Line, family: int, vrf: str, draft: Draft) -> None:
    """`NET/LEN [vrf V] [INTERFACE] [HOP] [DISTANCE] [options]`."""
    cmd = command(line)
    destination, rest = operands.prefix(cmd.words[0]), list(cmd.words[1:])
    if rest[:1] == ["vrf"]:
        draft.gap(Aspect.FLOWS, Effect.EITHER, "a static route leads into another routing table", line)
        del rest[:2]
    if "bfd" in rest:
        del rest[rest.index("bfd") :]
    try:
        if destination is None or not destination.family(family) or not rest:
            raise UnreadableError(0, "destination cannot be read")
        read_route(cmd, destination, rest, vrf, draft)
        draft.ledger.modelled(line)
    except UnreadableError as error:
        _unread(line, min(error.word, len(line.words) - 1), draft)


def _unread(line: Line, word: int, draft: Draft) -> None:
    draft.ledger.unknown(line, "static route cannot be read", word)
    draft.gap(Aspect.FLOWS, Effect.EITHER, "unread line in router static", line)


def _shared(cmd: Command, draft: Draft) -> bool:
    """`router hsrp`, `router vrrp`: under `interface NAME`, each `address A` is one that the device answers for."""
    for block in blocks(cmd.children):
        port = draft.ports.get("".join(block.line.words[1:])) if block.line.words[0] == "interface" else None
        draft.ledger.modelled(block.line)
        for line in block.children:
            found = operands.host(line.words[1], 4) if line.words[0] == "address" and len(line.words) > 1 else None
            if port is not None and found is not None:
                port.shared.append(found)
                draft.ledger.modelled(line)
            else:
                draft.ledger.irrelevant(line)
    return True


def _router(cmd: Command, draft: Draft) -> bool:
    """A routing process; its routes are not in the file, so its body decides nothing that is modelled."""
    if not cmd.negated and len(cmd.words) > 1:
        draft.routing.append((" ".join(cmd.words[1:3]), draft.ledger.at(cmd.line)))
    claim_body(cmd.children, draft)
    return True


def _management_forwarding(cmd: Command, draft: Draft) -> bool:
    """`rp mgmtethernet forwarding`: management ports forward packets to and from the others."""
    draft.switch("management-forwarding", cmd)
    return cmd.words[1:] == ("mgmtethernet", "forwarding")


COMMANDS: dict[str, Reader] = {"rp": _management_forwarding}
MODES: dict[str, Reader] = {
    "router static": _static,
    "router hsrp": _shared,
    "router vrrp": _shared,
    "router": _router,
}
