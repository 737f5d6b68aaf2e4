"""Mutations of a site: one deliberate fault each, as a new text of one of its files.

An operator sees a file's name and lines and yields (line index, what it does, new line or None to delete, "+" to insert before).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: in which file, at which line, what it does, and the file's new text."""

    operator: str
    path: str
    line: int
    change: str
    text: str


Edit = tuple[int, str, str]
Operator = Callable[[list[str]], Iterator[Edit]]
"""Yields (index of the line, what happens to it, the text that stands in its place; an empty one deletes it)."""

_PERMIT = re.compile(r"^(?:access-list \S+ extended| ?\d*)\s*permit\b")
_DENY = re.compile(r"^(?:access-list \S+ extended| ?\d*)\s*deny\b")


def _rules(lines: list[str], kind: re.Pattern[str] = _PERMIT) -> Iterator[tuple[int, str]]:
    yield from ((i, line) for i, line in enumerate(lines) if kind.match(line))


def _swapped(lines: list[str], kind: re.Pattern[str], old: str, new: str) -> Iterator[Edit]:
    for i, line in _rules(lines, kind):
        changed = re.sub(old, new, line, count=1)
        if changed != line:
            yield i, f"{line.strip()} -> {changed.strip()}", changed


def open_port(lines: list[str]) -> Iterator[Edit]:
    """Every port where one was named."""
    yield from _swapped(lines, _PERMIT, r" eq \S+(?=( log)?$)", "")


def wide_port_range(lines: list[str]) -> Iterator[Edit]:
    """A range of a thousand ports where one was named."""
    yield from _swapped(lines, _PERMIT, r" eq \S+(?=( log)?$)", " range 1 1024")


def interactive_service(lines: list[str]) -> Iterator[Edit]:
    """Remote desktop instead of the service that was named."""
    yield from _swapped(lines, _PERMIT, r"tcp(.*) eq (?!3389)\S+(?=( log)?$)", r"tcp\1 eq 3389")


def any_source(lines: list[str]) -> Iterator[Edit]:
    """Any source where a host or an object was named."""
    old = r"(permit (?:tcp|udp|ip|object-group \S+)) (?:host \S+|object(?:-group)? \S+|\d\S+ \d\S+)"
    yield from _swapped(lines, _PERMIT, old, r"\1 any")


def wide_mask(lines: list[str]) -> Iterator[Edit]:
    """The /16 around a host or a subnet."""
    old = r"(?:host (\d+)\.(\d+)\.\d+\.\d+|(\d+)\.(\d+)\.\d+\.\d+ 255\.255\.255\.\d+)(?=.*$)"
    for i, line in _rules(lines):
        mask = "255.255.0.0" if line.startswith("access-list") else "0.0.255.255"
        found = re.search(old, line) or re.search(r"(\d+)\.(\d+)\.\d+\.\d+ 0\.0\.0\.\d+", line)
        if found:
            first, second = [g for g in found.groups() if g][:2]
            changed = f"{line[: found.start()]}{first}.{second}.0.0 {mask}{line[found.end() :]}"
            yield i, f"{line.strip()} -> {changed.strip()}", changed


def permit_the_rest(lines: list[str]) -> Iterator[Edit]:
    """A list that ends with a permit instead of a deny."""
    yield from _swapped(lines, re.compile(r".*deny\s+ip any any"), r"\bdeny\b(\s+ip any any)", r"permit\1")


def permit_first(lines: list[str]) -> Iterator[Edit]:
    """Everything permitted above the first rule of a list."""
    seen: set[str] = set()
    for i, line in enumerate(lines):
        named = re.match(r"access-list (\S+) extended", line)
        if named and named[1] not in seen:
            seen.add(named[1])
            new = f"access-list {named[1]} extended permit ip any any"
            yield i, f"{new} above the list", f"{new}\n{line}"
        if line.startswith("ip access-list extended "):
            yield i, f"permit ip any any first in {line.split()[-1]}", f"{line}\n 1 permit ip any any"


def drop_deny(lines: list[str]) -> Iterator[Edit]:
    """No explicit deny at the end of a list."""
    yield from ((i, f"without {line.strip()}", "") for i, line in _rules(lines, _DENY))


def deny_instead(lines: list[str]) -> Iterator[Edit]:
    """A deny where production needs a permit."""
    yield from _swapped(lines, _PERMIT, r"\bpermit\b", "deny")


def drop_permit(lines: list[str]) -> Iterator[Edit]:
    """A permit that is gone."""
    yield from ((i, f"without {line.strip()}", "") for i, line in _rules(lines))


def unlogged(lines: list[str]) -> Iterator[Edit]:
    """A rule that no longer logs."""
    yield from _swapped(lines, re.compile(r".*\b(permit|deny)\b"), r" log$", "")


