"""A small company: one book with every kind of entry, a vocabulary for it, and edits that break them."""

from collections.abc import Callable
from pathlib import Path

import pytest

BOOK, VOCABULARY = "shop/rulebook.yaml", "vocabulary.yaml"

RULEBOOK_TEXT = """\
book: shop
title: {zh: 门店授权规定, en: "Shop: delegation of authority"}
source: {document: {zh: 门店制度, en: rules of the shop}, sha256: 740601d981bd0dc190044b57f22bac12006b02b1a9f4b75730a55020fe04e449}
status: active
unit: {zh: 门店, en: shop, aliases: [店里]}
roles:
  clerk:
    title: {zh: 店员, en: clerk}
    aliases: [员工]
    reports_to: {role: manager, inferred: {zh: 店长带领店员, en: the manager leads the clerks}}
    escalations: [{clause: "1.1"}]
  manager:
    title: {zh: 店长, en: manager}
    unit: {zh: 总店, en: main shop}
    reports_to: {roles: [owner, partner], clause: "1.3"}
    inherits: {roles: [clerk], clause: "1.2"}
    escalations: [{clause: "1.3", to: owner}]
  deputy:
    title: {zh: 副店长, en: deputy}
    reports_to: {unnamed: {zh: 上级, en: the superior}, clause: "1.3"}
    acts_for: {role: manager, clause: "1.4"}
  owner: {title: {zh: 店主, en: owner}, outside: true}
  partner: {title: {zh: 合伙人, en: partner}, outside: true}
clauses:
  "1.1":
    role: clerk
    heading: {zh: 退货, en: refunds}
    zh: 有质量问题可退货。
    en: May refund a defective product.
    also: [退钱]
  "1.2": {role: manager, zh: 可奖励本组员工 100 元以内。, en: May reward members of the own group by up to 100 yuan.}
  "1.3": {role: manager, zh: 解决不了的向店主汇报。, en: Reports further matters to the owner.}
  "1.4":
    role: deputy
    zh: 店长不在时代理；制定制度须先报批；并且
    en: Acts for the manager; formulates rules after approval; and
    cut_off: true
    duties:
      - {do: [formulate], what: [rules], gate: true}
      - {do: [formulate, review], what: [rules, plan], conditions: [necessary]}
  "1.5": {role: department, zh: 不得徇私。, en: Nobody may favour anyone.}
obligations:
  note: {kind: note, zh: 注明原因, en: note the reason}
  owner-signs: {kind: sign, by: owner, to: partner, independent: true, zh: 店主签字, en: the owner signs}
  partner-signs: {kind: sign, by: partner, zh: 合伙人签字, en: the partner signs}
grants:
  - {clause: "1.1", role: clerk, action: refund, conditions: [defect], obligations: [note, [owner-signs, partner-signs]]}
  - {clause: "1.2", role: manager, action: reward, limit: {max: 100, unit: CNY, inclusive: false}, scope: own-group, obligations: [note]}
  - {clause: "1.1", role: clerk, action: reward, mode: apply, asks: manager}
prohibitions:
  - {clause: "1.5", when: [abuse]}
  - {clause: "1.5", action: refund, when: [abuse, defect]}
"""

VOCABULARY_TEXT = """\
concepts:
  formulate: {zh: [制定], en: [formulate]}
  review: {zh: [审核]}
  rules: {zh: [制度], en: [rules]}
  plan: {zh: [], en: [plan]}
actions:
  refund:
    title: {zh: 退货, en: refund}
    zh: [退货, 退钱]
    en: [refund]
    concerns: customer
  reward:
    title: {zh: 奖励, en: reward}
    zh: [奖励]
    beside: [salary]
    unit: CNY
    irrevocable: true
facts:
  defect:
    title: {zh: 有质量问题, en: it is defective}
    question: {zh: 有质量问题吗？, en: "Is it defective?"}
    true: {zh: [坏了], en: [broken]}
    false: {zh: [没坏]}
  necessary: {question: {zh: 有必要吗？, en: "Is it necessary?"}, presumed: true}
  abuse: {question: {zh: 徇私吗？, en: "Is it favouritism?"}, about: {zh: [徇私]}}
  amount: {question: {zh: 多少？, en: "How much?"}}
  busy: {question: {zh: 客人多吗？, en: "Is it busy?"}, measure: {unit: person, at_least: 100, of: {zh: [客人]}}}
  own-group: {question: {zh: 是本组的吗？, en: "Is it the own group?"}}
relations:
  own-group: {zh: [本组]}
markers:
  negation: {zh: [不], en: ["no", not]}
silent:
  salary: {zh: [工资]}
"""

_TEXTS = {BOOK: RULEBOOK_TEXT, VOCABULARY: VOCABULARY_TEXT}

MakeTexts = Callable[..., dict[str, str]]


@pytest.fixture(scope="session")
def make_texts() -> MakeTexts:
    """The files of the small company; `make_texts(old, new)` has `new` in the place of `old`."""

    def make(old: str = "", new: str = "", *, file: str = BOOK) -> dict[str, str]:
        text = _TEXTS[file]
        assert not old or text.count(old) == 1, f"{old!r} must stand in {file} just once"
        return {**_TEXTS, file: text.replace(old, new) if old else text}

    return make


@pytest.fixture
def write_folder(make_texts: MakeTexts, tmp_path: Path) -> Callable[..., Path]:
    """The same files on disk."""

    def write(old: str = "", new: str = "", *, file: str = BOOK) -> Path:
        for path, text in make_texts(old, new, file=file).items():
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        return tmp_path

    return write
