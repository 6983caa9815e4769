"""How like a sentence is to those said before: all clauses are weighed at once, and come out as if each had been weighed alone."""

import random

from bot.language.likeness import Likely
from bot.understanding import Understanding


def test_what_is_said_together_counts_as_much_as_what_is_said_one_by_one(understanding: Understanding) -> None:
    tally = understanding.asked.tally
    assert tally
    said = sorted(tally.having)

    together = tally.scores(said)

    one_by_one = [0] * len(tally.lacking)
    for thing in said:
        one_by_one = [sum(both) for both in zip(one_by_one, tally.scores([thing]), strict=True)]
    assert together == one_by_one


def test_one_thing_counts_for_those_that_say_it_and_against_the_others(understanding: Understanding) -> None:
    tally = understanding.asked.tally
    assert tally
    for thing in random.Random(3).sample(sorted(tally.having), 200):
        row = memoryview(tally.having[thing]).cast("I").tolist()
        counted = dict(zip(row[::2], row[1::2], strict=True))

        assert tally.scores([thing]) == [lacking + counted.get(group, 0) for group, lacking in enumerate(tally.lacking)]


def test_what_nobody_ever_said_counts_nothing(understanding: Understanding) -> None:
    tally = understanding.asked.tally
    assert tally
    assert tally.scores(["neverheard", "又从未说过"]) == [0] * len(tally.lacking)


def test_the_likeliest_is_the_same_looked_for_among_all() -> None:
    """Where two are as likely, it is the later one, and a clause of one's own may overtake any other."""
    chance = random.Random(8)
    for _ in range(500):
        clauses = [f"1.{number}" for number in range(12)]
        own = frozenset(chance.sample(clauses, chance.randrange(4))) | {"9.9"}
        likely = Likely({clause: -64 * chance.randrange(12) for clause in clauses}, -300, own)

        assert likely.best() == likely.best_of(clauses)
