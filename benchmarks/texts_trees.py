"""The same rule lists as trees: braces, XML, JSON, YAML, for the rows that measure how fast they are parsed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lists import EVERYWHERE, IP, NAMES, PORTS, TCP, UDP, Line, Span, dotted
from spelling import PAN_APPLICATIONS, Names, block, length, ports
from texts_sets import junos, vyos


def braced(text: str, sizes: Mapping[str, int], end: str) -> str:
    """Return `set` commands as a tree in braces. `sizes`: how many words stand together from a word on, one where not given."""
    out: list[str] = []
    open_: list[str] = []
    for line in text.splitlines():
        path = list(_together(line.split()[1:], sizes))
        shared = 0
        while shared < min(len(open_), len(path) - 1) and open_[shared] == path[shared]:
            shared += 1
        while len(open_) > shared:
            open_.pop()
            out.append("    " * len(open_) + "}")
        for words in path[shared:-1]:
            out.append("    " * len(open_) + words + " {")
            open_.append(words)
        out.append("    " * len(open_) + path[-1] + end)
    while open_:
        open_.pop()
        out.append("    " * len(open_) + "}")
    return "\n".join([*out, ""])


def _together(words: Sequence[str], sizes: Mapping[str, int]) -> Iterator[str]:
    at = 0
    while at < len(words):
        size = sizes.get(words[at], 1)
        yield " ".join(words[at : at + size])
        at += size


def junos_braces(lines: Sequence[Line]) -> str:
    """Return an SRX as `show configuration` prints it."""
    pairs = (
        "policy",
        "security-zone",
        "unit",
        "family",
        "host-name",
        "source-address",
        "destination-address",
        "application",
    )
    sizes = {"from-zone": 4, "address": 3, **dict.fromkeys((*pairs, "protocol", "destination-port", "source-port"), 2)}
    return braced(junos(lines), sizes, ";")


def vyos_braces(lines: Sequence[Line]) -> str:
    """Return a VyOS 1.4 router as its `config.boot`."""
    pairs = ("rule", "ethernet", "address", "port", "protocol", "action", "default-action", "host-name")
    text = braced(vyos(lines).replace("'", ""), dict.fromkeys(pairs, 2), "")
    return f'{text}// vyos-config-version: "firewall@15:interfaces@32:system@27"\n// Release version: 1.4.0\n'


def panos_xml(lines: Sequence[Line]) -> str:
    """Return a PAN-OS firewall as it saves itself."""
    names, rules = Names(), []
    for i, line in enumerate(lines):
        told = {
            "from": "any", "to": "any", "source": names.address(line.source, "any"),
            "destination": names.address(line.destination, "any"),
            "application": PAN_APPLICATIONS.get(line.protocol, "any"),
            "service": names.service(line, "any") if line.protocol in (TCP, UDP) else "any",
        }  # fmt: skip
        body = "".join(f"    <{tag}><member>{word}</member></{tag}>\n" for tag, word in told.items())
        action = "allow" if line.permit else "deny"
        rules.append(f'   <entry name="r{i}">\n{body}    <action>{action}</action>\n   </entry>\n')
    addresses = "".join(
        f'   <entry name="{name}"><ip-netmask>{block(span)}</ip-netmask></entry>\n'
        for span, name in names.addresses.items()
    )
    services = "".join(
        f'   <entry name="{name}"><protocol><{NAMES[p]}><port>{ports(targets)}</port>'
        + (f"<source-port>{ports(sources)}</source-port>" if sources != PORTS else "")
        + f"</{NAMES[p]}></protocol></entry>\n"
        for (p, sources, targets), name in names.services.items()
    )
    return (
        '<?xml version="1.0"?>\n<config version="10.1.0" urldb="paloaltonetworks">\n <devices>\n'
        '  <entry name="localhost.localdomain">\n  <deviceconfig><system><hostname>fw1</hostname></system></deviceconfig>\n'
        f'  <vsys><entry name="vsys1">\n  <address>\n{addresses}  </address>\n  <service>\n{services}  </service>\n'
        f"  <rulebase><security><rules>\n{''.join(rules)}  </rules></security></rulebase>\n"
        "  </entry></vsys>\n  </entry>\n </devices>\n</config>\n"
    )


def _pf_side(tag: str, span: Span, numbers: Span, protocol: int) -> str:
    where = "<any/>" if span == EVERYWHERE else f"<address>{block(span)}</address>"
    port = f"<port>{ports(numbers)}</port>" if protocol in (TCP, UDP) and numbers != PORTS else ""
    return f"\t\t\t<{tag}>{where}{port}</{tag}>\n"


def _pf(lines: Sequence[Line], root: str) -> str:
    rules = []
    for i, line in enumerate(lines):
        protocol = "" if line.protocol == IP else f"\t\t\t<protocol>{NAMES[line.protocol]}</protocol>\n"
        rules.append(
            f"\t\t<rule>\n\t\t\t<id></id>\n\t\t\t<tracker>{1_600_000_000 + i}</tracker>\n"
            f"\t\t\t<type>{'pass' if line.permit else 'block'}</type>\n\t\t\t<interface>lan</interface>\n"
            f"\t\t\t<ipprotocol>inet</ipprotocol>\n{protocol}"
            f"{_pf_side('source', line.source, line.source_ports, line.protocol)}"
            f"{_pf_side('destination', line.destination, line.ports, line.protocol)}"
            f"\t\t\t<descr>rule {i}</descr>\n\t\t</rule>\n"
        )
    faces = "".join(
        f"\t\t<{name}>\n\t\t\t<enable/>\n\t\t\t<if>igb{n}</if>\n\t\t\t<ipaddr>10.{n}.0.1</ipaddr>\n"
        f"\t\t\t<subnet>16</subnet>\n\t\t</{name}>\n"
        for n, name in enumerate(("wan", "lan"))
    )
    return (
        f'<?xml version="1.0"?>\n<{root}>\n\t<version>22.9</version>\n\t<system>\n\t\t<hostname>fw1</hostname>\n\t</system>\n'
        f"\t<interfaces>\n{faces}\t</interfaces>\n\t<filter>\n{''.join(rules)}\t</filter>\n</{root}>\n"
    )


def pfsense(lines: Sequence[Line]) -> str:
    """Return the `config.xml` of a pfSense with its rules on one interface."""
    return _pf(lines, "pfsense")


def opnsense(lines: Sequence[Line]) -> str:
    """Return the `config.xml` of an OPNsense with its rules on one interface."""
    return _pf(lines, "opnsense")


_CP_ANY = "97aeb369-9aea-11d5-bd16-0090272ccb30"
_CP_ACTIONS = {True: "6c488338-8eec-4103-ad21-cd461ac2c472", False: "6c488338-8eec-4103-ad21-cd461ac2c473"}


def checkpoint(lines: Sequence[Line]) -> str:
    """Return what `show access-rulebase` with its dictionary of objects answers for one layer."""
    names, rules = Names(), []
    for i, line in enumerate(lines, 1):
        rules.append(
            {
                "uid": f"r-{i}", "name": f"rule {i}", "type": "access-rule", "rule-number": i, "enabled": True,
                "source": [names.address(line.source, _CP_ANY)], "source-negate": False,
                "destination": [names.address(line.destination, _CP_ANY)], "destination-negate": False,
                "service": [names.service(line, _CP_ANY)], "service-negate": False, "action": _CP_ACTIONS[line.permit],
                "install-on": ["6c488338-8eec-4103-ad21-cd461ac2c476"], "vpn": [_CP_ANY], "time": [_CP_ANY], "content": [_CP_ANY],
            }
        )  # fmt: skip
    objects: list[dict[str, Any]] = [
        {"uid": _CP_ANY, "name": "Any", "type": "CpmiAnyObject"},
        {"uid": _CP_ACTIONS[True], "name": "Accept", "type": "RulebaseAction"},
        {"uid": _CP_ACTIONS[False], "name": "Drop", "type": "RulebaseAction"},
        {"uid": "6c488338-8eec-4103-ad21-cd461ac2c476", "name": "Policy Targets", "type": "Global"},
    ]
    for span, name in names.addresses.items():
        if span[0] == span[1]:
            objects.append({"uid": name, "name": name, "type": "host", "ipv4-address": dotted(span[0])})
        else:
            where = {"subnet4": dotted(span[0]), "mask-length4": length(span)}
            objects.append({"uid": name, "name": name, "type": "network", **where})
    for (protocol, sources, targets), name in names.services.items():
        objects.append({"uid": name, "name": name, **_cp_service(protocol, sources, targets)})
    layer = {"uid": "layer", "name": "Network", "rulebase": rules, "objects-dictionary": objects}
    return json.dumps({**layer, "from": 1, "to": len(rules), "total": len(rules)}, indent=1) + "\n"


def _cp_service(protocol: int, sources: Span, targets: Span) -> dict[str, Any]:
    if protocol in (TCP, UDP):
        origin = {} if sources == PORTS else {"source-port": ports(sources)}
        return {"type": f"service-{NAMES[protocol]}", "port": ports(targets), **origin}
    if protocol == 1:
        return {"type": "service-icmp"}
    return {"type": "service-other", "ip-protocol": protocol}


def terraform(lines: Sequence[Line]) -> str:
    """Return a plan with AWS security groups of 50 rules. They can only permit, and ask for sources and ports."""
    permitted = [line for line in lines if line.permit]
    groups = [_group(n // 50, permitted[n : n + 50]) for n in range(0, len(permitted), 50)]
    module = {"resources": groups}
    return json.dumps({"format_version": "1.2", "planned_values": {"root_module": module}}, indent=2) + "\n"


def _group(number: int, lines: Sequence[Line]) -> dict[str, Any]:
    rules = []
    for line in lines:
        ported = line.protocol in (TCP, UDP)
        low, high = line.ports if ported else (-1, -1) if line.protocol == 1 else (0, 0)
        rules.append(
            {
                "cidr_blocks": [block(line.source)], "description": "", "from_port": low, "ipv6_cidr_blocks": [],
                "prefix_list_ids": [], "protocol": NAMES[line.protocol] if ported or line.protocol == 1 else str(line.protocol),
                "security_groups": [], "self": False, "to_port": high,
            }
        )  # fmt: skip
    name = f"g{number}"
    return {
        "address": f"aws_security_group.{name}", "mode": "managed", "type": "aws_security_group", "name": name,
        "values": {"name": name, "ingress": rules, "egress": []},
    }  # fmt: skip


def kubernetes(lines: Sequence[Line]) -> str:
    """Return network policies of one namespace: a rule for each line that permits by ports, with the source as a block."""

    def rule(line: Line) -> Iterator[str]:
        yield f"    - from:\n        - ipBlock:\n            cidr: {block(line.source)}\n"
        if line.protocol in (TCP, UDP) and line.ports != PORTS:
            end = f"          endPort: {line.ports[1]}\n" if line.ports[0] != line.ports[1] else ""
            name = NAMES[line.protocol].upper()
            yield f"      ports:\n        - protocol: {name}\n          port: {max(1, line.ports[0])}\n{end}"

    out = ["apiVersion: v1\nkind: Namespace\nmetadata:\n  name: cell\n"]
    for first in range(0, len(lines), 100):
        rules = "".join(part for line in lines[first : first + 100] for part in rule(line))
        out.append(
            f"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: p{first}\n  namespace: cell\n"
            f"spec:\n  podSelector: {{}}\n  policyTypes:\n    - Ingress\n  ingress:\n{rules}"
        )
    return "---\n".join(out)
