# METADATA
# title: Mark in a configuration refers to no exception in force
# description: >-
#   A remark beside a rule says that the rule is accepted (`exception=ID`) or to be ignored (`otcheck:ignore POLICY`, or
#   `:ignore` after another name), and names no exception, or none that exists, or one that is not approved, is over, is
#   from other policies, or speaks of other zones. The mark waives nothing here, but it tells whoever reads the
#   configuration that somebody decided, and nobody did.
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
	some id, marks in _marks
	rule := input.rules[id]
	some mark in marks
	some name in mark.exceptions
	some fault in _faults(rule, name, mark.policies)
}

violations contains {
	"subject": {"kind": "rule", "id": id},
	"key": sprintf("without:%s", [concat(",", sort(mark.policies))]),
	"message": sprintf("A rule of %s on %s is marked to be ignored%s, and the mark names no exception.", [
		input.rule_lists[rule.list].name,
		naming.device(rule.device),
		_by(mark.policies),
	]),
} if {
	some id, marks in _marks
	rule := input.rules[id]
	some mark in marks
	count(mark.exceptions) == 0
}

_by(policies) := "" if count(policies) == 0

_by(policies) := sprintf(" by %s", [naming.list(sort(policies))]) if count(policies) > 0

# The marks in remarks beside a rule: the policies and the exceptions that each names.
_marks[id] := marks if {
	some id, rule in input.rules
	marks := {mark |
		some remark in rule.remarks
		words := split(remark, " ")
		_is_mark(words)
		mark := {
			"policies": {_bare(word) | some word in words; regex.match(`^[A-Z][A-Z0-9]*-[0-9]{3,4}$`, _bare(word))},
			"exceptions": {_bare(split(word, "=")[1]) | some word in words; startswith(lower(word), "exception=")},
		}
	}
	count(marks) > 0
}

_is_mark(words) if {
	some word in words
	startswith(lower(word), "exception=")
}

_is_mark(words) if {
	some word in words
	endswith(lower(word), ":ignore")
}

# What ends a sentence or a list belongs to no id.
_bare(word) := split(split(split(word, ",")[0], ";")[0], ")")[0]

_faults(_, name, _) := {"which nobody declared"} if not name in object.keys(input.exceptions)

_faults(rule, name, policies) := ({text |
	exception := input.exceptions[name]
	exception.status != "deviation-approved"
	text := sprintf("which is %s", [exception.status])
} | {text |
	exception := input.exceptions[name]
	not is_null(exception.expires_ago_h)
	exception.expires_ago_h > 0
	text := sprintf("which ended on %s", [exception.expires])
}) | (({"which has no end" | is_null(input.exceptions[name].expires_ago_h)} | {text |
	exception := input.exceptions[name]
	here := {zone | some zone in array.concat(rule.from_zones, rule.to_zones)}
	there := {zone | some zone in exception.zones}
	count(there) > 0
	count(here & there) == 0
	text := sprintf("which is about %s", [naming.list(sort(there))])
}) | {text |
	others := policies - {policy | some policy in input.exceptions[name].policy_ids}
	count(others) > 0
	text := sprintf("which is none from %s", [naming.list(sort(others))])
}) if {
	name in object.keys(input.exceptions)
}
