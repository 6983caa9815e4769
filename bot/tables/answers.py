"""The what-if table in words: as columns and rows, and as a few lines for a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.authority.evaluating import AMOUNT
from bot.authority.whatif import Answer, Band, Row, WhatIf
from bot.model import ClauseId, Decision, Language, Proposal, Quantity, measure_words
from bot.texts import Phrasing, render


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One row: an answer for each column, empty where it makes no difference, and what comes of it; `note` numbers what follows."""

    answers: tuple[str, ...]
    result: str
    note: str
    clauses: tuple[ClauseId, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """A whole table; `notes` say what follows, `remarks` what it leaves open and what would forbid it in any row."""

    title: str
    columns: tuple[str, ...]
    headings: tuple[str, str, str]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    remarks: tuple[str, ...]


def answers_of(phrasing: Phrasing, decision: Decision, table: WhatIf, language: Language) -> Answers:
    """The table for a decision, in words."""
    follows = [_say("owed", language, owed=[phrasing.due(due, language) for due in row.decision.obligations]) for row in table.rows]
    notes = [text for text in dict.fromkeys(follows) if text]
    numbers = [circled(notes.index(text) + 1) if text else "" for text in follows]
    lines = tuple(_line(phrasing, table.asked, row, note, language) for row, note in zip(table.rows, numbers, strict=True))
    return Answers(
        title=title(phrasing, decision.proposal, language),
        columns=tuple(phrasing.fact(name, language, decision.proposal.action) for name in table.asked),
        headings=(_say("result", language), _say("afterwards", language), _say("clauses", language)),
        lines=() if table.settled else lines,
        notes=() if table.settled else tuple(f"{circled(number)} {text}" for number, text in enumerate(notes, start=1)),
        remarks=tuple(_remarks(phrasing, table, decision.proposal.action, language)),
    )


def title(phrasing: Phrasing, proposal: Proposal, language: Language) -> str:
    """What the table is about."""
    return _say("title", language, action=phrasing.action(proposal, language))


def circled(number: int) -> str:
    """The sign by which a note is referred to: ①, from 21 on (21)."""
    return chr(0x2460 + number - 1) if number <= 20 else f"({number})"


def card_lines(phrasing: Phrasing, table: WhatIf, language: Language, *, most: int | None = None) -> list[str]:
    """One line for each row, or for so many: `不超过 100 元 · ✓ 对方是本组员工 → 可以办（1.3.2.3）`; then the remarks."""
    lines = []
    rows = table.rows if not table.settled else ()
    for row in rows[:most]:
        answers = [_named(phrasing, name, answer, language) for name, answer in row.answers.items()]
        result, owed = result_words(phrasing, row.decision, language), len(row.decision.obligations)
        lines.append(_say("line", language, answers=answers, result=result, owed=owed, clause=next(iter(row.clauses), "")))
    if len(lines) < len(rows):
        lines.append(_say("more", language, count=len(rows) - len(lines)))
    return [*lines, *_remarks(phrasing, table, table.rows[0].decision.proposal.action, language)]


def measure(quantity: Quantity, language: Language) -> str:
    """An amount as a bound: 100 元, 10 %."""
    return measure_words(quantity).into(language)


def band_words(band: Band, language: Language) -> str:
    """A band's bounds, each saying whether it belongs: 超过 100 元，不超过 500 元."""
    above, upto = (measure(Quantity(value=bound, unit=band.unit), language) if bound else "" for bound in (band.above, band.upto))
    return _say("band", language, above=above, upto=upto, above_inside=band.above_inside, upto_inside=band.upto_inside)


def result_words(phrasing: Phrasing, decision: Decision, language: Language) -> str:
    """What comes of it, in a few words; a referral is never worded as if its receiver had the authority."""
    approver = decision.approver
    return _say(
        "outcome",
        language,
        outcome=decision.outcome.value,
        mode=decision.proposal.mode.value,
        gate=decision.reason.value == "clause-demands-approval",
        referral=bool(approver and approver.referral),
        nobody=bool(approver and approver.nobody),
        approver=phrasing.approver(approver, language) if approver else "",
        stands_for=phrasing.role(approver.stands_for, language) if approver and approver.stands_for else "",
        missing=[phrasing.fact(fact, language, decision.proposal.action) for fact in decision.missing],
    )


def _line(phrasing: Phrasing, asked: Sequence[str], row: Row, note: str, language: Language) -> Line:
    return Line(
        answers=tuple(_answer(row.answers[name], language) if name in row.answers else "" for name in asked),
        result=result_words(phrasing, row.decision, language),
        note=note,
        clauses=row.clauses,
    )


def _answer(answer: Answer, language: Language) -> str:
    return band_words(answer, language) if isinstance(answer, Band) else _say("holds", language, holds=answer)


def _named(phrasing: Phrasing, name: str, answer: Answer, language: Language) -> str:
    if name == AMOUNT and isinstance(answer, Band):
        return band_words(answer, language)
    return f"{'✓' if answer else '✗'} {phrasing.fact(name, language)}"


def _remarks(phrasing: Phrasing, table: WhatIf, action: str | None, language: Language) -> list[str]:
    remarks = [_say("settled", language)] if table.settled else []
    if table.left_open:
        remarks.append(_say("cut", language, facts=[phrasing.fact(name, language, action) for name in table.left_open]))
    for ban in table.bans:
        facts, unless = ([phrasing.fact(fact, language) for fact in listed] for listed in (ban.when, ban.unless))
        remarks.append(_say("ban", language, facts=facts, unless=unless, clause=ban.clause))
    return remarks


def _say(part: str, language: Language, **values: object) -> str:
    return render("whatif", language, part=part, **values)
