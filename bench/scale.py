"""100,000 clauses in 1,000 departments: latency, memory, build time, and hit@1 in the asker's own department.

    .venv/bin/python -m bench.scale [--departments 1000]

The clauses are made up; their vocabulary is the shipped one. One department has 1,000 clauses that differ from each other in one
word only. hit@1 of the large library is held against a small one that has the asked department alone: size must cost nothing.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import time
from collections.abc import Iterable
from dataclasses import replace

from adapters.configuration import read_configuration
from bench.language import latency, memory
from bot.language.speaking import Speaker
from bot.model import Clause, Role, Words
from bot.rulebook.library import Book, Library
from bot.understanding import Understanding

DEPARTMENTS, EACH, NEAR, ASKED, SEED = 1000, 100, 1000, 1500, 7
#: The departments that are asked about; each is built alone as well, to compare.
ASKED_OF = 30
#: Goals: seconds, bytes, seconds.
P99, MEMORY, BUILD = 0.005, 300e6, 10.0
_PLACES = "华东 华南 华北 华中 西南 西北 东北 沿海 城东 城西".split()
_LINES = "仓储 物流 采购 培训 审计 法务 设备 车队 食堂 绿化 印刷 档案 安保 质检 化验 电商 外贸 渔业 林业 矿产".split()
_KINDS = "一 二 三 四 五".split()
_VERBS = (("审核", "reviews"), ("登记", "registers"), ("保管", "keeps"), ("采购", "buys"), ("检修", "overhauls"),
          ("分发", "hands out"), ("清点", "counts"), ("封存", "seals"), ("化验", "analyses"), ("运送", "transports"))  # fmt: skip
_MAKES = (("进口", "imported"), ("国产", "domestic"), ("旧", "old"), ("备用", "spare"), ("大型", "large"),
          ("小型", "small"), ("临时", "temporary"), ("报废", "scrapped"), ("租赁", "leased"), ("样品", "sample"))  # fmt: skip
_THINGS = (
    ("轴承", "bearings"), ("叉车", "forklifts"), ("滤芯", "filters"), ("电缆", "cables"), ("阀门", "valves"),
    ("水泵", "pumps"), ("油漆", "paint"),
    ("钢板", "steel plates"), ("玻璃", "glass"), ("木箱", "crates"), ("胶带", "tape"), ("手套", "gloves"),
    ("灯具", "lamps"), ("纸张", "paper"),
    ("种子", "seeds"), ("饲料", "fodder"), ("药剂", "reagents"), ("瓷砖", "tiles"), ("轮胎", "tyres"), ("电池", "batteries"),
)  # fmt: skip
_YARDS = "甲 乙 丙 丁 戊 己 庚 辛 壬 癸".split()

Asked = tuple[str, str, str]


def library_of(like: Library, departments: Iterable[int], near: int) -> tuple[Library, dict[int, list[Asked]]]:
    """A made-up library, and for each department its questions: who asks, the words, the clause that is right."""
    books: dict[str, Book] = {}
    roles: dict[str, Role] = {}
    clauses: dict[str, Clause] = {}
    questions: dict[int, list[Asked]] = {}
    book_like, role_like, clause_like = next(iter(like.books.values())), next(iter(like.roles.values())), next(iter(like.clauses.values()))
    for number in departments:
        name = f"{_PLACES[number % 10]}{_LINES[number // 10 % 20]}{_KINDS[number // 200]}部"
        book = f"made-up-{number}"
        title = Words(zh=name, en=f"made-up department {number}")
        books[book] = replace(book_like, id=book, title=title, unit=title, unit_aliases=())
        role = f"{book}/head"
        own = Words(zh=f"{name}主事", en=f"steward {number}")
        roles[role] = replace(
            role_like, key=role, book=book, title=own, aliases=(), unit=title, department=False, reports_to=None, inherits=(),
            acts_for=None, escalations=(), outside=False, inherits_clause=None,
        )  # fmt: skip
        questions[number] = []
        for index, (zh, en) in enumerate(_texts(number, near if number == 0 else 0)):
            ident = f"{number + 10}.{index // 1000 + 1}.{index % 1000 + 1}"
            clauses[ident] = replace(
                clause_like, id=ident, book=book, role=role, text=Words(zh=f"{zh}。", en=f"{en}."), heading=None, also=(), quote=None
            )
            questions[number].append((role, f"{zh}归谁管？", ident))
    made = replace(
        like,
        books=books,
        roles=roles,
        clauses=clauses,
        grants=(),
        duties={},
        prohibitions=(),
        obligations={},
        by_role={},
        questions={},  # those of our own books are about clauses that it hasn't; reading them is measured by itself
        statements={},
        version="made-up",
    )
    return made, questions


def _texts(number: int, near: int) -> list[tuple[str, str]]:
    """The clauses of one department; the same in every department but for their order, as boilerplate is."""
    chance = random.Random(number)
    usual = [
        (f"{verb[0]}{make[0]}{thing[0]}", f"{verb[1]} {make[1]} {thing[1]}") for verb in _VERBS for make in _MAKES for thing in _THINGS
    ]
    found = chance.sample(usual, EACH)
    more = [(f"核对{make[0]}{thing[0]}的{yard}区台账", f"checks the ledger of {make[1]} {thing[1]} in yard {yard}")
            for yard in _YARDS for make in _MAKES for thing in _THINGS]  # fmt: skip
    return found + chance.sample(more, near)


def asked(understanding: Understanding, questions: list[Asked]) -> tuple[int, list[float]]:
    """How many get the right clause first, and how long each took."""
    right, took = 0, []
    for role, words, clause in questions:
        speaker = Speaker(roles=(role,))
        began = time.process_time()
        answer = understanding.ask(words, speaker)
        took.append(time.process_time() - began)
        right += (answer.clauses or answer.choices)[:1] == (clause,)
    return right, took


def main(arguments: list[str]) -> int:
    """Print the figures beside their goals."""
    parser = argparse.ArgumentParser(description="100,000 clauses")
    parser.add_argument("--departments", type=int, default=DEPARTMENTS)
    departments = parser.parse_args(arguments).departments
    like = read_configuration(None, {}).library()
    made, questions = library_of(like, range(departments), NEAR)
    chance = random.Random(SEED)
    some = chance.sample(range(1, departments), min(ASKED_OF, departments - 1))
    spread = [chance.choice(questions[chance.choice(some)]) for _ in range(ASKED)]
    close = chance.sample(questions[0][EACH:], NEAR)
    gc.collect()
    before = memory()
    began = time.process_time()
    understanding = Understanding(made)
    understanding.ask(spread[0][1], Speaker(roles=(spread[0][0],)))
    built = time.process_time() - began
    held = memory() - before
    sizes = f"built in {built:.1f} s (goal {BUILD:.0f}), {held / 1e6:.0f} MB (goal {MEMORY / 1e6:.0f})"
    print(f"{len(made.clauses)} clauses in {departments} departments: {sizes}")
    missed = built > BUILD or held > MEMORY
    began = time.process_time()
    Understanding(like).make_ready()
    said = sum(len(texts) for one in (like.questions, like.statements) for texts in one.values())
    print(f"beside it the shipped books with the {said} sentences said to them, all read anew: {time.process_time() - began:.1f} s")
    for title, chosen in (("in scope", spread), (f"among {NEAR} near-duplicates", close)):
        right, took = asked(understanding, chosen)
        small = _alone(like, chosen)
        p99 = latency(took)["p99"]
        print(f"{title}: hit@1 {right / len(chosen):.1%}, {small / len(chosen):.1%} with the department alone; "
              f"p50 {latency(took)['p50'] * 1e3:.2f} ms, p99 {p99 * 1e3:.2f} ms (goal {P99 * 1e3:.0f})")  # fmt: skip
        missed |= p99 > P99 or right < small
    return int(missed)


def _alone(like: Library, chosen: list[Asked]) -> int:
    """How many of these get the right clause from a library that has their department and no other."""
    right = 0
    by_department: dict[int, list[Asked]] = {}
    for one in chosen:
        by_department.setdefault(int(one[2].partition(".")[0]) - 10, []).append(one)
    for number, questions in sorted(by_department.items()):
        made, _ = library_of(like, [number], NEAR)
        right += asked(Understanding(made), questions)[0]
    return right


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
