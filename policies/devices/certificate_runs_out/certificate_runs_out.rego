# METADATA
# title: A certificate or licence runs out soon and no change renews it
# description: >-
#   A certificate or licence of the device ends within the time the site sets, and no change is named that renews it.
#   When it ends, tunnels and gateways stop at once, on a day that nobody chose.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826 Loss of Availability
#   - ref: https://attack.mitre.org/mitigations/M0954/
#     description: ATT&CK for ICS M0954 Software Configuration
# custom:
#   id: DEV-023
#   family: devices
#   severity: medium
#   requires: []
#   capability: 0
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 1.8, SR 7.2]
#     iec-62443-2-1: [DATA 1.6]
#     nist-800-53r5: [SC-12, SC-17]
#     nist-csf-2: [PR.PS-03, PR.IR-04]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0954]
#     techniques: [T0826, T0829]
#   remediation:
#     summary: >-
#       Renew in the last window before the end, with old and new valid at once for a while, and name the change.
#     cisco-asa: |
#       ! declarations/devices.yaml, not the device:
#       !   certificates:
#       !     - {id: vpn-tp, used_by: "gateway portal", not_after: "2027-08-31", renewal_change: CHG-1301}
#       show crypto ca certificates
#     cisco-ios: |
#       ! declarations/devices.yaml, not the device:
#       !   certificates:
#       !     - {id: vpn-tp, used_by: "gateway portal", not_after: "2027-08-31", renewal_change: CHG-1301}
#       show crypto pki certificates
package zonewarden.devices.certificate_runs_out

import data.zonewarden.lib.naming

subjects contains {"kind": "device", "id": id} if some id in _holders

# Those of no device: of gateways, servers of OPC UA, inspection.
subjects contains {"kind": term.kind, "id": term.id} if some term in _terms

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": item.name,
	"message": sprintf("%s %s of %s %s, and %s.", [item.kind, item.name, naming.device(id), _end(item.ago_h), why]),
	"evidence": {"used_by": item.used_by, "limit_days": _limit},
	"locations": input.device_records[id].locations,
	"exposure": 0,
	"floor": _floor(id),
} if {
	some id in _holders
	some item in _items(input.device_records[id])
	_runs_out(item.ago_h)
	why := _unrenewed(item)
}

violations contains {
	"subject": {"kind": term.kind, "id": term.id},
	"message": sprintf("%s %s%s %s, and %s.", [_noun[term.kind], term.id, _of(term.record), _end(term.ago_h), why]),
	"evidence": {"used_by": term.record.used_by, "limit_days": _limit},
	"locations": term.record.locations,
	"exposure": 0,
	"floor": _floor_of(term.record),
} if {
	some term in _terms
	_runs_out(term.ago_h)
	why := _unrenewed(term)
}

_holders contains id if {
	some id, record in input.device_records
	input.devices[id]
	count(_items(record)) > 0
}

_terms contains _term("certificate", id, record) if {
	some id, record in input.certificates
	not is_null(record.not_after_ago_h)
}

_terms contains _term("licence", id, record) if {
	some id, record in input.licences
	not is_null(record.not_after_ago_h)
}

_term(kind, id, record) := {
	"kind": kind,
	"id": id,
	"ago_h": record.not_after_ago_h,
	"renewal": record.renewal_change,
	"record": record,
}

_noun := {"certificate": "Certificate", "licence": "Licence"}

_of(record) := "" if is_null(record.used_by)

else := sprintf(" of %s", [record.used_by])

_items(record) := array.concat(
	[{"kind": "Certificate", "name": c.id, "ago_h": c.not_after_ago_h, "renewal": c.renewal_change, "used_by": c.used_by} |
		some c in record.certificates
	],
	[{"kind": "Licence", "name": l.id, "ago_h": _end_of(l), "renewal": l.renewal_change, "used_by": l.name} |
		some l in record.licences
	],
)

_runs_out(hours) if {
	not is_null(hours)
	hours > 0 - (_limit * 24)
}

_unrenewed(item) := "no change renews it" if is_null(item.renewal)

else := sprintf("change %s that is to renew it is not declared", [item.renewal]) if {
	_changes_declared
	not input.changes[item.renewal]
}

else := sprintf("change %s that is to renew it is %s", [item.renewal, input.changes[item.renewal].status]) if {
	not input.changes[item.renewal].status in {"approved", "planned", "requested"}
}

else := sprintf("change %s renews it too late", [item.renewal]) if _begins_ago_h(input.changes[item.renewal]) < item.ago_h

_changes_declared if "operations" in input.site.declared

# Larger is earlier. A change without a time of its own has that of its window; one without either may come in time.
_begins_ago_h(change) := change.start_ago_h if not is_null(change.start_ago_h)

else := input.windows[change.window_id].start_ago_h

_end_of(licence) := licence.expires_ago_h if not is_null(licence.expires_ago_h)

else := licence.not_after_ago_h

_end(hours) := "has run out" if hours >= 0

else := sprintf("runs out in less than %v days", [_limit])

_floor(id) := "high" if _stops_critical(id)

else := "info"

_floor_of(record) := "high" if {
	some id in _devices_of(record.used_by)
	_stops_critical(id)
}

else := "info"

_devices_of(name) := {id | some id, _ in input.devices; id == name} | {gateway.device |
	some id, gateway in input.gateways
	id == name
	not is_null(gateway.device)
}

_stops_critical(id) if {
	some conduit in input.conduits
	conduit.availability_class == "critical"
	id in conduit.enforced_by
}

_limit := input.site.limits.cert_notice_days
