# METADATA
# title: Host of production cannot be brought back in time
# description: >-
#   A host whose loss matters (impact 2 and more) has no backup, one that is older than the data that may be
#   lost, no copy that an intruder cannot reach, no restore test within the year, a restore that took longer
#   than it may, or no place in the order of recovery of its unit. After ransomware the backup that was never
#   restored is a hope, and the line waits for it.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0809/
#     description: ATT&CK for ICS T0809
# custom:
#   id: IR-012
#   family: incident_response
#   severity: medium
#   requires: [assets, operations]
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

import data.zonewarden.lib.records

subjects contains {"kind": "asset", "id": id} if some id in _judged

violations contains records.finding("asset", input.asset_records[found.id], records.plus(
	found,
	{
		"capability": 1,
		"exposure": 0,
		"floor": records.by_impact(input.asset_records[found.id], "medium", "high"),
	},
)) if some found in _problems

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

_backups(id) := {backup | some backup in input.backups; backup.asset == id}

_problems contains {"id": id, "key": "backup", "text": "has no backup"} if {
	some id in _judged
	count(_backups(id)) == 0
}

_problems contains {
	"id": id,
	"key": "age",
	"text": sprintf("has no backup of the last %v hours", [_rpo(id)]),
} if {
	some id in _judged
	count(_backups(id)) > 0
	count([1 | some backup in _backups(id); records.recent(backup.last_backup_ago_h, _rpo(id) / 24)]) == 0
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

_problems contains {
	"id": id,
	"key": "order",
	"text": sprintf("has no place in the order of recovery of %s", [unit]),
} if {
	some id in _judged
	unit := input.asset_records[id].production_unit
	not is_null(unit)
	not id in {named | some plan in input.recovery_plans; plan.unit == unit; some named in plan.order}
}

# Hours of data that may be lost: of the host, its unit's plan, its unit; the site's limit where nobody says.
_rpo(id) := min(_stated(id, "rpo_h")) if {
	count(_stated(id, "rpo_h")) > 0
} else := input.site.limits.backup_max_days * 24

_rto(id) := min(_stated(id, "rto_h"))

_stated(id, field) := {hours |
	some record in _speaking(id)
	hours := record[field]
	not is_null(hours)
}

_speaking(id) := ({input.asset_records[id]} | _plans(input.asset_records[id])) | _impacts(input.asset_records[id])

_plans(asset) := {plan | some plan in input.recovery_plans; plan.unit == asset.production_unit}

_impacts(asset) := {unit.bia | some name, unit in input.units; name == asset.production_unit; not is_null(unit.bia)}
