"""The parsers there are, and how a file finds its parser."""

from __future__ import annotations

from zonewarden_parsers import (
    access_rules,
    aerleon_policy,
    aws_api,
    azure_arm,
    checkpoint_mgmt,
    cisco_asa,
    cisco_ios,
    cisco_iosxr,
    cisco_nxos,
    fortinet_fortios,
    juniper_junos,
    kubernetes,
    linux_iptables,
    linux_nftables,
    mikrotik_routeros,
    opnsense,
    paloalto_panos,
    pfsense,
    terraform_plan,
    vyos,
)
from zonewarden_parsers.base import Parsed, Parser

# platforms.PLATFORMS repeats the names for whoever must not import the parsers; a test holds the two together.
PARSERS: dict[str, Parser] = {
    access_rules.PLATFORM: access_rules,
    aerleon_policy.PLATFORM: aerleon_policy,
    aws_api.PLATFORM: aws_api,
    azure_arm.PLATFORM: azure_arm,
    checkpoint_mgmt.PLATFORM: checkpoint_mgmt,
    cisco_asa.PLATFORM: cisco_asa,
    cisco_ios.PLATFORM: cisco_ios,
    cisco_iosxr.PLATFORM: cisco_iosxr,
    cisco_nxos.PLATFORM: cisco_nxos,
    fortinet_fortios.PLATFORM: fortinet_fortios,
    juniper_junos.PLATFORM: juniper_junos,
    kubernetes.PLATFORM: kubernetes,
    linux_iptables.PLATFORM: linux_iptables,
    linux_nftables.PLATFORM: linux_nftables,
    mikrotik_routeros.PLATFORM: mikrotik_routeros,
    opnsense.PLATFORM: opnsense,
    paloalto_panos.PLATFORM: paloalto_panos,
    pfsense.PLATFORM: pfsense,
    terraform_plan.PLATFORM: terraform_plan,
    vyos.PLATFORM: vyos,
}


CERTAIN = 100
"""The highest score: who reaches it first is asked last."""


def detect(text: str) -> str | None:
    """Return the platform whose parser is surest about `text`, or None when none recognises anything.

    Lines may end as anywhere (CR, LF, CRLF): the scores look for line ends as LF.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    best, most = None, 0
    for name, parser in PARSERS.items():
        score = parser.score(plain)
        if score > most:
            best, most = name, score
        if most >= CERTAIN:
            break
    return best


def parse(text: str, path: str, platform: str) -> Parsed:
    """Parse `text` as `platform`; raises KeyError for a platform that is not in PARSERS."""
    return PARSERS[platform].parse(text, path)
