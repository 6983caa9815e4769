"""What every store promises, asked of each of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.storage.memory import MemoryStore
from adapters.storage.tinydb import TinyStore
from bot.ports import AlreadyHandled, Commit, Moved, Order, Outgoing, Search

pytestmark = pytest.mark.asyncio

R1, R2 = "acme/request/1", "acme/request/2"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


async def waiting(store):
    """The heads of the outbox, claimed for no time at all."""
    return await store.claim(now=NOW, until=NOW)


# Reading and writing


async def test_what_was_committed_can_be_read(store, make_commit):
    version = await store.commit(make_commit(changes={R1: {"amount": "300", "why": "补偿客户"}}))

    found = await store.read([R1, R2])

    assert found.keys() == {R1}
    assert found[R1].value == {"amount": "300", "why": "补偿客户"}
    assert found[R1].version == version


async def test_what_is_known_is_read_again_only_when_it_has_changed(store, make_commit):
    version = await store.commit(make_commit(changes={R1: {"n": 1}, R2: {"n": 1}}))
    known = await store.read([R1, R2])
    await store.commit(make_commit(read={R2: version}, changes={R2: {"n": 2}}))

    found = await store.read([R1, R2, "acme/request/3"], known=known)

    assert found[R1] is known[R1]
    assert found[R2].value == {"n": 2}
    assert len(found) == 2


async def test_a_change_replaces_the_whole_document(store, make_commit):
    version = await store.commit(make_commit(changes={R1: {"amount": "300", "note": "x"}}))

    await store.commit(make_commit(read={R1: version}, changes={R1: {"amount": "200"}}))

    assert (await store.read([R1]))[R1].value == {"amount": "200"}


async def test_none_removes_a_document(store, make_commit):
    version = await store.commit(make_commit(changes={R1: {}, R2: {}}))

    await store.commit(make_commit(read={R1: version}, changes={R1: None}))

    assert (await store.read([R1, R2])).keys() == {R2}


async def test_a_value_read_can_be_changed_without_harm(store, make_commit):
    given = {"steps": ["asked"]}
    await store.commit(make_commit(changes={R1: given}))
    given["steps"].append("altered")

    (await store.read([R1]))[R1].value["steps"].append("approved")

    assert (await store.read([R1]))[R1].value == {"steps": ["asked"]}


@pytest.mark.parametrize("text", ["", "\0", "half a pair: \ud83d", "𠮷野家 🧾", "{{7*7}}", "'; DROP TABLE document; --"])
async def test_any_text_comes_back_as_it_was(store, make_commit, text):
    await store.commit(make_commit(changes={R1: {"why": text}}))

    assert (await store.read([R1]))[R1].value == {"why": text}


@pytest.mark.parametrize("ident", ["007", "7", "1/2", "经理", "a b", "%"])
async def test_an_id_is_kept_to_the_letter(store, make_commit, make_search, ident):
    await store.commit(make_commit(changes={f"acme/request/{ident}": {"of": ident}}))

    page = await store.search(make_search())

    assert [key for key, _ in page.documents] == [f"acme/request/{ident}"]


# What is refused


async def test_a_commit_is_refused_when_what_it_read_has_moved(store, make_commit):
    """Two superiors click at once: both decided on version 1, one of them is first."""
    version = await store.commit(make_commit(changes={R1: {"state": "waiting"}}))
    await store.commit(make_commit(read={R1: version}, changes={R1: {"state": "approved"}}))

    with pytest.raises(Moved) as refused:
        await store.commit(make_commit(read={R1: version}, changes={R1: {"state": "declined"}}))

    assert refused.value.keys == {R1}
    assert (await store.read([R1]))[R1].value == {"state": "approved"}


async def test_a_document_only_read_guards_the_commit_as_well(store, make_commit):
    """The roster changes between the click and its commit."""
    version = await store.commit(make_commit(changes={"acme/roster/now": {"director": "li"}, R1: {}}))
    await store.commit(make_commit(read={"acme/roster/now": version}, changes={"acme/roster/now": {}}))

    with pytest.raises(Moved) as refused:
        await store.commit(make_commit(read={"acme/roster/now": version, R1: version}, changes={R1: {"state": "ok"}}))

    assert refused.value.keys == {"acme/roster/now"}


async def test_a_document_removed_or_made_since_has_moved(store, make_commit):
    version = await store.commit(make_commit(changes={R1: {}}))
    await store.commit(make_commit(read={R1: version, R2: 0}, changes={R1: None, R2: {}}))

    with pytest.raises(Moved) as refused:
        await store.commit(make_commit(read={R1: version, R2: 0}))

    assert refused.value.keys == {R1, R2}


async def test_a_document_removed_and_made_again_has_moved(store, make_commit):
    first = await store.commit(make_commit(changes={R1: {"same": True}}))
    await store.commit(make_commit(read={R1: first}, changes={R1: None}))
    await store.commit(make_commit(changes={R1: {"same": True}}))

    with pytest.raises(Moved):
        await store.commit(make_commit(read={R1: first}, changes={R1: {}}))


async def test_what_was_never_read_can_be_made_but_not_overwritten(store, make_commit):
    await store.commit(make_commit(changes={R1: {}}))

    with pytest.raises(Moved) as refused:
        await store.commit(make_commit(changes={R1: {}, R2: {}}))

    assert refused.value.keys == {R1}


async def test_an_event_stands_once_and_its_result_comes_back(store, make_commit):
    click = make_commit(changes={R1: {"state": "approved"}}, result={"say": "已批准"})
    await store.commit(click)

    with pytest.raises(AlreadyHandled) as refused:
        await store.commit(click)

    assert refused.value.event == click.event
    assert refused.value.result == {"say": "已批准"}


async def test_a_repeated_event_is_known_although_its_documents_have_moved(store, make_commit):
    version = await store.commit(make_commit(changes={R1: {"state": "waiting"}}))
    click = make_commit(read={R1: version}, changes={R1: {"state": "approved"}})
    await store.commit(click)

    with pytest.raises(AlreadyHandled):
        await store.commit(click)


async def test_an_event_of_another_tenant_is_another_event(store, make_commit):
    await store.commit(make_commit(event="telegram:1"))

    await store.commit(make_commit(tenant="beta", event="telegram:1"))


@pytest.mark.parametrize("how", ["moved", "repeated", "not JSON"])
async def test_a_refused_commit_leaves_nothing(store, make_commit, make_message, make_search, how):
    await store.commit(make_commit(event="first", changes={R1: {}}))
    rest = {"changes": {R2: {"state": "waiting"}}, "audit": ({"did": "x"},), "outgoing": (make_message(),)}
    refused = {
        "moved": make_commit(read={R1: 99}, **rest),
        "repeated": make_commit(event="first", **rest),
        "not JSON": make_commit(**rest | {"outgoing": (Outgoing(conversation="c", body={"amount": {1, 2}}),)}),
    }[how]

    with pytest.raises((Moved, AlreadyHandled, TypeError, ValueError)):
        await store.commit(refused)

    assert (await store.read([R2])) == {}
    assert (await store.search(make_search(states=("waiting",)))).documents == ()
    assert (await store.search(make_search(kind="audit"))).documents == ()
    assert await waiting(store) == ()


# The audit


async def test_audit_records_stand_in_the_order_of_their_commits(store, make_commit, make_search):
    for n in range(12):
        await store.commit(make_commit(audit=({"n": n, "part": 1}, {"n": n, "part": 2})))

    page = await store.search(make_search(kind="audit"))

    assert [(found.value["n"], found.value["part"]) for _, found in page.documents] == [(n, part) for n in range(12) for part in (1, 2)]


async def test_old_events_are_forgotten_and_those_since_are_not(store, make_commit):
    """A platform delivers an event again for a day; a year later its id is of no use."""
    old, last = make_commit(), make_commit()
    await store.commit(old)
    version = await store.commit(last)

    await store.commit(make_commit(forget=version))

    await store.commit(old)
    with pytest.raises(AlreadyHandled):
        await store.commit(last)


async def test_another_tenants_events_are_not_forgotten(store, make_commit):
    event = make_commit(tenant="beta")
    version = await store.commit(event)

    await store.commit(make_commit(forget=version + 1))

    with pytest.raises(AlreadyHandled):
        await store.commit(event)


# The outbox


async def test_letters_of_one_conversation_come_one_after_the_other(store, make_commit, make_message):
    await store.commit(make_commit(outgoing=(make_message("first"), make_message("second"))))
    await store.commit(make_commit(outgoing=(make_message("third"),)))

    arrived = []
    while letters := await waiting(store):
        arrived += [letter.body["text"] for letter in letters]
        await store.commit(Commit(tenant="acme", delivered=tuple(letter.number for letter in letters)))

    assert arrived == ["first", "second", "third"]


async def test_a_conversation_that_is_stuck_holds_up_no_other(store, make_commit, make_message):
    await store.commit(make_commit(outgoing=(make_message("a1", "a"), make_message("a2", "a"), make_message("b1", "b"))))

    first, other = await waiting(store)
    await store.postpone({first.number: LATER})
    (beyond,) = await waiting(store)

    assert (first.body, other.body) == ({"text": "a1"}, {"text": "b1"})
    assert beyond == other


async def test_a_letter_that_is_claimed_is_nobody_elses_until_the_claim_lapses(store, make_commit, make_message):
    """Whoever claimed it may have died."""
    await store.commit(make_commit(outgoing=(make_message("a1", "a"), make_message("a2", "a"))))
    (claimed,) = await store.claim(now=NOW, until=LATER)

    assert await store.claim(now=NOW, until=LATER) == ()
    assert await store.claim(now=LATER, until=LATER) == (claimed,)


async def test_what_was_put_off_comes_again_then_and_not_before(store, make_commit, make_message):
    await store.commit(make_commit(outgoing=(make_message(),)))
    (letter,) = await store.claim(now=NOW, until=LATER)

    await store.postpone({letter.number: NOW + timedelta(minutes=1)})

    assert await store.claim(now=NOW, until=LATER) == ()
    assert await store.claim(now=NOW + timedelta(minutes=1), until=LATER) == (letter,)


async def test_an_urgent_letter_goes_before_those_of_other_conversations_and_keeps_its_turn_in_its_own(store, make_commit, make_message):
    sent = (make_message("a1", "a"), make_message("b1", "b"), make_message("a2", "a"), make_message("c1", "c"))
    await store.commit(make_commit(outgoing=tuple(replace(one, urgent=one.body["text"] in ("a2", "c1")) for one in sent)))

    assert [letter.body["text"] for letter in await waiting(store)] == ["c1", "a1", "b1"]


async def test_the_outbox_is_taken_in_parts(store, make_commit, make_message):
    await store.commit(make_commit(outgoing=tuple(make_message(conversation=str(n)) for n in range(5))))

    part = await store.claim(now=NOW, until=LATER, limit=2)
    rest = await store.claim(now=NOW, until=LATER)

    assert [letter.conversation for letter in (*part, *rest)] == ["0", "1", "2", "3", "4"]


async def test_the_same_conversation_of_two_tenants_is_two(store, make_commit, make_message):
    await store.commit(make_commit(outgoing=(make_message(),)))
    await store.commit(make_commit(tenant="beta", outgoing=(make_message(),)))

    assert [letter.tenant for letter in await waiting(store)] == ["acme", "beta"]


async def test_a_delivery_noted_twice_does_no_harm(store, make_commit, make_message):
    await store.commit(make_commit(outgoing=(make_message("first"), make_message("second"))))
    (letter,) = await waiting(store)
    for _ in range(2):
        await store.commit(Commit(tenant="acme", delivered=(letter.number,)))

    assert [letter.body["text"] for letter in await waiting(store)] == ["second"]


async def test_a_letters_number_never_comes_back(store, make_commit, make_message):
    numbers = []
    for _ in range(3):
        await store.commit(make_commit(outgoing=(make_message(),)))
        (letter,) = await waiting(store)
        numbers.append(letter.number)
        await store.commit(Commit(tenant="acme", delivered=(letter.number,)))

    assert numbers == sorted(set(numbers))


async def test_a_delivery_can_be_noted_with_what_it_changes(store, make_commit, make_message):
    """The platform's message id is stored in the same commit that empties the outbox."""
    await store.commit(make_commit(outgoing=(make_message(),)))
    (letter,) = await waiting(store)

    await store.commit(make_commit(delivered=(letter.number,), changes={"acme/card/1": {"message": 7}}))

    assert await waiting(store) == ()
    assert (await store.read(["acme/card/1"])).keys() == {"acme/card/1"}


