"""Every kind of fault: the file, the line, what is wrong, and what to write instead."""

from dataclasses import dataclass

import pytest

from bot.rulebook.faults import FAULTS
from bot.rulebook.findings import MOST, BrokenRuleBook, Report
from bot.rulebook.parsing import MOST_BYTES, MOST_ITEMS
from bot.rulebook.reading import compile_library, examine, examine_folder, read_library

BOOK, VOCABULARY = "shop/rulebook.yaml", "vocabulary.yaml"


@dataclass(frozen=True)
class Breach:
    """`old` becomes `new`; a fault of `kind` stands `down` lines below; `says` and `remedy` are in its sentence."""

    kind: str
    old: str
    new: str
    says: str
    remedy: str
    file: str = BOOK
    down: int = 0
    #: Only this fault, or others that follow from it as well.
    alone: bool = True


LIMIT = "{max: 100, unit: CNY, inclusive: false}"
GRANT = f'{{clause: "1.2", role: manager, action: reward, limit: {LIMIT}'
TITLE = "title: {zh: 店长, en: manager}"
OWNER = "owner: {title: {zh: 店主, en: owner}, outside: true}"
ACTS_FOR = 'acts_for: {role: manager, clause: "1.4"}'
ABUSE = 'abuse: {question: {zh: 徇私吗？, en: "Is it favouritism?"}, about: {zh: [徇私]}}'
FIRST_GRANT = '- {clause: "1.1", role: clerk, action: refund'

