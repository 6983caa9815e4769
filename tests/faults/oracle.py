"""After every fault the same questions.

Does the store open; is what was answered still there; is every commit there whole or not at all; was each step decided
at most once, by somebody who may; does the audit verify; does every message go out; does an event that comes again
change nothing; and does work go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import itemgetter

from adapters.auditing.reading import every
from adapters.auditing.verifying import verify
from bot.approvals.moves import DECISIONS
from bot.approvals.request import Request, request_of
from bot.authority.evaluating import held_by
from bot.ports import SHOWN, Json, Key, Store, key_of, split
from tests.faults.office import CRYPT, TENANT, Journal, Office, event_of, read_journal, staff, unused
from tests.shipped import library


class PromiseBroken(AssertionError):
    """What was promised does not hold."""


def hold(promise: bool, otherwise: str) -> None:
    """Raise PromiseBroken unless it holds; unlike `assert` it needs no rewriting by pytest."""
    if not promise:
        raise PromiseBroken(otherwise)


@dataclass(frozen=True)
class Judged:
    """What was found, for the tables."""

    commits: int
    answered: int
    shown_twice: int
    #: What was seen so far, what the questions did included.
    journal: str


async def judge(store: Store, journal_text: str, *, deaths: int = 1, resent: int = 6, go_on: bool = True) -> Judged:
    """Ask everything of a store that was just opened again; so many of the last events come again. Raises PromiseBroken."""
    journal = read_journal(journal_text)
    standing = await _standing(store, journal)
    _acknowledged(journal, standing)
    await _whole(store, standing)
    await survey(store)
    after = await _again(store, journal, standing, resent, go_on=go_on)
    seen = [*journal, *read_journal(after)]
    twice = _everything_shown(seen, await _standing(store, seen), deaths)
    answered = sum(line["what"] == "answered" for line in journal)
    return Judged(commits=len(standing), answered=answered, shown_twice=twice, journal=journal_text + after)


async def survey(store: Store) -> int:
    """What can be asked of a store without having watched it: decisions, authority, audit; how many decisions there are."""
    decisions = 0
    async for _, found in every(store, TENANT, "request"):
        request = request_of(found.value)
        decisions += _decided_once(request)
        _decided_by_somebody_who_may(request)
    verified = await verify(store, CRYPT)
    hold(verified.flaw is None, f"the audit is damaged: {verified.flaw}")
    return decisions


async def _standing(store: Store, journal: Sequence[Json]) -> list[Json]:
    """The commits that the store says it has, as they were about to be written, in that order."""
    written = _written(journal)
    handled = await store.read([_handled(event) for event in written])
    return [line for event, line in written.items() if _handled(event) in handled]


def _written(journal: Iterable[Json]) -> dict[str, Json]:
    """By event, each commit that was about to be written and was not refused, as it was tried last, in that order."""
    tried: dict[str, list[tuple[int, Json]]] = {}
    for number, line in enumerate(journal):
        if line["what"] == "writing":
            tried.setdefault(line["event"], []).append((number, line))
        elif line["what"] == "refused":
            tried[line["event"]].pop()
    return {line["event"]: line for _, line in sorted((lines[-1] for lines in tried.values() if lines), key=itemgetter(0))}


def _handled(event: str) -> Key:
    return key_of(TENANT, "handled", event)


def _acknowledged(journal: Iterable[Json], standing: Iterable[Json]) -> None:
    """What stood once stands for ever. What is passing may be gone with the power, but not if something later is there."""
    there = {line["event"] for line in standing}
    stood = [line for line in journal if line["what"] == "stands"]
    last = max((line["version"] for line in stood if line["event"] in there), default=0)
    for line in stood:
        may_be_gone = line["passing"] and line["version"] > last
        hold(line["event"] in there or may_be_gone, f"{line['event']} was committed, and is gone")


async def _whole(store: Store, standing: Sequence[Json]) -> None:
    """The documents, the audit and the answers are exactly what these commits make, one after another."""
    expected: dict[Key, Json | None] = {}
    for line in standing:
        expected |= {key: value for key, value in line["changes"].items() if split(key)[1] != SHOWN}
    found = await store.read(expected)
    for key, value in expected.items():
        there = found[key].value if key in found else None
        hold(there == value, f"{key} is not what the last commit made it")
    results = await store.read([_handled(line["event"]) for line in standing])
    for line in standing:
        hold(results[_handled(line["event"])].value["result"] == line["result"], f"another answer is kept for {line['event']}")
    audit = [found.value async for _, found in every(store, TENANT, "audit")]
    hold(audit == [record for line in standing for record in line["audit"]], "the audit is not that of these commits")


def _decided_once(request: Request) -> int:
    steps = [entry.step for entry in request.history if entry.move in DECISIONS]
    hold(len(steps) == len(set(steps)), f"{request.id} was decided more than once in a step")
    return len(steps)


def _decided_by_somebody_who_may(request: Request) -> None:
    """Judged from the staff list and the grants, without asking who was seated."""
    for entry in request.history:
        if entry.move not in DECISIONS:
            continue
        barred = (request.requester, *staff().administrators)
        hold(entry.by in staff().people and entry.by not in barred, f"{entry.by} decided {request.id}")
        posts = [post for post in staff().people[entry.by].posts if post in library().roles]
        grants = [held.grant for post in posts for held in held_by(library(), post) if held.grant.action == request.proposal.action]
        amount = request.proposal.amount
        covered = any(grant.limit is None or amount is None or grant.limit.covers(amount) is not False for grant in grants)
        hold(covered, f"{entry.by} had no authority over {request.id}")


async def _again(store: Store, journal: Sequence[Json], standing: Sequence[Json], resent: int, *, go_on: bool) -> str:
    """The outbox drains; events come again, and only what did not stand has an effect; then work goes on."""
    lines: list[str] = []
    begun = [line["event"] for line in journal if line["what"] == "begun"]
    office = await Office(store, Journal(lines.append), first=unused(journal)).open()
    office.let_leases_lapse()
    await office.switchboard.deliver()
    await nothing_waits(store)
    stood, written = {line["event"]: line for line in standing}, _written(journal)
    for event in begun[-resent:] if resent else ():
        before = _stand(lines)
        whisper = await office.switchboard.handle(event_of(event))
        if event["id"] in stood:
            result = stood[event["id"]]["result"]
            hold(whisper == result["whisper"], f"{event['id']} came again and got another answer")
            hold(_stand(lines) == before, f"{event['id']} came again and had another effect")
        elif event["id"] in written:
            hold(_stand(lines) > before, f"{event['id']} was not written, came again and had no effect")
    await office.switchboard.deliver()
    if go_on:
        await _work_goes_on(office)
    await nothing_waits(store)
    return "".join(lines)


def _stand(lines: Sequence[str]) -> int:
    return sum('"stands"' in line for line in lines)


async def nothing_waits(store: Store) -> None:
    """The outbox is empty, whatever anybody may have claimed."""
    end = datetime.now(UTC) + timedelta(days=1000)
    waiting = await store.claim(now=end, until=end)
    hold(not waiting, f"{len(waiting)} messages stay in the outbox")


async def _work_goes_on(office: Office) -> None:
    said = await office.asks("adviser-1")
    open_ones = await office.requests(state="open")
    hold(bool(open_ones), f"work doesn't go on: {said}")
    request = open_ones[-1]
    await office.clicks("director-1", request.tokens["approve"])
    (now,) = [one for one in await office.requests() if one.id == request.id]
    hold(now.decided_by == "director-1", "work doesn't go on")


def _everything_shown(journal: Sequence[Json], standing: Sequence[Json], deaths: int) -> int:
    """Each message of a commit that stands was shown, and not more often than the process died; how many more than once."""
    due = Counter(_message(one) for line in standing for one in line["outgoing"])
    shown = Counter(_message(line) for line in journal if line["what"] == "shown")
    for message, times in due.items():
        hold(shown[message] >= times, f"never shown: {message}")
        hold(shown[message] <= times * (1 + deaths), f"shown {shown[message]} times: {message}")
    return sum((shown - due).values())


def _message(told: Json) -> tuple[str, str]:
    return told["conversation"], str(sorted(told["body"].items(), key=lambda pair: pair[0]))
