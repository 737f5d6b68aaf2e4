"""The schemes of IBM's network-config-analyzer: whether sets of network policies allow the same, or less, between the pods of a cluster.

What a query's expected number means is upstream's QueryRunner and NetworkConfigQuery: `equivalence` counts the pairs that differ,
`containment` those that are within the first, `twoWayContainment` 3 for equal, 2 and 1 for the first and the second within
the other, 0 for neither, `vacuity` counts the sets that change nothing, `semanticDiff` is 0 where nothing differs.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from pathlib import PurePosixPath
from typing import Any

from tests.oracles.corpus import CORPUS, Account, text_of, truth
from tests.oracles.forwarded import Address, forwarded
from tests.oracles.test_kubernetes_truths import with_address
from zonewarden_parsers import kubernetes
from zonewarden_parsers.kubernetes.cluster import read_cluster
from zonewarden_parsers.kubernetes.manifests import read_manifests
from zonewarden_parsers.kubernetes.ports import FILTERED
from zonewarden_parsers.model import Aspect, Device, ServiceSet

TRUTH = "ibm-nca/GROUND_TRUTH/schemes.dev.json"
ASKED = ("equivalence", "containment", "twoWayContainment", "vacuity", "semanticDiff")
OTHER = {
    "connectivityMap": "the expected output is a text of rules about labels",
    "sanity": "about single policies and rules, not about what passes",
    "redundancy": "about single policies and rules, not about what passes",
    "emptiness": "about selectors that select nothing, not about what passes",
    "strongEquivalence": "about policies of the same name one by one",
    "pairwiseInterferes": "about what one set adds to pods that the other selects",
    "allCaptured": "about which pods some policy selects",
}
"""Queries of other kinds, and why they are not ours to answer."""
_PREFIX = re.compile(r"\b\d+\.\d+\.\d+\.\d+/\d+\b")
HEAD = "# a stream\n---\n"
"""What makes a text that begins with JSON a stream of documents."""
Connections = dict[tuple[str, str], ServiceSet]


class UnreadableError(Exception):
    """A set of policies that the model does not hold, with the reason."""


def compared() -> Account:
    """Answer every query of every scheme that asks what passes."""
    account = Account()
    for item in truth(TRUTH)["items"]:
        scheme = item["scheme"]
        for query in scheme["queries"]:
            kind = next(k for k in query if k in ASKED or k in OTHER)
            if kind in OTHER:
                account.incomparable[f"{kind}: {OTHER[kind]}"] += 1
            elif query.get("expected") is None:
                account.incomparable["a query without a recorded answer"] += 1
            else:
                _answer(PurePosixPath(item["file"]), scheme, kind, query, account)
    return account


def _answer(
    file: PurePosixPath, scheme: Mapping[str, Any], kind: str, query: Mapping[str, Any], account: Account
) -> None:
    names = tuple(query[kind])
    try:
        sets = [_documents(file, scheme, name) for name in names]
        ours = RESULTS[kind](_cluster(file, scheme, sets), sets)
    except UnreadableError as error:
        account.incomparable[f"{kind}: {error}"] += 1
        return
    expected = min(query["expected"], 1) if kind == "semanticDiff" else query["expected"]
    if ours == expected:
        account.agreed += 1
    else:
        account.disagreed[f"{file.name}: {kind} of {', '.join(names)}: {ours}, recorded {expected}"] += 1


def _path(file: PurePosixPath, relative: str) -> str:
    found = CORPUS / file.parent / relative
    if not found.is_file():
        raise UnreadableError("a file of the scheme is not in the corpus")
    return found.resolve().relative_to(CORPUS.resolve()).as_posix()


def _cluster(file: PurePosixPath, scheme: Mapping[str, Any], sets: Sequence[tuple[str, ...]]) -> tuple[str, str]:
    """Return the files of namespaces (empty where it is absent and no policy asks for labels of namespaces) and of pods."""
    if not isinstance(scheme.get("podList"), str) or not isinstance(scheme.get("namespaceList"), str):
        raise UnreadableError("pods and namespaces are not in files of their own")
    pods = _path(file, scheme["podList"])
    if (CORPUS / file.parent / scheme["namespaceList"]).is_file():
        return _path(file, scheme["namespaceList"]), pods
    if any("namespaceSelector" in d for documents in sets for d in documents):
        raise UnreadableError("the file of namespaces, whose labels a policy asks for, is not in the corpus")
    return "", pods


def _documents(file: PurePosixPath, scheme: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return the policies of a named set, or the one policy that `set/namespace/policy` names."""
    title, _, one = name.partition("/")
    listed = next((c for c in scheme["networkConfigList"] if c["name"] == title), None)
    if listed is None or "resourceList" in listed:
        raise UnreadableError("the policies are not in files of their own")
    paths = [p for written in listed["networkPolicyList"] for p in _expanded(file, written)]
    found = tuple(d for p in paths for d in _split(text_of(p)))
    if one:
        found = tuple(d for d in found if _named(d) == one)
    if any("projectcalico.org" in d or "istio.io" in d for d in found):
        raise UnreadableError("policies of Calico or Istio")
    return found


