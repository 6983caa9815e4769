"""Chinese numerals, by themselves or after digits: 一百五, 三四百, 一点五万, 半千, 1万2, 一百多.

What has two readings comes back without a value and with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.language.amounts.numeral import DIGITS, LETTERS, LONGEST, MAGNITUDES, SHORT_TENS, Numeral, times

_ZH_DIGIT = "[零〇一二两三四五六七八九]"

#: Two figures side by side name a span: 三四百, 三五百.
_ROUGH_PAIRS = {(a, a + 1) for a in range(1, 9)} | {(3, 5)}
_TOKEN = re.compile(
    r"(?P<digit>[零〇一二两俩仨三四五六七八九壹贰叁肆伍陆柒捌玖]|参(?=[拾佰仟]))"
    r"|(?P<short>[廿卅])"
    r"|(?P<half>(?<!个)半(?=[百千万]))"  # 半千 is 500
    r"|(?!千万[别不要记注得]|千[克米瓦卡]|[十百千万] ?分之)(?P<power>[十拾百佰千仟万亿])"
)
_WRITTEN_TOKEN = re.compile(r"[0-9]+| [0-9]+ ?(?=[十百千])| [1-9](?= ?(?:[的块元,.;!?。，；]|$))")  # 1万2, 1 万 2 千, 2 万 5 的货
_FRACTION = re.compile(rf"点({_ZH_DIGIT}+)(?![十分刻])")

#: After a shortened last figure (一百五) these show that it belongs to what follows: 一百一个人, 一百五天内交.
_COUNTED = re.compile(r" ?(?:[个人名位次件份天号条月日年点组张折成%]|people|days?|times)")
#: What one of costs so much: 三百八一台, 一百二一斤.
_ONE = re.compile("[台件个只套瓶盒箱包双把条辆张份斤支本床桌晚间位人次天]")
_LOOSE = (
    (re.compile(r"[多余](?!少|给|发|人)(?P<power>[百千万亿]*)"), "over"),
    (re.compile(r"来(?=[块元个人名次天件万亿千])(?P<power>[千万亿]*)"), "about"),
    (re.compile(r"好?几(?P<power>[百千万亿]*)"), "vague"),
)


class Token(NamedTuple):
    """One figure (`power` 1) or one magnitude of a numeral."""

    value: Decimal
    power: int
    end: int
    written: str = ""


def read_spoken(text: str, at: int) -> Numeral | None:
    """The Chinese numeral that begins at `at`: 五百, 三四百, 一点五万; 百 alone is none."""
    tokens = read_tokens(text, at)
    if not tokens:
        return None
    alone = len(tokens) > 1 and any(token.power > 1 for token in tokens)
    found = Numeral(start=at, end=tokens[-1].end, alone=alone)
    if fraction := _FRACTION.match(text, found.end):
        return _read_fraction(text, found, tokens, fraction)
    if len(tokens) == 1 and tokens[0].power >= 100:
        return None  # 百 alone is no number: 百货, 千万别
    if all(token.power == 1 for token in tokens):
        return _say_figures(found, tokens)
    return compose(text, found, tokens)


def read_tokens(text: str, at: int) -> tuple[Token, ...]:
    """The figures and magnitudes from `at` on; digits count only straight after a magnitude (1万2)."""
    found: list[Token] = []
    while at < len(text):
        if text[at] in LETTERS and not found:
            found.append(Token(Decimal(0), LETTERS[text[at]], at + 1))
        elif token := _TOKEN.match(text, at):
            found.extend(_token(token))
        elif _goes_on(found) and (figures := _WRITTEN_TOKEN.match(text, at)):
            said = figures.group().strip()
            found.append(Token(Decimal(said[:LONGEST]), 1, figures.end(), said))
        else:
            break
        at = found[-1].end
    return tuple(found)


def _goes_on(found: Sequence[Token]) -> bool:
    """Whether digits may follow: 1万2, 1万零500."""
    return bool(found) and (found[-1].power > 1 or (len(found) > 1 and not found[-1].value))


def _token(match: re.Match[str]) -> tuple[Token, ...]:
    char, end = match.group(), match.end()
    if match["half"]:
        return (Token(Decimal("0.5"), 1, end),)
    if char in SHORT_TENS:
        return Token(Decimal(SHORT_TENS[char]), 1, end), Token(Decimal(0), 10, end)
    if char in MAGNITUDES:
        return (Token(Decimal(0), MAGNITUDES[char], end),)
    return (Token(Decimal(DIGITS[char]), 1, end),)


def _say_figures(found: Numeral, tokens: Sequence[Token]) -> Numeral:
    """五 is five, 五零零 is 500, 三四 is three or four, 九五 is 95 before 折 and otherwise unclear."""
    figures = "".join(str(token.value) for token in tokens)
    found = found._replace(figures=figures)
    if len(figures) > 6 or (len(figures) > 1 and figures[0] == "0"):
        return found._replace(why="label")  # a phone number, a year, an id
    if len(figures) == 2 and "0" not in figures:
        return _pair(found, tokens[0].value, tokens[1].value, int(figures[0]), int(figures[1]))
    return found._replace(value=Decimal(figures), alone=len(figures) > 2)


def _pair(found: Numeral, low: Decimal | None, high: Decimal | None, first: int, second: int) -> Numeral:
    if low is None or high is None or (first, second) not in _ROUGH_PAIRS:
        return found._replace(why="two-readings")
    return found._replace(relation="range", low=low, high=high, why="range")


def _read_fraction(text: str, found: Numeral, tokens: Sequence[Token], fraction: re.Match[str]) -> Numeral:
    """三点五, 一点五万."""
    whole = _sum(tokens)
    found = found._replace(end=fraction.end(), pointed=True, alone=False)
    if whole is None or len(fraction[1]) > LONGEST:
        return found._replace(why="two-readings")
    value = whole + Decimal("0." + "".join(str(DIGITS[char]) for char in fraction[1]))
    found = found._replace(value=value)
    while (power := _TOKEN.match(text, found.end)) and power["power"]:
        found = times(found, Decimal(MAGNITUDES[power.group()]), power.end())
    return found


def compose(text: str, found: Numeral, tokens: Sequence[Token]) -> Numeral:
    """The number that figures and magnitudes make together."""
    if len(tokens) > 2 * LONGEST:
        return found._replace(end=tokens[-1].end, value=None, why="not-a-number")
    if _ends_elsewhere(text, tokens) or _is_price(text, tokens):
        tokens = tokens[:-1]
    found = found._replace(end=tokens[-1].end, factor=_last_power(tokens), value=None)
    for index in range(len(tokens) - 1):
        first, second = tokens[index], tokens[index + 1]
        if first.power == second.power == 1 and first.value and second.value and not first.written:
            low, high = (_sum((*tokens[:at], *tokens[at + 1 :])) for at in (index + 1, index))
            return _pair(found, low, high, int(first.value), int(second.value) if second.value < 10 else 0)
    value = _sum(tokens)
    if value is None:
        return found._replace(why="two-readings")
    if value > Decimal(10) ** LONGEST:
        return found._replace(why="not-a-number")
    return loosen(text, found._replace(value=value))


def _ends_elsewhere(text: str, tokens: Sequence[Token]) -> bool:
    """Whether the last figure counts what follows, and isn't the short tail of the number: 一百一个人."""
    if len(tokens) < 3 or tokens[-1].power > 1 or len(tokens[-1].written) > 1:
        return False
    return tokens[-2].power >= 100 and _COUNTED.match(text, tokens[-1].end) is not None


