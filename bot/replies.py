"""What is said to a sentence that goes on with a conversation, in words.

First how it was understood, since half of it was never said; then the answer or the decision as ever, or, where it
asks about the one before, just that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.language.asking.answers import Answer
from bot.language.conversing.asides import Aside
from bot.language.conversing.following import Doubt
from bot.language.conversing.threads import Topic
from bot.model import Decision, Due, Kind, Language, Outcome, Proposal, RoleKey
from bot.rulebook.library import Library
from bot.texts import Phrasing, amount_words, render, shown, side_by_side


def topic_text(phrasing: Phrasing, topic: Topic, language: Language) -> str:
    """How a sentence was completed: the question in full, or what was decided with all that was taken to be so."""
    return render(
        "topic",
        language,
        question=topic.text if topic.question else "",
        role=phrasing.role(topic.role, language) if topic.role else "",
        matters=[_matter(phrasing, one, language) for one in topic.proposals],
        facts=[{"fact": phrasing.fact(key, language), "holds": value} for key, value in _facts(phrasing.library, topic).items()],
        supposed=topic.supposed,
        absent=phrasing.roles(sorted(topic.absent), language),
    )


def _matter(phrasing: Phrasing, proposal: Proposal, language: Language) -> dict[str, str]:
    target = proposal.target
    action = phrasing.library.vocabulary.actions.get(proposal.action or "")
    over = proposal.amount_over
    return {
        "mode": proposal.mode.value,
        "action": action.title.into(language) if action else " ".join(proposal.text.strip(" ,.;!?。").split()),
        "amount": amount_words(proposal.amount, language) if proposal.amount else amount_words(over, language) if over else "",
        "over": "over" if over and not proposal.amount else "",
        "relation": target.relation.value if target.relation else "",
        "target": target.name or (phrasing.role(target.role, language) if target.role else ""),
    }


def _facts(library: Library, topic: Topic) -> dict[str, bool]:
    """What was stated that matters to what is proposed."""
    return {key: value for one in topic.proposals for key, value in one.facts.items() if key in library.turns_on(one.action)}


def aside_text(phrasing: Phrasing, aside: Aside, decisions: Sequence[Decision], role: RoleKey | None, language: Language) -> str:
    """What was asked about decisions: why, who signs, what follows, who approves, what to do now."""
    parts = [_aside(phrasing, aside, decision, role, language) for decision in decisions]
    return "\n".join(parts)


def _aside(phrasing: Phrasing, aside: Aside, decision: Decision, role: RoleKey | None, language: Language) -> str:
    dues = list(decision.obligations)
    if decision.outcome is Outcome.NEEDS_FACTS and decision.grant:
        dues = [Due(obligation=one, by=one.by) for one in decision.grant.obligations]
    values: dict[str, Any] = shown(phrasing, decision, role, language)
    chain = {"role": "", "clause": "", "dues": _dues(phrasing, aside, dues, language)}
    return render("aside", language, **values | {"aside": aside.value, "chains": [chain], "answered": False})


def _dues(phrasing: Phrasing, aside: Aside, dues: Sequence[Due], language: Language) -> list[dict[str, Any]]:
    return [phrasing.due(due, language) for due in dues if aside is not Aside.SIGNS or due.obligation.kind is Kind.SIGN]


def aside_answer_text(phrasing: Phrasing, aside: Aside, answer: Answer, language: Language) -> str:
    """What was asked about an answer: the clauses behind it, or what its rules have to be followed by."""
    library = phrasing.library
    grants = [grant for grant in library.grants if grant.clause in answer.clauses and grant.action in answer.actions]
    chains = [
        {
            "role": phrasing.role(grant.role, language),
            "clause": grant.clause,
            "dues": _dues(phrasing, aside, [Due(obligation=one, by=one.by) for one in grant.obligations], language),
        }
        for grant in grants
    ]
    return render(
        "aside",
        language,
        aside=aside.value,
        answered=True,
        chains=chains,
        action=side_by_side((library.vocabulary.actions[key].title.into(language) for key in answer.actions), language),
        clauses=[phrasing.clause(clause, language) for clause in answer.clauses],
    )


def doubt_text(phrasing: Phrasing, doubt: Doubt, language: Language) -> str:
    """One of the things that may have been meant, in words that leave no doubt when they are said."""
    post = phrasing.library.roles[doubt.post].title.into(language) if doubt.post else ""
    return doubt.text or render("doubt", language, kind=doubt.kind, post=post)
