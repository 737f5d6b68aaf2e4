"""What the parser makes of each construct: (construct, exact | atom | unknown | irrelevant, note)."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    ("`-A`, `-I`, `-R`, `-D`, `-F`, `-P`, `-N`, `-X`, `-E`", "exact", "in order, as the kernel would do them"),
    ("user chains: jump, goto, RETURN", "exact", "flattened; past the bounds of `chains` an atom or a rule of unknown action"),
    ("call cycles, missing chains", "unknown", "one rule of unknown action, a diagnostic"),
    ("filter FORWARD", "exact", "a forward list"),
    ("raw and mangle PREROUTING, mangle FORWARD, security FORWARD, mangle POSTROUTING", "exact",
     "forward lists in series where they may drop; before destination NAT a gap"),
    ("filter INPUT", "exact", "which administrative services the machine offers to whom; OUTPUT is not judged"),
    ("nat: DNAT, REDIRECT, NETMAP, SNAT, MASQUERADE", "exact", "translations; forward lists see the real destination"),
    ("`-s`, `-d`, iprange, masks with holes", "exact", "a host name is an atom"),
    ("`-i`, `-o`, wildcards, negation", "exact", "interfaces are those that rules name, and stand-ins for the rest"),
    ("`-p`, `--sport`, `--dport`, multiport, `--icmp-type`, `--icmpv6-type`", "exact", ""),
    ("`--syn`, `--tcp-flags`", "exact", "exact for packets that open a session; an atom where only some of those have the flags"),
    ("state, conntrack `--ctstate`, `--ctdir`", "exact", "DNAT, SNAT and, without a raw table, UNTRACKED are atoms"),
    ("ipset hash:ip, hash:net (nomatch), with port, interface, second address; bitmap:*, list:set", "exact",
     "mac and mark dimensions, sets with timeouts, sets that rules fill: atoms"),
    ("undefined IP set", "atom", "undefined reference"),
    ("limit, hashlimit, connlimit, recent, quota, statistic", "atom", "rate; `recent --set` always matches"),
    ("mark, connmark, policy, helper, socket, other conntrack options", "atom", "state"),
    ("string, u32, length, ttl, tos, dscp, pkttype, addrtype, rpfilter ...", "atom", "packet; `addrtype MULTICAST` is exact"),
    ("mac, owner, time, geoip, physdev, `-f`", "atom", "mac address, user, schedule, geography, interface, fragments"),
    ("ACCEPT, DROP, REJECT, TARPIT", "exact", ""),
    ("LOG, NFLOG, ULOG, MARK, CONNMARK, TCPMSS, CT, NOTRACK, SET, TRACE ...", "exact", "the next rule is asked; LOG marks rules as logged"),
    ("QUEUE, NFQUEUE, SYNPROXY", "unknown", "a rule of unknown action"),
    ("shell variables that are assigned in the file", "exact", ""),
    ("shell control flow, functions, command substitution", "unknown", "a gap"),
    ("echo, modprobe, sysctl, `ip route` and the like in scripts", "irrelevant", ""),
)  # fmt: skip
