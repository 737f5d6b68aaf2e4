"""What of a policy the model holds exactly, what only as a condition, and what not."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    ("source, destination and either address, with exclusions", "exact", "by the definitions in the same file"),
    (
        "source, destination and either port, protocols, ICMP types and codes",
        "exact",
        "a service name means its ports of each protocol",
    ),
    ("`option:: tcp-established`", "exact", "TCP that cannot begin a session"),
    ("accept, deny, reject, next", "exact", "`next` decides nothing"),
    ("names that neither the file nor `def/` beside it defines, FQDNs", "atom", "any address or port"),
    ("`expiration`", "atom", "a term that has expired is not generated"),
    (
        "`platform`, `platform-exclude`, tags, interfaces, other options, `established` for UDP",
        "atom",
        "may narrow the term",
    ),
    (
        "what follows the last term",
        "exact",
        "denied; open for iptables, nftables, Windows and cloud targets that do not say",
    ),
    ("`verbatim`, `#include`", "unknown", "may permit or deny anything"),
    ("comment, owner, logging, counter, quality of service", "irrelevant", ""),
)
