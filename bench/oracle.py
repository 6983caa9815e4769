"""`make oracle`: our decisions against the independent oracle, on 100,000 random books, proposals and absences.

python bench/oracle.py [how many] [from which number on]
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.bot.authority.chances import chance
from tests.bot.authority.test_oracle import disagreement

CASES = 100_000
SHARE = 1000


def compare(numbers: range) -> list[str]:
    """What we and the oracle disagree about in some cases."""
    return [f"case {number}: {wrong}" for number in numbers if (wrong := disagreement(chance(number)))]


def main(cases: int, first: int) -> int:
    """Print every disagreement; 1 if there is one."""
    start = time.perf_counter()
    shares = [range(at, min(at + SHARE, first + cases)) for at in range(first, first + cases, SHARE)]
    wrong: list[str] = []
    with multiprocessing.Pool() as pool:
        for found in pool.imap(compare, shares):
            wrong += found
            print(*found, sep="\n", end="\n" if found else "")
    print(f"{cases - len(wrong):,} of {cases:,} cases agree with the oracle, in {time.perf_counter() - start:.0f} s")
    return int(bool(wrong))


if __name__ == "__main__":
    asked = [int(one) for one in sys.argv[1:]]
    sys.exit(main(*[*asked, *(CASES, 0)[len(asked) :]]))
