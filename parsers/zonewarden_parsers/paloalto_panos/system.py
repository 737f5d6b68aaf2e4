"""`deviceconfig`: the management port and what it offers to whom, time, names, SNMP, banner, session limits.

Vendor defaults that decide who gets in (PAN-OS Administrator's Guide): the management port offers HTTPS and SSH, not HTTP and
Telnet, to everybody unless `permitted-ip` says otherwise; an idle session ends after 60 minutes.
"""

from __future__ import annotations

from zonewarden_parsers.model import (
    ANY,
    NOWHERE,
    AddressSet,
    AdminService,
    Aspect,
    Effect,
    Interface,
    Location,
    Secret,
    SnmpAccess,
    TerminalLine,
)
from zonewarden_parsers.paloalto_panos.addresses import literal
from zonewarden_parsers.paloalto_panos.facts import Facts
from zonewarden_parsers.paloalto_panos.tree import Claim, Node
from zonewarden_parsers.paloalto_panos.vocabulary import keywords
from zonewarden_parsers.vendor_hosts import CLOUD, PROXY, UPDATE, url_host

MANAGEMENT = "management"
DEFAULT_IDLE_MINUTES = 60
_OFFERED = {"https": True, "ssh": True, "http": False, "telnet": False, "snmp": True}
_UPDATES = "updates.paloaltonetworks.com"
"""Where PAN-OS fetches updates unless another server is stated."""
_OVERFLOWS = (
    ("ctd", "tcp-bypass-exceed-queue"),
    ("ctd", "udp-bypass-exceed-queue"),
    ("application", "bypass-exceed-queue"),
)
"""*Forward segments exceeding ... queue*: what the inspection has no room for passes without it."""
_QUIET = keywords(
    "type update-server update-schedule config-bundle-export-schedule server-verification domain geo-location locale"
    " ipv6-default-gateway default-gateway speed-duplex mtu route lcaas-use-proxy secure-proxy-server secure-proxy-port"
    " secure-proxy-user device-telemetry panorama panorama-server panorama-server-2 hostname-type ack-login-banner"
    " motd-and-banner vm-mac-base-hex inline-pan-services fqdn-refresh-time fqdn-stale-entry-timeout log-link"
    " log-export-schedule eth1 eth2 eth3 eth4 eth5 lldp eth1/1 deployment-type high-availability-mode certificate-status"
)
_PROXY_SECRET = "secure-proxy-password"  # noqa: S105 - the name of an element
_SYSTEM_SERVICE_QUIET = keywords(
    "disable-icmp disable-userid-service disable-userid-syslog-listener-ssl disable-userid-syslog-listener-udp disable-http-ocsp"
)


def read_system(facts: Facts, deviceconfig: Node) -> None:
    """Read one `deviceconfig`."""
    system = deviceconfig.get("system")
    if system is not None:
        _system(facts, system)
    setting = deviceconfig.get("setting")
    if setting is not None:
        _sessions(facts, setting)
    if system is not None or setting is not None:
        _idle(facts, system if system is not None else deviceconfig, setting)
    for key in ("high-availability", "plugins", "cluster"):
        other = deviceconfig.get(key)
        if other is not None:
            other.mark(Claim.IRRELEVANT)


