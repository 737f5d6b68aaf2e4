# METADATA
# title: Advisory is not evaluated in time, or has no plan
# description: >-
#   An advisory about a product of the plant waits for its evaluation longer than the site allows, was evaluated
#   without an outcome, was found to apply and has no date for the patch or the mitigation, neither its own nor
#   that of a window, change, exception or control of its vulnerabilities in the register, or its date has passed while a vulnerability of it is still open; or a published advisory that affects something in the
#   inventory is neither evaluated nor in the register. Whoever meets the advisory first decides what happens to
#   the line: the patch board or somebody else.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866
# custom:
#   id: VUL-005
#   family: vulnerabilities
#   severity: medium
#   requires: [vulnerabilities]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 7.6]
#     iec-62443-2-1: [COMP 3.2, COMP 3.3]
#     nist-800-53r5: [SI-2, SI-2(2), RA-5]
#     nist-csf-2: [ID.RA-08, PR.PS-02]
#     nerc-cip: [CIP-007-6 R2.1, CIP-007-6 R2.2, CIP-007-6 R2.3]
#     sans-ics: ["5"]
#     nist-800-82r3: [Flaw remediation and patch management]
#   attack_ics:
#     mitigations: [M0951]
#     techniques: [T0866]
#   remediation:
#     summary: >-
#       Evaluate it in the monthly patch board of operations and security with the vendor's compatibility list
#       at hand, record the outcome, and give the patch or the mitigation a date inside a planned stop.
package zonewarden.vulnerabilities.advisory_not_evaluated

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "advisory", "id": id} if some id, _ in input.advisories

violations contains records.finding("advisory", input.advisories[found.id], records.plus(
	found,
	{"capability": 1, "exposure": 0, "ceiling": _ceiling(input.advisories[found.id])},
)) if some found in _problems

subjects contains {"kind": "publication", "id": id} if some id in _applicable

subjects contains {"kind": "export", "id": format} if {
	some format in {"csaf", "vex"}
	input.exports[format]
}

violations contains records.finding("publication", publication, {
	"key": "evaluation",
	"text": sprintf("concerns %s, was published over %v days ago and is not evaluated", [
		naming.list(sort(affected)),
		input.site.limits.eval_days,
	]),
	"evidence": {"cves": sort({pair.cve | some pair in publication.affects})},
	"zones": sort({zone | some asset in affected; some zone in input.asset_records[asset].zones}),
	"capability": 1,
	"exposure": 0,
	"ceiling": _ceiling_of(affected),
}) if {
	some id in _applicable
	publication := input.publications[id]
	affected := {pair.asset | some pair in publication.affects}
	count(affected) > 0
	publication.first_released_ago_h > input.site.limits.eval_days * 24
	not _dealt_with(publication)
}

# Documents that say of something in the inventory, or perhaps of it, that it is affected.
_applicable contains id if {
	some id, publication in input.publications
	count(publication.affects) + count(publication.doubtful) > 0
}

# It is among the advisories, which are judged by themselves, or each vulnerability is in the register with its assets.
_dealt_with(publication) if input.advisories[publication.document]

_dealt_with(publication) if {
	every pair in publication.affects {
		_registered(pair, publication)
	}
}

_registered(pair, _) if {
	some vulnerability in input.vulnerabilities
	vulnerability.cve == pair.cve
	pair.asset in vulnerability.assets
}

_registered(pair, publication) if {
	some vulnerability in input.vulnerabilities
	vulnerability.advisory == publication.document
	pair.asset in vulnerability.assets
}

_ceiling_of(assets) := "high" if {
	some asset in assets
	input.asset_records[asset].role in _boundary_roles
} else := "medium"

_boundary_roles := {"firewall", "vpn", "gateway", "jump_host"}

_problems contains {
	"id": id,
	"key": "evaluation",
	"text": sprintf("was published over %v days ago and is not evaluated", [input.site.limits.eval_days]),
} if {
	some id, advisory in input.advisories
	not _evaluated(advisory)
	advisory.published_ago_h > input.site.limits.eval_days * 24
}

_problems contains {
	"id": id,
	"key": "outcome",
	"text": sprintf("was evaluated over %v days ago without an outcome", [input.site.limits.plan_days]),
} if {
	some id, advisory in input.advisories
	_settled(advisory)
	is_null(advisory.outcome)
}

_problems contains {
	"id": id,
	"key": "plan",
	"text": sprintf("was found to apply (%s) over %v days ago, and no day is set", [
		advisory.outcome,
		input.site.limits.plan_days,
	]),
} if {
	some id, advisory in input.advisories
	_settled(advisory)
	is_null(advisory.plan_due)
	_undated(advisory)
}

# A mitigation has its days in the advisory's plan or in the register; to apply the patch is undated while the register
# has an open vulnerability of the advisory that nobody has given a day.
_undated(advisory) if {
	advisory.outcome == "mitigate"
	count(_related(advisory)) == 0
}

_undated(advisory) if {
	advisory.outcome in {"apply", "mitigate"}
	some id in _related(advisory)
	vulnerability := input.vulnerabilities[id]
	vulnerability.status in records.open_states
	not _dated(vulnerability)
}

# The vulnerabilities that name the advisory, or else those of assets with its products.
_related(advisory) := named if {
	named := {id | some id, vulnerability in input.vulnerabilities; vulnerability.advisory == advisory.id}
	count(named) > 0
} else := {id |
	some id, vulnerability in input.vulnerabilities
	is_null(vulnerability.advisory)
	some name in vulnerability.assets
	_has_product(input.asset_records[name], advisory)
}

_has_product(asset, advisory) if {
	some product in advisory.products
	product in ({asset.model} | {name | some name in asset.software})
}

# A window, a change and an exception have days of their own; a control has them where it says until when it stands in.
_dated(vulnerability) if not is_null(vulnerability.decision.window_id)

_dated(vulnerability) if not is_null(vulnerability.decision.exception_id)

_dated(vulnerability) if not is_null(vulnerability.change_id)

_dated(vulnerability) if vulnerability.decision.type == "patched"

_dated(vulnerability) if {
	some name in vulnerability.decision.control_ids
	control := input.compensating_controls[name]
	count([day | some day in [control.expires, control.review_by]; not is_null(day)]) > 0
}

_problems contains {
	"id": id,
	"key": sprintf("open:%s", [vulnerability.id]),
	"text": sprintf("was to be dealt with by %s, and %s is still open", [advisory.plan_due, vulnerability.id]),
} if {
	some id, advisory in input.advisories
	records.past(advisory.plan_due_ago_h)
	some vulnerability in input.vulnerabilities
	vulnerability.advisory == id
	vulnerability.status in records.open_states
}

_evaluated(advisory) if {
	not is_null(advisory.evaluated_at_ago_h)
	advisory.evaluated_at_ago_h >= 0
}

# Evaluated, and the time for a plan is over.
_settled(advisory) if {
	_evaluated(advisory)
	advisory.evaluated_at_ago_h > input.site.limits.plan_days * 24
}

# What stands at the boundary is reached first.
_ceiling(advisory) := "high" if {
	some asset in input.asset_records
	asset.role in _boundary_roles
	_has_product(asset, advisory)
} else := "medium"
