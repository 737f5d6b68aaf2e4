"""The thresholds that policies use, with their defaults (SITE-SCHEMAS section 1)."""

from __future__ import annotations

from zonewarden.site.shapes import Field, Number, Record

_DEFAULTS: dict[str, float] = {
    "max_vendor_grant_h": 12, "max_vendor_grant_critical_h": 4, "grace_min": 15, "revoke_sla_min": 30, "max_targets_per_grant": 10,
    "idle_max_min": 15, "min_retention_days": 90, "kill_switch_test_max_days": 365, "break_glass_review_h": 72, "ra_review_max_days": 90,
    "min_hops": 3, "blast_radius_max": 10, "max_assets_per_zone": 60, "min_prefix_v4": 24, "min_prefix_v6": 64, "max_range_ports": 16,
    "max_ports_per_rule": 64, "stale_days": 180, "observation_days": 400, "rules_per_boundary": 150, "recertify_days": 365,
    "recertify_boundary_days": 180, "config_max_age_days": 7, "backup_max_days": 30, "baseline_compare_max_days": 35,
    "drift_max_days": 1, "eos_notice_days": 180, "cert_notice_days": 60, "kev_decision_days_boundary": 3, "kev_decision_days_ot": 15,
    "eval_days": 35, "plan_days": 35, "exposure_h_immediate": 72, "exposure_h_out_of_cycle": 720, "boundary_patch_interval_days": 30,
    "advisory_max_days": 7, "island_hours": 72, "plan_review_days": 365, "update_days": 90, "contact_max_days": 180,
    "cadence_days": 45, "emergency_review_days": 3, "emergency_ratio_max_pct": 10, "exception_max_findings": 25,
    "exception_max_renewals": 2,
}  # fmt: skip
_NESTED: dict[str, dict[str, float]] = {
    "exception_max_days": {"1": 365, "2": 180, "3": 90, "4": 30},
    "review_days": {"zones": 365, "assets": 90, "remote_access": 90},
}


def _numbers(defaults: dict[str, float]) -> tuple[Field, ...]:
    return tuple(Field(name, Number(), default=value) for name, value in defaults.items())


LIMITS = Record(
    (*_numbers(_DEFAULTS), *(Field(name, Record(_numbers(values)), "days") for name, values in _NESTED.items()))
)
DEFAULT_LIMITS: dict[str, float] = {
    **_DEFAULTS,
    **{f"{name}.{key}": value for name, values in _NESTED.items() for key, value in values.items()},
}
"""Every limit by name; members of nested ones as `exception_max_days.1`."""
