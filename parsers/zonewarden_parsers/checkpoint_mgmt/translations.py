"""Address translation: rules of the NAT rulebase, and what hosts state of themselves.

Check Point Management API Reference, *show-nat-rulebase* and `nat-settings` of *show-host*: a static rule that gives another
destination publishes a host, one that gives another source, or hides, changes who it seems to come from.
"""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.checkpoint_mgmt.layers import Export
from zonewarden_parsers.checkpoint_mgmt.objects import Objects, peek
from zonewarden_parsers.json_lines import Value
from zonewarden_parsers.model import AddressSet, LineState, NatRule

_ORIGINAL = {"Original", "85c0f50f-6d8a-4528-88ab-5fb11d8fe16c"}
_UNREAD = (
    "domain",
    "meta-info",
    "install-on",
    "comments",
    "rule-number",
    "uid",
    "type",
    "name",
    "icon",
    "color",
    "tags",
    "package",
)


def translations(export: Export) -> tuple[NatRule, ...]:
    """Return every translation in order: manual and generated rules, then what hosts state where no rule was generated."""
    manual = [rule for value in export.nat for rule in _flat(value)]
    generated = [rule for rule in manual if _is_true(rule, "auto-generated")]
    out = [nat for rule in manual for nat in _rule(rule, export.objects)]
    if not generated:
        out += _automatic(export.objects)
    return tuple(out)


def _flat(value: Value) -> Iterator[Value]:
    value.claim()
    if value.get("rulebase") is None:
        yield value
        return
    for key in ("uid", "type", "name", "from", "to"):
        member = value.get(key)
        if member is not None:
            member.claim()
    for item in value.list("rulebase"):
        yield from _flat(item) if item.get("rulebase") is None else ()


def _is_true(rule: Value, key: str) -> bool:
    found = rule.get(key)
    if found is None:
        return False
    found.claim()
    return found.scalar is True


def _rule(rule: Value, objects: Objects) -> Iterator[NatRule]:
    for key in _UNREAD:
        member = rule.get(key)
        if member is not None:
            member.claim_all(LineState.IRRELEVANT)
    enabled = rule.get("enabled")
    if enabled is not None:
        enabled.claim()
    method = rule.text("method")
    sides = {key: rule.get(key) for key in _SIDES}
    for value in sides.values():
        if value is not None:
            value.claim_all()
    if enabled is not None and enabled.scalar is False:
        return
    text = _text(rule, objects)
    place = objects.document.head(rule)
    source, new_source = _pair(objects, sides["original-source"], sides["translated-source"])
    if new_source is not None:
        yield NatRule("dynamic" if method == "hide" else "static", place, text, real=source, mapped=new_source)
    destination, new_destination = _pair(objects, sides["original-destination"], sides["translated-destination"])
    if new_destination is not None:
        yield NatRule("static", place, text, real=new_destination, mapped=destination)


_SIDES = (
    "original-source", "translated-source", "original-destination", "translated-destination", "original-service",
    "translated-service",
)  # fmt: skip


def _pair(objects: Objects, original: Value | None, translated: Value | None) -> tuple[AddressSet, AddressSet | None]:
    """Return what an address was, and what it becomes: None where it stays."""
    if original is None or translated is None or objects.name(translated) in _ORIGINAL:
        return AddressSet(), None
    return objects.address(original, ()).may, objects.address(translated, ()).may


def _text(rule: Value, objects: Objects) -> str:
    """Return a translation in one line; `tcp` or `udp` in it tells that ports are translated."""
    parts = []
    for key in ("source", "destination", "service"):
        original, translated = rule.get(f"original-{key}"), rule.get(f"translated-{key}")
        if original is not None and translated is not None and objects.name(translated) not in _ORIGINAL:
            word = "service (tcp or udp)" if key == "service" else key
            parts.append(f"{word} {objects.name(original)} to {objects.name(translated)}")
    return f"{rule.text('method') or 'nat'} " + ", ".join(parts or ["nothing"])


def _automatic(objects: Objects) -> Iterator[NatRule]:
    for value in list(objects.by_uid.values()):
        settings = value.get("nat-settings")
        if settings is None or settings.get("auto-rule") is None:
            continue
        automatic = _is_true(settings, "auto-rule")
        settings.claim_all()
        if not automatic:
            continue
        published = settings.text("ipv4-address") or settings.text("ip-address")
        static = settings.text("method") == "static"
        real = objects.address(value, ()).may
        mapped = AddressSet.parse(f"{published}/32") if published else AddressSet()
        text = (
            f"automatic {settings.text('method')} translation of {peek(value, 'name')} to {published or 'the gateway'}"
        )
        yield NatRule("static" if static else "dynamic", objects.place(value), text, real=real, mapped=mapped)
