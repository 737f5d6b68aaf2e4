"""Static routes, routing tables and routing processes of NX-OS."""

from __future__ import annotations

from zonewarden_parsers.cisco_ios import operands
from zonewarden_parsers.cisco_ios.bodies import claim_body
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader, command
from zonewarden_parsers.cisco_ios.operands import UnreadableError
from zonewarden_parsers.cisco_ios.routing import read_route
from zonewarden_parsers.model import Aspect, Effect


def _route(cmd: Command, draft: Draft, vrf: str = "") -> bool:
    """`ip route NET/LEN {null0 | INTERFACE [HOP] | HOP} [vrf V] [track N] [name X] [tag T] [DISTANCE]`."""
    words = cmd.words[2:]
    if words[:1] == ("static",):
        return True
    family = 4 if cmd.words[0] == "ip" else 6
    if words and "/" in words[0]:
        destination, rest = operands.prefix(words[0]), words[1:]
    else:
        destination, rest = (operands.subnet(*words[:2]) if len(words) > 2 else None), words[2:]
    if destination is None or not destination.family(family) or not rest:
        raise UnreadableError(min(2, len(cmd.words) - 1), "destination cannot be read")
    if "vrf" in rest and not cmd.negated:
        draft.gap(Aspect.FLOWS, Effect.EITHER, "a static route leads into another routing table", cmd.line)
    return read_route(cmd, destination, rest, vrf, draft)


def _vrf_context(cmd: Command, draft: Draft) -> bool:
    """`vrf context NAME` with routes and name servers of that table; the rest of it places routes of protocols."""
    if len(cmd.words) != 3 or cmd.words[1] != "context":
        return False
    for line in cmd.children:
        inner = command(line)
        try:
            if inner.words[:2] in (("ip", "route"), ("ipv6", "route")):
                settled = _route(inner, draft, cmd.words[2])
            elif inner.words[:2] == ("ip", "name-server"):
                settled = _name_server(inner, draft)
            else:
                claim_body((line,), draft)
                continue
        except UnreadableError:
            settled = False
        if settled:
            draft.ledger.modelled(line)
        else:
            draft.ledger.unknown(line, f"unread line in vrf context {cmd.words[2]}", min(2, len(line.words)))
            draft.gap(Aspect.FLOWS, Effect.EITHER, f"unread line in vrf context {cmd.words[2]}", line)
    return True


def _name_server(cmd: Command, draft: Draft) -> bool:
    hosts = cmd.words[2:]
    hosts = hosts[: hosts.index("use-vrf")] if "use-vrf" in hosts else hosts
    if not cmd.negated:
        for name in hosts:
            draft.server("dns", name, cmd.line)
    return bool(hosts)


def _router(cmd: Command, draft: Draft) -> bool:
    """A routing process; its routes are not in the file, so its body decides nothing that is modelled."""
    if not cmd.negated and len(cmd.words) > 1:
        at = draft.ledger.at(cmd.line)
        draft.routing.append((" ".join(cmd.words[1:3]), at))
        draft.processes.append((cmd.words[1:], at, cmd.children))
    claim_body(cmd.children, draft)
    return True


COMMANDS: dict[str, Reader] = {"ip route": _route, "ipv6 route": _route, "ip name-server": _name_server}
MODES: dict[str, Reader] = {"vrf": _vrf_context, "router": _router}
