"""One packet as a command line states it."""

from __future__ import annotations

import ipaddress
import re

from zonewarden.errors import UserError
from zonewarden_parsers.model import Packet
from zonewarden_parsers.model.services import ICMP, ICMP6, MAX_PORT, TCP, TCP_ESTABLISHED, WITH_PORTS, WITH_TYPES

USUAL_SOURCE_PORT = 49152
"""The first dynamic port (RFC 6335): stands for the source port where none is given."""
_PORTS = {"tcp": TCP, "udp": 17, "dccp": 33, "sctp": 132, "udplite": 136}
_TYPES = {"icmp": ICMP, "icmp6": ICMP6}
_SERVICE = re.compile(r"([a-z0-9]+)/([0-9]{1,5})(?:/([0-9]{1,3}))?(?: +from +([0-9]{1,5}))?")
_HOW = "write tcp/502, udp/53, icmp/8, icmp/3/4 or ip/47"


def packet(source: str, destination: str, service: str, source_port: int | None, *, established: bool) -> Packet:
    """Return the packet that the options mean; raises UserError for what is no single packet."""
    one, other = _address("--from", source), _address("--to", destination)
    if one.version != other.version:
        raise UserError(f"--from {source} and --to {destination} are of different IP versions")
    protocol, first, second = _service(service.strip().lower(), source_port)
    if protocol == (ICMP6 if one.version == 4 else ICMP):
        raise UserError(f"--service {service}: IPv{one.version} has {'icmp' if one.version == 4 else 'icmp6'}")
    if established and protocol != TCP:
        raise UserError("--established is for TCP: a segment with ACK or RST set")
    return Packet(one.version, int(one), int(other), TCP_ESTABLISHED if established else protocol, first, second)


def _address(option: str, text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        return ipaddress.ip_address(text.strip())
    except ValueError as error:
        raise UserError(f"{option} {text!r} is not an IP address") from error


def _service(text: str, source_port: int | None) -> tuple[int, int, int]:
    """Return (protocol, source port or ICMP type, destination port or ICMP code)."""
    found = _SERVICE.fullmatch(text)
    if not found:
        raise UserError(f"--service {text!r} is no single service: {_HOW}")
    name, number, code, port = found[1], int(found[2]), found[3], found[4]
    if port and source_port is not None:
        raise UserError(f"--service {text!r} states the source port already: leave --source-port out")
    stated = int(port) if port else source_port
    protocol = _PORTS.get(name, _TYPES.get(name, number if name == "ip" else -1))
    if protocol in WITH_PORTS and name in _PORTS and not code and max(number, stated or 0) <= MAX_PORT:
        return protocol, USUAL_SOURCE_PORT if stated is None else stated, number
    if stated is not None:
        raise UserError(
            f"--service {text!r}: only protocols with ports, such as tcp, have a source port up to {MAX_PORT}"
        )
    if name in _TYPES and max(number, int(code or 0)) <= 255:
        return protocol, number, int(code or 0)
    if name == "ip" and number <= 255 and number in WITH_PORTS | WITH_TYPES:
        raise UserError(f"--service {text!r} is no single service: name its port or type, e.g. tcp/502 or icmp/8")
    if name == "ip" and number <= 255 and not code:
        return protocol, 0, 0
    raise UserError(f"--service {text!r}: unknown protocol, or a number out of range; {_HOW}")
