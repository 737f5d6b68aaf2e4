"""`snmp-server`: communities, groups, users and trap receivers."""

from __future__ import annotations

from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader
from zonewarden_parsers.cisco_ios.rule_lists import ListIndex, filtered_sources
from zonewarden_parsers.model import AdminService, ServiceSet, Setting, SnmpAccess

DEFAULT_NAMES = frozenset({"public", "private"})
_UDP_161 = ServiceSet.ports(17, ((161, 161),))


def _community(cmd: Command, draft: Draft) -> bool:
    """`snmp-server community [0|7] NAME [view V] [ro|rw] [ipv6 LIST] [LIST]`; read-only unless stated."""
    rest = list(cmd.words[2:])
    if len(rest) > 1 and rest[0] in ("0", "7") and rest[1].lower() not in ("ro", "rw"):
        rest.pop(0)
    if not rest:
        return False
    if cmd.negated:
        return True
    name = rest.pop(0)
    write, filters = False, {4: "", 6: ""}
    while rest:
        word = rest.pop(0)
        if word.lower() in ("ro", "rw"):
            write = word.lower() == "rw"
        elif word == "view" and rest:
            rest.pop(0)
        elif word == "ipv6" and rest:
            filters[6] = rest.pop(0)
        else:
            filters[4] = word
    _note_filters(filters, cmd, draft)
    draft.snmp.append(
        SnmpAccess(
            "1,2c", write, draft.ledger.at(cmd.line), "", filters[4] or filters[6], name.lower() in DEFAULT_NAMES
        )
    )
    draft.snmp_filters.append((filters[4], filters[6]))
    return True


def _group(cmd: Command, draft: Draft) -> bool:
    """`snmp-server group NAME {v1|v2c|v3 LEVEL} [context C] [read V] [write V] [notify V] [access [ipv6 L] [L]]`."""
    version = cmd.word(3)
    if version not in ("v1", "v2c", "v3"):
        return False
    if cmd.negated:
        return True
    level = cmd.word(4) if version == "v3" else ""
    rest = list(cmd.words[cmd.words.index("access") + 1 :]) if "access" in cmd.words[4:] else []
    filters = {4: "", 6: ""}
    while rest:
        word = rest.pop(0)
        if word == "ipv6" and rest:
            filters[6] = rest.pop(0)
        else:
            filters[4] = word
    note_group(version, level, filters, cmd, draft)
    return True


def note_group(version: str, level: str, filters: dict[int, str], cmd: Command, draft: Draft) -> None:
    """Note a group of a version (`v3`) and level (`priv`) with the lists that limit it."""
    _note_filters(filters, cmd, draft)
    at = draft.ledger.at(cmd.line)
    draft.snmp.append(SnmpAccess(version[1:], "write" in cmd.words[4:], at, level, filters[4] or filters[6]))
    draft.snmp_filters.append((filters[4], filters[6]))


def _note_filters(filters: dict[int, str], cmd: Command, draft: Draft) -> None:
    for family, name in filters.items():
        if name:
            draft.use_list(name, cmd.line, family)


def _host(cmd: Command, draft: Draft) -> bool:
    """`snmp-server host H [vrf V] [traps|informs] [version V [LEVEL]] COMMUNITY ...`."""
    if len(cmd.words) < 3:
        return False
    if not cmd.negated:
        version = cmd.after("version")
        draft.server("snmp-trap", cmd.words[2], cmd.line, "udp", authenticated=None if not version else version == "3")
    return True


def _known(_cmd: Command, _draft: Draft) -> bool:
    return True


def _off(cmd: Command, draft: Draft) -> bool:
    """`no snmp-server` turns the agent off."""
    if cmd.negated and len(cmd.words) == 1:
        draft.setting("snmp-server", "off", cmd.line)
        return True
    return False


def finish_snmp(draft: Draft, lists: ListIndex) -> list[SnmpAccess]:
    """Return the SNMP accesses with their sources, and note the service and the setting that they make."""
    ipv6 = any(p.ipv6_enabled for p in draft.ports.values())
    done: list[SnmpAccess] = []
    for access, (name4, name6) in zip(draft.snmp, draft.snmp_filters, strict=True):
        found = filtered_sources(name4, name6, _UDP_161, lists, ipv6=ipv6)
        done.append(
            SnmpAccess(
                access.version,
                access.write,
                access.location,
                access.level,
                access.filter_name,
                access.default_name,
                found.sources,
            )
        )
        draft.services.append(
            AdminService(
                "snmp", access.location, found.sources, filter_name=access.filter_name, sources_known=found.known
            )
        )
    if done:
        draft.settings.append(Setting("snmp-server", "on", done[0].location))
    return done


COMMANDS: dict[str, Reader] = {
    "snmp-server": _off,
    "snmp-server community": _community,
    "snmp-server group": _group,
    "snmp-server host": _host,
    "snmp-server user": _known,
}
