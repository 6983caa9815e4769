"""Whether what is given is worth more than anything that is called cheap, by the sums that a sentence says."""

from __future__ import annotations

import re

from bot.language.amounts import Mention
from bot.language.checking.facts.converting import COUNTED
from bot.language.recognising.sentence import Sentence

#: What is worth so much, in any currency, isn't cheap because somebody says so.
_DEAR = 100


def _is_dear(sentence: Sentence, mention: Mention) -> bool:
    """Whether an amount is a sum that no cheap thing is worth; of a mere number it has to be said that one costs so much: 三百八一台."""
    worth = mention.quantity.value if mention.quantity else mention.low
    if worth is None or worth < _DEAR or mention.unit in COUNTED or mention.unit == "percent":
        return False
    return mention.unit != "number" or sentence.text.startswith("一", mention.end)


#: So much for one of them: 一片才两块钱, "two yuan apiece".
_FOR_ONE = re.compile(
    r"(?:一|每一?|1)[\u4e00-\u9fff](?:也|才|就|只|不过|大概|约|价)*$"
    r"|\b(?:each|every|per|a|one) (?:[a-z]+ ){1,3}(?:is|costs?|at|for|about|only)* ?$"
)
_APIECE = re.compile(r" ?(?:钱)?(?:[/每一][\u4e00-\u9fff]| (?:each|apiece|per [a-z]+|a (?:piece|pack|box|bag|bottle|sheet)))")


def _dear_together(sentence: Sentence) -> bool:
    """Whether so many of them, at so much each, are worth what no cheap thing is: 四百片, 一片两块."""
    counts = [mention.quantity.value for mention in sentence.amounts if mention.unit == "count" and mention.quantity]
    for mention in sentence.amounts:
        price, text = mention.quantity.value if mention.quantity else mention.low, sentence.text
        if price is None or mention.unit in COUNTED or mention.unit == "percent":
            continue
        if mention.each or _FOR_ONE.search(text, max(0, mention.start - 40), mention.start) or _APIECE.match(text, mention.end):
            return price * max(counts, default=1) >= _DEAR
    return False


def dear(sentence: Sentence) -> bool:
    """Whether a thing, or so many of them together, costs what no cheap thing does."""
    return any(_is_dear(sentence, mention) for mention in sentence.amounts) or _dear_together(sentence)
