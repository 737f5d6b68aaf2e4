"""Network policies of the corpus: every file accounted for, and the connections that others computed from them.

The recorded answers are about workloads, ours about addresses: each workload gets a pod with an address of its own. The addresses
are IPv6, which no recorded range is, because the others take pods to be outside every address block.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest

from tests.oracles.corpus import CORPUS, MANIFEST, Account, needs_corpus, truth
from tests.oracles.forwarded import Address, forwarded
from tests.parsers.mangled import LONG
from zonewarden_parsers import kubernetes
from zonewarden_parsers.kubernetes.cluster import Pod, read_cluster
from zonewarden_parsers.kubernetes.manifests import read_manifests
from zonewarden_parsers.kubernetes.ports import PROTOCOLS
from zonewarden_parsers.model import Device, LineState, ServiceSet
from zonewarden_parsers.strict_yaml.nodes import mappings, text

NETPOL = "np-guard-netpol-analyzer/GROUND_TRUTH/connectivity.dev.json"
PROBES = "cyclonus/GROUND_TRUTH/probe_tables.dev.json"
# `networks` of an administrator's policy hold for pods too, and would need them to have IPv4 addresses here
ELSEWHERE = re.compile(
    r"UserDefinedNetwork|VirtualMachine|NetworkAttachmentDefinition|^\s*-?\s*networks:", re.MULTILINE
)
COMPARED = ServiceSet.union(ServiceSet.ports(number, ((1, 65535),)) for number in PROTOCOLS.values())
"""What is compared: the recorded answers know no port 0."""
MAX_CELLS = 40 if LONG else 1
MAX_CONNECTIONS = 100_000 if LONG else 1000


@dataclass(frozen=True, slots=True)
class Scene:
    """A folder of manifests with an address for every workload: names as the truth writes them."""

    device: Device
    places: dict[str, Address]


def scene(documents: str) -> Scene | None:
    """Give every workload of a text an address of its own."""
    cluster = read_cluster(read_manifests(documents, "t.yaml"))
    pods = [p for found in cluster.pods.values() for p in found]
    added: list[str] = []
    places: dict[str, Address] = {}
    for number, pod in enumerate(pods, 1):
        name, place = owner(pod), ipaddress.ip_address(f"fd00::{number:x}")
        if name in places:
            continue
        places[name] = place
        added.append(json.dumps(with_address(pod, str(place))))
    pods_only = {p.manifest.name for p in pods if p.manifest.kind == "Pod"}
    missing = sorted(({p.namespace for p in pods} | {"kube-system"}) - set(cluster.namespaces))
    added += [json.dumps({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": n}}) for n in missing]
    system = {"name": "system", "namespace": "kube-system", "labels": {"only": "system"}}
    added.append(json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": system, "status": {"podIP": "fd01::1"}}))
    kept = [d for d in re.split(r"(?m)^---.*$", documents) if not (pods_only and re.search(r"(?m)^kind: Pod\b", d))]
    found = kubernetes.parse("\n---\n".join([*kept, *added]), "t.yaml").devices
    return Scene(found[0], places) if found else None


def owner(pod: Pod) -> str:
    """Return a pod's name as the truth writes it: that of its owner where it has one."""
    for holder in mappings(pod.manifest.node.get("metadata", "ownerReferences")):
        return f"{pod.namespace}/{text(holder.get('name'))}[{text(holder.get('kind')) or 'Pod'}]"
    return f"{pod.namespace}/{pod.name}[{pod.manifest.kind}]"


def with_address(pod: Pod, address: str) -> dict[str, Any]:
    ports = [{"name": n, "protocol": p, "containerPort": number} for n, p, number in pod.ports]
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": pod.name, "namespace": pod.namespace, "labels": pod.labels},
        "spec": {"containers": [{"name": "c", "ports": ports}]},
        "status": {"podIP": address},
    }


