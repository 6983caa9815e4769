"""The values that every other module passes around.

This package imports nothing of ours. It knows no platform, no store and no clock.
"""

from bot.model.book import (
    Clause,
    ClauseId,
    Escalation,
    Grant,
    Involvement,
    Kind,
    Language,
    Mode,
    Obligation,
    Prohibition,
    ReportingLine,
    Role,
    RoleKey,
    Scope,
    StandIn,
    Words,
)
from bot.model.decision import (
    STRICTEST_FIRST,
    Approver,
    Basis,
    Decision,
    Due,
    Outcome,
    Reason,
    Step,
    Why,
)
from bot.model.measures import (
    CUMULATIVE,
    Bound,
    Limit,
    Per,
    Quantity,
    plain,
)
from bot.model.proposal import (
    Absence,
    Proposal,
    Relation,
    Target,
)
from bot.model.units import measure_words

__all__ = [
    "CUMULATIVE",
    "STRICTEST_FIRST",
    "Absence",
    "Approver",
    "Basis",
    "Bound",
    "Clause",
    "ClauseId",
    "Decision",
    "Due",
    "Escalation",
    "Grant",
    "Involvement",
    "Kind",
    "Language",
    "Limit",
    "Mode",
    "Obligation",
    "Outcome",
    "Per",
    "Prohibition",
    "Proposal",
    "Quantity",
    "Reason",
    "Relation",
    "ReportingLine",
    "Role",
    "RoleKey",
    "Scope",
    "StandIn",
    "Step",
    "Target",
    "Why",
    "Words",
    "measure_words",
    "plain",
]
