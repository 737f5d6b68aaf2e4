"""`zonewarden trace`: one packet, device by device and rule by rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonewarden.cli import options

if TYPE_CHECKING:
    from zonewarden.analysis.trace import Tracer
    from zonewarden.check import Inputs
    from zonewarden.site.model import Site


@click.command("trace")
@options.paths
@click.option("--from", "source", required=True, metavar="IP", help="Address that sends the packet.")
@click.option("--to", "destination", required=True, metavar="IP", help="Address it is for.")
@click.option(
    "--service", required=True, metavar="SERVICE",
    help="tcp/502, udp/53, icmp/8, icmp/3/4 (type, code), ip/47, or with its source port: 'tcp/502 from 1024'.",
)  # fmt: skip
@click.option(
    "--source-port", type=click.IntRange(0, 65535), help="Source port. [default: 49152, the first dynamic one]"
)
@click.option("--established", is_flag=True, help="A TCP segment with ACK or RST set, not one that opens a session.")
@click.option("--device", metavar="ID", help="Only through this device.")
@options.site
@options.platform
@options.as_json
@click.option(
    "--all", "everything", is_flag=True, help="List all rules of long lists in the table too; JSON always does."
)
def command(
    paths: tuple[Path, ...],
    source: str,
    destination: str,
    service: str,
    source_port: int | None,
    established: bool,
    device: str | None,
    site: Path | None,
    platform: str | None,
    output: str,
    everything: bool,
) -> int:
    """Follow one packet: each device on its way, each filter there, each rule with what it does to the packet and why.

    PATHS: a folder with a zonewarden.yaml (default: the current one), or configuration files; without a site, connected networks
    and routes say which interfaces the packet uses. Exit code 0 whatever the answer is; 2: bad usage, unreadable input.
    """
    from zonewarden.analysis.itinerary import follow
    from zonewarden.check import read
    from zonewarden.cli.packet import packet
    from zonewarden.cli.target import request, tell
    from zonewarden.cli.trace_output import print_trace, trace_data

    asked = packet(source, destination, service, source_port, established=established)
    inputs = read(request(paths, site, platform))
    failed = tell(inputs.diagnostics)
    if inputs.site is None:
        return 2
    found = follow(_tracers(inputs, inputs.site, device), asked)
    if output == "json":
        from zonewarden.cli.output import print_json

        print_json(trace_data(inputs.site.zones, asked, found))
    else:
        print_trace(inputs.site.zones, asked, found, everything=everything)
    return 2 if failed else 0


def _tracers(inputs: Inputs, site: Site, only: str | None) -> list[Tracer]:
    """Return every device, or the one with this id; raises UserError where there is none."""
    from zonewarden.analysis.survey import declaration, device_ids
    from zonewarden.analysis.trace import Tracer
    from zonewarden.errors import UserError

    devices = [device for parsed in inputs.configs.parsed for device in parsed.devices]
    named = list(zip(device_ids(site, devices), devices, strict=True))
    if only is not None and only not in {id_ for id_, _ in named}:
        raise UserError(f"no device {only!r}: there are {', '.join(sorted(id_ for id_, _ in named)) or 'none'}")
    return [Tracer(id_, device, site.zones, declaration(site, device)) for id_, device in named if only in {None, id_}]
