"""Switches of the device as a whole: its small services, SSH, the web server, clocks and passwords."""

from __future__ import annotations

from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader
from zonewarden_parsers.cisco_ios.rule_lists import ListIndex, filtered_sources
from zonewarden_parsers.model import ANY, AdminService, Aspect, Effect, ServiceSet
from zonewarden_parsers.model.region import normalise
from zonewarden_parsers.vendor_hosts import PROXY, UPDATE, url_host

_SERVICE_NAMES = {"tcp-small-servers", "udp-small-servers", "pad", "finger", "config", "dhcp", "call-home"}
_SERVICE_QUIET = {
    "nagle", "tcp-keepalives-in", "tcp-keepalives-out", "internal", "sequence-numbers", "compress-config", "unsupported-transceiver",
    "alignment", "counters", "disable-ip-fast-frag", "exec-callback", "exec-wait", "hide-telnet-addresses", "linenumber", "prompt",
    "slave-log", "telnet-zeroidle", "old-slip-prompts", "pt-vty-logging", "heartbeat", "image-version", "private-config-encryption", "log",
}  # fmt: skip


def _service(cmd: Command, draft: Draft) -> bool:
    name = cmd.word(1)
    if name == "password-encryption":
        draft.switch("password-encryption", cmd)
    elif name == "timestamps":
        if cmd.word(2) in ("log", ""):
            draft.setting("logging-timestamps", "off" if cmd.negated else " ".join(cmd.words[3:]) or "on", cmd.line)
    elif name in _SERVICE_NAMES:
        draft.switch(f"service:{name}", cmd)
    else:
        return name in _SERVICE_QUIET
    return True


def _smart_licence(cmd: Command, draft: Draft) -> bool:
    """`license smart url [smart|cslu|default] URL`, `license smart proxy address H`: where licences come from, and by what."""
    match cmd.words[2:]:
        case ("url", *rest) if not cmd.negated and rest and rest[-1] != "default":
            draft.server(UPDATE, url_host(rest[-1]), cmd.line)
        case ("proxy", "address", host) if not cmd.negated:
            draft.server(PROXY, host, cmd.line)
        case _:
            pass
    return True


def _named_service(name: str) -> Reader:
    def read(cmd: Command, draft: Draft) -> bool:
        draft.switch(f"service:{name}", cmd)
        return True

    return read


def _setting(name: str, start: int) -> Reader:
    """Return a reader that notes the words from `start` as the value of a setting."""

    def read(cmd: Command, draft: Draft) -> bool:
        if not cmd.negated:
            draft.setting(name, " ".join(cmd.words[start:]), cmd.line)
        return cmd.negated or len(cmd.words) > start

    return read


def guarded_edges(cmd: Command, draft: Draft) -> bool:
    """`spanning-tree {portfast [edge] | port type edge} bpduguard default`: every edge port has BPDU guard."""
    if cmd.words[-2:] == ("bpduguard", "default") and not cmd.negated:
        draft.setting("bpdu-guard-default", "on", cmd.line)
    return True


def _algorithms(cmd: Command, draft: Draft) -> bool:
    """`ip ssh server algorithm {encryption|mac|kex|hostkey} NAMES`."""
    name = {"encryption": "cipher", "mac": "mac", "kex": "kex", "hostkey": "hostkey"}.get(cmd.word(4))
    if name is not None and not cmd.negated:
        draft.setting(f"ssh-{name}", ",".join(cmd.words[5:]), cmd.line)
    return bool(cmd.word(4))


def _known(_cmd: Command, _draft: Draft) -> bool:
    return True


def _web(protocol: str) -> Reader:
    def read(cmd: Command, draft: Draft) -> bool:
        draft.switch(f"service:{protocol}-server", cmd)
        draft.web.pop(protocol, None)
        if not cmd.negated:
            draft.web[protocol] = draft.ledger.at(cmd.line)
        return True

    return read


def _web_filter(cmd: Command, draft: Draft) -> bool:
    """`ip http access-class [ipv4|ipv6] LIST`."""
    family = 6 if cmd.word(3) == "ipv6" else 4
    name = cmd.word(4) if cmd.word(3) in ("ipv4", "ipv6") else cmd.word(3)
    if cmd.negated:
        draft.web_filters.pop(family, None)
        return True
    if name:
        draft.web_filters[family] = name
        draft.use_list(name, cmd.line, family)
    return bool(name)


def _moved(protocol: str, at: int) -> Reader:
    """Return a reader for a command that makes a service listen on another port as well, the word at `at`."""

    def read(cmd: Command, draft: Draft) -> bool:
        port = cmd.word(at)
        if not (port.isascii() and port.isdigit() and len(port) < 6):
            return cmd.negated
        if not cmd.negated:
            draft.moved.setdefault(protocol, set()).add(int(port))
        return True

    return read


