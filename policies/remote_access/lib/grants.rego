# Questions to one member of input.grants.
package zonewarden.lib.grants

import data.zonewarden.lib.zones

# The decision stands, or is about to: closed grants are history.
standing(grant) if grant.status in {"requested", "approved", "active"}

# Whoever is declared as anything else than an employee.
vendor(grant) if {
	not is_null(grant.party)
	grant.party != "employee"
}

vendor(grant) if not is_null(grant.vendor)

# How long it lasts, in hours.
hours(grant) := grant.valid_from_ago_h - grant.valid_until_ago_h

# It allows more than looking.
writes(grant) if grant.capability in {"admin", "control_write", "engineering"}

# One of its targets is a controller of level 0 or 1, or a safety system.
critical(grant) if {
	some id in grant.target_zones
	zones.safety(id)
}

critical(grant) if {
	some id in grant.target_zones
	zones.ot(id)
	input.zones[id].level_low <= 1
}

# "Grant g-1 of p.ruiz", where a sentence begins with it.
label(grant) := sprintf("G%s", [_rest(grant)])

# "grant g-1 of p.ruiz"
mention(grant) := sprintf("g%s", [_rest(grant)])

_rest(grant) := sprintf("rant %s of %s", [grant.id, grant.subject]) if not is_null(grant.subject)

else := sprintf("rant %s", [grant.id])

# A name that nobody bears: a role, a company, a team. Words that are family names as well count alone.
nobody(name) if {
	words := split(_plain(name), " ")
	some word in words
	regex.match(`^(admin|administrator|contractor|external|generic|group|helpdesk|operator|remote|service|shared|support|team|user|vendor)s?[0-9]*$`, word)
}

nobody(name) if {
	_plain(name) in {"guest", "plant"}
}

# The names of more than one person.
several(name) if regex.match(`(?i)[a-z].*( and | und | et |[&/;+]).*[a-z]`, name)

_plain(name) := concat(" ", split(concat(" ", split(concat(" ", split(lower(name), ".")), "_")), "-"))
