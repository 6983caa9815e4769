"""The few words that are Slack's own affair: titles of its modals, its buttons, and what only it can go wrong with."""

from __future__ import annotations

from bot.events import LARGEST
from bot.model import Language, Words

_MOST = LARGEST // 1_000_000

WORDS: dict[str, Words] = {
    "share": Words(zh="分享到频道", en="Share in the channel"),
    "shared-by": Words(zh="{who} 分享：", en="Shared by {who}:"),
    "share-gone": Words(zh="这条答复放得太久了，请再问一次。", en="This answer is too old to be shared; please ask again."),
    "outsider": Words(
        zh="访客、外部联系人和机器人不能使用。请公司的员工来问。",
        en="Guests, people of other companies and bots can't use this. Please have somebody of the company ask.",
    ),
    "failed": Words(zh="没有办成，什么也没有改动，请再试一次。", en="That didn't work and nothing was changed; please try again."),
    "too-large": Words(
        zh=f"文件超过 {_MOST} MB，收不了，这条消息也没有处理。请发小一点的。",
        en=f"That file is larger than {_MOST} MB, so nothing of the message was taken; please send a smaller one.",
    ),
    "no-file": Words(
        zh="文件读不了，这条消息也没有处理。请再发一次，或不带文件发。",
        en="That file couldn't be read, so nothing of the message was taken; please send it again, or without the file.",
    ),
    "submit": Words(zh="提交", en="Submit"),
    "close": Words(zh="放弃", en="Cancel"),
    "words": Words(zh="请写明", en="In your words"),
    "empty": Words(zh="请写几个字。", en="Please write a few words."),
    "request": Words(zh="请示", en="Request approval"),
    "action": Words(zh="事项", en="What"),
    "amount": Words(zh="数额", en="Amount"),
    "amount-hint": Words(zh="例如 300 元、9 折", en="Such as 300 yuan, or 10 % off"),
    "bad-amount": Words(
        zh="没看懂这个数额，请写一个，例如 300 元或 9 折。", en="That is no amount I can read; write one, such as 300 yuan or 10 % off."
    ),
    "other-language": Words(zh="English", en="中文"),
    "target": Words(zh="涉及的同事", en="Colleague concerned"),
    "reason": Words(zh="说明", en="In your words"),
    "yes": Words(zh="是", en="Yes"),
    "no": Words(zh="否", en="No"),
    "open": Words(zh="不知道", en="I don't know"),
    "sure": Words(zh="请确认", en="Please confirm"),
    "large": Words(zh="数额较大，确定吗？", en="That is a large sum. Are you sure?"),
    "away": Words(zh="登记外出", en="Record an absence"),
    "back": Words(zh="提前回来", en="I am back"),
    "from": Words(zh="从", en="From"),
    "until": Words(zh="到（含）", en="Until (included)"),
    "order": Words(zh="结束的日期不能早于开始的日期。", en="The end can't come before the beginning."),
    "own-words": Words(zh="用自己的话请教上级", en="Ask my superior in my own words"),
}


def said(key: str, language: Language) -> str:
    """One of them."""
    return WORDS[key].into(language)


def language_of_label(label: str) -> Language:
    """The language of a label that we wrote ourselves."""
    return "zh" if any("\u4e00" <= one <= "\u9fff" for one in label) else "en"
