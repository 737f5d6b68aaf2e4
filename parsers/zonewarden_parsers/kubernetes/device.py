"""A file of manifests as one placeless device, and what of it may filter packets without being in the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.kubernetes.cluster import WORKLOADS, read_cluster
from zonewarden_parsers.kubernetes.manifests import Manifest, Manifests, read_manifests
from zonewarden_parsers.kubernetes.policies import EGRESS, INGRESS, carried, direction_list, read_policy
from zonewarden_parsers.kubernetes.texts import head
from zonewarden_parsers.kubernetes.tiers import TierPolicy, is_tier_policy, read_tier_policy, same_priority
from zonewarden_parsers.lines import Ledger, count_lines
from zonewarden_parsers.model import (
    Aspect,
    Binding,
    Device,
    Diagnostic,
    Direction,
    Effect,
    Gap,
    LineState,
    Location,
    Severity,
)
from zonewarden_parsers.strict_yaml.nodes import Mapping, Node, Scalar
from zonewarden_parsers.strict_yaml.nodes import Sequence as Items

_POLICY_GROUPS = {"networking.k8s.io", "extensions"}
_SPEC = {"podSelector", "policyTypes", "ingress", "egress"}
_QUIET_GROUPS = {
    "", "apps", "batch", "autoscaling", "policy", "rbac.authorization.k8s.io", "storage.k8s.io", "scheduling.k8s.io", "extensions",
    "coordination.k8s.io", "discovery.k8s.io", "node.k8s.io", "admissionregistration.k8s.io", "apiextensions.k8s.io",
    "apiregistration.k8s.io", "certificates.k8s.io", "authentication.k8s.io", "authorization.k8s.io", "events.k8s.io",
    "networking.k8s.io", "metrics.k8s.io", "gateway.networking.k8s.io", "monitoring.coreos.com", "cert-manager.io", "acme.cert-manager.io",
    "route.openshift.io", "apps.openshift.io", "image.openshift.io", "build.openshift.io", "project.openshift.io", "argoproj.io",
    "kustomize.config.k8s.io", "external-secrets.io", "snapshot.storage.k8s.io", "helm.toolkit.fluxcd.io", "kind.x-k8s.io",
}  # fmt: skip
"""API groups whose objects permit and deny no packet between pods: what reaches a pod through them meets its policies there."""
_MESH_GROUPS = {"security.istio.io", "networking.istio.io", "policy.linkerd.io", "linkerd.io", "consul.hashicorp.com"}


def read_device(text: str, path: str, platform: str) -> Parsed:
    """Parse one file: no device where it has no policy at all, because nothing is filtered that it could speak of."""
    ledger = Ledger(path, count_lines(text))
    manifests = read_manifests(text, path)
    cluster = read_cluster(manifests)
    told = list(manifests.faults)
    gaps = [Gap(Aspect.ALL, Effect.EITHER, f"cannot be read: {f.message}", f.location) for f in manifests.faults]
    policies = [read_policy(made, cluster) for made in manifests.objects if _is_policy(made)]
    tiers = [read_tier_policy(made, cluster) for made in manifests.objects if is_tier_policy(made)]
    for made in manifests.objects:
        for problem, effect in _claim(made, manifests):
            told.append(problem)
            gaps.append(Gap(Aspect.FLOWS, effect, problem.message, problem.location))
    for problem in _claim_tiers(tiers, manifests):
        told.append(problem)
        gaps.append(Gap(Aspect.FLOWS, Effect.EITHER, problem.message, problem.location))
    here = Location(path, 1, 0, 1)
    if not policies and not tiers and not gaps:
        told.append(Diagnostic(here, "no-rules", "no network policy in this file", Severity.WARNING))
    ledger.diagnostics.extend(told)
    manifests.paint(text, ledger)
    coverage = ledger.coverage()
    diagnostics = tuple(ledger.diagnostics)
    lists = (
        carried(policies, tiers, cluster, here),
        direction_list(policies, tiers, cluster, EGRESS, here),
        direction_list(policies, tiers, cluster, INGRESS, here),
    )
    device = Device(
        PurePosixPath(path).stem, platform, path, coverage, stateful=True, placeless=True, rule_lists=lists,
        bindings=tuple(Binding(r.name, "", Direction.FORWARD, here, (4, 6)) for r in lists), gaps=tuple(gaps),
        diagnostics=diagnostics,
    )  # fmt: skip
    return Parsed(path, platform, (device,) if policies or tiers or gaps else (), diagnostics, coverage)


def _is_policy(made: Manifest) -> bool:
    return made.kind == "NetworkPolicy" and made.group in _POLICY_GROUPS


def _claim(made: Manifest, manifests: Manifests) -> Iterator[tuple[Diagnostic, Effect]]:
    """Claim the lines of an object; yield what of it bears on packets and is not in the model."""
    node = made.node
    place = Location(node.location.path, node.location.line, 0, node.location.column)
    if _is_policy(made):
        yield from _claim_policy(made, manifests)
    elif is_tier_policy(made):
        _claim_parts(made, manifests)
    elif made.group in _QUIET_GROUPS or (made.kind in WORKLOADS and not made.group):
        manifests.claim(node, LineState.IRRELEVANT)
    else:
        manifests.claim(node, LineState.UNKNOWN)
        mesh = made.group in _MESH_GROUPS
        what = f"{made.kind} ({made.group}) {made.name}".strip()
        message = f"{what} may deny more" if mesh else f"{what} is not in the model and may permit or deny packets"
        yield Diagnostic(place, "unknown-kind", message), Effect.MAY_DENY if mesh else Effect.EITHER


def _claim_policy(made: Manifest, manifests: Manifests) -> Iterator[tuple[Diagnostic, Effect]]:
    _claim_parts(made, manifests)
    spec = made.node.get("spec")
    wrong = _wrong(spec, made.node)
    if wrong is not None:
        manifests.claim(wrong, LineState.UNKNOWN)
        place = Location(wrong.location.path, wrong.location.line, 0, wrong.location.column)
        yield Diagnostic(place, "unknown-field", "a part of this policy is not known"), Effect.EITHER


def _claim_parts(made: Manifest, manifests: Manifests) -> None:
    manifests.claim(made.node, LineState.IRRELEVANT)
    for key in ("apiVersion", "kind", "metadata", "spec"):
        manifests.claim_entry(made.node, key, LineState.MODELLED)


def _claim_tiers(tiers: Sequence[TierPolicy], manifests: Manifests) -> Iterator[Diagnostic]:
    """Yield what is not known of policies of the administrator, having claimed its lines."""
    for policy in tiers:
        if policy.wrong is not None:
            manifests.claim(policy.wrong, LineState.UNKNOWN)
            yield Diagnostic(head(policy.wrong.location), "unknown-field", "a part of this policy is not known")
    for policy in same_priority(tiers):
        message = f"{policy.title} has the priority of another policy: which of them counts first is not said"
        yield Diagnostic(head(policy.manifest.node.location), "same-priority", message)


def _wrong(spec: Node | None, whole: Mapping) -> Node | None:
    """Return the part of a specification that has the wrong form or an unknown name."""
    if not isinstance(spec, Mapping):
        return spec or whole
    for key, entry in spec.entries.items():
        empty = isinstance(entry.value, Scalar) and entry.value.value is None
        if key not in _SPEC:
            return entry.key
        if key != "podSelector" and not empty and not isinstance(entry.value, Items):
            return entry.value
    return None
