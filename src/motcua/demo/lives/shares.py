"""How officers and citizens of the demo behave, as shares of all cases, and how fast."""

MENDED = 0.03
SCANNED = 0.1
PHOTOGRAPHED = 0.4
CONFIRMED_BY_WORD = 0.3
ASSIGNED_BY_HEAD = 0.4
RETURNED = 0.04
SENT_BACK = 0.06
STOPPED = 0.01
ASKED_BACK = 0.015
LET_GO = 0.7
PAID_BACK = 0.6
REFUSED = 0.02
TRANSFERRED = 0.01
SENT_ON_WRONGLY = 0.6
STUCK = 0.06
LINKED = 0.02
TAKEN_OVER = 0.03
CORRECTED = 0.2
RECALLED = 0.006
LOST_RECEIPT = 0.01
SILENT = 0.6
LEFT_UNPAID = 0.04
SLOWNESS = 1.8
A_DAY_OF_WORK = 7.5
FETCHED_AFTER_HOURS = 10
# What a step takes of its planned time: mean of the logarithm, and its spread. A short one is
# done while people wait.
PACE, PACE_WHILE_WAITED_FOR = (-0.8, 0.5), (-1.5, 0.5)
WAITED_FOR_HOURS = 3
