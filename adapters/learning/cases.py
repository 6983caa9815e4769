"""The cases of a question set: one JSON object a line, a question or a proposed action with what is expected of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from bot.model import Language, Words

MOST_BYTES = 20_000_000


class BrokenCases(Exception):
    """A question set can't be read; each of `problems` names file, line and what is wrong."""

    def __init__(self, problems: tuple[Words, ...]) -> None:
        self.problems = problems
        super().__init__(self.told("en"))

    def told(self, language: Language) -> str:
        """A line for each problem."""
        return "\n".join(problem.into(language) for problem in self.problems)


class Expected(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What counts as right. Any of a list will do, except that `say_all` needs one word of each of its groups."""

    kind: tuple[Literal["answer", "clarify", "unknown"], ...] | None = None
    outcome: tuple[Literal["permitted", "approval_required", "needs_facts", "prohibited", "unknown"], ...] | None = None
    approver_any: tuple[str, ...] | None = None
    obligation_any: tuple[str, ...] | None = None
    #: Clause ids, or pieces of the source's own words.
    cite_any: tuple[str, ...] | None = None
    say_all: tuple[tuple[str, ...], ...] | None = None
    say_none: tuple[str, ...] | None = None


class Case(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"who": "as"}):
    """One question or proposed action."""

    id: str
    who: str
    text: str
    expect: Expected
    do: Literal["ask", "check"] | None = None
    absent: tuple[str, ...] = ()
    lang: Literal["zh", "en"] | None = None
    difficulty: str | None = None
    article: str | None = None
    why: str | None = None

    @property
    def asks(self) -> bool:
        """Whether it is a question; without `do`, what is expected tells."""
        return self.do == "ask" or (self.do is None and self.expect.kind is not None)

    @property
    def wanted(self) -> str:
        """What it expects, in a word: `answer`, `approval_required`, `answer|clarify` …"""
        return "|".join(self.expect.kind or self.expect.outcome or ("approver",))


def read_cases(path: Path) -> list[Case]:
    """The cases of a file; raises BrokenCases with every line that is none."""
    if not path.is_file():
        raise BrokenCases((Words(zh=f"{path}：没有这个文件", en=f"{path}: there is no such file"),))
    if path.stat().st_size > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise BrokenCases((Words(zh=f"{path}：超过 {most} MB", en=f"{path}: larger than {most} MB"),))
    return parse_cases(path.read_text(encoding="utf-8", errors="replace").splitlines(), str(path))


def parse_cases(lines: Iterable[str], name: str) -> list[Case]:
    """The cases of these lines; `name` stands in the errors."""
    cases: dict[str, Case] = {}
    problems: list[Words] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            case = msgspec.json.decode(line, type=Case)
        except (msgspec.MsgspecError, RecursionError) as error:
            problems.append(
                Words(
                    zh=f"{name}:{number}: 这一行不是题集里的一例（{error}）；请照 docs/language.zh-CN.md 书写",
                    en=f"{name}:{number}: {error}; write it as docs/language.md shows",
                )
            )
            continue
        if case.id in cases:
            problems.append(
                Words(
                    zh=f"{name}:{number}: 编号 {case.id} 前面用过，请每例各用一个",
                    en=f"{name}:{number}: the id {case.id!r} was used before; give each case its own",
                )
            )
        cases[case.id] = case
    if problems:
        raise BrokenCases(tuple(problems))
    return list(cases.values())
