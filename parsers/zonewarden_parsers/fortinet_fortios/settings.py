"""Device-wide settings under the names of docs/settings.md, and the servers a device uses.

FortiOS CLI Reference, `config system global`, `system settings`, `system password-policy`, `log syslogd setting`, `log
fortianalyzer setting`, `system ntp`, `system dns`, `system ha`.
"""

from __future__ import annotations

from collections.abc import Callable

from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.operands import UNSET, host
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.model import NOWHERE, Aspect, Effect, Server, TerminalLine

GLOBAL, SYSTEM = "system global", "system settings"
_SWITCH = {"enable": "on", "disable": "off"}
_PLAIN = {
    "admin-ssh-grace-time": "ssh-timeout-s", "timezone": "clock-timezone", "private-data-encryption": "key-encryption",
    "strong-crypto": "strong-crypto", "admin-scp": "service:scp-server", "admin-https-pki-required": "admin-certificate",
    "admin-telnet": "service:telnet-server", "ssh-kex-sha1": "ssh-kex-sha1", "ssl-static-key-ciphers": "tls-static-key",
    "ssh-cbc-cipher": "ssh-cbc", "ssh-hmac-md5": "ssh-hmac-md5", "admin-https-redirect": "https-redirect", "admin-maintainer": "maintainer",
    "allow-traffic-redirect": "same-interface-traffic", "ipv6-allow-traffic-redirect": "same-interface-traffic6",
    "cli-audit-log": "logging-changes", "admin-restrict-local": "admin-restrict-local", "auto-auth-extension-device": "service:auto-auth", "usb-auto-install": "service:usb-install",
}  # fmt: skip
_LISTS = {
    "ssh-kex-algo": "ssh-kex", "ssh-enc-algo": "ssh-cipher", "ssh-mac-algo": "ssh-mac", "ssh-hostkey-algo": "ssh-hostkey",
    "admin-https-ssl-ciphersuites": "tls-cipher", "admin-https-ssl-banned-ciphers": "tls-banned",
}  # fmt: skip
_VERSIONS = {"sslv3": "ssl3", "tlsv1-0": "1.0", "tlsv1-1": "1.1", "tlsv1-2": "1.2", "tlsv1-3": "1.3"}
_SYSLOG = tuple(f"log {name} setting" for name in ("syslogd", "syslogd2", "syslogd3", "syslogd4"))
_ANALYZER = tuple(
    f"log {name} setting" for name in ("fortianalyzer", "fortianalyzer2", "fortianalyzer3", "fortianalyzer-cloud")
)
_OVERRIDES = tuple(
    f"log {name} override-setting"
    for name in ("syslogd", "syslogd2", "syslogd3", "syslogd4", "fortianalyzer", "fortianalyzer2", "fortianalyzer3")
)
_TRANSPORT = {"udp": "udp", "reliable": "tcp", "legacy-reliable": "tcp", "": "udp"}


def read_settings(draft: Draft) -> None:
    """Read every device-wide setting."""
    _global(draft, draft.section(GLOBAL))
    _system(draft, draft.section(SYSTEM))
    _passwords(draft, draft.section("system password-policy"))
    for names, read in ((_SYSLOG, _syslog), (_ANALYZER, _analyzer), (_OVERRIDES, _override)):
        for name in names:
            for section in draft.both(name):
                read(draft, section)
    _ntp(draft, draft.section("system ntp"))
    logs = draft.section("log setting")
    if logs.on("fwpolicy-implicit-log"):
        draft.setting("implicit-deny-log", "on", logs.at("fwpolicy-implicit-log"))
    _dns(draft, draft.section("system dns"))
    _others(draft)


def _global(draft: Draft, section: Node) -> None:
    section.claim("hostname", "alias", "admin-sport", "admin-port", "admin-ssh-port", "admin-telnet-port")
    for field, name in _PLAIN.items():
        text = section.text(field)
        if text:
            draft.setting(name, _SWITCH.get(text, text), section.at(field))
    for field, name in _LISTS.items():
        words = section.words(field)
        if words:
            draft.setting(name, ",".join(words).lower(), section.at(field))
    versions = sorted(v for w in section.words("admin-https-ssl-versions") if (v := _VERSIONS.get(w)))
    if versions:
        draft.setting("tls-min", "ssl3" if "ssl3" in versions else versions[0], section.at("admin-https-ssl-versions"))
    for field, name in (("pre-login-banner", "login"), ("post-login-banner", "exec")):
        if section.on(field):
            draft.setting("banner", name, section.at(field))
    if section.on("admin-ssh-v1"):
        draft.setting("ssh-version", "1", section.at("admin-ssh-v1"))
    _limits(draft, section)


def _limits(draft: Draft, section: Node) -> None:
    tries, wait = section.text("admin-lockout-threshold"), section.text("admin-lockout-duration")
    if tries or wait:
        line = section.at("admin-lockout-threshold" if tries else "admin-lockout-duration")
        draft.setting("login-throttle", f"threshold {tries or 'default'} duration {wait or 'default'}", line)
    for field, name, transports, unit in (
        ("admintimeout", "admin", ("https", "http", "ssh", "telnet"), 60), ("admin-console-timeout", "console", (), 1),
    ):  # fmt: skip
        text = section.text(field)
        if text.isascii() and text.isdecimal() and len(text) < 8 and not (name == "console" and text == "0"):
            draft.management.lines.append(
                TerminalLine(name, draft.place(section.at(field)), int(text) * unit, transports)
            )


