# METADATA
# title: The device is administered over a cleartext or obsolete protocol
# description: >-
#   Telnet, HTTP, SSH version 1, FTP, TFTP or the r-services are switched on. Who can read the wire between the
#   engineer and the device gets its administrator password and with it every path that the device guards. Other
#   services that should be off are DEV-013's.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0842/
#     description: ATT&CK for ICS T0842 Network Sniffing
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866 Exploitation of Remote Services
# custom:
#   id: DEV-003
#   family: devices
#   scope: device
#   severity: medium
#   requires: []
#   capability: 2
#   floor: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.5, SR 4.1, SR 7.7]
#     iec-62443-2-1: [COMP 1.1, USER 1.11]
#     nist-800-53r5: [CM-7, AC-17(2), SC-8]
#     nist-csf-2: [PR.PS-01, PR.DS-02]
#     nerc-cip: [CIP-007-6 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0942, M0808]
#     techniques: [T0842, T0866]
#   remediation:
#     summary: >-
#       Switch on SSH version 2 or HTTPS first, log in with it, then switch the old service off in the same session
#       with the console at hand.
#     cisco-asa: |
#       ! before
#       telnet 10.99.0.0 255.255.255.0 mgmt
#       ! after
#       ssh 10.99.0.0 255.255.255.0 mgmt
#       ssh version 2
#       no telnet 10.99.0.0 255.255.255.0 mgmt
#     cisco-ios: |
#       ip ssh version 2
#       no ip http server
#       line vty 0 15
#        transport input ssh
#     fortinet-fortios: |
#       config system global
#           set admin-telnet disable
#           set admin-https-redirect enable
#       end
#       config system interface
#           edit "mgmt"
#               set allowaccess https ssh
#           next
#       end
#     paloalto-panos: |
#       set deviceconfig system service disable-telnet yes
#       set deviceconfig system service disable-http yes
#     juniper-junos: |
#       set system services ssh protocol-version v2
#       delete system services telnet
#       delete system services web-management http
#     linux-iptables: |
#       iptables -A INPUT -p tcp --dport 23 -j DROP
#     linux-nftables: |
#       table inet filter {
#           chain input {
#               type filter hook input priority filter; policy drop;
#               ct state established,related accept
#               ip saddr 10.99.0.0/24 tcp dport 22 accept
#           }
#       }
#     cisco-nxos: |
#       no feature telnet
#       feature ssh
#     cisco-iosxr: |
#       no telnet vrf default ipv4 server
#       no http server
#       ssh server v2
#     vyos: |
#       delete service telnet
#       set service ssh port 22
#       set service ssh disable-password-authentication
#     mikrotik-routeros: |
#       /ip service
#       set telnet disabled=yes
#       set ftp disabled=yes
#       set www disabled=yes
#       set api disabled=yes
#       /ip ssh
#       set strong-crypto=yes
package zonewarden.devices.cleartext_management

import data.zonewarden.lib.management
import data.zonewarden.lib.naming

subjects contains {"kind": "device", "id": device.id} if {
	some device in input.devices
	_readable(device)
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": key,
	"message": sprintf("%s %s %s%s.", [naming.device(device.id), _verb(key), protocol.name, _where(services)]),
	"evidence": {"protocol": key},
	"locations": places,
} if {
	some device in input.devices
	some key, protocol in _obsolete
	services := _offered(device, protocol)
	places := _places(device, services, protocol)
	count(places) > 0
}

_readable(device) if management.whole(device)

_readable(device) if count(device.management.services) > 0

# How each shows: as a service, or as an IOS setting. On ASA the same words switch on other things.
_obsolete := {
	"telnet": {"name": "Telnet", "protocols": ["telnet"], "setting": "", "value": ""},
	"http": {"name": "HTTP", "protocols": ["http"], "setting": "service:http-server", "value": "on"},
	"ssh-1": {"name": "SSH version 1", "protocols": [], "setting": "ssh-version", "value": "1"},
	"ftp": {"name": "FTP", "protocols": ["ftp"], "setting": "service:ftp-server", "value": "on"},
	"tftp": {"name": "TFTP", "protocols": ["tftp"], "setting": "service:tftp-server", "value": "on"},
	"r-services": {
		"name": "the r-services",
		"protocols": ["rcmd", "rcp", "rsh"],
		"setting": "service:rcmd",
		"value": "on",
	},
	"finger": {"name": "finger", "protocols": ["finger"], "setting": "service:finger", "value": "on"},
	"smart-install": {"name": "Smart Install", "protocols": [], "setting": "service:vstack", "value": "on"},
}

_verb(key) := "answers" if key in {"finger", "smart-install"}

else := "is administered over"

_offered(device, protocol) := [service |
	some service in device.management.services
	service.protocol in protocol.protocols
]

_places(_, services, _) := management.places(services) if count(services) > 0

_places(device, services, protocol) := management.places(_settings(device, protocol)) if count(services) == 0

_settings(device, protocol) := [entry |
	_means_it(device, protocol)
	some entry in management.stated(device, protocol.setting)
	entry.value == protocol.value
]

_means_it(device, _) if management.ios(device)

_means_it(_, protocol) if protocol.setting == "ssh-version"

_where(services) := sprintf(" on %s", [naming.list(lines)]) if {
	lines := sort({service.line | some service in services; startswith(service.line, "vty")})
	count(lines) > 0
}

else := ""
