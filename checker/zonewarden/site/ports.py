"""The `ports` notation of the service catalogue."""

from __future__ import annotations

import re

from zonewarden_parsers.model import EMPTY_SERVICE, ServiceSet

_PROTOCOLS = {"tcp": 6, "udp": 17, "sctp": 132, "dccp": 33, "udplite": 136}
_ICMP = {"icmp": 1, "icmp6": 58}
_ENTRY = re.compile(r"([a-z0-9]+)(?:/([0-9]{1,5}|0x[0-9A-Fa-f]{4})(?:([-/])([0-9]{1,5}))?)?")


def parse_ports(text: str) -> ServiceSet:
    """Return the services of one entry: `tcp/502`, `udp/1000-1003`, `ip/47`, `icmp`, `icmp/8`, `icmp/3/4`, `eth/0x88B8`.

    EtherTypes lie below IP and give the empty set. Ports are destination ports. Raises ValueError on other text.
    """
    found = _ENTRY.fullmatch(text)
    if not found:
        raise ValueError("write ports as tcp/502, udp/1000-1003, ip/47, icmp/8 or eth/0x88B8")
    name, first, mark, second = found.groups()
    if name == "eth" and first and first.startswith("0x") and not mark:
        return EMPTY_SERVICE
    if first and first.startswith("0x"):
        raise ValueError("hexadecimal is for EtherTypes only, e.g. eth/0x88B8")
    low = int(first) if first else None
    high = int(second) if second else low
    if name in _ICMP and mark != "-":
        return _icmp(_ICMP[name], low, int(second) if second else None)
    if low is None or high is None or mark == "/":
        raise ValueError("write ports as tcp/502, udp/1000-1003, ip/47, icmp/8 or eth/0x88B8")
    if name == "ip" and low <= high <= 255:
        return ServiceSet.union(ServiceSet.protocol(number) for number in range(low, high + 1))
    if name in _PROTOCOLS and low <= high <= 65535:
        return ServiceSet.ports(_PROTOCOLS[name], ((low, high),))
    raise ValueError("unknown protocol, or numbers out of range or out of order")


def _icmp(protocol: int, kind: int | None, code: int | None) -> ServiceSet:
    if max(kind or 0, code or 0) > 255:
        raise ValueError("ICMP types and codes end at 255")
    return ServiceSet.icmp(protocol, kind, code)
