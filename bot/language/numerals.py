"""Numbers as people write and say them: digits, Chinese numerals, the two mixed, and English words.

`read_numeral` reads the number that begins at a place, as far as it goes. What has two readings, or is no
number after all, comes back without a value and with the reason. This module knows no units and no currencies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

#: Beyond this many digits nobody means an amount of money.
LONGEST = 30

DIGITS = {char: value for value, row in enumerate(
    ("零〇", "一壹", "二贰两俩", "三叁仨参", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for char in row}  # fmt: skip
MAGNITUDES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10**4, "亿": 10**8}
LETTERS = {"k": 1000, "w": 10**4}
#: 廿 and 卅 are 二十 and 三十 in one character.
SHORT_TENS = {"廿": 2, "卅": 3}

WORDS = {word: value for value, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split()
)} | {word: 10 * tens for tens, word in enumerate(
    "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
)}  # fmt: skip
POWERS = {"hundred": 100, "thousand": 1000, "grand": 1000, "million": 10**6, "billion": 10**9}

_ZH_DIGIT = "[零〇一二两三四五六七八九]"
_POWER = "|".join(POWERS)

#: Two figures side by side name a span: 三四百, 三五百.
_ROUGH_PAIRS = {(a, a + 1) for a in range(1, 9)} | {(3, 5)}


class Numeral(NamedTuple):
    """A number with its place in the text; a tuple, since it is changed often and copied cheaply."""

    start: int
    end: int
    value: Decimal | None = None
    #: 'exact', 'about' (一百来), 'over' (一百多) or 'range' (三四百); the last two have no `value`.
    relation: str = "exact"
    low: Decimal | None = None
    high: Decimal | None = None
    #: Why there is no value: 'label' is for times, dates and clause numbers.
    why: str = ""
    #: The figures where they were said one by one (九五), as in 九五折.
    figures: str = ""
    #: The last magnitude said, which 3到5百 lends to the 3.
    factor: Decimal = Decimal(1)
    #: In digits, not in words.
    written: bool = False
    #: Said with 点, like a time of day.
    pointed: bool = False
    #: 五 alone is rarely an amount; 五百 is, and 5.
    alone: bool = True


class _Token(NamedTuple):
    """One figure (`power` 1) or one magnitude of a numeral."""

    value: Decimal
    power: int
    end: int
    written: str = ""


def read_numeral(text: str, at: int) -> Numeral | None:
    """The number beginning at `at`, which mustn't lie inside another; None where there is none."""
    for reader in (_read_vague, _read_written, _read_spoken, _read_english):
        if numeral := reader(text, at):
            return numeral
    return None


# --- in digits ---------------------------------------------------------------------------------------

