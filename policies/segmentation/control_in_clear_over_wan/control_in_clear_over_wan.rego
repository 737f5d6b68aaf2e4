# METADATA
# title: Control traffic leaves the site without protection
# description: >-
#   A conduit runs over a network of others, by radio or over the Internet, with a protocol that protects nothing by
#   itself, and nothing is declared that protects it, or a tunnel is declared that its device does not have. Whoever
#   sits on the way reads the process and writes to it.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0830/
#     description: ATT&CK for ICS T0830 Adversary-in-the-Middle
#   - ref: https://attack.mitre.org/mitigations/M0808/
#     description: ATT&CK for ICS M0808 Encrypt Network Traffic
# custom:
#   id: SEG-015
#   family: segmentation
#   severity: high
#   requires: [zones, conduits]
#   capability: 2
#   floor: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 3.1 RE(1), SR 4.1, SR 4.3]
#     iec-62443-3-2: [ZCR 3.6]
#     iec-62443-2-1: [NET 1.2, DATA 1.2, DATA 1.5]
#     nist-800-53r5: [SC-8, SC-8(1), AC-17(2)]
#     nist-csf-2: [PR.DS-02]
#     nerc-cip: [CIP-012-1 R1]
#     nis2: [21.2.h]
#     sans-ics: ["2"]
#     nist-800-82r3: [Configuration management, Remote access]
#   attack_ics:
#     mitigations: [M0808, M0802]
#     techniques: [T0830, T0842, T0848]
#   remediation:
#     summary: >-
#       Put the conduit into an IPsec tunnel between two gateways, each behind a firewall, or use the protected form
#       of the protocol. Check the time budget and how rekeying behaves before the cut-over.
#     cisco-asa: |
#       crypto map WAN 10 match address CONTROL-CENTRE
#       crypto map WAN 10 set peer 198.51.100.7
#       crypto map WAN 10 set ikev2 ipsec-proposal AES-GCM
#       crypto map WAN interface outside
#     cisco-ios: |
#       crypto map WAN 10 ipsec-isakmp
#        set peer 198.51.100.7
#        set transform-set AES-GCM
#        match address CONTROL-CENTRE
package zonewarden.segmentation.control_in_clear_over_wan

import data.zonewarden.lib.naming

subjects contains {"kind": "conduit", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "conduit", "id": id},
	"message": sprintf("Conduit %s runs over %s with %s, and %s.", [
		id, _ways[conduit.transport], naming.services(_bare(conduit)), why,
	]),
	"evidence": {"transport": conduit.transport, "crypto": conduit.crypto, "services": sort(_bare(conduit))},
	"locations": conduit.locations,
	"zones": [conduit.from, conduit.to],
	"capability": _capability(conduit),
	"exposure": 3,
} if {
	some id in _judged
	conduit := input.conduits[id]
	why := _unprotected(conduit)
}

_judged contains id if {
	some id, conduit in input.conduits
	conduit.transport in object.keys(_ways)
	not conduit.expired
	count(_bare(conduit)) > 0
}

_ways := {
	"carrier": "a carrier's network",
	"cellular": "the cellular network",
	"internet": "the Internet",
	"radio": "radio",
	"shared_wan": "a shared network",
}

# Services that do not always protect themselves.
_bare(conduit) := {id |
	some id in conduit.services
	input.services[id].encryption != "always"
}

_unprotected(conduit) := "nothing protects it" if conduit.crypto in {"", "none"}

else := sprintf("%s has no tunnel to carry it", [naming.list(sort(lacking))]) if {
	conduit.crypto == "ipsec"
	lacking := {naming.device(id) |
		some id in conduit.enforced_by
		input.devices[id]
		not _has_tunnel(id)
	}
	count(lacking) > 0
}

_has_tunnel(device) if {
	some vpn in input.vpns
	vpn.device == device
	vpn.kind == "site-to-site"
	vpn.enabled
}

_capability(conduit) := 3 if {
	some id in _bare(conduit)
	input.services[id].writes
}

else := 1
