"""SNMP: communities, users, and the managers they are for.

FortiOS CLI Reference, `config system snmp sysinfo|community|user`. A community answers queries of v1 and v2c unless they are
disabled; it answers its hosts, and everyone where it has none.
"""

from __future__ import annotations

from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.operands import UNSET, host, prefix, subnet
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.model import ANY4, ANY6, AddressSet, Secret, Server, SnmpAccess

SYSINFO, COMMUNITY, USER = (f"system snmp {kind}" for kind in ("sysinfo", "community", "user"))
_LEVELS = {"no-auth-no-priv": "noauth", "auth-no-priv": "auth", "auth-priv": "priv"}


def read_snmp(draft: Draft) -> None:
    """Read SNMP access and trap receivers."""
    info = draft.section(SYSINFO)
    status = info.text("status")
    if status:
        draft.setting("snmp-server", "on" if status == "enable" else "off", info.at("status"))
    for entry in draft.section(COMMUNITY).entries.values():
        entry.used = True
        _community(draft, entry)
    for entry in draft.section(USER).entries.values():
        entry.used = True
        _user(draft, entry)


def managers(draft: Draft) -> AddressSet:
    """Return the addresses that may query the device by SNMP."""
    parts = [s.sources for s in draft.management.snmp]
    return AddressSet.union(parts) if parts else ANY4 | ANY6


def _hosts(entry: Node) -> AddressSet:
    parts: list[AddressSet] = []
    for table, field in (("hosts", "ip"), ("hosts6", "ipv6")):
        for item in entry.table(table).entries.values():
            item.used = True
            words = item.words(field)
            item.claim("host-type", "source-ip", "source-ipv6", "ha-direct", "interface")
            found = (subnet(words) if field == "ip" and len(words) == 2 else prefix(words[0])) if words else None
            parts.append(found if found is not None and words[0] not in UNSET else ANY4 | ANY6)
    return AddressSet.union(parts) if parts else ANY4 | ANY6


def _community(draft: Draft, entry: Node) -> None:
    sources = _hosts(entry)
    name = entry.text("name")
    for field in ("query-v1-port", "query-v2c-port"):
        entry.claim(field)
    if entry.off("status"):
        entry.claim("query-v1-status", "query-v2c-status")
        return
    place = draft.place(entry.line)
    draft.management.secrets.append(Secret("community", place))
    for version, field in (("1", "query-v1-status"), ("2c", "query-v2c-status")):
        if not entry.off(field):
            draft.management.snmp.append(
                SnmpAccess(
                    version, write=False, location=place, default_name=name in ("public", "private"), sources=sources
                )
            )
    if not (entry.off("trap-v1-status") and entry.off("trap-v2c-status")):
        for item in entry.table("hosts").entries.values():
            _trap(draft, item, item.words("ip")[:1])


def _trap(draft: Draft, node: Node, words: tuple[str, ...]) -> None:
    for word in words:
        found = host(word.partition("/")[0])
        if found is not None and word not in UNSET:
            draft.management.servers.append(Server("snmp-trap", word, draft.place(node.line), found, transport="udp"))


def _user(draft: Draft, entry: Node) -> None:
    level = _LEVELS.get(entry.text("security-level", "no-auth-no-priv"), "noauth")
    for field in ("auth-pwd", "priv-pwd"):
        draft.secret("snmp", entry, field, f"SNMP user {entry.name}")
    words = entry.words("notify-hosts") + entry.words("notify-hosts6")
    protocols = [t for f in ("auth-proto", "priv-proto") if (t := entry.text(f))]
    if protocols:
        draft.setting("snmp-crypto", f"{entry.name}:{','.join(protocols)}", entry.at("priv-proto"))
    if entry.off("status"):
        return
    if not entry.off("queries"):
        draft.management.snmp.append(
            SnmpAccess("3", write=False, location=draft.at(entry), level=level, sources=ANY4 | ANY6)
        )
    _trap(draft, entry, words)
