"""Naming definitions: networks and services by name, nested, from `.net`/`.svc` text and from YAML."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from zonewarden_parsers.lines import read_lines
from zonewarden_parsers.model import AddressSet
from zonewarden_parsers.strict_yaml.nodes import Mapping, mappings, text
from zonewarden_parsers.strict_yaml.reader import read_yaml

_PORT = re.compile(r"(\d+)(?:-(\d+))?/([a-z0-9]+)")
MAX_NAMES = 10_000
DEFINED = re.compile(r"([A-Z][\w.-]*)\s*=\s*(.*)$")
_YAML = re.compile(r"(?m)^(?:networks|services):")


@dataclass(slots=True)
class Naming:
    """The words behind each name. A word is an address, a port with its protocol, or another name."""

    names: dict[str, list[str]] = field(default_factory=dict)

    def add_words(self, name: str, words: list[str]) -> None:
        """Add words of a definition in Capirca's text form."""
        self.names.setdefault(name, []).extend(words)

    def add_yaml(self, node: Mapping) -> None:
        """Add the `networks:` and `services:` of a document."""
        for kind in ("networks", "services"):
            defined = node.get(kind)
            for name, entry in defined.entries.items() if isinstance(defined, Mapping) else ():
                listed = entry.value
                values = mappings(listed.get("values")) if isinstance(listed, Mapping) else mappings(listed)
                self.add_words(name, [_value(v) for v in values])

    def add_files(self, definitions: Sequence[str]) -> None:
        """Add what definition files say of names that the policy's own file does not define."""
        beside = Naming()
        for written in definitions:
            if _YAML.search(written):
                node = read_yaml(written, "")
                if isinstance(node, Mapping):
                    beside.add_yaml(node)
            else:
                beside.add_text(written)
        for name, words in beside.names.items():
            self.names.setdefault(name, words)

    def add_text(self, written: str) -> None:
        """Add a definition file in Capirca's form: `NAME = words # comment`, going on over indented lines.

        A line that is neither leaves the name before it open: it may have been meant as more of its words.
        """
        name = ""
        for line in read_lines(written):
            said = line.text.partition("#")[0].strip()
            found = DEFINED.match(said)
            if found is not None:
                name = found[1]
                self.add_words(name, found[2].split())
            elif said and name:
                self.add_words(name, said.split() if line.indent and "=" not in said else ["?"])

    def leaves(self, name: str) -> Iterator[str]:
        """Yield every word that a name ends in: itself where it is not defined, `?` where it ends in nothing."""
        seen, found_any = {name}, False
        todo = [name]
        while todo:
            word = todo.pop()
            inner = self.names.get(word)
            if inner is None:
                found_any = True
                yield word
                continue
            for found in inner:
                if found not in seen and len(seen) < MAX_NAMES:
                    seen.add(found)
                    todo.append(found)
                elif found not in seen:
                    yield "?"
        if not found_any:
            yield "?"

    def addresses(self, name: str) -> tuple[AddressSet, tuple[str, ...]]:
        """Return the addresses of a name, and the words in it that are none."""
        found: list[AddressSet] = []
        open_: list[str] = []
        for word in self.leaves(name):
            try:
                net = ipaddress.ip_interface(word).network
            except ValueError:
                open_.append(word)
                continue
            found.append(AddressSet.range(net.version, int(net.network_address), int(net.broadcast_address)))
        return AddressSet.union(found), tuple(open_)

    def ports(self, name: str) -> tuple[tuple[tuple[str, int, int], ...], tuple[str, ...]]:
        """Return the (protocol, low, high) of a service name, and the words in it that are none."""
        found: list[tuple[str, int, int]] = []
        open_: list[str] = []
        for word in self.leaves(name):
            match = _PORT.fullmatch(word)
            low, high = (int(match[1]), int(match[2] or match[1])) if match is not None else (1, 0)
            if match is not None and low <= high <= 65535:
                found.append((match[3], low, high))
            else:
                open_.append(word)
        return tuple(found), tuple(open_)


def _value(node: Mapping) -> str:
    if "port" in node.entries:
        return f"{text(node.get('port')).replace(' ', '')}/{text(node.get('protocol'))}"
    return text(node.get("address")) or text(node.get("name")) or text(node.get("fqdn")) or "?"
