"""The picture of an organisation: each line as the book has it, and no box on another."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.authority.orgchart import BOX_HEIGHT, BOX_WIDTH, GAP, LEVEL, ROW, Line, orgchart_of

ROLES = [f"post-{place}" for place in range(7)]


def links(library, book):
    return {
        (link.below.partition("/")[2], link.above.partition("/")[2], link.line, link.clause) for link in orgchart_of(library, book).links
    }


def test_stated_inferred_and_acting_lines_are_told_apart(library):
    assert links(library, "customer-service") == {
        ("adviser", "manager", Line.INFERRED, "1.3.1.3"),
        ("manager", "director", Line.STATED, "1.3.2.6"),
        ("statistician", "director", Line.INFERRED, None),
        ("assistant", "director", Line.INFERRED, None),
        ("assistant", "director", Line.ACTING, "1.3.4.4"),
        ("director", "general-assistant", Line.STATED, "1.3.5.8"),
    }


def test_an_inferred_line_says_what_it_rests_on(library):
    assert all(bool(link.why) is (link.line is Line.INFERRED) for book in library.books for link in orgchart_of(library, book).links)


def test_a_superior_without_a_name_is_a_box_of_its_own(library):
    chart = orgchart_of(library, "key-accounts")

    (unnamed,) = [box for box in chart.boxes.values() if box.unnamed]
    assert unnamed.title.zh == "上级"
    assert unnamed.y < chart.boxes["key-accounts/manager"].y


def test_alternatives_stand_side_by_side_over_the_one_below(library):
    chart = orgchart_of(library, "ad-agency")

    first, second, head = (chart.boxes[f"ad-agency/{role}"] for role in ("general-manager", "vice-general-manager", "head"))
    assert first.y == second.y < head.y
    assert head.middle == (first.middle + second.middle) / 2


def test_only_where_there_are_alternatives_a_line_is_one_of_several(library):
    several = {(one.below, one.above) for book in library.books for one in orgchart_of(library, book).links if one.alternative}
    lines = {key: role.reports_to for key, role in library.roles.items() if role.reports_to}

    assert several == {(key, above) for key, line in lines.items() if len(line.to) > 1 for above in line.to}
    assert several


def test_a_stand_in_comes_last_of_those_below_the_same_post(library):
    chart = orgchart_of(library, "customer-service")

    below = sorted((box for box in chart.boxes.values() if box.key.endswith(("manager", "statistician", "assistant"))), key=lambda b: b.x)
    assert [box.key.partition("/")[2] for box in below if "general" not in box.key][-1] == "assistant"


def test_a_picture_says_whose_it_is_and_is_as_large_as_what_is_in_it(library):
    for book in library.books:
        chart = orgchart_of(library, book)
        boxes = [*chart.boxes.values(), *chart.loose]

        assert chart.book == book
        assert {box.key for box in chart.boxes.values()} == set(chart.boxes)
        assert all(box.title == library.roles[box.key].title for box in chart.loose)
        assert chart.width == max(box.x + BOX_WIDTH for box in boxes)
        assert chart.height == max((box.y + BOX_HEIGHT for box in chart.boxes.values()), default=0)
        assert min((box.x for box in chart.boxes.values()), default=0) >= 0
        assert min((box.y for box in chart.boxes.values()), default=0) == 0


def test_loose_posts_stand_in_rows_without_touching(library):
    loose = orgchart_of(library, "property").loose

    assert loose[0].x == loose[0].y == 0
    for one, other in itertools.combinations(loose, 2):
        assert abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
        assert one.y == other.y or abs(one.y - other.y) > BOX_HEIGHT


def test_each_superior_stands_just_one_row_above(library):
    chart = orgchart_of(library, "customer-service")
    rows = sorted({box.y for box in chart.boxes.values()})

    assert len({later - earlier for earlier, later in itertools.pairwise(rows)}) == 1
    director, adviser = chart.boxes["customer-service/director"], chart.boxes["customer-service/adviser"]
    assert (rows.index(director.y), rows.index(adviser.y)) == (1, 3)


def test_posts_of_which_nothing_is_said_are_not_hung_anywhere(library):
    chart = orgchart_of(library, "property")

    assert {box.key for box in chart.loose} == {f"property/variant-{number}" for number in (2, 3, 4, 7)}
    assert not {box.key for box in chart.loose} & set(chart.boxes)


def test_outside_posts_without_a_line_are_only_mentioned(library):
    chart = orgchart_of(library, "customer-service")

    assert {words.zh for words in chart.mentioned} == {"副总", "总经理", "财务总监", "会计", "出纳", "销售人", "当事人"}
    assert chart.boxes["customer-service/general-assistant"].outside


def under(*above, **more):
    return {"reports_to": {"roles": list(above), "clause": "9.8"}, **more}


def picture(make_library, **roles):
    """Where each post of a small book stands: its column from the left, its row from above."""
    boxes = orgchart_of(make_library([{"role": next(iter(roles)), "action": "hire"}], roles=roles), "shop").boxes.values()
    return {box.key.partition("/")[2]: (box.x / (BOX_WIDTH + GAP), box.y / LEVEL) for box in boxes}


def test_a_superior_stands_in_the_middle_over_those_below(make_library):
    found = picture(make_library, first=under("boss"), second=under("boss"), third=under("second"), boss={})

    assert found == {"first": (0, 1), "second": (1, 1), "third": (1, 2), "boss": (0.5, 0)}


def test_a_stand_in_stands_last_although_the_book_names_it_first(make_library):
    acting = {"acts_for": {"role": "boss", "clause": "9.9"}}

    found = picture(make_library, deputy=under("boss", **acting), clerk=under("boss"), boss={})

    assert found == {"clerk": (0, 1), "deputy": (1, 1), "boss": (0.5, 0)}


def test_whoever_is_named_as_another_choice_stands_beside_the_superior_of_others(make_library):
    found = picture(make_library, first=under("boss"), second=under("boss", "partner"), boss={}, partner={})

    assert found == {"first": (0, 1), "second": (1, 1), "boss": (0, 0), "partner": (1, 0)}


def test_choices_with_nobody_right_below_them_stand_side_by_side(make_library):
    """The clerk stands under the manager, who is named first and has somebody above."""
    found = picture(make_library, clerk=under("manager", "first", "second"), manager=under("boss"), boss={}, first={}, second={})

    assert found == {"clerk": (0, 2), "manager": (0, 1), "boss": (0, 0), "first": (1, 0), "second": (2, 0)}


def test_several_superiors_of_few_leave_room_for_all_that_is_below_them(make_library):
    """Four stand over one post; all below it moves to the middle, and the next tree begins behind what was moved."""
    leaves = {f"leaf-{place}": under("right") for place in range(4)}
    tops = {f"top-{place}": {} for place in range(4)}

    found = picture(
        make_library, only=under(*tops), left=under("only"), right=under("only"), **leaves, **tops, upper={}, worker=under("upper")
    )

    assert [found[top] for top in tops] == [(0, 0), (1, 0), (2, 0), (3, 0)]
    assert (found["only"], found["left"], found["right"]) == ((1.5, 1), (0.25, 2), (2.75, 2))
    assert [found[leaf] for leaf in leaves] == [(1.25, 3), (2.25, 3), (3.25, 3), (4.25, 3)]
    assert (found["worker"], found["upper"]) == ((5.25, 1), (5.25, 0))


def test_posts_without_a_line_stand_in_rows_of_five(make_library):
    roles = {f"post-{place}": {} for place in range(ROW + 1)}

    chart = orgchart_of(make_library([{"role": "post-0", "action": "hire"}], roles=roles), "shop")

    assert [box.x for box in chart.loose] == [0, 230, 460, 690, 920, 0]
    assert [box.y for box in chart.loose] == [0, 0, 0, 0, 0, BOX_HEIGHT + GAP]
    assert (chart.boxes, chart.width, chart.height) == ({}, 920 + BOX_WIDTH, 0)


def test_a_book_of_nobody_but_outsiders_is_an_empty_picture(make_library):
    chart = orgchart_of(make_library(roles={"board": {"outside": True}}), "shop")

    assert (chart.width, chart.height, [words.en for words in chart.mentioned]) == (0, 0, ["the board"])


@st.composite
def organisations(draw):
    """Each post below some of those after it, or below nobody, or below somebody who isn't named."""
    roles = {}
    for place, role in enumerate(ROLES):
        above = draw(st.lists(st.sampled_from(ROLES[place + 1 :]), unique=True, max_size=3)) if ROLES[place + 1 :] else []
        line = {"roles": above} if above else draw(st.sampled_from([None, {"unnamed": {"zh": "上级", "en": "the superior"}}]))
        roles[role] = {"reports_to": {**line, "clause": "9.8"}} if line else {}
    return roles


@settings(max_examples=80, deadline=None)
@given(organisations())
def test_no_box_covers_another_and_every_superior_stands_higher(make_library, roles):
    chart = orgchart_of(make_library([{"role": ROLES[0], "action": "hire"}], roles=roles), "shop")

    for one, other in itertools.combinations(chart.boxes.values(), 2):
        assert abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
    for link in chart.links:
        assert chart.boxes[link.above].y < chart.boxes[link.below].y
    assert all(box.x >= 0 and box.x + BOX_WIDTH <= chart.width and box.y + BOX_HEIGHT <= chart.height for box in chart.boxes.values())


@pytest.mark.parametrize("book", ["ad-agency", "credit", "customer-service", "excerpts", "key-accounts", "property"])
def test_every_post_of_a_book_is_in_its_picture(library, book):
    chart = orgchart_of(library, book)

    shown = {*chart.boxes, *(box.key for box in chart.loose)}
    posts = {key for key, role in library.roles.items() if role.book == book and not role.department and not role.outside}
    assert posts <= shown
