# METADATA
# title: No tested way to talk without the network under attack
# description: >-
#   A communication plan has no channel that works without the corporate network, or one that depends on its mail,
#   directory, telephony or LAN, or that was not tested within the year, or that the control room does not have.
#   The first thing an attacker takes is the mail server that the plan is sent by.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0810/
#     description: ATT&CK for ICS M0810
#   - ref: https://attack.mitre.org/techniques/T0813/
#     description: ATT&CK for ICS T0813
# custom:
#   id: IR-011
#   family: incident_response
#   severity: low
#   requires: [incident-response]
#   capability: 0
#   floor: low
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [EVENT 1.3]
#     nist-800-53r5: [SC-37, SC-47, CP-8, IR-4]
#     nist-csf-2: [RS.CO-02, PR.IR-03]
#     nis2: ["21.2.j"]
#     sans-ics: ["1"]
#     nist-800-82r3: [Response communications]
#   attack_ics:
#     mitigations: [M0810]
#     techniques: [T0813, T0815]
#   remediation:
#     summary: >-
#       Use radio or mobile phones outside of corporate sign-on, in the control room too, and test them at each
#       exercise.
package zonewarden.incident_response.no_out_of_band_channel

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "communication_plan", "id": id} if {
	some id, plan in input.comm_plans
	every need in plan.oob_channel.depends_on { _known(need) }
}

subjects contains {"kind": "communication_plan", "id": found.id} if some found in _problems

violations contains records.finding("communication_plan", input.comm_plans[found.id], records.plus(found, _floor)) if {
	some found in _problems
}

_floor := {"floor": "medium"} if {
	some zone in input.zones
	zone.ot
	zone.impact >= 3
} else := {}

_problems contains {"id": id, "key": "channel", "text": "has no channel outside of the network"} if {
	some id, plan in input.comm_plans
	is_null(plan.oob_channel.type)
}

_problems contains {
	"id": id,
	"key": sprintf("depends:%s", [concat(",", sort(needs))]),
	"text": sprintf("has a channel of last resort that needs %s", [naming.list(sort(needs))]),
} if {
	some id, plan in input.comm_plans
	needs := {need | some need in plan.oob_channel.depends_on; _under_attack(need)}
	count(needs) > 0
}

_problems contains {
	"id": id,
	"key": "tested",
	"text": "has a channel of last resort that was not tested within 365 days",
} if {
	some id, plan in input.comm_plans
	not is_null(plan.oob_channel.type)
	not records.recent(plan.oob_channel.last_tested_ago_h, 365)
}

_problems contains {
	"id": id,
	"key": "room",
	"text": "has a channel of last resort that the control room does not have",
} if {
	some id, plan in input.comm_plans
	not is_null(plan.oob_channel.type)
	not plan.oob_channel.in_control_room == true
}

# What falls with the networks of business and plant: by its words, or because it is declared as part of them.
_under_attack(need) if count(_words(need) & _of_the_network) > 0

_under_attack(need) if {
	some collection in [input.zones, input.conduits, input.assets, input.device_records]
	need in object.keys(collection)
}

_apart(need) if {
	not _under_attack(need)
	count(_words(need) & _of_nobody_here) > 0
}

# What is neither nobody can tell.
_known(need) if _under_attack(need)

_known(need) if _apart(need)

_words(need) := {word |
	some part in split(lower(need), "_")
	some piece in split(part, "-")
	some word in split(piece, " ")
}

_of_the_network := {
	"ad", "active", "directory", "domain", "ldap", "sso", "idp", "email", "mail", "exchange", "outlook", "teams", "chat", "voip", "sip",
	"pbx", "telephony", "lan", "wlan", "wifi", "intranet", "corporate", "office", "enterprise", "vpn", "dns",
}

_of_nobody_here := {
	"radio", "mobile", "cellular", "gsm", "lte", "satellite", "pager", "tetra", "battery", "ups", "power", "runner", "paper", "carrier",
	"public", "analogue", "analog", "pots",
}
