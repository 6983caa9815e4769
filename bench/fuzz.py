"""`make fuzz`: the language layer over mixed-script input. No exception, and nothing of 4 KB takes longer than 50 ms.

    .venv/bin/python -m bench.fuzz [--seconds 60] [--seed 1] [--atheris]

With --atheris (`pip install -e .[fuzz]`) coverage leads the way; without it, the generator below alone. A finding is
printed as Python text that shows it again.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable

from bot.language.amounts import find_amounts
from bot.language.recognising.normalising import normalise
from bot.language.recognising.phrasebook import phrasebook
from bot.language.speaking import Speaker
from bot.rulebook.library import Library
from bot.understanding import Understanding

MOST, SLOW = 4096, 0.050
#: A slow run is run again so often; the best counts, since the machine does other things too.
AGAIN = 5
#: Characters from everywhere, and those that have broken programs before.
SCRIPTS = (
    "罚款退货打折赔偿奖励经理总监顾客客户不没有未如果能否谁多少",
    "罰款退貨打折賠償獎勵經理總監顧客不沒有", "一二三四五六七八九十百千万亿零两半几点个",
    "abcdefghijklmnopqrstuvwxyz", "ABCXYZ", "0123456789", "０１２３４５６７８９", "ａｂｃＡＢＣ", "٠١٢٣٤٥",
    "абвгд", "אבגד", "ابجد", "กขค", "한국어", "ひらカナ", "éüñß", "İıſ",
    " \t\n\r\u3000\u00a0", ".,;:!?。，；：！？、…—–-", "*()[]{}<>@#$%^&_=+|\\/~`'\"“”‘’", "￥¥元块角分折%％",
    "\u200b\u200c\u200d\u2060\ufeff", "\u202a\u202e\u2066\u2069",
    "\u0300\u0301\u20e3", "\x00\x01\x07\x1b\x7f\x85", "😀👨‍👩‍👧🇨🇳", "\ud800\udfff", "\U0001d7d8\U00020000\U0010ffff", "㈠①⑩㎡㍿ﬁ",
)  # fmt: skip
Check = Callable[[str], None]


class Slow(Exception):
    """An input took too long."""


def words_of(library: Library) -> list[str]:
    """Phrases and titles of the library, for inputs that get past the first word."""
    titles = [name for role in library.roles.values() for name in (role.title.zh, role.title.en)]
    return sorted(phrasebook(library).words | set(titles))


def sentence(chance: random.Random, words: list[str], most: int = MOST) -> str:
    """A text of up to `most` bytes in which everything may stand beside everything."""
    length = chance.choice((chance.randrange(1, 40), chance.randrange(1, 400), most))
    pieces: list[str] = []
    size = 0
    while size < length:
        piece = _piece(chance, words)
        pieces.append(piece)
        size += len(piece)
    return cut("".join(pieces), most)


def cut(text: str, most: int = MOST) -> str:
    """The beginning of a text that is no longer than so many bytes."""
    while (size := len(text.encode("utf-8", "surrogatepass"))) > most:
        text = text[: len(text) - max(1, (size - most) // 4)]
    return text


def _piece(chance: random.Random, words: list[str]) -> str:
    kind = chance.randrange(6)
    if kind < 2:
        return chance.choice(words)
    if kind == 2:
        unit = chance.choice(("元", "块", "折", "%", " yuan", ".", ",", "万", "毛"))
        return f"{chance.choice(('', '¥', '-', '第'))}{chance.randrange(10 ** chance.randrange(1, 25))}{unit}"
    if kind == 3:
        return chance.choice(words) * chance.randrange(2, 60)
    script = chance.choice(SCRIPTS)
    if kind == 4:
        return chance.choice(script) * chance.randrange(1, 300)
    return "".join(chance.choice(script) for _ in range(chance.randrange(1, 12)))


def checks_of(understanding: Understanding) -> dict[str, Check]:
    """What is done with each input."""
    speaker = Speaker(roles=("customer-service/manager",))

    def ask(text: str) -> None:
        understanding.ask(text, speaker)

    def check(text: str) -> None:
        understanding.check(text, speaker)

    def amounts(text: str) -> None:
        find_amounts(normalise(text))

    return {"ask": ask, "check": check, "amounts": amounts}


def put(checks: dict[str, Check], text: str, *, slow: float | None = SLOW) -> None:
    """Put one input to everything; raises what went wrong."""
    for name, check in checks.items():
        began = time.process_time()
        check(text)
        took = time.process_time() - began
        if slow is not None and took > slow:
            took = min(_timed(check, text) for _ in range(AGAIN))
            if took > slow:
                raise Slow(f"{name} takes {took * 1e3:.0f} ms for {len(text)} characters")


def _timed(check: Check, text: str) -> float:
    began = time.process_time()
    check(text)
    return time.process_time() - began


def _library() -> Library:
    from adapters.configuration import read_configuration

    return read_configuration(None, {}).library()


def by_chance(seconds: float, seed: int) -> int:
    """The generator alone, for so many seconds; how many inputs came out badly."""
    library = _library()
    checks, words, chance = checks_of(Understanding(library)), words_of(library), random.Random(seed)
    put(checks, "谁有权打折？")
    count, bad = 0, 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        text = sentence(chance, words)
        count += 1
        try:
            put(checks, text)
        except Exception as error:
            bad += 1
            print(f"{type(error).__name__}: {error}\n    {ascii(text)[:2000]}", flush=True)
            if bad >= 10:
                break
    print(f"{count} inputs in {seconds:.0f} s, {bad} bad")
    return int(bad > 0)


def by_coverage(seconds: float, seed: int) -> int:
    """atheris: its bytes choose pieces of the generator, so that coverage leads the way."""
    import atheris  # type: ignore[import-not-found]

    with atheris.instrument_imports(include=["bot.language"]):
        library = _library()
    atheris.instrument_all()
    checks, words = checks_of(Understanding(library)), words_of(library)
    put(checks, "谁有权打折？")

    def one(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        text = sentence(random.Random(provider.ConsumeInt(8)), words, 200) if provider.ConsumeBool() else ""
        text += provider.ConsumeUnicode(MOST)
        put(checks, cut(text), slow=None)  # instrumented code is slow; the generator alone measures time

    atheris.Setup([sys.argv[0], f"-max_total_time={int(seconds)}", f"-seed={seed}", "-max_len=4096", "-print_final_stats=1"], one)
    atheris.Fuzz()
    return 0


def main(arguments: list[str]) -> int:
    """Fuzz, and tell."""
    parser = argparse.ArgumentParser(description="the language layer over mixed-script input")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--atheris", action="store_true")
    options = parser.parse_args(arguments)
    return (by_coverage if options.atheris else by_chance)(options.seconds, options.seed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
