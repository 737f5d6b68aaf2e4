"""aerleon's own policy language, as far as its stateful samples use it: what each term of a zone pair lets through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from tests.oracles.corpus import CORPUS
from zonewarden_parsers.model import ANY, ANY4, ANY6, AddressSet, ServiceSet
from zonewarden_parsers.model.services import ANY_SERVICE

PROTOCOLS = {
    "tcp": 6,
    "udp": 17,
    "icmp": 1,
    "icmpv6": 58,
    "igmp": 2,
    "esp": 50,
    "gre": 47,
    "ah": 51,
    "ospf": 89,
    "pim": 103,
}
TYPES = {
    "icmp": {"echo-request": 8, "echo-reply": 0, "unreachable": 3, "time-exceeded": 11},
    "icmpv6": {"echo-request": 128, "echo-reply": 129},
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a policy: where it applies and what it matches; `families` are the IP versions its header is for."""

    source_zone: str
    target_zone: str
    families: tuple[int, ...]
    name: str
    fields: dict[str, list[str]]

    @property
    def space(self) -> AddressSet:
        """All addresses of the header's IP versions."""
        return AddressSet.union(ANY4 if f == 4 else ANY6 for f in self.families)

    def addresses(self, side: str) -> AddressSet:
        """Return the addresses of `source` or `destination`, of the header's families."""
        names = [*self.fields.get(f"{side}-address", []), *self.fields.get("address", [])]
        found = AddressSet.union(network(n) for n in names) if names else ANY
        excluded = AddressSet.union(network(n) for n in self.fields.get(f"{side}-exclude", []))
        return (found - excluded) & self.space

    def services(self) -> ServiceSet:
        """Return protocols with their ports and types; the ICMP of the other IP version is not rendered."""
        other = {"icmp"} if self.families == (6,) else {"icmpv6"} if self.families == (4,) else set[str]()
        protocols = [p for p in self.fields.get("protocol", []) if p not in other]
        return ServiceSet.union(self._protocol(p) for p in protocols) if protocols else ANY_SERVICE

    def _protocol(self, name: str) -> ServiceSet:
        number = PROTOCOLS[name]
        if name in TYPES and "icmp-type" in self.fields:
            return ServiceSet.union(ServiceSet.icmp(number, TYPES[name][t]) for t in self.fields["icmp-type"])
        if name not in ("tcp", "udp"):
            return ServiceSet.protocol(number)
        ends = [self._ports(key, name) for key in ("destination-port", "source-port")]
        return ServiceSet.ports(number, *ends)

    def _ports(self, key: str, protocol: str) -> tuple[tuple[int, int], ...]:
        names = self.fields.get(key)
        if names is None:
            return ((0, 65535),)
        spans = sorted(s for n in names for s in ports(n, protocol))
        return tuple(spans)


def terms(path: str, target: str) -> Iterator[Term]:
    """Yield the terms of a policy whose header names a target with zones."""
    text = re.sub(r"#.*", "", (CORPUS / path).read_text(encoding="utf-8"))
    header: tuple[str, str, tuple[int, ...]] | None = None
    for kind, name, body in re.findall(r"^(header|term)\s*([\w-]*)\s*\{(.*?)^\}", text, re.DOTALL | re.MULTILINE):
        if kind == "header":
            found = re.search(rf"target::\s*{target}\s+from-zone\s+(\S+)\s+to-zone\s+(\S+)([^\n]*)", body)
            header = (found[1], found[2], families(found[3])) if found else None
        elif header is not None:
            fields: dict[str, list[str]] = {}
            for key, value in re.findall(r"^\s*([\w-]+)::\s*(.*)$", body, re.MULTILINE):
                fields.setdefault(key, []).extend([value] if key == "comment" else value.split())
            yield Term(*header, name, fields)


def families(words: str) -> tuple[int, ...]:
    """Return the IP versions of a header's options: IPv4 where it says nothing, both for `mixed`."""
    return (4, 6) if "mixed" in words else (6,) if "inet6" in words else (4,)


@cache
def _naming() -> Any:
    return yaml.safe_load((CORPUS / "aerleon/def/naming.yaml").read_text(encoding="utf-8"))


@cache
def network(name: str) -> AddressSet:
    """Return a named network of the sample definitions; a name of DNS adds nothing to what is rendered."""
    parts = _naming()["networks"][name]["values"]
    named = [network(p["name"]) for p in parts if "name" in p]
    return AddressSet.union([*named, *(AddressSet.parse(p["address"]) for p in parts if "address" in p)])


@cache
def ports(name: str, protocol: str) -> tuple[tuple[int, int], ...]:
    """Return the ports of a named service for one protocol."""
    found: list[tuple[int, int]] = []
    for part in _naming()["services"][name]:
        if "name" in part:
            found.extend(ports(part["name"], protocol))
        elif part["protocol"] == protocol:
            low, _, high = str(part["port"]).partition("-")
            found.append((int(low), int(high or low)))
    return tuple(found)
