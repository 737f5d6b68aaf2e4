"""The services by which IOS-XR is managed from afar, and who may use them: their own lists, lines, management plane.

Source: Cisco IOS XR System Security Command Reference, `ssh server`, `telnet vrf`, `allow (MPP)`.
"""

from __future__ import annotations

from dataclasses import replace

from zonewarden_parsers.cisco_ios.bodies import claim_body
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Offer, Reader
from zonewarden_parsers.cisco_ios.rule_lists import ListIndex, filtered_sources
from zonewarden_parsers.model import ANY, NOWHERE, AddressSet, AdminService, ServiceSet

PORTS = {"ssh": 22, "telnet": 23, "http": 80, "https": 443, "netconf": 830, "xml": 38751, "grpc": 57400, "snmp": 161, "tftp": 69}  # fmt: skip
_ON_LINES = frozenset({"ssh", "telnet"})


def _ssh(cmd: Command, draft: Draft) -> bool:
    """`ssh server [v2] [vrf V] [ipv4 access-list L] [ipv6 access-list L]`, `ssh server algorithms ...`, `ssh timeout N`."""
    match cmd.words[1:]:
        case ("server", "v2"):
            draft.setting("ssh-version", "2", cmd.line)
            _offer("ssh", cmd, draft, "")
        case ("server",) | ("server", "vrf", _, *_) | ("server", "ipv4" | "ipv6", *_):
            _offer("ssh", cmd, draft, _table(cmd))
        case ("server", "algorithms", what, *names) if names:
            name = {"cipher": "cipher", "hmac": "mac", "key-exchange": "kex", "host-key": "hostkey"}.get(what)
            if name is not None:
                draft.setting(f"ssh-{name}", ",".join(names), cmd.line)
        case ("server", "netconf", *_):
            _offer("netconf", cmd, draft)
        case ("timeout", seconds):
            draft.setting("ssh-timeout-s", seconds, cmd.line)
        case ("server" | "client", _, *_):
            pass
        case _:
            return False
    return True


def _offer(protocol: str, cmd: Command, draft: Draft, table: str | None = None) -> None:
    """Note a service with its lists; `table` is the routing table that it listens in, None: any."""
    if cmd.negated:
        return
    lists = tuple(_listed(cmd.words, family) for family in ("ipv4", "ipv6"))
    if lists == ("", ""):
        lists = (cmd.after("access-list") or cmd.after("access-group"), "")
    for family, name in zip((4, 6), lists, strict=True):
        if name:
            draft.use_list(name, cmd.line, family)
    line = " ".join(cmd.words[:2])
    if any((o.service.protocol, o.table, *o.lists) == (protocol, table, *lists) for o in draft.offers):
        return
    draft.offers.append(Offer(AdminService(protocol, draft.ledger.at(cmd.line), ANY, line=line), lists, table))


def _table(cmd: Command) -> str:
    """Return the routing table of `vrf NAME`, empty for the global one."""
    name = cmd.after("vrf")
    return "" if name == "default" else name


def _listed(words: tuple[str, ...], family: str) -> str:
    """Return the name in `FAMILY access-list NAME`."""
    for i in range(len(words) - 2):
        if words[i : i + 2] == (family, "access-list"):
            return words[i + 2]
    return ""


def _telnet(cmd: Command, draft: Draft) -> bool:
    """`telnet [vrf V] {ipv4|ipv6} server max-servers N [access-list L]`."""
    if "server" in cmd.words:
        _offer("telnet", cmd, draft, _table(cmd))
    return len(cmd.words) > 2


def _http(cmd: Command, draft: Draft) -> bool:
    """`http server [ssl] [access-group L]`."""
    if cmd.word(1) == "server":
        _offer("https" if "ssl" in cmd.words or "secure" in cmd.words else "http", cmd, draft)
    return len(cmd.words) > 1


def _agent(protocol: str) -> Reader:
    def read(cmd: Command, draft: Draft) -> bool:
        _offer(protocol, cmd, draft)
        claim_body(cmd.children, draft, modelled=True)
        return True

    return read


def _tftp(cmd: Command, draft: Draft) -> bool:
    """`tftp [vrf V] {ipv4|ipv6} server ...`; `tftp client ...` is the device's own."""
    if "server" in cmd.words:
        _offer("tftp", cmd, draft, _table(cmd))
    return len(cmd.words) > 1


def finish_services(draft: Draft, lists: ListIndex) -> None:
    """Note the services with the sources that their lists, the lines and the management plane leave them."""
    ipv6 = any(p.ipv6_enabled for p in draft.ports.values())
    for service, (name4, name6), table in draft.offers:
        protocol = 17 if service.protocol == "tftp" else 6
        port = PORTS[service.protocol]
        wanted = ServiceSet.of(((protocol, protocol),), second=((port, port),))
        found = filtered_sources(name4, name6, wanted, lists, ipv6=ipv6)
        sources, known = found.sources, found.known
        if service.protocol in _ON_LINES:
            by_line, sure = _by_lines(draft, wanted, lists, ipv6=ipv6)
            sources, known = sources & by_line, known and sure
        names = tuple(p.name for p in draft.ports.values() if table is not None and p.vrf == table)
        offered = replace(service, sources=sources, interfaces=names, filter_name=name4 or name6, sources_known=known)
        draft.services.append(offered)
    draft.services = [_managed(s, draft) for s in draft.services]
    if any(s.name == "management-forwarding" and s.value == "on" for s in draft.settings):
        for port_found in draft.ports.values():
            port_found.management = False


def _by_lines(draft: Draft, wanted: ServiceSet, lists: ListIndex, *, ipv6: bool) -> tuple[AddressSet, bool]:
    """Return who may open a session on the lines of any pool; the default pool uses `line default`."""
    sources, known = NOWHERE, True
    for name in {*draft.vty_pools, "default"}:
        line = draft.terminals.get(name if name == "default" else f"template {name}")
        if line is None:
            return ANY, known
        found = filtered_sources(line.access_class, line.access_class6, wanted, lists, ipv6=ipv6)
        sources, known = sources | found.sources, known and found.known
    return sources, known


def _managed(service: AdminService, draft: Draft) -> AdminService:
    """Narrow a service to what the management plane allows; a protocol that it names nowhere stays as it is."""
    allowed = [a for a in draft.management_plane if a.protocol in (service.protocol, "all")]
    if not allowed:
        return service
    everywhere = any(a.interface == "all" for a in allowed)
    open_on = {a.interface for a in allowed}
    names = tuple(n for n in service.interfaces or sorted(open_on) if everywhere or n in open_on)
    if everywhere or not names:
        names = service.interfaces
    return replace(service, sources=service.sources & AddressSet.union(a.peers for a in allowed), interfaces=names)


COMMANDS: dict[str, Reader] = {
    "ssh": _ssh,
    "telnet": _telnet,
    "http": _http,
    "tftp": _tftp,
}
MODES: dict[str, Reader] = {
    "netconf agent": _agent("netconf"),
    "netconf-yang agent": _agent("netconf"),
    "xml agent": _agent("xml"),
    "grpc": _agent("grpc"),
}
