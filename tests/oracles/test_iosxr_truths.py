"""IOS-XR files of the corpus, which the manifest lists as IOS: known for what they are, and understood."""

from __future__ import annotations

import pytest

from tests.oracles.corpus import needs_corpus, text_of
from zonewarden_parsers import cisco_iosxr
from zonewarden_parsers.registry import detect

pytestmark = needs_corpus


@pytest.mark.parametrize(("name", "routes", "ports"), [("running", 2, 3), ("remediation", 1, 1)])
def test_files_of_hier_config(name: str, routes: int, ports: int) -> None:
    path = f"hier-config/tests/circular/fixtures/iosxr_{name}.conf"
    text = text_of(path)
    assert detect(text) == "cisco-iosxr"
    parsed = cisco_iosxr.parse(text, path)
    (device,) = parsed.devices
    assert not parsed.coverage.unknown, parsed.diagnostics
    assert len(device.routes) >= routes
    assert len(device.interfaces) >= ports
