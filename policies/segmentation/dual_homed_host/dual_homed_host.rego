# METADATA
# title: A host stands in two zones at once
# description: >-
#   A host with a leg in each of two zones is a path around the firewall between them. Nothing filters what passes
#   through it, and one stolen account or one forwarding setting joins the two networks. Entries of the inventory that
#   share a name, a MAC address or a serial number are one host; discovery may see it where nobody declares it.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-031
#   family: segmentation
#   severity: high
#   requires: [zones]
#   capability: 2
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 5.4]
#     iec-62443-3-2: [ZCR 3.2]
#     iec-62443-2-1: [NET 1.1, CM 1.1]
#     nist-800-53r5: [SC-7(21), SC-7(14)]
#     nist-csf-2: [PR.IR-01, ID.AM-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0930]
#     techniques: [T0886, T0884]
#   remediation:
#     summary: >-
#       Move the second leg behind the firewall. Where the vendor insists on two legs, declare the host as a proxy,
#       broker or gateway with forwarding: false, filter on the host itself, and watch it.
#     cisco-asa: |
#       ! the second leg behind the firewall, with a rule for what it needs
#       access-list OPS-IN extended permit tcp host 10.30.1.10 host 10.20.1.11 eq 4840 log
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        permit tcp host 10.30.1.10 host 10.20.1.11 eq 4840 log
package zonewarden.segmentation.dual_homed_host

import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "asset", "id": id} if some id in _hosts

violations contains {
	"subject": {"kind": "asset", "id": id},
	"message": sprintf("%s stands in %s at once: a path around the firewall between them.", [
		id, naming.list([naming.zone(zone) | some zone in sort(_homes(id))]),
	]),
	"evidence": {"zones": sort(_homes(id)), "role": input.assets[id].role},
	"zones": sort(_homes(id)),
	"certainty": _certainty(id),
	"floor": _floor(_homes(id)),
} if {
	some id in _hosts
	count(_homes(id)) > 1
	not _separates(input.assets[id])
}

_hosts contains id if {
	some id, asset in input.assets
	not asset.role in {"diode", "firewall", "router", "switch", "vpn"}
}

# Where it has addresses, where entries of the same machine stand, and where discovery saw it.
_homes(id) := _declared(id) | {zone | some zone in input.assets[id].seen_in}

_declared(id) := {zone | some zone in input.assets[id].homes} | {zone |
	some machine in input.assets[id].machine_ids
	some zone in _stands_in[machine]
}

_stands_in[machine] contains zone if {
	some asset in input.assets
	some machine in asset.machine_ids
	some zone in asset.homes
}

# An address that discovery saw may have been somebody else's for a while.
_certainty(id) := "definite" if count(_declared(id)) > 1

else := "possible"

# Declared to stand between networks without forwarding.
_separates(asset) if {
	asset.role in {"broker", "gateway", "proxy"}
	asset.forwarding == false
}

_floor(homes) := "high" if {
	some outer in homes
	outer in zones.beyond_dmz_ids
	some inner in homes
	inner in zones.ot_ids
}

else := "low"