def unbound(lines: list[str]) -> Iterator[Edit]:
    """A list that is no longer applied."""
    for i, line in enumerate(lines):
        if re.match(r"(access-group \S+ in| ip access-group \S+ (in|out))", line):
            yield i, f"without {line.strip()}", ""


def swap_zone(lines: list[str]) -> Iterator[Edit]:
    """Two lists, each applied where the other belongs: yielded as the list of the next interface here."""
    bound = [
        (i, m)
        for i, line in enumerate(lines)
        if (m := re.match(r"(access-group |\s+ip access-group )(\S+)( in.*)", line))
    ]
    for (i, here), (_, there) in zip(bound, [*bound[1:], *bound[:1]], strict=True):
        if here[2] != there[2]:
            yield i, f"{lines[i].strip()} -> {there[2]}", f"{here[1]}{there[2]}{here[3]}"


def expired_review(lines: list[str]) -> Iterator[Edit]:
    """A rule whose review date is past."""
    yield from _replaced(lines, r"review=20\d\d-", "review=2024-")


def no_reason(lines: list[str]) -> Iterator[Edit]:
    """A rule without its remark."""
    yield from ((i, f"without {s.strip()}", "") for i, s in enumerate(lines) if re.search(r"remark .*conduit=", s))


_SETTINGS: tuple[tuple[str, str], ...] = (
    (r"^authentication aaa certificate|(?<=^ )authentication aaa certificate", "authentication aaa"),
    (r"split-tunnel-policy tunnelall", "split-tunnel-policy excludespecified"),
    (r"^ssh (\S+) (\S+) mgmt", "ssh 0.0.0.0 0.0.0.0 outside"),
    (r"^http (\d\S+) (\d\S+) mgmt", "http 0.0.0.0 0.0.0.0 outside"),
    (r"transport input ssh", "transport input telnet ssh"),
    (r"^ssh version 2", "ssh version 1"),
    (r"^ip ssh version 2", "ip ssh version 1"),
    (r"snmp-server group (\S+) v3 priv", r"snmp-server group \1 v3 noauth"),
    (r"ssh timeout \d+", "ssh timeout 60"),
    (r"exec-timeout \d+ \d+", "exec-timeout 0 0"),
    (r"vpn-idle-timeout \d+", "vpn-idle-timeout none"),
    (r"vpn-session-timeout \d+", "vpn-session-timeout none"),
    (r"vpn-simultaneous-logins 1$", "vpn-simultaneous-logins 30"),
    (r"tlsv1\.2 dtlsv1\.2", "tlsv1"),
    (r"hmac-sha2-256", "hmac-md5"),
    (r"dh-group14-sha256", "dh-group1-sha1"),
    (r"no sysopt connection permit-vpn", "sysopt connection permit-vpn"),
    (r"no vstack", "vstack"),
    (r"no ip source-route", "ip source-route"),
    (r"no service pad", "service pad"),
    (r"no call-home reporting anonymous", "service call-home"),
    (r"(logging trap) informational", r"\1 emergencies"),
    (r"username breakglass", "username cisco"),
    (r"9\.18\(4\)22 $", "9.8(1) "),
)
"""Settings of devices made weaker."""
_DROPPED = (
    r"ip verify reverse-path", r" ?ip verify unicast", r"logging host", r"logging enable", r"logging permit-hostdown", r"ntp authenticate",
    r"ntp server", r"banner ", r"aaa authentication (ssh|login)", r"aaa accounting command", r"aaa local authentication attempts",
    r"login block-for", r"aaa-server TAC protocol", r"  logging enable", r"service password-encryption", r" vpn-filter", r" access-class",
    r"aaa authentication http", r"  ?ip access-list standard",
)  # fmt: skip
"""Settings of devices left out."""


def weaker_setting(lines: list[str]) -> Iterator[Edit]:
    """A setting of a device made weaker: a second factor, a protocol, a time limit, an algorithm."""
    for old, new in _SETTINGS:
        yield from _replaced(lines, old, new)


def dropped_setting(lines: list[str]) -> Iterator[Edit]:
    """A protecting setting of a device left out."""
    for start in _DROPPED:
        yield from ((i, f"without {line.strip()}", "") for i, line in enumerate(lines) if re.match(start, line))


def _replaced(lines: list[str], old: str, new: str) -> Iterator[Edit]:
    for i, line in enumerate(lines):
        changed = re.sub(old, new, line, count=1)
        if changed != line:
            yield i, f"{line.strip()} -> {changed.strip()}", changed