_RUN = re.compile(
    # linear, since each turn begins with its own mark
    r"(?:[0-9]+|\.[0-9]+|(?=[¼-¾⅐-⅞]))(?:(?:[.,'’:/⁄×^+x]|[*]{1,2})[0-9]+| (?:[0-9]{3}|[0-9])(?![0-9.]))*[¼-¾⅐-⅞]?"
)
_SCIENTIFIC = re.compile(r"e[+-]?[0-9]+")
#: What a run of digits and marks is; the first that fits.
_FORMS = (
    (re.compile(r"[1-9][0-9]{0,2}\.[0-9]{2}0"), "two-readings"),  # elsewhere 1.500 is fifteen hundred
    (re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+"), ""),
    (re.compile(r"0[0-9]+(?:\.[0-9]+)?"), "label"),
    (re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?"), ""),
    (re.compile(r"[1-9][0-9]{0,1},[0-9]{3}(?:\.[0-9]+)?"), ""),
    (re.compile(r"[1-9][0-9]{0,2},000(?:\.[0-9]+)?"), ""),
    # `1 000` can only be a thousand; in `3 100` the 3 may belong to what comes before, and so may the 100 in `100,500`
    (re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3}){2,}(?:\.[0-9]+)?"), ""),
    (re.compile(r"[1-9][0-9]{0,2} 000(?:\.[0-9]+)?"), ""),
    (re.compile(r"[0-9]+(?:\.[0-9]+){2,}|[0-9]{1,2}(?::[0-9]{2}){1,2}|[0-9]+(?:[/⁄][0-9]+)+"), "label"),
)
_MAGNITUDE = re.compile(r" ?(?:千万(?=[别不要记注得])|千(?=[克米瓦卡])|(?P<zh>[十百千万亿佰仟拾])|(?P<letter>[kw])(?![a-z]))")
_EN_POWER = re.compile(rf"[ -]?(?P<power>{_POWER}|mn|bn)(?![a-z])")
_POINTED = re.compile(r"点([0-9]{1,4})(?= ?(?:[万千百亿元块折%]))")


def _read_written(text: str, at: int) -> Numeral | None:
    run = _RUN.match(text, at)
    if run is None:
        return None
    if point := _POINTED.match(text, run.end()):
        return _read_pointed(text, run, point)
    found = Numeral(start=at, end=run.end(), written=True, why=_form(run.group()))
    if over := _SCIENTIFIC.match(text, run.end()):
        return found._replace(end=over.end(), why="not-a-number")
    if found.why:
        return found
    value = Decimal(re.sub("[, ]", "", run.group()))
    return _enlarge(text, found._replace(value=value), value)


def _form(run: str) -> str:
    if len(run) > LONGEST:
        return "not-a-number"
    return next((why for form, why in _FORMS if form.fullmatch(run)), "two-readings")


def _read_pointed(text: str, run: re.Match[str], point: re.Match[str]) -> Numeral:
    """3点5万, 9点5折; but 3点50元 may be fifty yuan at three o'clock."""
    found = Numeral(start=run.start(), end=point.end(), written=True, pointed=True)
    if not run.group().isdigit() or len(run.group()) > LONGEST or len(point[1]) > 1:
        return found._replace(why="two-readings")
    value = Decimal(f"{run.group()}.{point[1]}")
    large = _enlarge(text, found._replace(value=value), value)
    return large._replace(pointed=large.factor == 1)


def _enlarge(text: str, found: Numeral, value: Decimal) -> Numeral:
    """`found` with the magnitudes that follow its digits: 1.5万, 1万2, 5 hundred, 3k."""
    if power := _EN_POWER.match(text, found.end):
        factor = Decimal({"mn": 10**6, "bn": 10**9}.get(power["power"], POWERS.get(power["power"], 1)))
        return found._replace(end=power.end(), value=value * factor, factor=factor)
    magnitude = _MAGNITUDE.match(text, found.end)
    if magnitude and magnitude.lastgroup:
        first = _Token(value, 1, found.end, text[found.start : found.end])
        return _compose(text, found, (first, *_tokens(text, magnitude.end() - 1)))
    return _loosen(text, found)


# --- in Chinese --------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"(?P<digit>[零〇一二两俩仨三四五六七八九壹贰叁肆伍陆柒捌玖]|参(?=[拾佰仟]))"
    r"|(?P<short>[廿卅])"
    r"|(?!千万[别不要记注得]|千[克米瓦卡]|[十百千万] ?分之)(?P<power>[十拾百佰千仟万亿])"
)
_WRITTEN_TOKEN = re.compile(r"[0-9]+| [0-9]+ ?(?=[十百千])")  # 1万2, and 1 万 2 千
_FRACTION = re.compile(rf"点({_ZH_DIGIT}+)(?![十分刻])")
#: After a shortened last figure (一百五) these show that it belongs to what follows: 一百一个人, 一百五天内交.
_COUNTED = re.compile(r" ?(?:[个人名位次件份天号条月日年点组张折成%]|people|days?|times)")
_LOOSE = (
    (re.compile(r"[多余](?!少|给|发|人)(?P<power>[百千万亿]*)"), "over"),
    (re.compile(r"来(?=[块元个人名次天件万亿千])(?P<power>[千万亿]*)"), "about"),
    (re.compile(r"好?几(?P<power>[百千万亿]*)"), "vague"),
)


def _read_spoken(text: str, at: int) -> Numeral | None:
    tokens = _tokens(text, at)
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
    return _compose(text, found, tokens)


def _tokens(text: str, at: int) -> tuple[_Token, ...]:
    """The figures and magnitudes from `at` on; digits count only straight after a magnitude (1万2)."""
    found: list[_Token] = []
    while at < len(text):
        if text[at] in LETTERS and not found:
            found.append(_Token(Decimal(0), LETTERS[text[at]], at + 1))
        elif token := _TOKEN.match(text, at):
            found.extend(_token(token))
        elif _goes_on(found) and (figures := _WRITTEN_TOKEN.match(text, at)):
            said = figures.group().strip()
            found.append(_Token(Decimal(said[:LONGEST]), 1, figures.end(), said))
        else:
            break
        at = found[-1].end
    return tuple(found)


def _goes_on(found: Sequence[_Token]) -> bool:
    """Whether digits may follow: 1万2, 1万零500."""
    return bool(found) and (found[-1].power > 1 or (len(found) > 1 and not found[-1].value))


