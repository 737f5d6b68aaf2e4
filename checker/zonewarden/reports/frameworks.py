"""The frameworks that policies are mapped to: names and ids only, the texts of the standards are not ours to copy."""

from __future__ import annotations

from dataclasses import dataclass

from zonewarden.policy import Policy

ATTACK = "mitre-attack-ics"


@dataclass(frozen=True, slots=True)
class Framework:
    """One framework: `name` is short and unique, `title` its own; `version` and `url` may be empty."""

    name: str
    title: str
    organization: str
    version: str = ""
    url: str = ""


FRAMEWORKS = {
    "iec-62443-2-1": Framework("IEC 62443-2-1", "Security program requirements for IACS asset owners", "IEC", "2024"),
    "iec-62443-3-2": Framework("IEC 62443-3-2", "Security risk assessment for system design", "IEC", "2020"),
    "iec-62443-3-3": Framework("IEC 62443-3-3", "System security requirements and security levels", "IEC", "2013"),
    "nerc-cip": Framework("NERC CIP", "Critical infrastructure protection reliability standards", "NERC"),
    "nis2": Framework("NIS2", "Directive (EU) 2022/2555", "European Union", "2022"),
    "nist-800-53r5": Framework(
        "NIST SP 800-53", "Security and privacy controls", "NIST", "5", "https://doi.org/10.6028/NIST.SP.800-53r5"
    ),
    "nist-800-82r3": Framework(
        "NIST SP 800-82",
        "Guide to operational technology security",
        "NIST",
        "3",
        "https://doi.org/10.6028/NIST.SP.800-82r3",
    ),
    "nist-csf-2": Framework(
        "NIST CSF", "Cybersecurity framework", "NIST", "2.0", "https://doi.org/10.6028/NIST.CSWP.29"
    ),
    "sans-ics": Framework("SANS ICS", "Five critical controls for ICS cybersecurity", "SANS"),
    ATTACK: Framework(
        "MITRE ATT&CK for ICS",
        "Adversary tactics and techniques",
        "MITRE",
        "18.1",
        "https://attack.mitre.org/matrices/ics/",
    ),
}


def framework(key: str) -> Framework:
    """Return the framework called `key`; one of a user's own policies is known by its key alone."""
    return FRAMEWORKS.get(key) or Framework(key, key, "")


def mappings(policy: Policy) -> dict[str, tuple[str, ...]]:
    """Return the ids that a policy is mapped to, by framework, ATT&CK's techniques and mitigations last."""
    attack = tuple(sorted({*policy.techniques, *policy.mitigations}))
    known = {key: tuple(sorted(set(ids))) for key, ids in sorted(policy.controls.items()) if ids}
    return {**known, **({ATTACK: attack} if attack else {})}


def attack_url(identifier: str) -> str:
    """Return the page of an ATT&CK technique (T0886) or mitigation (M0930)."""
    kind = "mitigations" if identifier.startswith("M") else "techniques"
    return f"https://attack.mitre.org/{kind}/{identifier.replace('.', '/')}/"
