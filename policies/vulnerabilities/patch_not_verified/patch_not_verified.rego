# METADATA
# title: Patch is approved without vendor approval, test or integrity check
# description: >-
#   The change that installs a patch was approved without the vendor's word that it fits, without evidence of a
#   test where the production impact is 2 or more, or without a verified source and hash. A patch that the
#   controller's vendor did not release can stop the line as surely as an attack, and one from the wrong place is
#   an attack.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0945/
#     description: ATT&CK for ICS M0945
#   - ref: https://attack.mitre.org/techniques/T0862/
#     description: ATT&CK for ICS T0862
# custom:
#   id: VUL-011
#   family: vulnerabilities
#   severity: medium
#   requires: [vulnerabilities, operations]
#   capability: 1
#   ceiling: high
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 3.4, SR 7.6]
#     iec-62443-2-1: [COMP 3.1, COMP 3.2, COMP 3.4]
#     nist-800-53r5: [CM-3(2), CM-4(1), SI-7]
#     nist-csf-2: [PR.PS-02, ID.RA-09]
#     nerc-cip: [CIP-010-4 R1.5, CIP-010-4 R1.6]
#     sans-ics: ["5"]
#     nist-800-82r3: [Flaw remediation and patch management, Patching]
#   attack_ics:
#     mitigations: [M0945, M0951]
#     techniques: [T0862, T0857]
#   remediation:
#     summary: >-
#       Get the vendor's release, test on the bench or a spare, and verify the signature offline before the
#       window.
package zonewarden.vulnerabilities.patch_not_verified

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "change", "id": id} if some id in _patches

violations contains records.finding("change", input.changes[found.id], records.plus(found, {"exposure": 0})) if {
	some found in _problems
}

_patches contains id if {
	some vulnerability in input.vulnerabilities
	vulnerability.action == "patch"
	id := vulnerability.change_id
	not input.changes[id].status in {"planned", "rejected", "requested"}
	input.changes[id]
}

_problems contains {"id": id, "key": "vendor", "text": "installs a patch that its vendor did not approve"} if {
	some id in _patches
	not _released(input.changes[id])
}

_released(change) if change.vendor_compat == "approved"

_released(change) if {
	change.vendor_compat == "not_applicable_with_reason"
	not is_null(change.vendor_compat_reason)
}

_problems contains {"id": id, "key": "test", "text": "installs a patch without evidence of a test that passed"} if {
	some id in _patches
	change := input.changes[id]
	change.worst_impact >= 2
	not _tested(change.test)
}

_tested(test) if {
	test.result == "pass"
	count(records.missing({"a": test.environment, "b": test.at})) == 0
}

_problems contains {
	"id": id,
	"key": "integrity",
	"text": sprintf("installs a patch without %s", [naming.list(missing)]),
} if {
	some id in _patches
	change := input.changes[id]
	missing := records.missing({"a verified source": change.source_verified, "a hash": change.hash})
	count(missing) > 0
}
