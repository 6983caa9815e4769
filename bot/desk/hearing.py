"""What plain words are: a command said as a word, a question, or something that somebody is about to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.language.recognising.sentence import Sentence

#: Commands and the words that stand for them in direct messages, in both languages.
WORDS: dict[str, tuple[str, ...]] = {
    "duty": ("职责", "问", "duty", "ask"),
    "check": ("核对", "查一下", "check"),
    "whatif": ("会怎样", "what if"),
    "request": ("请示", "申请", "request"),
    "mine": ("我的请示", "我的申请", "我的事项", "mine", "my requests"),
    "inbox": ("待办", "待我处理", "收件箱", "inbox"),
    "owed": ("未办事项", "欠办", "owed", "still to do"),
    "slip": ("凭单", "slip"),
    "away": ("外出", "请假", "不在岗", "away"),
    "whoami": ("我是谁", "我的权限", "whoami", "who am i"),
    "help": ("帮助", "怎么用", "help", "start"),
    "lang": ("语言", "language", "lang"),
    "link": ("关联", "关联账号", "link"),
    "unlink": ("解除关联", "unlink"),
    "cancel": ("取消", "算了", "cancel", "never mind"),
    "vacant": ("空缺", "vacant"),
    "seat": ("任职", "seat"),
    "handover": ("转交", "handover", "hand over"),
}

#: Whatever follows such a word belongs to it; in Chinese after a space or a colon, in English after a colon.
_TAKES_TEXT = ("duty", "check", "request", "mine", "inbox", "owed", "slip", "away", "lang", "link", "unlink", "vacant", "seat", "handover")

_ALONE = {word: command for command, words in WORDS.items() for word in words}
_LED = re.compile(
    r"\s*(?:(?P<zh>{zh})(?:\s*[:：]|\s)|(?P<en>{en})\s*[:：])\s*(?P<rest>\S.*)".format(
        zh="|".join(word for command in _TAKES_TEXT for word in WORDS[command] if not word.isascii()),
        en="|".join(word for command in _TAKES_TEXT for word in WORDS[command] if word.isascii()),
    ),
    re.IGNORECASE | re.DOTALL,
)

_ASKS = re.compile(
    r"[?？]\s*$|[吗呢么]\s*[。!！]?\s*$|谁|什么|怎么|怎样|如何|多少|哪|为何|能不能|可不可以|行不行|有没有权"
    r"|^\s*(?:who|whom|whose|what|when|where|which|why|how|can|may|could|should|is|are|am|do|does|did)\b",
    re.IGNORECASE,
)

#: Words for "yes" and "no" where a fact was asked for; anything else leaves it open.
SAID: dict[str, str] = {
    **dict.fromkeys(("是", "是的", "有", "对", "成立", "满足", "yes", "y", "true"), "yes"),
    **dict.fromkeys(("否", "不是", "没有", "不", "不对", "不成立", "不满足", "no", "n", "false"), "no"),
    **dict.fromkeys(("不知道", "不清楚", "不确定", "don't know", "dont know", "unknown", "not sure"), "open"),
}


#: What is said out of politeness, and means neither a question nor an act.
_GREETINGS = ("你好", "您好", "嗨", "在吗", "早上好", "上午好", "下午好", "晚上好", "hi", "hello", "hey", "good morning", "good afternoon")
_THANKS = ("谢谢", "谢谢你", "多谢", "感谢", "收到", "好的", "明白了", "知道了", "thanks", "thank you", "thx", "ok", "okay", "got it")
COURTESIES: dict[str, str] = {**dict.fromkeys(_GREETINGS, "greeting"), **dict.fromkeys(_THANKS, "thanks")}


class Kind(StrEnum):
    """How plain words are to be taken."""

    QUESTION = "question"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Command:
    """A command with what followed it."""

    name: str
    text: str = ""


def command_in(text: str) -> Command | None:
    """The command that plain words are, None if they are none."""
    name = _ALONE.get(" ".join(text.lower().split()).rstrip("。.!！?？"))
    if name:
        return Command(name)
    led = _LED.match(text)
    if led is None:
        return None
    return Command(_ALONE[(led["zh"] or led["en"]).lower()], led["rest"].strip())


def courtesy_in(text: str) -> str | None:
    """`greeting` or `thanks`, None where the words are more than that."""
    return COURTESIES.get(" ".join(text.lower().split()).rstrip("。.!！?？~～"))


def kind_of(sentence: Sentence, said: str) -> Kind:
    """A question, or a proposal: whoever asks whether they may do something definite wants it checked."""
    if not _ASKS.search(said):
        return Kind.PROPOSAL
    told = [mention for mention in sentence.amounts if mention.quantity]
    definite = any(mention.unit == "percent" or sentence.of("action") for mention in told)
    return Kind.PROPOSAL if definite and not sentence.of("marker", "who") and not _of_another_post(sentence) else Kind.QUESTION


def _of_another_post(sentence: Sentence) -> bool:
    """Whether it asks what a post may do (经理能罚 150 元吗, may the manager pay 150), which the speaker needn't hold."""
    places = [(role, may) for role in sentence.of("role") for may in sentence.of("marker", "may")]
    return any(0 <= may.start - role.end <= 1 or (sentence.language == "en" and 0 <= role.start - may.end <= _THE) for role, may in places)


#: Room for an article between "may" and a post.
_THE = 5


def fact_open(sentence: Sentence, fact: str) -> bool:
    """Whether the words say that it isn't known yet (还没检验)."""
    return any(hit.part == "open" for hit in sentence.of("fact", fact))


def fact_said(text: str) -> str | None:
    """`yes`, `no` or `open`, None where the words are none of these."""
    return SAID.get(" ".join(text.lower().split()).rstrip("。.!！"))