BREACHES = (
    # the form of YAML
    Breach("yaml", TITLE, "title: {zh: 店长, en: manager", "not valid YAML", "check brackets", down=1, alone=False),
    Breach("tab", "  clerk:\n", "\tclerk:\n", "indented with a tab", "spaces", alone=False),
    Breach("wide-colon", "  owner: {", "  owner：{", "behind the key `owner`", "write `owner: …`", alone=False),
    Breach("control-character", "zh: 合伙人签字", 'zh: "合伙人\\u0007签字"', "U+0007", "delete it"),
    Breach("control-character", "rules of the shop", "rules of\x0bthe shop", "U+000B", "delete it"),
    Breach("anchor", TITLE, "title: &t {zh: 店长, en: manager}", "`&t` is a YAML anchor", "leave it out"),
    Breach("alias", "aliases: [员工]", "aliases: [*names]", "`*names` is a YAML alias", "write the content out"),
    Breach("tag", "zh: 店主签字", "zh: !!str 店主签字", "is a YAML tag", "leave it out"),
    Breach("tag", "status: active", "status: !!python/name:os.system active", "python/name:os.system", "leave it out"),
    Breach("duplicate-key", TITLE, f"title: {{zh: 旧, en: old}}\n    {TITLE}", "`title` is there already, in line 13", "merge", down=1),
    Breach("duplicate-key", "clauses:\n", 'clauses:\n  "1.1": {role: clerk, zh: 一, en: one}\n', "`1.1`", "delete one", down=2),
    Breach("key-not-text", "status: active", "[status]: active", "a key is not a word", "write one word"),
    Breach("several-documents", "roles:\n", "---\nroles:\n", "several YAML documents", "leave out the line"),
    Breach("too-deep", "aliases: [员工]", f"aliases: {'[' * 30}{']' * 30}", "more than 30 deep", "docs/rule-books.md"),
    # keys
    Breach("unknown-key", "    escalations: [{clause: \"1.1\"}]", "    escalation: []", "unknown key `escalation`", "`escalations`"),
    Breach("unknown-key", "gate: true", "gates: true", "unknown key `gates`", "did you mean `gate`"),
    Breach("unknown-key", "concerns: customer", "concern: customer", "unknown key `concern`", "`concerns`", file=VOCABULARY),
    Breach("unknown-key", "silent:\n", "markets: {}\nsilent:\n", "unknown key `markets`", "`markers`", file=VOCABULARY),
    Breach("loose-text", "en: Reports further matters to the owner.}", "en: Reports more than 1,000 yuan to the owner.}",
        "`000 yuan to the owner.` is no key", "into quotation marks"),
    Breach("loose-text", "{zh: 有质量问题吗？, en: \"Is it defective?\"}", "{zh: 有质量问题吗？, en: Is it broken, or dirty?}",
        "`or dirty?`", "ends at a comma", file=VOCABULARY),
    Breach("missing-key", "status: active\nunit: {zh: 门店, en: shop, aliases: [店里]}\n", "",
        "`unit` is missing", "add `unit: …`", down=-3),
    Breach("missing-key", "    role: deputy\n", "", "`role` is missing", "add `role: …`", down=-1),
    Breach("no-clause", FIRST_GRANT, "- {role: clerk, action: refund", "names no clause", "number of the clause"),
    Breach("no-clause", '{clause: "1.5", when: [abuse]}', "{when: [abuse]}", "names no clause", "number of the clause"),
    Breach("lacks-language", ", en: the owner signs}", "}", "`owner-signs` lacks `en`", "add `en: …`"),
    Breach("lacks-language", "    en: May refund a defective product.\n", "    en:\n", "`1.1` lacks `en`", "Chinese and English"),
    Breach("lacks-language", "zh: 奖励, en: reward", "en: reward", "`title` lacks `zh`", "add `zh: …`", file=VOCABULARY),
    # values
    Breach("not-words", TITLE, "title: 店长", "`title` is not said in both languages", "write `{zh: …, en: …}`"),
    Breach("not-text", "aliases: [员工]", "aliases: [no]", "doesn't read no in `aliases`", 'quotes: `"no"`'),
    Breach("not-text", "zh: [坏了]", "zh: [110]", "doesn't read 110 in `zh`", 'quotes: `"110"`', file=VOCABULARY),
    Breach("text-expected", "zh: 合伙人签字", "zh: [合伙人签字]", "`zh` must be a text", "not a list"),
    Breach("several-actions", f"{FIRST_GRANT},", f"{FIRST_GRANT[:-6]}[refund, gift],", "`action` names one act", "a line for each"),
    Breach("empty-text", "zh: 合伙人签字", 'zh: " "', "`zh` is empty", "write a text"),
    Breach("not-flag", "cut_off: true", 'cut_off: "true"', "“true” in `cut_off`", "write true or false"),
    Breach("not-flag", "gate: true", "gate: yes", "yes in `gate`", "write true or false"),
    Breach("not-number", "max: 100,", "max: true,", "true in `max` is not a number", "plain decimal number"),
    Breach("not-number", "max: 100,", "max: .nan,", ".nan in `max`", "plain decimal number"),
    Breach("not-number", "max: 100,", "max: .inf,", ".inf in `max`", "plain decimal number"),
    Breach("not-number", "max: 100,", 'max: "100",', "“100” in `max`", "without quotes"),
    Breach("not-number", "max: 100,", "max: 100元,", "“100元” in `max`", "unit"),
    Breach("not-number", "max: 100,", "max: 1_000,", "1_000 in `max`", "separators"),
    Breach("not-number", "max: 100,", "max: 0100,", "0100 in `max`", "plain decimal number"),
    Breach("not-number", "max: 100,", "max: 0x64,", "0x64 in `max`", "plain decimal number"),
    Breach("not-number", "max: 100,", "max: 1:40,", "1:40 in `max`", "plain decimal number"),
    Breach("not-number", "max: 100,", "max: 1.0e+2,", "1.0e+2 in `max`", "plain decimal number"),
    Breach("not-number", "max: 100,", "max: [100],", "[…] in `max`", "plain decimal number"),
    Breach("not-positive", "max: 100,", "max: -5,", "-5 in `max` is not above zero", "above zero"),
    Breach("not-positive", "max: 100,", "max: 0,", "0 in `max` is not above zero", "leave the grant out"),
    Breach("not-list", "aliases: [员工]", "aliases: 员工", "`aliases` is not a list", "write `[…]`"),
    Breach("not-list", "conditions: [defect]", "conditions: defect", "`conditions` is not a list", "write `[…]`"),
    Breach("empty-list", "inherits: {roles: [clerk]", "inherits: {roles: []", "`roles` is an empty list", "at least one"),
    Breach("empty-list", "what: [rules, plan]", "what: []", "`what` is an empty list", "at least one"),
    Breach("not-keys", 'inherits: {roles: [clerk], clause: "1.2"}', "inherits: clerk", "`inherits` is not written", "`{key: value}`"),
    Breach("not-keys", FIRST_GRANT, f"- refund\n  {FIRST_GRANT}", "`grants` is not written", "`{key: value}`"),
    Breach("not-keys", "reports_to: {unnamed: {zh: 上级, en: the superior}, clause: \"1.3\"}", "reports_to: manager",
        "`reports_to` is not written", "`{key: value}`"),
    Breach("not-keys", "silent:\n  salary: {zh: [工资]}", "silent: [salary]",
        "`silent` is not written", "`{key: value}`", file=VOCABULARY, alone=False),
    Breach("not-choice", "mode: apply", "mode: aply", "`“aply”` is nothing that `mode` can be", "`act` / `apply` / `advise`"),
    Breach("not-choice", "scope: own-group", "scope: own-grp", "own-grp", "`anyone` / `own-group` / `own-department`"),
    Breach("not-choice", "kind: note", "kind: notice", "notice", "`report`", alone=False),
    Breach("not-choice", "status: active", "status: live", "live", "`active` / `draft` / `deprecated`"),
    Breach("not-choice", "concerns: customer", "concerns: shop", "shop", "`employee` / `customer`", file=VOCABULARY),
    Breach("not-choice", "relations:\n  own-group", "relations:\n  group", "group", "`self` / `own-group`", file=VOCABULARY, down=1),
    Breach("bad-id", "acts_for: {role: manager", "acts_for: {role: 店长", "`店长` can't be an id", "small letters"),
    Breach("bad-id", "silent:\n  salary", "silent:\n  Salary Pay",
        "`Salary Pay` can't be an id", "hyphens", file=VOCABULARY, down=1, alone=False),
    Breach("bad-unit", "unit: CNY, inclusive", "unit: 元, inclusive", "`元` is no unit", "`CNY`"),
    Breach("bad-unit", "unit: CNY, inclusive", "unit: days, inclusive", "`days` is no unit", "`day`"),
    Breach("bad-unit", "unit: CNY, inclusive", "unit: kg, inclusive", "`kg` is no unit", "`kilogram`"),
    Breach("bad-unit", "unit: CNY\n", "unit: Yuan\n", "`Yuan` is no unit", "`percent`", file=VOCABULARY, alone=False),
    Breach("clause-unquoted", FIRST_GRANT, "- {clause: 1.10, role: clerk, action: refund", "1.10 is read as a number", 'quotes: `"1.10"`'),
    Breach("clause-unquoted", '  "1.5": {role', "  1.5: {role", "1.5 is read as a number", 'quotes: `"1.5"`'),
    Breach("bad-clause", 'acts_for: {role: manager, clause: "1.4"}', "acts_for: {role: manager, clause: 第四条}",
        "`第四条`", '`"1.3.2.3"`'),
    Breach("bad-sha256", "sha256: 740601d9", "sha256: 7406", "not 64 hexadecimal digits", "sha256sum"),
    Breach("line-form", "{role: manager, inferred", "{role: manager, roles: [manager], inferred", "isn't clear whom", "just one of"),
    Breach("line-form", '{roles: [owner, partner], clause: "1.3"}', '{clause: "1.3"}', "isn't clear whom", "`unnamed`"),
    Breach("two-bounds", "inclusive: false}", "inclusive: false, bound: exclusive}", "both say", "keep `bound`"),
    Breach("not-choice", "inclusive: false}", "bound: open}", "“open”", "`inclusive` / `exclusive` / `unstated`"),
    Breach("limits-alike", LIMIT, "[{max: 100, unit: CNY}, {max: 50, unit: CNY}]", "two of these", "`per`"),
    Breach("limits-alike", LIMIT, "[{max: 9, unit: CNY, per: person}, {max: 9, unit: CNY, per: act}]", "two of these", "`per`"),
    Breach("unknown-fact", LIMIT, "[{max: 9, unit: CNY}, {max: 99, unit: CNY, per: month}]", "within-month", "`amount`"),
    Breach("not-choice", "inclusive: false}", "per: week}", "“week”", "`act` / `event` / `project` / `person` / `day`"),
    Breach("unknown-fact", "inclusive: false}", "per: month}", "within-month", "`amount`"),
    Breach("bad-gauge-unit", ABUSE, ABUSE[:-1] + ", measure: {unit: people, below: 18}}", "`people`", "`age`", file=VOCABULARY),
    Breach("gauge-bounds", ABUSE, ABUSE[:-1] + ", measure: {unit: age}}", "which numbers", "`at_least`", file=VOCABULARY),
    Breach("gauge-bounds", ABUSE, ABUSE[:-1] + ", measure: {unit: age, above: 18, at_least: 19}}",
        "which numbers", "one of each pair", file=VOCABULARY),
    Breach("gauge-words", ABUSE, ABUSE[:-1] + ", measure: {unit: percent, below: 70}}", "of what", "[occupancy]", file=VOCABULARY),
    Breach("not-number", ABUSE, ABUSE[:-1] + ", measure: {unit: clock, at_least: 6pm}}", "6pm", "decimal", file=VOCABULARY),
    Breach("involve-form", FIRST_GRANT,
        "- {involve: [{kind: approve}], clause: \"1.1\", role: clerk, action: refund", "who takes part", "`any_of`"),
    Breach("decides-nobody", 'escalations: [{clause: "1.1"}]', 'escalations: [{clause: "1.1", decides: true}]', "who", "in `to`"),
    Breach("ban-form", '{clause: "1.5", when: [abuse]}', '{clause: "1.5"}', "isn't said what is forbidden", "`action` for what is always"),
    Breach("ban-form", '{clause: "1.5", when: [abuse]}', '{clause: "1.5", unless: [abuse]}', "isn't said what", "`when` for what makes"),
    Breach("empty-when", '{clause: "1.5", when: [abuse]}', '{clause: "1.5", action: refund, when: []}', "empty list", "leave `when` out"),
    Breach("unknown-role", '{clause: "1.5", when: [abuse]}', '{clause: "1.5", action: refund, role: clark}', "no role `clark`", "`clerk`"),
    Breach("unknown-fact", '{clause: "1.5", when: [abuse]}', '{clause: "1.5", action: refund, unless: [defekt]}', "`defekt`", "`defect`"),
    Breach("unknown-action", ACTS_FOR, ACTS_FOR.replace("}", ", except: [rewards]}"), "no action `rewards`", "`reward`"),
    Breach("listed-twice", ACTS_FOR, ACTS_FOR.replace("}", ", except: [reward, reward]}"), "`reward` is listed twice", "delete one"),
    Breach("unknown-role", FIRST_GRANT,
        "- {involve: [{kind: sign, by: boss}], clause: \"1.1\", role: clerk, action: refund", "boss", "`owner`"),
    Breach("line-unfounded", '{roles: [owner, partner], clause: "1.3"}', "{role: owner}", "rests on", "`clause` that states it"),
    # references
    Breach("unknown-role", FIRST_GRANT, '- {clause: "1.1", role: clark, action: refund', "no role `clark`", "`clerk`"),
    Breach("unknown-role", "asks: manager", "asks: boss", "no role `boss`", "add it to `roles`"),
    Breach("unknown-role", "{role: manager, inferred", "{role: headmaster, inferred", "no role `headmaster`", "add it to `roles`"),
    Breach("unknown-role", "[owner, partner], clause", "[owner, pardner], clause", "no role `pardner`", "`partner`"),
    Breach("unknown-role", "to: owner}]", "to: ownr}]", "no role `ownr`", "`owner`"),
    Breach("unknown-role", "by: owner", "by: ownr", "no role `ownr`", "`owner`"),
    Breach("unknown-role", "    role: deputy\n", "    role: deputies\n", "no role `deputies`", "`deputy`"),
    Breach("unknown-clause", FIRST_GRANT, '- {clause: "1.7", role: clerk, action: refund', "no clause `1.7`", "`1.1`"),
    Breach("unknown-clause", 'role: manager, clause: "1.4"', 'role: manager, clause: "1.44"', "no clause `1.44`", "`1.4`"),
    Breach("unknown-clause", '[{clause: "1.1"}]', '[{clause: "9.9.9"}]', "no clause `9.9.9`", "add it to `clauses`"),
    Breach("unknown-obligation", "obligations: [note]", "obligations: [notes]", "`notes` is nowhere defined", "`note`"),
    Breach("unknown-obligation", "[note, [owner-signs", "[note, [owner-sings", "`owner-sings` is nowhere", "`owner-signs`", alone=False),
    Breach("unknown-action", "action: reward, limit", "action: rewards, limit", "no action `rewards`", "`reward`"),
    Breach("unknown-action", "action: refund, when", "action: refunds, when", "no action `refunds`", "`refund`"),
    Breach("unknown-action", "action: reward, limit", "action: hire-drivers, limit", "no action `hire-drivers`", "add it to `actions`"),
    Breach("unknown-fact", "conditions: [defect]", "conditions: [defects]", "no fact `defects`", "`defect`"),
    Breach("unknown-fact", "conditions: [necessary]", "conditions: [needed]", "no fact `needed`", "`facts` of vocabulary.yaml"),
    Breach("unknown-fact", "when: [abuse]}", "when: [misuse]}", "no fact `misuse`", "`abuse`"),
    Breach("unknown-fact", "scope: own-group", "scope: own-department", "no fact `own-department`", "`facts` of vocabulary.yaml"),
    Breach("unknown-concept", "{do: [formulate], what", "{do: [formulated], what", "no concept `formulated`", "`formulate`"),
    Breach("unknown-concept", "what: [rules, plan]", "what: [rules, plans]", "no concept `plans`", "`plan`"),
    Breach("unknown-silent", "beside: [salary]", "beside: [pay]", "no `pay` under `silent`", "add it to `silent`", file=VOCABULARY),
    Breach("listed-twice", "obligations: [note]", "obligations: [note, [note]]", "`note` is listed twice", "delete one"),
    Breach("listed-twice", "conditions: [defect]", "conditions: [defect, defect]", "`defect` is listed twice", "delete one"),
    Breach("reporting-cycle", "{roles: [owner, partner], clause", "{roles: [owner, clerk], clause",
        "clerk → manager → clerk", "`reports_to`", down=-5),
    Breach("reporting-cycle", "{role: manager, inferred", "{role: clerk, inferred", "clerk → clerk", "`reports_to`"),
    Breach("acting-cycle", "acts_for: {role: manager", "acts_for: {role: deputy", "deputy → deputy", "`acts_for`"),
    Breach("inheriting-cycle", "inherits: {roles: [clerk]", "inherits: {roles: [clerk, manager]", "manager → manager", "`inherits`"),
    Breach("same-title", "title: {zh: 副店长, en: deputy}", "title: {zh: 副店长, en: Manager}",
        "`deputy` and `manager`", "a title of its own"),
    Breach("same-title", "title: {zh: 副店长, en: deputy}", "title: {zh: 门店, en: deputy}",
        "`deputy` and `department`", "a title of its own"),
    Breach("department-title", "  owner: {", "  department: {title: {zh: 本店, en: shop}}\n  owner: {",
        "differs from `unit`", "leave its `title` out"),
    Breach("outside-holds", FIRST_GRANT, '- {clause: "1.1", role: owner, action: refund',
        "`owner` is marked `outside`", "take `outside: true` off", alone=False),
    Breach("outside-holds", OWNER, OWNER.replace("outside", 'acts_for: {role: manager, clause: "1.4"}, outside'),
        "`owner`", "delete this entry"),
    Breach("other-folder", "book: shop", "book: store", "says `store` and the folder is `shop`", "write `book: shop`"),
    Breach("no-unit", "action: refund, conditions", "action: refund, limit: {max: 5, unit: day}, conditions",
        "`refund` has no unit", "add `unit: day`"),
    Breach("other-unit", "unit: CNY, inclusive", "unit: percent, inclusive",
        "in percent and the action `reward` in CNY", "write `unit: CNY`"),
)  # fmt: skip


