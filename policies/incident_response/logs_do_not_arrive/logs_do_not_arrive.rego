# METADATA
# title: Logs do not reach the collector that they are meant for
# description: >-
#   A device or host is declared to log to a collector, and its configuration sends the messages elsewhere, a
#   filter on the way lets no log service through, or the collector keeps them for fewer days than an
#   investigation needs. The alert that was written and never arrived is found afterwards, on the disk of the
#   firewall that was wiped.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0872/
#     description: ATT&CK for ICS T0872
# custom:
#   id: IR-014
#   family: incident_response
#   severity: medium
#   requires: [incident-response, log_collectors]
#   capability: 1
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 6.1, SR 6.2, SR 2.8 RE(1)]
#     iec-62443-2-1: [EVENT 1.4, EVENT 1.6]
#     nist-800-53r5: [AU-4(1), AU-6, SI-4]
#     nist-csf-2: [DE.CM-01, PR.PS-04, DE.AE-03]
#     nerc-cip: [CIP-007-6 R4.1, CIP-007-6 R4.2, CIP-007-6 R4.3]
#     sans-ics: ["3"]
#   attack_ics:
#     mitigations: [M0947]
#     techniques: [T0872]
#   remediation:
#     summary: >-
#       Name the collector on the source, open a one-way conduit for syslog (TLS) through a relay in the DMZ,
#       send a test message from each source every week and let a missing one raise an alarm.
package zonewarden.incident_response.logs_do_not_arrive

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "log_collector", "id": id} if some id, _ in input.log_collectors

violations contains records.finding("log_collector", input.log_collectors[found.id], records.plus(
	{name: value | some name, value in found; name != "source"},
	records.plus({"capability": 1, "exposure": 0}, _floor(found.source)),
)) if some found in _problems

_problems contains {
	"id": id,
	"source": "",
	"key": "retention",
	"text": sprintf("keeps logs for %s, and %v days are needed", [_kept(collector), input.site.limits.min_retention_days]),
} if {
	some id, collector in input.log_collectors
	not collector.retention_days >= input.site.limits.min_retention_days
}

_problems contains {
	"id": path.collector,
	"source": path.source,
	"key": sprintf("path:%s@%s", [path.source, path.device]),
	"text": sprintf("gets no logs of %s, which pass %s by no service for logs", [
		path.source,
		naming.device(path.device),
	]),
	"locations": path.locations,
} if {
	some path in input.log_paths
	path.proof == "broken"
	not _aside(path)
}

# Where one device is connected to both ends, logs do not pass another that is connected to neither.
_aside(path) if {
	path.connected == 0
	some other in input.log_paths
	other.collector == path.collector
	other.source == path.source
	other.connected == 2
}

_problems contains {
	"id": id,
	"source": source,
	"key": sprintf("source:%s", [source]),
	"text": sprintf("is where %s is to log, and its configuration %s", [naming.device(source), _sends(hosts)]),
	"locations": array.concat([place | some server in servers; some place in server.locations], device.locations),
} if {
	some id, collector in input.log_collectors
	some source in collector.sources
	device := input.devices[source]
	count(device.taints) == 0
	servers := [server | some server in device.management.servers; server.purpose == "syslog"]
	hosts := {server.host | some server in servers}
	count(hosts & {address | some address in collector.addresses}) == 0
	every host in hosts { regex.match(`^[0-9.]+$|:`, host) }
}

_sends(hosts) := "sends logs nowhere" if count(hosts) == 0

_sends(hosts) := sprintf("sends them to %s", [naming.list(sort(hosts))]) if count(hosts) > 0

_kept(collector) := sprintf("%v days", [collector.retention_days]) if not is_null(collector.retention_days)

_kept(collector) := "as long as nobody says" if is_null(collector.retention_days)

# What is logged at the boundary between plant and office is read first.
_floor(source) := {"floor": "medium"} if {
	"it_ot" in input.device_records[source].boundary
} else := {}
