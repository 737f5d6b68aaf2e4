"""Just enough of Netspoc's policy language to say what a policy intends: networks, hosts, routers, services.

Everything outside that is refused with the reason, so that nothing is compared on a guess. Language: the Netspoc
documentation, https://hknutzen.github.io/Netspoc/language.html
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.oracles.draw import care
from tests.oracles.draw_ios import icmp
from tests.oracles.netspoc_text import Reader, RefusedError, Tree
from tests.oracles.terms import (
    ICMP,
    ICMP6,
    TCP,
    UDP,
    Addresses,
    Block,
    Entry,
    Part,
    Range,
    Services,
    Span,
    Traffic,
    everywhere,
)


class Thing(NamedTuple):
    """Something a rule names: its addresses, the network it is at, the router it belongs to (interfaces only)."""

    parts: tuple[Part, ...]
    network: str
    router: str = ""


@dataclass(slots=True)
class Router:
    """A router: `managed` or not, its model, and for each network its addresses and its hardware name."""

    managed: bool
    model: str
    links: dict[str, tuple[tuple[Part, ...], str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Intent:
    """What one service permits: sources, destinations, services."""

    source: Thing
    destination: Thing
    services: tuple[Traffic, ...]

    def entry(self, *, reply: bool = False) -> Entry:
        """Return the intent, or the packets that answer it, as an entry."""
        a, b = (self.destination, self.source) if reply else (self.source, self.destination)
        found = tuple(_mirror(t) for t in self.services) if reply else self.services
        return Entry(True, Addresses("", a.parts), Addresses("", b.parts), Services("", found))


def _mirror(t: Traffic) -> Traffic:
    if t.protocol in (ICMP, ICMP6):
        return Traffic(t.protocol)
    return Traffic(t.protocol, t.second, t.first, t.protocol == TCP)


@dataclass(slots=True)
class Policy:
    """A policy: its networks, routers and intents."""

    things: dict[str, Thing] = field(default_factory=dict)
    routers: dict[str, Router] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    intents: list[Intent] = field(default_factory=list)

    def zones(self) -> dict[str, str]:
        """Return for each network a name of its zone: what unmanaged routers join."""
        zone = {n.removeprefix("network:"): n.removeprefix("network:") for n in self.things if n.startswith("network:")}
        for router in self.routers.values():
            if not router.managed:
                joined = {zone[n] for n in router.links if n in zone}
                zone = {n: min(joined) if z in joined else z for n, z in zone.items()}
        return zone

    def filters(self, intent: Intent) -> Iterator[tuple[str, str]]:
        """Yield (router, hardware) of each interface by which the intent's packets enter a managed router; raises RefusedError for loops."""
        zone = self.zones()
        links = [(r, z) for r, x in self.routers.items() if x.managed for z in {zone[n] for n in x.links}]
        ends = [
            f"router {t.router}" if t.router and self.routers[t.router].managed else zone[t.network]
            for t in (intent.source, intent.destination)
        ]
        nodes = {r for r, _ in links} | set(zone.values())
        if len(links) >= len(nodes) or len({(r, z) for r, z in links}) != sum(
            len(x.links) for x in self.routers.values() if x.managed
        ):
            raise RefusedError("a loop")
        paths = list(_paths(ends[0], ends[1], [(f"router {r}", z) for r, z in links], ()))
        if len(paths) > 1:
            raise RefusedError("a loop")
        for before, node in zip(paths[0], paths[0][1:], strict=False) if paths else ():
            if node.startswith("router "):
                router = self.routers[node.removeprefix("router ")]
                (hardware,) = {h for n, (_, h) in router.links.items() if zone[n] == before}
                yield node.removeprefix("router "), hardware


