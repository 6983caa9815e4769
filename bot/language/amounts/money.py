"""What a number is worth in money: 两块五, 100元5角3分, ¥100 and 5毛, in one currency."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.language.amounts.numeral import Numeral, convert, plus, without_value
from bot.language.amounts.numerals import read_numeral
from bot.language.amounts.surroundings import Around
from bot.language.amounts.units import CURRENCY_AFTER
from bot.language.amounts.worth import FIGURE, Told, read_figure, stands_free, tell_plain

_COIN_TAIL = re.compile(
    rf" ?零?(?P<dimes>{FIGURE}) ?[毛角](?: ?零?(?P<cents>{FIGURE}) ?分|(?P<last>{FIGURE}))?"
    rf"| ?零?(?P<only>{FIGURE}) ?分|(?P<half>半(?![天年月个小价折路成]))| ?(?P<short>[0-9]{{1,2}}|[一二三四五六七八九])"
    rf"|(?P<unclear>零{FIGURE})"
)
_CENTS_AFTER_DIME = re.compile(rf" ?(?P<cents>{FIGURE}) ?分|(?P<last>{FIGURE})")
_AND = re.compile(r",? (?:and )?(?=[0-9a-z])")
_A_FEW = re.compile(r",? (?:and )?(?:a few|some|several|a couple of) (?:jiao|mao|dimes|fen|cents|pence|pennies)(?![a-z])")
#: Nobody says more of them than this.
_MOST_DIMES = 99
_ENGLISH_COIN = re.compile(r"[ -]?(?:(?P<tenth>jiao|mao|dimes?)|fen|cents?|pence|pennies)(?![a-z])")
_WHOLE = re.compile(r" ?[整正](?![个天年月日数理常式好])")


def tell_money(text: str, around: Around) -> Told:
    """100, 两块五 and 100元整 in the one currency that was said."""
    told = _coins(text, around) if text[around.end - 1] in "块元圆" else tell_plain(text, around)
    if whole := _WHOLE.match(text, told.end):
        told = told._replace(end=whole.end())
    told = _with_english_coins(text, told)
    late = CURRENCY_AFTER.match(text, told.end) if around.unit.unit == "CNY" else None
    if late and not late["coin"]:
        told = told._replace(unit=str(late.lastgroup), end=late.end())
    return _agree(told, around)


def _with_english_coins(text: str, told: Told) -> Told:
    """Five hundred yuan *and one fen*, 20 dollars 5 cents, 3 yuan 5 jiao 2 fen: smaller coins that are said behind."""
    if few := _A_FEW.match(text, told.end):
        return told._replace(numeral=without_value(told.numeral, "vague"), end=few.end())
    while joined := _AND.match(text, told.end):
        more = read_numeral(text, joined.end())
        coin = _ENGLISH_COIN.match(text, more.end) if more else None
        if more is None or coin is None:
            break
        sure = more.value is not None and more.relation == "exact" and told.numeral.value is not None
        rest = more.value / (10 if coin["tenth"] else 100) if sure and more.value is not None else None
        numeral = without_value(told.numeral, "two-readings") if rest is None else plus(told.numeral, rest)
        told = told._replace(numeral=numeral, end=coin.end())
    return told


def _coins(text: str, around: Around) -> Told:
    """两块五, 100元5角3分: the whole coins and what is said after them."""
    numeral, end = around.numeral, around.end
    told = Told(numeral, around.unit.unit, end)
    tail = _COIN_TAIL.match(text, end)
    if tail is None or numeral.value is None or numeral.relation != "exact":
        return told
    if (tail["last"] or tail["short"]) and not stands_free(text, tail.end()):
        if not tail["dimes"]:
            return told
        return told._replace(numeral=plus(numeral, read_figure(tail["dimes"]) / 10), end=tail.start("last"))
    if tail["unclear"] or _unclear_short(text, tail, numeral):
        return told._replace(numeral=without_value(numeral, "two-readings"), end=tail.end())
    short = tail["short"] or ""
    rest = read_figure(short) / (100 if len(short) == 2 else 10) if short.isdigit() or len(short) == 1 else Decimal(0)
    rest += read_figure(tail["dimes"]) / 10 + read_figure(tail["cents"] or tail["last"] or tail["only"]) / 100
    return told._replace(numeral=plus(numeral, rest + (Decimal("0.5") if tail["half"] else 0)), end=tail.end())


def _unclear_short(text: str, tail: re.Match[str], numeral: Numeral) -> bool:
    """100元5 and 100块50 may be two numbers that stand side by side."""
    short = tail["short"]
    if not short or not short.isascii() or numeral.value is None:
        return False
    return text[tail.start() - 1] != "块" or (len(short) == 2 and numeral.value >= 100)


def _agree(told: Told, around: Around) -> Told:
    """One currency out of the sign before and the word after the number."""
    before, after, symbol = around.left.currency, told.unit, around.left.symbol
    if not before or before == after:
        return told
    if (symbol == "¥" and after == "JPY") or (symbol == "$" and after in ("HKD", "TWD", "SGD", "AUD", "CAD", "NZD")):
        return told
    if after == "CNY" and symbol != "$" and _only_a_coin(around):
        return told._replace(unit=before)
    return told._replace(unit=before, numeral=without_value(told.numeral, "two-readings"))


def _only_a_coin(around: Around) -> bool:
    """Whether only 元 or 块 was said after the number, which any currency has."""
    return around.unit.pattern != ""


def tell_dime(text: str, around: Around) -> Told:
    """5毛 and 5毛5 in yuan; 五百零五毛 may be five hundred and fifty fen, or 505 dimes."""
    if around.numeral.value is not None and around.numeral.value > _MOST_DIMES:
        return _agree(Told(without_value(around.numeral, "two-readings"), "CNY", around.end), around)
    told = Told(convert(around.numeral, lambda value: value / 10), "CNY", around.end)
    cents = _CENTS_AFTER_DIME.match(text, told.end)
    if cents is None or (cents["last"] and not stands_free(text, cents.end())):
        return _agree(told, around)
    more = read_figure(cents["cents"] or cents["last"]) / 100
    return _agree(told._replace(numeral=plus(told.numeral, more), end=cents.end()), around)


def tell_cent(_text: str, around: Around) -> Told:
    """50分钱 in yuan."""
    return _agree(Told(convert(around.numeral, lambda value: value / 100), "CNY", around.end), around)
