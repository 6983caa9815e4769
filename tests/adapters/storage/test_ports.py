"""What the port's values refuse, before any store sees them."""

from datetime import datetime

import pytest

from bot.ports import MOST_OUTGOING, Commit, Outgoing, Search, fields_of, key_of, split


def test_an_id_may_contain_slashes():
    assert split(key_of("acme", "role", "customer-service/manager")) == ("acme", "role", "customer-service/manager")


@pytest.mark.parametrize("parts", [("a/b", "role", "1"), ("", "role", "1"), ("acme", "", "1"), ("acme", "role", "")])
def test_a_key_has_three_parts(parts):
    with pytest.raises(ValueError, match="key"):
        key_of(*parts)


@pytest.mark.parametrize(
    ("differs", "sentence"),
    [
        ({"changes": {"beta/request/1": {}}}, "one tenant"),
        ({"read": {"beta/request/1": 1}}, "one tenant"),
        ({"changes": {"acme/audit/1": {}}}, "only the store itself"),
        ({"changes": {"acme/handled/1": None}}, "only the store itself"),
        ({"changes": {"acme/request/1": {"due_at": "2026-03-02T12:00:00"}}}, "no time zone"),
        ({"changes": {"acme/request/1": {"waiting_for": [7]}}}, "are text"),
        ({"changes": {"acme/request/1": {}}, "event": None}, "names the event"),
        ({"outgoing": (Outgoing(conversation="c", body={}),) * (MOST_OUTGOING + 1)}, "the most is"),
        ({"tenant": "a/b"}, "no slash"),
    ],
)
def test_a_commit_that_makes_no_sense_is_refused(differs, sentence):
    with pytest.raises(ValueError, match=sentence):
        Commit(**{"tenant": "acme", "event": "1"} | differs)


def test_a_commit_that_only_delivers_needs_no_event():
    assert Commit(tenant="acme", delivered=(1,)).only_delivers


@pytest.mark.parametrize(
    ("differs", "passing"),
    [
        ({"changes": {"acme/conversation/ann": {}}}, True),
        ({"changes": {"acme/conversation/ann": {}}, "audit": ({"by": "ann"},)}, False),
        ({"changes": {"acme/conversation/ann": {}, "acme/request/1": {}}}, False),
        ({"forget": 7}, False),
    ],
)
def test_only_what_was_merely_talked_about_is_passing(differs, passing):
    assert Commit(tenant="acme", event="1", **differs).passing is passing


@pytest.mark.parametrize("differs", [{"limit": 0}, {"due_by": datetime.fromisoformat("2026-03-02")}])
def test_a_search_that_makes_no_sense_is_refused(differs):
    with pytest.raises(ValueError, match=r"page|time zone"):
        Search(tenant="acme", kind="request", **differs)


def test_one_person_or_several_may_be_waited_for():
    assert fields_of({"waiting_for": "li"}).waiting_for == ("li",)
    assert fields_of({"waiting_for": ["wang", "li", "li"]}).waiting_for == ("li", "wang")
