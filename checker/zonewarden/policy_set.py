"""Finding policies on disk, and reading their METADATA blocks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml

from zonewarden import store as cache
from zonewarden.errors import UserError
from zonewarden.policy import FAMILIES, Level, Policy, Reference
from zonewarden.rule_kinds import RULE_KINDS
from zonewarden.site.exports.formats import NAMES
from zonewarden.site.registers import TAKEN_UP
from zonewarden.site.schema import KINDS
from zonewarden.store import NoStore, Store
from zonewarden_parsers.platforms import PLATFORMS

REQUIRABLE = (frozenset(KINDS) | TAKEN_UP | NAMES | {"comparison"}) - {"project"}
SCOPES = frozenset({"device", "site", "findings"})
DISRUPTIONS = frozenset({"hot", "window", "outage", "n/a"})
_PACKAGE = re.compile(r"^package\s+([\w.]+)", re.MULTILINE)
_ID = re.compile(r"[A-Z][A-Z0-9]*-[0-9]{3,4}")
_TOP = {"scope", "title", "description", "related_resources", "custom", "authors", "organizations", "entrypoint"}
_CUSTOM = {
    "id", "family", "severity", "requires", "capability", "floor", "ceiling", "fix_disruption", "controls", "attack_ics",
    "remediation", "deprecated", "scope", "rules",
}  # fmt: skip
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class PolicySet:
    """Policies and everything they are made of. `modules` holds every Rego text but tests, by path."""

    policies: tuple[Policy, ...]
    modules: Mapping[str, str]

    def find(self, name: str) -> Policy | None:
        """Return the policy with this id or folder name, in any case, or None."""
        wanted = name.lower()
        return next((p for p in self.policies if wanted in {p.id.lower(), p.name, p.package}), None)


def shipped() -> Path:
    """Return the folder of the policies that come with Zonewarden: in the wheel, or in a checkout."""
    inside = Path(__file__).parent / "policies"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "policies"


def control_ids(framework: str) -> tuple[str, ...]:
    """Return the control identifiers that the catalogue knows of a framework; raises UserError for one it does not know."""
    listed = yaml.load((shipped() / "controls.yaml").read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader
    if framework not in listed:
        raise UserError(f"no framework {framework!r}: choose one of {', '.join(sorted(listed))}")
    return tuple(str(identifier) for identifier in listed[framework])


def read_policies(folders: Sequence[Path], store: Store | None = None) -> PolicySet:
    """Return the policies under `folders`, shipped ones first; raises UserError for what cannot be a policy set.

    `store` keeps what their METADATA blocks say.
    """
    modules: dict[str, str] = {}
    places: list[str] = []
    for folder in folders:
        if not folder.exists():
            raise UserError(f"{folder}: no such policy folder")
        for path in rego_files(folder):
            if path.name.endswith("_test.rego"):
                continue
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}" if folder.is_dir() else path.name
            modules[name if name not in modules else str(path)] = _read(path)
            places.append(str(path))
    return PolicySet(_kept(places, list(modules.values()), store or NoStore()), modules)


def _kept(places: Sequence[str], texts: Sequence[str], store: Store) -> tuple[Policy, ...]:
    key = cache.key("policies", cache.tool(), *places, *texts)
    data = store.load(key)
    if data is not None:
        found: tuple[Policy, ...] = cache.decode(data, {})
        return found
    policies = [p for p in map(read_policy, texts, places) if p is not None]
    _check_unique(policies)
    ordered = tuple(sorted(policies, key=lambda p: (FAMILIES.index(p.family), p.id)))
    store.save(key, cache.encode_policies(ordered))
    return ordered


def rego_files(folder: Path) -> Iterator[Path]:
    """Yield the Rego files under a folder (or the file itself), sorted; `bad` and `good` example sites hold none."""
    if folder.is_file():
        yield folder
        return
    found = [Path(here, name) for here, _, names in os.walk(folder) for name in names if name.endswith(".rego")]
    yield from sorted(found)


def read_policy(text: str, path: str) -> Policy | None:
    """Return the policy of a Rego module, or None for a library module (no METADATA with `custom.id`).

    Raises UserError with path and line for a METADATA block that breaks its schema: unknown key, wrong value.
    """
    package = _PACKAGE.search(text)
    if package is None:
        raise UserError(f"{path}:1: no package")
    block, line = _metadata(text[: package.start()])
    if block is None:
        return None
    try:
        data: Any = yaml.load(block, _LOADER)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as error:
        raise UserError(f"{path}:{line}: METADATA is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(data, dict) or "custom" not in data or "id" not in (data["custom"] or {}):
        return None
    try:
        return _policy(cast("dict[str, Any]", data), package.group(1), path)
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(f"{path}:{line}: METADATA: {error.args[0] if error.args else error}") from error


def _metadata(head: str) -> tuple[str | None, int]:
    """Return the YAML of the last METADATA block above the package line, and its first line's number."""
    lines = head.splitlines()
    start = next((i for i in range(len(lines) - 1, -1, -1) if lines[i].strip() == "# METADATA"), None)
    if start is None:
        return None, 1
    body: list[str] = []
    for line in lines[start + 1 :]:
        if not line.startswith("#"):
            break
        body.append(line[2:] if line.startswith("# ") else line[1:])
    return "\n".join(body), start + 2