def services(written: str) -> ServiceSet:
    """Read `TCP 80,90-91,UDP 53` or `All Connections`."""
    if written == "All Connections":
        return COMPARED
    protocol, parts = "", list[ServiceSet]()
    for part in written.split(","):
        word, _, ports = part.rpartition(" ")
        protocol = word or protocol
        low, _, high = ports.partition("-")
        parts.append(ServiceSet.ports(PROTOCOLS[protocol], ((int(low), int(high or low)),)))
    return ServiceSet.union(parts)


def cells(connections: list[dict[str, str]]) -> Iterator[tuple[Address, Address]]:
    """Yield ranges of external addresses that every recorded range holds whole or not at all, at most MAX_CELLS."""
    ranges = {external(c[end]) for c in connections for end in ("src", "dst")} - {None}
    cuts = sorted({int(r[0]) for r in ranges if r} | {int(r[1]) + 1 for r in ranges if r})
    step = max(1, len(cuts) // MAX_CELLS)
    for low, high in list(pairwise(cuts))[::step]:
        yield ipaddress.IPv4Address(low), ipaddress.IPv4Address(high - 1)


def external(written: str) -> tuple[ipaddress.IPv4Address, ipaddress.IPv4Address] | None:
    found = re.fullmatch(r"([\d.]+)-([\d.]+)\[External\]", written)
    return (ipaddress.IPv4Address(found[1]), ipaddress.IPv4Address(found[2])) if found else None


def compare(name: str, made: Scene, connections: list[dict[str, str]], account: Account) -> None:
    """Compare every pair of workloads, and of workloads and external ranges."""
    recorded = {(c["src"], c["dst"]): services(c["conn"]) for c in connections}
    outside = {f"{low}-{high}[External]": low for low, high in cells(connections)}
    ends: dict[str, Address] = {**made.places, **outside}
    for source, here in ends.items():
        for target, there in ends.items():
            if source == target or {source, target} <= outside.keys():
                continue
            expected = ServiceSet.union(
                found for (a, b), found in recorded.items() if holds(a, source, here) and holds(b, target, there)
            )
            sure, may = (s & COMPARED for s in forwarded(made.device, here, there))
            if sure == may == expected:
                account.agreed += 1
            elif sure != may and sure <= expected <= may:
                account.incomparable["what passes is uncertain, and the record lies within"] += 1
            else:
                account.disagreed[f"{name}: {source} -> {target}: {sure} / {may}, recorded {expected}"] += 1


def holds(written: str, name: str, place: Address) -> bool:
    found = external(written)
    if found is None or place.version == 6:
        return written == name
    return int(found[0]) <= int(place) <= int(found[1])


Found = tuple[str, Scene, tuple[dict[str, str], ...]]


def usable(item: dict[str, Any]) -> Found | str:
    """Return a recorded folder that holds nothing but what the model knows, or why it cannot be compared."""
    if item["options"]:
        return "asked with options: exposure, or one workload only"
    folder = CORPUS / (item["input_dir"] or "absent")
    paths = sorted(p for p in folder.rglob("*") if p.suffix in {".yaml", ".yml"}) if folder.is_dir() else []
    if not paths:
        return "the folder is not in the corpus"
    documents = "\n---\n".join(p.read_text(encoding="utf-8") for p in paths)
    if ELSEWHERE.search(documents):
        return "user-defined networks, virtual machines, or an administrator's policy about networks"
    if len(item["connections"]) > MAX_CONNECTIONS:
        return "more connections than a short run compares"
    made = scene(documents)
    return (folder.name, made, tuple(item["connections"])) if made is not None else "no policies"


def workloads() -> Account:
    """Compare the connections of every recorded folder, pair by pair."""
    account = Account()
    for item in truth(NETPOL)["items"]:
        found = usable(item)
        if isinstance(found, str):
            account.incomparable[f"a folder: {found}"] += 1
        else:
            name, made, listed = found
            compare(name, made, list(listed), account)
    return account


@needs_corpus
def test_connections_of_workloads_agree() -> None:
    account = workloads()
    assert not account.disagreed
    assert account.agreed > 100
    assert all(reason.startswith("a folder: ") for reason in account.incomparable)


def probes() -> Account:
    """Compare simulated probes of nine pods under the folder of seven policies (x, y, z: namespaces; a, b, c: pods)."""
    folder = CORPUS / "cyclonus" / "networkpolicies" / "simple-example"
    documents = "\n---\n".join(p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.yaml")))
    names = [f"{n}/{p}" for n in "xyz" for p in "abc"]
    pods = [
        json.dumps({
            "apiVersion": "v1", "kind": "Pod", "metadata": {"name": n[2], "namespace": n[0], "labels": {"pod": n[2]}},
            "status": {"podIP": f"192.168.1.{i}"},
        })
        for i, n in enumerate(names, 1)
    ]  # fmt: skip
    spaces = [
        json.dumps({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": n, "labels": {"ns": n}}})
        for n in "xyz"
    ]
    (device,) = kubernetes.parse("\n---\n".join([documents, *pods, *spaces]), "t.yaml").devices
    account, port = Account(), 79
    for table in truth(PROBES)["items"]:
        port += table["direction"] == "Ingress"
        _compare_probes(device, names, table, ServiceSet.ports(6, ((port, port),)), account)
        port = 79 if table["direction"] == "Combined" and not table["rows"] else port
    return account


def _compare_probes(
    device: Device, names: list[str], table: dict[str, Any], probe: ServiceSet, account: Account
) -> None:
    if not table["rows"]:
        account.incomparable["a table without rows"] += 1
    elif not table["raw"].endswith("analyze-probe.txt"):
        account.incomparable["a table of policies that are not in the corpus as a folder"] += 1
    elif table["direction"] != "Combined":
        account.incomparable["a table of one direction: the model decides about a packet, not about an end"] += 1
    else:
        for source, row in table["rows"].items():
            for target, shown in zip(table["columns_dst"], row, strict=True):
                if source == target:
                    account.incomparable["a pod to itself: not filtered"] += 1
                    continue
                if shown not in ".X":
                    account.incomparable[
                        "a port on which the simulated pod does not listen: the table says no more"
                    ] += 1
                    continue
                pair = [ipaddress.ip_address(f"192.168.1.{names.index(n.lower()) + 1}") for n in (source, target)]
                sure, may = (s & probe for s in forwarded(device, *pair))
                if bool(sure) == bool(may) == (shown == "."):
                    account.agreed += 1
                else:
                    account.disagreed[f"{source} -> {target}: {sure}/{may}, recorded {shown}"] += 1


@needs_corpus
def test_probes_agree() -> None:
    account = probes()
    assert (account.agreed, account.disagreed) == (162, {})


def files() -> list[str]:
    listed = json.loads(MANIFEST.read_text(encoding="utf-8")) if MANIFEST.exists() else []
    return [f["path"] for f in listed if f["fmt"] in {"k8s_yaml", "k8s_json"}]


@needs_corpus
def test_every_file_of_the_corpus_is_accounted_for() -> None:
    states: Counter[LineState] = Counter()
    codes: Counter[str] = Counter()
    for path in files():
        parsed = kubernetes.parse((CORPUS / path).read_text(encoding="utf-8"), path)
        states.update(parsed.coverage.states)
        codes.update(d.code for d in parsed.diagnostics)
    assert states[LineState.MODELLED] > 13_000
    assert codes["yaml-syntax"] <= 3  # tabs and templates in files made to be wrong
    assert codes["unknown-field"] <= 2  # specifications made to be wrong
    assert codes.keys() <= {
        "unread",
        "unknown-kind",
        "no-rules",
        "no-object",
        "yaml-syntax",
        "unknown-field",
        "yaml-duplicate-key",
    }


@pytest.mark.parametrize("written", ["TCP 8000,8090", "SCTP 9003,TCP 80-81,UDP 53"])
def test_services_are_read(written: str) -> None:
    assert services(written)
