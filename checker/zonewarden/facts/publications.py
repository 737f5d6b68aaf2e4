"""Facts about what was published: known exploited vulnerabilities, advisories and statements, held against the inventory.

Of a feed only what bears on the site is a fact: documents and statements that speak of something in the inventory, entries of the
catalogue that a declared vulnerability or such a statement names; and the newest document of each format, which tells the feed's age.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from zonewarden.analysis.products import Inventory, owned
from zonewarden.facts.json import Json, location
from zonewarden.site.exports.model import ExportFile
from zonewarden.site.exports.statements import EXPLOITABLE, KnownExploited, Publication, Statement
from zonewarden.site.model import Site
from zonewarden.site.shapes import moment
from zonewarden_parsers.strict_yaml.nodes import text

COLLECTIONS = frozenset({"publications", "statements", "known_exploited"})
FORMATS = ("kev", "csaf", "vex")


@dataclass(frozen=True, slots=True)
class _Told:
    """A statement with the assets that it surely speaks of, and those whose version cannot be compared."""

    statement: Statement
    assets: tuple[str, ...]
    doubtful: tuple[str, ...]


def publications(site: Site, now: datetime) -> Json:
    """Return `publications`, `statements` and `known_exploited`."""
    inventory = Inventory(owned(site))
    documents: Json = {}
    statements: Json = {}
    for kind in FORMATS:
        found = [(file, row) for file in site.exports.of(kind) for row in file.rows if isinstance(row, Publication)]
        newest = max((row for _, row in found), key=_when, default=None)
        for file, row in found:
            told = list(_specific(list(_told(row, inventory))))
            if told or row is newest:
                id_ = _free(f"{kind}:{row.id}", documents)
                documents[id_] = _document(id_, kind, row, told, now, newest=row is newest)
                statements |= _statements(id_, file, row, told, now)
    _mark_superseded(statements)
    named = {text(e.node.get("cve")) for e in site.registers.get("vulnerabilities", ())}
    named |= {s["cve"] for s in statements.values()}
    entries = [row for row in site.exports.rows("kev", KnownExploited) if row.cve in named]
    return {
        "publications": documents,
        "statements": statements,
        "known_exploited": {row.cve: _entry(row, now) for row in entries},
    }


def _when(document: Publication) -> datetime:
    return moment(document.released) or datetime.min.replace(tzinfo=UTC)


def _told(document: Publication, inventory: Inventory) -> Iterator[_Told]:
    for statement in document.statements:
        found = inventory.spoken_of(statement.product)
        if found:
            sure = sorted(asset for asset, verdict in found.items() if verdict)
            yield _Told(statement, tuple(sure), tuple(sorted({*found} - {*sure})))


def _specific(told: list[_Told]) -> Iterator[_Told]:
    """Yield what a document says without what it says of every version, where it says something else of the version at hand."""
    named = {(t.statement.cve, asset): t.statement.status for t in told if _versioned(t) for asset in t.assets}
    for one in told:
        said = one.statement
        kept = [a for a in one.assets if _versioned(one) or named.get((said.cve, a), said.status) == said.status]
        if kept or one.doubtful:
            yield replace(one, assets=tuple(kept))


def _versioned(told: _Told) -> bool:
    return any(name.versions for name in told.statement.product.names)


def _free(name: str, taken: Iterable[str]) -> str:
    known, number, found = set(taken), 2, name
    while found in known:
        found, number = f"{name}#{number}", number + 1
    return found


def _document(id_: str, kind: str, row: Publication, told: list[_Told], now: datetime, *, newest: bool) -> Json:
    affecting = [t for t in told if t.statement.status == EXPLOITABLE]
    sure = sorted({(t.statement.cve, asset) for t in affecting for asset in t.assets})
    doubts = sorted({asset for t in affecting for asset in t.doubtful} - {asset for _, asset in sure})
    doubted = [_doubt(row, f"whether {row.id} speaks of the version of {asset} cannot be told") for asset in doubts]
    undated = [] if moment(row.first_released) else [_doubt(row, f"{row.id} has no date")]
    return {
        "id": id_,
        "title": f"publication {row.id}" + (f" ({row.title})" if row.title else ""),
        "locations": [location(row.place)],
        "taints": [*([] if sure else doubted), *undated],
        "format": kind,
        "document": row.id,
        "released_ago_h": _ago(row.released, now),
        "first_released_ago_h": _ago(row.first_released, now),
        "newest": newest,
        "affects": [{"cve": cve, "asset": asset} for cve, asset in sure],
        "doubtful": doubts,
    }


def _doubt(row: Publication, reason: str) -> Json:
    return {"reason": reason, "location": location(row.place)}


def _statements(id_: str, file: ExportFile, row: Publication, told: list[_Told], now: datetime) -> Json:
    out: Json = {}
    for one in told:
        if one.assets:
            said = one.statement
            key = _free(f"{id_}:{said.cve}", out)
            out[key] = {
                "id": key,
                "title": f"statement of {row.id} on {said.cve} in {said.product.title}",
                "locations": [location(said.place)],
                "taints": [],
                "publication": id_,
                "path": file.path,
                "issuer": said.issuer,
                "cve": said.cve,
                "status": said.status,
                "justification": said.justification,
                "explained": said.explained,
                "released_ago_h": _ago(row.released, now),
                "superseded": False,
                "assets": list(one.assets),
            }
    return out


def _mark_superseded(statements: Json) -> None:
    """Mark what the same issuer has said anew of the same vulnerability and assets in a later document."""
    by_cve: dict[tuple[str, str], list[Json]] = {}
    for said in statements.values():
        by_cve.setdefault((said["issuer"], said["cve"]), []).append(said)
    for (issuer, _), said in by_cve.items():
        for old in said if issuer else ():
            old["superseded"] = any(
                new["released_ago_h"] is not None
                and old["released_ago_h"] is not None
                and new["released_ago_h"] < old["released_ago_h"]
                and new["publication"] != old["publication"]
                and {*old["assets"]} <= {*new["assets"]}
                for new in said
            )


def _entry(row: KnownExploited, now: datetime) -> Json:
    return {
        "id": row.cve,
        "title": f"known exploited vulnerability {row.cve}",
        "locations": [location(row.place)],
        "taints": [],
        "vendor": row.vendor,
        "product": row.product,
        "added": row.added,
        "added_ago_h": _ago(f"{row.added}T00:00:00Z", now),
    }


def _ago(written: str, now: datetime) -> float | None:
    then = moment(written)
    return None if then is None else round((now - then).total_seconds() / 3600, 2)
