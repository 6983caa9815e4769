"""From files to the library: what is compiled, its version, and that nothing but a refusal comes of nonsense."""

import random
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Kind, Mode, Scope, Words
from bot.rulebook.findings import BrokenRuleBook
from bot.rulebook.reading import compile_library, examine, read_library

BOOK, VOCABULARY = "shop/rulebook.yaml", "vocabulary.yaml"


@pytest.fixture
def library(make_texts):
    """The small company, compiled."""
    return compile_library(make_texts())


def test_the_department_is_a_role_made_from_the_unit(library):
    department = library.roles["shop/department"]

    assert department.department
    assert department.title == department.unit == Words(zh="门店", en="shop")
    assert department.aliases == ("店里",)
    assert [role.key for role in library.roles.values() if role.department] == ["shop/department"]


def test_a_book_may_say_whom_its_department_reports_to(make_texts):
    listed = '  department: {reports_to: {role: owner, clause: "1.3"}, aliases: [本店]}\n  owner: {'

    department = compile_library(make_texts("  owner: {", listed)).roles["shop/department"]

    assert department.department
    assert department.title.zh == "门店"
    assert department.aliases == ("店里", "本店")
    assert department.reports_to.to == ("shop/owner",)


def test_roles_carry_their_book_in_every_reference(library):
    manager, deputy = library.roles["shop/manager"], library.roles["shop/deputy"]

    assert manager.reports_to.to == ("shop/owner", "shop/partner")
    assert manager.inherits == ("shop/clerk",)
    assert manager.inherits_clause == "1.2"
    assert manager.escalations[0].to == "shop/owner"
    assert deputy.acts_for.role == "shop/manager"
    assert deputy.reports_to.to == ()
    assert deputy.reports_to.unnamed.zh == "上级"
    assert library.roles["shop/clerk"].reports_to.inferred.en == "the manager leads the clerks"
    assert library.roles["shop/owner"].outside


def test_the_unit_of_a_role_is_that_of_the_book_unless_it_has_its_own(library):
    assert library.roles["shop/clerk"].unit.zh == "门店"
    assert library.roles["shop/manager"].unit.zh == "总店"


def test_roles_stand_in_the_order_of_their_clauses(library):
    assert [key.removeprefix("shop/") for key in library.roles] == ["department", "clerk", "manager", "deputy", "owner", "partner"]


def test_a_clause_keeps_all_that_is_said_of_it(library):
    assert library.clauses["1.1"].heading == Words(zh="退货", en="refunds")
    assert library.clauses["1.1"].also == ("退钱",)
    assert library.clauses["1.1"].role == "shop/clerk"
    assert library.clauses["1.4"].cut_off
    assert library.clauses["1.5"].role == "shop/department"


def test_a_grant_has_its_limit_scope_mode_and_addressee(library):
    refund, reward, applied = library.grants[:3]

    assert (refund.mode, refund.limit, refund.scope, refund.conditions) == (Mode.ACT, None, Scope.ANYONE, ("defect",))
    assert (reward.limit.max, reward.limit.unit, reward.limit.inclusive, reward.scope) == (Decimal(100), "CNY", False, Scope.OWN_GROUP)
    assert (applied.mode, applied.asks) == (Mode.APPLY, "shop/manager")
    assert [grant.id for grant in library.by_role["shop/clerk"]] == ["grant:1.1:1", "grant:1.1:2"]


def test_an_inner_list_of_obligations_is_one_step(library):
    refund, reward = library.grants[:2]

    assert [(owed.id, owed.step, owed.clause) for owed in refund.obligations] == [
        ("shop/note", 1, "1.1"),
        ("shop/owner-signs", 2, "1.1"),
        ("shop/partner-signs", 2, "1.1"),
    ]
    assert [(owed.id, owed.step, owed.clause) for owed in reward.obligations] == [("shop/note", 1, "1.2")]
    signs = library.obligations["shop/owner-signs"]
    assert (signs.kind, signs.by, signs.to, signs.independent) == (Kind.SIGN, "shop/owner", "shop/partner", True)


def test_a_duty_is_a_grant_with_the_words_that_recognise_it(library):
    gated, plain = (grant for grant in library.grants if grant.duty)

    assert (gated.action, gated.clause, gated.role, gated.gate) == ("duty:1.4:1", "1.4", "shop/deputy", True)
    assert (plain.action, plain.gate, plain.conditions) == ("duty:1.4:2", False, ("necessary",))
    terms = library.duties["duty:1.4:2"]
    assert (terms.role, terms.clause, terms.do, terms.what) == ("shop/deputy", "1.4", ("formulate", "review"), ("rules", "plan"))


def test_a_prohibition_may_name_an_action_or_forbid_all(library):
    assert [(one.id, one.action, one.when) for one in library.prohibitions] == [
        ("prohibition:1.5:1", None, ("abuse",)),
        ("prohibition:1.5:2", "refund", ("abuse", "defect")),
    ]


def test_the_vocabulary_is_compiled_with_its_defaults(library):
    vocabulary = library.vocabulary

    assert vocabulary.actions["reward"].unit == "CNY"
    assert vocabulary.actions["reward"].irrevocable
    assert vocabulary.actions["refund"].concerns == "customer"
    assert vocabulary.facts["defect"].true.zh == ("坏了",)
    assert vocabulary.facts["abuse"].title == vocabulary.facts["abuse"].question
    assert vocabulary.facts["necessary"].presumed
    assert vocabulary.markers["negation"].en == ("no", "not")
    assert vocabulary.concepts["plan"].phrases.zh == ()


