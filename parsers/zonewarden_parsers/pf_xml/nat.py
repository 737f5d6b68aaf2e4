"""Address translation: port forwards, 1:1, outbound. pf translates before it filters, so lists see real addresses.

A port forward whose filter rule association is *Pass* becomes `rdr pass`: its packets meet no filter rule at all
(pf.conf(5), *Translation*).
"""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.address_bounds import Addresses, literal
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    NOWHERE,
    Action,
    AddressSet,
    Aspect,
    Effect,
    Location,
    Match,
    NatRule,
    Rule,
)
from zonewarden_parsers.pf_xml.aliases import ports_of
from zonewarden_parsers.pf_xml.draft import Draft, stated
from zonewarden_parsers.pf_xml.interfaces import resolve
from zonewarden_parsers.pf_xml.operands import Side, addresses, legacy_side
from zonewarden_parsers.pf_xml.services import services
from zonewarden_parsers.xml_lines import Element


def read_nat(draft: Draft) -> None:
    """Read `nat` and OPNsense's present translation rules."""
    section = draft.root.child("nat")
    for element in section.children if section is not None else ():
        element.claim_all()
        match element.tag:
            case "rule":
                _forward(draft, element)
            case "onetoone":
                _one_to_one(draft, element, legacy_side(element.child("source")), element.value("external"))
            case "outbound":
                _outbound(draft, element)
            case "npt":
                draft.gap(Aspect.FLOWS, Effect.EITHER, "IPv6 prefix translation is not modelled", element)
            case "separator" | "ipsecpassthru" | "disablenatreflection" | "enablenatreflectionhelper":
                pass
            case _:
                draft.unread(element, f"translation not understood: {element.tag}", Aspect.FLOWS)
    if section is not None:
        section.claim()
    _read_modern(draft)


def _read_modern(draft: Draft) -> None:
    modern = draft.root.child("OPNsense", "Firewall", "Filter")
    for part in modern.children if modern is not None else ():
        for element in part.children if part.tag in ("snatrules", "npt", "onetoone") else ():
            element.claim_all()
            if element.child("enabled") is not None and not stated(element, "enabled"):
                continue
            net = Side(tuple(element.value("source_net").replace(",", " ").split()) or ("any",))
            if part.tag == "onetoone":
                _one_to_one(draft, element, net, element.value("external"))
            elif part.tag == "snatrules":
                _source(draft, element, net)
            else:
                draft.gap(Aspect.FLOWS, Effect.EITHER, "IPv6 prefix translation is not modelled", element)


def _known(found: Addresses) -> AddressSet:
    return NOWHERE if found.atoms or found.over == ANY else found.over


def _home(draft: Draft, real: AddressSet) -> str:
    return next((i.name for i in draft.interfaces.values() if real and real <= i.networks), "")


def _forward(draft: Draft, element: Element) -> None:
    if stated(element, "disabled") or stated(element, "nordr"):
        return
    at, interface = draft.at(element), element.value("interface")
    real = target(draft, element)
    mapped = _known(addresses(draft, legacy_side(element.child("destination")), at))
    draft.nat.append(
        NatRule("static", at, describe(element), _home(draft, real), interface, real & ANY4, mapped & ANY4)
    )


def target(draft: Draft, element: Element) -> AddressSet:
    """Return where a port forward sends its packets; empty where that is not in the file."""
    text = element.value("target")
    return _known(addresses(draft, Side((text,)), draft.at(element))) if text else NOWHERE


def describe(element: Element) -> str:
    """Return a port forward on one line, in the order pf.conf(5) writes it."""
    source, destination = (legacy_side(element.child(t)) for t in ("source", "destination"))
    port = element.value("local-port")
    return (
        f"rdr on {element.value('interface') or 'any'} proto {element.value('protocol') or 'any'} from {source} to {destination}"
        f" -> {element.value('target') or '?'}" + (f" port {port}" if port else "")
    )


def passing_forwards(draft: Draft) -> Iterator[Rule]:
    """Yield a permit for each port forward that passes its packets without filter rules."""
    section = draft.root.child("nat")
    for element in section.all("rule") if section is not None else ():
        if element.value("associated-rule-id") == "pass" and not stated(element, "nordr"):
            yield _pass_rule(draft, element, draft.at(element))