def _offer(protocol: str, setting: str = "") -> Reader:
    """Return a reader for a command that makes the device offer a service to everybody."""

    def read(cmd: Command, draft: Draft) -> bool:
        if setting:
            draft.switch(f"service:{setting}", cmd)
        if not cmd.negated:
            draft.services.append(AdminService(protocol, draft.ledger.at(cmd.line), ANY, line=cmd.words[0]))
        return True

    return read


def _tls_version(cmd: Command, draft: Draft) -> bool:
    if not cmd.negated:
        draft.setting("tls-min", cmd.word(3).lower().removeprefix("tlsv"), cmd.line)
    return cmd.negated or bool(cmd.word(3))


def _ipv6_routing(cmd: Command, draft: Draft) -> bool:
    draft.switch("ipv6-routing", cmd)
    return True


def _ip_routing(cmd: Command, draft: Draft) -> bool:
    """`no ip routing`: the device does not forward between its interfaces, whatever its lists permit."""
    if cmd.negated:
        draft.gap(Aspect.FLOWS, Effect.MAY_DENY, "IP routing is off", cmd.line)
    return len(cmd.words) == 2


def _hostname(cmd: Command, draft: Draft) -> bool:
    draft.hostname = cmd.word(1).strip('"')
    return bool(draft.hostname)


def _version(cmd: Command, draft: Draft) -> bool:
    draft.version = cmd.word(1)
    draft.setting("boot-version", cmd.word(1), cmd.line)
    return bool(draft.version)


def finish_web(draft: Draft, lists: ListIndex) -> None:
    """Note the web services with the sources that their access class admits."""
    ipv6 = any(p.ipv6_enabled for p in draft.ports.values())
    name4, name6 = draft.web_filters.get(4, ""), draft.web_filters.get(6, "")
    for protocol, at in draft.web.items():
        ports = {443 if protocol == "https" else 80} | draft.moved.get(protocol, set())
        wanted = ServiceSet.of(((6, 6),), second=normalise((p, p) for p in ports))
        found = filtered_sources(name4, name6, wanted, lists, ipv6=ipv6)
        draft.services.append(
            AdminService(
                protocol, at, found.sources, filter_name=name4 or name6, line="ip http", sources_known=found.known
            )
        )


COMMANDS: dict[str, Reader] = {
    "license smart": _smart_licence,
    "service": _service,
    "hostname": _hostname,
    "version": _version,
    "ip ssh version": _setting("ssh-version", 3),
    "ip ssh time-out": _setting("ssh-timeout-s", 3),
    "ip ssh authentication-retries": _setting("ssh-retries", 3),
    "ip ssh server": _algorithms,
    "ip http server": _web("http"),
    "ip http secure-server": _web("https"),
    "ip http access-class": _web_filter,
    "ip http port": _moved("http", 3),
    "ip http secure-port": _moved("https", 3),
    "ip ssh port": _moved("ssh", 3),
    "ip http tls-version": _tls_version,
    "ip http secure-ciphersuite": _setting("tls-cipher", 3),
    "ip source-route": _named_service("source-route"),
    "ip finger": _named_service("finger"),
    "ip bootp": _named_service("bootp-server"),
    "ip identd": _named_service("identd"),
    "ip gratuitous-arps": _named_service("gratuitous-arps"),
    "ip domain-lookup": _named_service("domain-lookup"),
    "ip domain lookup": _named_service("domain-lookup"),
    "ip rcmd rsh-enable": _offer("rsh", "rcmd"),
    "ip rcmd rcp-enable": _offer("rcp", "rcmd"),
    "ip scp server": _named_service("scp-server"),
    "ip dhcp bootp": _known,
    "cdp run": _named_service("cdp"),
    "lldp run": _named_service("lldp"),
    "vstack": _named_service("vstack"),
    "mop enabled": _named_service("mop"),
    "tftp-server": _offer("tftp", "tftp-server"),
    "ftp-server enable": _offer("ftp", "ftp-server"),
    "netconf-yang": _offer("netconf"),
    "netconf ssh": _offer("netconf"),
    "restconf": _offer("restconf"),
    "profinet": _offer("profinet"),
    "password encryption": _setting("key-encryption", 2),
    "clock timezone": _setting("clock-timezone", 2),
    "clock summer-time": _setting("clock-summer-time", 2),
    "spanning-tree portfast": guarded_edges,
    "ipv6 unicast-routing": _ipv6_routing,
    "ip routing": _ip_routing,
}
