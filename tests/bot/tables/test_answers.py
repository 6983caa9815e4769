"""The lines of a what-if card."""

import pytest

from bot.authority import Situation
from bot.authority.whatif import what_if
from bot.model import Proposal
from bot.tables.answers import card_lines
from bot.texts import Phrasing

MANAGER = Situation(roles=("customer-service/manager",))


@pytest.fixture
def table(library):
    return what_if(library, MANAGER, Proposal(action="reward"))


def test_a_card_has_a_line_for_each_row_and_then_the_remarks(library, table):
    lines = card_lines(Phrasing(library), table, "en")

    assert len(lines) == len(table.rows) + 1
    assert all(" → " in line for line in lines[:-1])
    assert lines[-1].startswith("In any row it is forbidden if")


def test_a_card_with_no_room_says_how_many_rows_it_leaves_out(library, table):
    lines = card_lines(Phrasing(library), table, "en", most=2)

    assert lines[:2] == card_lines(Phrasing(library), table, "en")[:2]
    assert lines[2] == f"… and {len(table.rows) - 2} more; say more about the case first."
    assert len(lines) == 4


def test_where_nothing_would_change_it_says_just_that(library):
    table = what_if(library, MANAGER, Proposal(action="adjust-work", facts={"own-group": True}))

    assert card_lines(Phrasing(library), table, "zh")[0] == "没说到的事都不会改变结论。"
