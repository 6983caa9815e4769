"""Whose approval is told, where a grant names the post that has to approve: 法务部已经同意了 is legal's, and nobody else's.

That somebody has approved says nothing of what a clause asks for, unless it is the post that the clause names and it is above.
Where several grants of an act name posts, all of them count: whose grant will be used isn't known yet.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from bot.authority.evaluating import APPROVED
from bot.authority.routing import line_above
from bot.language.checking.facts.approving import approval
from bot.language.recognising.sentence import Sentence
from bot.model import Kind, RoleKey
from bot.rulebook.library import Library

#: Said right behind a post: it has agreed.
_AGREED = re.compile(
    r"(?:那边|那里|也|都|已经?|刚刚?|书面|那头|的人)*(?:同意|批准|批复|批|签过?字?|点过?头|盖过?章|核准|审批|审)[了过好完]?(?![吗么没])"
    r"| (?:(?:has|have|had|all|alreadi|just|also|now) )*(?:agre|approv|sign|clear|consent|okay)[a-z]* "
)
#: Said right before one: approved by legal.
_BY = re.compile(r" (?:agre|approv|sign|clear|okay)[a-z]*(?: off)? by (?:the |our )*$|(?:经过?|得到|获得?)$")


class Assents:
    """Knows who has to approve what, for one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._approvers: dict[str, list[tuple[RoleKey, tuple[RoleKey, ...], bool]]] = defaultdict(list)
        for grant in library.grants:
            self._approvers[grant.action] += [(grant.role, one.roles, one.joint) for one in grant.involves if one.kind is Kind.APPROVE]

    def of(self, sentence: Sentence, action: str | None, facts: Mapping[str, bool]) -> Mapping[str, bool]:
        """The facts, with the approval that was told only where it is that of the post that the act's clause names."""
        asked = self._approvers.get(action or "", [])
        if not asked or approval(sentence) is False or facts.get(APPROVED) is False:
            return facts
        told = dict(facts)
        agreed = _agreed(sentence)
        above = bool(told.pop(APPROVED, False)) and not agreed
        if all(self._satisfied(demand, agreed, above) for demand in asked):
            told[APPROVED] = True
        return told

    def _satisfied(self, demand: tuple[RoleKey, tuple[RoleKey, ...], bool], agreed: set[RoleKey], above: bool) -> bool:
        role, approvers, joint = demand
        if above and set(approvers) <= set(line_above(self.library, role)[:1]):  # whoever is further up has to be named
            return True
        return agreed.issuperset(approvers) if joint else not agreed.isdisjoint(approvers)


def _agreed(sentence: Sentence) -> set[RoleKey]:
    """The posts that are said to have agreed."""
    text = sentence.folded.text
    found = set()
    for hit in sentence.of("role"):
        behind = hit.back(text)
        if _AGREED.match(text, behind) or _BY.search(text, 0, hit.front(text)):
            found.add(hit.id)
    return found
