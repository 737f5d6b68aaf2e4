"""Servers and profiles under `shared`, a virtual system or Panorama: log and alarm receivers, authentication, TLS."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from zonewarden_parsers.model import Location, RemoteUser, Secret
from zonewarden_parsers.paloalto_panos.facts import Facts
from zonewarden_parsers.paloalto_panos.tree import Claim, Node
from zonewarden_parsers.paloalto_panos.vocabulary import keywords

_LOGS = {"syslog": "syslog", "snmptrap": "snmp-trap"}
_FORWARDS = keywords("send-syslog send-email send-http using-syslog-setting")
_PROFILES = {"radius": "radius", "tacplus": "tacacs", "ldap": "ldap", "kerberos": "kerberos", "saml-idp": "saml"}
_SECRETS = keywords("secret bind-password password private-key")
_SEALED = "-AQ=="
"""How what PAN-OS encrypted with its master key begins."""
_TLS = {"tls1-0": "1.0", "tls1-1": "1.1", "tls1-2": "1.2", "tls1-3": "1.3"}
_TRANSPORTS = {"UDP": "udp", "TCP": "tcp", "SSL": "tls"}


@dataclass(slots=True)
class Profiles:
    """Authentication profiles by name: the factors that each asks for."""

    factors: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[str, ...]:
        """Return the factors of a profile; one that is not in the file is a server's password."""
        return self.factors.get(name, (f"aaa:{name}",))


def forwarded(scopes: Iterable[Node]) -> frozenset[str]:
    """Return the names of the syslog profiles that a log setting or a forwarding profile of some scope sends to."""
    return frozenset(
        profile.key
        for scope in scopes
        if (settings := scope.get("log-settings")) is not None
        for node in settings.below()
        if node.key in ("send-syslog", "using-syslog-setting")
        for profile in node.children.values()
    )


def read_servers(facts: Facts, scope: Node, profiles: Profiles, used: frozenset[str]) -> None:
    """Read the server and authentication profiles of one scope. A syslog profile gets logs where it is among the `used`."""
    _logs(facts, scope, used)
    servers = scope.get("server-profile")
    for kind in servers.entries() if servers is not None else []:
        purpose = _PROFILES.get(kind.key)
        for profile in kind.entries() if purpose else []:
            for server in profile.values("server"):
                host = (
                    server.text("ip-address") or server.text("address") or server.text("host") or server.text("server")
                )
                facts.server(purpose or "", host, server)
            _secrets(facts, profile, purpose or "")
        kind.mark(Claim.MODELLED if purpose else Claim.IRRELEVANT)
    for profile in scope.values("authentication-profile"):
        profiles.factors[profile.key] = _factors(profile)
        profile.mark()
    for sequence in scope.values("authentication-sequence"):
        names = [n.key for n in sequence.values("authentication-profiles")]
        options = [profiles.of(n) for n in names]
        profiles.factors[sequence.key] = min(options, key=len, default=(f"aaa:{sequence.key}",))
        sequence.mark()
    database = scope.at("local-user-database", "user")
    for user in database.children.values() if database is not None else ():
        enabled = user.flag("disabled") is not True
        facts.local_users.append(RemoteUser(user.key, facts.document.at(user), enabled=enabled))
    for profile in scope.values("ssl-tls-service-profile"):
        low = profile.text("protocol-settings", "min-version")
        if low:
            facts.setting("tls-min", _TLS.get(low, low), profile)
        profile.mark()
    for certificate in scope.values("certificate"):
        if certificate.text("private-key"):
            facts.secrets.append(
                Secret(
                    "private-key",
                    Location(facts.document.path, certificate.children["private-key"].line),
                    "certificate key",
                )
            )
        certificate.mark(Claim.IRRELEVANT)


def _logs(facts: Facts, scope: Node, used: frozenset[str]) -> None:
    settings = scope.get("log-settings")
    if settings is None:
        return
    changes = settings.get("config")
    if changes is not None and any(n.key in _FORWARDS and n.children for n in changes.below()):
        facts.setting("logging-changes", "on", changes)
    for kind, purpose in _LOGS.items():
        for profile in settings.values(kind):
            servers = [*profile.values("server"), *(s for v in profile.values("version") for s in v.values("server"))]
            for server in servers if kind != "syslog" or profile.key in used else []:
                host = server.text("server") or server.text("manager")
                transport = server.text("transport").upper()
                facts.server(
                    purpose, host, server, transport=_TRANSPORTS.get(transport, "udp" if kind == "syslog" else "")
                )
            _secrets(facts, profile, "snmp-trap" if kind == "snmptrap" else "syslog")
            profile.mark()
    settings.mark(Claim.IRRELEVANT)


def _secrets(facts: Facts, profile: Node, what: str) -> None:
    """Note the shared secrets of servers that are not encrypted with the master key, which is in no configuration."""
    for node in profile.below():
        if node.key in _SECRETS and node.children and not all(key.startswith(_SEALED) for key in node.children):
            facts.secrets.append(Secret("masked", facts.document.at(node), f"{what} secret"))
        elif node.key == "community" and node.children:
            facts.secrets.append(Secret("community", facts.document.at(node), "SNMP community"))


def _factors(profile: Node) -> tuple[str, ...]:
    """Return what a profile asks for: its method, and a further factor where it demands one."""
    method = profile.get("method")
    kind = next(iter(method.children), "none") if method is not None else "none"
    body = method.children.get(kind) if method is not None else None
    server = (body.text("server-profile") if body is not None else "") or profile.key
    first = {
        "none": (), "local-database": ("aaa:LOCAL",), "saml-idp": (f"saml:{server}",), "cloud": (f"saml:{profile.key}",),
    }.get(kind, (f"aaa:{server}",))  # fmt: skip
    mfa = profile.get("multi-factor-auth")
    demanded = mfa is not None and mfa.flag("mfa-enable") is True
    names = [n.key for n in mfa.values("factors")] if mfa is not None else []
    return (*first, *(f"secondary:{n}" for n in names[:1])) if demanded else first
