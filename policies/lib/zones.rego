# What kind of place a zone is. Every function takes a zone id; a zone that is not declared is of no kind.
package zonewarden.lib.zones

kind(id) := input.zones[id].kind

# Control networks: levels 0 to 2, judged by the low end of the zone's range.
control(id) if {
	zone := input.zones[id]
	zone.ot
	not is_null(zone.level_low)
	zone.level_low <= 2
}

# Plant networks. A zone that is OT by its level and a DMZ by its kind counts as DMZ.
ot(id) if {
	input.zones[id].ot
	not input.zones[id].dmz
}

dmz(id) if input.zones[id].dmz

# Networks beyond the industrial DMZ: enterprise and guest, or of others.
beyond_dmz(id) if input.zones[id].it

beyond_dmz(id) if input.zones[id].external

internet(id) if kind(id) == "internet"

safety(id) if kind(id) == "safety"

unassociated(id) if id == "unassociated"

# The impact of losing it, 0-4. Facts hold 3 where nobody declared it.
impact(id) := input.zones[id].impact

# The same kinds as sets of ids. A policy that asks about every flow looks its zones up here: a call costs several times more.
ot_ids := {id | some id, _ in input.zones; ot(id)}

control_ids := {id | some id, _ in input.zones; control(id)}

dmz_ids := {id | some id, _ in input.zones; dmz(id)}

beyond_dmz_ids := {id | some id, _ in input.zones; beyond_dmz(id)}

internet_ids := {id | some id, _ in input.zones; internet(id)}

safety_ids := {id | some id, _ in input.zones; safety(id)}