def _system(facts: Facts, system: Node) -> None:
    facts.hostname = system.text("hostname")
    _management_port(facts, system)
    dns = system.at("dns-setting", "servers")
    for node in dns.entries() if dns is not None else []:
        facts.server("dns", node.text() if not node.children else next(iter(node.children)), node)
    if dns is not None:
        dns.mark()
    _clock(facts, system)
    _snmp(facts, system)
    for key in ("login-banner",):
        banner = system.get(key)
        if banner is not None and banner.children:
            facts.setting("banner", "login", banner)
            banner.mark()
    zone = system.get("timezone")
    if zone is not None and zone.children:
        facts.setting("clock-timezone", zone.text() or next(iter(zone.children)), zone)
        zone.mark()
    secret = system.get(_PROXY_SECRET)
    if secret is not None:
        facts.secrets.append(Secret("cleartext", facts.document.at(secret), "proxy password"))
        secret.mark()
    for node in system.below():
        if node.key in ("password", "secret") and node.children and node.claim is Claim.NONE:
            facts.secrets.append(Secret("masked", facts.document.at(node), "password of an export or update"))
    for key in ("authentication-profile", "non-ui-authentication-profile", "certificate-profile"):
        name = system.text(key)
        if name:
            node = system.children[key]
            facts.setting("aaa-login", f"certificate {name}" if key.startswith("cert") else name, node)
    _vendor(facts, system)
    profile = system.get("ssl-tls-service-profile")
    if profile is not None:
        profile.mark()
    ssh = system.get("ssh")
    if ssh is not None:
        _ssh(facts, ssh)
    system.ignore(_QUIET)


def _vendor(facts: Facts, system: Node) -> None:
    """Take in where updates come from, if they are fetched at all, the proxy before it, and telemetry."""
    schedule = system.get("update-schedule")
    if schedule is not None and schedule.children:
        stated = system.get("update-server")
        host = url_host(system.text("update-server")) or _UPDATES
        facts.server(UPDATE, host, stated if stated is not None and stated.children else schedule)
    proxy = system.get("secure-proxy-server")
    if proxy is not None and proxy.children:
        facts.server(PROXY, url_host(system.text("secure-proxy-server")), proxy)
    telemetry = system.get("device-telemetry")
    if telemetry is not None and any(telemetry.flag(key) is True for key in telemetry.children):
        facts.setting(CLOUD, "device telemetry", telemetry)


def _management_port(facts: Facts, system: Node) -> None:
    """Take in the management port and the services that it offers."""
    at = Location(facts.document.path, system.line)  # the whole of it is no help to a reader
    sources, known = allowed(system)
    service = system.get("service")
    for protocol, default in _OFFERED.items():
        off = service.flag(f"disable-{protocol}") if service is not None else None
        if protocol == "snmp" and "snmp-setting" not in system.children:
            continue
        if (not off) if off is not None else default:
            place = at
            if service is not None and f"disable-{protocol}" in service.children:
                place = facts.document.at(service.children[f"disable-{protocol}"])
            facts.services.append(
                AdminService(
                    protocol, place, sources, (MANAGEMENT,), "permitted-ip" if sources != ANY else "", "", known
                )
            )
    if service is not None:
        service.ignore(_SYSTEM_SERVICE_QUIET)
    _management_address(facts, system, at)


def _management_address(facts: Facts, system: Node, at: Location) -> None:
    address, mask = system.text("ip-address"), system.text("netmask")
    own, network = literal(address), literal(f"{address}/{mask}") if mask else None
    six = system.text("ipv6-address")
    if own is None and not six and "type" not in system.children:
        return
    dynamic = own is None or "dhcp-client" in (system.children["type"].children if "type" in system.children else {})
    v6 = literal(six) if six else None
    own_six = literal(six.partition("/")[0]) if six else None
    facts.interfaces.append(
        Interface(
            name=MANAGEMENT,
            location=at,
            hardware="mgt",
            addresses=(own or NOWHERE) | (own_six or NOWHERE),
            networks=(network or own or NOWHERE) | (v6 or NOWHERE),
            dynamic=dynamic and own is None,
            management_only=True,
            ipv6_enabled=own_six is not None,
        )
    )


def allowed(node: Node) -> tuple[AddressSet, bool]:
    """Return who `permitted-ip` lets in (everybody without it), and whether that is known exactly."""
    body = node.get("permitted-ip")
    if body is None or not body.children:
        return ANY, True
    found: list[AddressSet] = []
    known = True
    for entry in body.entries():
        entry.mark(Claim.IRRELEVANT)
        addresses = literal(entry.key)
        known = known and addresses is not None
        found.append(addresses if addresses is not None else ANY)
    return AddressSet.union(found), known


