"""A running OPA server as engine, spoken to with opa-python-client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import requests
from opa_client.errors import ConnectionsError, DeletePolicyError, RegoParseError, SSLError
from opa_client.opa import OpaClient

from zonewarden.engines.base import EngineError, Json, checked
from zonewarden.errors import UserError

PREFIX = "zonewarden/"
TIMEOUT_S = 60.0


class OpaServerEngine:
    """Evaluates policies on an OPA server. It keeps them there under policy ids that begin with `zonewarden/`."""

    def __init__(self, url: str, token: str | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise UserError(f"not an OPA address: {url!r} (http://host:port expected)")
        self.url = url
        self._client = OpaClient(
            host=parts.hostname,
            port=parts.port or (443 if parts.scheme == "https" else 8181),
            ssl=parts.scheme == "https",
            token=token,
            timeout=TIMEOUT_S,
        )

    def evaluate(self, modules: Mapping[str, str], packages: Sequence[str], facts: Json) -> dict[str, Json]:
        """See `Engine.evaluate`."""
        try:
            self._publish(modules)
            return {package: self._query(package, facts) for package in packages}
        except (requests.RequestException, ConnectionsError, DeletePolicyError, SSLError) as error:
            raise EngineError(f"OPA server {self.url}: {error}") from error
        finally:
            self._client.close_connection()

    def _publish(self, modules: Mapping[str, str]) -> None:
        ids = {PREFIX + name.replace("\\", "/").lstrip("/"): text for name, text in modules.items()}
        for stale in set(self._client.get_policies_list()) - set(ids):
            if stale.startswith(PREFIX):
                self._client.delete_policy(stale)
        for id_, text in ids.items():
            try:
                self._client.update_policy_from_string(text, id_, rego_compat=False)
            except RegoParseError as error:
                raise EngineError(f"policy {id_.removeprefix(PREFIX)}: {error}") from error

    def _query(self, package: str, facts: Json) -> Json:
        try:
            answer = self._client.query_rule(facts, package, query_params={"strict-builtin-errors": True})
        except requests.HTTPError as error:
            text = error.response.text if error.response is not None else str(error)
            raise EngineError(f"policy {package}: OPA server {self.url}: {text.strip()}") from error
        return checked(package, answer.get("result"))
