# Questions to one member of input.rules.
package zonewarden.lib.rules

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

# A permit that decides packets where it is applied. Rules that never match are FW-008's and FW-011's. What only lets
# answers pass to sessions that another rule let begin decides nothing of its own.
effective_permit(rule) if {
	rule.action == "permit"
	not rule.answers
	rule.bound
	rule.enabled
	rule.status in {"live", "redundant", "undecided"}
}

unlimited(rule) if {
	rule.any_source
	rule.any_destination
	rule.any_service
}

# "ENT_IN on fw-ot-1"
place(rule) := sprintf("%s on %s", [input.rule_lists[rule.list].name, naming.device(rule.device)])

# " from ent to cell1 and ops"; at most three zones a side, nothing where no declared zone is known.
between(rule) := sprintf(" from %s to %s", [_few(_near(rule, rule.from_zones)), _few(_near(rule, rule.to_zones))]) if {
	count(rule.from_zones) > 0
	count(rule.to_zones) > 0
}

else := ""

# The zones it joins: whose impact counts.
joined(rule) := sort({id | some id in array.concat(rule.from_zones, rule.to_zones)})

# Term E of the severity formula: the worst place its packets come from.
exposure(rule) := max({_exposure(id) | some id in _near(rule, rule.from_zones)}) if count(rule.from_zones) > 0

else := 3 if rule.any_source

else := 1

_exposure(id) := 3 if input.zones[id].external

else := 3 if zones.unassociated(id)

else := 2 if zones.beyond_dmz(id)

else := 2 if zones.kind(id) in {"transient", "wireless"}

else := 1

# Those that certainly sit at the device; all where none does.
_near(rule, ids) := near if {
	near := [id | some id in ids; id in input.devices[rule.device].zones]
	count(near) > 0
}

else := ids

# Term C: what the worst class of its services gives away.
capability(rule) := flows.capability({"services": {"all": {"classes": rule.classes}}}, {"all"})

_few(ids) := sprintf("%s and %d more zones", [concat(", ", [id | some i, id in sort(ids); i < 3]), count(ids) - 3]) if {
	count(ids) > 3
}

else := naming.list(sort(ids))
