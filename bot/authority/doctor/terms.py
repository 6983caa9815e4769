"""Words on which authority turns and which say a degree without a measure.

A clause that says what such a word means (廉价是指 50 元以下), or puts a figure in brackets behind it, defines it for its book.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from bot.authority.doctor.chart import Chart, Found
from bot.authority.doctor.wording import listed, same
from bot.model import Clause, ClauseId, Words

#: Each term in both languages, the longer before those that it contains.
TERMS: tuple[tuple[str, str], ...] = (
    ("较大损害", "considerable harm"),
    ("影响较大", "considerable impact"),
    ("较大影响", "considerable impact"),
    ("重大损失", "heavy loss"),
    ("重大问题", "major problem"),
    ("情节严重", "serious case"),
    ("情节轻微", "minor case"),
    ("特殊情况", "special case"),
    ("特殊原因", "special reason"),
    ("其他原因不在岗", "absent for another reason"),
    ("不在岗", "absent"),
    ("廉价", "inexpensive"),
    ("便宜", "cheap"),
    ("贵重", "valuable"),
    ("大额", "large sum"),
    ("小额", "small sum"),
    ("少量", "small quantity"),
    ("较大", "considerable"),
    ("较小", "minor"),
    ("较高", "rather high"),
    ("较重要", "rather important"),
    ("重大", "major"),
    ("严重", "serious"),
    ("轻微", "slight"),
    ("重要", "important"),
    ("紧急", "urgent"),
    ("必要", "necessary"),
    ("适当", "appropriate"),
    ("适量", "suitable quantity"),
    ("酌情", "at discretion"),
    ("视情况", "as the case requires"),
    ("原则上", "in principle"),
    ("不合理", "unreasonable"),
    ("合理", "reasonable"),
)
_ENGLISH = dict(TERMS)
_IN_CHINESE = re.compile("|".join(zh for zh, _ in TERMS))
_IN_ENGLISH = {zh: re.compile(rf"\b{en}", re.IGNORECASE) for zh, en in TERMS}
_SAYS_WHAT = r"[”」’\"]?(?:赠品|损害|事项|问题)?(?:是指|指的是|系指|指|即|（[^）]*[0-9][^）]*）|\([^)]*[0-9][^)]*\))"
#: A figure that the term only sums up: 5000 元以内的小额资助.
_FIGURE = r"\d[^，。；、,;]{0,8}(?:以内|以下|以上)的"


def undefined(chart: Chart) -> Iterator[Found]:
    """Clauses whose authority turns on a word that nothing in the book defines."""
    said: dict[str, str] = defaultdict(str)
    for clause in chart.library.clauses.values():
        said[clause.book] += f"\n{clause.text.zh}"
    for ident, line in _turning(chart).items():
        clause = chart.library.clauses[ident]
        terms = [
            term
            for term in dict.fromkeys(_IN_CHINESE.findall(clause.text.zh))
            if not _defined(term, said[clause.book]) and not re.search(_FIGURE + term, clause.text.zh)
        ]
        if terms:
            yield Found(
                kind="undefined-term",
                book=clause.book,
                line=line,
                clauses=(ident,),
                words={"clause": same(ident), "terms": listed(_shown(clause, term) for term in terms)},
            )


def _turning(chart: Chart) -> Mapping[ClauseId, int]:
    """The clauses from which somebody has authority under a condition or for a while, with the line of the clause."""
    granting = [grant.clause for grant in chart.library.grants if grant.conditions or grant.limit]
    acting = [role.acts_for.clause for role in chart.posts if role.acts_for]
    return {clause: chart.places.clause(chart.library.clauses[clause].book, clause) for clause in (*granting, *acting)}


def _defined(term: str, text: str) -> bool:
    return re.search(re.escape(term) + _SAYS_WHAT, text) is not None


def _shown(clause: Clause, term: str) -> Words:
    """The term as each language has it; in English with the Chinese, by which it is looked for."""
    found = _IN_ENGLISH[term].search(clause.text.en)
    return Words(zh=f"“{term}”", en=f"“{found.group() if found else _ENGLISH[term]}” ({term})")