def _broken(make_texts, breach: Breach):
    texts = make_texts(breach.old, breach.new, file=breach.file)
    original = make_texts()[breach.file]
    line = original[: original.index(breach.old)].count("\n") + 1 + breach.down
    return examine(texts), line


@pytest.mark.parametrize("breach", BREACHES, ids=lambda b: f"{b.kind}: {b.new[:30]!r}")
def test_a_fault_is_named_with_file_line_and_remedy(make_texts, breach):
    examined, line = _broken(make_texts, breach)

    errors = [finding for finding in examined.findings if not finding.warning]
    found = [finding for finding in errors if finding.kind == breach.kind]
    assert [(finding.file, finding.line) for finding in found] == [(breach.file, line)]
    assert breach.says in found[0].message.en
    assert breach.remedy in found[0].remedy.en
    assert str(found[0]) == f"{breach.file}:{line}: {found[0].message.en}; {found[0].remedy.en}"
    assert not breach.alone or len(errors) == 1
    assert examined.library is None


def test_a_folder_without_anything_lacks_books_and_has_the_shipped_vocabulary(tmp_path):
    findings = examine_folder(tmp_path).findings

    assert [(finding.file, finding.line, finding.kind) for finding in findings] == [("rulebook.yaml", 1, "no-books")]
    assert [finding.kind for finding in examine({}).findings] == ["no-books", "no-vocabulary"]


