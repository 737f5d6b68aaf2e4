# METADATA
# title: Regulation of the site is not declared or mapped
# description: >-
#   The site declares neither a regulation nor a profile that applies to it, a regulation whose mapping to
#   controls nobody reviewed within the year or since it changed, or a mandatory one without the penalty that it threatens. A
#   deadline of 24 hours that nobody knew of is missed on the first night, and the board cannot weigh what it
#   does not see.
# custom:
#   id: GOV-015
#   family: governance
#   severity: low
#   requires: [governance]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-2: [ZCR 6.9]
#     iec-62443-2-1: [ORG 1.1]
#     nist-800-53r5: [PM-1, PM-9]
#     nist-csf-2: [GV.OC-03, GV.PO-02]
#     nis2: ["21.4"]
#   remediation:
#     summary: >-
#       Ask legal which of NIS2, NERC CIP, TSA and the like apply to the site, declare each with its clocks and
#       its highest penalty, and review the mapping to controls once a year.
package zonewarden.governance.regulation_not_mapped

import data.zonewarden.lib.records

subjects contains {"kind": "site", "id": id} if some id, _ in input.sites

subjects contains {"kind": "regulation", "id": id} if some id, _ in input.regulations

violations contains records.finding("site", site, records.plus(
	{"key": "none", "text": "declares no regulation and no profile that applies to it"},
	records.fixed("low"),
)) if {
	some site in input.sites
	count(site.profiles) == 0
	count(input.regulations) == 0
}

violations contains records.finding("regulation", regulation, records.plus(
	{"key": "mapping", "text": "is mapped to controls, and nobody has reviewed the mapping within the year"},
	records.fixed("low"),
)) if {
	some regulation in input.regulations
	not records.recent(regulation.mapping_reviewed_at_ago_h, 366)
}

violations contains records.finding("regulation", regulation, records.plus(
	{"key": "changed", "text": "changed after its mapping to controls was last reviewed"},
	records.fixed("low"),
)) if {
	some regulation in input.regulations
	records.recent(regulation.mapping_reviewed_at_ago_h, 366)
	records.past(regulation.changed_at_ago_h)
	regulation.changed_at_ago_h < regulation.mapping_reviewed_at_ago_h
}

violations contains records.finding("regulation", regulation, records.plus(
	{"key": "lacks", "text": "is mandatory, and nobody states the highest penalty"},
	records.fixed("low"),
)) if {
	some regulation in input.regulations
	regulation.mandatory == true
	is_null(regulation.penalty_max)
	not _stated_for_a_unit(regulation.id)
}

_stated_for_a_unit(id) if {
	some unit in input.units
	unit.bia.regulatory_exposure.basis == id
	not is_null(unit.bia.regulatory_exposure.penalty_max)
}