def _token(match: re.Match[str]) -> tuple[_Token, ...]:
    char, end = match.group(), match.end()
    if char in SHORT_TENS:
        return _Token(Decimal(SHORT_TENS[char]), 1, end), _Token(Decimal(0), 10, end)
    if char in MAGNITUDES:
        return (_Token(Decimal(0), MAGNITUDES[char], end),)
    return (_Token(Decimal(DIGITS[char]), 1, end),)


def _say_figures(found: Numeral, tokens: Sequence[_Token]) -> Numeral:
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


def _read_fraction(text: str, found: Numeral, tokens: Sequence[_Token], fraction: re.Match[str]) -> Numeral:
    """三点五, 一点五万."""
    whole = _sum(tokens)
    found = found._replace(end=fraction.end(), pointed=True, alone=False)
    if whole is None or len(fraction[1]) > LONGEST:
        return found._replace(why="two-readings")
    value = whole + Decimal("0." + "".join(str(DIGITS[char]) for char in fraction[1]))
    found = found._replace(value=value)
    while (power := _TOKEN.match(text, found.end)) and power["power"]:
        found = _times(found, Decimal(MAGNITUDES[power.group()]), power.end())
    return found


def _times(found: Numeral, factor: Decimal, end: int) -> Numeral:
    if found.value is None or found.value * factor > Decimal(10) ** LONGEST:
        return found._replace(end=end, value=None, why="not-a-number")
    return found._replace(end=end, value=found.value * factor, factor=factor, alone=True, pointed=False)


def _compose(text: str, found: Numeral, tokens: Sequence[_Token]) -> Numeral:
    """The number that figures and magnitudes make together."""
    if len(tokens) > 2 * LONGEST:
        return found._replace(end=tokens[-1].end, value=None, why="not-a-number")
    if _ends_elsewhere(text, tokens):
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
    return _loosen(text, found._replace(value=value))


def _ends_elsewhere(text: str, tokens: Sequence[_Token]) -> bool:
    """Whether the last figure counts what follows, and isn't the short tail of the number: 一百一个人."""
    if len(tokens) < 3 or tokens[-1].power > 1 or len(tokens[-1].written) > 1:
        return False
    return tokens[-2].power >= 100 and _COUNTED.match(text, tokens[-1].end) is not None


def _last_power(tokens: Sequence[_Token]) -> Decimal:
    """一百五 ends on a hundred as much as 一百 does."""
    return Decimal(next((token.power for token in reversed(tokens) if token.power > 1), 1))


def _sum(tokens: Sequence[_Token]) -> Decimal | None:
    """What the tokens add up to; None where they don't follow one another as in a number."""
    total, base, high = Decimal(0), 0, 10**13
    part: list[_Token] = []
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


def _section(tokens: Sequence[_Token], base: int, *, last: bool) -> Decimal | None:
    """The worth of the figures up to 千 that stand between two of 万 and 亿; `base` is the one before them."""
    total, lowest = Decimal(0), 10**4
    figure: _Token | None = None
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


