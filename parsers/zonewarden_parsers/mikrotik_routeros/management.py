"""The router itself: services that listen, users, SNMP, logging, time, RADIUS."""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.local_access import access
from zonewarden_parsers.masking import is_hidden
from zonewarden_parsers.mikrotik_routeros.draft import SECRETS, Draft
from zonewarden_parsers.mikrotik_routeros.interfaces import own_addresses
from zonewarden_parsers.mikrotik_routeros.records import Record
from zonewarden_parsers.model import (
    ANY4,
    ANY6,
    NOWHERE,
    AddressSet,
    AdminService,
    Secret,
    Server,
    ServiceSet,
    Setting,
    SnmpAccess,
    User,
)

_PROTOCOLS = {"www": "http", "www-ssl": "https"}


def read_management(draft: Draft) -> None:
    """Read services, users and servers, and record every secret that is shown."""
    _services(draft)
    for record in draft.take("user"):
        if record.get("name") and not record.disabled:
            draft.users.append(User(record.get("name"), draft.at(record), "type-0" if record.get("password") else ""))
    _snmp(draft)
    _servers(draft)
    _settings(draft)
    for record in draft.script.every():
        if SECRETS.keys().isdisjoint(record.properties):
            continue
        for key, kind in SECRETS.items():
            value = record.get(key)
            if value and not set(value) <= {"*"} and not value.startswith("$") and value not in ("none", "no", "yes"):
                draft.secrets.append(Secret(kind, draft.at(record), key))


def _services(draft: Draft) -> None:
    """Add each service that listens. One that the file does not name counts only where the file is an export of the whole."""
    for record in draft.take("ip", "service"):
        stated = bool(record.spans)
        port = record.get("port")
        if record.disabled or not (stated or draft.script.release) or not record.get("name"):
            continue
        number = int(port) if port.isascii() and port.isdigit() and int(port[:6]) < 65536 else 0
        limits = [a for t in record.get("address").split(",") if (a := literal(t)) is not None]
        allowed = AddressSet.union(limits) if limits else ANY4 | ANY6
        draft.services.extend(
            _offers(draft, record, _PROTOCOLS.get(record.get("name"), record.get("name")), number, allowed)
        )


def _offers(
    draft: Draft, record: Record, protocol: str, port: int, allowed: AddressSet, *, udp: bool = False
) -> Iterator[AdminService]:
    service = ServiceSet.of(((17, 17),) if udp else ((6, 6),), second=((port, port),))
    versions = (4, 6) if any(i.ipv6_enabled for i in draft.interfaces.values()) else (4,)
    for interface in draft.interfaces.values():
        if not interface.enabled:
            continue
        sources, exact = NOWHERE, True
        for version in versions:
            space = ANY4 if version == 4 else ANY6
            rules = draft.local.get(version)
            reach = access(rules, interface.name, (own_addresses(draft) & space) or space, service) if rules else None
            sources |= space & (reach.sources if reach else space)
            exact = exact and (reach is None or reach.exact)
        sources &= allowed
        if sources:
            yield AdminService(
                protocol,
                draft.at(record),
                sources,
                (interface.name,),
                "input" if draft.local else "",
                sources_known=exact,
            )


def _snmp(draft: Draft) -> None:
    on = [r for r in draft.take("snmp") if r.get("enabled") == "yes"]
    managers: list[AddressSet] = []
    for record in draft.take("snmp", "community"):
        limits = [a for t in record.get("addresses").split(",") if (a := literal(t)) is not None]
        sources = AddressSet.union(limits) if limits else ANY4 | ANY6
        if not on or record.disabled:
            continue
        managers.append(sources)
        level = {"authorized": "auth", "private": "priv"}.get(record.get("security"), "")
        name = record.get("name") or "public"
        if not level and not is_hidden(name):
            draft.secrets.append(Secret("community", draft.at(record), "snmp"))
        draft.snmp.append(
            SnmpAccess(
                "3" if level else "2c", record.get("write-access") == "yes", draft.at(record), level,
                default_name=name.lower() in ("public", "private"), sources=sources,
            )
        )  # fmt: skip
    for record in on:
        allowed = AddressSet.union(managers) if managers else ANY4 | ANY6
        draft.services.extend(_offers(draft, record, "snmp", 161, allowed, udp=True))
        for target in filter(None, record.get("trap-target").split(",")):
            _server(draft, "snmp-trap", target, record)


