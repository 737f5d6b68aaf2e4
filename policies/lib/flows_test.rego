package zonewarden.lib.flows_test

import data.zonewarden.lib.fixtures
import data.zonewarden.lib.flows

_facts := {"services": fixtures.services}

test_touched if flows.touched(fixtures.covered("ops", "cell1", ["ssh", "ntp"])) == {"ntp", "ssh"}

test_touching if flows.touching(fixtures.covered("ops", "cell1", ["ssh", "ntp"]), {"admin"}) == {"ssh"}

test_uncovered if {
	flows.uncovered(fixtures.undeclared("ops", "cell1", ["ssh"])) == {"ssh"}
	flows.uncovered(fixtures.covered("ops", "cell1", ["ssh"])) == set()
}

test_uncovered_part if {
	flow := fixtures.covered("ops", "cell1", [])
	flows.uncovered_part(fixtures.undeclared("ops", "cell1", [])) == "undeclared"
	flows.uncovered_part({"undeclared": null, "excess_services": {}, "wrong_initiator": {}}) == "excess_services"
	flows.uncovered_part({"undeclared": null, "excess_services": null, "wrong_initiator": {}}) == "wrong_initiator"
	not flows.uncovered_part(flow)
}

test_label if {
	one := fixtures.part
	all := fixtures.part_of_any_service
	flows.label(one, {"ssh"}) == "SSH" with input as _facts
	flows.label(all, {"ssh"}) == "any service"
	flows.label(one, set()) == "tcp/9, udp/9"
	flows.label(one, {"1", "2", "3", "4", "5", "6", "7", "8", "9"}) == "tcp/9, udp/9"
}

test_part_alone_is_described_by_the_uncovered_services if {
	flow := fixtures.undeclared("ops", "cell1", ["ssh"])
	flows.part_label(flow, "undeclared") == "SSH" with input as _facts
	flows.part_evidence(flow, "undeclared") == {"services": ["ssh"], "service_count": 1}
}

test_parts_side_by_side_are_described_by_their_ports if {
	flow := object.union(
		fixtures.undeclared("ops", "cell1", ["ssh"]),
		{"wrong_initiator": {"any_service": false, "products": [{"services": ["tcp/4840"]}]}},
	)
	flows.part_label(flow, "wrong_initiator") == "tcp/4840"
	flows.part_evidence(flow, "wrong_initiator") == {"ports": "tcp/4840"}
}

test_ports if {
	flows.ports({"products": [{"services": ["b", "a"]}, {"services": ["a"]}]}) == "a, b"
	flows.ports({"products": [{"services": ["a", "b", "c", "d"]}]}) == "a, b, c, d"
	flows.ports({"products": [{"services": ["a", "b", "c", "d", "e"]}]}) == "a, b, c and more"
}

test_evidence if {
	flows.evidence({"b", "a"}) == {"services": ["a", "b"], "service_count": 2}
	found := flows.evidence({"a", "b", "c", "d", "e", "f", "g", "h", "i"})
	found == {"services": ["a", "b", "c", "d", "e", "f", "g", "h"], "service_count": 9}
}

test_capability_of_the_worst_service if {
	flow := fixtures.covered("ops", "cell1", ["modbus-tcp", "ssh", "ntp"])
	flows.capability(flow, {"modbus-tcp", "ssh", "ntp"}) == 3
	flows.capability(flow, {"ssh", "ntp"}) == 2
	flows.capability(flow, {"ntp"}) == 1
	flows.capability(flow, set()) == 1
}

test_common_service_stands_for_those_that_ride_on_it if {
	flow := fixtures.covered("ops", "internet", ["https", "ewon-talk2m"])
	flows.touched(flow) == {"https"}
	flows.touching(flow, {"remote-tool"}) == set()
	flows.hidden(flow, {"remote-tool"}) == {"ewon-talk2m"}
}

test_rider_alone_is_itself if {
	flow := fixtures.covered("ops", "internet", ["ewon-talk2m"])
	flows.touched(flow) == {"ewon-talk2m"}
	flows.hidden(flow, {"remote-tool"}) == set()
}
