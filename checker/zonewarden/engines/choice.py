"""Which engine a run uses."""

from __future__ import annotations

import os
import shutil

from zonewarden.engines.base import Engine
from zonewarden.errors import UserError


def choose(name: str, opa_url: str | None) -> Engine:
    """Return the engine called `name` (`embedded`, `opa` or a path to it), or the OPA server where a URL is given.

    A bearer token for the server comes from the environment variable `ZONEWARDEN_OPA_TOKEN`, never from the command line.
    """
    if opa_url:
        from zonewarden.engines.opa_server import OpaServerEngine

        return OpaServerEngine(opa_url, os.environ.get("ZONEWARDEN_OPA_TOKEN"))
    if name == "embedded":
        from zonewarden.engines.embedded import EmbeddedEngine

        return EmbeddedEngine()
    from zonewarden.engines.opa_binary import OpaBinaryEngine

    found = shutil.which(name)
    if found is None:
        raise UserError(f"no engine {name!r}: neither `embedded` nor an executable on PATH")
    return OpaBinaryEngine(found)
