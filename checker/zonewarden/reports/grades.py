"""One severity in the words of each consumer (OUTPUTS section 1.5)."""

from __future__ import annotations

from dataclasses import dataclass

from zonewarden.policy import Level


@dataclass(frozen=True, slots=True)
class Grade:
    """`sarif` is a SARIF level, `security` GitHub's security-severity, `rank` SARIF 3.27.25; empty and None are left out."""

    sarif: str
    security: str
    rank: float | None
    problem: str
    quality: str
    annotation: str


GRADES = {
    Level.CRITICAL: Grade("error", "9.5", 95.0, "error", "blocker", "error"),
    Level.HIGH: Grade("error", "8.0", 80.0, "error", "critical", "error"),
    Level.MEDIUM: Grade("warning", "5.5", 55.0, "warning", "major", "warning"),
    Level.LOW: Grade("note", "2.5", 25.0, "recommendation", "minor", "notice"),
    Level.INFO: Grade("note", "", None, "recommendation", "info", "notice"),
}
