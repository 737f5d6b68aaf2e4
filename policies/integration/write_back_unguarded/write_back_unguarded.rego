# METADATA
# title: Business system writes to control without a guarded way
# description: >-
#   An integration carries data or commands from the business into the plant, or its account may write, or the
#   network lets a business system or an integration's broker open services in the plant that can write (control,
#   databases, brokers, web interfaces), and the way back is not approved or lacks a command gateway, validation,
#   limits on set points or the confirmation of an operator. An order that nobody checks is a set point that nobody
#   checks.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0836/
#     description: ATT&CK for ICS T0836
# custom:
#   id: INT-004
#   family: integration
#   scope: device
#   severity: high
#   requires: [integrations]
#   capability: 3
#   floor: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 2.1, SR 3.5, SR 5.2]
#     iec-62443-3-2: [ZCR 5.12]
#     iec-62443-2-1: [DATA 1.7, USER 2.1]
#     nist-800-53r5: [AC-3, AC-4(8), AC-17(10), SC-7(17)]
#     nist-csf-2: [PR.AA-05, PR.DS-02]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0807, M0818, M0800]
#     techniques: [T0836, T0855, T0831]
#   remediation:
#     summary: >-
#       Give commands a conduit of their own that ends at a gateway in the DMZ: an allow-list of set points with
#       ranges, a schema, and an operator who confirms; take the right to write from every account that only
#       reads.
package zonewarden.integration.write_back_unguarded

import data.zonewarden.lib.naming
import data.zonewarden.lib.records
import data.zonewarden.lib.zones

subjects contains {"kind": "integration", "id": id} if some id in _judged

violations contains records.finding("integration", input.integrations[id], {
	"key": concat(",", lacks),
	"text": sprintf("%s and has no %s", [why, naming.list(lacks)]),
	"capability": 3,
	"exposure": 2,
	"floor": "high",
}) if {
	some id in _judged
	why := _writes(input.integrations[id])
	lacks := _lacks(input.integrations[id])
	count(lacks) > 0
}

violations contains {
	"subject": {"kind": "integration", "id": id},
	"key": sprintf("flow:%s", [flow.id]),
	"message": sprintf("The %s only reads by its record, and its %s in %s may open %s in %s through %s, which can write.", [
		input.integrations[id].title,
		flow.integrations[id].from_end,
		naming.zone(flow.from),
		naming.services(services),
		naming.zone(flow.to),
		naming.device(flow.device),
	]),
	"packets": {"flow": flow.id, "part": "carried", "integration": id, "services": sort(services)},
	"capability": 3,
	"exposure": 2,
	"floor": "high",
} if {
	some id in _judged
	not _writes(input.integrations[id])
	some flow in input.flows
	services := _open(flow, flow.integrations[id])
	count(services) > 0
}

subjects contains {"kind": "flow", "id": id} if some id in _from_business

violations contains {
	"subject": {"kind": "flow", "id": id},
	"message": sprintf("%s may write to %s through %s by no guarded integration: %s.", [
		naming.zone(flow.from),
		naming.zone(flow.to),
		naming.device(flow.device),
		naming.services(services),
	]),
	"evidence": {"services": sort(services)},
	"packets": {"flow": id, "part": "permitted", "services": sort(services)},
	"floor": "high",
} if {
	some id in _from_business
	flow := input.flows[id]
	services := {service |
		some service, touched in flow.services
		input.services[service].writes
		count({class | some class in touched.classes} & _business_classes) > 0
	} - _guarded(flow)
	count(services) > 0
}

_from_business contains id if {
	some id, flow in input.flows
	input.zones[flow.to].ot
	_business(input.zones[flow.from])
}

_business(zone) if zone.it

_business(zone) if zone.kind == "cloud"

# Services by which data goes both ways. Administration and files have policies of their own.
_business_classes := {"control-write", "database", "historian", "iiot", "integration", "supervisory"}

_guarded(flow) := {service |
	some id, carried in flow.integrations
	_writes(input.integrations[id])
	count(_lacks(input.integrations[id])) == 0
	some service in carried.services
}

_judged contains id if {
	some id, integration in input.integrations
	integration.status in {"pilot", "live"}
	not _supplies(integration)
	not _stays_outside(integration)
}

# Both ends are known, and it touches no zone of the plant: what goes on from the DMZ is an integration of its own.
_stays_outside(integration) if {
	count(_zones(integration.source)) > 0
	count(_zones(integration.consumer)) > 0
	ends := {integration.source, integration.broker, integration.consumer}
	count({zone | some end in ends; some zone in _zones(end); zone in zones.ot_ids}) == 0
}

_zones(end) := {end.zone} | {zone | some zone in input.asset_records[end.asset].zones} if {
	not is_null(end.zone)
} else := {zone | some zone in input.asset_records[end.asset].zones}

# Updates and time go into the plant and command nothing.
_supplies(integration) if {
	some known in integration.services
	_of(known, {"patch", "time"})
	every service in integration.services {
		_of(service, {"patch", "time", "proxy"})
	}
}

_of(service, classes) if {
	some class in input.services[service].classes
	class in classes
}

_writes(integration) := sprintf("carries data into the plant (%s)", [integration.direction]) if {
	integration.direction in {"it_to_ot", "both"}
} else := sprintf("has an account that may %s", [object.get(_may, integration.auth.privileges, "do more than read")]) if {
	not is_null(integration.auth.privileges)
	integration.auth.privileges != "read"
} else := "has a way back" if {
	integration.write_back.approved == true
}

_may := {"admin": "administer", "write": "write"}

_lacks(integration) := records.missing({
	"approval": integration.write_back.approved,
	"command gateway": integration.write_back.gateway,
	"confirmation by an operator": integration.write_back.operator_confirmation,
	"limits on set points": integration.write_back.limits,
	"validation": integration.validation.schema,
})

# Services of the integration itself that its outer end may open in the plant, and that no conduit pins to functions that read.
_open(flow, carried) := {service |
	carried.to_end == "source"
	input.zones[flow.to].ot
	some service in carried.services
	input.services[service].writes
	not _reads_only(flow, service)
}

_reads_only(flow, service) if {
	some conduit in input.conduits
	{conduit.from, conduit.to} == {flow.from, flow.to}
	conduit.access == "read_only"
	service in conduit.services
	not service in conduit.unpinned_services
}
