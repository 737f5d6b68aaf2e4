# METADATA
# title: Statement about a vulnerability is contradicted or unfounded
# description: >-
#   The register says that a vulnerability does not affect a host, and not why; that it is resolved, while the
#   inventory still lists firmware older than the first version without it; or two entries about one CVE
#   disagree about the same host. Published statements (CSAF, CycloneDX VEX) about something in the inventory
#   disagree with each other or with the register, give no reason, or count on a mitigation that nobody declared; or
#   nothing newer has come for days. Such a statement ends the search for the host that is still open.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0862/
#     description: ATT&CK for ICS T0862
# custom:
#   id: VUL-016
#   family: vulnerabilities
#   severity: low
#   requires: [vulnerabilities, assets]
#   capability: 1
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 7.8]
#     iec-62443-2-1: [COMP 3.3, CM 1.1]
#     nist-800-53r5: [RA-5, SI-2(2), CM-8]
#     nist-csf-2: [ID.RA-01, ID.RA-08]
#     sans-ics: ["5"]
#   attack_ics:
#     mitigations: [M0916]
#     techniques: [T0862]
#   remediation:
#     summary: >-
#       Read the version off the device again and correct the inventory or the statement; state the CycloneDX
#       justification for what does not affect the plant; merge entries about one CVE and host.
package zonewarden.vulnerabilities.statement_contradicted

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "vulnerability", "id": id} if some id, _ in input.vulnerabilities

violations contains records.finding("vulnerability", input.vulnerabilities[found.id], records.plus(
	found,
	{"capability": 1, "exposure": 0, "ceiling": "medium"},
)) if some found in _problems

subjects contains {"kind": "statement", "id": id} if some id in _current

subjects contains {"kind": "export", "id": format} if {
	some publication in input.publications
	publication.newest
	not is_null(publication.released_ago_h)
	format := publication.format
}

violations contains records.finding("statement", statement, {
	"key": found.key,
	"text": found.text,
	"locations": array.concat(statement.locations, found.places),
	"zones": sort({zone | some asset in statement.assets; some zone in input.asset_records[asset].zones}),
	"capability": 1,
	"exposure": 0,
	"ceiling": "medium",
}) if {
	some found in _contradictions
	statement := input.statements[found.id]
}

violations contains records.finding("export", export, {
	"key": "age",
	"text": sprintf("has nothing that was published in the last %v days", [input.site.limits.advisory_max_days]),
	"locations": newest.locations,
	"capability": 1,
	"exposure": 0,
	"ceiling": "medium",
}) if {
	some newest in input.publications
	newest.newest
	newest.released_ago_h > input.site.limits.advisory_max_days * 24
	export := input.exports[newest.format]
}

# What the same issuer has not said anew.
_current contains id if {
	some id, statement in input.statements
	not statement.superseded
}

_contradictions contains {
	"id": id,
	"key": "justification",
	"text": sprintf("calls %s not_affected and does not say why", [naming.list(statement.assets)]),
	"places": [],
} if {
	some id in _current
	statement := input.statements[id]
	statement.status == "not_affected"
	not statement.explained
}

# A mitigation that the vendor counts on must be there.
_contradictions contains {
	"id": id,
	"key": sprintf("control:%s", [asset]),
	"text": sprintf("counts on a mitigation at %s, and no compensating control in force is linked to it", [asset]),
	"places": [],
} if {
	some id in _current
	statement := input.statements[id]
	statement.status == "not_affected"
	statement.justification in _by_controls
	some asset in statement.assets
	count(_controls(statement.cve, asset)) == 0
}

_contradictions contains {
	"id": id,
	"key": sprintf("statement:%s", [other]),
	"text": sprintf("calls %s %s, and %s calls it %s", [
		naming.list(shared),
		one.status,
		input.statements[other].title,
		input.statements[other].status,
	]),
	"places": input.statements[other].locations,
} if {
	some id in _current
	one := input.statements[id]
	some other in _current
	id < other
	input.statements[other].cve == one.cve
	_opposed(one.status, input.statements[other].status)
	shared := _shared(one.assets, input.statements[other].assets)
	count(shared) > 0
}

