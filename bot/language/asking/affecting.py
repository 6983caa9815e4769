"""Whom an act is done to that a question asks about: who grants the store manager leave is somebody above."""

from __future__ import annotations

import re

from bot.language.asking.questions import Question
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence, span
from bot.model import RoleKey
from bot.rulebook.library import Library

#: What is done is done to the one who asks, or to the post named: my own leave.
_OWN = re.compile(r"(?:自己|本人)的?$| (?:my|his|her|their) own $")
#: So near behind an act stands the one whom it is done to, in characters: "fine the manager".
_NEXT = 5
#: Between a post and what is done to its holder.
_WHOSE = re.compile(r"的[^,.;!?]{0,2}$|'s (?:[a-z]+ )?$")
_GRANTING = re.compile(r"批|准(?!备)|同意|允许|\b(?:approv|grant|allow|agree|okay|permit)", re.IGNORECASE)
#: Before a post to whose holder something is done or given.
_GIVEN_TO = re.compile("(?:给|对|替|帮|向)(?:一个|一位|某个|某位|本店|自己的)?$")
_GRANTED_TO = re.compile(
    r"\b(?:grant|give|approve|award|allow)(?:s|d|ed|ing)? (?:[a-z]+ ){0,3}?(?:to|for) (?:(?:the|a|an|our|any|this|that) )*$"
)
_PASSIVE = re.compile("(?:要是|如果|要|会|能|可能|犯了?错|出了?事)*(?:被|挨)(?:人|公司)?")


def follows(question: Question) -> bool:
    """Whether it asks what follows an act, by a word that isn't the act's own."""
    acts = question.sentence.of("action")
    return any(not any(act.start <= mark.start and mark.end <= act.end for act in acts) for mark in question.sentence.of("marker", "after"))


def _done_to(sentence: Sentence, post: Hit, act: Hit) -> bool:
    """Whether an act is done to the holder of a post, by how it is said: 给店长批假, 店长的年假, "approves the manager's leave"."""
    if any(start <= post.start + 1 and post.end - 1 <= end for start, end in act.gaps):
        return True
    text = sentence.folded.text
    if post.end <= act.start + 1 and _GIVEN_TO.search(text, 0, post.start):
        return True
    begin, _ = span(sentence, act)
    start, behind = span(sentence, post)
    if _GRANTED_TO.search(sentence.text, 0, start) and begin < start:
        return True
    if not _GRANTING.search(sentence.text):
        return False  # who checks the director's rewards
    whose = behind - len("'s") if sentence.text.endswith("'s", 0, behind) else behind
    return behind <= begin and bool(_WHOSE.fullmatch(sentence.text, whose, begin))


#: Right behind an act: the asker is the one to whom it is done.
_ME = re.compile("我(?!们?(?:的|组|部|想|要|们|这|那))| me(?: |$)")


def done_to(library: Library, question: Question) -> tuple[RoleKey, ...]:
    """The posts that an act is done to: 谁能开除总监 asks who is above the director."""
    sentence = question.sentence
    acts = [hit for hit in sentence.of("action") if library.vocabulary.actions[hit.id].concerns == "employee"]
    whos = sentence.of("marker", "who")
    said = sentence.folded.text
    own = [hit for hit in acts if _OWN.search(said, 0, hit.front(said))]
    if question.roles and own and whos and own[0].start < whos[0].start:
        return question.roles  # 我自己请假谁批
    text, posts = sentence.folded.text, sentence.of("role")
    if whos and question.speaker.roles and any(whos[0].start < act.start and _ME.match(text, act.back(text)) for act in acts):
        return question.speaker.roles  # 谁能罚我
    if whos and posts and all(any(_PASSIVE.fullmatch(text, post.end, act.start) for act in acts) for post in posts):
        return question.roles  # 总监被开除要由哪一级批
    of_its_own = follows(question) or question.has("reports", "submit")  # 总监的奖罚报给谁 asks about what the director does
    if whos and posts and not of_its_own and all(any(_done_to(sentence, post, act) for act in acts) for post in posts):
        return question.roles
    if not acts or not whos or whos[0].start > acts[0].start:
        return ()
    behind = [hit for hit in sentence.of("role") if any(0 <= hit.start - act.end <= _NEXT for act in acts)]
    return question.roles if behind and len(behind) == len({hit.start for hit in sentence.of("role")}) else ()
