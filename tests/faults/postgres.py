"""PostgreSQL as it fails: backends terminated, connections cut after COMMIT was sent, the server restarted, replicas paused.

Each function plays one of these against a database, and judges what is left.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg

from adapters.storage.postgres.store import PostgresStore
from bot.events import Clicked, Submitted
from tests.faults.lives import ADDRESS, _wait, journal_of, opened
from tests.faults.office import ASKING, TENANT, Doom, Journal, Office, read_journal
from tests.faults.oracle import Judged, hold, judge, nothing_waits, survey
from tests.faults.rounds import ROUNDS_A_DAY
from tests.forking import FORKS
from tests.postgres import make_database

# Ends whatever of the store's own backends is in the middle of something, now and then an idle one, and counts them.
BUSY_ENDED = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'remit' AND (state <> 'idle' OR random() < 0.05)
"""


async def found(folder: Path, server: str) -> Path:
    """A folder whose store is a new database on a server."""
    folder.mkdir(parents=True, exist_ok=True)
    address = await make_database(server)
    (folder / ADDRESS).write_text(address, encoding="utf-8")
    await (await PostgresStore.open(address)).close()
    return folder


@asynccontextmanager
async def closing_later(store: PostgresStore) -> AsyncIterator[PostgresStore]:
    """A store, until it is no longer needed."""
    try:
        yield store
    finally:
        await store.close()


async def drop(folder: Path, server: str) -> None:
    """Remove the database again."""
    name = address_of(folder).rsplit("/", 1)[1].partition("?")[0]
    connection = await asyncpg.connect(server)
    await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await connection.close()


def address_of(folder: Path) -> str:
    """Where the database of a folder is."""
    return (folder / ADDRESS).read_text(encoding="utf-8")


async def work_while(
    folder: Path, spoil: Callable[[], Awaitable[object]], steps: int, *, seed: int = 1, through: str | None = None, deaths: int = 5
) -> Judged:
    """An office works while something is spoilt over and over; nothing may be lost, done twice, or left without an answer.

    It may go `through` another address than the judge.
    """
    lines: list[str] = []
    async with closing_later(PostgresStore(through or address_of(folder), tenant=TENANT, bell=False)) as store:
        office = await Office(store, Journal(lines.append)).open()
        spoiling = asyncio.ensure_future(spoil())
        try:
            await office.work(random.Random(seed), steps)
        finally:
            spoiling.cancel()
            with suppress(asyncio.CancelledError):
                await spoiling
    async with opened("postgres", folder) as store:
        return await judge(store, "".join(lines), deaths=deaths)


async def terminating(address: str, counted: list[int], *, seed: int = 1) -> None:
    """Until cancelled: wait a while, then terminate whatever backend is next seen in the middle of something."""
    chance = random.Random(seed)
    connection = await asyncpg.connect(address)
    try:
        while True:
            await asyncio.sleep(chance.uniform(0.02, 0.6))
            while not (killed := await connection.fetchval(BUSY_ENDED)):
                await asyncio.sleep(0)
            counted[0] += killed
    finally:
        await connection.close()


