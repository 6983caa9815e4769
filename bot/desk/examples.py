"""What one may say here, for instance: of the rule books that are loaded, and of the posts of the one who asks.

An example is shown only if it would be understood; where none would, there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.authority.evaluating import held_by
from bot.authority.lines import line_above
from bot.desk.case import Case
from bot.model import Mode, Outcome, RoleKey
from bot.texts import render

#: So many acts are tried, and so many ways of saying each.
MOST, WAYS = 12, 3


def question(case: Case) -> str:
    """A question about the duties of a post, one's own where one has any; empty where the books would not answer it."""
    for role in case.speaker.roles or tuple(case.library.roles):
        title = case.library.roles[role].title.into(case.language)
        asked = render("rephrased", case.language, intent="duties", role=title)
        if case.understanding.ask(asked, case.speaker).kind == "answer":
            return asked
    return ""


def act(case: Case) -> str:
    """Something that the books can decide for the one who asks; empty where there is nothing."""
    return next((said for said, _ in _acts(case)), "")


def request(case: Case) -> str:
    """Something that the one who asks needs approval for; empty where there is nothing."""
    return next((said for said, outcome in _acts(case) if outcome is Outcome.APPROVAL_REQUIRED), "")


def _acts(case: Case) -> Iterator[tuple[str, Outcome]]:
    """What may be done by one's own posts and by those above, as one may say it, with what comes of it."""
    roles = case.speaker.roles
    posts = (*roles, *(above for role in roles for above in line_above(case.library, role)))
    for action in list(_actions(case, posts))[:MOST]:
        for said in _said(case, action):
            decisions = case.understanding.check(said, case.speaker).decisions
            if [decision.proposal.action for decision in decisions] == [action]:
                yield said, decisions[0].outcome
                break


def _actions(case: Case, posts: Iterable[RoleKey]) -> Iterable[str]:
    """The actions of these posts' powers; of each post those first that have a limit."""
    grants = [held.grant for post in posts for held in sorted(held_by(case.library, post), key=lambda held: held.grant.limit is None)]
    return dict.fromkeys(grant.action for grant in grants if grant.mode is Mode.ACT and not grant.duty)


def _said(case: Case, action: str) -> Iterator[str]:
    """An action by its title or as people say it, with an amount where it has one."""
    known, language = case.library.vocabulary.actions[action], case.language
    amount = case.phrasing.sample(action, language) if known.unit else ""
    for said in (known.title.into(language), *getattr(known.phrases, language)[:WAYS]):
        if "*" not in said:
            yield (" " if language == "zh" else ", ").join(filter(None, (said, amount)))
        elif amount:
            yield " ".join(said.replace("*", f" {amount} ").split())