_DECLARED: dict[str, tuple[tuple[str, str], ...]] = {
    "zone of another kind": (
        (r"kind: cell", "kind: enterprise"), (r"kind: safety", "kind: cell"), (r"kind: idmz", "kind: operations"),
        (r"kind: enterprise", "kind: guest"), (r"kind: remote_access", "kind: transient"), (r"kind: management", "kind: wireless"),
    ),
    "conduit turned round": ((r"initiator: from", "initiator: to"),),
    "conduit expired": ((r"^(\s+)enforced_by: \[", r'\1expires: "2025-01-01"\n\1enforced_by: ['),),
    "conduit for reading": ((r"access: read_write", "access: read_only"),),
    "grant widened": (
        (r"(valid_until: )\"2026-11-24", r'\1"2027-11-24'), (r"recording: true", "recording: false"), (r"supervision: live_escort", "supervision: none"),
        (r"role: ot_operations", "role: purchasing"), (r"capability: view", "capability: engineering"), (r"    services: \[rdp\]", "    services: []"),
        (r"managed: true, certificate", "managed: false, vdi_only: false, x-certificate"), (r"status: active", 'task: {status: completed, completed_at: "2026-11-23T23:00:00+01:00"}\n    status: active'),
        (r'\{id: p.ruiz, name: "P. Ruiz"', '{id: p.ruiz, name: "FillTec Support"'), (r'source_countries: \["DE", "ES"\], ', ""),
    ),
    "second factor off": (
        (r"^(    mfa: )\{required: true, methods", r"\1{required: false, methods"), (r"admin_mfa: jump_host", "admin_mfa: none"),
        (r"step_up: true", "step_up: false"), (r"shared_admins: false", "shared_admins: true"),
    ),
    "date past": (
        (r"(end_of_support: )\"20\d\d", r'\1"2024'), (r"(last_backup: )\"20\d\d", r'\1"2024'), (r"(last_tested: )\"20\d\d", r'\1"2024'),
        (r"(last_reviewed: )\"20\d\d", r'\1"2024'), (r"(last_recertified: )\"20\d\d", r'\1"2024'),
    ),
    "gateway opened": (
        (r"session_recording: \[[a-z, ]*\]", "session_recording: []"), (r"retention_days: \d+", "retention_days: 7"),
        (r"posture: \{required: true", "posture: {required: false"), (r"drive: false", "drive: true"),
        (r"scope: ot", "scope: shared"), (r"portal: ot-vendor", "portal: other"),
    ),
    "device fails open": ((r"^(    )fail_mode: fail_close", r"\1fail_mode: fail_open"),),
    "version not approved": ((r"approved_versions: \[.*", 'approved_versions: ["0.0"]'),),
    "host of another kind": (
        (r"role: (ews|safety_ews)\b", "role: workstation"), (r"role: sis_controller, zone: \S+ safety: true", "role: plc, zone: cell1, safety: true"),
        (r"(role: plc, .*)external_connectivity: none", r"\1external_connectivity: cellular"),
        (r"(role: hmi, .*)external_connectivity: none", r"\1external_connectivity: none, wireless: true"),
        (r"(role: hmi, .*)external_connectivity: none", r"\1external_connectivity: none, transient: true"),
    ),
    "jump host with other zones": ((r"(role: jump_host.*allowed_zones: )\[[a-z, ]*\]", r"\1[idmz]"),),
}  # fmt: skip


def _declared(changes: tuple[tuple[str, str], ...]) -> Operator:
    def operator(lines: list[str]) -> Iterator[Edit]:
        for old, new in changes:
            yield from _replaced(lines, old, new)

    return operator


def conduit_in_clear(lines: list[str]) -> Iterator[Edit]:
    """A conduit over a foreign network with nothing around it."""
    for i, line in enumerate(lines):
        if re.search(r"transport: (?!local_lan)", line) and i + 1 < len(lines) and "crypto:" in lines[i + 1]:
            yield i + 1, f"{lines[i + 1].strip()} -> crypto: none", re.sub(r"crypto: \S+", "crypto: none", lines[i + 1])


CONFIG_OPERATORS: dict[str, Operator] = {
    f.__name__.replace("_", " "): f
    for f in (
        open_port, wide_port_range, interactive_service, any_source, wide_mask, permit_the_rest, permit_first, drop_deny, deny_instead,
        drop_permit, unlogged, unbound, swap_zone, expired_review, no_reason, weaker_setting, dropped_setting,
    )
}  # fmt: skip
DECLARATION_OPERATORS: dict[str, Operator] = {
    "conduit in clear": conduit_in_clear,
    **{name: _declared(changes) for name, changes in _DECLARED.items()},
}
_ONLY_IN = {"device fails open": "devices.yaml"}
"""Operators whose words mean another thing in other files."""


def mutants(path: str, text: str) -> Iterator[Mutant]:
    """Yield every mutant of one file: of a configuration, or of a declaration."""
    operators = DECLARATION_OPERATORS if path.endswith(".yaml") else CONFIG_OPERATORS
    lines = text.split("\n")
    for name, operator in operators.items():
        for index, change, new in operator(lines) if path.endswith(_ONLY_IN.get(name, "")) else ():
            changed = [*lines[:index], *([new] if new else []), *lines[index + 1 :]]
            yield Mutant(name, path, index + 1, change, "\n".join(changed))
