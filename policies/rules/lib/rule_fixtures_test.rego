# Small facts for tests of rule policies: one list on fw-ot-1 between the usual zones.
package zonewarden.lib.rule_fixtures

import data.zonewarden.lib.fixtures

line(n) := {"path": "configs/fw.cfg", "line": n, "end_line": n, "column": 1, "end_column": 20}

_permit := {
	"id": "fw:ENT_IN:0",
	"device": "fw",
	"list": "fw:ENT_IN",
	"index": 0,
	"action": "permit",
	"enabled": true,
	"bound": true,
	"status": "live",
	"blockers": [],
	"different_action": false,
	"any_source": false,
	"source_reach": {"most": false},
	"swept": {},
	"destination_reach": {"most": false},
	"any_destination": false,
	"any_service": false,
	"sources": ["10.40.0.5"],
	"destinations": ["10.20.1.10"],
	"services": ["tcp/502"],
	"from_zones": ["ent"],
	"to_zones": ["cell1"],
	"ot": true,
	"it_ot": true,
	"external": false,
	"safety": false,
	"remote_access": false,
	"widest_port_range": 1,
	"port_count": 1,
	"service_ids": ["modbus-tcp"],
	"classes": ["ics", "control-write"],
	"logged": true,
	"remarks": [],
	"metadata": {},
	"metadata_missing": [],
	"review_overdue": false,
	"temporary": false,
	"schedule": "",
	"schedule_expired": false,
	"times": null,
	"taints": [],
	"grants": [],
	"mentions": [],
	"grant_windows": {},
	"pooled": false,
	"undefined": [],
	"atoms": [],
	"text": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502",
	"digest": "d0",
	"locations": [line(12)],
}

# When a rule applies: once, and understood.
times(changes) := object.union(
	{"known": true, "recurring": false, "bounded": true, "ends": true, "elapsed": "no", "ends_sessions": null},
	changes,
)

# The same with other fields.
rule(changes) := object.union(_permit, changes)

# ... that no declared zone knows.
unplaced(changes) := rule(object.union({"from_zones": [], "to_zones": [], "ot": false, "it_ot": false}, changes))

list := {
	"id": "fw:ENT_IN",
	"device": "fw",
	"name": "ENT_IN",
	"rules": 1,
	"default": "deny",
	"bound": [{"interface": "ent", "direction": "in"}],
	"final_deny_logged": true,
	"ot": true,
	"it_ot": true,
	"external": false,
	"safety": false,
	"remote_access": false,
	"impact": 3,
	"locations": [line(10)],
}

device := {
	"id": "fw",
	"name": "fw-ot-1",
	"platform": "cisco-ios",
	"zones": [],
	"locations": [line(1)],
	"management": {"services": [], "lines": [], "users": [], "snmp": [], "servers": [], "secrets": [], "settings": {}},
}

facts(rules) := {
	"zones": fixtures.zones,
	"services": fixtures.services,
	"site": {"limits": {}, "rule_metadata_required": []},
	"devices": {"fw": device},
	"rule_lists": {"fw:ENT_IN": list},
	"rules": {r.id: r | some r in rules},
	"objects": {},
	"references": {},
}

# The list is defined and applied nowhere.
unbound(rules) := object.union(facts(rules), {"rule_lists": {"fw:ENT_IN": {"bound": []}}})

subject := {"kind": "rule_list", "id": "fw:ENT_IN"}
