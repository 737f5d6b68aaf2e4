# METADATA
# title: Cells are open to each other
# description: >-
#   A cell can reach another cell with control or engineering services that no conduit declares, or with any service
#   at all; or networks of level 2 and below reach each other and no conduit joins them. Malware or a wrong download in
#   one cell then spreads to the next, and one cell can no longer be cut off without stopping its neighbours. The few
#   interlocks between cells are worth naming one by one. The same holds for a cell that is no cell: one with more hosts
#   than the site allows, or with hosts of several production units.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866 Exploitation of Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-016
#   family: segmentation
#   scope: device
#   severity: high
#   requires: [zones, conduits]
#   capability: 3
#   fix_disruption: outage
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 5.1 RE(3)]
#     iec-62443-3-2: [ZCR 3.1]
#     iec-62443-2-1: [NET 1.1]
#     nist-800-53r5: [SC-7(21), SC-7(29), AC-4(21)]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["2"]
#     nist-800-82r3: [Network architecture]
#   attack_ics:
#     mitigations: [M0930, M0937]
#     techniques: [T0866, T0867, T0843]
#   remediation:
#     summary: >-
#       Declare the interlocks between the two cells as conduits with single hosts and services, permit exactly those
#       and deny the rest. Cut over at a planned outage: unknown cell-to-cell traffic often belongs to the process.
#     cisco-asa: |
#       ! before
#       access-list CELL1-IN extended permit ip 10.20.1.0 255.255.255.0 10.20.2.0 255.255.255.0
#       ! after: the declared interlock
#       access-list CELL1-IN extended permit tcp host 10.20.1.10 host 10.20.2.10 eq 502 log
#       no access-list CELL1-IN extended permit ip 10.20.1.0 255.255.255.0 10.20.2.0 255.255.255.0
#     cisco-ios: |
#       ip access-list extended CELL1-IN
#        permit tcp host 10.20.1.10 host 10.20.2.10 eq 502
#        deny ip 10.20.1.0 0.0.0.255 10.20.2.0 0.0.0.255 log
#       interface Vlan201
#        ip access-group CELL1-IN in
#     fortinet-fortios: |
#       # one declared interlock instead of the whole cell
#       config firewall service custom
#           edit "TCP-4840"
#               set tcp-portrange 4840
#           next
#       end
#       config firewall address
#           edit "interlock-from"
#               set subnet 10.20.1.12 255.255.255.255
#           next
#           edit "interlock-to"
#               set subnet 10.20.3.31 255.255.255.255
#           next
#       end
#       config firewall policy
#           edit 107
#               set name "INTERLOCK"
#               set srcintf "CELL1"
#               set dstintf "CELL3"
#               set action accept
#               set srcaddr "interlock-from"
#               set dstaddr "interlock-to"
#               set schedule "always"
#               set service "TCP-4840"
#               set logtraffic all
#               set comments "conduit=interlock owner=NAME chg=CHG-1234 review=2027-05-31"
#           next
#           edit 42
#               set status disable
#           next
#       end
#     paloalto-panos: |
#       # one declared interlock instead of the whole cell
#       set address interlock-from ip-netmask 10.20.1.12/32
#       set address interlock-to ip-netmask 10.20.3.31/32
#       set service tcp-4840 protocol tcp port 4840
#       set rulebase security rules INTERLOCK from CELL1 to CELL3 source interlock-from destination interlock-to
#       set rulebase security rules INTERLOCK application any service tcp-4840 action allow log-end yes
#       set rulebase security rules CELL1-CELL3 disabled yes
#     juniper-junos: |
#       # one declared interlock instead of the whole cell
#       set security address-book global address interlock-from 10.20.1.12/32
#       set security address-book global address interlock-to 10.20.3.31/32
#       set applications application tcp-4840 protocol tcp destination-port 4840
#       set security policies from-zone CELL1 to-zone CELL3 policy INTERLOCK match source-address interlock-from
#       set security policies from-zone CELL1 to-zone CELL3 policy INTERLOCK match destination-address interlock-to
#       set security policies from-zone CELL1 to-zone CELL3 policy INTERLOCK match application tcp-4840
#       set security policies from-zone CELL1 to-zone CELL3 policy INTERLOCK then permit
#       set security policies from-zone CELL1 to-zone CELL3 policy INTERLOCK then log session-init
#       deactivate security policies from-zone CELL1 to-zone CELL3 policy CELL1-CELL3
#     linux-iptables: |
#       # one declared interlock instead of the whole cell
#       iptables -D FORWARD -i cell1 -o cell3 -j ACCEPT
#       iptables -A FORWARD -i cell1 -o cell3 -s 10.20.1.12 -d 10.20.3.31 -p tcp --dport 4840 \
#         -m conntrack --ctstate NEW -m comment --comment "conduit=interlock chg=CHG-1234" -j ACCEPT
#     linux-nftables: |
#       # one declared interlock instead of the whole cell
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               ct state established,related accept
#               iifname "cell1" oifname "cell3" ip saddr 10.20.1.12 ip daddr 10.20.3.31 tcp dport 4840 \
#                   log prefix "INTERLOCK " accept comment "conduit=interlock chg=CHG-1234"
#               log prefix "FORWARD-DROP " drop
#           }
#       }
package zonewarden.segmentation.cell_to_cell

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in (_judged | _low)

