"""The lines between posts: who stands above whom, who stands in, where matters beyond one's authority go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.authority.doctor.chart import Chart, Found, reach
from bot.authority.doctor.limits import beyond_all, bounded
from bot.authority.doctor.wording import action_words, actions_words, listed, numbers, ordered, parts, same, titles, written
from bot.authority.evaluating import held_for
from bot.model import ClauseId, Escalation, Grant, Kind, Mode, Role, RoleKey, Scope, Words
from bot.model.articles import bare


def lacking(chart: Chart) -> Iterator[Found]:
    """A superior who may not do what the post directly below may, where requests about it would go to the superior."""
    for below in chart.posts:
        for key in chart.above(below.key):
            above = chart.roles[key]
            missing = {one for one in chart.may[below.key].keys() - chart.may[key].keys() if _passes(chart, below.key, key, one)}
            if above.outside or below.key in above.inherits or not missing:
                continue
            grants = [grant for action in chart.may[below.key] if action in missing for grant in chart.may[below.key][action]]
            handed = below.inherits_clause if any(grant.role != below.key for grant in grants) else None
            clauses = ordered([*(grant.clause for grant in grants), handed])
            yield Found(
                kind="superior-lacks",
                book=below.book,
                line=chart.places.grant(grants[0].id),
                clauses=clauses,
                words={
                    "below": below.title,
                    "above": above.title,
                    "role": written(key),
                    "actions": actions_words(chart.library, grants),
                    "clauses": numbers(clauses),
                },
            )


def _passes(chart: Chart, below: RoleKey, above: RoleKey, action: str) -> bool:
    """Whether a request of a post goes past its superior and no clause says that it does.

    None is made of what one may do without bounds; what nobody above may decide is told as a gap.
    """
    grants = chart.may[below][action]
    if not all(_bounded(chart, grant) for grant in grants) or any(_says_who(chart, grant, grants) for grant in grants):
        return False
    return above not in chart.by_clause(below, action) and beyond_all(chart, below, action) is None


def _bounded(chart: Chart, grant: Grant) -> bool:
    """Whether a request may be made of what lies beyond a grant; of what is forbidden there none is."""
    lifted = {fact for ban in chart.library.index.posts[grant.role].bans.get(grant.action, ()) for fact in ban.unless}
    return bool(grant.limit or chart.conditions(grant) - lifted) or grant.scope is not Scope.ANYONE


def _says_who(chart: Chart, grant: Grant, beside: Sequence[Grant]) -> bool:
    """Whether the clause of a grant names who decides on what lies beyond it: a post that may, or that has to approve."""
    approving = {role for one in beside for involved in one.involves if involved.kind is Kind.APPROVE for role in involved.roles}
    deciding = {one.role for one in chart.doing[chart.book(grant), grant.action]} | approving
    return any(role != grant.role and chart.names(grant.clause, role) for role in deciding)


def skipping(chart: Chart) -> Iterator[Found]:
    """An application that its clause sends past a superior who could grant it."""
    for grant in chart.applications():
        if grant.asks is None:
            continue
        between = [key for key in chart.line(grant.role) if key != grant.asks]
        if grant.asks in chart.line(grant.role):
            between = between[: chart.line(grant.role).index(grant.asks)]
        granting = {key: able for key in between if (able := _able(chart, key, grant))}
        if granting:
            own = ordered(able.clause for able in granting.values())
            yield Found(
                kind="skips-superior",
                book=chart.book(grant),
                line=chart.places.grant(grant.id),
                clauses=ordered((grant.clause, *own)),
                words={
                    "below": chart.roles[grant.role].title,
                    "action": action_words(chart.library, grant.action),
                    "asked": chart.roles[grant.asks].title,
                    "skipped": titles(chart.roles[key] for key in granting),
                    "clause": same(grant.clause),
                    "own": numbers(own),
                },
            )


def _able(chart: Chart, role: RoleKey, application: Grant) -> Grant | None:
    """The grant by which a post could grant an application as it stands."""
    held = chart.may[role].get(application.action, ())
    return next((grant for grant in held if chart.conditions(grant) <= chart.conditions(application)), None)


def stricter(chart: Chart) -> Iterator[Found]:
    """A post bound by a condition by which nobody above it is bound for the same action.

    Where its clause names one of them, it says itself who decides beyond its bounds.
    """
    for role in chart.posts:
        for action, grants in chart.own.get(role.key, {}).items():
            freer = [other for key in chart.line(role.key) for other in chart.own.get(key, {}).get(action, ())]
            pairs = [(grant, other) for grant in grants for other in freer if _stricter(chart, grant, other, grants)]
            above = {other.role for other in freer} if pairs else set()
            settled = {clause for clause in {grant.clause for grant, _ in pairs} if any(chart.names(clause, key) for key in above)}
            pairs = [(grant, other) for grant, other in pairs if grant.clause not in settled]
            if pairs:
                yield _stricter_than(chart, role, action, pairs)


def _stricter(chart: Chart, grant: Grant, other: Grant, own: list[Grant]) -> bool:
    """Whether `grant` demands more than `other`, above it, demands, for no more than that, and no other of one's own helps."""
    conditions = chart.conditions(other)
    return (
        conditions < chart.conditions(grant)
        and reach(grant.limit) <= reach(other.limit)
        and not any(chart.conditions(mine) <= conditions for mine in own)
    )


