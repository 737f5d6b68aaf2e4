# Questions to one member of input.flows.
package zonewarden.lib.flows

import data.zonewarden.lib.naming

# Services that use the port of a much more common one: what may be either is taken for the common one.
_rides_on := {
	"bacnet-sc": {"https"},
	"ewon-talk2m": {"https", "openvpn"},
}

# Ids of the services that the permitted set touches.
touched(flow) := {id |
	some id, _ in flow.services
	not _rider(flow, id)
}

# ... that carry one of these classes.
touching(flow, classes) := {id |
	some id in touched(flow)
	some class in flow.services[id].classes
	class in classes
}

# ... some of which no conduit covers.
uncovered(flow) := {id |
	some id in touched(flow)
	flow.services[id].uncovered
}

# Services of these classes that may hide behind a more common one.
hidden(flow, classes) := {id |
	some id, service in flow.services
	_rider(flow, id)
	some class in service.classes
	class in classes
}

_rider(flow, id) if {
	some common in _rides_on[id]
	flow.services[common]
}

# The part that no conduit covers, the undeclared one first: its name. Undefined where conduits cover everything.
uncovered_part(flow) := "undeclared" if not is_null(flow.undeclared)

else := "excess_services" if not is_null(flow.excess_services)

else := "wrong_initiator" if not is_null(flow.wrong_initiator)

# What a part lets through, in words: by name as long as these services are few, else by port.
label(part, ids) := naming.services(ids) if {
	not part.any_service
	count(ids) in _few
}

else := ports(part) if not part.any_service

else := "any service"

_few := {1, 2, 3, 4, 5, 6, 7, 8}

# The same for one of the parts that no conduit covers. Where there are several, `services` does not tell them apart.
part_label(flow, part) := label(flow[part], uncovered(flow)) if _only_part(flow)

else := label(flow[part], set())

part_evidence(flow, part) := evidence(uncovered(flow)) if _only_part(flow)

else := {"ports": ports(flow[part])}

_only_part(flow) if {
	parts := [part | some part in [flow.undeclared, flow.excess_services, flow.wrong_initiator]; not is_null(part)]
	count(parts) == 1
}

# The ports of a part's products: "tcp/102, tcp/5000-5010".
ports(part) := concat(", ", [text | some i, text in _ports(part); i < 4]) if count(_ports(part)) < 5

else := sprintf("%s and more", [concat(", ", [text | some i, text in _ports(part); i < 3])])

_ports(part) := sort({text |
	some product in part.products
	some text in product.services
})

# Service ids as evidence: the first eight and how many there are.
evidence(ids) := {"services": [id | some i, id in sort(ids); i < 8], "service_count": count(ids)}

# Term C of the severity formula for the worst of these services: 3 takes over a process, 2 a host, 1 reads.
capability(flow, ids) := 3 if {
	some id in ids
	some class in flow.services[id].classes
	class in _process_classes
}

else := 2 if {
	some id in ids
	some class in flow.services[id].classes
	class in _host_classes
}

else := 1

_process_classes := {"control-write", "engineering", "program-download", "safety"}

_host_classes := {
	"admin",
	"cloud-brokered",
	"debug",
	"directory",
	"historian",
	"lateral",
	"overlay",
	"remote-interactive",
	"remote-tool",
	"tunnel-capable",
	"vpn",
}
