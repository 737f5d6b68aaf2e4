package zonewarden.remote_access.session_not_recorded_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.session_not_recorded as policy

test_gateway_without_records if {
	gateway := f.gateway({"session_recording": [], "log_export": null, "retention_days": 30})
	policy.violations == {{
		"subject": f.subject("gateway", "gw-ot"),
		"message": "Gateway gw-ot keeps them 30 days (at least 90), records no session and sends its logs nowhere.",
		"evidence": {"wrong": ["keeps them 30 days (at least 90)", "records no session", "sends its logs nowhere"]},
		"exposure": 3,
		"floor": "medium",
	}} with input as f.facts({"gateways": [gateway]})
}

test_one_protocol_unrecorded if {
	facts := f.facts({"gateways": [f.gateway({"protocols": ["https", "vnc", "rdp"]})]})
	{v.message | some v in policy.violations} == {"Gateway gw-ot does not record vnc."} with input as facts
}

test_exempt_vendor if {
	policy.violations == {{
		"subject": f.subject("grant", "g-1"),
		"message": "Grant g-1 of p.ruiz exempts a third party from recording.",
		"evidence": {"recording": false},
		"exposure": 3,
		"floor": "high",
	}} with input as f.facts({"grants": [f.grant({"recording": false})]})
}

test_protocols_of_grants_count_and_the_portal_does_not if {
	grants := [f.grant({"services": ["https", "ssh"]}), f.grant({"id": "g-2", "services": ["vnc"], "status": "revoked"})]
	facts := f.facts({"gateways": [f.gateway({})], "grants": grants})
	{v.message | some v in policy.violations} == {"Gateway gw-ot does not record web."} with input as facts
}

test_gateway_by_which_grants_reach_a_controller_weighs_more if {
	gateway := f.gateway({"log_export": null})
	plc := f.facts({"gateways": [gateway], "grants": [f.grant({})]})
	[v.floor | some v in policy.violations] == ["high"] with input as plc
	hmi := f.facts({"gateways": [gateway], "grants": [f.grant({"target_zones": ["hmi"]})]})
	[v.floor | some v in policy.violations] == ["medium"] with input as hmi
}

test_unknown_retention_is_no_pass if {
	facts := f.facts({"gateways": [f.gateway({"retention_days": null})]})
	policy.subjects == set() with input as facts
	policy.violations == set() with input as facts
}

_rule(changes) := object.union(
	{
		"id": "fw/RA_IN/0", "title": "rule 1 of RA_IN on fw", "device": "fw", "from_zones": ["ra"], "to_zones": ["cell1"],
		"logged": false, "text": "permit tcp any any eq 22", "digest": "0123", "locations": [f.line(1)],
	},
	changes,
)

_management(servers, settings) := {"lines": [], "users": [{}], "servers": servers, "settings": settings}

_device(management) := {"id": "fw", "name": "fw", "platform": "cisco-asa", "management": management}

_collector := {"purpose": "syslog"}

test_rule_without_a_log if {
	facts := f.facts({"session_rules": [_rule({})], "devices": [_device(_management([_collector], {}))]})
	policy.violations == {{
		"subject": f.subject("session_rule", "fw/RA_IN/0"),
		"key": "0123",
		"message": "Remote sessions from ra to cell1 pass rule 1 of RA_IN on fw without a log.",
		"evidence": {"rule": "permit tcp any any eq 22"},
		"zones": ["ra", "cell1"],
		"exposure": 3,
		"floor": "high",
	}} with input as facts
	policy.subjects == {f.subject("session_rule", "fw/RA_IN/0"), f.subject("device", "fw")} with input as facts
}

test_asa_reports_connections_by_itself if {
	settings := {"logging": [{"value": "on"}], "logging-trap": [{"value": "informational"}]}
	facts := f.facts({"session_rules": [_rule({})], "devices": [_device(_management([_collector], settings))]})
	policy.violations == set() with input as facts
}

test_device_that_keeps_its_log if {
	rule := _rule({"logged": true, "to_zones": ["ops", "dmz"]})
	facts := f.facts({"session_rules": [rule], "devices": [_device(_management([], {}))]})
	policy.violations == {{
		"subject": f.subject("device", "fw"),
		"message": "fw lets remote sessions pass and sends its log of them nowhere.",
		"evidence": {"collectors": 0},
		"locations": [f.line(1)],
		"exposure": 3,
		"floor": "medium",
	}} with input as facts
}

test_what_a_fragment_does_not_say_may_be_declared if {
	fragment := _device({"lines": [], "users": [], "servers": [], "settings": {}})
	unknown := f.facts({"session_rules": [_rule({"logged": true})], "devices": [fragment]})
	policy.subjects == {f.subject("session_rule", "fw/RA_IN/0")} with input as unknown
	declared := object.union(unknown, {"device_records": {"fw": {"log_receivers": ["siem"]}}})
	f.subject("device", "fw") in policy.subjects with input as declared
	policy.violations == set() with input as declared
}

test_recorded_passes if {
	facts := f.facts({"gateways": [f.gateway({})], "grants": [f.grant({})]})
	policy.subjects == {f.subject("gateway", "gw-ot"), f.subject("grant", "g-1")} with input as facts
	policy.violations == set() with input as facts
}

test_gateways_of_the_office_are_not_judged if {
	policy.subjects == set() with input as f.facts({"gateways": [f.gateway({"scope": "it", "log_export": null})]})
}

_with(grant, session) := f.facts({
	"gateways": [f.gateway({})],
	"grants": [f.grant(grant)],
	"sessions": [f.session(session)],
	"exports": [{"id": "sessions"}],
})

_sessions := {one | some one in policy.subjects; one.kind in {"session", "export"}}

test_session_of_a_vendor_without_record if {
	policy.violations == {{
		"subject": f.subject("session", "s-1"),
		"message": "Session s-1 of p.ruiz was not recorded.",
		"evidence": {"services": ["s7comm"], "grant": "g-1"},
		"exposure": 3,
		"floor": "high",
	}} with input as _with({}, {"recorded": false})
}

test_desktop_session_without_record_and_grant if {
	facts := _with({}, {"recorded": false, "grant": null, "services": ["rdp"], "zones": ["ra"]})
	{v.floor | some v in policy.violations} == {"medium"} with input as facts
}

test_recorded_session_passes if {
	facts := _with({}, {})
	_sessions == {f.subject("session", "s-1"), f.subject("export", "sessions")} with input as facts
	policy.violations == set() with input as facts
}

test_session_that_need_not_be_recorded_or_does_not_tell_is_not_judged if {
	own := {"party": "employee", "vendor": null, "recording": false}
	_sessions == {f.subject("export", "sessions")} with input as _with(own, {"recorded": false})
	_sessions == {f.subject("export", "sessions")} with input as _with({}, {"recorded": null})
}