def _is_price(text: str, tokens: Sequence[Token]) -> bool:
    """Whether the last figure is the one thing that costs so much: 三百八一台."""
    if len(tokens) < 4 or tokens[-3].power < 100 or any(token.power > 1 or not token.value for token in tokens[-2:]):
        return False
    return tokens[-1].value == 1 and _ONE.match(text, tokens[-1].end) is not None


def _last_power(tokens: Sequence[Token]) -> Decimal:
    """一百五 ends on a hundred as much as 一百 does."""
    return Decimal(next((token.power for token in reversed(tokens) if token.power > 1), 1))


def _sum(tokens: Sequence[Token]) -> Decimal | None:
    """What the tokens add up to; None where they don't follow one another as in a number."""
    total, base, high = Decimal(0), 0, 10**13
    part: list[Token] = []
    for token in tokens:
        if token.power < 10**4:
            part.append(token)
        elif not part and total and token.power > base:  # 万亿
            total, base, high = total * token.power, token.power, token.power
        else:
            section = _section(part, base, last=False)
            if not section or token.power >= high:
                return None
            total, base, high, part = total + section * token.power, token.power, token.power, []
    rest = _section(part, base, last=True)
    return None if rest is None else total + rest


def _section(tokens: Sequence[Token], base: int, *, last: bool) -> Decimal | None:
    """The worth of the figures up to 千 that stand between two of 万 and 亿; `base` is the one before them."""
    total, lowest = Decimal(0), 10**4
    figure: Token | None = None
    zero = False
    for token in tokens:
        if token.power > 1:
            bare = figure is None and (token.power > 10 or total % 100)
            if bare or token.power >= lowest or (zero and base == token.power * 10):
                return None
            total += (figure.value if figure else 1) * token.power
            figure, zero, base, lowest = None, False, token.power, token.power
        elif figure:
            return None
        elif token.value or token.written:
            figure = token
        else:
            zero = True
    if figure and not last and not zero and 100 <= lowest < 10**4:
        return None  # 一百五万 has two readings
    rest = _rest(figure, base, zero=zero)
    return None if rest is None else total + rest


def _rest(figure: Token | None, last: int, *, zero: bool) -> Decimal | None:
    """The worth of a last figure that no magnitude follows: 50 in 一百五, 5 in 一百零五 and 二十五."""
    if figure is None:
        return Decimal(0)
    if zero or last <= 10:
        return figure.value
    if len(figure.written) <= 1 and figure.value:
        return figure.value * (last // 10)
    return figure.value if len(figure.written) == len(str(last)) - 1 else None  # 1万2345


def loosen(text: str, found: Numeral) -> Numeral:
    """`found` with the 多, 余, 来 or 几 that follows, and the magnitude after it: 一百多万."""
    if found.value is None or not found.value:
        return found
    for pattern, relation in _LOOSE:
        if loose := pattern.match(text, found.end):
            base = found.value
            for power in loose["power"][:4]:
                base *= MAGNITUDES[power]
            found = found._replace(end=loose.end(), alone=True)
            if relation == "about":
                return found._replace(value=base, relation="about")
            why = "vague" if relation == "vague" else "range"
            return found._replace(value=None, relation="over", low=base, why=why)
    return found
