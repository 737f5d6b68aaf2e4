"""Which command is read by what: one dictionary from a command's first word to its reader."""

from __future__ import annotations

from collections.abc import Callable

from zonewarden_parsers.cisco_asa import (
    aaa,
    bindings,
    crypto,
    flows,
    interfaces,
    irrelevant,
    management,
    objects,
    routing,
    system,
    telemetry,
    vpn_blocks,
)
from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.lines import Block, Line
from zonewarden_parsers.model import Aspect, LineState

Reader = Callable[[Draft, Block], bool]
"""Reads a command and its lines: False where it is not one it knows; lines it leaves unclaimed become unknown."""


def _line(read: Callable[[Draft, Line], bool]) -> Reader:
    return lambda draft, block: not block.children and read(draft, block.line)


_READERS: dict[str, tuple[Reader, ...]] = {
    "aaa": (_line(aaa.read_aaa),),
    "aaa-server": (aaa.read_aaa_server,),
    "access-group": (bindings.read_access_group,),
    "alias": (flows.read_gap,),
    "apply": (flows.read_gap,),
    "banner": (_line(management.read_banner),),
    "call-home": (_line(management.read_plain_setting),),
    "hardware-bypass": (_line(management.read_plain_setting),),
    "clock": (_line(management.read_plain_setting),),
    "conduit": (flows.read_gap,),
    "console": (_line(management.read_access),),
    "context": (system.read_context,),
    "crypto": (crypto.read_crypto,),
    "dhcpd": (_line(management.read_plain_setting),),
    "dynamic-access-policy-record": (flows.read_access_policy,),
    "dynamic-filter": (flows.read_gap,),
    "enable": (_line(management.read_password),),
    "established": (flows.read_gap,),
    "failover": (system.read_failover,),
    "filter": (flows.read_gap,),
    "firewall": (system.read_firewall,),
    "group-policy": (vpn_blocks.read_group_policy,),
    "hostname": (system.read_hostname,),
    "http": (_line(management.read_access),),
    "interface": (interfaces.read_interface,),
    "ip": (interfaces.read_pix_address, interfaces.read_reverse_path, vpn_blocks.read_pool, flows.read_gap),
    "ipv6": (routing.read_ipv6_route, routing.read_router_ipv6, vpn_blocks.read_pool),
    "isakmp": (crypto.read_crypto,),
    "key": (system.read_keys,),
    "logging": (_line(telemetry.read_logging),),
    "management-access": (_line(management.read_plain_setting),),
    "mode": (_line(management.read_plain_setting),),
    "name": (system.read_name,),
    "nameif": (interfaces.read_pix_nameif,),
    "nat-control": (flows.read_gap,),
    "no": (system.read_no,),
    "ntp": (_line(telemetry.read_ntp),),
    "object": (objects.read_object,),
    "object-group": (objects.read_group,),
    "outbound": (flows.read_gap,),
    "passwd": (_line(management.read_password),),
    "password": (_line(management.read_password), _line(management.read_plain_setting)),
    "password-policy": (_line(management.read_plain_setting),),
    "policy-map": (flows.read_policy_map,),
    "route": (routing.read_route,),
    "router": (routing.read_router,),
    "same-security-traffic": (system.read_same_security,),
    "service": (_line(management.read_plain_setting),),
    "shun": (flows.read_gap,),
    "snmp-server": (_line(telemetry.read_snmp),),
    "ssh": (_line(management.read_access),),
    "ssl": (_line(management.read_ssl),),
    "sysopt": (system.read_sysopt,),
    "telnet": (_line(management.read_access),),
    "tftp-server": (_line(management.read_plain_setting),),
    "threat-detection": (flows.read_threat_detection, flows.read_gap),
    "timeout": (_line(management.read_timeout),),
    "time-range": (system.read_time_range,),
    "tunnel-group": (vpn_blocks.read_tunnel_group,),
    "username": (aaa.read_username, vpn_blocks.read_user_attributes),
    "vpdn": (flows.read_gap,),
    "vpnclient": (flows.read_gap,),
    "vpngroup": (flows.read_gap,),
    "wccp": (flows.read_gap,),
    "webvpn": (vpn_blocks.read_webvpn,),
}

_HEADERS: dict[str, Reader] = dict.fromkeys(("ASA", "PIX", "FWSM", "NGFW"), system.read_header)

_ASPECTS = {
    "aaa": Aspect.MANAGEMENT, "aaa-server": Aspect.MANAGEMENT, "http": Aspect.MANAGEMENT, "logging": Aspect.MANAGEMENT,
    "ntp": Aspect.MANAGEMENT, "snmp-server": Aspect.MANAGEMENT, "ssh": Aspect.MANAGEMENT, "telnet": Aspect.MANAGEMENT,
    "ssl": Aspect.MANAGEMENT, "username": Aspect.MANAGEMENT, "enable": Aspect.MANAGEMENT, "passwd": Aspect.MANAGEMENT,
    "password": Aspect.MANAGEMENT, "password-policy": Aspect.MANAGEMENT, "console": Aspect.MANAGEMENT,
    "banner": Aspect.MANAGEMENT, "clock": Aspect.MANAGEMENT, "tunnel-group": Aspect.REMOTE_ACCESS,
    "group-policy": Aspect.REMOTE_ACCESS, "webvpn": Aspect.REMOTE_ACCESS, "crypto": Aspect.REMOTE_ACCESS,
    "isakmp": Aspect.REMOTE_ACCESS,
}  # fmt: skip
"""What an unreadable command bears on; every other one bears on all answers."""


def read_block(draft: Draft, block: Block) -> None:
    """Read one command and its lines, claim what is understood, and report the rest with a gap."""
    head = block.line
    word = head.words[0]
    readers = _READERS.get(word) or ((_HEADERS[word],) if word in _HEADERS else ())
    if any(reader(draft, block) for reader in readers):
        if draft.ledger.states[head.number - 1] is LineState.UNKNOWN:
            draft.ledger.modelled(head)
    elif irrelevant.at_top(head) or system.is_session(head):
        draft.used.update(head.words)
        for line in block.children:
            draft.used.update(line.words)
        draft.ignore((head, *block.children))
    else:
        aspect = _ASPECTS.get(word, Aspect.ALL)
        draft.unknown(head, "command not understood", aspect)
        for line in block.children:
            if draft.ledger.states[line.number - 1] is LineState.UNKNOWN:
                draft.unknown(line, "line of a command that is not understood", aspect)
