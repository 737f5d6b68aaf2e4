"""IPsec and IKE: crypto maps, transform sets, proposals, profiles, IKE policies.

Cisco ASA Series VPN CLI Configuration Guide, "IPsec and ISAKMP".
"""

from __future__ import annotations

from zonewarden_parsers.cisco_asa import irrelevant
from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.cisco_asa.vpn_facts import CryptoEntry, TunnelGroup
from zonewarden_parsers.lines import Block, Line
from zonewarden_parsers.model import Aspect, Setting


def read_crypto(draft: Draft, block: Block) -> bool:
    """Read a `crypto ...` or `isakmp ...` command."""
    words = block.line.words if block.line.words[0] == "crypto" else ("crypto", *block.line.words)
    match words:
        case ("crypto", "map", name, *rest):
            done = _map_line(draft, block.line, name, rest)
        case ("crypto", "dynamic-map", name, sequence, *rest):
            entry = _entry(draft, draft.vpn.dynamic_maps, name, sequence, block.line)
            done = _set(draft, entry, block.line, rest)
        case ("crypto", "ipsec", *rest):
            done = _ipsec(draft, block, rest)
        case ("crypto", ("ikev1" | "ikev2" | "isakmp") as version, *rest):
            done = _ike(draft, block, version, rest)
        case ("crypto", "ca" | "key" | "engine" | "large-cert-acl", *_):
            done = _certificates(draft, block)
        case _:
            return False
    for line in block.children:
        if draft.ledger.states[line.number - 1] == "unknown" and done:
            draft.unknown(line, "crypto command not understood", Aspect.REMOTE_ACCESS)
    if done and draft.ledger.states[block.line.number - 1] == "unknown":
        draft.ledger.modelled(block.line)
    return done


def _entry(
    draft: Draft, table: dict[tuple[str, str], CryptoEntry], name: str, sequence: str, line: Line
) -> CryptoEntry:
    if draft.vpn.first_line is None:
        draft.vpn.first_line = line
    return table.setdefault((name, sequence), CryptoEntry(name, sequence, draft.at(line)))


def _map_line(draft: Draft, line: Line, name: str, rest: list[str]) -> bool:
    match rest:
        case ["interface", interface]:
            draft.vpn.map_interfaces.setdefault(name, []).append(interface)
            return True
        case ["client", *_]:
            draft.ledger.irrelevant(line)
            return True
        case [sequence, *words] if sequence.isascii() and sequence.isdigit():
            return _set(draft, _entry(draft, draft.vpn.maps, name, sequence, line), line, words)
        case _:
            pass
    return False


def _set(draft: Draft, entry: CryptoEntry, line: Line, words: list[str]) -> bool:
    at = draft.at(line)
    match words:
        case ["ipsec-isakmp" | "ipsec-manual"] | []:
            pass
        case ["ipsec-isakmp", "dynamic", name]:
            entry.dynamic = name
        case ["match", "address", name]:
            entry.match = name
            entry.locations["match"] = at
            draft.used.add(name)
        case ["set", "peer", *peers] if peers:
            entry.peers += tuple(peers)
            entry.locations["peers"] = at
        case ["set", "transform-set", *names] | ["set", "ikev1", "transform-set", *names]:
            entry.crypto.extend(f"set:{n}" for n in names)
            entry.locations["crypto"] = at
        case ["set", "ikev2", "ipsec-proposal", *names]:
            entry.crypto.extend(f"proposal:{n}" for n in names)
            entry.locations["crypto"] = at
        case ["set", "pfs", *group]:
            entry.crypto.append(f"pfs-{group[0]}" if group else "pfs")
        case ["set", "ikev1", "phase1-mode", "aggressive", *_]:
            entry.crypto.append("aggressive")
        case ["set", *_]:
            draft.ledger.irrelevant(line)
        case _:
            return False
    return True


