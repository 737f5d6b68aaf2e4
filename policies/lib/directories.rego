# The directory that the plant's accounts are in, and the directories that it trusts.
package zonewarden.lib.directories

# Something is declared about it.
declared(identity) if not is_null(identity.ot_domain.name)

declared(identity) if count(identity.ot_domain.trusts) > 0

named(identity) := sprintf(" %s", [identity.ot_domain.name]) if not is_null(identity.ot_domain.name)

named(identity) := "" if is_null(identity.ot_domain.name)

# Trusts of directories that are not the plant's own: neither it itself nor one below it.
foreign(identity) := [trust |
	some trust in identity.ot_domain.trusts
	not within(trust.to, identity.ot_domain.name)
]

# A name (of a host, of a domain) that is a domain or lies in it.
within(name, domain) if {
	not is_null(name)
	not is_null(domain)
	lower(name) == lower(domain)
}

within(name, domain) if {
	not is_null(name)
	not is_null(domain)
	endswith(lower(name), concat("", [".", lower(domain)]))
}

# The domain that a host's name is in: "" where only its first part is declared.
parent(host) := "" if is_null(host)

parent(host) := concat(".", array.slice(labels, 1, count(labels))) if {
	not is_null(host)
	labels := split(lower(host), ".")
}

# Which way a trust goes, by the word for it: `one-way`, `two-way`, or `unknown`. A selective one counts as one-way.
direction(trust) := "unknown" if {
	is_null(trust.type)
} else := "two-way" if {
	regex.match(`(two|2|bi)[^a-z]*(way|direction)|both|mutual`, lower(trust.type))
} else := "unknown" if {
	regex.match(`\b(non?|not|un)[^a-z]*(one|selective)`, lower(trust.type))
} else := "one-way" if {
	regex.match(`(one|1|uni)[^a-z]*(way|direction)|selective`, lower(trust.type))
} else := "unknown"

# An account whose name says which directory it is of.
qualified(account) if regex.match(`[@\\]`, account)

account_of(account, domain) if endswith(lower(account), concat("", ["@", lower(domain)]))

account_of(account, domain) if startswith(lower(account), concat("", [lower(domain), `\`]))

account_of(account, domain) if startswith(lower(account), concat("", [split(lower(domain), ".")[0], `\`]))
