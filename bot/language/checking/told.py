"""What somebody does, out of a story told before: "The newcomers are lost. I'll run a training for them."

What is told before tells why, and words in it that nothing here knows are no part of what is done. Where it speaks of anything that a
decision may turn on, it belongs to it, and the whole is read or nothing.
"""

from __future__ import annotations

import re

from bot.language.checking.objections.neglecting import hidden, slighted
from bot.language.checking.objections.overstepping import overstepped
from bot.language.recognising.sentence import Sentence

#: A sentence of its own behind others, in which the speaker does something.
_AT_LAST = re.compile(
    r".{4,}?(?:[。!;?]|\.(?= )) *"
    r"(?P<done>(?:[^。!?;.]{0,12}(?:我|咱)|(?:(?:so|then|now|today|tomorrow|next),? )*(?:i|we|i'm|i'll|we'll|we're|i'd) )"
    r"[^。!?;]{4,}[。.!]?) *$",
    re.DOTALL,
)
#: What makes a story more than one.
_MARKED = ("away", "standin", "condition", "beyond", "apply", "submit")
#: What is longer isn't gone through again.
LONGEST = 600


def done_at_last(sentence: Sentence) -> str | None:
    """The last sentence of a story, where it tells by itself what the speaker does; None where there is none, or more is told."""
    found = _AT_LAST.match(sentence.text) if len(sentence.text) <= LONGEST else None
    if found is None:
        return None
    begins = sentence.place(found.start("done"))
    told = sentence.of("silent") + [hit for mark in _MARKED for hit in sentence.of("marker", mark)]
    if any(hit.start < begins for hit in told):
        return None
    return None if overstepped(sentence) or hidden(sentence) or slighted(sentence) else found["done"]
