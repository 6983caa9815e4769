"""How much of what a sentence says the vocabulary knows at all."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.recognising.sentence import Sentence, once

#: Silent words that ask for something, and in a proposal say nothing of another matter: 几个人, how long.
ASKING = frozenset({"count", "place", "history", "deadline"})
_CONTENT_KINDS = frozenset({"concept", "action", "fact", "relation", "role", "unit"})


@once
def strange(sentence: Sentence) -> int:
    """How much of the sentence the vocabulary doesn't know at all: Chinese characters, English words doubled."""
    return _weigh(sentence, sentence.unknown)


@once
def understood(sentence: Sentence) -> int:
    """The share of the content of a sentence that the vocabulary knows, in per cent; 0 where it says nothing."""
    unknown = strange(sentence)
    known = bytearray(len(sentence.folded.text))
    for hit in sentence.hits:
        if hit[2] in _CONTENT_KINDS:
            known[hit[0] : hit[1]] = b"\1" * (hit[1] - hit[0])
    if not unknown:
        return 100 if any(1 in known[start:end] for start, end in sentence.words) else 0
    weight_known = _weigh(sentence, [word for word in sentence.words if 1 in known[word[0] : word[1]]])
    return 100 * weight_known // (weight_known + unknown)


def _weigh(sentence: Sentence, words: Sequence[tuple[int, int]]) -> int:
    text = sentence.folded.text
    return sum([2 if text[start].isascii() else 1 for start, _ in words])
