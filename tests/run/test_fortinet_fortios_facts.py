"""FortiOS through the survey: where tunnels answer, how their clients come in, and which ways policies open between zones."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from zonewarden.analysis.survey import survey
from zonewarden.facts.devices import vpns
from zonewarden.site.bare import bare_site
from zonewarden_parsers import fortinet_fortios

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "fortinet_fortios"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_tunnel_is_external_where_the_device_answers() -> None:
    """The interface of decrypted traffic is the tunnel's own; what is exposed is where the device listens."""
    parsed = fortinet_fortios.parse((FIXTURES / "vpn.conf").read_text(encoding="utf-8"), "vpn.conf")
    found = vpns(survey(bare_site(), parsed.devices, NOW))
    by_name = {v["name"]: v for v in found.values()}
    assert {n: (v["interface"], v["interface_external"], v["factors"]) for n, v in by_name.items()} == {
        "branch": ("branch", True, 0),
        "clients": ("clients", True, 2),
        "full": ("ssl.root", True, 2),
        "partner": ("ssl.root", True, 2),
        "web": ("ssl.root", True, 1),
        "pptp": ("", False, 1),
    }
