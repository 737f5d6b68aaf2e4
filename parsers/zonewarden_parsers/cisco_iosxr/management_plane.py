"""Management plane protection: `control-plane / management-plane` says on which interfaces the router may be managed.

Source: Cisco IOS XR System Security Configuration Guide, Implementing Management Plane Protection. A protocol that no
`allow` names is taken to be reachable everywhere, which is the reading that hides nothing.
"""

from __future__ import annotations

from zonewarden_parsers.cisco_ios import operands
from zonewarden_parsers.cisco_ios.draft import Allowance, Command, Draft, Reader
from zonewarden_parsers.lines import Block, Line, blocks
from zonewarden_parsers.model import ANY, AddressSet, Aspect, Effect

_PROTOCOLS = frozenset({"all", "ssh", "telnet", "snmp", "tftp", "http", "https", "xml", "netconf", "grpc"})


def _control_plane(cmd: Command, draft: Draft) -> bool:
    if len(cmd.words) != 1:
        return False
    for block in blocks(cmd.children):
        if block.line.words == ("management-plane",):
            draft.ledger.modelled(block.line)
            for band in blocks(block.children):
                _band(band, draft)
        else:
            for line in (block.line, *block.children):
                draft.ledger.irrelevant(line)
    return True


def _band(block: Block, draft: Draft) -> None:
    """`inband` or `out-of-band` with its interfaces."""
    if block.line.words not in (("inband",), ("out-of-band",)):
        _unread((block.line, *block.children), draft)
        return
    draft.ledger.modelled(block.line)
    for inner in blocks(block.children):
        match inner.line.words:
            case ("interface", *names) if names:
                draft.ledger.modelled(inner.line)
                for allow in blocks(inner.children):
                    _allow(allow, "".join(names), draft)
            case ("vrf", _):
                draft.ledger.modelled(inner.line)
            case _:
                _unread((inner.line, *inner.children), draft)


def _allow(block: Block, interface: str, draft: Draft) -> None:
    """`allow PROTOCOL [peer]` with `address ipv4 A[/len]` under it: without peers everybody."""
    words = block.line.words
    protocol = words[1].lower() if len(words) > 1 else ""
    if words[:1] != ("allow",) or protocol not in _PROTOCOLS or words[2:] not in ((), ("peer",)):
        _unread((block.line, *block.children), draft)
        return
    draft.ledger.modelled(block.line)
    peers: list[AddressSet] = []
    for line in block.children:
        found = operands.prefix(line.words[2]) if line.words[0] == "address" and len(line.words) == 3 else None
        if line.words == ("peer",):
            draft.ledger.modelled(line)
        elif found is None:
            _unread((line,), draft)
        else:
            draft.ledger.modelled(line)
            peers.append(found)
    draft.management_plane.append(Allowance(interface, protocol, AddressSet.union(peers) if peers else ANY))


def _unread(lines: tuple[Line, ...], draft: Draft) -> None:
    """Report lines; what they allow is not known, so that nothing is narrowed."""
    draft.management_plane.append(Allowance("all", "all", ANY))
    for line in lines:
        draft.ledger.unknown(line, "unknown command in the management plane")
        draft.gap(Aspect.MANAGEMENT, Effect.EITHER, "unread line in the management plane", line)


MODES: dict[str, Reader] = {"control-plane": _control_plane}
