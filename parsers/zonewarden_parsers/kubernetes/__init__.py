"""Kubernetes NetworkPolicy manifests: YAML streams and JSON lists, with the pods and namespaces that the same file holds.

A file is one network without a place (`Device.placeless`): what it carries begins or ends at a pod, and two lists must both permit,
the egress side of the source pod and the ingress side of the destination pod (Kubernetes, *Network Policies*). `kubectl get
ns,pods,netpol -A -o yaml` gives a file whose pods have addresses; pods without one are conditions, never nothing.
"""

from __future__ import annotations

import re

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.kubernetes.constructs import CONSTRUCTS

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "kubernetes"
TITLE: str = "Kubernetes NetworkPolicy"
_HEAD = 200_000
_VERSION = re.compile(r"""(?m)^[\s\-{"]*apiVersion"?:\s*["']?[a-z]""")
_POLICY = re.compile(r"""(?m)\bkind"?:\s*["']?(?:(?:Baseline)?Admin|Cluster)?NetworkPolicy\b""")


def score(text: str) -> int:
    """Return how sure it is that `text` is a manifest."""
    head = text[:_HEAD]
    if not _VERSION.search(head) and '"apiVersion"' not in head:
        return 0
    if _POLICY.search(head):
        return 95
    return 70 if re.search(r'\bkind"?:', head) else 0


def parse(text: str, path: str) -> Parsed:
    """Parse one file of manifests."""
    from zonewarden_parsers.kubernetes.device import read_device

    return read_device(text, path, PLATFORM)
