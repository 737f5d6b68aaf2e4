"""The same rule lists in the commands of other platforms, for the rows that measure how fast they are parsed.

Where a platform uses named objects, every address and every service that is not `any` is one, used again like in real files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lists import EVERYWHERE, IP, NAMES, PORTS, TCP, UDP, Line, Span, dotted, netmask
from spelling import PAN_APPLICATIONS, Names, block, ports


def fortios(lines: Sequence[Line]) -> str:
    """Return a FortiGate with one policy table."""
    names, policies = Names(), []
    for i, line in enumerate(lines, 1):
        action = "        set action accept\n" if line.permit else ""
        policies.append(
            f'    edit {i}\n        set srcintf "any"\n        set dstintf "any"\n{action}'
            f'        set srcaddr "{names.address(line.source, "all")}"\n'
            f'        set dstaddr "{names.address(line.destination, "all")}"\n'
            f'        set schedule "always"\n        set service "{names.service(line, "ALL")}"\n    next\n'
        )
    addresses = "".join(
        f'    edit "{name}"\n        set subnet {dotted(span[0])} {netmask(span).split()[-1]}\n    next\n'
        if span[0] != span[1]
        else f'    edit "{name}"\n        set subnet {dotted(span[0])} 255.255.255.255\n    next\n'
        for span, name in names.addresses.items()
    )
    services = "".join(f'    edit "{name}"\n{_forti_service(*key)}    next\n' for key, name in names.services.items())
    return (
        "#config-version=FGT60F-7.4.8-FW-build2795-250523:opmode=0:vdom=0:user=admin\nconfig system global\n"
        f'    set hostname "fw1"\nend\nconfig firewall address\n{addresses}end\nconfig firewall service custom\n{services}'
        f"end\nconfig firewall policy\n{''.join(policies)}end\n"
    )


def _forti_service(protocol: int, sources: Span, targets: Span) -> str:
    if protocol in (TCP, UDP):
        origin = "" if sources == PORTS else f":{ports(sources)}"
        return f"        set {NAMES[protocol]}-portrange {ports(targets)}{origin}\n"
    if protocol == 1:
        return "        set protocol ICMP\n        unset icmptype\n"
    return f"        set protocol IP\n        set protocol-number {protocol}\n"


def junos(lines: Sequence[Line]) -> str:
    """Return an SRX with one pair of zones, as `set` commands."""
    names, policies = Names(), []
    for i, line in enumerate(lines):
        head = f"set security policies from-zone a to-zone b policy p{i} "
        policies += [
            f"{head}match source-address {names.address(line.source, 'any')}",
            f"{head}match destination-address {names.address(line.destination, 'any')}",
            f"{head}match application {names.service(line, 'any')}",
            f"{head}then {'permit' if line.permit else 'deny'}",
        ]
    out = [
        "set system host-name fw1",
        *(f"set interfaces ge-0/0/{n} unit 0 family inet address 10.{n}.0.1/16" for n in range(2)),
        *(f"set security zones security-zone {z} interfaces ge-0/0/{n}.0" for n, z in enumerate("ab")),
        *(f"set security address-book global address {name} {block(span)}" for span, name in names.addresses.items()),
    ]
    for (protocol, sources, targets), name in names.services.items():
        out.append(f"set applications application {name} protocol {NAMES[protocol]}")
        for word, span in (("source-port", sources), ("destination-port", targets)):
            if protocol in (TCP, UDP) and span != PORTS:
                out.append(f"set applications application {name} {word} {ports(span)}")
    return "\n".join([*out, *policies, ""])


def panos(lines: Sequence[Line]) -> str:
    """Return a PAN-OS firewall as `set` commands. What has no ports can be told by application only."""
    names, rules = Names(), []
    for i, line in enumerate(lines):
        ported = line.protocol in (TCP, UDP)
        head = f"set rulebase security rules r{i} "
        rules += [
            f"{head}from any", f"{head}to any",
            f"{head}source {names.address(line.source, 'any')}", f"{head}destination {names.address(line.destination, 'any')}",
            f"{head}application {PAN_APPLICATIONS.get(line.protocol, 'any')}",
            f"{head}service {names.service(line, 'any') if ported else 'any'}",
            f"{head}action {'allow' if line.permit else 'deny'}",
        ]  # fmt: skip
    out = ["set deviceconfig system hostname fw1"]
    out += [f"set address {name} ip-netmask {block(span)}" for span, name in names.addresses.items()]
    for (protocol, sources, targets), name in names.services.items():
        out.append(f"set service {name} protocol {NAMES[protocol]} port {ports(targets)}")
        if sources != PORTS:
            out.append(f"set service {name} protocol {NAMES[protocol]} source-port {ports(sources)}")
    return "\n".join([*out, *rules, ""])


def iptables(lines: Sequence[Line]) -> str:
    """Return what `iptables-save` prints of one chain."""

    def rule(line: Line) -> Iterator[str]:
        yield "-A FORWARD"
        for option, span in (("-s", line.source), ("-d", line.destination)):
            if span != EVERYWHERE:
                yield f"{option} {block(span)}"
        if line.protocol != IP:
            yield f"-p {NAMES[line.protocol]}"
        if line.protocol in (TCP, UDP) and (line.source_ports, line.ports) != (PORTS, PORTS):
            yield f"-m {NAMES[line.protocol]}"
            for option, span in (("--sport", line.source_ports), ("--dport", line.ports)):
                if span != PORTS:
                    yield f"{option} {ports(span, ':')}"
        yield f"-j {'ACCEPT' if line.permit else 'DROP'}"

    body = "\n".join(" ".join(rule(line)) for line in lines)
    return f"*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n{body}\nCOMMIT\n"


def nftables(lines: Sequence[Line]) -> str:
    """Return an nft script of one base chain."""

    def rule(line: Line) -> Iterator[str]:
        for word, span in (("saddr", line.source), ("daddr", line.destination)):
            if span != EVERYWHERE:
                yield f"ip {word} {block(span)}"
        told = [
            f"{NAMES[line.protocol]} {word} {ports(span)}"
            for word, span in (("sport", line.source_ports), ("dport", line.ports))
            if line.protocol in (TCP, UDP) and span != PORTS
        ]
        yield from told
        if line.protocol != IP and not told:
            yield f"ip protocol {line.protocol}"
        yield "accept" if line.permit else "drop"

    body = "\n".join(f"\t\t{' '.join(rule(line))}" for line in lines)
    return (
        "#!/usr/sbin/nft -f\nflush ruleset\ntable ip filter {\n\tchain forward {\n"
        f"\t\ttype filter hook forward priority 0; policy drop;\n{body}\n\t}}\n}}\n"
    )


def vyos(lines: Sequence[Line]) -> str:
    """Return a VyOS 1.4 router as `set` commands."""
    out = [
        "set system host-name 'fw1'",
        *(f"set interfaces ethernet eth{n} address '10.{n}.0.1/16'" for n in range(2)),
        "set firewall ipv4 forward filter default-action 'drop'",
    ]
    for i, line in enumerate(lines, 1):
        head = f"set firewall ipv4 forward filter rule {i} "
        out.append(f"{head}action '{'accept' if line.permit else 'drop'}'")
        sides = (("source", line.source, line.source_ports), ("destination", line.destination, line.ports))
        for word, span, numbers in sides:
            if span != EVERYWHERE:
                out.append(f"{head}{word} address '{block(span)}'")
            if line.protocol in (TCP, UDP) and numbers != PORTS:
                out.append(f"{head}{word} port '{ports(numbers)}'")
        if line.protocol != IP:
            out.append(f"{head}protocol '{NAMES[line.protocol]}'")
    return "\n".join([*out, ""])


def routeros(lines: Sequence[Line]) -> str:
    """Return what `/export` prints of a RouterOS firewall."""

    def rule(line: Line) -> Iterator[str]:
        yield f"add action={'accept' if line.permit else 'drop'} chain=forward"
        if line.destination != EVERYWHERE:
            yield f"dst-address={block(line.destination)}"
        if line.protocol in (TCP, UDP) and line.ports != PORTS:
            yield f"dst-port={ports(line.ports)}"
        if line.protocol != IP:
            yield f"protocol={_ROUTEROS.get(line.protocol, NAMES[line.protocol])}"
        if line.source != EVERYWHERE:
            yield f"src-address={block(line.source)}"
        if line.protocol in (TCP, UDP) and line.source_ports != PORTS:
            yield f"src-port={ports(line.source_ports)}"

    body = "\n".join(" ".join(rule(line)) for line in lines)
    return f"# 2026-01-05 08:00:00 by RouterOS 7.16\n/ip firewall filter\n{body}\n/system identity\nset name=fw1\n"


_ROUTEROS = {50: "ipsec-esp"}
