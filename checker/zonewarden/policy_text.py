"""A policy's METADATA for people (Markdown) and for programs (JSON data)."""

from __future__ import annotations

from typing import Any

from zonewarden.policy import Policy

FRAMEWORKS = {
    "iec-62443-3-3": "IEC 62443-3-3",
    "iec-62443-3-2": "IEC 62443-3-2",
    "iec-62443-2-1": "IEC 62443-2-1:2024",
    "iec-62443-2-4": "IEC 62443-2-4",
    "nist-800-53r5": "NIST SP 800-53r5",
    "nist-800-82r3": "NIST SP 800-82r3",
    "nist-csf-2": "NIST CSF 2.0",
    "nerc-cip": "NERC CIP",
    "nis2": "NIS2",
    "sans-ics": "SANS ICS critical controls",
}
_PLATFORMS = {
    "cisco-asa": "Cisco ASA",
    "cisco-ios": "Cisco IOS / IOS-XE",
    "fortinet-fortios": "Fortinet FortiOS",
    "paloalto-panos": "Palo Alto Networks PAN-OS",
    "juniper-junos": "Juniper Junos",
    "linux-iptables": "Linux iptables",
    "linux-nftables": "Linux nftables",
}


def as_data(policy: Policy) -> dict[str, Any]:
    """Return a policy as JSON data."""
    return {
        "id": policy.id,
        "name": policy.name,
        "package": policy.package,
        "title": policy.title,
        "description": policy.description,
        "family": policy.family,
        "severity": policy.severity.label,
        "capability": policy.capability,
        "floor": policy.floor.label if policy.floor is not None else None,
        "ceiling": policy.ceiling.label if policy.ceiling is not None else None,
        "requires": list(policy.requires),
        "fix_disruption": policy.fix_disruption,
        "controls": {k: list(v) for k, v in policy.controls.items()},
        "attack_ics": {"mitigations": list(policy.mitigations), "techniques": list(policy.techniques)},
        "remediation": dict(policy.remediation),
        "references": [{"url": r.url, "description": r.description} for r in policy.references],
    }


def as_markdown(policy: Policy) -> str:
    """Return a policy as a Markdown page."""
    parts = [
        f"# {policy.id} {policy.title}",
        (
            f"Family {policy.family}, severity {policy.severity.label}, fix disruption {policy.fix_disruption}, "
            f"package `{policy.package}`."
        ),
        policy.description,
        "## How to mend it",
        policy.remediation.get("summary", ""),
    ]
    named = [*_PLATFORMS, *(key for key in policy.remediation if key not in _PLATFORMS and key != "summary")]
    for platform in named:
        if platform in policy.remediation:
            parts.append(f"{_PLATFORMS.get(platform, platform)}:\n\n```text\n{policy.remediation[platform]}\n```")
    rows = [f"| {FRAMEWORKS.get(k, k)} | {', '.join(v)} |" for k, v in policy.controls.items()]
    attack = [*policy.mitigations, *policy.techniques]
    if attack:
        rows.append(f"| ATT&CK for ICS | {', '.join(attack)} |")
    if rows:
        parts += ["## Controls", "\n".join(["| framework | controls |", "|---|---|", *rows])]
    if policy.references:
        parts += ["## See also", "\n".join(f"- {r.url} {r.description}".rstrip() for r in policy.references)]
    return "\n\n".join(p for p in parts if p)
