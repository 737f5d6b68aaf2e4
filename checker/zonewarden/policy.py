"""Policies: Rego modules with their METADATA blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

FAMILIES = (
    "segmentation", "conduits", "remote_access", "rules", "devices", "vulnerabilities", "incident_response", "governance",
    "integration", "metrics",
)  # fmt: skip
"""The policy families, in the order of reports: what is nearest to the root of a problem first."""


class Level(IntEnum):
    """Severity levels, ordered."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def label(self) -> str:
        """The level in lower case, as files and options write it."""
        return self.name.lower()

    @classmethod
    def of(cls, text: str) -> Level:
        """Return the level called `text`; raises KeyError for anything else."""
        return cls[text.upper()]


@dataclass(frozen=True, slots=True)
class Reference:
    """A related resource: a link and what it is."""

    url: str
    description: str


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy: what its METADATA block says, the package that holds its rules, and where it lies.

    `controls` maps a framework id (`iec-62443-3-3`, `nist-800-53r5`, `nerc-cip`, ...) to control ids; `mitigations` and
    `techniques` are ATT&CK for ICS ids. `remediation` maps `summary` and platform names to text. `capability` is term C
    of the severity formula (0-3); `requires` names the declarations it cannot do without. `scope` is `device` where its
    verdicts follow from the facts of one device and of the declarations, so that devices are judged apart; `findings` where they follow
    from the declarations and from what all other policies found; else `site`.
    `rules` are the kinds of rules that make a difference to it (`rule_kinds`); empty: any rule may.
    """

    id: str
    package: str
    title: str
    description: str
    family: str
    severity: Level
    path: str
    requires: tuple[str, ...] = ()
    capability: int = 1
    floor: Level | None = None
    ceiling: Level | None = None
    fix_disruption: str = "hot"
    controls: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    mitigations: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    remediation: Mapping[str, str] = field(default_factory=dict[str, str])
    references: tuple[Reference, ...] = ()
    deprecated: bool = False
    scope: str = "site"
    rules: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The last part of the package: the folder's name."""
        return self.package.rpartition(".")[2]