def _system(draft: Draft, section: Node) -> None:
    """Read the mode of the virtual domain; asymmetric routing lets packets pass that belong to no session."""
    section.claim("central-nat", "ngfw-mode", "multicast-skip-policy", "implicit-allow-dns")
    if section.text("opmode") == "transparent":
        draft.setting("firewall-mode", "transparent", section.at("opmode"))
        draft.gap(Aspect.FLOWS, Effect.EITHER, "transparent mode: interfaces have no addresses", section.at("opmode"))
    for field in ("asymroute", "asymroute6", "asymroute-icmp", "asymroute6-icmp"):
        if section.on(field):
            reason = "asymmetric routing: packets without a session may pass"
            draft.gap(Aspect.FLOWS, Effect.MAY_PERMIT, reason, section.at(field))
    if section.on("allow-subnet-overlap"):
        draft.setting("subnet-overlap", "on", section.at("allow-subnet-overlap"))


def _passwords(draft: Draft, section: Node) -> None:
    """The policy holds while `status` is enabled; its other values are kept as text."""
    section.claim(*section.fields)
    if not section.on("status"):
        if section.off("status"):
            draft.setting("password-policy", "off", section.at("status"))
        return
    for field in section.fields:
        text = section.text(field)
        if field == "minimum-length":
            draft.setting("password-min-length", text, section.at(field))
        elif field != "status" and text:
            draft.setting("password-policy", f"{field} {text}", section.at(field))


def _log_server(draft: Draft, section: Node, transport: str) -> None:
    section.claim(*section.fields)
    address = section.text("server")
    if section.on("status") and address:
        place = draft.place(section.at("server"))
        interface = section.text("interface")
        draft.management.servers.append(
            Server("syslog", address, place, host(address) or NOWHERE, interface, transport=transport)
        )
        draft.setting("logging", "on", section.at("status"))


def _syslog(draft: Draft, section: Node) -> None:
    secure = section.text("enc-algorithm", "disable") != "disable"
    _log_server(draft, section, "tls" if secure else _TRANSPORT.get(section.text("mode"), ""))


def _analyzer(draft: Draft, section: Node) -> None:
    """FortiAnalyzer is a log server of its own protocol, over TLS unless its encryption is off."""
    weak = section.text("enc-algorithm") == "disable"
    _log_server(draft, section, "tcp" if weak else "tls")


def _override(draft: Draft, section: Node) -> None:
    reader: Callable[[Draft, Node], None] = _analyzer if "fortianalyzer" in section.name else _syslog
    reader(draft, section)


def _ntp(draft: Draft, section: Node) -> None:
    section.claim("ntpsync", "type", "syncinterval", "server-mode", "source-ip", "interface", "source-ip6")
    draft.secret("md5-key", section, "key", "NTP")
    if section.on("server-mode"):
        draft.setting("service:ntp-server", "on", section.at("server-mode"))
    if section.on("authentication"):
        draft.setting("ntp-authenticate", "on", section.at("authentication"))
    custom = section.table("ntpserver").entries.values()
    for entry in custom:
        entry.used = True
        draft.secret("md5-key", entry, "key", "NTP")
        entry.claim("ntpv3", "key-id", "key-type", "ip-type", "interface-select-method", "interface")
        address = entry.text("server")
        if entry.on("authentication"):
            draft.setting("ntp-authenticate", "on", entry.at("authentication"))
        if address and section.text("ntpsync", "enable") != "disable":
            place, where = draft.place(entry.at("server")), host(address) or NOWHERE
            draft.management.servers.append(
                Server("ntp", address, place, where, authenticated=entry.on("authentication"), transport="udp")
            )
    if section.on("ntpsync") and not custom:
        draft.management.servers.append(
            Server("ntp", "FortiGuard", draft.place(section.at("ntpsync")), authenticated=None, transport="udp")
        )


def _dns(draft: Draft, section: Node) -> None:
    protocols = section.words("protocol")
    transport = "tls" if "dot" in protocols or "doh" in protocols else "udp"
    for field in ("primary", "secondary", "ip6-primary", "ip6-secondary"):
        address = section.text(field)
        if address and address not in UNSET:
            place = draft.place(section.at(field))
            draft.management.servers.append(
                Server("dns", address, place, host(address) or NOWHERE, transport=transport)
            )


def _others(draft: Draft) -> None:
    cluster = draft.section("system ha")
    draft.secret("cleartext", cluster, "password", "HA")
    draft.secret("cleartext", cluster, "key", "HA")
    if cluster.words("mode"):
        draft.setting("ha-mode", cluster.text("mode"), cluster.at("mode"))
    for interface in cluster.table("ha-mgmt-interfaces").entries.values():
        interface.used = True
        interface.claim(*interface.fields)
    for name in ("system dhcp server", "system dhcp6 server"):
        for entry in draft.section(name).entries.values():
            if not entry.off("status"):
                draft.setting("service:dhcp", entry.text("interface") or "on", entry.line)
    manager = draft.section("system central-management")
    if manager.words("fmg"):
        address = manager.text("fmg")
        place = draft.place(manager.at("fmg"))
        draft.management.servers.append(Server("manager", address, place, host(address) or NOWHERE, transport="tls"))
