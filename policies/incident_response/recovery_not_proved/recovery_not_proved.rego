# METADATA
# title: Host of production cannot be brought back in time
# description: >-
#   A host whose loss matters (impact 2 and more) has no backup, or none of its logic, project or configuration, one that is older than the data that may be
#   lost or than the last change of the host, no copy that an intruder cannot reach, no restore test within the
#   year, a restore that took longer than it may, or no place in the order of recovery of its unit. After
#   ransomware the backup that was never restored is a hope, and the line waits for it.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0809/
#     description: ATT&CK for ICS T0809
# custom:
#   id: IR-012
#   family: incident_response
#   severity: medium
#   requires: [assets, operations, backups]
#   capability: 1
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 7.3, SR 7.3 RE(1), SR 7.4]
#     iec-62443-2-1: [AVAIL 2.1, AVAIL 2.3, AVAIL 2.5]
#     nist-800-53r5: [CP-9, CP-9(1), CP-10]
#     nist-csf-2: [PR.DS-11, RC.RP-03]
#     nerc-cip: [CIP-009-6 R1.1, CIP-009-6 R1.3, CIP-009-6 R1.4, CIP-009-6 R2.1, CIP-009-6 R2.2]
#     nis2: ["21.2.c"]
#     sans-ics: ["1"]
#     nist-800-82r3: [Recovery]
#   attack_ics:
#     mitigations: [M0953]
#     techniques: [T0809, T0826, T0828]
#   remediation:
#     summary: >-
#       Back up logic, HMI projects, device configurations and licences after every change; keep one copy
#       offline or immutable; restore one on spare hardware each year with a stopwatch, and write down the order
#       in which hosts come back.
package zonewarden.incident_response.recovery_not_proved

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "asset", "id": id} if {
	some id in _judged
	count(_backups(id)) > 0
	count(_held(id)) > 0
}

subjects contains {"kind": "asset", "id": found.id} if some found in _problems

subjects contains {"kind": _place(id).kind, "id": _place(id).id} if some id in _judged

violations contains records.finding("asset", input.asset_records[found.id], records.plus(
	found,
	_weight(input.asset_records[found.id]),
)) if some found in _problems

# Hosts without any backup, or without a place in the order of recovery, are told together: one finding for a unit or zone.
violations contains records.finding(place.kind, _member(place), records.plus(
	{
		"key": sprintf("%s:%s", [lack, concat(",", sort(hosts))]),
		"text": sprintf(_words[lack], [_few(hosts)]),
		"locations": [where | some id in sort(hosts); some where in input.asset_records[id].locations],
		"evidence": {"hosts": sort(hosts)},
	},
	_weight(_member(place)),
)) if {
	some place in {_place(id) | some id in _judged}
	some lack in {"backup", "order"}
	hosts := {id | some id in _lacking[lack]; _place(id) == place}
	count(hosts) > 0
}

_words := {"backup": "has no backup of %s", "order": "gives %s no place in the order of recovery"}

_few(hosts) := naming.list(sort(hosts)) if count(hosts) <= 4

_few(hosts) := sprintf("%s and %d more", [
	concat(", ", [id | some i, id in sort(hosts); i < 3]),
	count(hosts) - 3,
]) if count(hosts) > 4

_weight(member) := {"capability": 1, "exposure": 0, "floor": records.by_impact(member, "medium", "high")}

# What holds logic, a project or a configuration that somebody would have to write again.
_roles := {
	"plc", "rtu", "ied", "drive", "hmi", "scada_server", "historian", "ews", "safety_ews", "sis_controller", "asset_mgmt",
	"opc_server", "mes", "dc", "broker", "jump_host", "gateway", "firewall", "router", "switch", "vpn",
}

_judged contains id if {
	some id, asset in input.asset_records
	asset.worst_impact >= 2
	asset.role in _roles
	_plant(input.zones[asset.zone])
}

_plant(zone) if zone.ot

_plant(zone) if zone.dmz

# Where a host is told with others: its unit, or the zone that it stands in.
_place(id) := {"kind": "unit", "id": input.asset_records[id].production_unit} if {
	not is_null(input.asset_records[id].production_unit)
} else := {"kind": "zone", "id": input.asset_records[id].zone}

