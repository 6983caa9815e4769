"""How far authority reaches, and what lies beyond it: gaps, dead ends, limits that shrink, limits without a period."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from bot.authority.doctor.chart import PART, Chart, Found, Reach, reach
from bot.authority.doctor.wording import action_words, actions_words, beyond_words, limit_words, listed, numbers, ordered, same, written
from bot.model import ClauseId, Grant, Limit, Mode, Per, RoleKey, Scope, Words, plain

_RATES = ("percent", "share")
#: What says that a limit counts each act by itself: 单笔, 每次, 连续 3 天, each, per order, at a time.
_EACH = re.compile(
    r"单[笔次项件单份]|一次|连续|每(?![人名位天日周月季年班])[一-鿿]"
    r"|\b(?:each|a single|at a time|in a row|consecutive|per (?!person|head|day|week|month|quarter|year|project|event)[a-z])",
    re.IGNORECASE,
)


def deciders(chart: Chart, role: RoleKey, action: str) -> Iterator[RoleKey]:
    """Who may decide a request of this post: whom its application or an escalation names, then those above; only who may do it."""
    yield from (key for key in chart.asked(role, action) if key != role and action in chart.may[key])
    line = chart.line(role)
    yield from (to for key in (role, *line) for to in chart.named(key, action) if to not in (role, *line) and action in chart.may[to])
    yield from (key for key in line if action in chart.may[key])


def gaps(chart: Chart) -> Iterator[Found]:
    """What nobody may decide: it is only referred, or it reaches nobody at all."""
    for role in chart.posts:
        lost = chart.referral(role.key) is None
        beyond: dict[ClauseId, list[Grant]] = defaultdict(list)
        for action in chart.may[role.key]:
            top = beyond_all(chart, role.key, action, lost=lost)
            if top:
                beyond[top.clause].append(top)
        for grants in beyond.values():
            yield _gap(chart, role.key, grants, listed(beyond_words(chart.library, grant) for grant in grants))
    yield from _unheard(chart)


def beyond_all(chart: Chart, role: RoleKey, action: str, *, lost: bool = False) -> Grant | None:
    """The grant beyond whose limit nobody may decide on what this post may do up to there; `lost` where nobody stands above it."""
    if chart.decided(role, action):
        return None
    own = chart.widest(role, action)
    others = [chart.widest(key, action) for key in deciders(chart, role, action)]
    top = max((own, *others), key=_reach)
    # a superior of the same limit has the same gap, and it is told of the superior
    return top if top.limit and (lost or (top is own and all(_reach(one) < _reach(own) for one in others))) else None


def _unheard(chart: Chart) -> Iterator[Found]:
    """Applications that nobody to whom they go may grant; where nobody in the book may, that is said of the action."""
    refused: dict[RoleKey, list[Grant]] = defaultdict(list)
    for grant in chart.applications():
        for role in chart.users[grant.role]:
            if chart.decided(role, grant.action):
                continue
            lost = chart.referral(role) is None
            most = max((_reach(chart.widest(key, grant.action)) for key in deciders(chart, role, grant.action)), default=None)
            known = (chart.book(grant), grant.action) in chart.doing
            if (most is None and (lost or known)) or (most is not None and lost and most < _reach(grant)):
                refused[role].append(grant)
    for role, grants in refused.items():
        name = actions_words(chart.library, grants)
        yield _gap(chart, role, grants, Words(zh=f"{name.zh}的申请", en=f"an application ({name.en})"))


def _reach(grant: Grant) -> Reach:
    return reach(grant.limit)


def _gap(chart: Chart, role: RoleKey, grants: list[Grant], matter: Words) -> Found:
    target = chart.referral(role)
    clauses = ordered([*(grant.clause for grant in grants), target[1] if target else None])
    there = {"target": target[0]} if target else {}
    return Found(
        kind="referral-only" if target else "no-approver",
        book=chart.roles[role].book,
        line=chart.places.grant(grants[0].id),
        clauses=clauses,
        words={
            "post": chart.roles[role].title,
            "role": written(role),
            "matter": matter,
            "clauses": numbers(clauses),
            **there,
        },
    )


def gates(chart: Chart) -> Iterator[Found]:
    """Duties whose clause demands approval, of a post above which nobody stands."""
    demanding: dict[RoleKey, list[Grant]] = defaultdict(list)
    for grant in chart.library.grants:
        if grant.gate:
            demanding[grant.role].append(grant)
    for holder, grants in demanding.items():
        for role in chart.users[holder]:
            if chart.referral(role) is None:
                clauses = numbers(ordered(grant.clause for grant in grants))
                matter = Words(zh=f"{clauses.zh} 要求的报批", en=f"the approval that {clauses.en} demands")
                yield _gap(chart, role, grants, matter)


def shrinking(chart: Chart) -> Iterator[Found]:
    """A superior whose limit is smaller than that of the post whose requests go there."""
    for grant in chart.grants:
        if not (grant.limit if grant.mode is Mode.APPLY else grant.mode is Mode.ACT and bounded(chart, grant)):
            continue
        role = chart.users[grant.role][0]
        above = next(deciders(chart, role, grant.action), None)
        if above is None or chart.decided(role, grant.action):
            continue
        top = chart.widest(above, grant.action)
        if _reach(top) < _reach(grant):
            clauses = ordered((grant.clause, top.clause))
            yield Found(
                kind="limit-shrinks",
                book=chart.book(grant),
                line=chart.places.grant(top.id),
                clauses=clauses,
                words={
                    "action": action_words(chart.library, grant.action),
                    "below": chart.roles[role].title,
                    "above": chart.roles[above].title,
                    "limit": limit_words(grant.limit),
                    "less": limit_words(top.limit),
                    "clause": same(grant.clause),
                    "other": same(top.clause),
                },
            )


def without_period(chart: Chart) -> Iterator[Found]:
    """Limits that add up and don't say over which time or for whom; a rate such as 10 % doesn't add up."""
    clauses: dict[tuple[str, ClauseId], list[Grant]] = defaultdict(list)
    for grant in chart.grants:
        if grant.mode is Mode.ACT and grant.limit and grant.limit.unit not in _RATES and not _counted(chart, grant, grant.limit):
            clauses[chart.book(grant), grant.clause].append(grant)
    for (book, clause), grants in clauses.items():
        limits = listed(_limited(chart, grant) for grant in grants)
        yield Found(
            kind="no-period",
            book=book,
            line=chart.places.grant(grants[0].id),
            clauses=(clause,),
            words={"clauses": same(clause), "limits": limits},
        )


def _counted(chart: Chart, grant: Grant, limit: Limit) -> bool:
    """Whether the book says what the limit counts, be it each act by itself; its clause may say so in its words."""
    if limit.per is not Per.ACT or chart.places.says_per(grant.id):
        return True
    text = chart.library.clauses[grant.clause].text
    parts = PART.split(re.sub(r"(?<=\d),(?=\d{3})", "", f"{text.zh}\n{text.en}"))
    number = re.compile(rf"(?<![\d.]){re.escape(plain(limit.max))}(?![\d]|\.\d)")
    about = [part for part in parts if number.search(part)]
    return any(_EACH.search(part) for part in about or parts)


def _limited(chart: Chart, grant: Grant) -> Words:
    name, limit = action_words(chart.library, grant.action), limit_words(grant.limit)
    return Words(zh=f"{name.zh} {limit.zh}", en=f"{name.en}: {limit.en}")


def bounded(chart: Chart, grant: Grant) -> bool:
    """Whether a grant covers less than its action as such."""
    return grant.mode is not Mode.ACT or bool(grant.limit or chart.conditions(grant)) or grant.scope is not Scope.ANYONE