def _stricter_than(chart: Chart, role: Role, action: str, pairs: list[tuple[Grant, Grant]]) -> Found:
    below, above = [one for one, _ in pairs], [other for _, other in pairs]
    extra = {fact: None for one, other in pairs for fact in one.conditions if fact in chart.conditions(one) - chart.conditions(other)}
    facts = chart.library.vocabulary.facts
    return Found(
        kind="stricter-below",
        book=role.book,
        line=chart.places.grant(below[0].id),
        clauses=ordered(grant.clause for grant in (*below, *above)),
        words={
            "action": action_words(chart.library, action),
            "below": role.title,
            "above": titles(chart.roles[grant.role] for grant in above),
            "clause": numbers(ordered(grant.clause for grant in below)),
            "other": numbers(ordered(grant.clause for grant in above)),
            "extra": listed(facts[fact].title for fact in extra),
        },
    )


def elsewhere(chart: Chart) -> Iterator[Found]:
    """Clauses that are addressed to one post and give authority to another, which they don't name."""
    given: dict[tuple[ClauseId, RoleKey], list[Grant]] = defaultdict(list)
    for grant in chart.grants:
        addressed = chart.roles[chart.library.clauses[grant.clause].role]
        if not addressed.department and addressed.key != grant.role and not chart.names(grant.clause, grant.role):
            given[grant.clause, grant.role].append(grant)
    for (clause, role), grants in given.items():
        yield Found(
            kind="role-of-clause",
            book=chart.book(grants[0]),
            line=chart.places.grant(grants[0].id),
            clauses=(clause,),
            words={
                "clause": same(clause),
                "addressed": chart.roles[chart.library.clauses[clause].role].title,
                "holder": chart.roles[role].title,
                "actions": actions_words(chart.library, grants),
            },
        )


def stand_ins(chart: Chart) -> Iterator[Found]:
    """A stand-in who doesn't report to the post stood in for."""
    for role in chart.posts:
        acting = role.acts_for
        if acting and acting.role not in chart.above(role.key):
            yield Found(
                kind="stand-in-elsewhere",
                book=role.book,
                line=chart.places.role(role.key, "acts_for"),
                clauses=(acting.clause,),
                words={"post": role.title, "stood": chart.roles[acting.role].title, "clauses": same(acting.clause)},
            )


def exceptions(chart: Chart) -> Iterator[Found]:
    """What a stand-in may not do in the place of somebody who may not do it either: another action may be meant."""
    for role in chart.posts:
        acting = role.acts_for
        idle = [action for action in acting.exceptions if not held_for(chart.library, acting.role, action)] if acting else []
        if acting and idle:
            yield Found(
                kind="idle-exception",
                book=role.book,
                line=chart.places.role(role.key, "acts_for"),
                clauses=(acting.clause,),
                words={
                    "post": role.title,
                    "stood": chart.roles[acting.role].title,
                    "actions": listed(action_words(chart.library, action) for action in idle),
                    "clauses": same(acting.clause),
                },
            )


