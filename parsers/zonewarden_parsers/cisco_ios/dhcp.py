"""DHCP on a switch: what it serves and relays, and in which VLANs it looks at DHCP and ARP.

Catalyst Security Configuration Guide, *DHCP Snooping* and *Dynamic ARP Inspection*: snooping is on where both `ip dhcp snooping` and
`ip dhcp snooping vlan` say so; ARP inspection goes by VLAN alone.
"""

from __future__ import annotations

from zonewarden_parsers.cisco_ios import operands
from zonewarden_parsers.cisco_ios.bodies import claim_body
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader


def _snooping(cmd: Command, draft: Draft) -> bool:
    """`[no] ip dhcp snooping`, `ip dhcp snooping vlan RANGES`; the rest tunes it."""
    if len(cmd.words) == 3:
        draft.switch("dhcp-snooping", cmd)
    elif cmd.word(3) == "vlan" and cmd.word(4) and not cmd.negated:
        draft.setting("dhcp-snooping-vlans", ",".join(cmd.words[4:]), cmd.line)
    return True


def _inspection(cmd: Command, draft: Draft) -> bool:
    """`ip arp inspection vlan RANGES`; the rest tunes it."""
    if cmd.word(3) == "vlan" and cmd.word(4)[:1].isdigit() and not cmd.negated:
        draft.setting("arp-inspection-vlans", cmd.word(4), cmd.line)
    return True


def _pool(cmd: Command, draft: Draft) -> bool:
    """`ip dhcp pool NAME` with `network A MASK` under it."""
    for line in cmd.children:
        if line.words[0] == "network" and len(line.words) > 2:
            found = operands.subnet(line.words[1], line.words[2])
            if found is not None and not cmd.negated:
                draft.setting("dhcp-pool", str(found), line)
    claim_body(cmd.children, draft)
    return len(cmd.words) == 4


COMMANDS: dict[str, Reader] = {"ip dhcp snooping": _snooping, "ip arp inspection": _inspection}
MODES: dict[str, Reader] = {"ip dhcp pool": _pool}
