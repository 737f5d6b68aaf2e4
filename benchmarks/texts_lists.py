"""The same rule lists as NX-OS, IOS-XR, Aerleon and a table of rules have them, a rule for each line or term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lists import EVERYWHERE, IP, NAMES, PORTS, TCP, UDP, Line, Span, dotted
from spelling import Names, block, ports


def _side(span: Span, numbers: Span, protocol: int) -> str:
    where = "any" if span == EVERYWHERE else f"host {dotted(span[0])}" if span[0] == span[1] else block(span)
    if protocol not in (TCP, UDP) or numbers == PORTS:
        return where
    return f"{where} {'eq' if numbers[0] == numbers[1] else 'range'} {ports(numbers, ' ')}"


def _entries(lines: Sequence[Line], everything: str) -> Iterator[str]:
    for i, line in enumerate(lines, 1):
        protocol = (
            everything if line.protocol == IP else str(line.protocol) if line.protocol > UDP else NAMES[line.protocol]
        )
        source = _side(line.source, line.source_ports, line.protocol)
        destination = _side(line.destination, line.ports, line.protocol)
        yield f" {i * 10} {'permit' if line.permit else 'deny'} {protocol} {source} {destination}\n"


def nxos(lines: Sequence[Line]) -> str:
    """Return an NX-OS switch with one list."""
    return (
        "!Command: show running-config\nversion 9.3(8) Bios:version 07.69\nhostname sw1\n"
        f"ip access-list ACL\n{''.join(_entries(lines, 'ip'))}interface Ethernet1/1\n  no switchport\n"
        "  ip address 10.0.0.1/16\n  ip access-group ACL in\n"
    )


def iosxr(lines: Sequence[Line]) -> str:
    """Return an IOS-XR router with one list."""
    return (
        f"!! IOS XR Configuration 6.5.3\nhostname r1\nipv4 access-list ACL\n{''.join(_entries(lines, 'ipv4'))}!\n"
        "interface GigabitEthernet0/0/0/0\n ipv4 address 10.0.0.1 255.255.0.0\n ipv4 access-group ACL ingress\n!\nend\n"
    )


def aerleon(lines: Sequence[Line]) -> str:
    """Return a policy with its definitions; what has no ports is named by its protocol."""
    names, terms = Names(), []
    for i, line in enumerate(lines):
        parts = []
        for side, span in (("source", line.source), ("destination", line.destination)):
            if span != EVERYWHERE:
                parts.append(f"  {side}-address:: {names.address(span, '')}\n")
        for side, numbers in (("source", line.source_ports), ("destination", line.ports)):
            if line.protocol in (TCP, UDP) and numbers != PORTS:
                parts.append(
                    f"  {side}-port:: {names.service(Line(True, line.protocol, (0, 0), (0, 0), PORTS, numbers), '')}\n"
                )
        if line.protocol != IP:
            parts.append(f"  protocol:: {NAMES[line.protocol]}\n")
        terms.append(f"term t{i} {{\n{''.join(parts)}  action:: {'accept' if line.permit else 'deny'}\n}}\n")
    defined = [f"{name} = {block(span)}\n" for span, name in names.addresses.items()]
    defined += [
        f"{name} = {ports(numbers)}/{NAMES[protocol]}\n" for (protocol, _, numbers), name in names.services.items()
    ]
    return f"{''.join(defined)}header {{\n  target:: cisco acl extended\n}}\n{''.join(terms)}"


def rule_table(lines: Sequence[Line]) -> str:
    """Return a table of rules, as a carrier or another team keeps it."""

    def service(line: Line) -> str:
        if line.protocol == IP:
            return "any"
        if line.protocol in (TCP, UDP):
            return f"{NAMES[line.protocol]}/{ports(line.ports)}"
        return "icmp" if line.protocol == 1 else f"ip/{line.protocol}"

    rows = (
        f"T{i};{'allow' if line.permit else 'drop'};{_cell(line.source)};{_cell(line.destination)};{service(line)}\n"
        for i, line in enumerate(lines)
    )
    return f"rule;action;src;dst;service\n{''.join(rows)}"


def _cell(span: Span) -> str:
    return "any" if span == EVERYWHERE else block(span)
