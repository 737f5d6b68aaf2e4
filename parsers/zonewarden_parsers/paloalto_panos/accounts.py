"""`mgt-config`: administrators and password rules."""

from __future__ import annotations

from zonewarden_parsers.model import User
from zonewarden_parsers.paloalto_panos.facts import Facts
from zonewarden_parsers.paloalto_panos.tree import Claim, Node
from zonewarden_parsers.paloalto_panos.vocabulary import keywords

_FULL = frozenset({"superuser", "deviceadmin", "panorama-admin", "vsysadmin"})
_READERS = frozenset({"superreader", "devicereader", "vsysreader"})
_HASHES = {"$1$": "md5", "$5$": "sha256-crypt", "$6$": "sha512-crypt"}
_USER_QUIET = keywords(
    "password preferences public-key client-certificate-only password-profile authentication-profile"
)


def read_accounts(facts: Facts, config: Node) -> None:
    """Read one `mgt-config`."""
    for user in config.values("users"):
        _user(facts, user)
    complexity = config.get("password-complexity")
    if complexity is not None:
        _complexity(facts, complexity)
    for key in ("password-profile", "access-domain", "devices"):
        other = config.get(key)
        if other is not None:
            other.mark(Claim.IRRELEVANT)


def _user(facts: Facts, user: Node) -> None:
    found = user.text("phash")
    kind = next((name for start, name in _HASHES.items() if found.startswith(start)), "")
    if found in ("*", ""):
        kind = "masked" if found else "nopassword" if "phash" in user.children else ""
    roles = user.at("permissions", "role-based")
    names = frozenset(roles.children) if roles is not None else frozenset[str]()
    if roles is not None:
        roles.mark()
    privilege = 15 if names & _FULL else 1 if names & _READERS else None
    facts.users.append(User(user.key, facts.document.at(user), kind, privilege))
    user.ignore(_USER_QUIET)


def _complexity(facts: Facts, body: Node) -> None:
    """State the password rules, where they are on."""
    length = body.text("minimum-length")
    enabled = body.flag("enabled") is True
    if length and enabled:
        facts.setting("password-min-length", length, body.children["minimum-length"])
    words = [
        f"{key} {node.text() or next(iter(node.children), '')}"
        for key, node in body.children.items()
        if key != "enabled"
    ]
    facts.setting("password-policy", "; ".join(words).strip() if enabled else "off", body)
    body.mark()
