# Findings about declared objects: one for each problem, known by its key.
package zonewarden.lib.records

# `problem` holds `id`, `key`, `text` (what the object is or lacks, after its title) and any other field of a violation.
finding(kind, member, problem) := object.union(
	{
		"subject": {"kind": kind, "id": member.id},
		"key": problem.key,
		"message": sprintf("The %s %s.", [member.title, problem.text]),
	},
	{name: value | some name, value in problem; not name in {"id", "kind", "key", "text"}},
)

# A severity that no formula changes.
fixed(level) := {"floor": level, "ceiling": level}

# The names of those fields that nobody declared.
missing(fields) := sort([name | some name, value in fields; absent(value)])

absent(value) if is_null(value)

absent(value) if value in {"", false}

absent(value) if {
	is_array(value)
	count(value) == 0
}

# A thing of the past that is at most so many days old.
recent(ago_h, days) if {
	not is_null(ago_h)
	ago_h >= 0
	ago_h <= days * 24
}

# An end that has passed.
past(ago_h) if {
	not is_null(ago_h)
	ago_h > 0
}

# An end that is declared and lies ahead.
ahead(ago_h) if {
	not is_null(ago_h)
	ago_h <= 0
}

# Of two levels the one for an object of this production impact: the second from 3 of 4.
by_impact(member, _, high) := high if member.worst_impact >= 3

by_impact(member, low, _) := low if member.worst_impact < 3

open_states := {"in_triage", "exploitable"}

# A control that has not ended; one without an end is not in force.
in_force(control) if ahead(control.expires_ago_h)

# An exception that waives: approved, begun and not over.
valid_exception(id) if {
	exception := input.exceptions[id]
	exception.status == "deviation-approved"
	ahead(exception.expires_ago_h)
}

# Both [start, end] spans share time; hours ago, so that the larger is the earlier.
overlap(one, other) if {
	one.start_ago_h > other.end_ago_h
	other.start_ago_h > one.end_ago_h
}

# Freezes that hold for any of these units and share time with a span.
freezes(span, units) := {id |
	some id, freeze in input.freezes
	overlap(span, freeze)
	_for(freeze, units)
}

_for(freeze, _) if count(freeze.units) == 0

_for(freeze, units) if {
	some unit in freeze.units
	unit in units
}

# What a role may do at an impact; nothing where nobody said.
authority(impact) := {role | some levels in input.authority_levels; some role in levels[sprintf("%d", [impact])]}

# A person's role: as declared for the person, else by the seat in the council; null where nobody says.
role_of(person) := role if {
	role := object.get(object.get(object.get(input, "people", {}), person, {}), "role", null)
	not is_null(role)
} else := min(_seats(person)) if {
	count(_seats(person)) > 0
} else := null

# Somebody whose employment has ended.
left(person) if past(object.get(object.get(object.get(input, "people", {}), person, {}), "employment_end_ago_h", null))

_seats(person) := {seat.role |
	some council in object.get(input, "council", {})
	some seat in object.get(council, "seats", [])
	seat.id == person
}

# Exposure of the severity formula where an attacker starts in this zone.
exposure(zone) := 3 if input.zones[zone].external

else := 3 if zone == "unassociated"

else := 2 if input.zones[zone].it

else := 1

# One object with the fields of both; those of the second where they differ.
plus(one, other) := object.union(one, other)

# What an approval counts for, by the role that it was given in.
signs_as(role) := "ot_operations" if role in {
	"operations", "operations_manager", "ot", "plant_manager", "production", "production_manager",
	"production_operations", "shift_lead", "shift_manager", "shift_supervisor",
}

else := "security" if role in {"ciso", "cybersecurity", "it_security", "ot_security", "security_manager"}

else := "safety" if role in {"functional_safety", "process_safety", "safety_engineer", "safety_manager"}

else := role

# The side that a person stands for, by role.
side(person) := side_of_role(role_of(person))

side_of_role(role) := "it" if role in {"security", "cybersecurity", "it", "it_manager", "it_security", "ciso", "soc"}

else := "ot" if not is_null(role)
