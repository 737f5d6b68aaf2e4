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
