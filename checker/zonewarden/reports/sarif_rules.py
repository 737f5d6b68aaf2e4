"""SARIF rules: the policies that ran, their help and their place in the frameworks (3.49, 3.52, 3.53)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from zonewarden.policy import Level, Policy
from zonewarden.reports.escape import visible
from zonewarden.reports.frameworks import ATTACK, attack_url, framework, mappings
from zonewarden.reports.grades import GRADES
from zonewarden.reports.markup import fenced
from zonewarden.reports.sarif_values import Object, plain, text
from zonewarden.reports.unassessed import RULE_DESCRIPTION, RULE_ID, RULE_REMEDIATION, RULE_TITLE, gaps
from zonewarden.triage.finding import Result

_NAME = 255
_DESCRIPTION = 1024
_TAGS = 10
_UNRESERVED = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+")


@dataclass(frozen=True, slots=True)
class Rules:
    """The descriptors of the rules, the index of each by id, the taxonomies and the references to these."""

    descriptors: list[Object]
    index: dict[str, int]
    taxonomies: list[Object]
    references: list[Object]


def ruleset(result: Result) -> Rules:
    """Return the rules of a run: its policies by id, and ours for input that could not be judged where there is such."""
    policies = {p.id: p for p in (*(f.policy for f in result.findings), *result.policies)}
    ordered = [policies[key] for key in sorted(policies)]
    taxa = _taxa(ordered)
    descriptors = [_descriptor(policy, taxa) for policy in ordered]
    if gaps(result):
        descriptors.append(_gap_descriptor())
    index = {descriptor["id"]: i for i, descriptor in enumerate(descriptors)}
    references = [{"name": framework(key).name, "index": i} for i, key in enumerate(taxa)]
    return Rules(descriptors, index, [_taxonomy(key, taxa[key]) for key in taxa], references)


def _taxa(policies: list[Policy]) -> dict[str, list[str]]:
    """Return the ids used of each framework, both sorted."""
    used: defaultdict[str, set[str]] = defaultdict(set)
    for policy in policies:
        for key, ids in mappings(policy).items():
            used[key].update(ids)
    return {key: sorted(used[key]) for key in sorted(used)}


def _taxonomy(key: str, ids: list[str]) -> Object:
    """Return a taxonomy (3.19.3): the ids that our rules refer to, not the whole framework."""
    known = framework(key)
    optional = {"organization": known.organization, "version": known.version, "informationUri": known.url}
    taxa: list[Object] = [{"id": i, **({"helpUri": attack_url(i)} if key == ATTACK else {})} for i in ids]
    return {
        "name": known.name,
        **{name: value for name, value in optional.items() if value},
        "shortDescription": text(known.title),
        "isComprehensive": False,
        "taxa": taxa,
    }


def _descriptor(policy: Policy, taxa: dict[str, list[str]]) -> Object:
    """Return a rule (3.49). GitHub takes severity from the rule alone, so it is the policy's, not a finding's."""
    grade = GRADES[policy.severity]
    properties: Object = {"precision": "very-high", "problem.severity": grade.problem, "tags": _tags(policy)}
    if policy.severity > Level.INFO:
        properties["security-severity"] = grade.security
    descriptor: Object = {
        "id": policy.id,
        "name": _rule_name(policy),
        "shortDescription": text(plain(policy.title), _DESCRIPTION),
        "fullDescription": text(plain(policy.description or policy.title), _DESCRIPTION),
        "help": {"text": _help_text(policy), "markdown": _help_markdown(policy)},
        "defaultConfiguration": {"level": grade.sarif},
        "relationships": _relationships(policy, taxa),
        "properties": properties,
    }
    page = next((r.url for r in policy.references if _UNRESERVED.fullmatch(r.url)), "")
    return {**descriptor, "helpUri": page} if page else descriptor


def _rule_name(policy: Policy) -> str:
    """Return the name in Pascal case (3.49.7): `enterprise_to_control` as `EnterpriseToControl`."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"\W+|_+", policy.name))[:_NAME] or policy.id


def _relationships(policy: Policy, taxa: dict[str, list[str]]) -> list[Object]:
    """Return a relationship (3.53) for each control and technique. Targets have ids: DefectDojo's import needs them."""
    order = list(taxa)
    return [
        {
            "target": {
                "id": identifier,
                "index": taxa[key].index(identifier),
                "toolComponent": {"name": framework(key).name, "index": order.index(key)},
            },
            "kinds": ["relevant"],
        }
        for key, ids in mappings(policy).items()
        for identifier in ids
    ]


def _tags(policy: Policy) -> list[str]:
    """Return at most 10 tags: GitHub keeps no more, and sees the frameworks nowhere else."""
    ids = mappings(policy)
    attack = [f"attack.{identifier}" for identifier in ids.get(ATTACK, ()) if identifier.startswith("T")]
    controls = [identifier.replace(" ", "-") for key in ids if key != ATTACK for identifier in ids[key]]
    wanted = ["security", "ot", policy.family, *attack[:3], *controls]
    return list(dict.fromkeys(visible(tag) for tag in wanted if tag))[:_TAGS]


def _help_text(policy: Policy) -> str:
    parts = [policy.description or policy.title, *policy.remediation.values()]
    return plain("\n\n".join(part.strip() for part in parts if part.strip())) or policy.id


def _help_markdown(policy: Policy) -> str:
    """Return what GitHub shows instead of the text: why, how to mend it on each platform, frameworks, links."""
    parts = [plain(policy.description or policy.title)]
    fixes = {key: plain(value) for key, value in policy.remediation.items() if value.strip()}
    if "summary" in fixes:
        parts.append(f"## Remediation\n\n{fixes.pop('summary')}")
    parts += [f"### {visible(key)}\n\n{fenced(fixes[key])}" for key in sorted(fixes)]
    controls = [f"- {framework(key).name}: {', '.join(ids)}" for key, ids in mappings(policy).items()]
    if controls:
        parts.append("## Frameworks\n\n" + "\n".join(controls))
    links = [
        f"- [{visible(r.description or r.url)}]({r.url})" for r in policy.references if _UNRESERVED.fullmatch(r.url)
    ]
    if links:
        parts.append("## References\n\n" + "\n".join(links))
    return "\n\n".join(parts) or policy.id


def _gap_descriptor() -> Object:
    help_text = f"{RULE_DESCRIPTION}\n\n{RULE_REMEDIATION}"
    return {
        "id": RULE_ID,
        "name": "InputNotAssessable",
        "shortDescription": text(RULE_TITLE),
        "fullDescription": text(RULE_DESCRIPTION),
        "help": {"text": help_text, "markdown": help_text},
        "defaultConfiguration": {"level": "error"},
        "properties": {"precision": "very-high", "problem.severity": "error", "tags": ["coverage", "ot"]},
    }