# Searching


@pytest.fixture
def requests():
    """Four requests, with who waits for what and until when; the third is of Shanghai's morning, the earliest of all."""
    day = "2026-03-02T{}:00:00{}".format
    return {
        "acme/request/a": {"state": "waiting", "requester": "li", "waiting_for": "wang", "due_at": day("12", "+00:00")},
        "acme/request/b": {"state": "approved", "requester": "li"},
        "acme/request/c": {"state": "waiting", "waiting_for": ["wang", "zhao"], "due_at": day("08", "+08:00")},
        "acme/request/d": {"state": "asked", "requester": "sun", "waiting_for": "li", "due_at": day("12", "+00:00")},
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "abcd"),
        ({"states": ("waiting",)}, "ac"),
        ({"states": ("waiting", "asked")}, "acd"),
        ({"states": ("lost",)}, ""),
        ({"waiting_for": "wang"}, "ac"),
        ({"waiting_for": "zhao"}, "c"),
        ({"waiting_for": "wan"}, ""),
        ({"waiting_for": "li", "states": ("waiting",)}, ""),
        ({"requester": "li"}, "ab"),
        ({"order": Order.NEWEST}, "dcba"),
        ({"order": Order.NEWEST, "waiting_for": "wang"}, "ca"),
        ({"order": Order.DUE}, "cad"),
        ({"order": Order.DUE, "waiting_for": "wang"}, "ca"),
        ({"due_by": datetime(2026, 3, 2, 0, 0, tzinfo=UTC)}, "c"),
        ({"due_by": datetime(2026, 3, 2, 12, 0, tzinfo=UTC), "order": Order.DUE}, "cad"),
        ({"due_by": datetime(2026, 3, 1, 23, 59, tzinfo=UTC)}, ""),
        ({"kind": "timer"}, ""),
        ({"tenant": "beta"}, ""),
    ],
)
async def test_a_search_finds_what_its_fields_say(store, make_commit, make_search, requests, asked, found):
    for key, value in requests.items():
        await store.commit(make_commit(changes={key: value}))

    whole = await store.search(make_search(**asked))
    one_by_one, after = "", None
    while True:
        page = await store.search(make_search(**asked, limit=1, after=after))
        one_by_one += "".join(key[-1] for key, _ in page.documents)
        after = page.after
        if after is None:
            break

    assert "".join(key[-1] for key, _ in whole.documents) == found
    assert one_by_one == found
    assert whole.after is None