def _policy(data: dict[str, Any], package: str, path: str) -> Policy:
    custom: dict[str, Any] = data["custom"]
    _known(data, _TOP, "key")
    _known(custom, _CUSTOM, "custom key")
    if not _ID.fullmatch(custom["id"]):
        raise ValueError(f"id {custom['id']!r} is not of the form ABC-001")
    _one_of(custom["family"], FAMILIES, "family")
    _one_of(custom.get("fix_disruption", "hot"), DISRUPTIONS, "fix_disruption")
    _one_of(custom.get("scope", "site"), SCOPES, "scope")
    for name in custom.get("requires", []):
        _one_of(name, REQUIRABLE, "requires")
    for name in custom.get("rules", []):
        _one_of(name, frozenset(RULE_KINDS), "rules")
    for name in custom["remediation"]:
        _one_of(name, ("summary", *PLATFORMS), "remediation")
    attack: dict[str, Any] = custom.get("attack_ics", {})
    _known(attack, {"mitigations", "techniques"}, "attack_ics key")
    return Policy(
        id=custom["id"],
        package=package,
        title=_text(data["title"], "title"),
        description=_text(data["description"], "description"),
        family=custom["family"],
        severity=_level(custom["severity"]),
        path=path,
        requires=tuple(custom.get("requires", [])),
        capability=_capability(custom.get("capability", 1)),
        floor=_level(custom["floor"]) if "floor" in custom else None,
        ceiling=_level(custom["ceiling"]) if "ceiling" in custom else None,
        fix_disruption=custom.get("fix_disruption", "hot"),
        controls={k: tuple(str(x) for x in v) for k, v in custom.get("controls", {}).items()},
        mitigations=tuple(attack.get("mitigations", [])),
        techniques=tuple(attack.get("techniques", [])),
        remediation={k: _text(v, f"remediation {k}") for k, v in custom["remediation"].items()},
        references=tuple(Reference(r["ref"], r.get("description", "")) for r in data.get("related_resources", [])),
        deprecated=bool(custom.get("deprecated", False)),
        scope=custom.get("scope", "site"),
        rules=tuple(custom.get("rules", [])),
    )


def _known(data: dict[str, Any], allowed: set[str], what: str) -> None:
    for key in data:
        if key not in allowed:
            raise ValueError(f"unknown {what} {key!r}")


def _one_of(value: object, allowed: Sequence[str] | frozenset[str], what: str) -> None:
    if value not in allowed:
        raise ValueError(f"{what} is {value!r}, not one of {', '.join(sorted(allowed))}")


def _level(value: object) -> Level:
    _one_of(value, [level.label for level in Level], "severity")
    return Level.of(str(value))


def _capability(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= 3:
        raise ValueError(f"capability is {value!r}, not 0-3")
    return value


def _text(value: object, what: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{what} is not a text")
    return value.strip()


def _check_unique(policies: Sequence[Policy]) -> None:
    seen: dict[str, Policy] = {}
    for policy in policies:
        first = seen.setdefault(policy.id, policy)
        if first is not policy:
            raise UserError(f"{policy.path}: id {policy.id} is already used by {first.path}")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: cannot be read: {error}") from error
