"""Network policies: who is selected, what passes, and what stays open."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.forwarded import forwarded
from tests.parsers.mangled import examples, hold, mangled

from zonewarden_parsers import kubernetes
from zonewarden_parsers.kubernetes.ports import FILTERED
from zonewarden_parsers.model import ANY_SERVICE, Device, Effect, LineState, ServiceSet

FIXTURES = Path(__file__).parents[2] / "fixtures" / "kubernetes"
CELL = (FIXTURES / "cell.yaml").read_text(encoding="utf-8")
TIERS = (FIXTURES / "tiers.yaml").read_text(encoding="utf-8")
KINDS = (FIXTURES / "kinds.manifest").read_text(encoding="utf-8")
POD = "apiVersion: v1\nkind: Pod\nmetadata: {{name: {0}, namespace: n, labels: {{app: {0}}}}}\nstatus: {{podIP: {1}}}\n---\n"
PODS = POD.format("a", "10.0.0.1") + POD.format("b", "10.0.0.2")
POLICY = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: n}\nspec: "


def device(text: str) -> Device:
    (found,) = kubernetes.parse(text, "cell.yaml").devices
    return found


def flows(found: Device, source: str, target: str) -> tuple[str, str]:
    sure, may = forwarded(found, ipaddress.ip_address(source), ipaddress.ip_address(target))
    return str(sure), str(may)


def filtered(spec: str, source: str = "10.0.0.1", target: str = "10.0.0.2") -> tuple[str, str]:
    """Return what surely and what perhaps passes between two pods under one policy, other protocols left out."""
    found = device(PODS + POLICY + spec)
    sure, may = forwarded(found, ipaddress.ip_address(source), ipaddress.ip_address(target))
    return str(sure), str(may if may == sure else may & FILTERED)


@pytest.mark.parametrize(
    ("source", "target", "passes"),
    [
        ("10.40.0.1", "10.20.1.10", "tcp/8443"),
        ("10.40.0.66", "10.20.1.10", "none"),
        ("10.30.0.20", "10.20.1.10", "tcp/4840, udp/5000-5010"),
        ("10.20.1.10", "10.20.1.11", "tcp/502"),
        ("10.20.1.11", "10.20.1.10", "none"),
        ("10.20.9.1", "10.20.1.10", "any"),
        ("10.30.0.20", "10.20.1.11", "none"),
        ("10.30.0.20", "10.40.0.1", "any"),
        ("10.40.0.1", "10.30.0.20", "any"),
    ],
)
def test_what_passes_in_the_cell(source: str, target: str, passes: str) -> None:
    assert flows(device(CELL), source, target)[0] == passes


def test_pods_without_an_address_may_be_anywhere_but_at_a_known_pod() -> None:
    found = device(CELL)
    assert "tcp/502" in flows(found, "10.99.0.1", "10.20.1.11")[1]
    assert "tcp/502" not in flows(found, "10.30.0.20", "10.20.1.11")[1]


@pytest.mark.parametrize(
    ("spec", "passes"),
    [
        ("{podSelector: {}}", ("none", "none")),
        ("{podSelector: {matchLabels: {app: c}}}", ("any", "any")),
        ("{podSelector: {}, ingress: [{}]}", ("any", "any")),
        ("{podSelector: {}, ingress: [{from: []}]}", ("any", "any")),
        ("{podSelector: {}, policyTypes: [Egress], ingress: []}", ("none", "none")),
        ("{podSelector: {}, ingress: [{}], egress: []}", ("any", "any")),
        ("{podSelector: {}, ingress: [{}], egress: [{ports: [{port: 9}]}]}", ("tcp/9", "tcp/9")),
        ("{podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{protocol: SCTP}]}]}", ("sctp", "sctp")),
        ("{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: b}}}]}]}", ("none", "none")),
        (
            "{podSelector: {}, ingress: [{from: [{podSelector: {matchExpressions: [{key: x, operator: NotIn, values: [y]}]}}]}]}",
            ("any", "any"),
        ),
        (
            "{podSelector: {}, ingress: [{from: [{podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}}]}]}",
            ("none", "none"),
        ),
        ("{podSelector: {}, ingress: [{ports: [{port: 9, endPort: 8}]}]}", ("none", "tcp")),
        ("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 9}]}]}", ("none", "tcp/9")),
        ("{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 9}]}]}", ("tcp/9", "tcp/9")),
        (
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {x: y}}}], ports: [{port: 9}]}]}",
            ("none", "tcp/9"),
        ),
        (
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: n}}}]}]}",
            ("any", "any"),
        ),
    ],
)  # fmt: skip
def test_one_policy_between_two_pods(spec: str, passes: tuple[str, str]) -> None:
    assert filtered(spec) == passes


def test_policies_add_up_and_other_traffic_is_not_carried() -> None:
    more = "\n---\n" + POLICY.replace("name: p", "name: q") + "{podSelector: {}, ingress: [{ports: [{port: 9}]}]}"
    found = device(PODS + POLICY + "{podSelector: {}, ingress: [{ports: [{port: 8}]}]}" + more)
    assert flows(found, "10.0.0.1", "10.0.0.2")[0] == "tcp/8-9"
    assert flows(found, "192.0.2.1", "192.0.2.2") == ("none", "none")


def test_pods_that_share_an_address_have_none() -> None:
    assert filtered("{podSelector: {}}")[0] == "none"
    text = PODS.replace("10.0.0.2", "10.0.0.1") + POLICY + "{podSelector: {}}"
    assert flows(device(text), "10.0.0.1", "10.0.0.2") == ("none", "any")


def test_what_is_not_known_is_open() -> None:
    parsed = kubernetes.parse(KINDS, "kinds.json")
    (found,) = parsed.devices
    assert [g.effect for g in found.gaps] == [Effect.EITHER, Effect.EITHER, Effect.MAY_DENY]
    assert {parsed.coverage.states[i - 1] for i in (16, 19, 25)} == {LineState.UNKNOWN, LineState.UNKNOWN}
    assert flows(found, "10.0.0.1", "10.0.0.2") == ("none", "any")


@pytest.mark.parametrize(
    ("source", "target", "passes"),
    [
        ("10.1.2.2", "10.1.1.1", "tcp/44818"),  # allowed at priority 10, everything else from the office denied at 20
        ("10.1.2.1", "10.1.1.1", "tcp/4840"),  # passed to the cell's own policy, which permits it
        ("10.1.3.1", "10.1.1.1", "none"),
        ("10.1.1.2", "10.1.1.1", "none"),  # no rule of the administrator denies all, but the cell's policy does
        ("10.1.1.1", "10.1.1.2", "any but tcp/44818 and udp/2222-2223"),
        ("10.1.2.1", "10.1.2.2", "any"),
        ("10.1.2.1", "10.20.0.1", "tcp/443, udp/123-124"),
        ("10.1.2.1", "192.0.2.1", "none"),
        ("192.0.2.1", "10.1.2.1", "any"),
    ],
)
def test_what_passes_between_the_tiers(source: str, target: str, passes: str) -> None:
    found = device(TIERS)
    assert found.gaps == ()
    sure, may = forwarded(found, ipaddress.ip_address(source), ipaddress.ip_address(target))
    if passes.startswith("any but"):
        assert ANY_SERVICE - sure == ServiceSet.ports(6, ((44818, 44818),)) | ServiceSet.ports(17, ((2222, 2223),))
    else:
        assert str(sure) == passes
    assert sure & FILTERED == may & FILTERED


TIER = "apiVersion: policy.networking.k8s.io/{0}\nkind: {1}\nmetadata: {{name: {2}}}\nspec: {3}\n---\n"
ALL_PODS = "subject: {namespaces: {}}"


def tiered(
    rules: str, source: str = "10.0.0.1", target: str = "10.0.0.2", version: str = "v1alpha1"
) -> tuple[str, str]:
    """Return what surely and what perhaps passes between two pods under one policy of the administrator."""
    kind = "AdminNetworkPolicy" if version == "v1alpha1" else "ClusterNetworkPolicy"
    tier = "" if version == "v1alpha1" else "tier: Admin, "
    spec = f"{{{tier}priority: 1, {ALL_PODS}, {rules}}}"
    return flows(device(PODS + TIER.format(version, kind, "a", spec)), source, target)


@pytest.mark.parametrize(
    ("rules", "passes"),
    [
        ("ingress: [{action: Deny, from: [{namespaces: {}}]}]", ("none", "none")),
        ("egress: [{action: Deny, to: [{networks: [10.0.0.0/30]}]}]", ("none", "none")),
        ("egress: [{action: Deny, to: [{networks: [10.0.0.0/31]}]}]", ("any", "any")),
        ("egress: [{action: Deny, to: [{nodes: {}}]}]", ("none", "any")),
        ("egress: [{action: Deny, to: [{domainNames: [example.org]}]}]", ("none", "any")),
        ("ingress: [{action: Deny, from: [{namespaces: {sameLabels: [x]}}]}]", ("none", "any")),
        ("ingress: [{action: Deny, from: [{strange: {}}]}]", ("none", "any")),
        ("ingress: [{action: Deny, from: []}]", ("none", "any")),
        ("ingress: [{action: Deny, from: [{namespaces: {}}], ports: []}]", ("none", "any")),
        ("ingress: [{action: Strange, from: [{namespaces: {}}]}]", ("none", "any")),
        ("ingress: [{action: Pass, from: [{namespaces: {}}]}, {action: Deny, from: [{namespaces: {}}]}]", ("any", "any")),
        ("ingress: [{action: Deny, from: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: b}}}}]}]", ("any", "any")),
    ],
)  # fmt: skip
def test_rules_of_an_administrator(rules: str, passes: tuple[str, str]) -> None:
    assert tiered(rules) == passes


def test_both_forms_of_ports_of_a_cluster_policy() -> None:
    deny = "ingress: [{action: Deny, from: [{namespaces: {}}], protocols: [%s]}]"
    new = tiered(deny % "{tcp: {destinationPort: {range: {start: 1, end: 9}}}}, {sctp: {}}", version="v1alpha2")
    old = tiered(deny % "{protocol: TCP, port: {range: {start: 1, end: 9}}}, {protocol: SCTP}", version="v1alpha2")
    assert new == old
    assert tiered(deny % "{tcp: {destinationPort: {number: 70000}}}", version="v1alpha2")[1] == "any"


def test_policies_of_one_priority_are_not_assessable() -> None:
    spec = f"{{priority: 1, {ALL_PODS}, ingress: [{{action: Deny, from: [{{namespaces: {{}}}}]}}]}}"
    found = device(PODS + "".join(TIER.format("v1alpha1", "AdminNetworkPolicy", n, spec) for n in "ab"))
    assert [g.effect for g in found.gaps] == [Effect.EITHER, Effect.EITHER]


def test_a_policy_of_the_administrator_without_a_priority_or_with_a_strange_field_is_a_gap() -> None:
    for spec in ("{subject: {namespaces: {}}}", "{priority: 1, subject: {namespaces: {}}, other: 1}"):
        found = device(PODS + TIER.format("v1alpha1", "AdminNetworkPolicy", "a", spec))
        assert [g.effect for g in found.gaps] == [Effect.EITHER]


def test_a_file_without_policies_says_nothing() -> None:
    assert kubernetes.parse(PODS, "pods.yaml").devices == ()


def test_a_document_that_cannot_be_read_leaves_the_others() -> None:
    found = device(PODS + "kind: [\n---\n" + POLICY + "{podSelector: {}}")
    assert [g.effect for g in found.gaps] == [Effect.EITHER]
    assert len(found.rule_lists[2].rules) == 2


@given(mangled([CELL, KINDS, TIERS]))
@settings(max_examples=examples(30), deadline=None)
def test_any_text_is_accounted_for(text: str) -> None:
    hold(kubernetes, text)


@given(st.text(max_size=300))
@settings(max_examples=examples(30), deadline=None)
def test_arbitrary_text(text: str) -> None:
    hold(kubernetes, text)
    assert 0 <= kubernetes.score(text) <= 100
