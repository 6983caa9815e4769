"""`remit check --what-if`: a check, and under it the answers that would change what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from adapters.asking.batch import Service
from bot.authority.whatif import Answer, Band, WhatIf, what_if
from bot.language.recognising.sentence import language_of
from bot.model import Decision, Language, plain
from bot.ports import Json
from bot.tables.answers import answers_of, card_lines


def check_what_if(
    service: Service, who: str, text: str, absent: Iterable[str], language: Language | None, *, drawn: bool, explain: bool = False
) -> Json:
    """A check with a `what_if` for each action, and why it was read so if that is asked.

    Its text has the tables as well, `drawn` or as lines. Raises UnknownWho.
    """
    checked, speaker = service.checked(who, text, absent)
    language = language or language_of(text)
    shown = service.shown(checked, speaker, language)
    tables = [(decision, what_if(service.library, checked.situation, decision.proposal)) for decision in checked.decisions]
    shown["what_if"] = [_table(service, decision, table, language) for decision, table in tables]
    for decision, table in tables:
        shown["text"] += "\n\n" + _text(service, decision, table, language, drawn=drawn)
    if not explain:
        return shown
    from adapters.asking.explaining import with_reading

    return with_reading(service, text, checked, speaker, shown, language)


def _text(service: Service, decision: Any, table: WhatIf, language: Language, *, drawn: bool) -> str:
    answers = answers_of(service.phrasing, decision, table, language)
    if drawn:
        from adapters.printing.terminal import answers_table

        return answers_table(answers)
    return "\n".join([answers.title, *card_lines(service.phrasing, table, language)])


def _table(service: Service, decision: Decision, table: WhatIf, language: Language) -> Json:
    return {
        "asked": [{"fact": name, "question": service.phrasing.asking(name, language, decision.proposal)} for name in table.asked],
        "rows": [
            {
                "if": {name: _answer(answer) for name, answer in row.answers.items()},
                "outcome": row.decision.outcome.value,
                "approver": service.approver(row.decision.approver),
                "obligations": [due.obligation.text.into(language) for due in row.decision.obligations],
                "clauses": list(row.clauses),
            }
            for row in table.rows
        ],
        "cut": bool(table.left_open),
        "left_open": list(table.left_open),
        "forbidden_if": [{"facts": list(ban.when), "clause": ban.clause} for ban in table.bans],
    }


def _answer(answer: Answer) -> Any:
    if not isinstance(answer, Band):
        return answer
    low = {"from" if answer.above_inside else "over": plain(answer.above)} if answer.above is not None else {}
    high = {"up_to" if answer.upto_inside else "under": plain(answer.upto)} if answer.upto is not None else {}
    return {**low, **high, "unit": answer.unit}
