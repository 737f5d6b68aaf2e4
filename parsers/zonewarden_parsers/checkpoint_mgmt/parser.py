"""The whole of one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.chains import Flattened, flatten
from zonewarden_parsers.checkpoint_mgmt import PLATFORM
from zonewarden_parsers.checkpoint_mgmt.layers import Export, read_export
from zonewarden_parsers.checkpoint_mgmt.ledger import claim_objects, close
from zonewarden_parsers.checkpoint_mgmt.rulebase import Layer, Rulebase
from zonewarden_parsers.checkpoint_mgmt.translations import translations
from zonewarden_parsers.json_lines import Document, paint, read_json
from zonewarden_parsers.lines import Ledger, count_lines
from zonewarden_parsers.model import (
    Aspect,
    Binding,
    Device,
    Diagnostic,
    Direction,
    Effect,
    Gap,
    Location,
    NamedObject,
)

_NO_RULES = "no access rules in this file: put what belongs together into one array (`jq -s . *.json`)"


def parse(text: str, path: str) -> Parsed:
    """Parse one export."""
    document = read_json(text, path)
    export = read_export(document)
    rulebase = Rulebase(export.objects, list(export.layers.values()))
    ledger = Ledger(path, count_lines(text))
    built = list(_devices(export, rulebase))
    nat = translations(export)
    if not built and document.fault is None:
        ledger.diagnostics.append(Diagnostic(Location(path, 1, 0, 1), "no-rules", _NO_RULES))
    claim_objects(export)
    close(document, ledger)
    paint(document, ledger, text)
    coverage = ledger.coverage()
    problems = tuple(ledger.diagnostics)
    devices = tuple(
        Device(
            name=name,
            platform=PLATFORM,
            path=path,
            coverage=coverage,
            stateful=True,
            context=context,
            placeless=True,
            rule_lists=tuple(f.rule_list for f in flat),
            bindings=tuple(
                Binding(f.rule_list.name, "", Direction.FORWARD, f.rule_list.location, (4, 6)) for f in flat
            ),
            nat=nat,
            lists_before_nat=True,
            objects=tuple(_objects(export)),
            undefined=(*export.objects.undefined.values(), *(u for f in flat for u in f.undefined)),
            gaps=_gaps(document, path),
            diagnostics=problems,
        )
        for name, context, flat in built
    )
    told = (*problems, *(d for _, _, flat in built for f in flat for d in f.diagnostics))
    return Parsed(path, PLATFORM, devices, told, coverage)


def _devices(export: Export, rulebase: Rulebase) -> Iterator[tuple[str, str, Sequence[Flattened]]]:
    """Yield each package, or each layer that no package names: its name, its context, its layers as lists."""
    layers = list(export.layers.values())
    called = {layer.uid: rulebase.chain(layer, called=True) for layer in layers}
    grouped: set[str] = set()
    rest: list[tuple[str, list[Layer]]] = []
    for package, uids in export.packages.items():
        found = [export.layers[uid] for uid in uids if uid in export.layers]
        if found and len(found) == len(uids):
            grouped.update(layer.uid for layer in found)
            rest.append((package, found))
    inline = rulebase.inline - grouped
    rest += [(layer.name, [layer]) for layer in layers if layer.uid not in grouped | inline]
    several = len(rest) > 1
    for name, found in rest:
        flat: list[Flattened] = []
        for layer in found:
            chains = called | {layer.uid: rulebase.chain(layer, called=False)}
            flat.append(flatten(chains, layer.uid, interfaces=frozenset(), name=layer.name))
        yield name, name if several else "", flat


def _gaps(document: Document, path: str) -> tuple[Gap, ...]:
    """Return what a broken text leaves open: everything behind the fault."""
    if document.fault is None:
        return ()
    line, column = document.place(document.fault.offset)
    reason = f"the file cannot be read from here on: {document.fault.message}"
    return (Gap(Aspect.ALL, Effect.EITHER, reason, Location(path, line, 0, column)),)


def _objects(export: Export) -> Iterator[NamedObject]:
    objects = export.objects
    for uid, value in objects.by_uid.items():
        kind = value.text("type")
        if kind in {"host", "network", "address-range", "group", "group-with-exclusion"} or kind.startswith("service-"):
            members = value.get("members")
            empty = members is not None and members.items == []
            place = objects.place(value)
            told = value.text("comments")
            yield NamedObject(
                value.text("name") or uid, kind, place, used=uid in objects.used, empty=empty, description=told
            )