async def test_a_search_follows_what_a_document_becomes(store, make_commit, make_search):
    version = await store.commit(make_commit(changes={R1: {"state": "waiting", "waiting_for": ["wang", "zhao"]}}))

    await store.commit(make_commit(read={R1: version}, changes={R1: {"state": "asked", "waiting_for": ["zhao", "li"]}}))

    found = {who: len((await store.search(make_search(waiting_for=who, states=("asked",)))).documents) for who in ("wang", "zhao", "li")}
    assert found == {"wang": 0, "zhao": 1, "li": 1}
    assert (await store.search(make_search(states=("waiting",)))).documents == ()


async def test_age_counts_from_the_first_commit(store, make_commit, make_search):
    version = await store.commit(make_commit(changes={R1: {}}))
    await store.commit(make_commit(changes={R2: {}}))
    await store.commit(make_commit(read={R1: version}, changes={R1: {"touched": True}}))

    page = await store.search(make_search())

    assert [key for key, _ in page.documents] == [R1, R2]


# The twins


keys = st.sampled_from([f"acme/{kind}/{n}" for kind in ("request", "timer") for n in range(3)])
people = st.sampled_from(["li", "wang", "zhao"])
values = st.fixed_dictionaries(
    {},
    optional={
        "state": st.sampled_from(["waiting", "approved"]),
        "requester": people,
        "waiting_for": people | st.lists(people, max_size=3),
        "due_at": st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
        "text": st.text(max_size=5),
    },
)
steps = st.builds(
    dict,
    event=st.integers(1, 12).map(str),
    aged=st.dictionaries(keys, st.integers(0, 1), max_size=3),
    changes=st.dictionaries(keys, st.none() | values, max_size=3),
    to=st.lists(st.sampled_from("xyz"), max_size=3),
    delivers=st.integers(0, 2),
)
searches = st.builds(
    Search,
    tenant=st.just("acme"),
    kind=st.sampled_from(["request", "timer", "audit", "handled"]),
    states=st.just(()) | st.just(("waiting",)),
    requester=st.none() | people,
    waiting_for=st.none() | people,
    due_by=st.none() | st.datetimes(timezones=st.just(UTC)),
    order=st.sampled_from(Order),
    limit=st.integers(1, 3),
)


