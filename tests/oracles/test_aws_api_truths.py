"""Networks of AWS: flows that were captured in live labs, and connections that NP-Guard computed, against groups and ACLs as we read them.

A packet meets the groups of both network interfaces and, between subnets, the ACLs of both subnets. Who belongs where is read
from the same answers once more, plainly. Routes, gateways and load balancers are no filters: a flow that was seen must be permitted;
one that was not seen is compared where we deny it, and where we permit it something else may have stopped it.
"""

from __future__ import annotations

import ipaddress
import json
import re
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import Any

from tests.oracles.corpus import CORPUS, Account, needs_corpus, truth
from tests.oracles.forwarded import Address, forwarded
from zonewarden_parsers import aws_api
from zonewarden_parsers.model import ANY_SERVICE, EMPTY_SERVICE, Device, ServiceSet

CONNECTIONS = "np-guard-vpc-analyzer/GROUND_TRUTH/connectivity.dev.json"
CAPTURES = "batfish-lab-validation/GROUND_TRUTH/observed_flows.dev.json"
OUTSIDE = "Public Internet (all ranges)"
PLACE = re.compile(r".*\[([\d.]+)\]")
READ = ("SecurityGroups", "NetworkAcls", "Subnets", "Vpcs", "NetworkInterfaces", "PrefixLists")
pytestmark = needs_corpus
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Nic:
    """A network interface: its addresses, its groups, its subnet."""

    private: str
    public: str
    groups: tuple[str, ...]
    subnet: str
    gateway: bool = False


@dataclass(frozen=True, slots=True)
class Cloud:
    """One network: what we parsed, and who is where."""

    filters: dict[str, Device]
    acl_of: dict[str, str]
    subnets: dict[str, Json]
    nics: tuple[Nic, ...]

    def permits(
        self, nic: Nic, source: Address, target: Address, direction: str, *, between: bool
    ) -> tuple[ServiceSet, ServiceSet]:
        """Return what surely and what perhaps passes one end of a flow: any of its groups and, between subnets, its ACL."""
        sure = may = EMPTY_SERVICE if nic.groups else ANY_SERVICE
        for group in nic.groups:
            one, other = forwarded(self.filters[f"{group} {direction}"], source, target)
            sure, may = sure | one, may | other
        if between:
            one, other = self.crosses(nic.subnet, source, target, direction)
            sure, may = sure & one, may & other
        return sure, may

    def crosses(self, subnet: str, source: Address, target: Address, direction: str) -> tuple[ServiceSet, ServiceSet]:
        """Return what surely and what perhaps passes the ACL of a subnet."""
        return forwarded(self.filters[f"{self.acl_of[subnet]} {direction}"], source, target)


def cloud(answers: Json) -> Cloud:
    """Read the answers, ours and plainly."""
    devices = aws_api.parse(json.dumps(answers), "answers.json").devices
    named = {re.sub(r".*\((.*)\)", r"\1", d.context): d for d in devices}
    acls = _of(answers, "NetworkAcls")
    interfaces = [
        *_of(answers, "NetworkInterfaces"),
        *(n for i in answers.get("instances", ()) for n in i["NetworkInterfaces"] or ()),
    ]
    return Cloud(
        named,
        {a["SubnetId"]: a["NetworkAclId"] for acl in acls for a in acl["Associations"]},
        {s["SubnetId"]: s for s in _of(answers, "Subnets")},
        tuple(
            Nic(
                a["PrivateIpAddress"],
                (a.get("Association") or {}).get("PublicIp", ""),
                tuple(g["GroupId"] for g in n["Groups"]),
                n["SubnetId"],
                n.get("InterfaceType") == "nat_gateway",
            )
            for n in interfaces
            for a in n["PrivateIpAddresses"]
        ),
    )


def _of(answers: Json, key: str) -> list[Json]:
    return [*answers.get(key, ()), *answers.get(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).lower(), ())]


# Live captures


@cache
def lab(name: str) -> Cloud:
    """Return a lab: the answers of all its accounts and regions together."""
    answers: Json = {key: [] for key in READ}
    for path in sorted((CORPUS / "batfish-lab-validation" / "snapshots" / name).rglob("*.json")):
        if path.stem in READ:
            answers[path.stem] += json.loads(path.read_text(encoding="utf-8"))[path.stem]
    return cloud(answers)


def captures() -> Account:
    """Compare every captured flow."""
    account = Account()
    for item in truth(CAPTURES)["items"]:
        found = _captured(lab(item["lab"]), item)
        if not found:
            account.agreed += 1
        elif found.startswith("seen"):
            account.disagreed[found] += 1
        else:
            account.incomparable[found] += 1
    return account


