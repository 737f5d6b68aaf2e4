"""One configuration file at a time: first what the rest of the site must know of it, then its own findings.

Both steps are functions of text and declarations, so that they can run in any process and be kept in the cache.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from zonewarden import store as cache
from zonewarden.analysis.clients import Pool
from zonewarden.analysis.detours import Detour, Leg
from zonewarden.analysis.survey import Survey, survey_part
from zonewarden.configs import Source, parse_source
from zonewarden.engines.embedded import EmbeddedEngine
from zonewarden.facts.catalogue import ServiceIndex
from zonewarden.facts.crossings import Crossing, crossings
from zonewarden.facts.detours import client_legs, found_detours
from zonewarden.facts.document import JOINED, device_facts, site_facts
from zonewarden.facts.evidence import COLLECTIONS as EVIDENCE
from zonewarden.facts.json import Json
from zonewarden.facts.publications import COLLECTIONS as PUBLISHED
from zonewarden.facts.publications import publications
from zonewarden.facts.registers import registers
from zonewarden.policy import Policy
from zonewarden.policy_input import narrowed
from zonewarden.policy_reads import collections_read
from zonewarden.site.model import Site
from zonewarden.site.registers import REGISTERS
from zonewarden.store import Store
from zonewarden.triage.finding import FileCoverage, Finding, Pass
from zonewarden.triage.judgement import Case, Judgement, judge
from zonewarden.triage.waivers import waivers
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.model import AddressSet, Diagnostic, LineState, Location

MAX_KEPT = 16_000_000
"""Characters of configuration whose parsed form a process keeps between the two steps."""
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True, slots=True)
class DeviceName:
    """What tells a device apart."""

    name: str
    context: str
    path: str


@dataclass(frozen=True, slots=True)
class ClientPool:
    """The client addresses of a VPN of the file's device of this number."""

    device: int
    vpn: str
    addresses: AddressSet
    location: Location


@dataclass(frozen=True, slots=True)
class Outline:
    """What the rest of the site must know of a file: its devices, where VPN clients get addresses, how well it was read.

    `coverage` is None where nothing recognises the format. `dates` are the days, `YYYY-MM-DD`, on which a verdict about it may change.
    """

    coverage: FileCoverage | None
    diagnostics: tuple[Diagnostic, ...]
    devices: tuple[DeviceName, ...]
    pools: tuple[ClientPool, ...]
    dates: frozenset[str]


