"""Whom routing and gateway redundancy protocols of IOS and NX-OS speak to, and how each proves who it is.

IP Routing Configuration Guides: a process speaks on the interfaces whose address a `network` statement covers, or that name it, unless
they are passive; OSPF authentication of an area holds for its interfaces unless they say otherwise; a BGP neighbour has the
password of its peer group; HSRP, VRRP and GLBP speak wherever a group is configured, HSRP with a default text when nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from zonewarden_parsers.cisco_ios import operands
from zonewarden_parsers.cisco_ios.draft import Command, Port, command
from zonewarden_parsers.lines import Line
from zonewarden_parsers.model import AddressSet, Location, RouteHandover, RoutingPeer

Words = tuple[str, ...]
_GROUPS = frozenset({"standby", "vrrp", "glbp"})
_SPEAKING = (("ip", "ospf"), ("ip", "rip"), ("ip", "authentication"), ("ip", "router"), ("isis", "authentication"))
_AREA = "area"
_BY_INTERFACE = frozenset({"ospf", "eigrp", "rip", "isis"})
_PROTOCOLS = _BY_INTERFACE | {"bgp", "ospfv3"}


@dataclass(frozen=True, slots=True)
class Process:
    """A routing process with its commands: `router ospf 1` is (`ospf`, `1`)."""

    protocol: str
    name: str
    location: Location
    commands: tuple[Command, ...]

    @classmethod
    def of(cls, words: Words, location: Location, lines: Iterable[Line]) -> Process:
        """Return the process that `router WORDS` opens."""
        return cls(words[0], words[1] if len(words) > 1 else "", location, tuple(command(line) for line in lines))

    def at(self, found: Command) -> Location:
        """Return the place of a command of the process."""
        return Location(self.location.path, found.line.number)

    def said(self, *start: str) -> list[Command]:
        """Return the commands that begin with these words and are not negated."""
        return [c for c in self.commands if not c.negated and c.words[: len(start)] == start]


def is_about_a_peer(words: Words) -> bool:
    """Return whether a command of an interface is one that `peers` reads."""
    return words[0] in _GROUPS or any(words[: len(start)] == start for start in _SPEAKING)


def peers(processes: Iterable[Process], ports: Iterable[Port]) -> Iterator[RoutingPeer]:
    """Yield whom the device speaks to, process by process, then the redundancy groups."""
    up = [port for port in ports if port.enabled]
    for process in _merged(processes):
        if process.protocol in _PROTOCOLS:
            yield from _neighbours(process) if process.protocol == "bgp" else _interfaces(process, up)
    for port in up:
        yield from _groups(port)


def handovers(processes: Iterable[Process]) -> Iterator[RouteHandover]:
    """Yield what each process tells its peers of routes that are not its own; a list of what goes out filters all of it."""
    for process in _merged(processes):
        lists = any(c.words[0] == "distribute-list" and "out" in c.words for c in process.commands if not c.negated)
        for found in process.commands:
            if found.negated:
                continue
            match found.words:
                case ("redistribute", what, *rest):
                    number = rest[:1] if rest[:1] and rest[0].isdigit() else []
                    chosen = lists or "route-map" in rest
                    yield RouteHandover(process.protocol, " ".join([what, *number]), process.at(found), chosen)
                case ("default-information", "originate", *_) | ("neighbor", _, "default-originate", *_):
                    yield RouteHandover(process.protocol, "default", process.at(found))
                case _:
                    pass


def _merged(processes: Iterable[Process]) -> Iterable[Process]:
    """Return each process once: one that is entered twice is one process."""
    out: dict[tuple[str, str], Process] = {}
    for found in processes:
        known = out.setdefault((found.protocol, found.name), found)
        if known is not found:
            out[found.protocol, found.name] = replace(known, commands=(*known.commands, *found.commands))
    return out.values()


def _neighbours(process: Process) -> Iterator[RoutingPeer]:
    secured = {c.word(1) for c in process.said("neighbor") if c.word(2) in {"password", "ao"}}
    grouped = {c.word(1): c.word(3) for c in process.said("neighbor") if c.word(2) == "peer-group" and c.word(3)}
    groups = {c.word(1) for c in process.said("neighbor") if c.word(2) == "peer-group" and not c.word(3)}
    seen = dict.fromkeys(c.word(1) for c in process.said("neighbor") if c.word(1) not in groups)
    for neighbour in seen:
        proved = bool({neighbour, grouped.get(neighbour, "")} & secured)
        yield RoutingPeer("bgp", neighbour, process.location, authentication="md5" if proved else "")


def _interfaces(process: Process, ports: Iterable[Port]) -> Iterator[RoutingPeer]:
    """Yield a peer for each interface that a process speaks on; one for the whole process where its form is another."""
    if process.protocol not in _BY_INTERFACE or process.said("address-family"):
        proved = any("authentication" in c.words for c in process.commands)
        yield RoutingPeer(process.protocol, "", process.location, authentication="keyed" if proved else "")
        return
    quiet = bool(process.said("passive-interface", "default"))
    passive = {"".join(c.words[1:]) for c in process.said("passive-interface")}
    active = {"".join(c.words[1:]) for c in process.commands if c.negated and c.words[0] == "passive-interface"}
    for port in ports:
        area = _area(process, port)
        own = ("ip", process.protocol, "passive-interface")  # NX-OS
        silent = (own, False) in _starts(port, 3) or port.name in passive
        spoken = not silent and (not quiet or port.name in active or (own, True) in _starts(port, 3))
        if area is not None and spoken:
            yield RoutingPeer(process.protocol, port.name, port.location, port.name, _proof(process, port, area))


def _starts(port: Port, size: int) -> set[tuple[Words, bool]]:
    return {(words[:size], negated) for words, negated in port.speaking}


def _area(process: Process, port: Port) -> str | None:
    """Return the area (OSPF; else an empty text) in which a process covers an interface, None where it does not."""
    for words, negated in port.speaking:
        if not negated and words[:3] == ("ip", process.protocol, process.name) and _AREA in words:
            return words[-1]
        if not negated and words[:3] == ("ip", "router", process.protocol) and _names(words, process):
            return words[words.index(_AREA) + 1] if _AREA in words[:-1] else ""
    own = AddressSet.union([port.primary[0]] if port.primary else [])
    for found in process.said("network"):
        if own and not own.isdisjoint(_covered(found)):
            return found.after(_AREA)
    return None


def _names(words: Words, process: Process) -> bool:
    """Return whether `ip router PROTOCOL NAME` on an interface names a process; IS-IS may leave its name out."""
    return words[3:4] == (process.name,) or (process.protocol == "isis" and len(words) == 3)


def _covered(found: Command) -> AddressSet:
    """Return the addresses of a `network` statement: with a wildcard, or the whole class of the address without one."""
    if found.word(2) and found.word(2) != _AREA:
        by_wildcard = operands.wildcard(found.word(1), found.word(2))
        return by_wildcard.over if by_wildcard else operands.subnet(found.word(1), found.word(2)) or AddressSet()
    first = operands.ipv4(found.word(1))
    if first is None:
        return AddressSet()
    size = 8 if first < 1 << 31 else 16 if first < 3 << 30 else 24
    return operands.prefix(f"{found.word(1)}/{size}") or AddressSet()


def _proof(process: Process, port: Port, area: str) -> str:
    """Return how the process proves itself on an interface: nothing, `text`, `md5` or `key-chain`."""
    said = [words for words, negated in port.speaking if not negated]
    match process.protocol:
        case "ospf":
            own = [words[3:] for words in said if words[:3] == ("ip", "ospf", "authentication")]
            wide = [c.words[3:] for c in process.said(_AREA, area, "authentication")]
            return _ospf(own[-1]) if own else _ospf(wide[-1]) if wide else ""
        case "eigrp":
            return "md5" if any(w[:5] == ("ip", "authentication", "mode", "eigrp", process.name) for w in said) else ""
        case "rip":
            return "md5" if any(w[:4] == ("ip", "rip", "authentication", "mode") for w in said) else ""
        case _:
            own = [words for words in said if words[:2] == ("isis", "authentication")]
            return "md5" if own or process.said("authentication", "mode") else ""


def _ospf(words: Words) -> str:
    match words:
        case ("null", *_):
            return ""
        case ("message-digest" | "key-chain" as how, *_):
            return {"message-digest": "md5", "key-chain": "key-chain"}[how]
        case _:
            return "text"


def _groups(port: Port) -> Iterator[RoutingPeer]:
    """Yield the redundancy groups of an interface."""
    groups: dict[tuple[str, str], str] = {}
    names = {"standby": "hsrp", "vrrp": "vrrp", "glbp": "glbp"}
    for words, negated in port.speaking:
        if words[0] in _GROUPS and not negated and len(words) > 1:
            number, rest = (words[1], words[2:]) if words[1].isdigit() else ("0", words[1:])
            key = (names[words[0]], number)
            if rest[:1] in {("ip",), ("ipv6",), ("address-family",)}:
                groups.setdefault(key, "")
            elif rest[:1] == ("authentication",):
                groups[key] = "md5" if rest[1:2] == ("md5",) else "text"
    for (protocol, number), proof in groups.items():
        yield RoutingPeer(protocol, f"group {number}", port.location, port.name, proof)
