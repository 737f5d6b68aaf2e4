# METADATA
# title: The device runs services that nobody needs
# description: >-
#   Old helper services (Smart Install, small servers, finger, PAD, BOOTP, source routing, configuration from the
#   network) have no use in a plant and each had its holes; Smart Install hands over the whole configuration without a
#   password. CDP and proxy ARP towards an external network tell strangers what stands there. Only what the
#   configuration states is judged.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866 Exploitation of Remote Services
#   - ref: https://attack.mitre.org/techniques/T0888/
#     description: ATT&CK for ICS T0888 Remote System Information Discovery
# custom:
#   id: DEV-013
#   family: devices
#   scope: device
#   severity: medium
#   requires: []
#   capability: 1
#   ceiling: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 7.7]
#     iec-62443-2-1: [COMP 1.1, NET 1.7]
#     nist-800-53r5: [CM-7, CM-7(1), SC-41]
#     nist-csf-2: [PR.PS-01]
#     nerc-cip: [CIP-007-6 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0942]
#     techniques: [T0866, T0888]
#   remediation:
#     summary: >-
#       Switch them off in a maintenance change. Look first whether the asset inventory listens to the discovery
#       protocol.
#     cisco-asa: |
#       ! nothing of this list runs on ASA by statement; if ASDM is unused:
#       no http server enable
#     cisco-ios: |
#       no vstack
#       no service tcp-small-servers
#       no service udp-small-servers
#       no service pad
#       no ip finger
#       no ip source-route
#       no ip bootp server
#       interface GigabitEthernet0/9
#        no cdp enable
#        no ip proxy-arp
#     fortinet-fortios: |
#       config system interface
#           edit "port1"
#               set allowaccess ping ssh
#               set lldp-reception disable
#               set lldp-transmission disable
#           next
#       end
#       config system auto-install
#           set auto-install-config disable
#           set auto-install-image disable
#       end
#     paloalto-panos: |
#       set deviceconfig system service disable-telnet yes
#       set deviceconfig system service disable-http yes
#       set deviceconfig system service disable-snmp yes
#     juniper-junos: |
#       delete system services finger
#       delete system services ftp
#       delete system services xnm-clear-text
#       set system no-redirects
#       set protocols lldp disable
#     cisco-nxos: |
#       no feature telnet
#       no feature nxapi
#       no feature bash-shell
#       no ip source-route
#       interface Ethernet1/9
#         no cdp enable
#     cisco-iosxr: |
#       no ipv4 source-route
#       no cdp
#       no telnet vrf default ipv4 server
#     vyos: |
#       delete service lldp
#       delete service tftp-server
#       delete service dns forwarding
#       set firewall global-options ip-src-route disable
#       set firewall global-options send-redirects disable
#     mikrotik-routeros: |
#       /tool bandwidth-server
#       set enabled=no
#       /tool romon
#       set enabled=no
#       /ip dns
#       set allow-remote-requests=no
#       /ip neighbor discovery-settings
#       set discover-interface-list=none
#       /ip socks
#       set enabled=no
package zonewarden.devices.unneeded_service

import data.zonewarden.lib.management
import data.zonewarden.lib.naming

# A device that states one of these services, on or off.
subjects contains {"kind": "device", "id": device.id} if {
	some device in input.devices
	some name, _ in device.management.settings
	startswith(name, "service:")
}

subjects contains violation.subject if some violation in violations

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "smart-install",
	"message": sprintf("%s answers Smart Install, which gives away its configuration.", [naming.device(device.id)]),
	"evidence": {"service": "vstack"},
	"locations": management.places(on),
	"exposure": 1,
	"capability": 3,
	"floor": "high",
} if {
	some device in input.devices
	on := _on(device, "vstack")
	count(on) > 0
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "services",
	"message": sprintf("%s runs services that nobody needs: %s.", [naming.device(device.id), naming.list(names)]),
	"evidence": {"services": names},
	"locations": [place | some name in names; some place in management.places(_on(device, name))],
	"exposure": 1,
} if {
	some device in input.devices
	names := [name | some name in _unneeded; count(_on(device, name)) > 0]
	count(names) > 0
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "towards-outside",
	"message": sprintf("%s runs %s towards external networks.", [naming.device(device.id), naming.list(names)]),
	"evidence": {"interfaces": [interface.name | some interface in talking], "features": names},
	"locations": management.places(talking),
	"exposure": 3,
} if {
	management.zones_declared
	some device in input.devices
	talking := [interface |
		some interface in input.interfaces
		interface.device == device.id
		interface.external
		count(_told(interface)) > 0
	]
	count(talking) > 0
	names := sort({feature | some interface in talking; some feature in _told(interface)})
}

# What the interface tells its neighbours.
_told(interface) := {feature |
	some feature in interface.settings
	feature in {"cdp", "lldp", "proxy-arp"}
}

_on(device, name) := [entry |
	some entry in management.stated(device, sprintf("service:%s", [name]))
	entry.value == "on"
]

_unneeded := [
	"bandwidth-server",
	"bootp-server",
	"config",
	"finger",
	"identd",
	"mdns",
	"mop",
	"pad",
	"source-route",
	"tcp-small-servers",
	"udp-small-servers",
	"upnp",
	"usb-install",
]
