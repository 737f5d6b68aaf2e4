# METADATA
# title: Board is not told of the residual risk in time
# description: >-
#   The last report to the board is older than a quarter or of no day, an open risk in the register has no
#   residual amount, or its deadline has passed without a decision. Where records of reports are kept, none is of the
#   month before the board was told, or those hold no risk-adjusted uptime, time to safe integration, critical
#   exposure hours or risk in money. What the board does not see in money it cannot accept, and accepts by silence.
# custom:
#   id: KPI-009
#   family: metrics
#   severity: low
#   requires: [governance]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [ORG 2.4]
#     nist-800-53r5: [PM-6, CA-7]
#     nist-csf-2: [GV.OV-01, GV.OV-03, GV.RR-01]
#     nis2: ["21.2.f"]
#   remediation:
#     summary: >-
#       Run `zonewarden report --format html` each quarter, add the open risks with their residual amounts and
#       overdue decisions, and record the day in `last_report`.
package zonewarden.metrics.board_not_told

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "board", "id": id} if some id, _ in input.board

subjects contains {"kind": "risk", "id": id} if some id in _open

violations contains records.plus(
	{
		"subject": {"kind": "board", "id": id},
		"key": "report",
		"message": sprintf("The board was last told %s.", [_when(board)]),
	},
	records.fixed("low"),
) if {
	some id, board in input.board
	not records.recent(board.last_report_ago_h, 92)
}

violations contains records.finding("risk", input.risk_register[id], records.plus(
	{"key": concat(",", lacks), "text": sprintf("is open and states no %s", [naming.list(lacks)])},
	records.fixed("low"),
)) if {
	some id in _open
	lacks := records.missing({
		"residual amount": _amount(input.risk_register[id].residual_ale),
		"statement": input.risk_register[id].statement,
	})
	count(lacks) > 0
}

violations contains records.finding("risk", risk, records.plus(
	{"key": "overdue", "text": sprintf("was to be decided by %s, and is open (%s)", [risk.deadline, risk.status])},
	records.fixed("low"),
)) if {
	some id in _open
	risk := input.risk_register[id]
	records.past(risk.deadline_ago_h)
}

violations contains records.plus(
	{
		"subject": {"kind": "board", "id": id},
		"key": "record",
		"message": sprintf("The board was last told on %s, and no record of a report is of the month before.", [board.last_report]),
	},
	records.fixed("low"),
) if {
	some id, board in input.board
	_kept_since(board)
	count(_reports(board)) == 0
}

violations contains records.plus(
	{
		"subject": {"kind": "board", "id": id},
		"key": sprintf("lacks:%s", [concat(",", lacks)]),
		"message": sprintf("The records of what the board was told on %s hold no %s.", [board.last_report, naming.list(lacks)]),
	},
	records.fixed("low"),
) if {
	some id, board in input.board
	_kept_since(board)
	count(_reports(board)) > 0
	told := {measure.id | some record in _reports(board); some measure in record.measures}
	lacks := sort([name | some name, measures in _wanted; count(measures & told) == 0])
	count(lacks) > 0
}

# What a report to the board says at least, as far as records of it hold figures.
_wanted := {
	"risk-adjusted uptime": {"risk_adjusted_uptime"},
	"time to safe integration": {"time_to_safe_integration"},
	"critical exposure hours": {"critical_exposure_hours"},
	"risk in money": {"expected_annual_loss", "production_cost_at_risk"},
}

# A record with a figure for the board is one of a report; others tell nothing of it.
_of_report(record) if {
	some measure in record.measures
	measure.id in {"risk_adjusted_uptime", "time_to_safe_integration", "critical_exposure_hours"}
}

# Records were kept before the day that the board was told.
_kept_since(board) if {
	not is_null(board.last_report_ago_h)
	some record in input.history
	_of_report(record)
	record.as_of_ago_h > board.last_report_ago_h
}

# The day itself and a month before it.
_reports(board) := {record |
	some record in input.history
	_of_report(record)
	record.as_of_ago_h > board.last_report_ago_h - 24
	record.as_of_ago_h <= board.last_report_ago_h + (31 * 24)
}

_open contains id if {
	some id, risk in input.risk_register
	not risk.status in {"closed", "deviation-approved"}
}

# Nothing left is an amount as well.
_amount(value) := value if value != 0

_amount(value) if value == 0

_when(board) := sprintf("on %s", [board.last_report]) if not is_null(board.last_report)

_when(board) := "on a day that nobody declared" if is_null(board.last_report)