class Cutter:
    """Between us and the server: now and then it hands on a COMMIT and cuts the line before the answer comes back, or before both."""

    def __init__(self, address: str, *, every: int = 4) -> None:
        self.port = int(address.partition("127.0.0.1:")[2].partition("/")[0])
        self.address = address
        self.every = every
        self.commits = self.cut_after = self.cut_before = 0

    @asynccontextmanager
    async def standing(self) -> AsyncIterator[str]:
        """The address by which to go through it."""
        server = await asyncio.start_server(self._between, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        try:
            yield self.address.replace(f":{self.port}/", f":{port}/")
        finally:
            server.close()

    async def _between(self, client: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        behind, ahead = await asyncio.open_connection("127.0.0.1", self.port)
        back = asyncio.create_task(_hand_on(behind, answer))
        try:
            while data := await client.read(65536):
                if b"COMMIT" in data and (cut := self._cut()):
                    if cut == "after":
                        back.cancel()
                        await asyncio.wait({back})
                        ahead.write(data)
                        await behind.read(1)  # the server has answered: it stands
                    break
                ahead.write(data)
                await ahead.drain()
        except ConnectionError:
            pass
        finally:
            back.cancel()
            for one in (answer, ahead):
                one.close()

    def _cut(self) -> str:
        self.commits += 1
        if self.commits % self.every:
            return ""
        after = self.commits // self.every % 2
        self.cut_after += after
        self.cut_before += 1 - after
        return "after" if after else "before"


async def _hand_on(behind: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await behind.read(65536):
            answer.write(data)
            await answer.drain()
    answer.close()


# Many processes at once -------------------------------------------------------------------------


def _replica(folder: Path, number: int, requests: list[dict[str, Any]], begin: Any, results: Any) -> None:
    """One of several processes: presses a button of each request in the same moment as the others."""

    async def go() -> None:
        async with opened("postgres", folder) as store:
            office = Office(store, first=1_000_000 * (number + 1))
            for request in requests:
                person = f"director-{1 + number % 2}"
                tokens = request["tokens"]
                if number % 4 < 2:
                    event = office.event(Clicked, person, token=tokens["approve"])
                else:
                    event = office.event(Submitted, person, token=tokens["reject"], text=f"理由 {number}")
                await asyncio.get_running_loop().run_in_executor(None, begin.wait, 120)
                results.put((number, request["id"], await office.switchboard.handle(event)))

    asyncio.run(go())


async def races(folder: Path, rounds: int, processes: int = 8, *, progress: Callable[[int], object] = lambda _: None) -> int:
    """So many processes click on each of so many requests at once; how many decisions there are, all of them one each."""
    async with opened("postgres", folder) as store:
        office = await Office(store).open()
        for number in range(rounds):
            office.at += timedelta(days=number % ROUNDS_A_DAY == 0)
            await office.asks(ASKING[number % 3], 200 + number % 200)
            progress(number)
        requests = [{"id": one.id, "tokens": dict(one.tokens)} for one in await office.requests(state="open", most=rounds)]
    begin, results = FORKS.Barrier(processes), FORKS.Queue()
    replicas = [FORKS.Process(target=_replica, args=(folder, number, requests, begin, results)) for number in range(processes)]
    for replica in replicas:
        replica.start()
    answers = []
    for number in range(processes * rounds):
        answers.append(await asyncio.to_thread(results.get, True, 300))
        progress(number)
    for replica in replicas:
        replica.join(300)
        hold(replica.exitcode == 0, f"a replica ended with {replica.exitcode}")
    async with opened("postgres", folder) as store:
        decisions = await survey(store)
        hold(decisions == rounds, f"{decisions} decisions on {rounds} requests")
        yes = sum("已批准" in (whisper or "") and "不能再办" not in whisper for _, _, whisper in answers)
        approved = len(await Office(store).requests(state="approved", most=rounds))
        hold(yes == approved, f"{yes} people were told that they approved, and {approved} requests are approved")
        last = Office(store)
        last.let_leases_lapse()
        await last.switchboard.deliver()
        await nothing_waits(store)
    return decisions


def _paused(folder: Path, token: str) -> None:
    """A replica that is stopped in its tracks when it has decided, and before it writes."""

    async def go() -> None:
        out = os.open(folder / "journal", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        async with opened("postgres", folder) as store:
            office = Office(store, Journal(lambda line: os.write(out, line.encode())), Doom("decided", 1, signal.SIGSTOP), first=5000)
            await office.clicks("director-2", token)

    asyncio.run(go())


async def paused(folder: Path, seconds: float) -> str:
    """One replica decides and is paused before it writes; another decides meanwhile. What the first one's person is told then."""
    async with opened("postgres", folder) as store:
        office = await Office(store).open()
        await office.asks("adviser-1")
        (request,) = await office.requests()
        replica = FORKS.Process(target=_paused, args=(folder, request.tokens["approve"]))
        replica.start()
        await asyncio.to_thread(_wait, lambda: _state_of(replica.pid) == "T")
        said = await office.clicks("director-1", request.tokens["approve"])
        hold("已批准" in (said or ""), f"the other could not decide: {said}")
        await asyncio.sleep(seconds)
        os.kill(replica.pid or 0, signal.SIGCONT)
        await asyncio.to_thread(replica.join, 300)
        hold(replica.exitcode == 0, f"the replica ended with {replica.exitcode}")
        hold(await survey(store) == 1, "it was decided twice")
        (now,) = await office.requests()
        hold(now.decided_by == "director-1", "the late one won")
    (answer,) = [line["whisper"] for line in read_journal(journal_of(folder)) if line["what"] == "answered"]
    return str(answer)


def _state_of(pid: int | None) -> str:
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