def _paths(a: str, b: str, links: list[tuple[str, str]], seen: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if a == b:
        yield (*seen, b)
        return
    for one, other in [*links, *((y, x) for x, y in links)]:
        if one == a and other not in seen:
            yield from _paths(other, b, links, (*seen, a))


def read_policy(text: str) -> Policy:
    """Read a policy; raises RefusedError for anything beyond the plain language."""
    if "[[" in text:
        raise RefusedError("a template")
    tree = Reader(text).tree()
    policy = Policy()
    services = []
    for key, value in tree.items():
        kind, _, name = key.partition(":")
        if kind == "network" and isinstance(value, dict):
            _network(policy, name, value)
        elif kind == "router" and isinstance(value, dict):
            _router(policy, name, value)
        elif kind == "service" and isinstance(value, dict):
            services.append(value)
        elif kind == "any" and isinstance(value, dict):
            _aggregate(policy, name, value)
        elif kind == "group" and isinstance(value, list):
            policy.groups[name] = value
        elif kind not in ("owner", "area"):
            raise RefusedError(kind)
    for service in services:
        _service(policy, service)
    return policy


def _parts(value: Tree) -> tuple[Part, ...]:
    found: list[Part] = []
    for version, suffix in ((4, ""), (6, "6")):
        ip, range_ = value.get(f"ip{suffix}"), value.get(f"range{suffix}")
        if isinstance(ip, list):
            found += [_block(w) for w in ip if w != ","]
        if isinstance(range_, list):
            low, high = "".join(range_).split("-") if "-" in "".join(range_) else ("", "")
            if not high:
                raise RefusedError("range")
            found.append(Range(version, int(ipaddress.ip_address(low)), int(ipaddress.ip_address(high))))
    return tuple(found)


def _block(text: str) -> Block:
    net = ipaddress.ip_interface(text).network
    return Block(net.version, int(net.network_address), care(net.version, net.prefixlen))


_HARMLESS = frozenset(
    {
        "ip",
        "ip6",
        "range",
        "range6",
        "subnet_of",
        "has_subnets",
        "owner",
        "hardware",
        "routing",
        "log",
        "link",
        "partition",
    }
)


def _check(value: Tree, allowed: frozenset[str]) -> None:
    for key in value:
        if key not in allowed:
            raise RefusedError(key.partition(":")[0] if ":" in key else key)


def _network(policy: Policy, name: str, value: Tree) -> None:
    hosts = {k: v for k, v in value.items() if k.startswith("host:")}
    _check({k: v for k, v in value.items() if k not in hosts}, _HARMLESS)
    policy.things[f"network:{name}"] = Thing(_parts(value), name)
    for key, host in hosts.items():
        if not isinstance(host, dict) or key.startswith("host:id:"):
            raise RefusedError("host:id")
        _check(host, _HARMLESS)
        policy.things[key] = Thing(_parts(host), name)


def _aggregate(policy: Policy, name: str, value: Tree) -> None:
    link = value.get("link")
    if not isinstance(link, list) or not link or not link[0].startswith("network:"):
        raise RefusedError("any without a network")
    _check(value, _HARMLESS)
    policy.things[f"any:{name}"] = Thing(_parts(value) or everywhere(4, 6), link[0].removeprefix("network:"))


def _router(policy: Policy, name: str, value: Tree) -> None:
    managed, model = value.get("managed"), value.get("model")
    if managed:
        raise RefusedError(f"managed = {' '.join(managed)}")
    words = "".join(model) if isinstance(model, list) else ""
    router = policy.routers[name] = Router(managed is not None, words)
    for key, link in value.items():
        if not key.startswith("interface:"):
            if key not in ("managed", "model", "routing", "owner", "log", "no_group_code") and not key.startswith(
                "log:"
            ):
                raise RefusedError(key.partition(":")[0] if ":" in key else key)
            continue
        network = key.removeprefix("interface:")
        found = link if isinstance(link, dict) else {}
        _check(found, _HARMLESS)
        hardware = found.get("hardware")
        router.links[network] = (_parts(found), hardware[0] if isinstance(hardware, list) and hardware else "")
        policy.things[f"interface:{name}.{network}"] = Thing(_parts(found), network, name)


def _service(policy: Policy, value: Tree) -> None:
    user = value.get("user")
    if not isinstance(user, list) or "foreach" in user:
        raise RefusedError("foreach")
    if "disabled" in value or "disable_at" in value:
        raise RefusedError("disabled")
    rules = sorted({k.rpartition(" ")[0] for k in value if k.startswith(("permit ", "deny "))})
    for rule in rules:
        if rule.startswith("deny"):
            raise RefusedError("deny")
        sides = [value.get(f"{rule} {side}") for side in ("src", "dst", "prt")]
        if not all(isinstance(s, list) for s in sides):
            raise RefusedError("a rule without all sides")
        sources, destinations, services = (s for s in sides if isinstance(s, list))
        found = tuple(_protocol(w) for w in _split(services))
        for a in _things(policy, sources, user):
            policy.intents += [Intent(a, b, found) for b in _things(policy, destinations, user)]


def _split(words: Iterable[str]) -> list[list[str]]:
    out: list[list[str]] = [[]]
    for word in words:
        if word == ",":
            out.append([])
        else:
            out[-1].append(word)
    return [w for w in out if w]


def _things(policy: Policy, words: list[str], user: list[str]) -> list[Thing]:
    out = []
    for item in _split(words):
        name = item[0]
        if item == ["user"]:
            out += _things(policy, user, [])
        elif name.startswith("group:") and len(item) == 1 and name.removeprefix("group:") in policy.groups:
            out += _things(policy, policy.groups[name.removeprefix("group:")], [])
        elif len(item) == 1 and name in policy.things:
            out.append(policy.things[name])
        elif item[:2] == ["any:", "["] and item[-1] == "]":
            out.append(_automatic(item[2:-1]))
        else:
            raise RefusedError("automatic group" if "[" in item else "&" if "&" in item else name.partition(":")[0])
    return out


def _automatic(words: list[str]) -> Thing:
    """Read `any:[network:N]` and `any:[ip = PREFIX & network:N]`."""
    match words:
        case [network] if network.startswith("network:"):
            return Thing(everywhere(4, 6), network.removeprefix("network:"))
        case ["ip" | "ip6", "=", prefix, "&", network] if network.startswith("network:"):
            return Thing((_block(prefix),), network.removeprefix("network:"))
        case _:
            raise RefusedError("automatic group")


def _protocol(words: list[str]) -> Traffic:
    match words:
        case ["ip"]:
            return Traffic()
        case ["proto", number] if number.isdigit():
            return Traffic(int(number))
        case [("tcp" | "udp") as name, *ports]:
            joined = "".join(ports)
            if ":" in joined or not re.fullmatch(r"(\d+(-\d+)?)?", joined):
                raise RefusedError("source ports")
            return Traffic(TCP if name == "tcp" else UDP, second=(_span(joined),) if joined else ((0, 65535),))
        case [("icmp" | "icmpv6") as name, *rest]:
            kind = ICMP if name == "icmp" else ICMP6
            if not rest:
                return Traffic(kind)
            type_, _, code = "".join(rest).partition("/")
            return icmp(kind, int(type_), int(code) if code else None)
        case _:
            raise RefusedError("a named protocol")


def _span(text: str) -> Span:
    low, _, high = text.partition("-")
    return int(low), int(high or low)
