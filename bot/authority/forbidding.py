"""What a book forbids outright: which prohibitions bind a post, whether they hold against a proposal, and what that turns on.

A prohibition holds once all of its `when` is stated to hold and whatever would lift it (`unless`) is stated not to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace as changed

from bot.model import Decision, Outcome, Prohibition, Proposal, Reason, RoleKey
from bot.rulebook.library import Library

#: What may still turn out to be forbidden; an outcome that asks already is looked at again with the answers.
_OPEN = (Outcome.PERMITTED, Outcome.APPROVAL_REQUIRED, Outcome.UNKNOWN)


def forbidding(library: Library, roles: Iterable[RoleKey], proposal: Proposal) -> Collection[Prohibition]:
    """The prohibitions that hold, each once."""
    found: dict[str, Prohibition] = {}
    for role in roles:
        bans = library.index.posts[role].bans
        for ban in bans.get(proposal.action, bans[None]) if bans else ():
            if _all_stated(ban.when, proposal.facts) and ban.binds(role) and _denied(ban.unless, proposal.facts):
                found[ban.id] = ban
    return found.values()


def barred(library: Library, role: RoleKey, proposal: Proposal) -> bool:
    """Whether a prohibition holds that binds just some posts, this one among them."""
    if library.roles[role].book not in library.index.restricting:
        return False
    return any(ban.roles for ban in forbidding(library, (role,), proposal))


def unless_forbidden(library: Library, roles: Sequence[RoleKey], decision: Decision) -> Decision:
    """The decision, unless a prohibition turns on something that was not stated or left in doubt: then that is asked."""
    lifting, silent = library.index.lifting, decision.outcome is Outcome.UNKNOWN
    if not silent and not decision.proposal.doubted and not any(library.roles[role].book in lifting for role in roles):
        return decision
    if decision.outcome not in _OPEN:
        return decision
    turning = {ban: on for ban in _binding(library, roles, decision.proposal.action) if (on := _turning(ban, decision))}
    if not turning:
        return _with_lifted(library, roles, decision) if silent else decision
    facts = library.vocabulary.facts
    missing = tuple(dict.fromkeys(fact for on in turning.values() for fact in on))
    return changed(
        decision,
        outcome=Outcome.NEEDS_FACTS,
        reason=Reason.FACT_MISSING,
        clauses=tuple(dict.fromkeys(ban.clause for ban in turning)),
        approver=None,
        superior=None,
        trail=(),
        missing=missing,
        questions=tuple(facts[fact].question for fact in missing if fact in facts),
        obligations=(),
    )


def _binding(library: Library, roles: Iterable[RoleKey], action: str | None) -> Iterator[Prohibition]:
    """The prohibitions on an action in the books of these posts, as far as they bind them."""
    for role in roles:
        bans = library.index.posts[role].bans
        for ban in bans.get(action, bans[None]) if bans else ():
            if ban.binds(role):
                yield ban


def _all_stated(when: Iterable[str], facts: Mapping[str, bool]) -> bool:
    """Whether each fact was stated to hold. Of what forbids, whatever is said but a plain no is taken for a yes."""
    for fact in when:  # noqa: SIM110 - a loop takes a third of the time of `all`
        if facts.get(fact) in (None, False):
            return False
    return True


def _denied(unless: Iterable[str], facts: Mapping[str, bool]) -> bool:
    """Whether nothing lifts it for sure: each was stated not to hold, in so many words."""
    return not unless or all(facts.get(fact) is False for fact in unless)


def _turning(ban: Prohibition, decision: Decision) -> tuple[str, ...]:
    """The facts on which it turns whether it holds: what it is forbidden by is asked only of an act that no book grants.

    What is only doubted keeps from nothing else but a permission.
    """
    stated, silent = decision.proposal.facts, decision.outcome is Outcome.UNKNOWN
    if any(stated.get(fact) is True for fact in ban.unless) or any(stated.get(fact) is False for fact in ban.when):
        return ()
    unsaid = tuple(fact for fact in ban.when if stated.get(fact) is None)
    if silent and (unsaid or ban.action is None):
        return unsaid if ban.action else ()
    if not decision.proposal.doubted.issuperset(unsaid) or (unsaid and decision.outcome is not Outcome.PERMITTED):
        return ()
    return (*unsaid, *(fact for fact in ban.unless if stated.get(fact) is not False))


def _with_lifted(library: Library, roles: Sequence[RoleKey], decision: Decision) -> Decision:
    """What nobody is granted; where the book does speak of it, to forbid it in another case, with the clauses that do."""
    facts = decision.proposal.facts
    bans = [ban for ban in _binding(library, roles, decision.proposal.action) if ban.action]
    clauses = dict.fromkeys(
        ban.clause
        for ban in bans
        if any(facts.get(fact) is True for fact in ban.unless) or any(facts.get(fact) is False for fact in ban.when)
    )
    if not clauses:
        return decision
    return changed(decision, reason=Reason.ONLY_FORBIDDEN, clauses=tuple(dict.fromkeys((*clauses, *decision.clauses))))
