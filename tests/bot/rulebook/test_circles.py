"""Circles in a relation."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rulebook.circles import circles
from bot.rulebook.reading import examine


def test_a_line_has_no_circle():
    assert circles({"a": ["b"], "b": ["c", "d"], "c": ["d"]}) == []


def test_each_circle_is_named_once_from_its_smallest_member():
    assert circles({"c": ["a"], "a": ["b"], "b": ["c"], "z": ["z"], "x": ["a"]}) == [("a", "b", "c"), ("z",)]


def test_one_that_stands_in_two_circles_is_named_in_both():
    assert circles({"a": ["b", "c"], "b": ["a"], "c": ["a"]}) == [("a", "b"), ("a", "c")]


def test_a_very_long_circle_is_found():
    line = {f"{number:05}": [f"{(number + 1) % 20_000:05}"] for number in range(20_000)}

    assert len(circles(line)[0]) == 20_000


POSTS = [f"p{number}" for number in range(5)]
#: What relates a post to others, and how the checker names a circle in it.
RELATIONS = {
    "reporting-cycle": lambda to: {"reports_to": {"roles": to, "clause": "1.1"}},
    "inheriting-cycle": lambda to: {"inherits": {"roles": to, "clause": "1.1"}},
    "acting-cycle": lambda to: {"acts_for": {"role": to[0], "clause": "1.1"}},
}


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(RELATIONS)),
    st.dictionaries(st.sampled_from(POSTS), st.lists(st.sampled_from(POSTS), min_size=1, max_size=2, unique=True)),
)
def test_no_circle_survives_loading(kind, related):
    """Whatever relates the posts: the book is refused just where following it comes back to where it began."""
    related = {post: to[:1] for post, to in related.items()} if kind == "acting-cycle" else related
    words = {"zh": "岗", "en": "post"}
    roles = {post: {"title": {"zh": post, "en": post}} | (RELATIONS[kind](related[post]) if post in related else {}) for post in POSTS}
    head = {"book": "shop", "title": words, "source": {"document": words, "sha256": "0" * 64}, "unit": words}
    book = {**head, "roles": roles, "clauses": {"1.1": {"role": "p0", **words}}}

    examined = examine({"shop/rulebook.yaml": json.dumps(book), "vocabulary.yaml": "{concepts: {}}"})

    assert (kind in {finding.kind for finding in examined.findings}) == any(comes_back(related, post) for post in POSTS)
    assert (examined.library is None) == any(not finding.warning for finding in examined.findings)


def comes_back(related, start):
    """Whether somebody who follows the relation from here can come back here."""
    reached, pending = set(), list(related.get(start, ()))
    while pending:
        post = pending.pop()
        if post not in reached:
            reached.add(post)
            pending += related.get(post, ())
    return start in reached
