"""Service objects and groups, applications, and what the two mean together in a rule.

A service narrows by ports. An application is a condition: the firewall must let a session begin before it can tell (App-ID), so
on the ports that the rule's services allow, an application may match any packet and surely matches none. With
`application-default` those ports are the applications' own. `service any` with `application any` is everything.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.model import ANY_SERVICE, Atom, AtomKind, Location, ServiceSet
from zonewarden_parsers.paloalto_panos.app_ids import HEADER_ONLY, known_services, port_spans
from zonewarden_parsers.paloalto_panos.objects import MAX_GROUP_DEPTH, Names
from zonewarden_parsers.paloalto_panos.parts import Services
from zonewarden_parsers.paloalto_panos.tree import Claim, Node
from zonewarden_parsers.paloalto_panos.vocabulary import keywords

PREDEFINED = {
    "service-http": ServiceSet.ports(6, ((80, 80), (8080, 8080))),
    "service-https": ServiceSet.ports(6, ((443, 443),)),
}
_TRANSPORTS = {"tcp": 6, "udp": 17, "sctp": 132}
_NOTES = keywords("description tag disable-override uuid")
_APP_NOTES = keywords(
    "description category subcategory technology risk parent-app timeout tcp-timeout udp-timeout tcp-half-closed-timeout"
    " tcp-time-wait-timeout evasive-behavior consume-big-bandwidth used-by-malware able-to-transfer-file"
    " has-known-vulnerability tunnel-other-application tunnel-applications prone-to-misuse pervasive-use file-type-ident"
    " virus-ident data-ident no-appid-caching disable-override tag alg-disable-capability references link"
)


@dataclass(slots=True)
class ServiceBook:
    """Resolves the names in `service` and `application`, each once."""

    names: Names
    known: dict[str, Services] = field(default_factory=dict)
    apps: dict[str, Services] = field(default_factory=dict)
    rules: dict[tuple[tuple[str, ...], tuple[str, ...]], Services] = field(default_factory=dict)
    open_groups: set[str] = field(default_factory=set)

    def of_rule(self, services: list[Node], applications: list[Node], at: Location) -> Services:
        """Return what the `service` and `application` of a rule match together."""
        key = (tuple(n.key for n in services), tuple(n.key for n in applications))
        found = self.rules.get(key)
        if found is None:
            found = self._of_rule(services, applications, at)
            if not found.atoms:  # an atom has the place of its use
                self.rules[key] = found
        return found

    def _of_rule(self, services: list[Node], applications: list[Node], at: Location) -> Services:
        default = any(n.key == "application-default" for n in services)
        named = [n for n in services if n.key != "application-default"]
        ports = Services.union(self.resolve(n.key, self.names.at(n)) for n in named) if named else Services()
        everything = not applications or any(n.key == "any" for n in applications)
        if everything and not default:
            return ports
        if everything:
            return Services.open(Atom(AtomKind.APPLICATION, "any application on its default ports", at))
        apps = [(n, self.application(n.key, self.names.at(n))) for n in applications]
        if default and not named:
            return Services.union(part for _, part in apps)
        text = "application " + " ".join(n.key for n, _ in apps)
        condition = Services.open(Atom(AtomKind.APPLICATION, text, at), ports.over)
        header = [p for _, p in apps if not p.atoms]
        if len(header) == len(apps) and ports.over == ANY_SERVICE and not default:
            return Services.union(header)
        if not default:
            return Services(condition.over, condition.under, (*condition.atoms, *ports.atoms))
        return Services.union([condition, *(part for _, part in apps)])

    def resolve(self, name: str, at: Location) -> Services:
        """Return what one service name stands for; `at` is where it is used."""
        if name == "any":
            return Services.exact(ANY_SERVICE)
        found = self.known.get(name)
        if found is not None:
            return found
        node = self.names.find("service", name)
        group = self.names.find("service-group", name)
        if node is not None or group is not None:
            parts = [self._object(node)] if node is not None else []
            parts += [self._group(group)] if group is not None else []
            found = Services.union(parts)
            if len(parts) > 1:
                found = Services.open(Atom(AtomKind.REFERENCE, f"{name} is defined more than once", at), found.over)
        elif name in PREDEFINED:
            found = Services.exact(PREDEFINED[name])
        else:
            return Services.open(self.names.undefined(name, "service", at))
        self.known[name] = found
        return found

    def _object(self, node: Node) -> Services:
        node.ignore(_NOTES)
        at = self.names.at(node)
        protocol = node.get("protocol")
        parts = [self._transport(kind, at) for kind in protocol.entries()] if protocol is not None else []
        return Services.union(parts) if parts else Services.open(Atom(AtomKind.UNREADABLE, f"service {node.key}", at))

    def _transport(self, kind: Node, at: Location) -> Services:
        """Return one protocol of a service object; ports that cannot be read may be any."""
        kind.ignore(frozenset({"override"}))
        number = _TRANSPORTS.get(kind.key)
        if number is None:
            return Services.open(Atom(AtomKind.UNREADABLE, f"protocol {kind.key}", at))
        written = ",".join(n.key for n in kind.values("port"))
        source = ",".join(n.key for n in kind.values("source-port"))
        try:
            spans = port_spans(written) if written else ((0, 65535),)
            return Services.exact(ServiceSet.ports(number, spans, port_spans(source) if source else ((0, 65535),)))
        except ValueError:
            unread = Atom(AtomKind.UNREADABLE, f"{kind.key} port {written} source-port {source}", at)
            return Services.open(unread, ServiceSet.protocol(number))

    def _group(self, node: Node) -> Services:
        node.ignore(_NOTES)
        if node.key in self.open_groups or len(self.open_groups) > MAX_GROUP_DEPTH:
            text = f"service group {node.key} holds itself or is too deep"
            return Services.open(Atom(AtomKind.UNREADABLE, text, self.names.at(node)))
        self.open_groups.add(node.key)
        found = Services.union(self.resolve(m.key, self.names.at(m)) for m in group_members(node))
        self.open_groups.discard(node.key)
        return found

    def application(self, name: str, at: Location, depth: int = 0) -> Services:
        """Return an application on its default ports."""
        found = self.apps.get(name)
        if found is None:
            found = self._application(name, at, depth)
            if not found.atoms or self._is_defined(name):
                self.apps[name] = found
        return found

    def _is_defined(self, name: str) -> bool:
        return any(
            name in self.names.table(kind) for kind in ("application", "application-group", "application-filter")
        )

    def _application(self, name: str, at: Location, depth: int) -> Services:
        """Return a custom application, a group, a filter or an App-ID: all of that name, which is normally one."""
        condition = Atom(AtomKind.APPLICATION, f"application {name}", at)
        if depth > MAX_GROUP_DEPTH:
            return Services.open(condition)
        parts: list[Services] = []
        custom = self.names.find("application", name)
        if custom is not None:
            parts.append(self._custom(custom, condition))
        group = self.names.find("application-group", name)
        if group is not None:
            self.apps[name] = Services.open(condition)
            parts += [self.application(m.key, self.names.at(m), depth + 1) for m in group_members(group)]
        chosen = self.names.find("application-filter", name)
        if chosen is not None:
            chosen.mark()
            parts.append(Services.open(condition))
        if parts or group is not None:
            return Services.union(parts)
        if name in HEADER_ONLY:
            return Services.exact(HEADER_ONLY[name])
        return Services.open(condition, known if (known := known_services(name)) is not None else ANY_SERVICE)

    def _custom(self, node: Node, condition: Atom) -> Services:
        """Return a custom application. One without a signature that is told by ICMP type or IP protocol is just that."""
        node.ignore(_APP_NOTES)
        signature = node.get("signature")
        if signature is not None:
            signature.mark(Claim.IRRELEVANT)
        default = node.get("default")
        told = _told(default) if default is not None else None
        if told is None:
            return Services.open(condition)
        services, by_header = told
        if by_header and signature is None:
            return Services.exact(services)
        return Services.open(condition, services)


def group_members(node: Node) -> list[Node]:
    """Return the members of a service or application group, with or without `members`."""
    members = node.get("members")
    if members is not None:
        return members.entries()
    return [n for n in node.entries() if not n.children and n.key not in _NOTES]


def _told(default: Node) -> tuple[ServiceSet, bool] | None:
    """Return the `default` of a custom application, and whether packet headers alone tell it; None where it may be any."""
    ports = default.values("port")
    try:
        if ports:
            return ServiceSet.union(_port(n.key) for n in ports), False
        number = default.text("ident-by-ip-protocol")
        if number:
            return _by_number(int(number)), True
        for key, protocol in (("ident-by-icmp-type", 1), ("ident-by-icmp6-type", 58)):
            by_type = default.get(key)
            if by_type is not None:
                return _by_type(by_type, protocol), True
    except ValueError:
        return None
    return None


def _by_number(number: int) -> ServiceSet:
    if not 0 <= number <= 255:
        raise ValueError(f"not an IP protocol: {number}")
    return ServiceSet.protocol(number)


def _by_type(node: Node, protocol: int) -> ServiceSet:
    """Return ICMP of a type, and of a code where one is given; the old form has the type as a bare value."""
    code = node.text("code")
    type_ = node.text("type") or next((n.key for n in node.entries() if not n.children), "")
    number = int(type_)
    if not 0 <= number <= 255:
        raise ValueError(f"not an ICMP type: {type_}")
    second = int(code) if code else None
    if second is not None and not 0 <= second <= 255:
        raise ValueError(f"not an ICMP code: {code}")
    return ServiceSet.icmp(protocol, number, second)


def _port(text: str) -> ServiceSet:
    """Return a default port as applications write it: `tcp/80,443`, `udp/dynamic`."""
    protocol, _, ports = text.partition("/")
    if protocol not in _TRANSPORTS:
        raise ValueError(f"not a protocol: {protocol}")
    number = _TRANSPORTS[protocol]
    if ports == "dynamic":
        return ServiceSet.protocol(number)
    return ServiceSet.ports(number, port_spans(ports))