def test_a_book_that_is_asked_for_and_not_there_is_an_error(write_folder):
    with pytest.raises(BrokenRuleBook) as refused:
        read_library(write_folder(), books=["shops", "../shop"])

    assert [str(finding) for finding in refused.value.findings] == [
        "../shop/rulebook.yaml:1: there is no rule book named `../shop`; name one that exists: `shop`",
        "shops/rulebook.yaml:1: there is no rule book named `shops`; name one that exists: `shop`",
    ]


def test_a_file_that_cannot_be_read_is_an_error_of_its_own(write_folder):
    folder = write_folder()
    (folder / BOOK).write_bytes("book: shop\ntitle: 门店".encode("gb18030"))
    (folder / VOCABULARY).write_bytes(b"#" * (MOST_BYTES + 1))

    with pytest.raises(BrokenRuleBook) as refused:
        read_library(folder)

    assert [(finding.file, finding.line, finding.kind) for finding in refused.value.findings] == [
        (BOOK, 2, "not-utf8"),
        (VOCABULARY, 1, "too-large"),
    ]


def test_a_text_over_the_cap_is_refused_unread(make_texts):
    findings = examine({**make_texts(), BOOK: "门" * (MOST_BYTES // 3 + 1)}).findings

    assert [finding.kind for finding in findings] == ["too-large"]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "- a list\n", "only words\n", "---\n"])
def test_a_file_without_keys_is_empty(make_texts, text):
    findings = examine({**make_texts(), BOOK: text}).findings

    assert [(finding.file, finding.line, finding.kind) for finding in findings] == [(BOOK, 1, "empty")]


def test_a_file_with_too_many_items_is_refused_whole(make_texts):
    findings = examine({**make_texts(), BOOK: "- \n" * (MOST_ITEMS + 10)}).findings

    assert [(finding.kind, finding.line) for finding in findings] == [("too-many", MOST_ITEMS)]


def test_of_very_many_faults_the_first_are_given_and_that_there_are_more(make_texts):
    many = "".join(f'  - {{clause: "8.{number}", role: clerk, action: refund}}\n' for number in range(1, MOST * 2))
    findings = examine(make_texts("prohibitions:\n", many + "prohibitions:\n")).findings

    assert len(findings) == MOST + 1
    assert "more" in {finding.kind for finding in findings}


def test_a_clause_belongs_to_one_book_among_those_in_force(make_texts):
    texts = make_texts()
    other = texts[BOOK].replace("book: shop", "book: stall")

    findings = examine({**texts, "stall/rulebook.yaml": other}).findings

    assert {(finding.file, finding.kind) for finding in findings} == {("stall/rulebook.yaml", "clause-in-two-books")}
    assert [finding.line for finding in findings] == [25, 31, 32, 33, 41]
    assert str(findings[0]).startswith("stall/rulebook.yaml:25: the clause `1.1` is in shop/rulebook.yaml already; a clause belongs to")


WARNINGS = (
    Breach("hole", '  "1.5": {role', '  "1.7": {role', "1.4 and 1.7 are there, 1.5 is not", "compare the source"),
    Breach("unused-obligation", "[note, [owner-signs, partner-signs]]", "[note, owner-signs]",
        "`partner-signs` is used by no grant", "list it"),
    Breach("asks-idle", ", mode: apply, asks: manager", ", asks: manager", "recommendations only", "`decides: true`"),
)  # fmt: skip


@pytest.mark.parametrize("breach", WARNINGS, ids=lambda breach: breach.kind)
def test_a_warning_leaves_the_book_usable(make_texts, breach):
    texts = make_texts(breach.old, breach.new)
    texts[BOOK] = texts[BOOK].replace('clause: "1.5"', 'clause: "1.4"') if breach.kind == "hole" else texts[BOOK]

    examined = examine(texts)

    assert [finding.kind for finding in examined.findings] == [breach.kind]
    assert examined.findings[0].warning
    assert breach.says in examined.findings[0].message.en
    assert breach.remedy in examined.findings[0].remedy.en
    assert examined.library == compile_library(texts)


def test_every_error_is_given_at_once_in_the_order_of_files_and_lines(make_texts):
    """A broken rule book of the issue: everything that can be wrong is, and nothing is found only after something else was mended."""
    texts = make_texts()
    broken = texts[BOOK]
    for breach in EIGHT_AT_ONCE:
        assert broken.count(breach.old) == 1
        broken = broken.replace(breach.old, breach.new)

    with pytest.raises(BrokenRuleBook) as refused:
        compile_library({**texts, BOOK: broken, VOCABULARY: texts[VOCABULARY].replace("concerns:", "concern:")})

    found = refused.value.findings
    assert sorted(finding.kind for finding in found) == sorted([*(breach.kind for breach in EIGHT_AT_ONCE), "unknown-key"])
    assert [(finding.file, finding.line) for finding in found] == sorted((finding.file, finding.line) for finding in found)
    assert len(str(refused.value).splitlines()) == len(found)


EIGHT_AT_ONCE = (
    Breach("unknown-key", "cut_off: true", "cut: true", "", ""),
    Breach("duplicate-key", TITLE, f"{TITLE}\n    {TITLE}", "", ""),
    Breach("no-clause", FIRST_GRANT, "- {role: clerk, action: refund", "", ""),
    Breach("reporting-cycle", "{role: manager, inferred", "{role: clerk, inferred", "", ""),
    Breach("not-number", "max: 100,", "max: hundred,", "", ""),
    Breach("anchor", "aliases: [员工]", "aliases: &a [员工]", "", ""),
    Breach("alias", "    also: [退钱]", "    also: [*b]", "", ""),
    Breach("lacks-language", ", en: the owner signs}", "}", "", ""),
)


def test_every_kind_of_fault_is_tested_and_complete():
    elsewhere = {"no-vocabulary", "no-book", "no-books", "not-utf8", "too-large", "empty", "more", "too-many", "clause-in-two-books"}
    elsewhere |= {"case-misses", "case-stranger", "unreadable", "new-entry", "nothing-left-out", "unknown-list", "same-phrase"}
    elsewhere |= {"short-phrase", "foreign-post", "unknown-post", "said-twice"}

    assert {breach.kind for breach in (*BREACHES, *WARNINGS)} | elsewhere == set(FAULTS)
    for fault in FAULTS.values():
        for said in (fault.message, fault.remedy):
            assert said.zh
            assert said.en
            assert not said.en.endswith(".")


def test_nothing_is_guessed_where_no_name_is_near():
    """The vocabulary has a hundred actions, and none of them is what a new company does."""
    report = Report(file=BOOK)

    report.unknown("unknown-action", 1, "waive-storage", [f"issue-loan-{number}" for number in range(20)])

    assert report.findings[0].remedy.en == "add it to `actions` of vocabulary.yaml"
    assert report.findings[0].remedy.zh == "请把它加到 vocabulary.yaml 的 actions"


def test_a_book_may_restate_no_document_in_particular(make_texts):
    without = make_texts(", sha256: 740601d981bd0dc190044b57f22bac12006b02b1a9f4b75730a55020fe04e449", "")

    assert compile_library(without).books["shop"].source_sha256 is None
