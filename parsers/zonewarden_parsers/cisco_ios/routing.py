"""Static routes, routing processes and address translation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zonewarden_parsers.cisco_ios import operands
from zonewarden_parsers.cisco_ios.bodies import claim_body
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader
from zonewarden_parsers.cisco_ios.operands import UnreadableError
from zonewarden_parsers.cisco_ios.rule_lists import ListIndex, admitted
from zonewarden_parsers.model import ANY4, ANY_SERVICE, NOWHERE, AddressSet, Aspect, Effect, NatRule, Route, ServiceSet


def _ip_route(cmd: Command, draft: Draft) -> bool:
    """`ip route [vrf V] NET MASK {INTERFACE | NEXT-HOP | INTERFACE NEXT-HOP} [DISTANCE] [options]`."""
    words = list(cmd.words[2:])
    vrf = _take_vrf(words)
    if words[:1] in (["profile"], ["static"]):
        return False
    destination = operands.subnet(words[0], words[1]) if len(words) > 2 else None
    if destination is None:
        raise UnreadableError(2, "destination cannot be read")
    return read_route(cmd, destination, words[2:], vrf, draft)


def _ipv6_route(cmd: Command, draft: Draft) -> bool:
    words = list(cmd.words[2:])
    vrf = _take_vrf(words)
    if words[:1] == ["static"]:
        return False
    destination = operands.prefix(words[0]) if len(words) > 1 else None
    if destination is None or not destination.v6:
        raise UnreadableError(2, "destination cannot be read")
    return read_route(cmd, destination, words[1:], vrf, draft)


def _take_vrf(words: list[str]) -> str:
    if words[:1] != ["vrf"] or len(words) < 2:
        return ""
    vrf = words[1]
    del words[:2]
    return vrf


_OPTIONS = {
    "name": 1, "tag": 1, "track": 1, "vrf": 1, "description": 1, "metric": 1, "tunnel-id": 1,
    "permanent": 0, "global": 0, "multicast": 0, "unicast": 0, "bfd": 0, "dhcp": 0,
}  # fmt: skip
"""Options of a static route with the number of their values."""


def read_route(cmd: Command, destination: AddressSet, words: Sequence[str], vrf: str, draft: Draft) -> bool:
    """Read the rest of a static route from its interface or next hop on: distance and options in any order."""
    rest = list(words)
    interface = ""
    hop = _hop(rest[0])
    if hop is None:
        interface = rest.pop(0)
        if (
            rest
            and interface.isalpha()
            and rest[0][0].isdigit()
            and operands.ipv4(rest[0]) is None
            and not rest[0].isdigit()
        ):
            interface += rest.pop(0)  # `Serial 0/0` written as two words
        hop = _hop(rest[0]) if rest else None
    if hop is not None:
        rest.pop(0)
    metric = 1
    while rest:
        if rest[0].isascii() and rest[0].isdigit() and len(rest[0]) < 4:
            metric = int(rest.pop(0))
            continue
        size = _OPTIONS.get(rest[0])
        if size is None:
            raise UnreadableError(len(cmd.words) - len(rest), f"unknown route option {rest[0]!r}")
        del rest[: size + 1]
    at = draft.ledger.at(cmd.line)
    discard = interface.lower() in ("null0", "null")
    route = Route(destination, at, "" if interface == "dhcp" else interface, hop or NOWHERE, vrf, metric, discard)
    if cmd.negated:
        draft.routes = [r for r in draft.routes if _key(r) != _key(route)]
    else:
        draft.routes.append(route)
    return True


def _key(route: Route) -> tuple[AddressSet, str, str, AddressSet]:
    return (route.destination, route.vrf, route.interface, route.next_hop)


def _hop(word: str) -> AddressSet | None:
    return operands.host(word, 4) or operands.host(word, 6)


LAST_RESORT = 255
"""The distance given to `ip default-gateway`, which counts only while nothing else leads anywhere."""


def _default_gateway(cmd: Command, draft: Draft) -> bool:
    hop = operands.host(cmd.word(2), 4)
    if hop is None:
        return False
    if not cmd.negated:
        draft.routes.append(Route(ANY4, draft.ledger.at(cmd.line), next_hop=hop, metric=LAST_RESORT))
    return True


def _default_network(cmd: Command, draft: Draft) -> bool:
    if not cmd.negated:
        draft.routing.append((f"default-network {cmd.word(2)}", draft.ledger.at(cmd.line)))
    return True


def _router(cmd: Command, draft: Draft) -> bool:
    """A routing process; its routes are not in the file, so its body decides nothing that is modelled."""
    start = 2 if cmd.words[0] == "ipv6" else 1
    if not cmd.negated and len(cmd.words) > start:
        name = " ".join(cmd.words[start : start + 2])
        at = draft.ledger.at(cmd.line)
        draft.routing.append((f"ipv6 {name}" if start == 2 else name, at))
        draft.processes.append((cmd.words[start:], at, cmd.children))
    claim_body(cmd.children, draft)
    return True


def finish_nat(draft: Draft, lists: ListIndex) -> list[NatRule]:
    """Return the translations; those with a list translate the sources that it permits."""
    done: list[NatRule] = []
    for rule in draft.nat:
        found = lists.get(("ip", draft.nat_lists.get(rule.location, "")))
        real = admitted(found, ANY_SERVICE).sources & ANY4 if found else rule.real
        done.append(replace(rule, real=real))
    return done


def _nat_pool(cmd: Command, draft: Draft) -> bool:
    words = cmd.words
    low, high = operands.ipv4(cmd.word(4)), operands.ipv4(cmd.word(5))
    if len(words) < 4 or (low is None) != (high is None):
        return False
    if low is not None and high is not None and low <= high:
        draft.pools[words[3]] = AddressSet.range(4, low, high)
    claim_body(cmd.children, draft, modelled=True)
    return True


def _static(words: tuple[str, ...]) -> tuple[AddressSet, AddressSet]:
    """Read `[tcp|udp|esp] LOCAL [PORT] GLOBAL ...`, or `network LOCAL GLOBAL {MASK | /LENGTH}`: the two ends as they are."""
    if words[:1] == ("network",) and len(words) > 3:
        ends = (operands.subnet(words[1], words[3]), operands.subnet(words[2], words[3]))
        return ends[0] or NOWHERE, ends[1] or NOWHERE
    found = [a for a in (operands.host(w, 4) for w in words) if a is not None]
    return (found[0] if found else NOWHERE), (found[1] if len(found) > 1 else NOWHERE)


def _static_port(words: tuple[str, ...]) -> tuple[ServiceSet | None, int]:
    """Read `{tcp|udp} LOCAL PORT {GLOBAL | interface NAME} PORT ...`: what is published, and the port that it becomes."""
    match words:
        case ("tcp" | "udp" as kind, _, local, "interface", _, outer, *_) | (
            "tcp" | "udp" as kind,
            _,
            local,
            _,
            outer,
            *_,
        ) if local.isascii() and local.isdigit() and outer.isascii() and outer.isdigit():
            number = int(outer)
            return ServiceSet.ports(6 if kind == "tcp" else 17, ((number, number),)), int(local)
        case _:
            return None, 0


def _nat(cmd: Command, draft: Draft) -> bool:
    """`ip nat [inside|outside] {source|destination} {static | list | route-map} ...`; without a side by `ip nat enable`."""
    words = cmd.words if cmd.word(2) in ("inside", "outside") else (*cmd.words[:2], "", *cmd.words[2:])
    if len(words) < 5 or words[3] not in ("source", "destination"):
        return False
    if cmd.negated:
        return True
    at = draft.ledger.at(cmd.line)
    if words[2] == "outside":
        draft.gap(Aspect.FLOWS, Effect.MAY_PERMIT, "hosts outside are reached by addresses of the inside", cmd.line)
    how = words[4]
    if how == "static":
        real, mapped = _static(words[5:])
        published, port = _static_port(words[5:])
        draft.nat.append(
            NatRule(
                "static", at, cmd.line.text, real=real, mapped=mapped, mapped_interface=cmd.after("interface"),
                published=published, port=port,
            )
        )  # fmt: skip
        return bool(real)
    if words[3] == "destination":
        draft.gap(Aspect.FLOWS, Effect.MAY_PERMIT, "packets to a virtual address go to the hosts of a pool", cmd.line)
    if how == "list" and len(words) > 5:
        draft.use_list(words[5], cmd.line)
        draft.nat_lists[at] = words[5]
    elif how != "route-map":
        return False
    kind = "pat" if "overload" in words else "dynamic"
    mapped = draft.pools.get(cmd.after("pool"), NOWHERE)
    draft.nat.append(NatRule(kind, at, cmd.line.text, mapped_interface=cmd.after("interface"), mapped=mapped))
    return True


COMMANDS: dict[str, Reader] = {
    "ip route": _ip_route,
    "ipv6 route": _ipv6_route,
    "ip default-gateway": _default_gateway,
    "ip default-network": _default_network,
    "ip nat inside": _nat,
    "ip nat outside": _nat,
    "ip nat source": _nat,
}
MODES: dict[str, Reader] = {
    "router": _router,
    "ipv6 router": _router,
    "ip nat pool": _nat_pool,
}
