"""Books drawn at random: sound ones have no findings, and findings in the others are exact."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.authority import Situation
from bot.authority.doctor import audit
from bot.authority.routing import route
from bot.model import Basis, Mode, Proposal, Quantity
from bot.rulebook.reading import Examined
from tests.bot.authority.doctor.shop import ACTIONS, Said, a_book, findings, grant, percent, post, read, words


@st.composite
def sound_books(draw: st.DrawFn) -> Said:
    """Any tree of posts in which each may do at least what those below may, the top everything; all else is as it should be."""
    size = draw(st.integers(1, 7))
    parents = [None, *(draw(st.integers(0, number - 1)) for number in range(1, size))]
    below = {number: [child for child in range(size) if parents[child] == number] for number in range(size)}
    holds: dict[int, dict[str, int]] = {}
    for number in reversed(range(size)):
        held = {action: draw(st.integers(1, 9)) for action in draw(st.sets(st.sampled_from(sorted(ACTIONS))))}
        for child in below[number]:
            for action, most in holds[child].items():
                held[action] = max(held.get(action, 0), most) + draw(st.integers(0, 5))
        holds[number] = held
    conditions = {action: sorted(draw(st.sets(st.sampled_from(["checked", "urgent", "usual"])))) for action in ACTIONS}
    roles: Said = {"inspector": post("inspector", "r0", "1.99", sends=False), "board": {"title": words("board"), "outside": True}}
    clauses: Said = {"1.99": {"role": "inspector", **words("rule")}}
    grants: list[Said] = []
    for number in range(size):
        role, clause = f"r{number}", f"1.{number + 1}"
        up = f"r{parents[number]}" if number else "board"
        roles[role] = post(f"post {number}", up, clause)
        clauses[clause] = {"role": role, **words("rule")}
        for action, most in holds[number].items():
            limit = {"limit": percent(most)} if action == "give" and number else {}
            grants.append(grant(clause, role, action, **limit, conditions=conditions[action], obligations=["inspect", "book"]))
        for action in draw(st.sets(st.sampled_from(["move", "pay", "sack"]))) if number else ():
            if action in holds[parents[number]]:
                grants.append(grant(clause, role, action, mode="apply") | draw(st.sampled_from([{}, {"asks": up}])))
    obligations = a_book()["obligations"] if any("obligations" in one for one in grants) else {}
    return a_book() | {"roles": roles, "clauses": clauses, "grants": draw(st.permutations(grants)), "obligations": obligations}


@given(sound_books())
def test_nothing_is_found_in_any_sound_book(book):
    assert findings(book) == []


@st.composite
def any_books(draw: st.DrawFn) -> Said:
    """Books with whatever is wrong: any line, any limit, anybody asked."""
    size = draw(st.integers(2, 6))
    roles: Said = {"board": {"title": words("board"), "outside": True}}
    clauses: Said = {}
    names = [f"r{number}" for number in range(size)]
    for number, role in enumerate(names):
        clauses[f"1.{number + 1}"] = {"role": role, **words("rule")}
        said: Said = {"title": words(f"post {number}")}
        up = draw(st.sampled_from([None, "board", *names[:number]]))
        if up:
            said["reports_to"] = {"role": up, "clause": "1.1"}
        if draw(st.booleans()):
            said["escalations"] = [{"clause": "1.1", "to": draw(st.sampled_from(["board", *names])), "decides": draw(st.booleans())}]
        if number and draw(st.booleans()):
            said["inherits"] = {"roles": [draw(st.sampled_from(names[:number]))], "clause": "1.1"}
        roles[role] = said
    grants = []
    for _ in range(draw(st.integers(1, 8))):
        number = draw(st.integers(0, size - 1))
        action, mode = draw(st.sampled_from(["give", "move"])), draw(st.sampled_from(["act", "act", "apply"]))
        said = grant(f"1.{number + 1}", names[number], action, mode=mode, **draw(st.sampled_from([{}, {"conditions": ["checked"]}])))
        if action == "give" and draw(st.booleans()):
            said["limit"] = percent(draw(st.integers(1, 3)))
        if mode == "apply" and draw(st.booleans()):
            said["asks"] = draw(st.sampled_from([name for name in ("board", *names) if name != names[number]]))
        grants.append(said)
    return {**a_book(), "roles": roles, "clauses": clauses, "grants": grants, "obligations": {}}


HUGE = Quantity(value=Decimal(99), unit="percent")


@given(any_books())
def test_a_dead_end_is_found_just_where_a_request_reaches_nobody(book):
    """Held against the router: whoever may do something up to a limit asks for more, and whoever may apply applies."""
    examined = read(book)
    library = examined.library
    titles = {role.title.en: key for key, role in library.roles.items()}

    said = {titles[one.message.en.split(" reaches nobody")[0].removeprefix("a request of the ")]
            for one in audit(library, examined.contents) if one.kind == "no-approver"}  # fmt: skip

    assert said == {key for key in library.roles if any(reaches_nobody(examined, key, action) for action in ("give", "move"))}


def reaches_nobody(examined: Examined, key: str, action: str) -> bool:
    library = examined.library
    held = [grant for role in (key, *(one for one, _ in library.index.inherited.get(key, ()))) for grant in library.by_role.get(role, ())]
    acting = [grant for grant in held if grant.action == action and grant.mode is Mode.ACT]
    applying = [grant for grant in library.by_role.get(key, ()) if grant.action == action and grant.mode is Mode.APPLY]
    exceeding = bool(acting) and all(grant.limit for grant in acting)
    amounts = [HUGE] if exceeding or any(not grant.limit for grant in applying) else []
    amounts += [Quantity(value=one.limit.max if one.limit else Decimal("0.5"), unit="percent") for one in applying]
    return any(
        route(library, Situation(roles=(key,)), key, Proposal(action=action, amount=amount, facts={"checked": True})).approver.role is None
        for amount in amounts
    )


@given(any_books())
def test_what_is_said_to_be_only_referred_is_only_referred(book):
    examined = read(book)
    library = examined.library

    titles = {role.title.en: key for key, role in library.roles.items()}

    for one in audit(library, examined.contents):
        if one.kind == "referral-only" and " over " in one.message.en:
            key = titles[one.message.en.partition("neither the ")[2].partition(" nor anybody")[0]]
            proposal = Proposal(action="give", amount=HUGE, facts={"checked": True})
            assert route(library, Situation(roles=(key,)), key, proposal).approver.basis is Basis.REFERRAL


@given(any_books())
def test_the_same_books_give_the_same_letter_whatever_their_order(book):
    other = {**book, "grants": book["grants"], "roles": dict(reversed(book["roles"].items()))}

    def letter(of: Mapping[str, Any]) -> list[tuple[str, tuple[str, ...], str]]:
        return sorted((one.kind, one.clauses, one.message.zh) for one in findings(dict(of)))

    assert letter(book) == letter(other)
