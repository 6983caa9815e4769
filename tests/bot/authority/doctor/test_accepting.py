"""A warning that is accepted carries its reason, and hides nothing else."""

import json

from bot.authority.doctor import KINDS, audit
from bot.authority.doctor.accepting import ACCEPTABLE
from bot.rulebook.reading import examine
from tests.bot.authority.doctor.shop import GIVE_CHIEF, MOVE_HEAD, a_book, accepts, changed, findings, read


def test_an_accepted_warning_carries_the_reason():
    book = changed((MOVE_HEAD, None), accepts("superior-lacks", "1.2"))

    (found,) = findings(book)

    assert (found.kind, found.accepted.zh, found.accepted.en) == ("superior-lacks", "有意", "meant so")


def test_an_acceptance_holds_for_just_its_clauses():
    """Accepting what one clause does must not hide what another does tomorrow."""
    book = changed((MOVE_HEAD, None), accepts("superior-lacks", "1.2", "1.3"))

    assert sorted(one.kind for one in findings(book) if not one.accepted) == ["idle-acceptance", "superior-lacks"]


def test_all_findings_of_a_kind_may_be_accepted_at_once():
    """Two posts lack what those below them may do; a third finding, of another kind, is still told."""
    lacking = [(MOVE_HEAD, None), (GIVE_CHIEF, None)]
    book = changed(*lacking, accepts("superior-lacks", "all"))

    told = sorted(one.kind for one in findings(changed(*lacking)))
    left = [one.kind for one in findings(book) if not one.accepted]

    assert told.count("superior-lacks") == 2
    assert left == [kind for kind in told if kind != "superior-lacks"]


def test_a_reason_for_certain_clauses_counts_before_that_for_all():
    (path, certain), (_, every) = accepts("superior-lacks", "1.2"), accepts("superior-lacks", "all")
    book = changed((MOVE_HEAD, None), (path, [{**every[0], "reason": {"zh": "都有意", "en": "all meant so"}}, *certain]))

    assert [one.accepted.en for one in findings(book) if one.kind == "superior-lacks"] == ["meant so"]


def test_an_acceptance_names_clauses_of_its_book_and_says_why_in_both_languages():
    book = a_book() | {"accepted": [{"finding": "no-period", "clauses": ["1.9"], "reason": {"zh": "有意"}}]}

    kinds = {one.kind for one in examine({"shop/rulebook.yaml": json.dumps(book), "vocabulary.yaml": "{}"}).findings}

    assert {"unknown-clause", "lacks-language"} <= kinds


def test_what_is_accepted_changes_no_decision_and_so_no_version():
    accepting = changed(accepts("no-period", "1.1"))

    assert read(a_book()).library.version == read(accepting).library.version


def test_without_a_staff_list_nothing_is_said_about_empty_posts():
    examined = read(changed(accepts("vacancy", "1.3")))

    assert audit(examined.library, examined.contents) == ()


def test_a_kind_that_there_is_not_is_answered_with_those_like_it():
    (found,) = findings(changed(accepts("two-target", "1.1")))

    assert found.remedy.en == "did you mean `two-targets` / `no-escalation`?"


def test_with_a_staff_list_it_is_said_that_a_post_is_not_empty():
    assert [(one.kind, one.clauses) for one in findings(changed(accepts("vacancy", "1.3")))] == [("idle-acceptance", ("1.3",))]


def test_only_warnings_can_be_accepted():
    assert all(KINDS[kind].warning for kind in ACCEPTABLE)


def test_a_draft_is_not_audited():
    examined = read(changed((MOVE_HEAD, None)) | {"status": "draft"})

    assert audit(examined.library, examined.contents) == ()
