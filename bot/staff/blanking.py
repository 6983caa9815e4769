"""A text without people, as far as they can be told: those of the staff list, surnames with 小 or 老, mentions and long numbers.

What is kept to learn from, or leaves the house, goes through here.
"""

from __future__ import annotations

import re

from bot.staff.people import Staff

NAME, NUMBER = "〈人〉", "〈号〉"
_SURNAME = (
    "[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷"
    "钱汤尹黎易常武乔贺赖龚文張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻鐘鄒陸龍萬錢湯喬賀賴龔]"
)
#: 小王, 老李; 王阿姨, 李先生.
_COLLEAGUE = re.compile(rf"[小老阿]{_SURNAME}|{_SURNAME}[一-鿿]?(?:先生|女士|小姐|太太|阿姨|大爷|大妈|大叔|师傅|同学|老师)")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+[A-Z][a-z]+")
_MENTION = re.compile(r"<[@#!][^<>\s]{1,80}>|@[\w.-]{2,64}|[\w.+-]+@[\w-]+\.[\w.]+")
_LONG_NUMBER = re.compile(r"[0-9０-９][0-9０-９ -]{6,}[0-9０-９]")


def nameless(text: str, staff: Staff) -> str:
    """The text with people and long numbers blanked."""
    said = text.lower()
    names = {name for person in staff.people.values() for name in (person.name, person.id) if len(name) > 1 and name.lower() in said}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        text = re.sub(re.escape(name), NAME, text, flags=re.IGNORECASE)
    for pattern, blank in ((_MENTION, NAME), (_TITLED, NAME), (_COLLEAGUE, NAME), (_LONG_NUMBER, NUMBER)):
        text = pattern.sub(blank, text)
    return text
