"""What of the API's answers the model holds exactly, what only as a condition, and what not."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    ("security groups: `IpPermissions`, `IpPermissionsEgress`", "exact", "a rule for each range, stateful"),
    ("`SecurityGroupRules`", "exact", "where the file has not the group itself"),
    ("network ACLs: `Entries` by number", "exact", "stateless; the last denial is the default"),
    ("CIDR blocks, ports, protocols, ICMP types and codes", "exact", "IPv4 and IPv6"),
    ("members of a group", "exact", "where the file has `NetworkInterfaces` and the group has members"),
    (
        "members of a group that the file does not list",
        "atom",
        "known instances surely, the VPC or any address perhaps",
    ),
    ("subnets of an ACL", "exact", "where the file has them; else an atom within the VPC"),
    ("groups as source or destination", "atom", "their members; exact where these are"),
    ("prefix lists", "atom", "exact where the file has `PrefixLists` with their blocks"),
    ("an answer that goes on (`NextToken`)", "unknown", "flows are not assessable"),
    ("other filters: Network Firewall", "unknown", "flows are not assessable"),
    ("answers about other things", "irrelevant", "they permit and deny no packet"),
)
