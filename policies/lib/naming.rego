# Words for messages: zones, devices and services as people know them.
package zonewarden.lib.naming

# A configuration that states no name goes by the device's id.
device(id) := name if {
	name := object.get(object.get(object.get(input, "devices", {}), id, {}), "name", id)
	name != ""
}

else := id

# "cell1 (level 1-2)", "sis (safety)"; networks of others have no level worth naming.
zone(id) := sprintf("%s (safety)", [id]) if input.zones[id].kind == "safety"

else := id if input.zones[id].external

else := id if id == "unassociated"

else := sprintf("%s (level %v)", [id, input.zones[id].level_low]) if {
	not is_null(input.zones[id].level_low)
	input.zones[id].level_low == input.zones[id].level_high
}

else := sprintf("%s (level %v-%v)", [id, input.zones[id].level_low, input.zones[id].level_high]) if {
	not is_null(input.zones[id].level_low)
}

else := id

# A service without what the catalogue adds in brackets.
service(id) := split(object.get(object.get(object.get(input, "services", {}), id, {}), "name", id), " (")[0]

# Some of a set of service ids by name: "SSH, Telnet, VNC and 3 more services".
services(ids) := sprintf("%s and %d more services", [_first(ids, 3), count(ids) - 3]) if count(ids) > 4

else := list([service(id) | some id in sort(ids)])

# "a", "a and b", "a, b and c"
list(words) := concat("", words) if count(words) < 2

else := sprintf("%s and %s", [
	concat(", ", [word | some i, word in words; i < count(words) - 1]),
	words[count(words) - 1],
])

_first(ids, n) := concat(", ", [service(id) | some i, id in sort(ids); i < n])
