"""What the doctor says of rule books, as the command prints it."""

import shutil

import pytest

from adapters.configuration import KNOWLEDGE
from adapters.doctoring import Diagnosis, diagnose, lines
from tests.bot.authority.doctor.shop import LIMITED_TOP, NO_WAY_UP, changed, findings


@pytest.mark.parametrize(("language", "accepted", "reason"), [("zh", "已接受：", "；理由："), ("en", "accepted: ", "; reason: ")])
def test_what_is_accepted_is_listed_only_on_demand_and_with_its_reason(tmp_path, monkeypatch, language, accepted, reason):
    monkeypatch.chdir(tmp_path)
    diagnosis = diagnose(None, {})

    quiet, everything = (list(lines(diagnosis, language, everything=wanted)) for wanted in (False, True))

    more = [line for line in everything if line not in quiet]
    assert len(more) == sum(one.accepted is not None for one in diagnosis.audit) > 0
    assert all(accepted in line and reason in line for line in more)
    assert str(len(more)) in quiet[-1] and "--all" in quiet[-1]
    assert diagnosis.exit_code == 0


def test_an_error_of_the_audit_ends_with_1_and_says_that_remit_would_start():
    (dead_end,) = [one for one in findings(changed(*NO_WAY_UP, LIMITED_TOP)) if one.kind == "no-approver"]
    diagnosis = Diagnosis(findings=(), audit=(dead_end,))

    told = list(lines(diagnosis, "en"))

    assert diagnosis.exit_code == 1
    assert diagnosis.broken == 0
    assert "Remit starts all the same" in told[-1]
    assert told[0].startswith(f"shop/rulebook.yaml:{dead_end.line}: a request of the head reaches nobody")


def test_what_a_broken_configuration_does_not_name_is_not_looked_at(tmp_path):
    """`staf:` was meant to be the company's own staff; the demonstration's, held against other books, would only be noise."""
    (tmp_path / "config.yaml").write_text("staf: mine.yaml\n", "utf-8")

    diagnosis = diagnose(tmp_path / "config.yaml", {})

    assert [finding.kind for finding in diagnosis.findings] == ["unknown-key"]


def test_it_speaks_the_language_of_the_organisation(tmp_path):
    (tmp_path / "config.yaml").write_text("language: en\n", "utf-8")

    assert diagnose(tmp_path / "config.yaml", {}).language == "en"


CASES = """\
- {as: 信贷客户部, say: 放人情贷款, outcome: permitted}
- {as: 仙人, say: 好, outcome: unknown}
"""


@pytest.fixture
def company(tmp_path):
    """A copy of one book with a case that its own clauses contradict."""
    books = tmp_path / "books"
    shutil.copytree(KNOWLEDGE / "credit", books / "credit")
    shutil.copy(KNOWLEDGE / "vocabulary.yaml", books)
    (books / "credit" / "cases.yaml").write_text(CASES, "utf-8")
    (tmp_path / "staff.yaml").write_text("people: {admin: {name: 管理员}}\nadministrators: [admin]\n", "utf-8")
    (tmp_path / "config.yaml").write_text("books: books\nstaff: staff.yaml\n", "utf-8")
    return tmp_path / "config.yaml"


def test_the_cases_of_a_companys_own_books_are_put_to_them(company):
    diagnosis = diagnose(company, {}, cases=True)

    tried = [one for one in diagnosis.audit if one.file.endswith("cases.yaml")]
    assert [(one.line, one.kind) for one in tried] == [(1, "case-misses"), (2, "case-stranger")]
    assert "comes out as outcome: prohibited" in tried[0].message.en
    assert diagnosis.exit_code == 1
    assert diagnosis.broken == 0


def test_cases_that_cannot_be_read_are_told(company):
    (company.parent / "books" / "credit" / "cases.yaml").write_text("- {as: 信贷客户部, say: 好, outcome: permited}\n", "utf-8")

    tried = [one for one in diagnose(company, {}, cases=True).audit if one.file.endswith("cases.yaml")]

    assert [(one.line, one.kind) for one in tried] == [(1, "not-choice")]


def test_without_being_asked_for_no_case_is_tried(company):
    assert not any(one.file.endswith("cases.yaml") for one in diagnose(company, {}).audit)


POSTS = (
    ("posts: [客服部总监]", "`customer-service/director`"),  # a title, where its id belongs
    ("posts: [客服部总坚]", "`customer-service/director`"),  # a slip in it
    ("posts: [general-assistant]", "`customer-service/general-assistant`"),  # an id without its book
    ("posts: [customer-service/mangaer]", "`customer-service/manager`"),
    ("posts: [customer service director]", "`customer-service/director`"),
    ("posts: [宇航员]", "the book, a slash and the post's id"),  # nothing is near
    ("posts: [nowhere/astronaut]", "the book, a slash and the post's id"),
    ("role: 客服部总监", "`customer-service/director`"),
    ("title: 调度员", "`posts`"),
)


@pytest.mark.parametrize(("said", "remedy"), POSTS)
def test_a_post_of_the_staff_file_that_no_book_has_is_told_with_the_near_ones_and_their_ids(tmp_path, said, remedy):
    (tmp_path / "config.yaml").write_text("staff: staff.yaml\nadministrators: []\n", "utf-8")
    (tmp_path / "staff.yaml").write_text(f"people:\n  a-1:\n    name: 甲\n    {said}\n", "utf-8")

    diagnosis = diagnose(tmp_path / "config.yaml", {})
    told = [line for line in lines(diagnosis, "en") if "staff.yaml:4:" in line]

    assert said.split("[")[-1].strip("]").removeprefix("role: ").removeprefix("title: ") in "".join(told)
    assert remedy in "".join(told)