def _clock(facts: Facts, system: Node) -> None:
    ntp = system.get("ntp-servers")
    if ntp is None:
        return
    for node in ntp.entries():
        kind = node.get("authentication-type")
        signed = kind is not None and bool(kind.children.keys() - {"none"})
        facts.server("ntp", node.text("ntp-server-address"), node, authenticated=signed)
        node.mark()
    if any(s.purpose == "ntp" and s.authenticated for s in facts.servers):
        facts.setting("ntp-authenticate", "on", ntp)


def _snmp(facts: Facts, system: Node) -> None:
    setting = system.get("snmp-setting")
    if setting is None:
        return
    version = setting.at("access-setting", "version")
    sources, _ = allowed(system)
    for node in version.entries() if version is not None else []:
        if node.key == "v2c":
            community = node.text("snmp-community-string")
            body = node.children.get("snmp-community-string", node)
            at = facts.document.at(body)
            facts.snmp.append(
                SnmpAccess("2c", False, at, default_name=community in ("", "public", "private"), sources=sources)
            )
            if community:
                facts.secrets.append(Secret("community", at, "SNMP community"))
        for user in node.values("users") if node.key == "v3" else []:
            level = "priv" if "privpwd" in user.children else "auth" if "authpwd" in user.children else ""
            facts.snmp.append(SnmpAccess("3", False, facts.document.at(user), level or "noauth", sources=sources))
    setting.mark()


def _ssh(facts: Facts, ssh: Node) -> None:
    names = {"ciphers": "ssh-cipher", "mac": "ssh-mac", "kex": "ssh-kex", "default-hostkey": "ssh-hostkey"}
    for node in ssh.below():
        if node.key in names and node.children:
            values = [n.key for n in node.below() if not n.children]
            facts.setting(names[node.key], ",".join(values).lower(), node)
    ssh.mark()


def _sessions(facts: Facts, setting: Node) -> None:
    """Read `deviceconfig setting`: what limits administrators; the rest tunes the data plane."""
    management = setting.get("management")
    if management is not None:
        lock = management.get("admin-lockout")
        tries = lock.text("failed-attempts") if lock is not None else ""
        minutes = lock.text("lockout-time") if lock is not None else ""
        if lock is not None and tries and tries != "0":
            facts.setting("login-throttle", f"failed-attempts {tries} lockout-time {minutes or '0'}", lock)
        if lock is not None:
            lock.mark()
    for path in (("session", "tcp-reject-non-syn"), ("tcp", "asymmetric-path")):
        value = setting.text(*path)
        if value:
            facts.setting(path[1], value, setting.children[path[0]].children[path[1]])
    idle = setting.text("session", "timeout-tcp")
    if idle:
        facts.setting("session-idle-s", idle, setting.children["session"].children["timeout-tcp"])
    for path in _OVERFLOWS:
        if setting.flag(*path) is True:
            facts.setting("fail-open", path[1], setting.children[path[0]].children[path[1]])
    six = setting.at("session", "ipv6-firewalling")
    if six is not None and "no" in six.children:
        reason = "ipv6-firewalling is off: no rule is asked about IPv6"
        facts.gap(Aspect.FLOWS, Effect.MAY_PERMIT, reason, six)
    for node in setting.children.values():
        node.mark(Claim.IRRELEVANT)


def _idle(facts: Facts, system: Node, setting: Node | None) -> None:
    """State the idle limit of administrators' sessions, which holds for web and command line alike."""
    node = setting.at("management", "idle-timeout") if setting is not None else None
    text = setting.text("management", "idle-timeout") if setting is not None else ""
    minutes = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else DEFAULT_IDLE_MINUTES
    at = facts.document.at(node) if node is not None else Location(facts.document.path, system.line)
    facts.lines.append(TerminalLine("administrators", at, minutes * 60, ("ssh", "https")))
    if node is not None:
        facts.setting("http-session-timeout-min", str(minutes), node)