async def attempt(store, step, found, letters):
    """Commit one step on what was found, and what came of it."""
    commit = Commit(
        tenant="acme",
        event=step["event"],
        read={key: max(0, (found[key].version if key in found else 0) - age) for key, age in step["aged"].items()},
        changes=step["changes"],
        audit=({"event": step["event"]},),
        outgoing=tuple(Outgoing(conversation=to, body={}) for to in step["to"]),
        delivered=tuple(letter.number for letter in letters[: step["delivers"]]),
    )
    try:
        return await store.commit(commit)
    except (Moved, AlreadyHandled) as refused:
        return type(refused), str(refused)


@settings(max_examples=60, deadline=None)
@given(story=st.lists(steps, max_size=10), asked=searches)
async def test_memory_does_what_tinydb_does(tmp_path_factory, story, asked):
    memory, tiny = MemoryStore(), TinyStore(tmp_path_factory.mktemp("twin") / "remit.db")
    try:
        for step in story:
            seen = [(await one.read(step["aged"]), await waiting(one)) for one in (memory, tiny)]
            assert seen[0] == seen[1]
            came = [await attempt(one, step, *of) for one, of in zip((memory, tiny), seen, strict=True)]
            assert came[0] == came[1]

        pages = [[page async for page in leaf_through(one, asked)] for one in (memory, tiny)]
        assert pages[0] == pages[1]
    finally:
        tiny.close()


async def leaf_through(store, search):
    """Every page's documents."""
    after = None
    while True:
        page = await store.search(replace(search, after=after))
        yield page.documents
        if (after := page.after) is None:
            return
