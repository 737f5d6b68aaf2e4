"""The answers in a file: groups, ACLs, and which addresses belong to a group, a subnet, a VPC.

Source: Amazon EC2 API Reference, *DescribeSecurityGroups*, *DescribeNetworkAcls*, *DescribeNetworkInterfaces*,
*DescribeInstances*, *DescribeSubnets*, *DescribeVpcs*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zonewarden_parsers.cloud.operands import EVERYWHERE, Reach, block, somewhere, together
from zonewarden_parsers.json_lines import Document, Value, scalar_text
from zonewarden_parsers.model import AtomKind

READ = (
    "SecurityGroups", "SecurityGroupRules", "NetworkAcls", "Subnets", "Vpcs", "NetworkInterfaces", "Reservations", "Instances",
    "PrefixLists",
)  # fmt: skip
QUIET = (
    "AccountAttributes", "Addresses", "AvailabilityZones", "Clusters", "ClusterSubnetGroups", "CustomerGateways", "DBInstances",
    "DBSubnetGroups", "DhcpOptions", "DirectConnectGatewayAssociations", "DirectConnectGateways", "DomainStatusList",
    "EgressOnlyInternetGateways", "FlowLogs", "Images", "InternetGateways", "KeyPairs", "Listeners", "LoadBalancerAttributes",
    "LoadBalancerDescriptions", "LoadBalancerListeners", "LoadBalancers", "LoadBalancerTargetHealth", "ManagedPrefixLists",
    "NatGateways", "Regions", "RouteTables", "SecurityGroupReferenceSet", "ServiceDetails", "ServiceNames", "Snapshots",
    "StaleSecurityGroupSet", "Tags", "TargetGroupArn", "TargetGroups", "TargetHealthDescriptions", "TransitGatewayAttachments",
    "TransitGatewayPeeringAttachments", "TransitGatewayPropagations", "TransitGatewayRouteTablePropagations",
    "TransitGatewayRouteTables", "TransitGatewayStaticRoutes", "TransitGatewayVpcAttachments", "TransitGateways", "Volumes",
    "VpcEndpointConnections", "VpcEndpoints", "VpcPeeringConnections", "VpnConnections", "VpnGateways",
)  # fmt: skip
"""Answers about other things: none of them permits or denies a packet."""
_AROUND = ("ResponseMetadata", "MaxResults", "Type", "collector_version", "provider", "config-file-git-sha1")
KEYS = frozenset((*READ, *QUIET))
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def snake(key: str) -> str:
    """Return a key as collectors write it: `NetworkAcls` is `network_acls`."""
    return _HUMP.sub("_", key).lower()


_LOWER = {snake(k) for k in KEYS}


@dataclass(slots=True)
class Answers:
    """What one file says. `complete`: it lists every network interface there is, so that a group's members are known."""

    document: Document
    groups: list[Value]
    rules: list[Value]
    acls: list[Value]
    subnets: dict[str, Reach]
    networks: dict[str, Reach]
    lists: dict[str, Reach]
    members: dict[str, Reach]
    complete: bool

    def inside(self, group: str, network: str) -> Reach:
        """Return the members of a group in a VPC. One without members may get some at any time: perhaps the whole VPC."""
        found = self.members.get(group)
        if found is not None and self.complete:
            return found
        return self._perhaps([found] if found is not None else [], f"members of {group}", network)

    def covered(self, acl: Value, network: str) -> Reach:
        """Return the addresses behind a network ACL: its subnets, perhaps all of the VPC where one is not in the file."""
        names = [a.text("SubnetId") for a in acl.list("Associations")]
        known = [self.subnets[n] for n in names if n in self.subnets]
        if names and len(known) == len(names):
            return together(known)
        return self._perhaps(known, "subnets of the ACL", network)

    def _perhaps(self, sure: list[Reach], why: str, network: str) -> Reach:
        around = self.networks.get(network, EVERYWHERE)
        return together([*sure, somewhere(AtomKind.DYNAMIC, why, around.over)])


def read_answers(document: Document) -> Answers:
    """Read what a file says about groups, ACLs and members."""
    root = document.root if document.root is not None else Value(0, members={})
    interfaces = [*_listed(root, "NetworkInterfaces")]
    return Answers(
        document,
        [*_listed(root, "SecurityGroups")],
        [*_listed(root, "SecurityGroupRules")],
        [*_listed(root, "NetworkAcls")],
        _blocks(_listed(root, "Subnets"), "SubnetId"),
        _blocks(_listed(root, "Vpcs"), "VpcId"),
        _prefixes(root),
        _members([*interfaces, *_attached(root)]),
        complete=bool(interfaces) and root.get("NextToken") is None,
    )


def is_known(key: str) -> bool:
    """Return whether a key of the file's top level is one we know."""
    return key in KEYS or key in _LOWER or key in _AROUND


def _listed(root: Value, key: str) -> Iterable[Value]:
    return (v for k in (key, snake(key)) for v in root.list(k) if v.members is not None)


def _attached(root: Value) -> Iterator[Value]:
    """Yield the interfaces of instances; an instance shown without them stands for its only one."""
    instances = [*_listed(root, "Instances")]
    instances += [i for r in _listed(root, "Reservations") for i in r.list("Instances")]
    for instance in instances:
        own = instance.list("NetworkInterfaces")
        yield from own or [instance]


def _members(interfaces: Iterable[Value]) -> dict[str, Reach]:
    parts: dict[str, list[Reach]] = {}
    for interface in interfaces:
        groups = {g.text("GroupId") for key in ("Groups", "SecurityGroups") for g in interface.list(key)} - {""}
        found = [*map(block, _addresses(interface))] if groups else []
        for group in groups if found else ():
            parts.setdefault(group, []).extend(found)
    return {group: together(found) for group, found in parts.items()}


_LISTS = (
    ("PrivateIpAddresses", "PrivateIpAddress"), ("Ipv6Addresses", "Ipv6Address"), ("Ipv4Prefixes", "Ipv4Prefix"),
    ("Ipv6Prefixes", "Ipv6Prefix"),
)  # fmt: skip


def _addresses(interface: Value) -> set[str]:
    own = {interface.text("PrivateIpAddress"), interface.text("Ipv6Address")}
    return (own | {item.text(key) for listed, key in _LISTS for item in interface.list(listed)}) - {""}


def _prefixes(root: Value) -> dict[str, Reach]:
    """Return the addresses of the prefix lists that the file has with their blocks."""
    found = {v.text("PrefixListId"): [*map(scalar_text, v.list("Cidrs"))] for v in _listed(root, "PrefixLists")}
    return {name: together(map(block, texts)) for name, texts in found.items() if texts}


def _blocks(found: Iterable[Value], key: str) -> dict[str, Reach]:
    """Return the address blocks of subnets or VPCs by identity; one without a block is not known."""
    out: dict[str, Reach] = {}
    for value in found:
        texts = {value.text("CidrBlock"), value.text("Ipv6CidrBlock")}
        texts |= {a.text("CidrBlock") for a in value.list("CidrBlockAssociationSet")}
        texts |= {a.text("Ipv6CidrBlock") for a in value.list("Ipv6CidrBlockAssociationSet")}
        if parts := [block(text) for text in sorted(texts - {""})]:
            out[value.text(key)] = together(parts)
    return out
