"""What a sentence says was used within a period: 这个月已经批了 3000 元, "we've spent 7,500 so far this month", 今天还没批过.

It is found by its shape and not by a company's phrases: a word for the period, and in the same clause a word for what was done before or
for what all comes to, with a number; or that nothing was. What the numbers mean for a limit is for `checking/facts/totalling.py` to say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from bot.language.amounts import Mention
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.normalising import Folded
from bot.model import WITHIN, Per

#: How each period is named that is going on.
_PERIODS = {
    Per.DAY: re.compile(r"今[天日晚早]|当[天日晚]|本日|\b(?:today|tonight|this (?:evening|morning|afternoon|shift))\b"),
    Per.MONTH: re.compile(r"[本这当]个?月|月[内初]|\b(?:this|the) month\b"),
    Per.QUARTER: re.compile(r"[本这当]个?季度?|\b(?:this|the) quarter\b"),
    Per.YEAR: re.compile(r"今年|本年度?|[这当]年|年度|年内|\b(?:this|the) (?:fiscal |financial |calendar )?year\b"),
    Per.PROJECT: re.compile(r"[本这该]个?(?:项目|工程|工地)|\b(?:this|the|that) (?:project|site)\b"),
    Per.EVENT: re.compile(
        r"[本这该同]一?[次件桩单宗起](?:事|投诉|住宿|赔案|案子)?|[本这该]个?(?:项目|工程|客户|客人)"
        r"|\b(?:this|the same|that) (?:case|incident|event|stay|claim|complaint|project|guest|customer)\b"
    ),
}
#: What was done before, and what all comes to.
_BEFORE = (
    r"已经?|(?<!这)之前|此前|前面|先前|原来|到目前|截至|至今|迄今"
    r"|\b(?:already|so far|to date|until now|up to now|before(?! (?:i|we|the|it))"
    r"|(?:have|has|had|'ve) (?:[a-z]+ )?[a-z]+(?:ed|nt|ght|de|id|en))\b"
)
_ALL = (
    r"总共|一共|共计|合计|总计|累计|加起来|合起来|[没未不]?超[过出]|以内|不到"
    r"|\b(?:within|below|under|above|over|beyond|(?:no|not) more than|at most|exceed(?:s|ed|ing)?"
    r"|in all|in total|altogether|total(?:s|led|ling)?|(?:comes|came|adds|added) (?:up )?to)\b"
)
_EARLIER, _REACHED = re.compile(_BEFORE), re.compile(f"{_BEFORE}|{_ALL}")
#: Nothing was: 今天还没批过, "nothing else bought so far today".
_NOTHING = re.compile(
    r"(?:还|都|也|从|一[次分笔]|一?直)*没有?[^,.;!?，。；]{0,6}?过|(?:是|算)?(?:第一|头一|首)[次笔回遭]"
    r"|\b(?:nothing|none|no others?|not (?:a|one|any)[a-z ]{0,12}?)\b(?=[^,.;!?]*\b(?:so far|yet|else|other|before|already)\b)"
    r"|\b(?:the |my |our |her |his )?first (?:one |time )?(?=this|of the|today|in)|\bhaven't [a-z]+ (?:any|one|anything)\b"
)
_CLAUSE = re.compile(r"(?:[^,.;!?:，。；！？\n]|(?<=[0-9])[,.](?=[0-9]))+")


def reached(normal: str, folded: Folded, periods: Collection[Per], amounts: Sequence[Mention]) -> Iterator[Hit]:
    """Where it is said what was used within one of the periods, as signs of the fact that all of it stays within the limit."""
    for clause in _CLAUSE.finditer(normal):
        for per in periods:
            named = _PERIODS[per].search(normal, clause.start(), clause.end())
            if named is None:
                continue
            start, end = folded.place(clause.start()), folded.place(clause.end())
            told = _REACHED if any(clause.start() <= one.start < clause.end() for one in amounts) else _NOTHING
            if told.search(normal, clause.start(), clause.end()):
                yield Hit(start, end, "fact", WITHIN + per, "signs")


def says_none(said: str) -> bool:
    """Whether a clause says that nothing was used before."""
    return bool(_NOTHING.search(said))


def says_before(said: str) -> bool:
    """Whether a clause speaks of what was used before, and not of what all comes to with the act that is proposed."""
    return bool(_EARLIER.search(said))
