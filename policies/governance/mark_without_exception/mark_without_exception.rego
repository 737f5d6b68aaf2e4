# METADATA
# title: Mark in a configuration refers to no exception in force
# description: >-
#   A remark beside a rule says that the rule is accepted (`exception=ID`), and no exception of that id exists,
#   or the one that does is not approved, is over, or speaks of other zones. The mark waives nothing here, but
#   it tells whoever reads the configuration that somebody decided, and nobody did.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0947/
#     description: ATT&CK for ICS M0947
# custom:
#   id: GOV-011
#   family: governance
#   scope: device
#   rules: [marked]
#   severity: medium
#   requires: [exceptions]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [ORG 2.1, CM 1.4]
#     nist-800-53r5: [CM-3, CA-5]
#     nist-csf-2: [ID.RA-07]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0947]
#   remediation:
#     summary: >-
#       Name a live exception in the mark, or take the mark out; take the rule out with it where the exception
#       has ended.
package zonewarden.governance.mark_without_exception

import data.zonewarden.lib.naming

subjects contains {"kind": "rule", "id": id} if some id, _ in _marks

violations contains {
	"subject": {"kind": "rule", "id": id},
	"key": name,
	"message": sprintf("A rule of %s on %s is marked as accepted by %s, %s.", [
		input.rule_lists[rule.list].name,
		naming.device(rule.device),
		name,
		fault,
	]),
} if {
	some id, names in _marks
	rule := input.rules[id]
	some name in names
	some fault in _faults(rule, name)
}

# The exceptions that remarks beside a rule name.
_marks[id] := names if {
	some id, rule in input.rules
	names := {name |
		some remark in rule.remarks
		some word in split(remark, " ")
		startswith(lower(word), "exception=")
		name := _bare(split(word, "=")[1])
	}
	count(names) > 0
}

# What ends a sentence or a list belongs to no id.
_bare(word) := split(split(split(word, ",")[0], ";")[0], ")")[0]

_faults(_, name) := {"which nobody declared"} if not name in object.keys(input.exceptions)

_faults(rule, name) := (({text |
	exception := input.exceptions[name]
	exception.status != "deviation-approved"
	text := sprintf("which is %s", [exception.status])
} | {text |
	exception := input.exceptions[name]
	not is_null(exception.expires_ago_h)
	exception.expires_ago_h > 0
	text := sprintf("which ended on %s", [exception.expires])
}) | {"which has no end" | is_null(input.exceptions[name].expires_ago_h)}) | {text |
	exception := input.exceptions[name]
	here := {zone | some zone in array.concat(rule.from_zones, rule.to_zones)}
	there := {zone | some zone in exception.zones}
	count(there) > 0
	count(here & there) == 0
	text := sprintf("which is about %s", [naming.list(sort(there))])
} if name in object.keys(input.exceptions)