def targets(chart: Chart) -> Iterator[Found]:
    """Escalation clauses of one post that don't name the same.

    Who decides what goes beyond everybody's power, beside whom one turns to first, is no contradiction.
    """
    for role in chart.posts:
        asked, decides = ({one.to for one in role.escalations if one.decides is last} for last in (False, True))
        if len(asked) > 1 or len(decides) > 1:
            yield Found(
                kind="two-targets",
                book=role.book,
                line=chart.places.role(role.key, "escalations"),
                clauses=ordered(escalation.clause for escalation in role.escalations),
                words={"post": role.title, "targets": parts(_target(chart, escalation) for escalation in role.escalations)},
            )


def _target(chart: Chart, escalation: Escalation) -> Words:
    if escalation.to is None:
        return Words(zh=f"{escalation.clause} 只说上级", en=f"{escalation.clause} only says the superior")
    title = chart.roles[escalation.to].title
    return Words(zh=f"{escalation.clause} 写{title.zh}", en=f"{escalation.clause} names the {bare(title.en)}")


def silent(chart: Chart) -> Iterator[Found]:
    """A post of bounded authority for which no clause says where to take what lies beyond it, nor to whom the post reports."""
    for role in chart.posts:
        grants = chart.library.by_role.get(role.key, ())
        limited = [grant for grant in grants if bounded(chart, grant) and not grant.gate]
        if limited and not role.escalations and not _reports_by_clause(role):
            clauses = ordered(grant.clause for grant in limited)
            yield Found(
                kind="no-escalation",
                book=role.book,
                line=chart.places.role(role.key),
                clauses=clauses,
                words={
                    "post": role.title,
                    "role": written(role.key),
                    "clauses": numbers(clauses),
                    "line": _line_taken(chart, role),
                },
            )


def _reports_by_clause(role: Role) -> bool:
    """Whether a clause names the superior: Remit goes there, and nobody has guessed."""
    line = role.reports_to
    return line is not None and bool(line.to) and line.clause is not None and line.inferred is None


def _line_taken(chart: Chart, role: Role) -> Words:
    line = role.reports_to
    if line is None:
        return Words(zh="只能交给管理员", en="can only hand it to the administrators")
    above = line.unnamed or titles(chart.roles[key] for key in line.to)
    inferred = line.clause is None or line.inferred is not None
    return Words(
        zh=f"按{'推断的' if inferred else ''}汇报关系找{above.zh}",
        en=f"follows the {'inferred ' if inferred else ''}reporting line, to the {bare(above.en)}",
    )


def unusable(chart: Chart) -> Iterator[Found]:
    """What people may only apply for or recommend, since nobody may do it; and grants that a prohibition always stops."""
    asking: dict[tuple[str, str], list[Grant]] = defaultdict(list)
    for grant in chart.grants:
        decided = any(chart.decided(role, grant.action) for role in chart.users[grant.role])
        if grant.mode is not Mode.ACT and not decided and (chart.book(grant), grant.action) not in chart.doing:
            asking[chart.book(grant), grant.action].append(grant)
    for (book, _), grants in asking.items():
        clauses = ordered(grant.clause for grant in grants)
        yield Found(
            kind="nobody-may",
            book=book,
            line=chart.places.grant(grants[0].id),
            clauses=clauses,
            words={"actions": actions_words(chart.library, grants), "clauses": numbers(clauses)},
        )
    yield from _forbidden(chart)


def _forbidden(chart: Chart) -> Iterator[Found]:
    for grant in chart.grants:
        held = {*grant.conditions, *chart.presumed}
        bans = chart.library.index.posts[grant.role].bans
        stopping = ordered(
            ban.clause
            for ban in bans.get(grant.action, bans.get(None, ()))
            if held.issuperset(ban.when) and not ban.unless and all(ban.binds(role) for role in chart.users[grant.role])
        )
        if stopping:
            yield Found(
                kind="always-forbidden",
                book=chart.book(grant),
                line=chart.places.grant(grant.id),
                clauses=ordered((grant.clause, *stopping)),
                words={"action": action_words(chart.library, grant.action), "clause": same(grant.clause), "other": numbers(stopping)},
            )
