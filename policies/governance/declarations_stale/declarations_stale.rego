# METADATA
# title: Declarations are not reviewed or do not match what is collected
# description: >-
#   Zones, conduits, hosts or gateways were not reviewed within the days that the site allows, a boundary device
#   of the inventory has no configuration here, its configuration was collected too long ago, or rules, address tables
#   and discovery know hosts of the plant that no declaration names. What was true two years ago is what every check
#   compares with, and a boundary that nobody collects passes them all.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0947/
#     description: ATT&CK for ICS M0947
# custom:
#   id: GOV-012
#   family: governance
#   severity: low
#   requires: [zones]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 7.8]
#     iec-62443-3-2: [ZCR 1.1]
#     iec-62443-2-1: [CM 1.1, CM 1.2]
#     nist-800-53r5: [CM-8, CM-8(3), PL-8]
#     nist-csf-2: [ID.AM-01, ID.AM-02, ID.AM-03, ID.AM-08]
#     nerc-cip: [CIP-010-4 R1.1, CIP-010-4 R1.3]
#     sans-ics: ["3"]
#   attack_ics:
#     mitigations: [M0947]
#   remediation:
#     summary: >-
#       Compare the inventory with passive discovery, correct it, and set `reviewed_at` on the file or the
#       record; collect configurations of boundary devices every night and let a missing one fail the run.
package zonewarden.governance.declarations_stale

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "site", "id": id} if some id, _ in input.sites

# What of the export could not be read may be about any host.
subjects contains {"kind": "export", "id": "discovery"} if input.exports.discovery

violations contains records.finding("site", site, records.plus(problem, records.fixed("low"))) if {
	some site in input.sites
	some problem in _problems
}

violations contains records.finding("site", site, records.plus(problem, records.fixed("medium"))) if {
	some site in input.sites
	some problem in _of_devices
}

_sets := {
	"conduits": input.conduit_records,
	"gateways": input.gateways,
	"hosts": input.asset_records,
	"zones": input.zone_records,
}

_days := {
	"conduits": input.site.limits["review_days.zones"],
	"gateways": input.site.limits["review_days.remote_access"],
	"hosts": input.site.limits["review_days.assets"],
	"zones": input.site.limits["review_days.zones"],
}

_problems contains {"key": "none", "text": "states nowhere when its declarations were reviewed"} if not _dated

_problems contains {
	"key": sprintf("%s:%s", [name, concat(",", sort(stale))]),
	"text": sprintf("has %d of %d %s that nobody reviewed within %v days: %s", [
		count(stale),
		count(members),
		name,
		_days[name],
		_few(stale),
	]),
	"locations": [place | some i, id in sort(stale); i < 20; some place in members[id].locations],
} if {
	_dated
	some name, members in _sets
	stale := {id | some id, member in members; not _reviewed(member, _days[name])}
	count(stale) > 0
}

# Of the rest only a file has a date, and none need have one.
_problems contains {
	"key": sprintf("file:%s", [name]),
	"text": sprintf("has declarations of %s in a file that nobody reviewed within %v days", [name, _days.zones]),
	"locations": [place | some i, id in sort(stale); i < 20; some place in members[id].locations],
} if {
	some name, members in _by_file
	stale := {id | some id, member in members; member.file_reviewed_ago_h > _days.zones * 24}
	count(stale) > 0
}

_by_file["devices"] := input.device_records

_by_file["exceptions"] := input.exceptions

_by_file["integrations"] := input.integrations

_by_file["measures"] := input.kpis

_by_file["playbooks"] := input.playbooks

_by_file["regulations"] := input.regulations

_by_file["units"] := input.units

_by_file["vulnerabilities"] := input.vulnerabilities

_by_file["windows"] := input.windows

# Some declaration states a review: the site keeps such dates.
_dated if {
	some members in _sets
	some member in members
	count(_reviews(member)) > 0
}

_reviewed(member, days) if {
	some ago_h in _reviews(member)
	records.recent(ago_h, days)
}

_reviews(member) := {ago_h |
	some field in {"reviewed_at_ago_h", "last_reviewed_ago_h", "file_reviewed_ago_h"}
	ago_h := object.get(member, field, null)
	not is_null(ago_h)
}

_few(ids) := naming.list(sort(ids)) if count(ids) <= 4

_few(ids) := sprintf("%s and %d more", [concat(", ", [id | some i, id in sort(ids); i < 3]), count(ids) - 3]) if {
	count(ids) > 4
}

_of_devices contains {
	"key": sprintf("device:%s", [id]),
	"text": sprintf("declares the boundary device %s, of which no configuration is here", [id]),
	"locations": record.locations,
} if {
	some id, record in input.device_records
	count(record.boundary) > 0
	not id in object.keys(input.devices)
}

_of_devices contains {
	"key": sprintf("collected:%s", [id]),
	"text": sprintf("has a configuration of the boundary device %s that is older than %v days", [
		id,
		input.site.limits.config_max_age_days,
	]),
	"locations": record.locations,
} if {
	some id, record in input.device_records
	count(record.boundary) > 0
	not is_null(record.config_collected_at_ago_h)
	record.config_collected_at_ago_h > input.site.limits.config_max_age_days * 24
}

# Hosts that nobody declares. One finding a zone: what is wrong is the inventory, and not each rule.
_problems contains {
	"key": sprintf("unlisted:%s", [id]),
	"text": sprintf("declares no such host as %s, which %s of %s", [
		_named(hosts), _known_by[hosts.source], _where(hosts),
	]),
	"locations": hosts.locations,
} if {
	some id, hosts in input.unlisted
}

_named(hosts) := naming.list(hosts.addresses) if hosts.count <= 4

_named(hosts) := sprintf("%s and %d more", [concat(", ", array.slice(hosts.addresses, 0, 3)), hosts.count - 3]) if {
	hosts.count > 4
}

_known_by := {"discovery": "were seen in the address space", "rules": "rules name in the address space"}

_where(hosts) := "no declared zone" if hosts.zone == "unassociated"

else := hosts.zone
