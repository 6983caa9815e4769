"""What if: for what is being checked, the answers not yet given and what each would lead to, as a card of a few lines.

It is shown beside the conversation: what was asked is still asked, and nothing in it is a permission.
"""

from __future__ import annotations

from bot.authority.whatif import what_if as table_of
from bot.desk import consulting, examples
from bot.desk.case import Case
from bot.desk.conversation import Check, Conversation
from bot.desk.recalling import discussed, topic_of_check
from bot.tables.answers import card_lines, title

#: A card has room for so many rows of each table.
MOST = 16


def what_if(case: Case, text: str = "") -> None:
    """The card for what a text says, or without one for what was checked last."""
    if text.strip():
        check = consulting.of_text(case, text, consulting.hear(case, text))
        discussed(case, topic_of_check(check))
        case.remember(Conversation(check=check))
    else:
        remembered = case.conversation.check if case.person else None
        if remembered is None:
            case.tell("what-to-check", example=examples.act(case))
            return
        check = remembered
    case.say(card(case, check))


def card(case: Case, check: Check) -> str:
    """A heading and its lines for each thing that is proposed."""
    situation = case.understanding.situation(topic_of_check(check), case.speaker, away=case.staff.away(case.roster.day))
    lines: list[str] = []
    for proposal in check.proposals:
        table = table_of(case.library, situation, proposal)
        lines.append(title(case.phrasing, proposal, check.language))
        lines += [f"- {line}" for line in card_lines(case.phrasing, table, check.language, most=MOST)]
    return "\n".join(lines)
