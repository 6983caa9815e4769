"""What must follow a use of authority: who checks whom, in which order, and whether like is treated alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.authority.doctor.chart import Chart, Found, owed
from bot.authority.doctor.wording import action_words, actions_words, listed, numbers, ordered, same
from bot.model import ClauseId, Grant, Kind, Obligation, RoleKey, Words
from bot.model.articles import bare

#: What makes sure that a use of authority was right.
CHECKS = (Kind.VERIFY, Kind.SIGN, Kind.APPROVE, Kind.COUNTERSIGN)
#: What can't be taken back by a check that comes later.
CLOSING = (Kind.PAY, Kind.BOOK)


def differing(chart: Chart) -> Iterator[Found]:
    """Grants of one book to do the same, with different obligations; a clause that has both says itself which holds when."""
    alike: dict[tuple[str, tuple[ClauseId, ...]], list[list[Grant]]] = defaultdict(list)
    for (book, _), grants in chart.doing.items():
        if len({grant.clause for grant in grants}) > 1 and len({frozenset(one.id for one in owed(grant)) for grant in grants}) > 1:
            alike[book, ordered(grant.clause for grant in grants)].append(grants)
    for (book, clauses), several in alike.items():
        yield Found(
            kind="different-obligations",
            book=book,
            line=chart.places.grant(several[0][0].id),
            clauses=clauses,
            words={
                "actions": listed(action_words(chart.library, grants[0].action) for grants in several),
                "burdens": _burdens([grant for grants in several for grant in grants]),
            },
        )


def _burdens(grants: list[Grant]) -> Words:
    """What each clause demands that not all of them do; those that demand the same stand together."""
    common = set.intersection(*({one.id for one in owed(grant)} for grant in grants))
    by_clause: dict[ClauseId, dict[Words, None]] = defaultdict(dict)
    for grant in grants:
        by_clause[grant.clause].update((one.text, None) for one in owed(grant) if one.id not in common)
    demanded: dict[tuple[Words, ...], list[ClauseId]] = defaultdict(list)
    for clause, texts in by_clause.items():
        demanded[tuple(texts)].append(clause)
    more = Words(zh="另外", en="more") if common else Words(zh="", en="")
    said = [(numbers(ordered(clauses)), listed(texts) if texts else None) for texts, clauses in demanded.items()][:4]
    return Words(
        zh="；".join(f"{where.zh} {f'{more.zh}要求{what.zh}' if what else f'{more.zh}什么也不要求'}" for where, what in said),
        en="; ".join(f"{where.en}: {what.en if what else f'nothing {more.en}'.strip()}" for where, what in said),
    )


def self_reviews(chart: Chart) -> Iterator[Found]:
    """A post that checks, signs or receives the report of what it did itself, or would while it stands in for another."""
    for role in chart.posts:
        yield from _reviews(chart, role.key, role.key)
        if role.acts_for:
            yield from _reviews(chart, role.key, role.acts_for.role)


def _reviews(chart: Chart, role: RoleKey, reviewer: RoleKey) -> Iterator[Found]:
    """What `role` does and checks as `reviewer`, by the check."""
    held = chart.roles[role]
    acting = held.acts_for if reviewer != role else None
    checked: dict[str, list[tuple[Grant, Obligation]]] = defaultdict(list)
    for action, grants in chart.may[role].items():
        if acting and not acting.includes(action):
            continue
        for grant in grants:
            for one in owed(grant):
                if _checker(one) == reviewer:
                    checked[one.id].append((grant, one))
    for found in checked.values():
        inherited = held.inherits_clause if any(grant.role != role for grant, _ in found) else None
        clauses = ordered([*(grant.clause for grant, _ in found), acting.clause if acting else None, inherited])
        yield Found(
            kind="acting-self-review" if acting else "self-review",
            book=held.book,
            line=chart.places.grant(found[0][0].id),
            clauses=clauses,
            words={
                "post": held.title,
                "stood": chart.roles[reviewer].title,
                "actions": actions_words(chart.library, (grant for grant, _ in found)),
                "check": found[0][1].text,
                "clauses": numbers(clauses),
                "moved": _moved(chart, reviewer, role, found[0][1]),
            },
        )


def _checker(one: Obligation) -> RoleKey | None:
    """The post that an obligation sets over whoever acted; None where another may do it as well.

    Whoever may approve needs no approval, so that isn't a check of oneself.
    """
    if one.kind is not Kind.APPROVE and (one.kind in CHECKS or one.independent):
        return None if one.alternatives else one.by
    return one.to if one.kind is Kind.REPORT else None


def _moved(chart: Chart, reviewer: RoleKey, role: RoleKey, one: Obligation) -> Words:
    """What Remit does about it: only what is marked as independent moves up."""
    if not one.independent:
        return Words(zh="规章没有要求由别人来做", en="the book doesn't ask for anybody else")
    above = next((key for key in chart.line(reviewer) if key != role), None)
    if above is None:
        return Words(zh="上面没有别人，这一步没有人能做", en="nobody stands above, so nobody can do it")
    title = chart.roles[above].title
    return Words(zh=f"Remit 把这一步上移一级，交给{title.zh}", en=f"Remit moves it one level up, to the {bare(title.en)}")


def late_checks(chart: Chart) -> Iterator[Found]:
    """A check that comes when the money is paid or booked."""
    late: dict[tuple[str, ClauseId, str, str], list[tuple[Grant, Obligation, Obligation]]] = defaultdict(list)
    for grant in chart.grants:
        closing = min((one for one in owed(grant) if one.kind in CLOSING), key=lambda one: one.step, default=None)
        check = max((one for one in owed(grant) if one.kind in CHECKS), key=lambda one: one.step, default=None)
        if closing and check and check.step >= closing.step:
            late[chart.book(grant), grant.clause, closing.id, check.id].append((grant, closing, check))
    for (book, clause, _, _), found in late.items():
        grant, closing, check = found[0]
        yield Found(
            kind="sign-off-order",
            book=book,
            line=chart.places.grant(grant.id),
            clauses=(clause,),
            words={
                "actions": actions_words(chart.library, (one for one, _, _ in found)),
                "done": closing.text,
                "check": check.text,
                "clauses": same(clause),
            },
        )


def unequal(chart: Chart) -> Iterator[Found]:
    """An act that can't be undone and that nothing follows, beside a lesser one of the same post that is always checked.

    Where the clause has something follow the same act in other cases, it says itself when it is to be checked.
    """
    actions = chart.library.vocabulary.actions
    for role in chart.posts:
        own = [grant for grants in chart.own.get(role.key, {}).values() for grant in grants]
        free = {grant.action for grant in own if not owed(grant)}
        followed = {(grant.action, grant.clause) for grant in own if owed(grant)}
        grave = [
            grant for grant in own if actions[grant.action].irrevocable and not owed(grant) and (grant.action, grant.clause) not in followed
        ]
        light = [
            grant
            for grant in own
            if not actions[grant.action].irrevocable and grant.action not in free and any(one.kind in CHECKS for one in owed(grant))
        ]
        if not grave or not light:
            continue
        heaviest = max(light, key=lambda grant: len(owed(grant)))
        beside = [grant for grant in light if grant.clause == heaviest.clause]
        clauses = ordered(grant.clause for grant in grave)
        yield Found(
            kind="unequal-burden",
            book=role.book,
            line=chart.places.grant(grave[0].id),
            clauses=ordered((*clauses, heaviest.clause)),
            words={
                "post": role.title,
                "grave": actions_words(chart.library, grave),
                "light": _either(chart, beside),
                "burden": listed(one.text for one in owed(heaviest)),
                "clause": numbers(clauses),
                "other": same(heaviest.clause),
            },
        )


def _either(chart: Chart, grants: Iterable[Grant]) -> Words:
    names = list(dict.fromkeys(action_words(chart.library, grant.action) for grant in grants))
    return Words(zh="或".join(name.zh for name in names), en=" or ".join(name.en for name in names))
