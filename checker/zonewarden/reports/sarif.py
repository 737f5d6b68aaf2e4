"""SARIF 2.1.0 (OASIS, errata 01), shaped by what GitHub, GitLab, DefectDojo, SonarQube and VS Code do with it.

By default only failures are results: GitHub shows a `pass` and a suppressed result as open alerts.
"""

from __future__ import annotations

import re

from zonewarden.reports.base import Options
from zonewarden.reports.jsontext import dumps
from zonewarden.reports.outcome import outcome
from zonewarden.reports.quotes import redacted
from zonewarden.reports.sarif_locations import BASE_ID, physical_location
from zonewarden.reports.sarif_results import results
from zonewarden.reports.sarif_rules import Rules, ruleset
from zonewarden.reports.sarif_values import Object, escaped, plain, text
from zonewarden.triage.finding import Result
from zonewarden_parsers.model import Diagnostic, Severity

NAME: str = "sarif"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
INFORMATION = "https://github.com/zonewarden/zonewarden"

_INDENTED_RESULTS = 1000
_NOTIFICATION = "input-error"


def render(result: Result, options: Options) -> str:
    """Return the log: indented for people up to 1,000 results, minified above (25,000 results: 49 MB instead of 121)."""
    log = sarif_log(redacted(result), options)
    return dumps(log, indent=1 if len(log["runs"][0]["results"]) <= _INDENTED_RESULTS else None)


def sarif_log(result: Result, options: Options) -> Object:
    """Return the log (3.13) with its one run (3.14)."""
    rules = ruleset(result)
    end = outcome(result, options)
    invocation: Object = {
        "executionSuccessful": end.code < 2,
        "exitCode": end.code,
        "exitCodeDescription": end.reason,
        "toolExecutionNotifications": _notifications(result, options),
    }
    if options.timestamp:
        invocation["endTimeUtc"] = f"{options.timestamp}Z"
    run: Object = {
        "tool": {"driver": _driver(result, rules)},
        "automationDetails": {"id": f"zonewarden/{_category(options.category or result.site)}/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE_ID: {"description": {"text": "The root of the repository."}}},
        "invocations": [invocation],
        "taxonomies": rules.taxonomies,
        "results": results(result, rules, options),
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _driver(result: Result, rules: Rules) -> Object:
    """Return the driver (3.19). Its name is part of what consumers key on and never changes."""
    return {
        "name": "zonewarden",
        "fullName": f"Zonewarden {plain(result.version)}",
        "semanticVersion": plain(result.version),
        "informationUri": INFORMATION,
        "rules": rules.descriptors,
        "notifications": [
            {
                "id": _NOTIFICATION,
                "name": "InputError",
                "shortDescription": {"text": "A file could not be used and was not checked."},
                "defaultConfiguration": {"level": "error"},
            }
        ],
        "supportedTaxonomies": rules.references,
    }


def _notifications(result: Result, options: Options) -> list[Object]:
    """Return a notification (3.58) for each diagnostic that leaves a file unusable."""
    errors = sorted(
        {d for d in result.diagnostics if d.severity is Severity.ERROR}, key=lambda d: (d.location, d.code, d.message)
    )
    return [_notification(result, diagnostic, options) for diagnostic in errors]


def _notification(result: Result, diagnostic: Diagnostic, options: Options) -> Object:
    return {
        "descriptor": {"id": _NOTIFICATION, "index": 0},
        "level": "error",
        "message": text(f"{escaped(diagnostic.message)} ({escaped(diagnostic.code)})"),
        "locations": [{"physicalLocation": physical_location(result, diagnostic.location, options)}],
    }


def _category(name: str) -> str:
    """Return `name` as one part of an automation id: GitHub splits it at the last slash."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-") or "site"
