# METADATA
# title: Integration passes content that nobody validates
# description: >-
#   An integration across the boundary of IT and OT is not checked for schema and limits, or its files are not
#   scanned, or what is wrong is let through, or nobody owns the schema version. A changed tag list or an
#   oversized message then stops the historian or, on the way in, the line.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0818/
#     description: ATT&CK for ICS M0818
#   - ref: https://attack.mitre.org/techniques/T0832/
#     description: ATT&CK for ICS T0832
# custom:
#   id: INT-007
#   family: integration
#   severity: medium
#   requires: [integrations, zones]
#   capability: 1
#   ceiling: medium
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 3.5, SR 3.2 RE(1), SR 7.1 RE(1)]
#     iec-62443-2-1: [DATA 1.7, COMP 2.2]
#     nist-800-53r5: [AC-4(8), SC-7(17), AC-4(31)]
#     nist-csf-2: [PR.DS-02]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0818, M0937]
#     techniques: [T0832, T0814]
#   remediation:
#     summary: >-
#       Validate in the broker, reject unknown tags, and version the schema together.
package zonewarden.integration.unvalidated_integration

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "integration", "id": id} if some id in _judged

violations contains records.finding("integration", integration, records.plus(found, {"exposure": 2})) if {
	some found in _problems
	integration := input.integrations[found.id]
}

_judged contains id if {
	some id, integration in input.integrations
	integration.status in {"pilot", "live"}
}

_problems contains {
	"id": id,
	"key": sprintf("missing:%s", [concat(",", missing)]),
	"text": sprintf("passes content without %s", [naming.list(missing)]),
} if {
	some id in _judged
	validation := input.integrations[id].validation
	missing := records.missing({"a schema check": validation.schema, "limits": validation.limits})
	count(missing) > 0
}

_problems contains {"id": id, "key": "scan", "text": "passes files that are not scanned for malware"} if {
	some id in _judged
	integration := input.integrations[id]
	some service in integration.services
	some class in input.services[service].classes
	class in {"file-transfer", "patch"}
	not integration.validation.malware_scan == true
}

_problems contains {"id": id, "key": "invalid", "text": "neither rejects nor quarantines what is wrong"} if {
	some id in _judged
	not input.integrations[id].validation.on_invalid in {"reject", "quarantine"}
}

_problems contains {"id": id, "key": "owner", "text": "has a schema that nobody owns"} if {
	some id in _judged
	is_null(input.integrations[id].data.schema_owner)
}
