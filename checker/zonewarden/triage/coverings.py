"""What exceptions cover of what was found: the facts of policies that judge exceptions after all others have judged.

An exception that waives covers what it waives. Any other approved one covers the findings that it speaks of: those of its
policies with its fingerprints, with some of its packets, or about what its scope names. The widest sense counts here: an
exception that is over must not look unused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from zonewarden.analysis.conduits import within
from zonewarden.analysis.packet_scope import EVERYWHERE, services_named, window
from zonewarden.analysis.permitted import Permit
from zonewarden.facts.json import Json
from zonewarden.site.model import Site
from zonewarden.triage.finding import Finding, Verdict
from zonewarden.triage.waivers import Waiver
from zonewarden_parsers.strict_yaml.nodes import texts


def speaks_of(
    waiver: Waiver, site: Site, about: Collection[str], permits: Sequence[Permit], fingerprint: str = ""
) -> bool:
    """Return whether an exception speaks of a finding of one of its policies: `about` are the ids of what it is about."""
    if waiver.fingerprints:
        return fingerprint in waiver.fingerprints
    if waiver.packets is not None and not within(permits, waiver.packets):
        return False
    return not waiver.objects or any(name in about or _touches(site, name, about, permits) for name in waiver.objects)


def _touches(site: Site, name: str, about: Collection[str], permits: Sequence[Permit]) -> bool:
    """Return whether packets come from or go to an asset, or whether zones of a production unit are among the things."""
    if name in site.assets:
        ends, every = site.assets[name].addresses, services_named(site, ())
        return bool(within(permits, (*window(ends, EVERYWHERE, every), *window(EVERYWHERE, ends, every))))
    return name in site.units and any(name in site.zones[z].production_units for z in about if z in site.zones)


def add_coverings(document: Json, site: Site, findings: Iterable[Finding], evaluated: Collection[str]) -> None:
    """Complete the declared exceptions in the facts by the findings that they cover and the policies that left it open.

    A policy leaves it open where it was not evaluated, or could not assess every subject.
    """
    found = list(findings)
    open_ = {f.policy.id for f in found if f.verdict is Verdict.NOT_ASSESSABLE}
    for entry in site.registers.get("exceptions", ()):
        named = set(texts(entry.node.get("policy_ids")))
        document["exceptions"][entry.id] |= {
            "covers": [_covered(f) for f in found if entry.id == f.waiver or entry.id in f.spoken_of_by],
            "unjudged": sorted(named & open_ | named - set(evaluated)),
        }


def _covered(finding: Finding) -> Json:
    return {
        "policy": finding.policy.id,
        "kind": finding.subject.kind,
        "subject": finding.subject.id,
        "title": finding.subject.title,
        "severity": finding.level.label,
        "fingerprint": finding.fingerprint,
        "waived": finding.verdict is Verdict.WAIVED,
    }
