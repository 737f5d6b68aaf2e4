"""Commands the parser knows and that change nothing the model describes: readable tables of leading words.

A command that filters, redirects or opens traffic never stands here; `dispatch` reads it or reports it.
"""

from __future__ import annotations

from zonewarden_parsers.lines import Line

_TOP = """
# identity, files, licences, hardware, terminal
admin-context | app-agent | asdm | auto-update | banner-timeout | boot | checkheaps | cluster | cluster-group | command-alias
config-register | coredump | crashinfo | ctl-file | ctl-provider | domain-name | feature | fips | ftp mode | hw-module
jumbo-frame | key config-key | license | licence | mail | module | mount | names | pager | pdm | platform | privilege | prompt
quota | reload | resource | limit-resource | class | rest-api | service-module | smart-license | smtp-server | terminal | throughput
user-identity | xml-server | zonelabs-integrity | write | show | wr | lldp | event | sla | track
# names, addresses, layer 2
arp | arp-inspection | arp timeout | dns | dns-group | dns-guard | dns-server | mac-address | mac-address-table | mac-learn | mac-list | mtu
monitor-interface | ddns | dhcpd | dhcp-client | dhcprelay | ipv6 dhcprelay | ipv6 enforce-eui64 | ipv6 icmp | ipv6 nd | ipv6 neighbor
ipv6 unnumbered | ipv6 dhcp | vlan | vxlan | port-channel | lacp | zone | redundant-interface | hostname-dynamic
# timers, protocol limits, packet normalisation, pings to the device
timeout | fragment | icmp | sysopt | service | floodguard | xlate | tcp-map | flow-export | flow-offload | ip audit | virtual
rate-limit | priority-queue | priority | queue-limit | conn-holddown | url-cache | url-block | url-server | compression | object-group-search
# routing internals, multicast
as-path | bfd | bfd-template | community-list | key chain | mroute | multicast | multicast-routing | igmp | pim | policy-list | prefix-list
ipv6 prefix-list | route-map | rip | path-monitoring
# failover (its keys are read as secrets)
failover | hardware-bypass
# Firepower Threat Defense: the inspection engine beside
ngips | snort | dp-tcp-proxy | strong-encryption-disable | ssl-decryption | variable-set
# inspection, rate limiting and statistics: they narrow or follow what the lists permit
class-map | policy-map | service-policy | threat-detection | regex | fixup | tls-proxy | phone-proxy | media-termination | uc-ime | sunrpc-server
gtp-map | sip-map | http-map | ftp-map | snmp-map | mgcp-map | h225-map | scansafe | cts | dynamic-filter updater-client | dynamic-filter use-database
# remote access: looks, balancing, certificates to profiles, posture
csd | customization | dap | dynamic-access-policy-config | e-mail | group-delimiter | hostscan | imap4s | ldap | nac-policy | pop3s | smtps | port-forward
sso-server | tunnel-group-map | tunnel-group-preference | vpn load-balancing | vpn-addr-assign | vpn-sessiondb | vpnsetup | vpn load-balancing
ssl client-version | ssl dh-group | ssl ecdh-group | ssl trust-point | ssl certificate-authentication
# details of administrative access
ssh disconnect | ssh pubkey-chain | ssh stack | ssh stricthostkeycheck | http redirect | http authentication-certificate | http server basic-auth-client
call-home | context-config
# what `show` prints around a configuration
Written | Hardware | hardware | Serial | Building | Current | Saved
"""

_INTERFACE = """
speed | duplex | delay | mac-address | channel-group | lacp | member-interface | switchport | flowcontrol | ospf | eigrp | rip | igmp | pim | mtu
hello-interval | hold-time | split-horizon | summary-address | authentication | nve | nve-only | vtep-nve | segment-id | cts | power | cluster | dhcprelay | dhcp
ipv6 nd | ipv6 ospf | ipv6 dhcp | ipv6 enforce-eui64 | ipv6 mtu | ipv6 pim | ip igmp | isis | pppoe | asr-group | fec | negotiation | no | port-channel | poe | bfd
hardware | arp | media-type | propagate sgt | policy static | tunnel path-mtu-discovery | tunnel key | auto-state | join-failover-group | backup | network-module | load-interval
"""

