"""A stub of an exception for one finding: its exact packets, its policy, who answers for it; for people to approve.

What a stub states is never in force: its status is `deviation-requested`, and only a person who edits the file, and whose
approval is reviewed with it, makes it `deviation-approved` (docs/exceptions.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO
from ipaddress import ip_address, ip_network, summarize_address_range

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from zonewarden.errors import UserError
from zonewarden.site.json_schema import schema_url
from zonewarden.site.model import Site
from zonewarden.site.shapes import day
from zonewarden.site.yaml_text import flow, plain_text
from zonewarden.triage.finding import Finding, PacketRow, Verdict
from zonewarden.triage.waivers import end_of_day, not_waivable
from zonewarden_parsers.model import INITIATING, ServiceSet


@dataclass(frozen=True, slots=True)
class Terms:
    """What people say of an exception: who answers for it, who accepts it, why, until when (YYYY-MM-DD)."""

    id: str
    owner: str
    accepted_by: tuple[str, ...]
    justification: str
    expires: str


def find(findings: Iterable[Finding], fingerprint: str) -> Finding:
    """Return the violation whose fingerprint begins so. Raises UserError where none or several do, and for other verdicts."""
    if len(fingerprint) < 8:
        raise UserError(f"fingerprint {fingerprint!r}: at least 8 of its 32 digits are needed")
    fits = {f.fingerprint: f for f in findings if f.fingerprint.startswith(fingerprint.lower())}
    if len(fits) != 1:
        raise UserError(f"fingerprint {fingerprint!r}: {len(fits) or 'no'} findings have it")
    [found] = fits.values()
    if found.verdict is not Verdict.FAIL:
        raise UserError(
            f"fingerprint {fingerprint!r}: the finding is {found.verdict.value.replace('_', ' ')}, no violation"
        )
    return found


def stub(site: Site, now: datetime, finding: Finding, terms: Terms) -> CommentedMap:
    """Return the exception. Raises UserError for a policy that may not be waived, for people nobody declared, an id that is
    taken, and an end that is over or lies too far ahead for the finding's impact."""
    if finding.policy.id in not_waivable(site):
        raise UserError(f"{finding.policy.id} is not waivable at this site: mend it")
    people = {entry.id for entry in site.registers.get("people", ())}
    unknown = sorted({terms.owner, *terms.accepted_by} - people)
    if unknown:
        raise UserError(f"{unknown[0]!r} is no declared person: one of {', '.join(sorted(people)) or 'none'}")
    impact = max(1, finding.rating.impact if finding.rating else 4)
    _check_end(site, now, terms.expires, impact)
    written = CommentedMap(
        {
            "id": plain_text(terms.id or _next_id(site)),
            "policy_ids": flow([finding.policy.id]),
            "scope": _scope(site, finding),
            "justification": plain_text(terms.justification),
            "risk_statement": plain_text(finding.message),
            "impact": impact,
            "owner": plain_text(terms.owner),
            "accepted_by": flow(terms.accepted_by),
            "expires": plain_text(terms.expires),
            "status": "deviation-requested",
        }
    )
    if written["id"] in {entry.id for entry in site.registers.get("exceptions", ())}:
        raise UserError(f"exception {terms.id!r} is there already")
    return written


def _next_id(site: Site) -> str:
    taken = {entry.id for entry in site.registers.get("exceptions", ())}
    return next(id_ for id_ in (f"EXC-{n}" for n in range(1, len(taken) + 2)) if id_ not in taken)


def _check_end(site: Site, now: datetime, expires: str, impact: int) -> None:
    last, most = day(expires), site.limits[f"exception_max_days.{impact}"]
    if last is None or last.year == date.max.year:
        raise UserError(f"--expires {expires!r} is no day (YYYY-MM-DD)")
    end = end_of_day(last, site)
    if end <= now:
        raise UserError(f"--expires {expires}: is over")
    if end - now > timedelta(days=most + 1):
        raise UserError(f"--expires {expires}: an impact of {impact} may be accepted for {most:g} days")


def _scope(site: Site, finding: Finding) -> CommentedMap:
    """Return what the exception is for: exactly the finding's packets where declared services name them, else its
    fingerprint, which stands for the same packets; the subject where packets play no part."""
    if not finding.packets:
        return CommentedMap({"objects": flow([finding.subject.id]), "fingerprint": finding.fingerprint})
    windows = _windows(site, finding)
    if windows is None:
        return CommentedMap({"fingerprint": finding.fingerprint})
    listed = CommentedSeq(windows)
    return CommentedMap({"objects": flow([finding.subject.id]), "packets": listed})


def _windows(site: Site, finding: Finding) -> list[CommentedMap] | None:
    """Return the packets as an exception states them, or None where some row is cut short, has an end that is everywhere, or
    services that no declared ones add up to: what an exception leaves out is unlimited, also in the other IP version."""
    if finding.packets_omitted:
        return None
    out: list[CommentedMap] = []
    for row in finding.packets:
        ends = [_networks(texts) for texts in (row.sources, row.destinations)]
        services = _services(site, row)
        if services is None or any(end is None for end in ends):
            return None
        sides = {
            name: flow(end) for name, end in zip(("sources", "destinations"), ends, strict=True) if end is not None
        }
        named = {"services": flow(services)} if services else {}
        out.append(CommentedMap({**sides, **named}))
    return out


def _networks(texts: Sequence[str]) -> list[str] | None:
    """Return the hosts and networks of an end; None for what was cut short, and for everywhere, which names no end."""
    try:
        return [network for text in texts for network in _blocks(text)]
    except ValueError:
        return None


def _blocks(text: str) -> list[str]:
    """Return an address, a CIDR block or a range `a-b` as addresses and blocks; raises ValueError for other text."""
    first, dash, last = text.partition("-")
    if not dash:
        return [str(ip_network(text)).removesuffix("/32").removesuffix("/128")]
    ends = ip_address(first), ip_address(last)
    return [str(block).removesuffix("/32").removesuffix("/128") for block in summarize_address_range(*ends)]


def _services(site: Site, row: PacketRow) -> list[str] | None:
    """Return the fewest declared services that are together exactly those of a row, none for every service."""
    if list(row.services) == ["any"]:
        return []
    by_text = _by_text(site)
    left, chosen = set(row.services), list[str]()
    for id_, texts in sorted(by_text.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if texts <= set(row.services) and texts & left:
            chosen.append(id_)
            left -= texts
    return sorted(chosen) if not left else None


def _by_text(site: Site) -> Mapping[str, frozenset[str]]:
    found = {id_: service.services & INITIATING for id_, service in site.services.items()}
    return {id_: frozenset(_texts(services)) for id_, services in found.items() if services}


def _texts(services: ServiceSet) -> Iterator[str]:
    yield from services.texts()


def appended(text: str, exception: CommentedMap) -> str:
    """Return a file of exceptions with one more, its comments and layout kept. Raises UserError for no such file."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        root = (
            yaml.load(text) if text.strip() else CommentedMap({"schema": "exceptions/v1", "exceptions": CommentedSeq()})
        )
    except YAMLError as error:
        raise UserError(f"the file of exceptions cannot be read: {error}") from error
    if not isinstance(root, CommentedMap) or not isinstance(
        root.setdefault("exceptions", CommentedSeq()), CommentedSeq
    ):
        raise UserError("the file of exceptions holds no list of exceptions")
    root["exceptions"].fa.set_block_style()
    root["exceptions"].append(exception)
    out = StringIO()
    yaml.dump(root, out)
    head = f"# yaml-language-server: $schema={schema_url('exceptions')}\n" if not text.strip() else ""
    return head + out.getvalue()
