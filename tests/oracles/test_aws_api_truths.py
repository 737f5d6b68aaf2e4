"""Connections of AWS endpoints and subnets that NP-Guard computed, against groups and ACLs as we read them.

Endpoints: what the groups of both sides and, between subnets, the ACLs let pass; members are compared as surely known, since the
recorded files do not list every network interface. Subnets: what the ACLs let pass. With the Internet, the recorded answers also
know which subnets have a way there, which no filter says: they must lie within ours.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import Any

import pytest

from tests.oracles.corpus import CORPUS, needs_corpus, truth
from zonewarden_parsers import aws_api
from zonewarden_parsers.model import ANY_SERVICE, EMPTY_SERVICE, AddressSet, Device, ServiceSet

TRUTH = "np-guard-vpc-analyzer/GROUND_TRUTH/connectivity.dev.json"
OUTSIDE = "Public Internet (all ranges)"
PUBLIC = AddressSet.parse("8.8.8.8")
PLACE = re.compile(r".*\[([\d.]+)\]")


@dataclass(frozen=True)
class Plant:
    """One recorded file: who is in which groups and subnets by our own reading of the JSON, and what we parsed."""

    path: str

    @cached_property
    def whole(self) -> dict[str, Any]:
        whole: dict[str, Any] = json.loads((CORPUS / self.path).read_text(encoding="utf-8"))
        return whole

    @cached_property
    def devices(self) -> tuple[Device, ...]:
        return aws_api.parse((CORPUS / self.path).read_text(encoding="utf-8"), self.path).devices

    def group_filters(self, address: str, direction: str) -> list[Device]:
        groups = {g["GroupId"] for i in self.whole["instances"] for n in i["NetworkInterfaces"] or ()
                  if n["PrivateIpAddress"] == address for g in n["Groups"]}  # fmt: skip
        return [d for d in self.devices if d.context.endswith(direction) and any(f"({g})" in d.context for g in groups)]

    def acl_filters(self, subnet: str, direction: str) -> list[Device]:
        names = {
            a["NetworkAclId"]
            for acl in self.whole["network_acls"]
            for a in acl["Associations"]
            if a["SubnetId"] == subnet
        }
        return [d for d in self.devices if d.context in {f"{n} {direction}" for n in names}]

    def subnet_of(self, address: str) -> str:
        here = ipaddress.ip_address(address)
        return next(str(s["SubnetId"]) for s in self.whole["subnets"] if here in ipaddress.ip_network(s["CidrBlock"]))

    def called(self, name: str) -> dict[str, Any]:
        """Return the subnet of a recorded name: its tag, or its identity where it has none."""
        for subnet in self.whole["subnets"]:
            tags = {t["Key"]: t["Value"] for t in subnet["Tags"] or ()}
            if name == tags.get("Name", subnet["SubnetId"]):
                return dict(subnet)
        raise LookupError(name)

    def apart(self, *names: str) -> bool:
        """Return whether subnets belong to different VPCs: the answers hold within one."""
        return len({self.called(n)["VpcId"] for n in names if n != OUTSIDE}) > 1


def passing(filters: Iterable[Device], source: AddressSet, target: AddressSet) -> ServiceSet:
    """Return what permits alone surely let pass; the recorded ACLs have no denials but the last."""
    out = EMPTY_SERVICE
    for device in filters:
        for rule in device.rule_lists[0].rules:
            sources, targets, services = rule.match.under_parts
            if source <= sources and target <= targets:
                out |= services
    return out


def expected(text: str) -> ServiceSet:
    """Return what a recorded connection says."""
    if text == "All Connections":
        return ANY_SERVICE
    found = re.fullmatch(r"protocol: TCP(?: dst-ports: (\d+)(?:-(\d+))?)?", text)
    assert found is not None, text
    return ServiceSet.ports(6, ((int(found[1] or 0), int(found[2] or found[1] or 65535)),))


def cases() -> Iterator[tuple[str, str]]:
    if CORPUS.exists():
        yield from ((item["input"], item["level"]) for item in truth(TRUTH)["items"])


def recorded(path: str, level: str) -> dict[tuple[str, str], ServiceSet]:
    items = next(i for i in truth(TRUTH)["items"] if (i["input"], i["level"]) == (path, level))["connections"]
    return {(c["src"], c["dst"]): expected(c["conn"]) for c in items}


def ours(plant: Plant, level: str, source: str, target: str) -> ServiceSet:
    """Return what we let pass between two recorded names."""
    subnets = level == "subnet"
    out = ANY_SERVICE
    sides = [
        PUBLIC
        if n == OUTSIDE
        else AddressSet.parse(plant.called(n)["CidrBlock"])
        if subnets
        else AddressSet.parse(address(n))
        for n in (source, target)
    ]
    places = [
        "" if n == OUTSIDE else str(plant.called(n)["SubnetId"]) if subnets else plant.subnet_of(address(n))
        for n in (source, target)
    ]
    for name, place, direction in ((source, places[0], "egress"), (target, places[1], "ingress")):
        if name == OUTSIDE:
            continue
        if not subnets:
            out &= passing(plant.group_filters(address(name), direction), *sides)
        if places[0] != places[1]:
            out &= passing(plant.acl_filters(place, direction), *sides)
    return out


def address(name: str) -> str:
    found = PLACE.fullmatch(name)
    assert found is not None, name
    return found[1]


@needs_corpus
@pytest.mark.parametrize(("path", "level"), [*cases()])
def test_connections(path: str, level: str) -> None:
    plant, connections = Plant(path), recorded(path, level)
    names = sorted({n for pair in connections for n in pair})
    for source, target in permutations(names, 2):
        if level == "subnet" and plant.apart(source, target):
            continue
        found = ours(plant, level, source, target)
        theirs = connections.get((source, target), EMPTY_SERVICE)
        assert theirs <= found if OUTSIDE in (source, target) else theirs == found, (source, target)