_contradictions contains {
	"id": id,
	"key": sprintf("declared:%s", [vulnerability.id]),
	"text": sprintf("calls %s %s, and %s is declared %s", [
		naming.list(shared),
		statement.status,
		vulnerability.id,
		vulnerability.status,
	]),
	"places": vulnerability.locations,
} if {
	some id in _current
	statement := input.statements[id]
	some vulnerability in input.vulnerabilities
	vulnerability.cve == statement.cve
	_opposed(statement.status, vulnerability.status)
	not vulnerability.justification in _local
	shared := _shared(statement.assets, vulnerability.assets)
	count(shared) > 0
}

_opposed("exploitable", status) if status in _closed

_opposed(status, "exploitable") if status in _closed

_shared(one, other) := sort({asset | some asset in one} & {asset | some asset in other})

# Justifications that a plant gives for itself, of a product that is affected elsewhere.
_local := {"requires_configuration", "requires_dependency", "requires_environment", "protected_at_runtime"} | _by_controls

# Justifications that hold only as long as something protects the host.
_by_controls := {"protected_at_perimeter", "protected_by_mitigating_control"}

_controls(cve, asset) := {id |
	some id, control in input.compensating_controls
	records.in_force(control)
	asset in control.for_assets
} | {id |
	some id, control in input.compensating_controls
	records.in_force(control)
	some name in control.for
	input.vulnerabilities[name].cve == cve
	asset in input.vulnerabilities[name].assets
}

_closed := {"resolved", "resolved_with_pedigree", "not_affected", "false_positive"}

_problems contains {
	"id": id,
	"key": "justification",
	"text": sprintf("is called %s, and nobody says why", [vulnerability.status]),
} if {
	some id, vulnerability in input.vulnerabilities
	vulnerability.status in {"not_affected", "false_positive"}
	is_null(vulnerability.justification)
}

_problems contains {
	"id": id,
	"key": "control",
	"text": sprintf("is called %s (%s), and no compensating control in force is for it", [
		vulnerability.status,
		vulnerability.justification,
	]),
} if {
	some id, vulnerability in input.vulnerabilities
	vulnerability.status in {"not_affected", "false_positive"}
	vulnerability.justification in _by_controls
	count([1 |
		some control in input.compensating_controls
		id in control.for
		records.in_force(control)
	]) == 0
}

_problems contains {
	"id": id,
	"key": sprintf("version:%s", [asset]),
	"text": sprintf("is called %s, and %s has firmware %s, older than %s", [
		vulnerability.status,
		asset,
		record.firmware,
		vulnerability.first_fixed,
	]),
} if {
	some id, vulnerability in input.vulnerabilities
	vulnerability.status in {"resolved", "resolved_with_pedigree"}
	some asset in vulnerability.assets
	record := input.asset_records[asset]
	_older(_parts(record.firmware), _parts(vulnerability.first_fixed))
}

_problems contains {
	"id": id,
	"key": sprintf("conflict:%s:%s", [other.id, naming.list(shared)]),
	"text": sprintf("is called %s, and %s is called %s by %s for %s", [
		vulnerability.status,
		vulnerability.cve,
		other.status,
		other.id,
		naming.list(shared),
	]),
} if {
	some id, vulnerability in input.vulnerabilities
	vulnerability.status in _closed
	not is_null(vulnerability.cve)
	some other in input.vulnerabilities
	other.id != id
	other.cve == vulnerability.cve
	other.status in records.open_states
	shared := sort({asset | some asset in vulnerability.assets} & {asset | some asset in other.assets})
	count(shared) > 0
}

# The numbers of a version such as V2.9.4; undefined for what is written otherwise.
_parts(text) := [to_number(part) | some part in split(_bare(text), ".")] if {
	not is_null(text)
	regex.match(`^[vV]?\d+(\.\d+)*$`, text)
}

_bare(text) := array.concat([part | some part in split(lower(text), "v"); part != ""], [""])[0]

# Of two versions the first difference decides; one that ends is the older.
_older(one, other) if {
	some at, number in other
	_number(one, at) < number
	every before, value in other {
		_same(before, at, one, value)
	}
}

_same(before, at, _, _) if before >= at

_same(before, _, one, value) if _number(one, before) == value

_number(parts, at) := parts[at] if at < count(parts)

_number(parts, at) := 0 if at >= count(parts)
