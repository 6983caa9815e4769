"""WHO, as people write it."""

import pytest

from bot.model import Outcome
from bot.naming import speaker_of
from bot.staff import Staff


@pytest.fixture(scope="module")
def roles_of(library):
    """The posts of whoever is called so."""
    return lambda who: speaker_of(library, Staff(), who).roles


@pytest.mark.parametrize(
    ("who", "roles"),
    [
        ("大客户部", ("key-accounts/department", "excerpts/key-accounts-dept")),
        ("广告公司客户部", ("ad-agency/department", "excerpts/ad-agency-dept")),
        ("大客户部@excerpts", ("excerpts/key-accounts-dept",)),
        ("大客户部@key-accounts", ("key-accounts/department",)),
        ("信贷客户部", ("credit/department",)),
    ],
)
def test_a_department_is_what_every_book_means_by_its_name_unless_a_book_is_named(roles_of, who, roles):
    assert roles_of(who) == roles


def test_what_only_one_of_these_books_gives_the_department_is_its_duty(understanding, library):
    speaker = speaker_of(library, Staff(), "大客户部")

    (decision,) = understanding.check("我们牵头组织一轮大客户渠道的拓展。", speaker).decisions

    assert decision.outcome is Outcome.PERMITTED
    assert decision.clauses[0] == "6.3.2"