_member(place) := input.units[place.id] if place.kind == "unit"

_member(place) := input.zone_records[place.id] if place.kind == "zone"

_backups(id) := {backup | some backup in input.backups; backup.asset == id}

_lacking.backup contains id if {
	some id in _judged
	count(_backups(id)) == 0
}

_lacking.order contains id if {
	some id in _judged
	unit := input.asset_records[id].production_unit
	not is_null(unit)
	not id in {named | some plan in input.recovery_plans; plan.unit == unit; some named in plan.order}
}

_problems contains {
	"id": id,
	"key": "age",
	"text": sprintf("has no backup of the last %v hours", [_rpo(id)]),
} if {
	some id in _judged
	count(_backups(id)) > 0
	not _backed_up_since(id, _rpo(id))
}

_problems contains {
	"id": id,
	"key": sprintf("changed:%s", [change.id]),
	"text": sprintf("was changed (%s) after its last backup", [change.id]),
} if {
	some id in _judged
	count(_backups(id)) > 0
	_backed_up_since(id, _rpo(id))
	some change in input.changes
	id in change.scope.assets
	not is_null(change.implemented_at_ago_h)
	change.implemented_at_ago_h >= 0
	not _backed_up_since(id, change.implemented_at_ago_h)
}

_backed_up_since(id, hours) if {
	some backup in _backups(id)
	records.recent(backup.last_backup_ago_h, hours / 24)
}

_problems contains {
	"id": id,
	"key": "items",
	"text": sprintf("has backups of %s, and none of %s", [naming.list(sort(_held(id))), naming.list(sort(_needs[role]))]),
} if {
	some id in _judged
	role := input.asset_records[id].role
	count(_held(id)) > 0
	count(_held(id) & (_needs[role] | {"system_image"})) == 0
}

_held(id) := {item | some backup in _backups(id); some item in backup.items}

# What somebody would have to write again, one of these; an image of the whole holds it.
_needs := {
	"plc": {"logic"},
	"rtu": {"logic", "device_config"},
	"sis_controller": {"logic"},
	"ied": {"logic", "device_config"},
	"drive": {"logic", "device_config"},
	"hmi": {"hmi_project"},
	"scada_server": {"hmi_project"},
	"firewall": {"device_config"},
	"router": {"device_config"},
	"switch": {"device_config"},
	"vpn": {"device_config"},
}

_problems contains {"id": id, "key": "copy", "text": "has no backup that is offline or immutable"} if {
	some id in _judged
	count(_backups(id)) > 0
	count([1 | some backup in _backups(id); _apart(backup)]) == 0
}

_apart(backup) if backup.offline_copy == true

_apart(backup) if backup.immutable == true

_problems contains {"id": id, "key": "test", "text": "has no restore test within the year"} if {
	some id in _judged
	count(_backups(id)) > 0
	count([1 | some backup in _backups(id); records.recent(backup.restore_test_at_ago_h, 366)]) == 0
}

_problems contains {
	"id": id,
	"key": "time",
	"text": sprintf("takes %v hours to restore, and %v are allowed", [fastest, _rto(id)]),
} if {
	some id in _judged
	fastest := min({backup.restore_time_h | some backup in _backups(id); not is_null(backup.restore_time_h)})
	fastest > _rto(id)
}

# Hours of data that may be lost. What a unit may lose counts for hosts whose data grow by themselves; logic changes by a
# change only.
_rpo(id) := min(_stated(_speaking(id), "rpo_h")) if {
	count(_stated(_speaking(id), "rpo_h")) > 0
} else := input.site.limits.backup_max_days * 24

_rto(id) := min(_stated(_every(id), "rto_h"))

_stated(speaking, field) := {hours |
	some record in speaking
	hours := record[field]
	not is_null(hours)
}

_speaking(id) := _every(id) if {
	some backup in _backups(id)
	some item in backup.items
	item in {"data", "system_image"}
} else := {input.asset_records[id]}

_every(id) := ({input.asset_records[id]} | _plans(input.asset_records[id])) | _impacts(input.asset_records[id])

_plans(asset) := {plan | some plan in input.recovery_plans; plan.unit == asset.production_unit}

_impacts(asset) := {unit.bia | some name, unit in input.units; name == asset.production_unit; not is_null(unit.bia)}