def _ipsec(draft: Draft, block: Block, rest: list[str]) -> bool:
    line = block.line
    match [w for w in rest if w not in ("ikev1", "ikev2")]:
        case ["transform-set", name, "mode", _]:
            draft.ledger.irrelevant(line)
        case ["transform-set", name, *algorithms] if algorithms:
            found = tuple(a.lower() for a in algorithms)
            draft.vpn.transforms[name] = draft.vpn.transforms.get(name, ()) + found
            draft.setting("ipsec", ",".join(("ikev1", *found)), line)
        case ["ipsec-proposal", name]:
            algorithms = [w.lower() for child in block.children for w in child.words[3:]]
            draft.claim(c for c in block.children if c.words[0] == "protocol")
            draft.vpn.proposals[name] = tuple(algorithms)
            draft.setting("ipsec", ",".join(("ikev2", *algorithms)), line)
        case ["profile", name]:
            draft.vpn.profiles[name] = _profile(draft, block)
        case ["security-association" | "df-bit" | "fragmentation" | "inner-routing-lookup" | "ipsec-over-tcp", *_]:
            draft.ledger.irrelevant(line)
        case _:
            return False
    return True


def _profile(draft: Draft, block: Block) -> list[str]:
    entry = CryptoEntry("", "", draft.at(block.line))
    for line in block.children:
        if _set(draft, entry, line, list(line.words)):
            if draft.ledger.states[line.number - 1] == "unknown":
                draft.ledger.modelled(line)
        elif line.words[0] in ("responder-only", "lifetime", "description"):
            draft.ledger.irrelevant(line)
    return entry.crypto


def _ike(draft: Draft, block: Block, version: str, words: list[str]) -> bool:
    line = block.line
    generation = "ikev2" if version == "ikev2" else "ikev1"
    match words:
        case ["enable", interface, *_]:
            draft.vpn.ike_interfaces[interface] = draft.at(line)
            if draft.vpn.first_line is None:
                draft.vpn.first_line = line
        case ["policy", sequence, *rest]:
            _policy(draft, block, generation, sequence, rest)
        case ["am-disable"]:
            draft.setting("ike-aggressive", "off", line)
        case ["key", value, *rest]:
            draft.secret("psk", value, line, "isakmp key")
            if rest[:1] == ["address"] and len(rest) > 1:
                at = draft.at(line)
                group = draft.vpn.tunnel_groups.setdefault(rest[1], TunnelGroup(rest[1], at, "ipsec-l2l"))
                group.ipsec["psk"] = ((), at)
        case [word, *_] if word in irrelevant.IKE:
            draft.ledger.irrelevant(line)
        case _:
            return False
    return True


def _policy(draft: Draft, block: Block, generation: str, sequence: str, words: list[str]) -> None:
    key = f"{generation} {sequence}"
    _, found = draft.vpn.ike_policies.setdefault(key, (block.line, [generation]))
    found.extend(_policy_words(words))
    for line in block.children:
        found.extend(_policy_words(line.words))
        draft.ledger.modelled(line)


def _policy_words(words: list[str] | tuple[str, ...]) -> list[str]:
    match list(words):
        case ["group", *groups]:
            return [f"group{g}" for g in groups]
        case ["prf", *names]:
            return [f"prf-{n}" for n in names]
        case ["authentication" | "encryption" | "hash" | "integrity", *names]:
            return [n.lower() for n in names]
        case _:
            pass
    return []


def ike_settings(draft: Draft) -> list[Setting]:
    """Return one `ike` setting for each IKE policy."""
    return [Setting("ike", ",".join(words), draft.at(line)) for line, words in draft.vpn.ike_policies.values()]


def _certificates(draft: Draft, block: Block) -> bool:
    for line in block.children:
        match line.words:
            case ("password", value, *_):
                draft.secret("cleartext", value, line, "trustpoint password")
            case _:
                pass
    draft.ignore((block.line, *block.children))
    return True
