"""Names of products that machines can compare: CPE 2.2 and 2.3 (NIST IR 7695), package URLs (purl specification)."""

from __future__ import annotations

import re
from urllib.parse import unquote

from zonewarden.site.exports.statements import Name

_PURL = re.compile(r"pkg:([A-Za-z0-9.+-]+)/([^@?#]+)(?:@([^?#]+))?(?:\?[^#]*)?(?:#.*)?")
_ANY = frozenset({"*", "-", ""})


def by_cpe(text: str) -> Name | None:
    """Return vendor, product and version of a CPE, None for other text and where one of the first two may be anything."""
    if text.startswith("cpe:2.3:"):
        parts = [p.replace("\\", "") for p in re.split(r"(?<!\\):", text)[3:6]]
    elif text.startswith("cpe:/"):
        parts = [unquote(p) for p in text.split(":")[2:5]]
    else:
        return None
    vendor, product, version = (*parts, "", "", "")[:3]
    if vendor in _ANY or product in _ANY:
        return None
    return Name(vendor.replace("_", " "), product.replace("_", " "), "" if version in _ANY else version)


def by_purl(text: str) -> Name | None:
    """Return namespace, name and version of a package URL, None for other text and where it has no namespace."""
    found = _PURL.fullmatch(text)
    if found is None:
        return None
    space, _, name = found[2].strip("/").rpartition("/")
    return Name(unquote(space), unquote(name), unquote(found[3] or "")) if space else None
