"""Groups that many rules name are read once: the work grows with the file, not with rules times members."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from zonewarden_parsers import mikrotik_routeros, pfsense, vyos
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.mikrotik_routeros import operands
from zonewarden_parsers.model import AddressSet
from zonewarden_parsers.pf_xml import aliases
from zonewarden_parsers.vyos import groups

MEMBERS, RULES = 40, 30
ADDRESSES = [f"10.0.{n}.1" for n in range(MEMBERS)]


def routeros_text() -> str:
    entries = "".join(f"add address={a} list=l\n" for a in ADDRESSES)
    rules = "add action=accept chain=forward src-address-list=l dst-address-list=!l\n" * RULES
    return f"/ip firewall address-list\n{entries}/ip firewall filter\n{rules}"


def vyos_text() -> str:
    entries = "".join(f"set firewall group address-group l address '{a}'\n" for a in ADDRESSES)
    rules = "".join(
        f"set firewall ipv4 forward filter rule {n} action 'accept'\n"
        f"set firewall ipv4 forward filter rule {n} source group address-group 'l'\n"
        f"set firewall ipv4 forward filter rule {n} destination group address-group '!l'\n"
        for n in range(1, RULES + 1)
    )
    return f"set firewall ipv4 forward filter default-action 'drop'\n{entries}{rules}"


def pfsense_text() -> str:
    rule = (
        "<rule><type>pass</type><interface>lan</interface><ipprotocol>inet</ipprotocol><source><address>l</address></source>"
        "<destination><address>l</address><not></not></destination></rule>\n"
    )
    return (
        '<?xml version="1.0"?>\n<pfsense>\n<interfaces><lan><if>em0</if><enable></enable><ipaddr>10.9.0.1</ipaddr>'
        f"<subnet>24</subnet></lan></interfaces>\n<filter>\n{rule * RULES}</filter>\n"
        f"<aliases><alias><name>l</name><type>host</type><address>{' '.join(ADDRESSES)}</address></alias></aliases>\n"
        "</pfsense>\n"
    )


@pytest.mark.parametrize(
    ("text", "parse", "module"),
    [
        (routeros_text(), mikrotik_routeros.parse, operands),
        (vyos_text(), vyos.parse, groups),
        (pfsense_text(), pfsense.parse, aliases),
    ],
    ids=["routeros", "vyos", "pfsense"],
)
def test_members_are_read_once(
    text: str, parse: Callable[[str, str], Parsed], module: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    literal: Callable[[str], AddressSet | None] = module.literal

    def counted(word: str) -> AddressSet | None:
        read.append(word)
        return literal(word)

    monkeypatch.setattr(module, "literal", counted)
    found = parse(text, "groups.txt").devices[0]
    members = AddressSet.union(map(AddressSet.parse, ADDRESSES))
    rules = [r for r in max(found.rule_lists, key=lambda r: len(r.rules)).rules if r.match.sources == members]
    assert len(rules) == RULES
    assert all(r.match.destinations.isdisjoint(members) and r.match.destinations for r in rules)
    assert MEMBERS <= len([w for w in read if w in ADDRESSES]) <= 2 * MEMBERS
