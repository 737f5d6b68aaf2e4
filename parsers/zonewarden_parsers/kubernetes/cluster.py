"""Pods and namespaces of a file, and which of them a selector means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from zonewarden_parsers.kubernetes.manifests import Manifest, Manifests
from zonewarden_parsers.kubernetes.selectors import Answer, Selector
from zonewarden_parsers.model import ANY, NOWHERE, AddressSet, LineState
from zonewarden_parsers.strict_yaml.nodes import Mapping, Node, flag, integer, mappings, table, text

NAME_LABEL = "kubernetes.io/metadata.name"
_SYSTEM = "kube-system"
WORKLOADS = {
    "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob", "Pod", "PodTemplate",
    "DeploymentConfig",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pod:
    """A pod, or the pods of a workload that the file does not list one by one (`addresses` empty)."""

    namespace: str
    name: str
    labels: dict[str, str] = field(hash=False)
    addresses: AddressSet
    node: AddressSet
    on_host: bool
    ports: tuple[tuple[str, str, int], ...]
    manifest: Manifest = field(hash=False, compare=False)

    def port(self, name: str, protocol: str) -> int | None:
        """Return the number of a named container port."""
        return next((number for n, p, number in self.ports if (n, p) == (name, protocol)), None)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a selection means: pods, each surely or perhaps, and whether pods that the file does not show may be among them."""

    pods: tuple[tuple[Pod, bool], ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Cluster:
    """All pods by namespace, and the labels of the namespaces that the file shows.

    `free` are the addresses that no known pod has: where unknown pods may be. `whole`: the file shows every pod, because it has
    the namespace kube-system, a pod of it and a pod of another: what `kubectl get namespaces,pods -A` writes.
    """

    pods: dict[str, tuple[Pod, ...]] = field(hash=False)
    namespaces: dict[str, dict[str, str]] = field(hash=False)
    free: AddressSet
    whole: bool

    def within(self, namespace: str, selector: Selector) -> Chosen:
        """Return the pods of one namespace that a selector means."""
        found = self.pods.get(namespace, ())
        return Chosen(tuple(_chosen(found, selector, Answer.YES)), more=self.partly(namespace))

    def partly(self, namespace: str) -> bool:
        """Return whether a namespace may have pods that the file does not show.

        Where the file shows none of it, or shows what is to be applied: workloads and pods that have no address yet.
        """
        found = self.pods.get(namespace, ())
        return not self.whole and not (found and all(p.addresses or p.on_host for p in found))

    def across(self, namespaces: Selector, selector: Selector) -> Chosen:
        """Return the pods that a selector means in the namespaces that another means."""
        chosen: list[tuple[Pod, bool]] = []
        more = not self.whole and self.may_be_elsewhere(namespaces)
        for name in sorted(self.pods.keys() | self.namespaces.keys()):
            labels = {**self.namespaces.get(name, {}), NAME_LABEL: name}
            answer = namespaces.answer(labels, complete=name in self.namespaces)
            if answer is not Answer.NO:
                more |= self.partly(name)
                chosen.extend(_chosen(self.pods.get(name, ()), selector, answer))
        return Chosen(tuple(chosen), more)

    def every(self, namespaces: Iterable[str]) -> Chosen:
        """Return all pods; more where one of `namespaces` may have pods that the file does not show."""
        more = any(self.partly(name) for name in namespaces)
        return Chosen(tuple((p, not p.on_host) for found in self.pods.values() for p in found), more)

    def may_be_elsewhere(self, namespaces: Selector) -> bool:
        """Return whether a namespace that the file does not show could be selected: not when only its name may."""
        known = self.pods.keys() | self.namespaces.keys()
        named = [r.values for r in namespaces.requirements if (r.key, r.operator) == (NAME_LABEL, "In")]
        return not any(values <= known for values in named)


def _chosen(pods: Iterable[Pod], selector: Selector, outer: Answer) -> Iterator[tuple[Pod, bool]]:
    for pod in pods:
        answer = min(outer, selector.answer(pod.labels))
        if answer is not Answer.NO:
            yield pod, answer is Answer.YES and not pod.on_host


def read_cluster(manifests: Manifests) -> Cluster:
    """Read pods, workloads and namespaces; workloads whose pods are in the file add nothing."""
    listed: list[Pod] = []
    workloads: list[Pod] = []
    namespaces: dict[str, dict[str, str]] = {}
    for made in manifests.objects:
        if made.kind == "Namespace" and not made.group:
            namespaces[made.name] = table(made.node.get("metadata", "labels"))
            manifests.claim_entry(made.node, "metadata", LineState.MODELLED)
        elif made.kind in WORKLOADS and (pod := _pod(made, manifests)) is not None:
            (listed if made.kind == "Pod" else workloads).append(pod)
    alone = _distinct(listed)
    rest = [w for w in workloads if not any(_is_of(p, w) for p in alone)]
    known = AddressSet.union(p.addresses for p in alone if not p.on_host)
    pods: dict[str, tuple[Pod, ...]] = {}
    for name, group in groupby(sorted((*alone, *rest), key=_namespace), key=_namespace):
        pods[name] = tuple(group)
    whole = _SYSTEM in namespaces and _SYSTEM in {p.namespace for p in alone} and len(pods) > 1
    return Cluster(pods, namespaces, ANY - known, whole)


def _namespace(pod: Pod) -> str:
    return pod.namespace


def _is_of(pod: Pod, workload: Pod) -> bool:
    return (
        pod.namespace == workload.namespace and bool(workload.labels) and workload.labels.items() <= pod.labels.items()
    )


def _distinct(pods: list[Pod]) -> list[Pod]:
    """Take the addresses away from pods that share one, as in files of two clusters: it says nothing then."""
    uses = Counter(p.addresses for p in pods if not p.on_host)
    return [p if p.on_host or uses[p.addresses] < 2 else replace(p, addresses=NOWHERE) for p in pods]


def _pod(made: Manifest, manifests: Manifests) -> Pod | None:
    node: Mapping = made.node
    metadata, spec = _template(made)
    phase = text(node.get("status", "phase"))
    if made.kind == "Pod" and phase in {"Succeeded", "Failed"}:
        return None  # it runs no more and its address may be another pod's
    labels = metadata.get("labels") if metadata is not None else None
    manifests.claim_entry(metadata, "labels", LineState.MODELLED)
    status = node.get("status")
    for key in ("podIP", "podIPs", "hostIP", "hostIPs"):
        manifests.claim_entry(status, key, LineState.MODELLED)
    addresses = _addresses(status, "podIP", "podIPs") if made.kind == "Pod" else NOWHERE
    return Pod(
        made.namespace, made.name, table(labels), addresses, _addresses(status, "hostIP", "hostIPs"),
        flag(spec.get("hostNetwork")) is True if spec is not None else False, tuple(_ports(spec, manifests)), made,
    )  # fmt: skip


def _template(made: Manifest) -> tuple[Mapping | None, Mapping | None]:
    """Return the metadata and the specification of an object's pods."""
    steps = {"Pod": (), "CronJob": ("spec", "jobTemplate", "spec", "template"), "PodTemplate": ("template",)}
    path = steps.get(made.kind, ("spec", "template"))
    holder = made.node.get(*path) if path else made.node
    if not isinstance(holder, Mapping):
        return None, None
    metadata, spec = holder.get("metadata"), holder.get("spec")
    return metadata if isinstance(metadata, Mapping) else None, spec if isinstance(spec, Mapping) else None


def _addresses(status: Node | None, one: str, many: str) -> AddressSet:
    if not isinstance(status, Mapping):
        return NOWHERE
    shown = [text(status.get(one)), *(text(m.get("ip")) for m in mappings(status.get(many)))]
    found: list[AddressSet] = []
    for written in filter(None, shown):
        try:
            found.append(AddressSet.network(written))
        except ValueError:
            continue  # no address: the pod stays one without
    return AddressSet.union(found)


def _ports(spec: Mapping | None, manifests: Manifests) -> Iterator[tuple[str, str, int]]:
    containers = [] if spec is None else [*mappings(spec.get("containers")), *mappings(spec.get("initContainers"))]
    for container in containers:
        manifests.claim_entry(container, "ports", LineState.MODELLED)
        for port in mappings(container.get("ports")):
            number = integer(port.get("containerPort"))
            if number is not None:
                yield text(port.get("name")), text(port.get("protocol")) or "TCP", number
