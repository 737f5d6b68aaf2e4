"""The report formats there are."""

from __future__ import annotations

from zonewarden.reports import github, gitlab, html_report, json_report, junit, markdown, sarif, text
from zonewarden.reports.base import Report

FORMATS: dict[str, Report] = {
    text.NAME: text,
    json_report.NAME: json_report,
    sarif.NAME: sarif,
    junit.NAME: junit,
    markdown.NAME: markdown,
    html_report.NAME: html_report,
    github.NAME: github,
    gitlab.NAME: gitlab,
}