def _rest(figure: _Token | None, last: int, *, zero: bool) -> Decimal | None:
    """The worth of a last figure that no magnitude follows: 50 in 一百五, 5 in 一百零五 and 二十五."""
    if figure is None:
        return Decimal(0)
    if zero or last <= 10:
        return figure.value
    if len(figure.written) <= 1 and figure.value:
        return figure.value * (last // 10)
    return figure.value if len(figure.written) == len(str(last)) - 1 else None  # 1万2345


def _loosen(text: str, found: Numeral) -> Numeral:
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


# --- said without a number -------------------------------------------------------------------------

_VAGUE = (
    (re.compile(r"(?:好|大)?几[十百千万亿]+|(?<![人总次分份指参件天单])数[十百千万亿]+|[百千]儿八百"), ""),
    (re.compile(r"(?<![早晚马网线以加算之完达形组])[上成](?P<floor>[百千万亿]+)(?:上[千万])?(?=[块元人个名])"), "floor"),
    (re.compile(r"几(?=[块元毛])|若干(?=[块元])"), ""),
    (re.compile(r"(?<![一二两三四五六七八九] )(?P<about>[百千万]+)(?:[来把]|十来|八十)?(?=[块元])"), "about"),
    (re.compile(rf"(?:a few|several|a couple(?: of)?|couple of|some|many|a) (?:{_POWER})s(?: of)?(?![a-z])"), ""),
    (re.compile(rf"(?:a few|several|a couple(?: of)?|couple of|some|many) (?:{_POWER})(?![a-z])"), ""),
    (re.compile(r"(?:a few|several|a couple of|some)(?= (?:yuan|kuai|bucks|dollars|rmb)(?![a-z]))"), ""),
    (re.compile(rf"(?:{_POWER})s(?: of)?(?![a-z])"), ""),
)


def _read_vague(text: str, at: int) -> Numeral | None:
    for pattern, group in _VAGUE:
        if match := pattern.match(text, at):
            found = Numeral(start=at, end=match.end(), why="vague")
            if not group:
                return found
            base = Decimal(1)
            for power in match[group][:4]:
                base *= MAGNITUDES[power]
            if group == "about":
                return found._replace(value=base, relation="about", why="")
            return found._replace(relation="over", low=base)
    return None


# --- in English ------------------------------------------------------------------------------------

_EN_WORD = re.compile(rf"(?P<word>{'|'.join(sorted(WORDS, key=len, reverse=True))}|{_POWER})(?![a-z])")
_EN_GAP = re.compile(r"[ -]")
_EN_AND = re.compile(r" and (?=[a-z])")
_EN_ONE = re.compile(rf"an? (?={_POWER})")
_EN_HALF = re.compile(rf"half an? (?P<power>{_POWER})(?![a-z])")
_EN_AND_HALF = re.compile(rf" and a half(?: (?P<power>{_POWER}))?(?![a-z])")
_EN_POINT = re.compile(rf" point((?: (?:{'|'.join(list(WORDS)[:10])})(?![a-z]))+)")


def _read_english(text: str, at: int) -> Numeral | None:
    found = Numeral(start=at, end=at)
    if half := _EN_HALF.match(text, at):
        power = Decimal(POWERS[half["power"]])
        return found._replace(end=half.end(), value=power / 2, factor=power)
    words, end = _english_words(text, at)
    if not words:
        return None
    value = _sum_english(words)
    small = len(words) == 1 and WORDS.get(words[0], 10) < 10
    found = found._replace(end=end, value=value, alone=not small, why="" if value is not None else "two-readings")
    return found if value is None else _finish_english(text, found._replace(factor=_english_factor(words)), value)


def _english_words(text: str, at: int) -> tuple[list[str], int]:
    one = _EN_ONE.match(text, at)
    words, end = (["one"], one.end() - 1) if one else ([], at)
    begin = one.end() if one else at
    between = text.endswith("between ", 0, at)
    while len(words) < LONGEST and (word := _EN_WORD.match(text, begin)):
        words.append(word["word"])
        end = word.end()
        gap = _EN_GAP.match(text, end)
        if joint := _EN_AND.match(text, end):
            gap = joint if not between and words[-1] in POWERS and _smaller(text, joint.end(), words[-1]) else None
        if gap is None:
            break
        begin = gap.end()
    return words, end


def _smaller(text: str, at: int, power: str) -> bool:
    """Whether what follows `and` continues the number: a hundred and fifty (thousand), but not a hundred and two hundred."""
    ahead: list[str] = []
    while len(ahead) < 4 and (word := _EN_WORD.match(text, at)):
        if POWERS.get(word["word"], 0) > POWERS[power]:
            break
        ahead.append(word["word"])
        at = word.end() + 1
    value = _sum_english(ahead)
    return value is not None and 0 < value < POWERS[power]


def _sum_english(words: Sequence[str]) -> Decimal | None:
    """What the words add up to; None where there are two ways to take them (one fifty)."""
    total, group, room, high = 0, 0, 10**12, 10**12
    for word in words:
        value = WORDS.get(word)
        if value is not None:
            if value >= room or (value == 0 and len(words) > 1):
                return None
            group += value
            room = 10 if value >= 20 else 1
        elif word == "hundred":
            if not 0 < group < 100:
                return None
            group, room = group * 100, 100
        else:
            if not group or POWERS[word] >= high:
                return None
            total, group, room, high = total + group * POWERS[word], 0, 1000, POWERS[word]
    return Decimal(total + group) if words else None


def _english_factor(words: Sequence[str]) -> Decimal:
    return Decimal(POWERS.get(words[-1], 1))


def _finish_english(text: str, found: Numeral, value: Decimal) -> Numeral:
    """two and a half thousand, two point five thousand."""
    if half := _EN_AND_HALF.match(text, found.end):
        factor = Decimal(POWERS[half["power"]]) if half["power"] else found.factor
        base = value * factor if half["power"] else value
        return found._replace(end=half.end(), value=base + factor / 2, factor=factor, alone=True)
    if point := _EN_POINT.match(text, found.end):
        figures = "".join(str(WORDS[word]) for word in point[1].split())
        if len(figures) > LONGEST:
            return found._replace(end=point.end(), value=None, why="not-a-number")
        found = found._replace(end=point.end(), value=Decimal(f"{value}.{figures}"))
        if power := _EN_POWER.match(text, found.end):
            return _times(found, Decimal(POWERS.get(power["power"], 10**6)), power.end())
    return found
