"""The site's own rows over the service catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from zonewarden.site.catalogue import catalogue, catalogue_rows, service
from zonewarden.site.model import Service
from zonewarden.site.ports import parse_ports
from zonewarden.site.validate import Report
from zonewarden_parsers.strict_yaml.nodes import Mapping, plain, scalars

_SHOWN = 5


def all_services(rows: dict[str, Mapping], report: Report) -> dict[str, Service]:
    """Return the catalogue with the site's rows laid over it, and report new rows that are incomplete or share ports."""
    built_in = catalogue()
    out = dict(built_in)
    for name, node in rows.items():
        fields = {key: plain(entry.value) for key, entry in node.entries.items()}
        for key in ("name", "ports") if name not in built_in else ():
            if key not in node.entries:
                report.error(node.location, "missing-key", f"key {key!r} is missing in the new service {name!r}")
        if _readable(node):
            out[name] = service(catalogue_rows().get(name, {}) | fields)
            if name not in built_in:
                _report_shared(node, out[name], built_in.values(), report)
    return out


def _readable(node: Mapping) -> bool:
    try:
        for scalar in scalars(node.get("ports")):
            parse_ports(scalar.text)
    except ValueError:
        return False
    return True


def _report_shared(node: Mapping, new: Service, others: Iterable[Service], report: Report) -> None:
    shared = sorted(other.id for other in others if not other.services.isdisjoint(new.services))
    if shared:
        more = f" and {len(shared) - _SHOWN} more" if len(shared) > _SHOWN else ""
        message = f"ports of {new.id} are also those of {', '.join(shared[:_SHOWN])}{more}"
        report.note(node.place("ports"), "shared-ports", message)