_VPN = """
# shown to the user, or resolved for the user
banner | dns-server | wins-server | default-domain | dhcp-server | dhcp-network-scope | dhcp-intercept | nbns-server | dns-group | split-dns | split-tunnel-all-dns
intercept-dhcp | customization | group-alias | group-url | radius-reject-message | msie-proxy | deny-message | homepage | url-list | hidden-shares | http-proxy
# who is charged or looked up; how the name is taken from a certificate
accounting-server-group | authorization-server-group | authorization-required | authorization-dn-attributes | username-from-certificate
username-from-certificate-choice | secondary-username-from-certificate | secondary-username-from-certificate-choice | pre-fill-username
secondary-pre-fill-username | strip-realm | strip-group | password-management | override-account-disable | secondary-authorization-server-group
authenticated-session-username | authentication-attr-from-server | proxy-auth | memberof | radius-sdi-xauth | ikev1 radius-sdi-xauth
# client behaviour, posture, transport
nat-assigned-to-public-ip | scep-enrollment | scep-forwarding-url | without-csd | hic-fail-group-policy | override-svc-download | external-browser | chain | isakmp
ikev1 user-authentication | user-authentication | keepalive | peer-id-validate | client-update | user-authentication-idle-timeout | ikev2 mobike-rrc | ikev2 rsa-sig-hash
vpn-access-hours | group-lock | service-type | password-storage | pfs | ip-comp | re-xauth | ipsec-udp | ipsec-udp-port | secure-unit-authentication
ip-phone-bypass | leap-bypass | nem | backup-servers | client-firewall | client-access-rule | webvpn | anyconnect | anyconnect-custom | svc | always-on-vpn
client-bypass-protocol | gateway-fqdn | security-group-tag | smartcard-removal-disconnect | periodic-authentication | nac | nac-settings | user-storage
storage-key | storage-objects | smart-tunnel | port-forward | html-content-filter | keep-alive-ignore | auto-signon | activex-relay | file-browsing | file-entry
url-entry | functions | unix-auth-uid | unix-auth-gid | upload-max-size | download-max-size | post-max-size | privilege | ssh authentication | vlan | no | filter
"""

_WEBVPN = """
anyconnect | anyconnect-essentials | anyconnect-custom-attr | anyconnect-custom-data | svc | csd | hostscan | tunnel-group-list | cache | error-recovery
http-headers | certificate-group-map | port | dtls | http-proxy | https-proxy | internal-password | keepout | memory-size | auto-signon | customization
default-idle-timeout | default-language | enable-logging | file-encoding | character-encoding | java-trustpoint | mus | no | onscreen-keyboard | port-forward
portal-access-rule | proxy-bypass | rewrite | smart-tunnel | sso-server | saml | url-list | apcf | without-csd | kcd-server | logo | title | nbns-server
username-prompt | password-prompt | login-message | logout-message | text-color | title-color | secondary-color | secondary-text-color
# WebVPN of 7.0, where profiles were not yet
accounting-server-group | authentication | authentication-server-group | default-group-policy
"""

IKE = frozenset({
    "identity", "nat-traversal", "ipsec-over-tcp", "disconnect-notify", "remote-access", "limit", "cookie-challenge",
    "notify", "reload-wait", "redirect", "am-enable", "keepalive", "peer", "client", "fragmentation", "nat-keepalive", "log",
})  # fmt: skip
"""IKE commands about identity, liveness and NAT: they change neither who may connect nor with what algorithms."""


def _table(text: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the table by first word: the rest of each entry's words; an empty rest takes every command of that word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in text.splitlines():
        if row.strip() and not row.startswith("#"):
            for entry in row.split("|"):
                words = entry.split()
                found.setdefault(words[0], []).append(tuple(words[1:]))
    return {word: tuple(rests) for word, rests in found.items()}


TOP = _table(_TOP)
INTERFACE = _table(_INTERFACE)
VPN = _table(_VPN)
WEBVPN = _table(_WEBVPN)


def _in(table: dict[str, tuple[tuple[str, ...], ...]], words: tuple[str, ...]) -> bool:
    rests = table.get(words[0])
    return rests is not None and any(words[1 : 1 + len(rest)] == rest for rest in rests)


def at_top(line: Line) -> bool:
    """Return whether a top-level command is irrelevant."""
    return _in(TOP, line.words) or line.text.startswith("Cryptochecksum:")


def in_interface(line: Line) -> bool:
    """Return whether a command of an interface block is irrelevant."""
    return _in(INTERFACE, line.words)


def in_vpn(line: Line) -> bool:
    """Return whether an attribute of a tunnel group, group policy or user is irrelevant."""
    return _in(VPN, line.words)


def in_webvpn(line: Line) -> bool:
    """Return whether a command of the global `webvpn` block is irrelevant."""
    return _in(WEBVPN, line.words)
