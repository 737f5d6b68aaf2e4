# Sessions that gateways of the plant carried, as they exported them.
package zonewarden.lib.sessions

import data.zonewarden.lib.grants

# Whose gateway serves the office alone is no matter of the plant.
ours contains id if {
	some id, session in input.sessions
	not _of_office(session)
}

_of_office(session) if input.gateways[session.gateway].scope == "it"

# What of the export could not be read may be about any session.
exported contains {"kind": "export", "id": "sessions"} if input.exports.sessions

# "Session s-1 of p.ruiz"
label(session) := sprintf("Session %s of %s", [session.id, session.subject]) if not is_null(session.subject)

else := sprintf("Session %s", [session.id])

# The severity floor of what a session could do.
writes(session) if grants.writes(input.grants[session.grant])
