# METADATA
# title: Statement about a vulnerability is contradicted or unfounded
# description: >-
#   The register says that a vulnerability does not affect a host, and not why; that it is resolved, while the
#   inventory still lists firmware older than the first version without it; or two entries about one CVE
#   disagree about the same host. Such a statement ends the search for the host that is still open.
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
