"""Circles in a relation."""

from bot.rulebook.circles import circles


def test_a_line_has_no_circle():
    assert circles({"a": ["b"], "b": ["c", "d"], "c": ["d"]}) == []


def test_each_circle_is_named_once_from_its_smallest_member():
    assert circles({"c": ["a"], "a": ["b"], "b": ["c"], "z": ["z"], "x": ["a"]}) == [("a", "b", "c"), ("z",)]


def test_one_that_stands_in_two_circles_is_named_in_both():
    assert circles({"a": ["b", "c"], "b": ["a"], "c": ["a"]}) == [("a", "b"), ("a", "c")]


def test_a_very_long_circle_is_found():
    line = {f"{number:05}": [f"{(number + 1) % 20_000:05}"] for number in range(20_000)}

    assert len(circles(line)[0]) == 20_000