subjects contains {"kind": "zone", "id": id} if some id in _cell_ids

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	not is_null(flow.permitted)
	not flow.permitted.any_service
	ids := _undeclared_control(flow)
	count(ids) > 0
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"Cell %s can control or program cell %s through %s outside every conduit: %s.",
			[flow.from, flow.to, naming.device(flow.device), naming.services(ids)],
		),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": flows.uncovered_part(flow), "services": sort(ids)},
		"capability": 3,
		"exposure": _exposure(flow),
	}
}

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	not is_null(flow.permitted)
	flow.permitted.any_service
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"Cell %s can reach cell %s through %s with any service.",
			[flow.from, flow.to, naming.device(flow.device)],
		),
		"evidence": flows.evidence(flows.touched(flow)),
		"packets": {"flow": flow.id, "part": "permitted"},
		"capability": 3,
		"exposure": _exposure(flow),
	}
}

violations contains {
	"subject": {"kind": "flow", "id": id},
	"message": sprintf("%s can open sessions to %s through %s, and no conduit joins the two: %s.", [
		naming.zone(flow.from),
		naming.zone(flow.to),
		naming.device(flow.device),
		flows.label(flow.permitted, flows.touched(flow)),
	]),
	"evidence": flows.evidence(flows.touched(flow)),
	"packets": {"flow": id, "part": "permitted"},
	"capability": flows.capability(flow, flows.touched(flow)),
	"exposure": _exposure(flow),
} if {
	some id in _low
	flow := input.flows[id]
	not is_null(flow.permitted)
	not _between_cells(flow)
	not {flow.from, flow.to} in _joined
}

# What is told of cells in more words.
_between_cells(flow) if {
	flow.id in _judged
	flow.permitted.any_service
}

_between_cells(flow) if {
	flow.id in _judged
	count(_undeclared_control(flow)) > 0
}

_joined contains {conduit.from, conduit.to} if {
	some conduit in input.conduits
	not conduit.expired
}

# Pairs of plant networks that lie at level 2 or below, the first with its high end.
_low contains id if {
	some id, flow in input.flows
	flow.from in _control_high
	flow.to in zones.control_ids
}

_control_high := {id | some id in zones.control_ids; input.zones[id].level_high <= 2}

violations contains {
	"subject": {"kind": "zone", "id": id},
	"key": "size",
	"message": sprintf("Cell %s holds %d hosts, and the site allows %v.", [
		id, count(_hosts(id)), input.site.limits.max_assets_per_zone,
	]),
	"evidence": {"hosts": count(_hosts(id))},
	"locations": input.zones[id].locations,
	"capability": 1,
	"exposure": 1,
} if {
	some id in _cell_ids
	count(_hosts(id)) > input.site.limits.max_assets_per_zone
}

violations contains {
	"subject": {"kind": "zone", "id": id},
	"key": "units",
	"message": sprintf("Cell %s holds hosts of several production units: %s.", [id, naming.list(sort(units))]),
	"evidence": {"units": sort(units)},
	"locations": input.zones[id].locations,
	"capability": 1,
	"exposure": 2,
} if {
	some id in _cell_ids
	units := {unit | some host in _hosts(id); unit := input.assets[host].production_unit; unit != ""}
	count(units) > 1
}

_cell_ids := {id | some id, zone in input.zones; zone.kind in _cells}

_hosts(id) := {host | some host, asset in input.assets; asset.zone == id}

_judged contains id if {
	some id, flow in input.flows
	input.zones[flow.from].kind in _cells
	input.zones[flow.to].kind in _cells
	flow.from != flow.to
}

_cells := {"cell", "process"}

_undeclared_control(flow) := {id |
	some id in flows.touching(flow, {"control-write", "engineering", "program-download"})
	flow.services[id].uncovered
}

_exposure(flow) := 1 if {
	some unit in input.zones[flow.from].production_units
	unit in input.zones[flow.to].production_units
}

else := 2
