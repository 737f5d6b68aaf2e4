"""Which declared certificates of devices belong to a grant."""

from __future__ import annotations

from zonewarden.analysis.grant_names import GrantNames
from zonewarden.facts.json import Json
from zonewarden.site.model import Site


def grant_certificates(declared: Json, site: Site) -> dict[str, list[Json]]:
    """Return, by grant, the certificates of device records that name it, or that are the one of its person's device.

    `declared` are the facts of declared objects. `ended`: the certificate's own last day has passed.
    """
    out: dict[str, list[Json]] = {id_: [] for id_ in declared["grants"]}
    if not out:
        return out
    names = GrantNames(site)
    of_devices: dict[str, list[str]] = {}
    for id_, grant in declared["grants"].items():
        if grant["device"]["certificate"]:
            of_devices.setdefault(grant["device"]["certificate"], []).append(id_)
    for device in declared["device_records"].values():
        for held in device["certificates"]:
            words = [held[key] or "" for key in ("id", "subject", "used_by")]
            ids = dict.fromkeys([*names.mentioned(*words), *(g for word in words for g in of_devices.get(word, ()))])
            row = {
                "device": device["id"],
                "certificate": held["id"],
                "ended": held["not_after_ago_h"] is not None and held["not_after_ago_h"] > 0,
                "locations": device["locations"],
            }
            for id_ in ids:
                out[id_].append(row)
    return out