def _pass_rule(draft: Draft, element: Element, at: Location) -> Rule:
    source = addresses(draft, legacy_side(element.child("source")), at)
    goal = addresses(draft, Side(tuple(element.value("target").split())), at)
    side = legacy_side(element.child("destination"))
    local = element.value("local-port") or side.port
    ports = ports_of(draft, _span(local, side.port), at) if local else None
    over, under, atoms = services(element.value("protocol"), "", (4,), None, ports, at)
    atoms = tuple(dict.fromkeys([*source.atoms, *goal.atoms, *atoms]))
    sure = (source.under & ANY4, goal.under & ANY4, under) if atoms else None
    interfaces, _ = resolve(draft, element.value("interface"))
    return Rule(
        0, Action.PERMIT, Match(source.over & ANY4, goal.over & ANY4, over, atoms, sure), at, describe(element),
        name=element.value("descr"), enabled=not stated(element, "disabled"),
        from_interfaces=interfaces if element.value("interface") else None,
    )  # fmt: skip


def _span(local: str, published: str) -> str:
    """Return the real ports of a forward: `local-port` is the first of as many as are published."""
    low, dash, high = published.replace(":", "-").partition("-")
    if not dash or not all(p.isascii() and p.isdigit() for p in (local, low, high)):
        return local
    return f"{local}-{min(65535, int(local) + max(0, int(high) - int(low)))}"


def _one_to_one(draft: Draft, element: Element, source: Side, external: str) -> None:
    if stated(element, "disabled"):
        return
    at, interface = draft.at(element), element.value("interface") or "wan"
    real = _known(addresses(draft, source, at)) & ANY4
    first = literal(external.split("/", 1)[0])
    mapped = first & ANY4 if first is not None else NOWHERE
    if mapped and real and len(real.v4.spans) == 1 and not element.value("external").partition("/")[2]:
        low = mapped.v4.spans[0][0]
        mapped = AddressSet.range(4, low, min(low + real.v4.size - 1, 2**32 - 1))
    elif literal(external) is not None:
        mapped = (literal(external) or NOWHERE) & ANY4
    text = f"binat on {interface} from {source} -> {external or '?'}"
    draft.nat.append(NatRule("static", at, text, _home(draft, real), interface, real, mapped))


def _outbound(draft: Draft, element: Element) -> None:
    """Read source translation. Automatic rules translate all internal networks to each interface that has a gateway."""
    mode = element.value("mode") or "automatic"
    if mode != "disabled":
        for rule in element.all("rule"):
            if not (stated(rule, "disabled") or stated(rule, "nonat")):
                _source(draft, rule, legacy_side(rule.child("source")))
    if mode not in ("automatic", "hybrid"):
        return
    gated = _with_gateway(draft)
    outside = [i for i in draft.interfaces.values() if _learns4(draft, i.name) or i.name in gated]
    inside = AddressSet.union(i.networks for i in draft.interfaces.values() if i not in outside) & ANY4
    for interface in outside:
        text = f"automatic outbound translation on {interface.name}"
        mapped = interface.addresses & ANY4
        draft.nat.append(NatRule("pat", draft.at(element), text, "", interface.name, inside, mapped, section=2))


def _learns4(draft: Draft, name: str) -> bool:
    return bool(draft.leased.get(name, NOWHERE).v4)


def _with_gateway(draft: Draft) -> set[str]:
    section = draft.root.child("interfaces")
    return {e.tag for e in (section.children if section is not None else ()) if e.value("gateway")}


def _source(draft: Draft, element: Element, source: Side) -> None:
    at = draft.at(element)
    real = _known(addresses(draft, source, at)) & ANY4
    goal = literal(element.value("target"))
    text = f"nat on {element.value('interface') or 'any'} from {source} -> {element.value('target') or 'interface address'}"
    draft.nat.append(NatRule("pat", at, text, "", element.value("interface"), real, (goal or NOWHERE) & ANY4))
