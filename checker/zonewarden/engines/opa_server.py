"""A running OPA server as engine, spoken to with opa-python-client."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast
from urllib.parse import urlsplit

import requests
from opa_client.errors import ConnectionsError, DeletePolicyError, PolicyNotFoundError, RegoParseError, SSLError
from opa_client.opa import OpaClient

from zonewarden.engines.base import EngineError, Json, checked
from zonewarden.errors import UserError

_PACKAGE = re.compile(r"^package\s+([\w.]+)", re.MULTILINE)
_IMPORT = re.compile(r"^import\s+data\.([\w.]+)", re.MULTILINE)
PREFIX = "zonewarden/"
TIMEOUT_S = 60.0


class OpaServerEngine:
    """Evaluates policies on an OPA server. It keeps them there under policy ids that begin with `zonewarden/`."""

    in_process = False

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
        present = cast("list[str]", self._client.get_policies_list())
        self._forget(set(present) - set(ids))
        for id_ in imported_first(ids):
            text = ids[id_]
            if id_ in present and self._text(id_) == text:
                continue  # at every upload the server compiles all that it holds
            try:
                self._client.update_policy_from_string(text, id_, rego_compat=False)
            except RegoParseError as error:
                raise EngineError(f"policy {id_.removeprefix(PREFIX)}: {error}") from error

    def _text(self, id_: str) -> object:
        """Return the text of a policy that the server holds."""
        try:
            held = cast("Json", self._client.get_policy(id_))
        except PolicyNotFoundError:
            return None
        return held.get("result", {}).get("raw")

    def _forget(self, stale: set[str]) -> None:
        """Delete our own policies that are gone; one that another still imports goes in a later round."""
        left = {id_ for id_ in stale if id_.startswith(PREFIX)}
        while left:
            gone = {id_ for id_ in left if self._deleted(id_)}
            if not gone:
                raise EngineError(f"OPA server {self.url}: cannot delete policy {min(left)}")
            left -= gone

    def _deleted(self, id_: str) -> bool:
        try:
            return bool(self._client.delete_policy(id_))
        except DeletePolicyError:
            return False

    def _query(self, package: str, facts: Json) -> Json:
        try:
            parameters = {"strict-builtin-errors": True}
            answer = cast("Json", self._client.query_rule(facts, package, query_params=parameters))
        except requests.HTTPError as error:
            text = error.response.text if error.response is not None else str(error)
            raise EngineError(f"policy {package}: OPA server {self.url}: {text.strip()}") from error
        return checked(package, answer.get("result"))


def imported_first(modules: Mapping[str, str]) -> Iterator[str]:
    """Yield module names so that a module comes after those it imports: the server compiles at every upload."""
    by_package: dict[str, list[str]] = {}
    for name, text in modules.items():
        package = _PACKAGE.search(text)
        by_package.setdefault(package.group(1) if package else name, []).append(name)
    done: set[str] = set()

    def visit(name: str) -> Iterator[str]:
        if name not in done:
            done.add(name)
            for imported in _IMPORT.findall(modules[name]):
                for other in by_package.get(imported, ()):
                    yield from visit(other)
            yield name

    for name in modules:
        yield from visit(name)
