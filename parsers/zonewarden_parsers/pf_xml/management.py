"""Users, authentication servers, SNMP, logging, time: what the firewall itself is and whom it trusts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.model import NOWHERE, AddressSet, Server, SnmpAccess, User
from zonewarden_parsers.pf_xml.draft import Draft, stated
from zonewarden_parsers.vendor_hosts import CLOUD
from zonewarden_parsers.xml_lines import Element

_HASH_TAGS = {"bcrypt-hash": "bcrypt", "sha512-hash": "sha512-crypt", "md5-hash": "md5", "nt-hash": "nt"}
_CRYPT = {"$2": "bcrypt", "$6": "sha512-crypt", "$5": "sha256-crypt", "$1": "md5"}
_TRANSPORTS = {"udp": "udp", "tcp": "tcp", "tls": "tls"}
_HOST_PORT = re.compile(r"\[?([^\]]+?)\]?(?::\d+)?")


def read_management(draft: Draft) -> None:
    """Read `system` and the sections about logging, time and SNMP. Lines of `system` that say nothing of these are irrelevant."""
    system = draft.root.child("system")
    if system is not None:
        _users(draft, system)
        _authentication(draft, system)
        _web_settings(draft, system)
        time = draft.root.child("ntpd")
        keyed = True if time is not None and time.value("serverauth") == "yes" else None
        for host in (system.value("timeservers") or "").split():
            _server(draft, "ntp", host, system.child("timeservers") or system, authenticated=keyed)
        for element in system.all("dnsserver"):
            for host in element.text.split():
                _server(draft, "dns", host, element)
        for element in system.all("timezone"):
            draft.setting("clock-timezone", element.text, element)
    backup = system.child("acb") if system is not None else None
    if backup is not None and backup.value("enable") == "yes":
        draft.setting(CLOUD, "AutoConfigBackup", backup)
    version = draft.root.child("version")
    if version is not None and version.text:
        draft.setting("config-version", version.text, version)
    _snmp(draft)
    _syslog(draft)
    _high_availability(draft)


def _users(draft: Draft, system: Element) -> None:
    for element in system.all("user"):
        if not stated(element, "disabled"):
            draft.users.append(User(element.value("name"), draft.at(element), _hash(element)))
            if element.value("otp_seed"):
                draft.setting("user-otp", element.value("name"), element)


def _hash(element: Element) -> str:
    """Return how a user's password is stored, as the element or the value says."""
    named = next((kind for tag, kind in _HASH_TAGS.items() if element.value(tag)), "")
    value = element.value("password")
    if named or not value:
        return named
    return next((kind for start, kind in _CRYPT.items() if value.startswith(start)), "masked")


def _authentication(draft: Draft, system: Element) -> None:
    for element in system.all("authserver"):
        kind = element.value("type").lower()
        purpose = "ldap" if "ldap" in kind else "radius" if "radius" in kind else ""
        if purpose and element.value("host"):
            secure = (
                "tls"
                if "ssl" in element.value("ldap_urltype").lower() or "tls" in element.value("ldap_urltype").lower()
                else ""
            )
            _server(draft, purpose, element.value("host"), element, secure)
    web = system.child("webgui")
    for mode in re.split(r",", web.value("authmode")) if web is not None and web.value("authmode") else ():
        draft.setting("aaa-login", mode.strip(), web.child("authmode") or web if web is not None else system)


def factors(draft: Draft, authmode: str) -> tuple[str, ...]:
    """Return the factors of a list of authentication servers, as `Vpn.authentication` names them.

    OPNsense's `totp` and `ldap-totp` servers ask for a one-time code beside the password.
    """
    system = draft.root.child("system")
    servers = {
        e.value("name"): e.value("type").lower() for e in (system.all("authserver") if system is not None else ())
    }
    found: list[str] = []
    for name in filter(None, (n.strip() for n in authmode.split(","))):
        kind = servers.get(name, "")
        found.append("aaa:LOCAL" if name in ("Local Database", "system") or kind == "totp" else f"aaa:{name}")
        if "totp" in kind:
            found.append(f"otp:{name}")
    return tuple(dict.fromkeys(found))


def _web_settings(draft: Draft, system: Element) -> None:
    web = system.child("webgui")
    if web is None:
        return
    for tag, name in (("session_timeout", "http-session-timeout-min"), ("ssl-ciphers", "tls-cipher")):
        found = web.child(tag)
        if found is not None and found.text:
            draft.setting(name, found.text.lower(), found)
    ssh = system.child("ssh")
    for tag in ("permitrootlogin", "passwordauth", "sshdkeyonly") if ssh is not None else ():
        found = ssh.child(tag) if ssh is not None else None
        if found is not None:
            draft.setting(f"ssh-{tag}", found.text.lower() or "on", found)


def _server(
    draft: Draft, purpose: str, host: str, element: Element, transport: str = "", *, authenticated: bool | None = None
) -> None:
    text = host if literal(host) is not None else (_HOST_PORT.fullmatch(host) or [host, host])[1]
    addresses = literal(text) or NOWHERE
    draft.servers.append(
        Server(purpose, text, draft.at(element), addresses, authenticated=authenticated, transport=transport)
    )


def _snmp(draft: Draft) -> None:
    old = draft.root.child("snmpd")
    if old is not None:
        old.claim_all()
        community = old.child("rocommunity")
        if stated(old, "enable") and community is not None:
            draft.snmp.append(_community(draft, community))
        trap = old.value("trapserver")
        if trap and stated(old, "trapenable"):
            _server(draft, "snmp-trap", trap, old)
    general = draft.root.child("OPNsense", "netsnmp", "general")
    if general is not None and stated(general, "enabled") and general.value("community"):
        draft.snmp.append(_community(draft, general.child("community") or general))
    users = draft.root.child("OPNsense", "netsnmp", "user", "users")
    for user in users.all("user") if users is not None else ():
        level = "priv" if user.value("enckey") else "auth" if user.value("password") else "noauth"
        draft.snmp.append(SnmpAccess("3", stated(user, "readwrite"), draft.at(user), level))


def _community(draft: Draft, element: Element) -> SnmpAccess:
    default = element.text.lower() in ("public", "private")
    return SnmpAccess("2c", False, draft.at(element), default_name=default, sources=AddressSet())


def _syslog(draft: Draft) -> None:
    for purpose, host, element, transport in _targets(draft):
        _server(draft, purpose, host, element, transport)


def _targets(draft: Draft) -> Iterator[tuple[str, str, Element, str]]:
    old = draft.root.child("syslog")
    if old is not None:
        old.claim_all()
        for tag in ("remoteserver", "remoteserver2", "remoteserver3"):
            if stated(old, "enable") and old.value(tag):
                yield "syslog", old.value(tag), old.child(tag) or old, "udp"
    new = draft.root.child("OPNsense", "Syslog", "destinations")
    for element in new.all("destination") if new is not None else ():
        if stated(element, "enabled") and element.value("hostname"):
            yield "syslog", element.value("hostname"), element, _TRANSPORTS.get(element.value("transport")[:3], "")


def _high_availability(draft: Draft) -> None:
    section = draft.root.child("hasync")
    if section is not None:
        section.claim_all()
        if section.value("synchronizetoip") or section.value("pfsyncenabled"):
            draft.setting("high-availability", section.value("synchronizetoip") or "pfsync", section)
