"""What no schema says about a SARIF log and its consumers need (OUTPUTS sections 1.1, 1.2, 1.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Json = Any

_LINK = re.compile(r"(?<!\\)\[(?:[^\[\]\\]|\\.)*\]\((\d+)\)")
_PLACEHOLDER = re.compile(r"(?<!\{)\{\d+\}(?!\})")


def problems(log: Json) -> list[str]:
    """Return what is wrong with a log, empty when nothing is."""
    return [problem for run in log["runs"] for problem in _run(run)]


def _run(run: Json) -> Iterator[str]:
    driver = run["tool"]["driver"]
    rules = driver["rules"]
    ids = [rule["id"] for rule in rules]
    if len(ids) != len(set(ids)):
        yield "duplicate rule id"
    if run["results"] and run.get("columnKind") != "unicodeCodePoints":
        yield "columnKind missing"
    if len({("suppressions" in r) for r in run["results"]}) > 1:
        yield "suppressions in some results only"
    if len({("baselineState" in r) for r in run["results"]}) > 1:
        yield "baselineState in some results only"
    if not run["automationDetails"]["id"].endswith("/"):
        yield "automationDetails.id is all run id"
    if any("executionSuccessful" not in invocation for invocation in run.get("invocations", [])):
        yield "executionSuccessful missing"
    for rule in rules:
        yield from _rule(rule, run)
    for result in run["results"]:
        yield from _result(result, rules, run)
    for invocation in run.get("invocations", []):
        for notification in invocation["toolExecutionNotifications"]:
            index = notification["descriptor"]["index"]
            if not index < len(driver["notifications"]):
                yield "notification descriptor out of range"


def _rule(rule: Json, run: Json) -> Iterator[str]:
    name = rule["id"]
    for key in ("shortDescription", "fullDescription", "help"):
        if not rule.get(key, {}).get("text", "").strip():
            yield f"{name}: no {key}.text"
    if len(rule["shortDescription"]["text"]) > 1024 or len(rule["fullDescription"]["text"]) > 1024:
        yield f"{name}: description too long"
    if len(rule.get("name", "")) > 255:
        yield f"{name}: name too long"
    if rule.get("defaultConfiguration", {}).get("level") not in ("error", "warning", "note"):
        yield f"{name}: no default level"
    properties = rule["properties"]
    severity = properties.get("security-severity")
    if severity is not None and not (isinstance(severity, str) and 0.0 < float(severity) <= 10.0):
        yield f"{name}: security-severity is not a string in 0-10"
    if len(properties["tags"]) > 10 or len(set(properties["tags"])) != len(properties["tags"]):
        yield f"{name}: tags"
    for relationship in rule.get("relationships", []):
        yield from _relationship(name, relationship["target"], run)


def _relationship(name: str, target: Json, run: Json) -> Iterator[str]:
    taxonomies = run.get("taxonomies", [])
    component = target["toolComponent"]
    if not component["index"] < len(taxonomies):
        yield f"{name}: taxonomy index out of range"
        return
    taxonomy = taxonomies[component["index"]]
    if taxonomy["name"] != component["name"]:
        yield f"{name}: taxonomy name differs"
    if not target["index"] < len(taxonomy["taxa"]):
        yield f"{name}: taxa index out of range"
    elif taxonomy["taxa"][target["index"]]["id"] != target.get("id"):
        yield f"{name}: taxon id differs"


def _result(result: Json, rules: list[Json], run: Json) -> Iterator[str]:
    rule = result.get("ruleId")
    index = result.get("ruleIndex", -1)
    if not 0 <= index < len(rules):
        yield f"{rule}: ruleIndex out of range"
    elif rules[index]["id"] != rule:
        yield f"{rule}: ruleId differs from rules[ruleIndex].id"
    if result.get("kind", "fail") != "fail" and result.get("level") != "none":
        yield f"{rule}: kind {result['kind']} with level {result.get('level')}"
    if not result["message"]["text"].strip():
        yield f"{rule}: empty message"
    if _PLACEHOLDER.search(result["message"]["text"]):
        yield f"{rule}: placeholder without argument"
    related = [location.get("id") for location in result.get("relatedLocations", [])]
    links = [int(target) for target in _LINK.findall(result["message"]["text"])]
    if not set(links) <= set(related):
        yield f"{rule}: link to a location that is not there"
    if len(related) > 30 or len(set(related)) != len(related):
        yield f"{rule}: related locations"
    if len(result.get("locations", [])) != 1:
        yield f"{rule}: not exactly one location"
    if not all(re.fullmatch(r".*/v\d+", key) for key in result.get("partialFingerprints", {"": ""})):
        yield f"{rule}: fingerprint key"
    for location in (*result.get("locations", []), *result.get("relatedLocations", [])):
        yield from _physical(rule, location.get("physicalLocation"), run)


def _physical(rule: str, physical: Json, run: Json) -> Iterator[str]:
    if not physical:
        yield f"{rule}: no physical location"
        return
    artifact, region = physical["artifactLocation"], physical.get("region", {})
    uri = artifact.get("uri", "")
    if not uri or not re.fullmatch(r"(?:[A-Za-z0-9\-._~/]|%[0-9A-F]{2}|^file:)+", uri):
        yield f"{rule}: uri {uri!r}"
    base = artifact.get("uriBaseId")
    if (base is None) == (not uri.startswith("file:")) or (base and base not in run["originalUriBaseIds"]):
        yield f"{rule}: uriBaseId {base!r}"
    if uri.startswith(("./", "//")) or (base and uri.startswith("/")):
        yield f"{rule}: uri is not relative to the root"
    first, last = region.get("startLine", 0), region.get("endLine", region.get("startLine", 0))
    if not 1 <= first <= last:
        yield f"{rule}: lines of the region"
    if first == last and region.get("endColumn", region.get("startColumn", 1)) < region.get("startColumn", 1):
        yield f"{rule}: columns of the region"
    context = physical.get("contextRegion")
    if context and not context["startLine"] <= first <= last <= context["endLine"]:
        yield f"{rule}: context region is smaller than the region"
