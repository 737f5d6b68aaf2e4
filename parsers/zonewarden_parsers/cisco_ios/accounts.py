"""Local accounts, the enable secret, AAA method lists and limits on logging in."""

from __future__ import annotations

from dataclasses import replace

from zonewarden_parsers.cisco_ios.bodies import claim_body
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader
from zonewarden_parsers.masking import is_hidden
from zonewarden_parsers.model import User

_HASH_TYPES = frozenset({"0", "4", "5", "6", "7", "8", "9", "10"})


def storage(words: tuple[str, ...]) -> str:
    """Return how `[TYPE] VALUE` after `secret` or `password` is stored, as `User.hash`: `type-5`, `masked` ..."""
    match words:
        case (digit, _, *_) if digit in _HASH_TYPES:
            return f"type-{digit}"
        case (value, *_):
            return "masked" if is_hidden(value) else "type-0"
        case _:
            return ""


def _username(cmd: Command, draft: Draft) -> bool:
    """`username NAME [privilege N] [secret|password [TYPE] VALUE | nopassword] ...`; lines of one name add up."""
    if len(cmd.words) < 2:
        return False
    name, rest = cmd.words[1], cmd.words[2:]
    if cmd.negated:
        draft.users.pop(name, None)
        return True
    user = draft.users.get(name) or User(name, draft.ledger.at(cmd.line))
    level = cmd.after("privilege")
    for i, word in enumerate(rest):
        if word in ("secret", "password"):
            user = replace(user, hash=storage(rest[i + 1 :]))
            level = (
                rest[rest.index("privilege") + 1] if "privilege" in rest[:i] and rest.index("privilege") + 1 < i else ""
            )
            break
        if word == "nopassword":
            user = replace(user, hash="nopassword")
    if level.isascii() and level.isdigit() and len(level) < 4:
        user = replace(user, privilege=int(level))
    draft.users[name] = user
    return True


def _enable(cmd: Command, draft: Draft) -> bool:
    if cmd.word(1) == "algorithm-type":
        rest = cmd.words[4:]
    elif cmd.word(1) in ("secret", "password"):
        rest = cmd.words[4:] if cmd.word(2) == "level" else cmd.words[2:]
    else:
        return False
    if not cmd.negated:
        draft.setting("enable-hash", storage(rest), cmd.line)
    return True


def methods(words: tuple[str, ...]) -> str:
    """Return AAA methods joined by commas: `group tacacs+ local` is `group tacacs+,local`."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "group":
            joined[-1] = f"group {word}"
        else:
            joined.append(word)
    return ",".join(joined)


def _aaa_authentication(cmd: Command, draft: Draft) -> bool:
    """Method lists of `login` and `enable`; a list other than `default` is written `NAME:METHODS`."""
    kind = cmd.word(2)
    if kind in ("login", "enable") and len(cmd.words) > 4 and not cmd.negated:
        listed = methods(cmd.words[4:])
        value = listed if cmd.words[3] == "default" else f"{cmd.words[3]}:{listed}"
        draft.setting(f"aaa-{kind}", value, cmd.line)
        return True
    return bool(kind)


def _aaa_list(cmd: Command, draft: Draft) -> bool:
    if not cmd.negated:
        draft.setting(f"aaa-{cmd.words[1]}", " ".join(cmd.words[2:]), cmd.line)
    claim_body(cmd.children, draft, modelled=True)
    return True


def _aaa_new_model(cmd: Command, draft: Draft) -> bool:
    draft.switch("aaa", cmd)
    return True


def _login_limit(cmd: Command, draft: Draft) -> bool:
    if not cmd.negated:
        draft.setting("login-throttle", " ".join(cmd.words), cmd.line)
    return True


def _min_length(cmd: Command, draft: Draft) -> bool:
    if not cmd.negated and cmd.word(3).isdigit():
        draft.setting("password-min-length", cmd.word(3), cmd.line)
    return cmd.negated or cmd.word(3).isdigit()


def _banner(cmd: Command, draft: Draft) -> bool:
    if cmd.negated:
        return True
    kind = (
        cmd.word(1)
        if cmd.word(1) in ("login", "motd", "exec", "incoming", "slip-ppp", "prompt-timeout", "config-save")
        else "motd"
    )
    draft.setting("banner", kind, cmd.line)
    return True


COMMANDS: dict[str, Reader] = {
    "username": _username,
    "enable": _enable,
    "aaa authentication": _aaa_authentication,
    "aaa new-model": _aaa_new_model,
    "aaa local authentication": _login_limit,
    "login block-for": _login_limit,
    "security passwords min-length": _min_length,
    "banner": _banner,
}
MODES: dict[str, Reader] = {"aaa authorization": _aaa_list, "aaa accounting": _aaa_list}
