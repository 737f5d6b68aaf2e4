"""What of a plan the model holds exactly, what only as a condition, and what not."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    (
        "`aws_security_group`, rules inside it and as resources of their own",
        "exact",
        "no egress but what the plan says",
    ),
    ("`aws_network_acl`, rules inside it and as resources of their own", "exact", "numbered, stateless"),
    (
        "`azurerm_network_security_group`, rules inside it and as resources",
        "exact",
        "by priority, the default rules at the end",
    ),
    ("CIDR blocks, ports, protocols, ICMP types", "exact", "IPv4 and IPv6"),
    ("members of a group", "atom", "within the network's CIDR blocks where the plan creates the network"),
    ("security groups as source or destination, `self`", "atom", "the members of that group"),
    (
        "prefix lists, application security groups, service tags",
        "atom",
        "`Internet`, `VirtualNetwork`, ...: addresses of the cloud",
    ),
    ("values known after apply", "atom", "any value"),
    (
        "default security groups and ACLs, NSG rules on an unknown group",
        "atom",
        "a group of its own, its members unknown",
    ),
    ("other filters: AWS Network Firewall, Azure Firewall, Google Cloud, ...", "unknown", "flows are not assessable"),
    ("other resources", "irrelevant", "they permit and deny no packet"),
)
