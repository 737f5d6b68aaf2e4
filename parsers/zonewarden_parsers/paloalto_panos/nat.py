"""NAT rules: destination translation and two-way source translation publish a host, other source translation hides hosts.

Security rules see the addresses before translation and the zone after it (*NAT Policy Overview*), so that a published address
is what a rule's destination names. The model's translation holds for packets from anywhere; a rule limited to some sources
or services says so in its text, and where it names a service the result is only a possibility.
"""

from __future__ import annotations

from zonewarden_parsers.model import ANY, NOWHERE, AddressSet, Aspect, Effect, Gap, Location, NatRule, ServiceSet
from zonewarden_parsers.paloalto_panos.addresses import AddressBook
from zonewarden_parsers.paloalto_panos.document import Document
from zonewarden_parsers.paloalto_panos.services import ServiceBook
from zonewarden_parsers.paloalto_panos.tree import Node
from zonewarden_parsers.paloalto_panos.vocabulary import keywords
from zonewarden_parsers.paloalto_panos.zones import Zones

_QUIET = keywords("tag group-tag description active-active-device-binding uuid target audit-comment")
_QUIET_TARGET = keywords("dns-rewrite distribution")


class NatReader:
    """Reads `nat rules`."""

    def __init__(self, document: Document, zones: Zones, addresses: AddressBook, services: ServiceBook) -> None:
        self.document, self.zones, self.addresses, self.services = document, zones, addresses, services
        self.rules: list[NatRule] = []
        self.gaps: list[Gap] = []

    def read(self, node: Node) -> None:
        """Read one rule: up to two translations, or none where it is disabled or exempts."""
        at = self.document.at(node)
        node.ignore(_QUIET)
        if node.flag("disabled") is True:
            node.mark()
            return
        sources, targets = self._all(node, "source"), self._all(node, "destination")
        service = self._service(node, at)
        origin, target = self._zone(node, "from"), self._zone(node, "to")
        kind = node.text("nat-type")
        if kind not in ("", "ipv4"):
            self.gaps.append(Gap(Aspect.FLOWS, Effect.EITHER, f"{kind} rule {node.key} is not followed", at))
            node.mark()
            return
        node.text("to-interface")
        source = node.get("source-translation")
        if source is not None:
            text = f"nat {node.key}: from {origin or 'any'} to {target or 'any'} source {sources} {service}".rstrip()
            self._source(source, sources, text, at)
        for key in ("destination-translation", "dynamic-destination-translation"):
            body = node.get(key)
            if body is not None:
                text = f"nat {node.key}: from {origin or 'any'} destination {targets} {service}".rstrip()
                self._destination(node, body, targets, text)
        if source is None and not any(k.endswith("destination-translation") for k in node.children):
            self.rules.append(NatRule("exempt", at, f"nat {node.key}: no translation", real=sources, mapped=sources))

    def _zone(self, node: Node, key: str) -> str:
        names = [n.key for n in node.values(key)]
        return ",".join(names) if names and "any" not in names else ""

    def _service(self, node: Node, at: Location) -> str:
        name = node.text("service")
        if name in ("", "any"):
            return ""
        return f"service {self.services.resolve(name, at).over}"

    def _source(self, body: Node, sources: AddressSet, text: str, at: Location) -> None:
        static = body.get("static-ip")
        if static is not None:
            mapped = self._translated(static)
            both = static.flag("bi-directional") is True
            written = f"{text} translated to {mapped}" + (" both ways" if both else "")
            self.rules.append(NatRule("static" if both else "dynamic", at, written, real=sources, mapped=mapped))
        else:
            pool = next((n for n in body.below() if "translated-address" in n.children), None)
            mapped = self._translated(pool) if pool is not None else NOWHERE
            kind = "pat" if "dynamic-ip-and-port" in body.children else "dynamic"
            self.rules.append(NatRule(kind, at, f"{text} hidden behind {mapped}", real=sources, mapped=mapped))
            for key in ("fallback", "interface-address", "dynamic-ip", "dynamic-ip-and-port"):
                known = body.get(key)
                if known is not None:
                    known.mark()

    def _services(self, node: Node, at: Location) -> ServiceSet | None:
        name = node.text("service")
        return None if name in ("", "any") else self.services.resolve(name, at).over

    def _entries(self, node: Node) -> tuple[str, ...]:
        """Return the interfaces of the zones that packets come from; none where they may come from any."""
        names = [n.key for n in node.values("from")]
        if "any" in names:
            return ()
        return tuple(sorted({i for name in names for i in self.zones.members.get(name, ())}))

    def _destination(self, node: Node, body: Node, targets: AddressSet, text: str) -> None:
        at = self.document.at(node)
        real, services = self._translated(body), self._services(node, at)
        port = body.text("translated-port")
        body.ignore(_QUIET_TARGET)
        written = f"{text} translated to {real}" + (f" tcp or udp port {port}" if port else "")
        known = services is not None and (not port or (port.isascii() and port.isdigit()))
        self.rules.append(
            NatRule(
                "static", at, written, real=real, mapped=targets,
                published=services if known else None, port=int(port) if known and port else 0,
                entries=self._entries(node),
            )
        )  # fmt: skip

    def _translated(self, body: Node) -> AddressSet:
        """Return the addresses that a translation puts in; any where it names what only the device knows."""
        members = body.values("translated-address")
        return self.addresses.members(members).over if members else NOWHERE

    def _all(self, node: Node, key: str) -> AddressSet:
        members = node.values(key)
        return self.addresses.members(members).over if members else ANY