def _server(draft: Draft, purpose: str, host: str, record: Record, transport: str = "") -> None:
    found = literal(host) or NOWHERE
    draft.servers.append(Server(purpose, host, draft.at(record), found, transport=transport))


def _servers(draft: Draft) -> None:
    for record in draft.take("system", "logging", "action"):
        remote = record.get("remote")
        if remote and remote != "0.0.0.0":  # noqa: S104
            _server(draft, "syslog", remote.split(":", 1)[0], record, record.get("remote-protocol") or "udp")
    for record in draft.take("system", "ntp", "client"):
        names = (
            record.get("primary-ntp"),
            record.get("secondary-ntp"),
            *record.get("servers").split(","),
            *record.get("server-dns-names").split(","),
        )
        for host in names if record.get("enabled") != "no" else ():
            if host and host != "0.0.0.0":  # noqa: S104
                _server(draft, "ntp", host, record)
    for record in draft.take("system", "ntp", "client", "servers"):
        if not record.disabled:
            draft.servers.append(
                Server(
                    "ntp", record.get("address"), draft.at(record), literal(record.get("address")) or NOWHERE,
                    authenticated=record.get("auth-key") not in ("", "none"),
                )
            )  # fmt: skip
    for record in draft.take("ip", "dns"):
        for host in filter(None, record.get("servers").split(",")):
            _server(draft, "dns", host, record)
    for record in draft.take("radius"):
        if not record.disabled:
            _server(draft, "radius", record.get("address"), record)
    for record in draft.take("user", "aaa"):
        if record.get("use-radius") == "yes":
            draft.settings.append(Setting("aaa-login", "radius,local", draft.at(record)))


_SETTINGS = (
    (("ip", "ssh"), "strong-crypto", "ssh-strong-crypto"), (("ip", "ssh"), "host-key-type", "ssh-hostkey"),
    (("ip", "ssh"), "forwarding-enabled", "ssh-forwarding"), (("ip", "ssh"), "always-allow-password-login", "ssh-password-login"),
    (("ip", "dns"), "allow-remote-requests", "dns-remote-requests"), (("user", "aaa"), "use-radius", "aaa-radius"),
    (("system", "clock"), "time-zone-name", "clock-timezone"), (("tool", "bandwidth-server"), "enabled", "service:bandwidth-server"),
    (("ip", "settings"), "rp-filter", "rp-filter"), (("tool", "mac-server"), "allowed-interface-list", "mac-telnet"),
    (("tool", "mac-server", "mac-winbox"), "allowed-interface-list", "mac-winbox"), (("tool", "romon"), "enabled", "romon"),
    (("ip", "neighbor", "discovery-settings"), "discover-interface-list", "neighbor-discovery"),
    (("user", "settings"), "minimum-password-length", "password-min-length"), (("system", "note"), "show-at-login", "banner"),
    (("ip", "cloud"), "ddns-enabled", "cloud"), (("certificate", "settings"), "crl-use", "crl-use"),
)  # fmt: skip


def _settings(draft: Draft) -> None:
    for path, key, name in _SETTINGS:
        for record in draft.take(*path):
            value = record.get(key)
            if value and "$" not in value:
                text = {"yes": "on", "no": "off"}.get(value, value)
                draft.settings.append(Setting(name, "login" if name == "banner" else text, draft.at(record)))
    if draft.script.release:
        origin = Record((), "", {}, [], "")
        draft.settings.append(Setting("boot-version", draft.script.release, draft.at(origin)))
