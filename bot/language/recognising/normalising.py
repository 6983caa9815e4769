"""Text as people type it -> one form to match on.

`normalise` makes characters alike (width, script, case, quotes); `Folded` makes English words alike (stems)
and remembers where each character came from.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from bot.language.recognising.cantonese import in_standard_chinese
from bot.language.recognising.chatting import written_out
from bot.model import MOST_SAID

_PUNCTUATION = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "´": "'", "`": "'", "—": "-", "–": "-", "－": "-", "…": "。", "・": " "}
)
_MENTION = re.compile(r"<[@#!][^<>\s]{1,80}>|(?<!\S)@[A-Za-z0-9_]{3,64}\b")
#: 总监出差了 我替他批: in Chinese a space between two clauses stands for a comma.
_PAUSE = re.compile("(?<=[\u4e00-\u9fff]{4}) (?=[\u4e00-\u9fff]{3})")
#: Where 著 is the particle 着; 著名 and the like keep it.
_PARTICLE = re.compile("(?<![显名卓昭原巨论编译遗土])著(?![名作者述书称])")
#: "customer-service post": one word or two is a matter of taste.
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
#: isnt, werent, cant, whos, hes, theyre: typed without the apostrophe. (ill and were are words of their own.)
_CONTRACTED = re.compile(
    r"\b(?:(are|is|was|were|do|does|did|have|has|had|could|would|should|must|need)nt|(ca|wo)nt|(who|what|where|that|there|he|she)s"
    r"|(i)m|(i|you|they|we)ve|(they|you)re)\b"
)
_CONTRACTION = ("n't", "n't", "'s", "'m", "'ve", "'re")
#: Words whose stem is another word's: an allowance isn't what is allowed.
_APART = frozenset({"allowance", "allowances", "founded", "hardly", "lately", "likely", "publicity", "quite", "seniority"})
#: A publisher's author has no authority.
_WHOLE = {"authority": "authority", "authorities": "authority"}
_AGENT_NOUN = re.compile(r"^[a-z]{3,}(?:er|or|ant|(?<!m)ent|ist|ian|ier)s?$")


@cache
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


@lru_cache(maxsize=128)  # whoever reads a sentence asks for it several times, and people say the same
def normalise(text: str) -> str:
    """Width, script, case and quotes made alike; mentions, control and invisible characters gone.

    Full-width digits become ASCII, traditional characters simplified, Cantonese turns standard, short forms are written out;
    no more is looked at than `MOST_SAID` characters, and one besides, which tells that there was more.
    """
    text = text[: MOST_SAID + 1]
    english = text.isascii()
    text = (text if english else unicodedata.normalize("NFKC", text)).translate(_SHOWN)
    if "<" in text or "@" in text:  # once nothing invisible stands before it
        text = _MENTION.sub(" ", text)
    if not english:
        text = _simplifier().convert(text)
        if "著" in text:
            text = _PARTICLE.sub("着", text)
        text = in_standard_chinese(text)
        if " " in text:
            text = _PAUSE.sub(",", text)
    text = written_out(_spaced(text).lower())
    if "-" in text:
        text = _HYPHEN.sub(" ", text)
    return _CONTRACTED.sub(lambda found: f"{found[found.lastindex or 0]}{_CONTRACTION[(found.lastindex or 1) - 1]}", text)[: MOST_SAID + 1]


def read_whole(text: str) -> bool:
    """Whether nothing of a text is left out when it is read: a character may become several."""
    return len(text) <= MOST_SAID and len(normalise(text)) <= MOST_SAID


def _spaced(text: str) -> str:
    """The text with one blank where there is any space."""
    return " ".join(text.split())


class _Shown(dict[int, str]):
    """What becomes of each character: marks are made alike, invisible ones go, controls and spaces of any kind become a blank."""

    def __missing__(self, code: int) -> str:
        category = unicodedata.category(chr(code))
        if category in ("Cf", "Mn", "Me"):
            self[code] = ""
        else:
            self[code] = " " if category[0] in "CZ" else chr(code)
        return self[code]


_SHOWN = _Shown(_PUNCTUATION)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of an English word; agent nouns keep their form, so that a manager isn't what they manage."""
    word = word.removesuffix("'s")
    if word in _WHOLE:
        return _WHOLE[word]
    if word in _APART:
        return word.removesuffix("s")
    if _AGENT_NOUN.match(word):
        return word.removesuffix("s")
    stemmed = str(_stemmer().stemWord(word))
    agent = f"{stemmed}{'or' if word.startswith(f'{stemmed}or') else 'er'}"
    return agent if word in (f"{agent}ed", f"{agent}ing") and _AGENT_NOUN.match(agent) else stemmed  # registered is of to register


class Folded:
    """Normalised text with every English word stemmed and set between spaces; `origin[i]` is where character i came from."""

    __slots__ = ("origin", "text")

    def __init__(self, text: str) -> None:
        self.text: str = text
        self.origin: Sequence[int] = range(len(text) + 1)
        if _WORD.search(text) or "  " in text:
            self._fold(text)

    def _fold(self, text: str) -> None:
        pieces: list[str] = []
        origin: list[int] = []
        end = 0
        for word in _WORD.finditer(text):
            start = word.start()
            if start - end != 1 or text[end] != " " or not end:  # the blank behind a word is set already
                self._plain(text, end, start, pieces, origin)
            end = word.end()
            stemmed = stem(word.group())
            if not pieces or pieces[-1] != " ":
                pieces.append(" ")
                origin.append(start)
            pieces.append(stemmed)
            origin.extend(
                [min(start + i, end - 1) for i in range(len(stemmed))] if len(stemmed) > end - start else range(start, start + len(stemmed))
            )
            pieces.append(" ")
            origin.append(end)
        self._plain(text, end, len(text), pieces, origin)
        self.text = "".join(pieces)
        self.origin = [*origin, len(text)]

    def place(self, index: int) -> int:
        """Where character `index` of the normalised text stands in the folded text."""
        return min(bisect_left(self.origin, index), len(self.origin) - 1)

    @staticmethod
    def _plain(text: str, start: int, end: int, pieces: list[str], origin: list[int]) -> None:
        for index in range(start, end):
            if text[index] == " " and pieces and pieces[-1] == " ":
                continue
            pieces.append(text[index])
            origin.append(index)


#: Stands between texts that are normalised together; nobody types it.
_BETWEEN = "\u241e"
_BLANKS = re.compile(" {2,}")


def normalise_all(texts: Sequence[str]) -> list[str]:
    """`normalise` for many short texts of our own at once, which is a good deal quicker than one by one."""
    joined = unicodedata.normalize("NFKC", _BETWEEN.join(texts)).translate(_SHOWN)
    found = written_out(in_standard_chinese(_simplifier().convert(joined)).lower()).split(_BETWEEN)
    return [_HYPHEN.sub(" ", _spaced(text)) for text in found]


def simplified(text: str) -> str:
    """A long text of our own with script and case made alike, and nothing else, which takes a tenth of the time."""
    return str(_simplifier().convert(text)).lower()


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """The folded form of a phrase or a sentence."""
    return fold_normal(normalise(text))


def fold_normal(text: str) -> str:
    """The folded form of a text that is normalised already."""
    if not _WORD.search(text):
        return text
    return _BLANKS.sub(" ", _WORD.sub(lambda word: f" {stem(word.group())} ", text))
