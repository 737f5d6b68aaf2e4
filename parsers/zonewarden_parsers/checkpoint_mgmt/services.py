"""What service objects stand for.

Check Point Management API Reference, *show-service-tcp* and its kind: a port is `80`, `80-90`, `>1023` or `<1024`. A service that
is matched by its protocol's signature, an RPC program, a DCE-RPC interface or an application is a condition that ports do not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from zonewarden_parsers.checkpoint_mgmt.objects import MAX_NESTING, Objects, peek
from zonewarden_parsers.checkpoint_mgmt.operands import (
    ANYTHING,
    NO_SERVICES,
    Services,
    exact_services,
    joined,
    some_services,
)
from zonewarden_parsers.json_lines import Value
from zonewarden_parsers.model import ANY_SERVICE, Atom, AtomKind, ServiceSet
from zonewarden_parsers.model.region import Spans, normalise

ALL: Spans = ((0, 65535),)
PORTED = {"service-tcp": 6, "service-udp": 17, "service-sctp": 132, "service-citrix-tcp": 6, "service-compound-tcp": 6}
ICMP = {"service-icmp": 1, "service-icmp6": 58}
TCP, UDP = ServiceSet.ports(6), ServiceSet.ports(17)
LOOSE: dict[str, tuple[AtomKind, ServiceSet]] = {
    "service-dce-rpc": (AtomKind.APPLICATION, TCP | UDP),
    "service-rpc": (AtomKind.APPLICATION, TCP | UDP),
    "service-gtp": (AtomKind.APPLICATION, UDP),
    "application-site": (AtomKind.APPLICATION, ANY_SERVICE),
    "application-site-category": (AtomKind.APPLICATION, ANY_SERVICE),
    "application-site-group": (AtomKind.APPLICATION, ANY_SERVICE),
    "time": (AtomKind.SCHEDULE, ANY_SERVICE),
}
_PORT = re.compile(r"\s*(?:(\d{1,5})(?:\s*-\s*(\d{1,5}))?|([<>])\s*(\d{1,5}))\s*")


@dataclass(slots=True)
class ServiceObjects:
    """Reads the service objects of a file, each once."""

    objects: Objects
    _known: dict[str, Services] = field(default_factory=dict[str, Services])

    def services(self, references: Iterable[Value]) -> Services:
        """Return what a list of references to services stands for; an empty list is nothing."""
        return joined((self.service(r, ()) for r in references), NO_SERVICES)

    def service(self, reference: Value, above: tuple[str, ...]) -> Services:
        """Return what one reference stands for; `above` are the uids of the groups that it is in."""
        objects = self.objects
        if objects.is_any(reference):
            return ANYTHING
        found = objects.find(reference)
        if found is None:
            return some_services(Atom(AtomKind.REFERENCE, str(reference.scalar), objects.document.at(reference)))
        uid = peek(found, "uid") or peek(found, "name")
        objects.used.add(uid)
        known = self._known.get(uid)
        if known is None:
            if uid in above or len(above) > MAX_NESTING:
                return self._doubt(
                    found, AtomKind.UNREADABLE, f"group {peek(found, 'name')} contains itself, or nests too deeply"
                )
            known = self._known[uid] = self._read(found, (*above, uid))
        return known

    def _read(self, found: Value, above: tuple[str, ...]) -> Services:
        kind, name = found.text("type"), found.text("name")
        if kind == "service-group":
            members = found.get("members")
            if members is None or members.items is None:
                return self._doubt(found, AtomKind.REFERENCE, f"the members of {name} are not in the file")
            members.claim()
            return joined((self.service(member, above) for member in members.items), NO_SERVICES)
        if kind in PORTED:
            return self._ported(found, PORTED[kind])
        if kind in ICMP:
            return self._icmp(found, ICMP[kind])
        if kind == "service-other":
            return self._other(found)
        if kind in LOOSE:
            return self._doubt(found, LOOSE[kind][0], f"{kind} {name}", LOOSE[kind][1])
        return self._doubt(found, AtomKind.REFERENCE, f"what {name} ({kind or 'no type'}) matches is not in the file")

    def _ported(self, found: Value, protocol: int) -> Services:
        name, port = found.text("name"), found.text("port")
        if not port:
            may = ServiceSet.ports(protocol)
            return self._doubt(found, AtomKind.REFERENCE, f"the port of {name} is not in the file", may)
        destination, source = spans(port), spans(found.text("source-port") or "0-65535")
        if destination is None or source is None:
            return self._doubt(
                found, AtomKind.UNREADABLE, f"the port of {name} cannot be read", ServiceSet.ports(protocol)
            )
        services = ServiceSet.ports(protocol, destination, source)
        by_signature = found.get("match-by-protocol-signature")
        if by_signature is not None:
            by_signature.claim()
        if peek(found, "type") == "service-citrix-tcp" or (by_signature is not None and by_signature.scalar is True):
            return self._doubt(found, AtomKind.APPLICATION, f"{name} is matched by its protocol's signature", services)
        return exact_services(services)

    def _icmp(self, found: Value, protocol: int) -> Services:
        values: list[int | None] = []
        for key in ("icmp-type", "icmp-code"):
            member = found.get(key)
            if member is not None:
                member.claim()
            values.append(member.scalar if member is not None and isinstance(member.scalar, int) else None)
        if any(v is not None and not 0 <= v <= 255 for v in values):
            return self._doubt(
                found,
                AtomKind.UNREADABLE,
                f"the type of {peek(found, 'name')} cannot be read",
                ServiceSet.icmp(protocol),
            )
        return exact_services(ServiceSet.icmp(protocol, values[0], values[1]))

    def _other(self, found: Value) -> Services:
        number = found.get("ip-protocol")
        if number is not None:
            number.claim()
        known = number is not None and isinstance(number.scalar, int) and 0 <= number.scalar <= 255
        services = ANY_SERVICE
        if known and number is not None and isinstance(number.scalar, int):
            value = number.scalar
            services = ServiceSet.ports(value) if value in (6, 17) else ServiceSet.protocol(value)
        expression = found.text("match")
        if known and not expression:
            return exact_services(services)
        text = f"{peek(found, 'name')}: {expression or 'its protocol is not in the file'}"
        return self._doubt(found, AtomKind.PACKET, text, services)

    def _doubt(self, found: Value, kind: AtomKind, text: str, may: ServiceSet = ANY_SERVICE) -> Services:
        return some_services(Atom(kind, text, self.objects.place(found)), may)


def spans(text: str) -> Spans | None:
    """Return the ports that a text means, None where it cannot be read."""
    out: list[tuple[int, int]] = []
    for part in text.split(","):
        found = _PORT.fullmatch(part)
        if found is None:
            return None
        low, high, sign, bound = found.groups()
        if sign == ">":
            out.append((int(bound) + 1, 65535))
        elif sign == "<":
            out.append((0, int(bound) - 1))
        else:
            out.append((int(low), int(high or low)))
    if any(not 0 <= a <= b <= 65535 for a, b in out):
        return None
    return normalise(out)
