"""Words of fields whose vocabulary nobody closed: the known words, what else people write for them, and any other word.

Facts give the known word for its synonyms and any other word as written. Policies read a word they do not know as the
case that cannot hide a violation: a change of unknown status is neither approved nor exempt from its evidence.
"""

from __future__ import annotations

from zonewarden.site.shapes import Text


def _words(**meant: str) -> Text:
    """Return a text with known words, each with its synonyms, separated by blanks."""
    pairs = ((synonym, word) for word, listed in meant.items() for synonym in listed.split())
    return Text(choices=tuple(meant), synonyms=tuple(pairs))


CHANGE_STATUS = _words(
    requested="new draft submitted proposed pending registered assess authorize awaiting_approval in_approval",
    planned="scheduled",
    approved="authorized authorised accepted in_progress in_work in_implementation started ongoing implementing",
    implemented="deployed executed installed applied",
    closed="complete completed done finished",
    rejected="denied declined cancelled canceled withdrawn",
)
TASK_STATUS = _words(
    open="planned in_progress ongoing started", completed="complete done finished closed", cancelled="canceled aborted"
)
RESULT = Text(
    choices=("pass", "fail"),
    synonyms=(
        *((word, "pass") for word in ("passed", "ok", "okay", "success", "successful", "successfully")),
        *((word, "fail") for word in ("failed", "failure", "nok", "not_ok", "error", "unsuccessful", "partial")),
    ),
)
APPROVER = Text(choices=("ot_operations", "security", "safety", "it", "council"), synonyms=())
PARTY = _words(
    employee="internal staff own own_staff",
    vendor="supplier contractor integrator external third_party service_provider partner manufacturer oem",
)
PLAYBOOK_STATUS = _words(
    draft="in_review under_review review pending proposed new",
    approved="active in_force effective released published final valid",
    retired="obsolete superseded withdrawn archived replaced",
)
ACTION_STATUS = _words(
    open="new in_progress ongoing planned started overdue", closed="complete completed done finished resolved"
)
SECURITY_ROLE = _words(
    advise="advisory advisor adviser consult consulted support supports",
    decide="decides command lead approve veto",
    inform="informed notify notified",
)
NO_CONTACT = Text(choices=("stop", "continue", "degraded"), synonyms=())
CYCLE_RESULT = _words(
    done="complete completed ok success successful pass passed",
    partial="partially partly incomplete",
    skipped="missed postponed deferred delayed cancelled canceled failed not_done",
)
IPS_MODE = _words(off="none disabled", detect="alert ids log monitor", block="prevent ips drop deny reset")
SCAN_PROFILE = _words(
    passive="listen listening passive_only", safe_active="safe ot_safe native native_protocol", active="full intrusive"
)
SPONSOR_LEVEL = _words(
    c_level="executive executive_board c_suite clevel board management_board ceo coo cfo cio cto ciso cso",
    vp="svp evp vice_president senior_vice_president executive_vice_president",
    director="head",
    manager="",
)
TREATMENT = _words(
    mitigate="mitigation mitigated reduce reduction remediate remediation treat",
    accept="acceptance accepted tolerate retain",
    transfer="transferred share insure",
    avoid="avoidance avoided eliminate",
)
PRIVILEGES = _words(read="read_only readonly ro reader view", write="read_write rw writer", admin="administrator full")
ENCRYPTION = _words(
    none="off plain plaintext clear cleartext unencrypted",
    tls="mtls mutual_tls tls1.2 tls1.3 tls_1.2 tls_1.3 tlsv1.2 tlsv1.3 https dtls",
    ipsec="ikev2",
    sign_and_encrypt="signandencrypt",
    tunnel="vpn ssh sftp wireguard macsec ssl_vpn openvpn",
)
KPI_UNIT = _words(
    ratio="fraction",
    h="hour hours",
    days="day d",
    count="number",
    min="minute minutes",
    money_per_year="currency_per_year",
)
KPI_DIRECTION = _words(
    higher="up higher_is_better increase increasing maximise maximize",
    lower="down lower_is_better decrease decreasing minimise minimize",
)
KPI_PERIOD = _words(
    week="weekly",
    month="monthly",
    quarter="quarterly",
    half_year="half_yearly semiannual",
    year="yearly annual annually",
)
OPEN_WORDS = {name: shape for name, shape in globals().items() if isinstance(shape, Text)}
"""Every such vocabulary by name."""
