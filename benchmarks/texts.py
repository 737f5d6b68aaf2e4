"""Every platform that a rule list can be written for, and the package that reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lists import Line, asa, ios
from texts_lists import aerleon, iosxr, nxos, rule_table
from texts_sets import fortios, iptables, junos, nftables, panos, routeros, vyos
from texts_trees import (
    checkpoint,
    junos_braces,
    kubernetes,
    opnsense,
    panos_xml,
    pfsense,
    terraform,
    vyos_braces,
)

TEXTS: dict[str, tuple[Callable[[Sequence[Line]], str], str]] = {
    "ios": (ios, "cisco_ios"),
    "asa": (asa, "cisco_asa"),
    "nxos": (nxos, "cisco_nxos"),
    "iosxr": (iosxr, "cisco_iosxr"),
    "fortios": (fortios, "fortinet_fortios"),
    "junos": (junos, "juniper_junos"),
    "junos braces": (junos_braces, "juniper_junos"),
    "panos": (panos, "paloalto_panos"),
    "panos xml": (panos_xml, "paloalto_panos"),
    "checkpoint": (checkpoint, "checkpoint_mgmt"),
    "iptables": (iptables, "linux_iptables"),
    "nftables": (nftables, "linux_nftables"),
    "vyos": (vyos, "vyos"),
    "vyos braces": (vyos_braces, "vyos"),
    "routeros": (routeros, "mikrotik_routeros"),
    "pfsense": (pfsense, "pfsense"),
    "opnsense": (opnsense, "opnsense"),
    "kubernetes": (kubernetes, "kubernetes"),
    "terraform": (terraform, "terraform_plan"),
    "aerleon": (aerleon, "aerleon_policy"),
    "rule table": (rule_table, "access_rules"),
}
"""By the name of a row: what writes the text, and the package that reads it."""
