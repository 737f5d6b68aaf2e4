# METADATA
# title: A grant names or opens more than a few hosts and services
# description: >-
#   A grant names no hosts, whole networks, more than one job needs, or no services; or the rules that name it let more pass
#   than it says. What it opens is then decided by the widest rule somebody finds convenient, and one session reaches
#   equipment that has nothing to do with the job.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0800/
#     description: ATT&CK for ICS M0800 Authorization Enforcement
# custom:
#   id: RA-012
#   family: remote_access
#   scope: device
#   severity: high
#   requires: []
#   capability: 2
#   floor: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 2.1, SR 1.13, SR 5.2]
#     iec-62443-2-1: [USER 1.5, NET 3.2]
#     nist-800-53r5: [AC-6, AC-17, MA-4]
#     nist-csf-2: [PR.AA-05]
#     nerc-cip: [CIP-005-7 R1.3]
#     sans-ics: ["4"]
#     nist-800-82r3: [Remote access]
#   attack_ics:
#     mitigations: [M0800, M0937, M0807]
#     techniques: [T0886]
#   remediation:
#     summary: >-
#       List the hosts by id and the services the job needs, and generate the rule of the firewall and of the gateway
#       from the grant, so that it cannot be wider.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   grants:
#       !     - {id: g-1, targets: [plc-81], services: [s7comm]}
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   grants:
#       !     - {id: g-1, targets: [plc-81], services: [s7comm]}
#       show users
package zonewarden.remote_access.grant_for_everything

import data.zonewarden.lib.flows
import data.zonewarden.lib.grants
import data.zonewarden.lib.naming

subjects contains {"kind": "grant", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "grant", "id": id},
	"message": sprintf("%s names %s.", [grants.label(input.grants[id]), naming.list(sort(wrong))]),
	"evidence": {"targets": count(input.grants[id].targets), "services": count(input.grants[id].services)},
	"exposure": 3,
} if {
	some id in _judged
	wrong := _wrong(input.grants[id])
	count(wrong) > 0
}

subjects contains {"kind": "grant_flow", "id": id} if some id, _ in input.grant_flows

violations contains {
	"subject": {"kind": "grant_flow", "id": id},
	"message": sprintf("Rules that name %s let more pass from %s to %s at %s than it allows: %s to %s.", [
		grants.mention(input.grants[flow.grant]), naming.zone(flow.from), naming.zone(flow.to),
		naming.device(flow.device), flows.label(flow.beyond, set()), concat(", ", flow.beyond.products[0].destinations),
	]),
	"evidence": {
		"grant": flow.grant,
		"targets": input.grants[flow.grant].targets,
		"services": input.grants[flow.grant].services,
	},
	"packets": {"grant_flow": id},
	"exposure": 3,
} if {
	some id, flow in input.grant_flows
	not is_null(flow.beyond)
}

_judged contains id if {
	some id, grant in input.grants
	grants.standing(grant)
}

_wrong(grant) := ((_few(grant) | _many(grant)) | _wide(grant)) | _any(grant)

_few(grant) := {"no hosts"} if count(grant.targets) == 0

else := set()

_many(grant) := {sprintf("%d hosts (limit %v)", [count(grant.targets), _limit])} if count(grant.targets) > _limit

else := set()

_wide(grant) := {sprintf("targets wider than a host (%s)", [concat(", ", grant.wide_targets)])} if {
	count(grant.wide_targets) > 0
}

else := set()

_any(grant) := {"no services"} if count(grant.services) == 0

else := {"any service"} if "any" in grant.services

else := set()

_limit := input.site.limits.max_targets_per_grant
