"""`zonewarden flows`: the zone matrix, what each device lets one zone initiate towards another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zonewarden.cli import options

if TYPE_CHECKING:
    from zonewarden.analysis.conduits import Judged
    from zonewarden.analysis.permitted import Permit


@click.command("flows")
@options.paths
@options.site
@options.platform
@options.as_json
@options.as_of
@click.option("--from", "from_zone", metavar="ZONE", help="Only flows from this zone.")
@click.option("--to", "to_zone", metavar="ZONE", help="Only flows to this zone.")
@click.option("--device", metavar="ID", help="Only flows through this device.")
def command(
    paths: tuple[Path, ...],
    site: Path | None,
    platform: str | None,
    output: str,
    as_of: str | None,
    from_zone: str | None,
    to_zone: str | None,
    device: str | None,
) -> int:
    """Show the exact packets that each device lets hosts of one zone initiate towards another, with every rule responsible."""
    from zonewarden.check import analyse, read
    from zonewarden.cli.output import print_json
    from zonewarden.cli.target import request, tell
    from zonewarden.errors import UserError

    inputs = read(request(paths, site, platform, as_of))
    survey = analyse(inputs)
    failed = tell(inputs.diagnostics)
    if survey is None:
        return 2
    for zone in (from_zone, to_zone):
        if zone and zone not in survey.site.zones:
            raise UserError(f"no zone {zone!r}: the site has {', '.join(sorted(survey.site.zones))}")
    flows = [
        _flow(judged)
        for found in survey.devices
        for judged in found.flows
        if (not from_zone or judged.flow.from_zone == from_zone)
        and (not to_zone or judged.flow.to_zone == to_zone)
        and (not device or found.id == device)
    ]
    if output == "json":
        print_json({"schema": "zonewarden-flows/1", "flows": flows})
    else:
        _print(flows)
    return 2 if failed else 0


def _flow(judged: Judged) -> dict[str, Any]:
    from zonewarden.analysis.conduits import Part

    flow = judged.flow
    outside = {id(p) for part in Part if part is not Part.PERMITTED for p in judged.parts[part]}
    return {
        "id": flow.id,
        "devices": list(flow.devices),
        "from": flow.from_zone,
        "to": flow.to_zone,
        "placed": flow.placed,
        "assessable": not flow.taints,
        "not_assessable_because": [t.reason for t in flow.taints],
        "from_interfaces": sorted({p.interface for p in flow.entries}),
        "to_interfaces": sorted({p.interface for p in flow.exits}),
        "declared": not outside,
        "permits": [_permit(p) for p in flow.permits],
        "undeclared": [_permit(p) for part in Part if part is not Part.PERMITTED for p in judged.parts[part]],
    }


def _permit(permit: Permit) -> dict[str, Any]:
    from zonewarden_parsers.dump import dump

    sources, destinations, services = permit.product.texts()
    return {
        "sources": list(sources),
        "destinations": list(destinations),
        "services": list(services),
        "certainty": "definite" if permit.definite else "possible",
        "reasons": list(permit.reasons),
        "rules": [{"list": v.list_name, "text": v.text, "location": dump(v.location)} for v in permit.via],
    }


def _print(flows: list[dict[str, Any]]) -> None:
    from zonewarden.cli.output import print_table

    rows: list[list[str]] = []
    for flow in flows:
        pair = f"{flow['from']} -> {flow['to']}"
        through = "+".join(flow["devices"])
        state = "" if flow["assessable"] else "not assessable"
        if not flow["permits"]:
            rows.append([pair, through, state or "nothing", "", "", ""])
        for permit in flow["permits"]:
            rows.append([
                pair, through,
                _short(permit["services"]) + (" (possible)" if permit["certainty"] == "possible" else ""),
                _short(permit["sources"]), _short(permit["destinations"]),
                "\n".join(f"{Path(r['location']['path']).name}:{r['location']['line']}" for r in permit["rules"]),
            ])  # fmt: skip
    print_table("", ["zones", "device", "services", "sources", "destinations", "rules"], rows)


def _short(texts: list[str]) -> str:
    return ", ".join(texts[:4]) + (f" and {len(texts) - 4} more" if len(texts) > 4 else "")
