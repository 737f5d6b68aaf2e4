"""`feature NAME`: the parts of NX-OS that are switched on, among them the services that a device offers.

Source: Cisco Nexus 9000 Series NX-OS Security Configuration Guide, Configuring SSH and Telnet: SSH is on and Telnet off
until the configuration says otherwise.
"""

from __future__ import annotations

from zonewarden_parsers.cisco_ios.bodies import claim_body
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader, Terminal
from zonewarden_parsers.model import ANY, AdminService, Aspect, Effect

_SERVICES = {
    "nxapi": ("https", "nxapi"), "http-server": ("http", "http-server"), "scp-server": ("scp", "scp-server"),
    "sftp-server": ("sftp", "sftp-server"), "netconf": ("netconf", "netconf"), "restconf": ("https", "restconf"),
    "grpc": ("grpc", "grpc"),
}  # fmt: skip
_SWITCHES = frozenset({"ssh", "telnet", "lldp", "dhcp", "bash-shell", "tacacs+", "imp", "password"})


def _feature(cmd: Command, draft: Draft) -> bool:
    name = cmd.word(1)
    if not name:
        return False
    if name in _SERVICES:
        protocol, setting = _SERVICES[name]
        draft.switch(f"service:{setting}", cmd)
        draft.services = [s for s in draft.services if s.line != f"feature {name}"]
        if not cmd.negated:
            draft.services.append(AdminService(protocol, draft.ledger.at(cmd.line), ANY, line=f"feature {name}"))
    elif name in _SWITCHES:
        draft.switch(f"service:{name}", cmd)
    return True


def _nxapi(cmd: Command, draft: Draft) -> bool:
    """`nxapi http port N`: the interface without encryption is on as well; `nxapi use-vrf`, `nxapi ssl ...` tune it."""
    if cmd.words[1:3] == ("http", "port") and not cmd.negated:
        draft.services.append(AdminService("http", draft.ledger.at(cmd.line), ANY, line="nxapi"))
    return len(cmd.words) > 1


def _vdc(cmd: Command, draft: Draft) -> bool:
    """`vdc NAME id N` names the virtual device that the configuration is of; what it allots decides nothing here."""
    draft.setting("vdc", cmd.word(1), cmd.line)
    claim_body(cmd.children, draft, modelled=True)
    return len(cmd.words) > 1


def _profile(cmd: Command, draft: Draft) -> bool:
    """`configure profile NAME`: commands that `apply profile` puts into force; the running configuration does not repeat them."""
    claim_body(cmd.children, draft, modelled=True, entries=True)
    return len(cmd.words) > 2


def _apply(cmd: Command, draft: Draft) -> bool:
    if not cmd.negated:
        draft.gap(Aspect.ALL, Effect.EITHER, f"the commands of profile {cmd.word(2)} are in force", cmd.line)
    return len(cmd.words) > 2


def finish_features(draft: Draft) -> None:
    """Note what the terminal lines accept: SSH unless it is off, Telnet where it is on.

    A configuration without `line vty` has the lines all the same; they stand where it states its version.
    """
    stated = {s.name: s for s in draft.settings}
    telnet, ssh = stated.get("service:telnet"), stated.get("service:ssh")
    transports = (
        *(() if ssh is not None and ssh.value == "off" else ("ssh",)),
        *(("telnet",) if telnet is not None and telnet.value == "on" else ()),
    )
    terminal = draft.terminals.get("vty")
    place = next((s.location for s in (telnet, ssh, stated.get("boot-version")) if s is not None), None)
    if terminal is None and place is not None:
        terminal = draft.terminals["vty"] = Terminal("vty", place)
    if terminal is not None:
        terminal.transports = transports


COMMANDS: dict[str, Reader] = {"feature": _feature, "feature-set": _feature, "nxapi": _nxapi, "apply profile": _apply}
MODES: dict[str, Reader] = {"vdc": _vdc, "configure profile": _profile}
