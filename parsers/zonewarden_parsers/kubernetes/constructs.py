"""What of a manifest the model holds exactly, what only as a condition, and what not."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    (
        "NetworkPolicy: pod selection, policy types, ingress and egress rules",
        "exact",
        "additive; both sides must permit",
    ),
    ("`podSelector` and `namespaceSelector`, labels and expressions", "exact", "for pods whose address is in the file"),
    ("pods and workloads without an address", "atom", "any address that is not a known pod's"),
    (
        "namespaces that are not in the file",
        "atom",
        "unless the file has pods of kube-system: then it is the whole cluster",
    ),
    ("`ipBlock` with `except`", "exact", "pods inside a block: network plugins differ, a condition"),
    ("ports, `endPort`, TCP, UDP, SCTP", "exact", ""),
    ("named ports", "exact", "by the container ports of each pod; a condition where there is no such pod"),
    ("other protocols at a restricted pod", "atom", "Kubernetes leaves them to the network plugin"),
    ("`hostNetwork` pods", "atom", "network plugins differ"),
    ("a pod's own node", "exact", "always reaches the pod, where `hostIP` is in the file; not in the model otherwise"),
    (
        "AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy",
        "exact",
        "tiers, priorities, Allow, Deny and Pass; nodes and domain names as peers are conditions, equal priorities a gap",
    ),
    ("Calico, Cilium, Antrea, OVN policies", "unknown", "flows are not assessable"),
    ("service mesh authorisation", "unknown", "may deny more: not assessable where it matters"),
    ("services, ingresses, storage, roles, configuration", "irrelevant", "policies act at the pod"),
)