def _captured(network: Cloud, item: Json) -> str:
    """Return nothing where a capture and our filters agree, else how they differ."""
    source = next((n for n in network.nics if item["src"] in {n.private, n.public}), None)
    target = next((n for n in network.nics if item["dst"] in {n.private, n.public}), None)
    if source is None or source is target:
        return "from an address that no network interface of the lab has, or to itself"
    outward = target is None or item["dst"] == target.public
    gateways = {n.public for n in network.nics if n.gateway and n.public}
    seen = ({source.public} - {""} or gateways) if outward else {source.private}
    passed = any(_service(item) & _between(network, source, target, item["dst"], address) for address in sorted(seen))
    if item["verdict"].startswith("reachable"):
        return "" if passed else f"seen, and denied by us: {item['src']} to {item['dst']} {item['proto']}"
    return "not seen, and not stopped by a group or an ACL: routes, gateways or the host" if passed else ""


def _between(network: Cloud, source: Nic, target: Nic | None, written: str, seen: str) -> ServiceSet:
    """Return what the filters of both ends may let pass; the target sees the source as `seen`, the Internet as its public address."""
    apart = target is None or source.subnet != target.subnet or seen != source.private
    here, there = map(ipaddress.ip_address, (source.private, written))
    may = network.permits(source, here, there, "egress", between=apart)[1]
    if target is not None:
        own = ipaddress.ip_address(target.private)
        may &= network.permits(target, ipaddress.ip_address(seen), own, "ingress", between=apart)[1]
    return may


def _service(item: Json) -> ServiceSet:
    return (
        ServiceSet.icmp(1, 8, 0)
        if item["proto"] == "icmp-echo"
        else ServiceSet.ports(6, ((item["dport"], item["dport"]),))
    )


def test_no_captured_flow_is_denied() -> None:
    account = captures()
    assert account.disagreed == {}
    assert account.agreed > 400
    assert account.agreed + account.incomparable.total() == 1093


# Connections that NP-Guard computed


@cache
def recorded(path: str) -> Cloud:
    """Return the network of a recorded answer."""
    return cloud(json.loads((CORPUS / path).read_text(encoding="utf-8")))


def connections() -> Account:
    """Compare every pair of endpoints, and of subnets of one VPC.

    Members are those that are surely known, since these files do not list every network interface. With the Internet, the
    answers also know which subnets have a way there, which no filter says: they must lie within ours.
    """
    account = Account()
    for item in truth(CONNECTIONS)["items"]:
        network = recorded(item["input"])
        theirs = {(c["src"], c["dst"]): _expected(c["conn"]) for c in item["connections"]}
        for source, target in permutations(sorted({n for pair in theirs for n in pair}), 2):
            if item["level"] == "subnet" and _apart(network, source, target):
                continue
            found = _ours(network, item["level"], source, target)
            wanted = theirs.get((source, target), EMPTY_SERVICE)
            if wanted == found or (OUTSIDE in (source, target) and wanted <= found):
                account.agreed += 1
            else:
                account.disagreed[f"{source} to {target}"] += 1
    return account


def _ours(network: Cloud, level: str, source: str, target: str) -> ServiceSet:
    places = [_place(network, level, name) for name in (source, target)]
    between = places[0].subnet != places[1].subnet
    out = ANY_SERVICE
    for nic, name, direction in ((places[0], source, "egress"), (places[1], target, "ingress")):
        if name != OUTSIDE:
            here, there = (ipaddress.ip_address(n.private) for n in places)
            out &= network.permits(nic, here, there, direction, between=between)[0]
    return out


def _place(network: Cloud, level: str, name: str) -> Nic:
    """Return a network interface that stands for a recorded name; one of a subnet meets no group."""
    if name == OUTSIDE:
        return Nic("8.8.8.8", "", (), "")
    if level == "subnet":
        found = _called(network, name)
        return Nic(found["CidrBlock"].split("/")[0], "", (), found["SubnetId"])
    written = PLACE.fullmatch(name)
    return next(n for n in network.nics if written is not None and n.private == written[1])


def _called(network: Cloud, name: str) -> Json:
    """Return the subnet of a recorded name: its tag, or its identity where it has none."""
    tags = {i: {t["Key"]: t["Value"] for t in s["Tags"] or ()} for i, s in network.subnets.items()}
    return next(s for i, s in network.subnets.items() if name == tags[i].get("Name", i))


def _apart(network: Cloud, *names: str) -> bool:
    """Return whether subnets belong to different VPCs: the answers hold within one."""
    return len({_called(network, n)["VpcId"] for n in names if n != OUTSIDE}) > 1


def _expected(text: str) -> ServiceSet:
    """Return what a recorded connection says."""
    if text == "All Connections":
        return ANY_SERVICE
    found = re.fullmatch(r"protocol: TCP(?: dst-ports: (\d+)(?:-(\d+))?)?", text)
    assert found is not None, text
    return ServiceSet.ports(6, ((int(found[1] or 0), int(found[2] or found[1] or 65535)),))


def test_connections_are_those_that_were_computed() -> None:
    account = connections()
    assert account.disagreed == {}
    assert account.agreed > 80
