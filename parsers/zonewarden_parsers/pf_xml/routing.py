"""Gateways, static routes, and routing daemons."""

from __future__ import annotations

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.model import ANY4, ANY6, NOWHERE, AddressSet, Aspect, LineState, Location, Route
from zonewarden_parsers.pf_xml.aliases import addresses_of
from zonewarden_parsers.pf_xml.draft import Draft, stated
from zonewarden_parsers.xml_lines import Element

_DAEMONS = ("quagga", "frr", "frrospfd", "frrbgp", "frrripd", "openbgpd", "openospfd", "bird")


def read_routing(draft: Draft) -> None:
    """Read `gateways`, `staticroutes`, and note daemons that learn routes."""
    default4, default6 = "", ""
    items: list[Element] = []
    for section in filter(None, (draft.root.child("gateways"), draft.root.child("OPNsense", "Gateways"))):
        section.claim_all()
        items.extend(section.all("gateway_item"))
        default4 = default4 or section.value("defaultgw4")
        default6 = default6 or section.value("defaultgw6")
    for item in items:
        draft.gateways[item.value("name")] = (item.value("interface"), item.value("gateway"))
        chosen = item.value("name") in (default4, default6) or stated(item, "defaultgw") or len(items) == 1
        if chosen and not stated(item, "disabled"):
            _default(draft, item)
    _learnt_defaults(draft)
    for section in filter(None, (draft.root.child("staticroutes"), draft.root.child("OPNsense", "staticroutes"))):
        section.claim()
        for element in section.children:
            element.claim_all()
            if element.tag == "route":
                _static(draft, element)
    _daemons(draft)


def _default(draft: Draft, item: Element) -> None:
    hop = literal(item.value("gateway")) or NOWHERE
    family = ANY6 if hop.v6 or item.value("ipprotocol") == "inet6" else ANY4
    draft.routes.append(Route(family, draft.at(item), _named(draft, item.value("interface")), hop))


def _learnt_defaults(draft: Draft) -> None:
    """Add the default route of an interface whose address is leased: DHCP and PPP bring one."""
    for interface in draft.interfaces.values():
        element = draft.root.child("interfaces", interface.name)
        way = element.value("ipaddr") if element is not None else ""
        if way and literal(way) is None and not any(r.interface == interface.name for r in draft.routes):
            draft.routes.append(Route(ANY4, interface.location, interface.name, metric=2))


def _named(draft: Draft, name: str) -> str:
    return name if name in draft.interfaces else ""


def _static(draft: Draft, element: Element) -> None:
    if stated(element, "disabled"):
        return
    at, name = draft.at(element), element.value("gateway")
    interface, address = draft.gateways.get(name, ("", ""))
    hop = literal(address) or literal(name) or NOWHERE
    if name and name not in draft.gateways and not hop and not name.startswith("Null"):
        draft.missing("gateway", name, at)
    destination = _destination(draft, element.value("network"), at)
    if destination is None:
        draft.unread(element, "static route not understood", Aspect.FLOWS)
        return
    draft.routes.append(Route(destination, at, _named(draft, interface), hop, discard=name.startswith("Null")))


def _destination(draft: Draft, text: str, at: Location) -> AddressSet | None:
    found = literal(text)
    if found is not None:
        return found
    if text not in draft.aliases:
        return None
    members = addresses_of(draft, text, at)
    return members.under or None


def _daemons(draft: Draft) -> None:
    for path in (("OPNsense",), ("installedpackages",)):
        section = draft.root.child(*path)
        for name in _DAEMONS if section is not None else ():
            found = section.child(name) if section is not None else None
            if found is not None:
                found.claim_all(LineState.MODELLED)
                if enabled(found):
                    draft.dynamic_routing.append((name, found.head(draft.path)))


def enabled(element: Element) -> bool:
    """Return whether a daemon may run: unless all its switches say no."""
    switches = [e for e in element.walk() if e.tag in ("enabled", "enable")]
    return not switches or any(e.text.lower() not in ("", "0", "off", "no") for e in switches)
