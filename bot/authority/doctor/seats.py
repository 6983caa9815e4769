"""Posts that the books rely on and nobody on the staff list holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.authority.doctor.chart import Chart, Found, owed
from bot.authority.doctor.wording import action_words, listed, numbers, ordered, quoted
from bot.model import ClauseId, Grant, Obligation, RoleKey, Words

#: What a department has besides powers.
DUTIES = Words(zh="职责", en="its duties")


def vacant(chart: Chart) -> Iterator[Found]:
    """Posts with nobody, among those that have authority and those to which others turn; whoever has a post of a department holds that."""
    if chart.held is None:
        return
    relying, books = _relying(chart), {post.partition("/")[0] for post in chart.held}
    for role in (*chart.posts, *(one for one in chart.roles.values() if one.outside and one.key in relying)):
        if role.key in chart.held or (role.department and role.book in books):
            continue
        if role.key not in relying and any(user in chart.held for user in chart.users.get(role.key, ())):
            continue  # a collective post, whose grants others inherit
        addressed = (grant.clause for grant in chart.library.by_role.get(role.key, ()))
        clauses = ordered(relying.get(role.key) or addressed)
        yield Found(
            kind="vacancy",
            book=role.book,
            line=chart.places.role(role.key),
            clauses=clauses,
            words={"post": role.title, "clauses": numbers(clauses)},
        )


def _relying(chart: Chart) -> dict[RoleKey, list[ClauseId | None]]:
    """The posts to which somebody turns, each with the clauses by which; alternatives only if nobody holds any of them."""
    found: dict[RoleKey, list[ClauseId | None]] = defaultdict(list)
    held = chart.held or frozenset()
    for role in chart.posts:
        line = role.reports_to
        if line and not held.intersection(line.to):
            for above in line.to:
                found[above].append(line.clause)
        for escalation in role.escalations:
            if escalation.to:
                found[escalation.to].append(escalation.clause)
        if role.acts_for:
            found[role.acts_for.role].append(role.acts_for.clause)
    for grant in chart.applications():
        if grant.asks:
            found[grant.asks].append(grant.clause)
    return found


def unreached(chart: Chart) -> Iterator[Found]:
    """What a department may or must do, where no post has its rights and nobody is seated as the department itself."""
    if chart.held is None:
        return
    for role in chart.roles.values():
        grants = list(chart.library.by_role.get(role.key, ()))
        if role.department and grants and chart.held.isdisjoint(chart.users.get(role.key, ())):
            clauses = ordered(grant.clause for grant in grants)
            yield Found(
                kind="unreached",
                book=role.book,
                line=chart.places.grant(grants[0].id),
                clauses=clauses,
                words={"post": role.title, "matter": _matter(chart, grants), "clauses": numbers(clauses)},
            )


def _matter(chart: Chart, grants: Sequence[Grant]) -> Words:
    """What a department may do, and that it has duties."""
    actions = [action_words(chart.library, grant.action) for grant in grants if not grant.duty]
    return listed([*actions, *([DUTIES] if any(grant.duty for grant in grants) else [])])


def unstaffed(chart: Chart) -> Iterator[Found]:
    """Obligations of a post outside the book that nobody holds; a vacant post of the book is said once, as a vacancy."""
    if chart.held is None:
        return
    said = {role.key for role in chart.posts} | _relying(chart).keys()
    left: dict[RoleKey, list[ClauseId]] = defaultdict(list)
    texts: dict[RoleKey, list[Obligation]] = defaultdict(list)
    for grant in chart.grants:
        for one in owed(grant):
            doing = () if chart.held.intersection(one.alternatives) else (one.by, *one.alternatives)
            for post in (*doing, one.to):
                if post and post not in chart.held and post not in said:
                    left[post].append(grant.clause)
                    texts[post].append(one)
    for post, clauses in left.items():
        role, where = chart.roles[post], ordered(clauses)
        yield Found(
            kind="unstaffed-obligation",
            book=role.book,
            line=chart.places.role(post),
            clauses=where,
            words={"post": role.title, "duties": listed(quoted(one.text) for one in texts[post]), "clauses": numbers(where)},
        )