@dataclass(frozen=True, slots=True)
class Examination:
    """What the policies about single devices say of a file, and of its facts what other policies read.

    `enforcement` holds, by conduit, the facts about enforcing devices that are in the file; `crossings` the flows that
    facts about all devices at once are made of, where a policy reads such facts, `legs` what clients of remote access may open.
    """

    findings: tuple[Finding, ...]
    passes: tuple[Pass, ...]
    facts: Json
    enforcement: Mapping[str, tuple[Json, ...]]
    crossings: tuple[Crossing, ...] = ()
    legs: tuple[Leg, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every file of a run. `policies` judge a device at a time; `collections` are the facts to hand on."""

    site: Site
    now: datetime
    modules: Mapping[str, str]
    policies: tuple[Policy, ...]
    collections: frozenset[str]


@dataclass(slots=True)
class Examiner:
    """Examines files in one process."""

    terms: Terms | None
    store: Store
    tool: str
    engine: EmbeddedEngine = field(default_factory=EmbeddedEngine)
    _kept: dict[str, Parsed] = field(default_factory=dict[str, Parsed])
    _room: int = MAX_KEPT
    _declared: Json | None = None

    def outline(self, source: Source) -> Outline:
        """Return what the rest of the site must know of a file."""
        parsed = self.parsed(source)
        if isinstance(parsed, Diagnostic):
            return Outline(None, (parsed,), (), (), frozenset())
        if len(source.text) <= self._room:
            self._room -= len(source.text)
            self._kept[source.path] = parsed
        ends = {
            rule.schedule_end[:10] for d in parsed.devices for listed in d.rule_lists for rule in listed.rules
        } - {""}  # fmt: skip
        return Outline(
            coverage_of(parsed),
            parsed.diagnostics,
            tuple(DeviceName(d.name, d.context, d.path) for d in parsed.devices),
            tuple(
                ClientPool(n, v.name, v.pools, v.location)
                for n, d in enumerate(parsed.devices)
                for v in d.vpns
                if v.enabled
            ),
            frozenset(_DATE.findall(source.text)) | ends,
        )

    def examine(self, source: Source, ids: Sequence[str], pools: Sequence[Pool]) -> Examination:
        """Return the findings about the devices of a file, which are called `ids`."""
        if self.terms is None:
            raise ValueError("there are no terms to examine by")
        terms = self.terms
        parsed = self._kept.pop(source.path, None) or self.parsed(source)
        if isinstance(parsed, Diagnostic):
            raise TypeError(f"{source.path} has no devices to examine")
        found = survey_part(terms.site, parsed.devices, ids, pools, terms.now)
        document = site_facts(found) | self.declared() | device_facts(found, [parsed])
        done = judgement(found, document, terms.policies, terms.modules, self.engine)
        kept = {name: document[name] for name in sorted(terms.collections & _LIGHT)}
        catalogue = ServiceIndex(terms.site.services.values())
        passing = () if terms.collections.isdisjoint(JOINED) else crossings(found, document, catalogue)
        ways = client_legs(found, document, catalogue) if "detours" in terms.collections else ()
        return Examination(tuple(done.findings), tuple(done.passes), kept, dict(_enforcement(document)), passing, ways)

    def declared(self) -> Json:
        """Return the declared objects that the policies read; the same for every file, so that they are written once."""
        if self._declared is None and self.terms is not None:
            terms = self.terms
            read = collections_read(terms.modules, [p.package for p in terms.policies])
            written = registers(terms.site, terms.now) if read is None or not read.isdisjoint(REGISTERS) else {}
            if read is None or not read.isdisjoint(PUBLISHED):
                written |= publications(terms.site, terms.now)
            self._declared = {name: found for name, found in written.items() if read is None or name in read}
        return self._declared or {}

    def parsed(self, source: Source) -> Parsed | Diagnostic:
        """Return a file's parsed form, out of the cache where it is there; an error where its format is unknown."""
        key = cache.key("parsed", self.tool, *source.identity)
        data = self.store.load(key)
        if data is not None:
            found: Parsed | Diagnostic = cache.decode(data, {})
            return found
        parsed = parse_source(source)
        self.store.save(key, cache.encode(parsed))
        return parsed


_LIGHT = frozenset(
    {
        "strange_hosts",
        "devices",
        "interfaces",
        "vpns",
        "translations",
        "coverage",
        "residuals",
        "session_rules",
        "second_legs",
        "remote_users",
        *EVIDENCE,
    }
)
HANDED_ON = (
    _LIGHT
    | JOINED
    | {
        "schema",
        "as_of",
        "site",
        "services",
        "exports",
        "unlisted",
        "zones",
        "conduits",
        "assets",
        "client_pools",
        "comparisons",
        "edits",
        "history",
        "measures",
        *PUBLISHED,
        *REGISTERS,
    }
)
"""The facts that policies about a whole site can be judged on without analysing every device once more."""


def judgement(
    survey: Survey,
    document: Json,
    policies: Sequence[Policy],
    modules: Mapping[str, str],
    engine: Any,
    past: Sequence[Detour] | None = None,
) -> Judgement:
    """Evaluate policies on the facts of a survey, and return what they found. `past` are detours by devices that it does not hold."""
    results = engine.evaluate(modules, [p.package for p in policies], narrowed(document, policies, modules))
    services = ServiceIndex(survey.site.services.values())
    if past is None and document.get("detours"):
        legs = client_legs(survey, document, services)
        past = found_detours(survey.site, legs, crossings(survey, document, services))
    case = Case(survey, document, services, waivers(survey.site, survey.now), tuple(past or ()))
    done = Judgement()
    for policy in policies:
        judge(case, policy, results[policy.package], done)
    return done


def coverage_of(parsed: Parsed) -> FileCoverage:
    """Return how much of a file was read."""
    ledger = parsed.coverage
    return FileCoverage(
        parsed.path,
        parsed.platform,
        len(ledger.states) - ledger.count(LineState.BLANK),
        ledger.count(LineState.MODELLED),
        ledger.count(LineState.IRRELEVANT),
        ledger.unknown,
    )


def _enforcement(document: Json) -> Iterator[tuple[str, tuple[Json, ...]]]:
    for id_, conduit in document["conduits"].items():
        here = tuple(row for row in conduit["enforcement"] if row["present"])
        if here:
            yield id_, here
