"""What the parser makes of each construct: (construct, exact | atom | unknown | irrelevant, note)."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    ("tables of ip, ip6, inet", "exact", "also as JSON, as commands, with definitions"),
    ("base chains of prerouting, forward, postrouting", "exact", "forward lists in series by priority; before destination NAT drops are a gap"),
    ("base chains of input", "exact", "which administrative services the machine offers to whom; output is not judged"),
    ("jump, goto, return, inline chains", "exact", "flattened; past the bounds of `chains` an atom or a rule of unknown action"),
    ("table bridge", "unknown", "a gap"),
    ("table netdev, ingress chains", "unknown", "a gap that may deny"),
    ("table arp", "irrelevant", ""),
    ("include", "unknown", "a gap: the file is not here"),
    ("delete or insert by handle, position, index", "unknown", "a gap: only the running rule set knows them"),
    ("ip, ip6 saddr, daddr; masks", "exact", "a host name is an atom"),
    ("tcp, udp, sctp, dccp, udplite, th ports; ip protocol, ip6 nexthdr, meta l4proto", "exact", "also with <, >, !=; `th` at a protocol without ports: an atom"),
    ("icmp and icmpv6 type and code", "exact", ""),
    ("meta nfproto, meta protocol, ether type", "exact", ""),
    ("iifname, oifname, iif, oif, wildcards", "exact", "interfaces are those that rules name, and stand-ins for the rest; numbers are atoms"),
    ("ct state, ct direction", "exact", "untracked is an atom"),
    ("tcp flags", "exact", "exact for packets that open a session; an atom where only some of those have the flags"),
    ("sets, maps of verdicts, intervals, concatenations, anonymous and named", "exact", ""),
    ("sets with dynamic or timeout, or that packets fill", "atom", "dynamic members"),
    ("undefined set, map or definition", "atom", "undefined reference"),
    ("limit, quota, ct count, meter", "atom", "rate"),
    ("mark, ct mark, ct status, ct helper, socket", "atom", "state"),
    ("ether address, skuid, time, fib, dscp, other header fields", "atom", "mac address, user, schedule, packet"),
    ("accept, drop, reject, continue", "exact", "a reject with a TCP reset answers TCP only"),
    ("queue, fwd, synproxy", "unknown", "a rule of unknown action"),
    ("counter, log, mark set, mangling, notrack, dup, flow add", "exact", "the rule goes on; log marks rules as logged"),
    ("dnat, snat, masquerade, redirect", "exact", "translations; forward lists see the real destination"),
    ("flowtables, counters, quotas, helpers as objects", "irrelevant", "an offloaded connection was judged when it began"),
)  # fmt: skip
