"""What of a FortiOS configuration the model holds exactly, what only as a condition, and what not."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    ("edit, set, append, select, unset, delete, rename, move, clone, purge", "exact", "played in order; strings over several lines"),
    ("virtual domains", "exact", "one device each; a link without addresses is a gap"),
    ("interfaces, secondary addresses, VLANs, aggregates, loopbacks, tunnels, IPv6", "exact", "DHCP and PPPoE as dynamic"),
    ("zones, SD-WAN zones, any, several interfaces", "exact", "intrazone allow passes before the policies"),
    ("firewall policies, policy6, unified IPv4 and IPv6 policies", "exact", "in the order of the file; implicit deny"),
    ("traffic in and out by one interface", "atom", "exact where allow-traffic-redirect is stated"),
    ("addresses: subnet, range, wildcard, interface subnet; IPv6 prefix and range", "exact", ""),
    ("address groups, nested, with exclude-member; negated fields", "exact", "under and over sets where a member is a condition"),
    ("addresses: FQDN, geography, MAC, dynamic, route tag, template, external lists", "atom", "over: the address family"),
    ("services: TCP, UDP, SCTP with source ports, ICMP, ICMPv6, IP protocols; groups; the shipped ones", "exact", ""),
    ("services with an address or FQDN of their own, proxy services", "atom", ""),
    ("schedules: weekly, once, groups; expiry of a policy", "atom", "always and never are exact; begin, end, `schedule-timeout` are kept"),
    ("users, groups, FSSO, devices, ZTNA tags, internet services, applications, URL categories", "atom", "over: all addresses or services"),
    ("virtual IPs: static, port forwarding, load balancing, groups", "exact", "the policy's destination is the mapped address and port"),
    ("deny policies beside virtual IPs", "atom", "surely only with match-vip and for every destination"),
    ("source NAT, IP pools, central SNAT", "exact", "as translations; they open nothing"),
    ("NGFW policy mode", "atom", "two lists in series: inspection policies and security policies"),
    ("access control lists, multicast policies", "exact", "asked before the policies"),
    ("policy-based IPsec with inbound", "atom", "the way back out of the tunnel"),
    ("allowaccess, trusted hosts, local-in policies", "exact", "as administrative services for each interface"),
    ("SSL-VPN portals, IPsec tunnels, L2TP, PPTP", "exact", "with the weakest login of the groups that may use them"),
    ("static, blackhole and SD-WAN routes", "exact", ""),
    ("routing protocols", "exact", "as routes that the file does not show"),
    ("policy routes, routes for internet services", "unknown", "a gap: packets may go elsewhere"),
    ("proxy policies, explicit proxies, ZTNA, NAT46 and NAT64, transparent mode, virtual wire pairs", "unknown", "a gap"),
    ("asymmetric routing", "unknown", "a gap: packets without a session may pass"),
    ("content inspection, shaping, DoS policies, logging filters, wireless, switch controller", "irrelevant", "they open no session"),
)  # fmt: skip
