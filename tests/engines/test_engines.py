"""All engines give the same results, and none turns a failure into a pass."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from opa_client.opa import OpaClient

from tests.engines.opa import require_opa, server
from zonewarden.check import Request, analyse, choose_policies, read
from zonewarden.engines.base import Engine, EngineError
from zonewarden.engines.choice import choose
from zonewarden.engines.embedded import EmbeddedEngine
from zonewarden.errors import UserError
from zonewarden.facts.document import facts
from zonewarden.policy_reads import modules_read

ROOT = Path(__file__).parents[2]
SITES = ["brewery/compliant", "brewery/drifted", "substation/drifted"]


def site(name: str) -> tuple[dict[str, str], list[str], dict[str, Any]]:
    request = Request(ROOT / "fixtures" / name / "zonewarden.yaml")
    inputs = read(request)
    survey = analyse(inputs)
    assert survey is not None
    policies = choose_policies(inputs.site, request).modules
    return dict(policies.modules), [p.package for p in policies.policies], facts(survey, inputs.configs.parsed)


def canonical(value: Any) -> Any:
    """Return sets, which engines may list in any order, in one order."""
    if isinstance(value, dict):
        return {k: canonical(v) for k, v in value.items()}
    if isinstance(value, list):
        return sorted((canonical(v) for v in value), key=repr)
    return value


def evaluate(engine: Engine, name: str, every: int = 1) -> Any:
    modules, packages, document = site(name)
    chosen = packages[::every]
    results = engine.evaluate(modules_read(modules, chosen), chosen, document)
    return {p: canonical({k: r[k] for k in ("subjects", "violations")}) for p, r in results.items()}


@pytest.mark.parametrize("name", SITES)
def test_opa_binary_agrees_with_the_embedded_engine(name: str) -> None:
    executable = require_opa()
    assert evaluate(choose(executable, None), name) == evaluate(EmbeddedEngine(), name)


def test_opa_server_agrees_with_the_embedded_engine() -> None:
    """The same OPA as the binary, which is asked for every policy: a server compiles all that it holds at each upload."""
    with server() as url:
        for name in SITES:
            assert evaluate(choose("embedded", url), name, 6) == evaluate(EmbeddedEngine(), name, 6)


GOOD = 'package p.good\nsubjects contains {"kind": "zone", "id": "x"}\nviolations contains {} if false\n'
CASES = {
    "does not parse": ("package p.bad\nsubjects := [", "p/bad.rego"),
    "unknown built-in": (
        'package p.bad\nsubjects contains x if x := no_such("y")\nviolations contains 1 if false\n',
        "bad",
    ),
    "no violations": ('package p.bad\nsubjects contains "x"\n', "p.bad: violations is undefined"),
    "no rules": ("package p.bad\nother := 1\n", "p.bad"),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", ["embedded", "opa", "server"])
def test_a_policy_that_fails_is_an_error_that_names_it(case: str, kind: str) -> None:
    text, named = CASES[case]
    modules = {"p/good.rego": GOOD, "p/bad.rego": text}

    def fails(engine: Engine) -> None:
        with pytest.raises(EngineError) as caught:
            engine.evaluate(modules, ["p.good", "p.bad"], {})
        if kind != "opa" or case not in {"does not parse", "unknown built-in"}:
            assert named in str(caught.value)

    if kind == "server":
        with server() as url:
            fails(choose("embedded", url))
    else:
        fails(choose("embedded" if kind == "embedded" else require_opa(), None))


def test_a_server_that_is_not_there_is_an_error() -> None:
    with pytest.raises(EngineError, match=r"OPA server http://127\.0\.0\.1:9"):
        choose("embedded", "http://127.0.0.1:9").evaluate({"a": GOOD}, ["p.good"], {})


@pytest.mark.parametrize("url", ["localhost:8181", "ftp://x", "http://", "http://h/v1/data"])
def test_an_address_that_is_none_is_an_error(url: str) -> None:
    with pytest.raises(UserError, match="not an OPA address"):
        choose("embedded", url)


def test_an_engine_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(UserError, match="no engine 'no-such-engine'"):
        choose("no-such-engine", None)


def test_the_server_forgets_policies_that_are_gone() -> None:
    with server() as url:
        engine = choose("embedded", url)
        stale = 'package p.good\nviolations contains {"stale": true}\nsubjects contains "x" if false\n'
        engine.evaluate({"p/old.rego": stale}, ["p.good"], {})
        result = choose("embedded", url).evaluate({"p/good.rego": GOOD}, ["p.good"], {})
        assert result["p.good"]["violations"] == []


def test_the_server_is_sent_only_what_it_does_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    upload = OpaClient.update_policy_from_string

    def noted(self: OpaClient, text: str, name: str, **options: Any) -> Any:
        sent.append(name)
        return upload(self, text, name, **options)

    monkeypatch.setattr(OpaClient, "update_policy_from_string", noted)
    other = 'package p.other\nsubjects contains {"kind": "zone", "id": "y"}\nviolations contains {} if false\n'
    with server() as url:
        for text in (other, other, other.replace('"y"', '"z"')):
            modules = {"p/good.rego": GOOD, "p/other.rego": text}
            found = choose("embedded", url).evaluate(modules, ["p.good", "p.other"], {})
            assert found["p.other"]["subjects"] == [{"kind": "zone", "id": "z" if '"z"' in text else "y"}]
    assert sent == ["zonewarden/p/good.rego", "zonewarden/p/other.rego", "zonewarden/p/other.rego"]
