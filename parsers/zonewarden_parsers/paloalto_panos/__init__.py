"""Palo Alto Networks PAN-OS: firewall and Panorama configurations as XML, `set` commands or braces."""

from __future__ import annotations

import re

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.paloalto_panos.constructs import CONSTRUCTS

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "paloalto-panos"
TITLE: str = "Palo Alto Networks PAN-OS and Panorama"

_SCORED = 200_000
_XML = (
    (re.compile(r"<config\b[^>]*\burldb="), 60),
    (re.compile(r"<config\b[^>]*\bversion=\"\d+\.\d+"), 40),
    (re.compile(r"<entry name=\"localhost\.localdomain\""), 40),
    (re.compile(r"<vsys>|<device-group>|<mgt-config"), 30),
    (re.compile(r"<(pre-|post-)?rulebase>|<rules>\s*<entry name="), 30),
    (re.compile(r"<member>[^<]*</member>"), 15),
    (re.compile(r"<(from|to|source|application)>\s*<member>"), 25),
    (re.compile(r"<response status="), 10),
)
_SET = tuple(
    (re.compile(pattern, re.MULTILINE), weight)
    for pattern, weight in (
        (r"^set deviceconfig (system|setting) ", 60),
        (r"^set mgt-config ", 50),
        (
            r"^set (vsys vsys\d+ |shared |device-group \S+ )?(pre-|post-)?rulebase (security|nat|default-security-rules) rules ",
            70,
        ),
        (r"^set (vsys vsys\d+ |shared |device-group \S+ )?address \S+ (ip-netmask|ip-range|fqdn) ", 50),
        (r"^set (vsys vsys\d+ |shared |device-group \S+ )?service \S+ protocol (tcp|udp) ", 40),
        (
            r"^set (template \S+ config )?network (interface (ethernet|aggregate-ethernet|loopback|tunnel|vlan)|virtual-router) ",
            60,
        ),
        (r"^set (vsys \S+ )?zone \S+ network ", 50),
        (r"^set (template|template-stack|device-group) \S+ ", 25),
        (r"^set shared (log-settings|profiles|address|service|certificate|authentication-profile) ", 40),
        (r"^set vsys vsys\d+ ", 40),
        (r"^set panorama ", 20),
        (r"^set config (devices localhost\.localdomain|shared|mgt-config) ", 60),
        (r"^#\s*set command configuration for PAN", 40),
    )
)
_BRACES = (
    (re.compile(r"RANCID-CONTENT-TYPE: *paloalto"), 90),
    (re.compile(r"^\s*localhost\.localdomain \{", re.MULTILINE), 50),
    (re.compile(r"^\s*deviceconfig \{\s*(system|setting) \{", re.MULTILINE), 60),
    (re.compile(r"^\s*mgt-config \{", re.MULTILINE), 50),
    (re.compile(r"^\s*panorama \{", re.MULTILINE), 15),
    (re.compile(r"^\s*vsys \{\s*vsys\d+ \{", re.MULTILINE), 40),
    (re.compile(r"^\s*layer3 (\{|\[)", re.MULTILINE), 20),
    (re.compile(r"^\s*(ip-netmask|ip-range) \S+;", re.MULTILINE), 30),
)


def score(text: str) -> int:
    """Return how sure it is that `text` is a PAN-OS configuration, 0 to 100; reads the first 200,000 characters."""
    head = text[:_SCORED]
    signs = _XML if head.lstrip("\ufeff \t\r\n").startswith("<") else _text_signs(head)
    return min(100, sum(weight for pattern, weight in signs if pattern.search(head)))


def _text_signs(head: str) -> tuple[tuple[re.Pattern[str], int], ...]:
    """Return the signs that can occur at all: words are looked for much faster than lines."""
    braces = any(mark in head for mark in ("{", "[", ";", "paloalto"))
    return (*(_SET if "set " in head else ()), *(_BRACES if braces else ()))


def parse(text: str, path: str) -> Parsed:
    """Parse one configuration (PAN-OS Administrator's Guide, Panorama Administrator's Guide, PAN-OS CLI): a device for each
    virtual system of a firewall, or for each device group of a Panorama, whose own management is a device too.
    """
    from zonewarden_parsers.paloalto_panos.reading import read

    devices, diagnostics, coverage = read(text, path, PLATFORM)
    return Parsed(path, PLATFORM, tuple(devices), tuple(diagnostics), coverage)
