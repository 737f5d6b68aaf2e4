"""The web interface and SSH of the firewall itself, and the built-in rule that keeps them reachable from the LAN."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zonewarden_parsers.model import ANY, Action, AddressSet, Location, Match, Rule, ServiceSet
from zonewarden_parsers.pf_xml.draft import Draft, stated
from zonewarden_parsers.xml_lines import Element

REDIRECT = "http-redirect"
"""The answer on port 80 that sends a browser to HTTPS."""


@dataclass(frozen=True, slots=True)
class Listener:
    """A service of the firewall: its name, its port, where it is stated, the interfaces it is limited to (none: all)."""

    protocol: str
    port: int
    location: Location
    interfaces: tuple[str, ...] = ()
    udp: bool = False

    @property
    def service(self) -> ServiceSet:
        """Return the packets that begin a session with it."""
        return ServiceSet.of(((17, 17),) if self.udp else ((6, 6),), second=((self.port, self.port),))


def listeners(draft: Draft) -> Iterator[Listener]:
    """Yield the administrative services that are switched on. The web interface cannot be switched off."""
    system = draft.root.child("system") or draft.root
    web = system.child("webgui")
    stands = web or system
    protocol = (web.value("protocol") if web is not None else "").lower() or draft.dialect.default_web
    port = port_of(web, 443 if protocol == "https" else 80)
    yield Listener(protocol, port, stands.at(draft.path) if web is not None else system.head(draft.path), _limited(web))
    if protocol == "https" and web is not None and not stated(web, "disablehttpredirect"):
        yield Listener(REDIRECT, 80, stands.at(draft.path), _limited(web))
    ssh = system.child("ssh")
    on = ssh is not None and (stated(ssh, "enabled") or stated(ssh, "enable"))
    if ssh is not None and on:
        yield Listener("ssh", port_of(ssh, 22), ssh.at(draft.path), _limited(ssh))
    elif stated(system, "enablesshd"):
        stands = system.child("enablesshd") or system
        yield Listener("ssh", port_of(system, 22), stands.at(draft.path))
    yield from _snmp(draft)


def _snmp(draft: Draft) -> Iterator[Listener]:
    old = draft.root.child("snmpd")
    new = draft.root.child("OPNsense", "netsnmp", "general")
    if old is not None and stated(old, "enable"):
        yield Listener("snmp", port_of(old, 161, "pollport"), old.at(draft.path), _limited(old, "bindip"), udp=True)
    if new is not None and stated(new, "enabled"):
        yield Listener("snmp", 161, new.at(draft.path), udp=True)


def port_of(element: Element | None, default: int, tag: str = "port") -> int:
    """Return the port an element states, the default where it states none."""
    text = element.value(tag) if element is not None else ""
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:6]) < 65536 else default


def _limited(element: Element | None, tag: str = "interfaces") -> tuple[str, ...]:
    text = element.value(tag) if element is not None else ""
    return tuple(n for n in text.replace(",", " ").split() if n not in ("all", "any"))


def antilockout(draft: Draft) -> Iterator[Rule]:
    """Yield the rule that passes web interface and SSH on the LAN (on the WAN where that is the only interface)."""
    web = draft.root.child("system", "webgui")
    if web is not None and stated(web, "noantilockout"):
        return
    real = [i for i in draft.interfaces.values() if i.hardware != i.name]
    name = "lan" if "lan" in draft.interfaces else real[0].name if len(real) == 1 else ""
    own = AddressSet.union(i.addresses for i in draft.interfaces.values())
    if not name:
        return
    for found in listeners(draft):
        if not found.udp:
            match = Match(ANY, own, found.service)
            text = f"built in: anti-lockout rule, {found.protocol} from {name}"
            yield Rule(0, Action.PERMIT, match, found.location, text, from_interfaces=frozenset({name}))