def test_a_smaller_use_is_covered_unless_the_book_says_otherwise(make_texts):
    assert compile_library(make_texts()).grants[1].limit.smaller
    assert not compile_library(make_texts("status: active", "smaller_use: false")).grants[1].limit.smaller


@pytest.mark.parametrize("status", ["draft", "deprecated"])
def test_a_book_that_is_not_in_force_is_named_and_neither_answers_nor_decides(make_texts, status):
    library = compile_library(make_texts("status: active", f"status: {status}"))

    assert library.books["shop"].status == status
    assert [*library.roles, *library.clauses, *library.grants, *library.duties, *library.prohibitions] == []


def test_a_draft_may_restate_clauses_that_are_in_force(make_texts):
    texts = make_texts()
    draft = texts[BOOK].replace("book: shop", "book: next").replace("status: active", "status: draft")

    library = compile_library({**texts, "next/rulebook.yaml": draft})

    assert {clause.book for clause in library.clauses.values()} == {"shop"}


def test_a_draft_is_checked_like_any_other(make_texts):
    texts = make_texts("action: reward, limit", "action: rewrad, limit")

    assert examine({**texts, BOOK: texts[BOOK].replace("status: active", "status: draft")}).library is None


def test_the_books_that_are_asked_for_are_read(write_folder):
    folder = write_folder()
    (folder / "broken").mkdir()
    (folder / "broken/rulebook.yaml").write_text("book: [", encoding="utf-8")

    assert list(read_library(folder, books=["shop"]).books) == ["shop"]
    with pytest.raises(BrokenRuleBook):
        read_library(folder)


def _shuffled(value, shuffle):
    if isinstance(value, dict):
        items = list(value.items())
        shuffle(items)
        return {key: _shuffled(item, shuffle) for key, item in items}
    return [_shuffled(item, shuffle) for item in value] if isinstance(value, list) else value


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(), width=st.integers(20, 200), flow=st.sampled_from([True, False, None]))
def test_neither_the_order_of_keys_nor_the_layout_changes_library_or_version(make_texts, seed, width, flow):
    shuffle = random.Random(seed).shuffle
    texts = {
        path: "# rewritten\n"
        + yaml.safe_dump(_shuffled(yaml.safe_load(text), shuffle), sort_keys=False, width=width, default_flow_style=flow)
        for path, text in make_texts().items()
    }

    library, original = compile_library(texts), compile_library(make_texts())

    assert library == original
    assert list(library.roles) == list(original.roles)
    assert list(library.clauses) == list(original.clauses)


@pytest.mark.parametrize(
    ("old", "new"), [("max: 100", "max: 101"), ("[note, [owner", "[[owner"), ("店主签字", "店主签名"), ("when: [abuse]", "when: [defect]")]
)
def test_any_change_of_content_changes_the_version(make_texts, old, new):
    changed = make_texts(old, new)
    changed[BOOK] = changed[BOOK].replace("[[owner-signs, partner-signs]]", "[[owner-signs, partner-signs], note]")

    assert compile_library(changed).version != compile_library(make_texts()).version


def test_the_same_number_written_differently_is_the_same_content(make_texts):
    assert compile_library(make_texts("max: 100,", "max: 100.00,")).version == compile_library(make_texts()).version


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_nonsense_is_refused_with_findings_and_never_with_anything_else(make_texts, data):
    """Lines taken out, doubled, moved or cut, and characters that mean something to YAML strewn in."""
    texts = make_texts()
    path = data.draw(st.sampled_from([BOOK, VOCABULARY]))
    lines = texts[path].splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        column = data.draw(st.integers(0, len(lines[at])))
        strewn = data.draw(st.sampled_from(["", "[", "]", "{", "}", ": ", "- ", "&a ", "*a ", "!x ", '"', "~", " 1.5 ", "no", "\t", "…"]))
        lines[at : at + 1] = data.draw(
            st.sampled_from(
                [
                    [],
                    [lines[at]] * 2,
                    [lines[at][:column]],
                    [lines[at][:column] + strewn + lines[at][column:]],
                    [lines[at], "  " + lines[at]],
                ]
            )
        )
        lines = lines or [""]

    examined = examine({**texts, path: "\n".join(lines)})

    assert examined.library is not None or any(not finding.warning for finding in examined.findings)
    assert all(1 <= finding.line <= len(lines) + 1 for finding in examined.findings if finding.file == path)


def _large_book(book: str, article: int, grants: int) -> str:
    head = f"""\
book: {book}
title: {{zh: 书, en: book}}
source: {{document: {{zh: 书, en: book}}, sha256: {"0" * 63}a}}
unit: {{zh: 部{article}, en: unit {article}}}
roles: {{manager: {{title: {{zh: 经理, en: manager}}}}}}
obligations: {{note: {{kind: note, zh: 注明, en: note}}}}
"""
    clauses = "".join(f'  "{article}.{n}": {{role: manager, zh: 可奖励, en: May reward.}}\n' for n in range(1, grants + 1))
    held = "role: manager, action: reward, limit: {max: 100, unit: CNY}, scope: own-group"
    each = f"{held}, conditions: [defect], obligations: [note], asks: manager"
    return f"{head}clauses:\n{clauses}grants:\n" + "".join(f'  - {{clause: "{article}.{n}", {each}}}\n' for n in range(1, grants + 1))