def _expanded(file: PurePosixPath, written: str) -> list[str]:
    if not written.endswith("/**"):
        return [_path(file, written)]
    folder = CORPUS / file.parent / written.removesuffix("/**")
    return [p.relative_to(CORPUS).as_posix() for p in sorted(folder.rglob("*")) if p.is_file()]


def _split(text: str) -> Iterator[str]:
    if text.lstrip().startswith("{"):
        data = json.loads(text)
        yield from (json.dumps(i) for i in (data["items"] if data.get("kind", "").endswith("List") else [data]))
    else:
        yield from (d for d in re.split(r"(?m)^---.*$", text) if d.strip())


def _named(document: str) -> str:
    found = read_manifests(document, "p.yaml")
    return next((f"{m.namespace}/{m.name}" for m in found.objects), "")


@cache
def connections(cluster: tuple[str, str], documents: tuple[str, ...], cuts: tuple[int, ...]) -> Connections:
    """Return what passes between every two pods, and between pods and every range of outside addresses."""
    spaces, pods = (text_of(p) if p else "" for p in cluster)
    whole = read_cluster(read_manifests(f"{HEAD}{pods}", "c.yaml"))
    listed = [p for own in whole.pods.values() for p in own]
    places: dict[str, Address] = {
        f"{p.namespace}/{p.name}": ipaddress.ip_address(f"fd00::{i:x}") for i, p in enumerate(listed, 1)
    }
    made = [json.dumps(with_address(p, str(places[f"{p.namespace}/{p.name}"]))) for p in listed]
    if not spaces:
        named = sorted({p.namespace for p in listed})
        spaces = json.dumps({"apiVersion": "v1", "kind": "List", "items": [_namespace(n) for n in named]})
    devices = kubernetes.parse(HEAD + "\n---\n".join([spaces, *documents, *made]), "c.yaml").devices
    if documents:
        _sure(devices[0])
    ends: dict[str, Address] = places | {str(low): ipaddress.IPv4Address(low) for low in cuts}
    found: Connections = {}
    for source, here in ends.items():
        for target, there in ends.items():
            if source != target and (here.version == 6 or there.version == 6):
                passing = forwarded(devices[0], here, there) if documents else (FILTERED, FILTERED)
                sure, may = (s & FILTERED for s in passing)
                if sure != may:
                    raise UnreadableError("something of the policies is uncertain")
                found[source, target] = sure
    return found


def _namespace(name: str) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}


def _sure(device: Device) -> None:
    if any(g.aspect in (Aspect.ALL, Aspect.FLOWS) for g in device.gaps):
        raise UnreadableError("objects that the model does not hold")


def _all(cluster: tuple[str, str], sets: Sequence[tuple[str, ...]]) -> list[Connections]:
    cuts = {0}
    for prefix in {p for documents in sets for d in documents for p in _PREFIX.findall(d)}:
        network = ipaddress.IPv4Network(prefix, strict=False)
        cuts |= {int(network.network_address), int(network.broadcast_address) + 1}
    edges = tuple(sorted(c for c in cuts if c < 2**32))
    return [connections(cluster, documents, edges) for documents in sets]


def within(one: Connections, other: Connections) -> bool:
    """Whether whatever one set lets pass the other does too."""
    return all(services <= other[pair] for pair, services in one.items())


def _equivalence(cluster: tuple[str, str], sets: Sequence[tuple[str, ...]]) -> int:
    return sum(a != b for a, b in combinations(_all(cluster, sets), 2))


def _containment(cluster: tuple[str, str], sets: Sequence[tuple[str, ...]]) -> int:
    base, *others = _all(cluster, sets)
    return sum(within(one, base) for one in others)


def _both_ways(cluster: tuple[str, str], sets: Sequence[tuple[str, ...]]) -> int:
    one, other = _all(cluster, sets)
    return 2 * within(one, other) + within(other, one)


def _vacuity(cluster: tuple[str, str], sets: Sequence[tuple[str, ...]]) -> int:
    *found, nothing = _all(cluster, [*sets, ()])
    return sum(f == nothing for f in found)


def _difference(cluster: tuple[str, str], sets: Sequence[tuple[str, ...]]) -> int:
    one, other = _all(cluster, sets)
    return int(one != other)


RESULTS = {
    "equivalence": _equivalence, "containment": _containment, "twoWayContainment": _both_ways, "vacuity": _vacuity,
    "semanticDiff": _difference,
}  # fmt: skip
