package zonewarden.remote_access.office_identities_in_ot_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.office_identities_in_ot as policy

_identity(ot, it) := f.facts({"identity": [{"id": "identity", "ot": object.union(_plain, ot), "it": object.union(_plain, it)}]})

_plain := {"provider": null, "tenant": null, "step_up": null, "shared_admins": null}

test_one_provider_and_shared_administrators if {
	policy.violations == {{
		"subject": f.subject("identity", "identity"),
		"message": concat(" ", [
			"Remote access of the plant has its administrators in common with the office",
			"and takes the accounts of the office's provider without a further step.",
		]),
		"evidence": {"ot": "corp", "it": "corp"},
		"exposure": 2,
	}} with input as _identity({"provider": "corp"}, {"provider": "corp", "shared_admins": true})
}

test_step_up_passes if {
	facts := _identity({"provider": "corp", "step_up": true}, {"provider": "corp"})
	policy.subjects == {f.subject("identity", "identity")} with input as facts
	policy.violations == set() with input as facts
}

test_tenants_apart_pass if {
	policy.violations == set() with input as _identity(
		{"provider": "corp", "tenant": "plant"},
		{"provider": "corp", "tenant": "office"},
	)
}

test_nothing_stated_is_nothing_shared if {
	policy.violations == set() with input as _identity({}, {})
}

test_one_side_unstated_is_no_pass if {
	policy.subjects == set() with input as _identity({"provider": "ot-idp"}, {})
	policy.subjects == {f.subject("identity", "identity")} with input as _identity({"shared_admins": true}, {})
}

_service := {"id": "int-1", "auth": {"account": "svc-read"}}

_device(users) := {"id": "fw", "name": "fw-1", "management": {"users": users}}

test_service_account_that_logs_on if {
	facts := f.facts({
		"integrations": [_service, {"id": "int-2", "auth": {"account": null}}],
		"people": [{"id": "svc-read"}],
		"devices": [_device([{"name": "svc-read"}, {"name": "admin"}])],
		"asset_records": [{"id": "jump-1", "role": "jump_host", "accounts": ["svc-read"]}],
	})
	policy.violations == {{
		"subject": f.subject("integration", "int-1"),
		"message": concat(" ", [
			"Account svc-read, which integration int-1 uses, can log on interactively: it is a local user of fw-1,",
			"an account of jump-1 and declared as a person.",
		]),
		"evidence": {"account": "svc-read"},
		"exposure": 2,
	}} with input as facts
}

test_service_account_of_programs_only_passes if {
	facts := f.facts({
		"integrations": [_service],
		"devices": [_device([{"name": "admin"}])],
		"asset_records": [{"id": "hist-1", "role": "historian", "accounts": ["svc-read"]}],
	})
	policy.subjects == {f.subject("integration", "int-1")} with input as facts
	policy.violations == set() with input as facts
}
