package zonewarden.lib.naming_test

import data.zonewarden.lib.fixtures
import data.zonewarden.lib.naming

_facts := {"zones": fixtures.zones, "devices": fixtures.devices, "services": fixtures.services}

test_zone_with_one_level if naming.zone("ops") == "ops (level 3)" with input as _facts

test_zone_with_a_range if naming.zone("cell1") == "cell1 (level 1-2)" with input as _facts

test_safety_zone if naming.zone("sis") == "sis (safety)" with input as _facts

test_zone_without_level if naming.zone("unassociated") == "unassociated" with input as _facts

test_network_of_others if naming.zone("internet") == "internet" with input as _facts

test_device if naming.device("fw") == "fw-ot-1" with input as _facts

test_unknown_device if naming.device("x") == "x" with input as _facts

test_device_without_name if naming.device("edge") == "edge" with input as {"devices": {"edge": {"name": ""}}}

test_one_service if naming.services({"ssh"}) == "SSH" with input as _facts

test_three_services if naming.services({"ssh", "rdp", "https"}) == "HTTPS, RDP and SSH" with input as _facts

test_many_services if {
	ids := {"ssh", "rdp", "https", "smtp", "ntp"}
	naming.services(ids) == "HTTPS, NTP, RDP and 2 more services" with input as _facts
}

test_four_services_are_named if {
	ids := {"ssh", "rdp", "https", "ntp"}
	naming.services(ids) == "HTTPS, NTP, RDP and SSH" with input as _facts
}

test_explanation_in_brackets_is_left_out if {
	naming.service("x") == "Profile" with input as {"services": {"x": {"name": "Profile (of a bus)"}}}
}

test_unknown_service if naming.services({"x"}) == "x" with input as _facts

test_list if {
	naming.list([]) == ""
	naming.list(["a"]) == "a"
	naming.list(["a", "b"]) == "a and b"
}
