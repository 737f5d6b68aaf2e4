# METADATA
# title: Board measure is missing, or has no owner, target or source
# description: >-
#   One of the three measures that the board decides by (risk-adjusted uptime, time to safe integration, hours of
#   critical exposure) is not declared, or a measure has no owners on both sides, unit, target, threshold, period
#   or source. A figure without these can be made to say anything.
# related_resources:
#   - ref: https://doi.org/10.6028/NIST.SP.800-82r3
#     description: NIST SP 800-82 Guide to operational technology security
# custom:
#   id: KPI-001
#   family: metrics
#   severity: low
#   requires: [kpis]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [ORG 2.4]
#     nist-800-53r5: [PM-6, CA-7]
#     nist-csf-2: [GV.OV-03]
#     nis2: ["21.2.f"]
#   remediation:
#     summary: >-
#       Declare the measures as docs/site-files.md describes them, and keep their inputs in the repository.
package zonewarden.metrics.kpi_incomplete

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "site", "id": id} if some id, _ in input.sites

subjects contains {"kind": "kpi", "id": id} if some id, _ in input.kpis

violations contains records.finding("site", site, records.plus(
	{"key": name, "text": sprintf("does not measure %s", [name])},
	records.fixed("low"),
)) if {
	some site in input.sites
	some name in ["risk_adjusted_uptime", "time_to_safe_integration", "critical_exposure_hours"]
	count([id | some id, _ in input.kpis; startswith(id, name)]) == 0
}

violations contains records.finding("kpi", kpi, records.plus(
	{
		"key": sprintf("missing:%s", [concat(",", missing)]),
		"text": sprintf("states no %s", [naming.list(missing)]),
	},
	records.fixed("low"),
)) if {
	some kpi in input.kpis
	missing := records.missing({
		"OT owner": kpi.owners.ot,
		"IT owner": kpi.owners.it,
		"unit": kpi.unit,
		"target": kpi.target,
		"threshold": kpi.threshold,
		"source": kpi.source,
		"period": kpi.period,
	})
	count(missing) > 0
}
