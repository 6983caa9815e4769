"""`make bench-slack`: our adapter beside a bare Bolt app that makes the same calls, in one run, against the Slack of the tests.

Slack and those who write run in a process of their own; what is measured is the app's process. Each figure stands with its bound.
All three apps say the same: what Remit answered in the warming up, text and blocks. With a bare text for the bare app, the Slack of
the tests, which looks through every block, would take longer over our messages and have less of the machine to give commands with.

Of the bare app's rate two figures are given: that of all Remit, which decides and writes down what it says before it acknowledges,
and that of our adapter with nothing behind it, which is what `bench-telegram` sets beside its bare bot. An app that takes a
millisecond more for each command than one that takes about a millisecond can't reach 70 % of its rate; the second figure can.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from functools import cached_property
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import yaml
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.asking.answering import understanding_of
from adapters.configuration import Http, read_configuration
from adapters.running import memory
from adapters.running.house import House, running
from adapters.running.serving import app_of, serving
from adapters.slack.blocks import message, top
from adapters.slack.guard import PATH
from adapters.slack.line import SlackLine
from adapters.slack.settings import Slack as Settings
from bot.forms import Forms
from tests.fakes.slack.delivery import signature
from tests.fakes.slack.server import Slack

CHINA = timezone(timedelta(hours=8))
TEAM, ADVISERS = "T0REMIT", 200
#: Asked over and over, as people do; and the question sets, where nobody asks the same twice.
QUESTIONS = ("谁代理客服总监?", "顾客要退货,我能直接退吗?", "客服部经理可以罚款多少?", "赠品谁批?")
#: How many commands are measured, and in how many parts, taken in turn.
COMMANDS, PARTS, HOSTILE = 1200, 3, 10_000


def unlike() -> list[str]:
    """Thousands of questions, each by itself."""
    files = sorted((Path(__file__).parent.parent / "tests" / "language_sets").glob("*_ask.jsonl"))
    texts = (json.loads(line)["text"] for file in files for line in file.read_text("utf-8").splitlines())
    return list(dict.fromkeys(texts))


# The other process: Slack and its people -----------------------------------------------------------


def world(pipe: Connection) -> None:
    """Serve, and do what the pipe says until it says nothing more."""
    asyncio.run(_world(pipe))


async def _world(pipe: Connection) -> None:
    slack = Slack()
    slack.world.workspace(team=TEAM)
    for number in range(ADVISERS):
        slack.world.member(f"U0A{number}", TEAM)
    await slack.open()
    people = People(slack)
    loop = asyncio.get_running_loop()
    bot = slack.world.workspaces[TEAM].token
    pipe.send((bot, slack.world.signing_secret, slack.base_url))
    while (told := await loop.run_in_executor(None, pipe.recv)) is not None:
        name, *given = told
        pipe.send(await getattr(people, name)(*given))
    await slack.close()


class People:
    """All who write, and what they measure."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack
        self.secret = slack.world.signing_secret
        self._number = 0
        self._unlike = unlike()
        self._signed: list[tuple[bytes, dict[str, str]]] = []

    def _command(self, *, fresh: bool = False) -> tuple[bytes, dict[str, str]]:
        self._number += 1
        texts = self._unlike if fresh else QUESTIONS
        user = f"U0A{self._number % ADVISERS}"
        form = {
            "token": "x", "team_id": TEAM, "channel_id": self.slack.world.direct(user, TEAM).id, "channel_name": "directmessage",
            "user_id": user, "user_name": user, "command": "/duty", "text": texts[self._number % len(texts)],
            "api_app_id": self.slack.world.app, "response_url": "http://127.0.0.1:1/none", "trigger_id": f"{self._number}.1.x",
        }  # fmt: skip
        body, stamp = urlencode(form).encode(), str(int(time.time()))
        headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature(self.secret, stamp, body)}
        return body, headers | {"Content-Type": "application/x-www-form-urlencoded"}

    async def commands(self, url: str, count: int, connections: int, fresh: bool = False) -> tuple[float, list[float]]:
        """Give so many commands; the seconds they took together, and each until it was acknowledged."""
        ready = [self._command(fresh=fresh) for _ in range(count)]
        self._signed = ready
        took: list[float] = []
        waiting = iter(ready)
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=connections)) as session:

            async def one_after_another() -> None:
                for body, headers in waiting:
                    begun = time.perf_counter()
                    async with session.post(url, data=body, headers=headers) as answer:
                        await answer.read()
                        assert answer.status == 200, answer.status
                    took.append(time.perf_counter() - begun)

            begun = time.perf_counter()
            await asyncio.gather(*(one_after_another() for _ in range(connections)))
            return time.perf_counter() - begun, took

    async def answered(self, count: int) -> int:
        """Wait until so many messages have been posted."""
        async with asyncio.timeout(300):
            while len(self.slack.world.messages) < count:
                await asyncio.sleep(0.02)
        return len(self.slack.world.messages)

    async def forget(self) -> None:
        """Clear what was posted."""
        self.slack.world.messages.clear()
        self.slack.api.calls.clear()
        self.slack.api.posted.clear()

    async def hostile(self, url: str, count: int) -> dict[str, dict[int, int]]:
        """Forged, malformed, late and replayed requests; what each kind was answered."""
        chance, told = random.Random(8), {}
        kinds: dict[str, Callable[[], tuple[bytes, dict[str, Any]]]] = {
            "forged": lambda: self._wrong(chance, "signature"),
            "tampered": lambda: self._wrong(chance, "body"),
            "malformed": lambda: self._wrong(chance, "header"),
            "late": lambda: self._wrong(chance, "time"),
            "replayed": lambda: chance.choice(self._signed),
        }
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=16)) as session:
            for kind, make in kinds.items():
                seen: Counter[int] = Counter()
                waiting = iter([make() for _ in range(count // len(kinds))])

                async def one_after_another(waiting: Any = waiting, seen: Counter[int] = seen) -> None:
                    for body, headers in waiting:
                        async with session.post(url, data=body, headers=headers) as answer:
                            await answer.read()
                            seen[answer.status] += 1

                await asyncio.gather(*(one_after_another() for _ in range(16)))
                told[kind] = dict(seen)
        return told

    def _wrong(self, chance: random.Random, how: str) -> tuple[bytes, dict[str, Any]]:
        body, headers = self._command()
        if how == "signature":
            headers["X-Slack-Signature"] = f"v0={chance.getrandbits(256):064x}"
        elif how == "body":
            place = chance.randrange(len(body))
            body = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        elif how == "time":
            stamp = str(int(time.time()) + chance.choice((-1, 1)) * chance.randrange(310, 10**6))
            headers |= {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature(self.secret, stamp, body)}
        else:
            bad = chance.choice(("abc", "1" * 5000, "1.5", "", "-1", "1e9", " "))
            key = chance.choice(("X-Slack-Request-Timestamp", "X-Slack-Signature"))
            headers[key] = bad if chance.random() < 0.9 else "v0=" + "é" * 64
        return body, headers


# The two apps ----------------------------------------------------------------------------------------


class Answers:
    """What Remit says to the questions, for the others to say it as well."""

    def __init__(self) -> None:
        self.bodies: dict[str, Any] = {}
        self._turn = itertools.count()

    def learn(self, line: SlackLine) -> None:
        """Listen to what a line sends, until there is an answer to each question."""
        send = line.send

        async def heard(place: str, body: Any, *, shown: str | None) -> Any:
            self.bodies[body["text"]] = body
            if len(self.bodies) == len(QUESTIONS):
                line.send = send  # type: ignore[method-assign]
            return await send(place, body, shown=shown)

        line.send = heard  # type: ignore[method-assign]

    def next(self) -> Any:
        """One of them, in turn."""
        bodies = tuple(self.bodies.values())
        return bodies[next(self._turn) % len(bodies)]

    @cached_property
    def posted(self) -> itertools.cycle[dict[str, Any]]:
        """The same as they go to Slack, ready to be sent."""
        return itertools.cycle(
            [{"text": top(one["text"]), "blocks": message(one["text"], one["buttons"], card=False)} for one in self.bodies.values()]
        )


@asynccontextmanager
async def bare(bot: str, secret: str, base_url: str, answers: Answers) -> AsyncIterator[str]:
    """A Bolt app as its documentation has it, made as quick as it can be: its answers are ready."""
    async with aiohttp.ClientSession() as session:
        app = AsyncApp(
            client=AsyncWebClient(token=bot, base_url=base_url, session=session), signing_secret=secret, process_before_response=True
        )
        posting: set[asyncio.Task[Any]] = set()

        @app.command("/duty")
        async def duty(ack: Any, command: Any, client: AsyncWebClient) -> None:
            await ack()
            task = asyncio.create_task(client.chat_postMessage(channel=command["channel_id"], **next(answers.posted)))
            posting.add(task)
            task.add_done_callback(posting.discard)

        handler = AsyncSlackRequestHandler(app)

        async def called(request: Request) -> Response:
            return await handler.handle(request)

        async with serving(app_of([Route(PATH, called, methods=["POST"])], _well), Http(port=0)) as port:
            yield f"http://127.0.0.1:{port}{PATH}"


@asynccontextmanager
async def adapter_alone(bot: str, secret: str, base_url: str, forms: Forms, answers: Answers) -> AsyncIterator[str]:
    """Our adapter before a desk that says the same as the bare app, at once: what it costs without rules, store and outbox."""
    line = SlackLine(Settings(tokens=(bot,), base_url=base_url, signing_secret=secret), lambda: datetime.now(CHINA), forms=forms, pace=0.0)
    posting: set[asyncio.Task[Any]] = set()

    async def take(event: Any) -> None:
        task = asyncio.create_task(line.send(event.conversation.removeprefix("slack/"), answers.next(), shown=None))
        posting.add(task)
        task.add_done_callback(posting.discard)

    await line.open(take)
    while not line.connected:
        await asyncio.sleep(0.05)
    async with serving(app_of(line.routes, _well), Http(port=0)) as port:
        yield f"http://127.0.0.1:{port}{PATH}"
    await line.close()


@asynccontextmanager
async def remit(bot: str, secret: str, base_url: str, folder: Path, answers: Answers) -> AsyncIterator[tuple[str, House, Forms]]:
    """Remit as it runs, with a staff of advisers; it writes as fast as it can, as the bare app does."""
    staff = yaml.safe_load(Path("knowledge/demo-staff.yaml").read_text(encoding="utf-8"))
    for number in range(ADVISERS):
        account = {"platform": "slack", "team": TEAM, "user": f"U0A{number}"}
        staff["people"][f"a-{number}"] = {"name": f"顾问 {number}", "posts": ["customer-service/adviser"], "accounts": [account]}
    (folder / "staff.yaml").write_text(yaml.safe_dump(staff, allow_unicode=True), encoding="utf-8")
    content = {"staff": "staff.yaml", "store": "store.db", "http": {"port": 0}, "flood": {"at_once": 10**6, "a_minute": 10**6}}
    (folder / "config.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    settings = read_configuration(folder / "config.yaml", {})
    forms = Forms(understanding_of(settings, settings.library()))
    line = SlackLine(Settings(tokens=(bot,), base_url=base_url, signing_secret=secret), lambda: datetime.now(CHINA), forms=forms, pace=0.0)
    answers.learn(line)
    async with running(settings, now=lambda: datetime.now(CHINA), lines=[line]) as house:
        while not line.connected:
            await asyncio.sleep(0.05)
        port = house.said.partition("127.0.0.1:")[2].partition(" ")[0]
        yield f"http://127.0.0.1:{port}{PATH}", house, forms


async def _well() -> dict[str, object]:
    return {"ok": True}


# The figures -----------------------------------------------------------------------------------------


def figure(name: str, value: float, bound: float, unit: str, *, least: bool = False) -> bool:
    """A line, and whether it holds."""
    holds = value >= bound if least else value <= bound
    print(f"{'ok  ' if holds else 'MISS'} {name:<58} {value:>9.2f} {unit:<6} {'≥' if least else '≤'} {bound:g}")
    return holds


def p99(took: list[float]) -> float:
    """In milliseconds."""
    return 1000 * sorted(took)[int(len(took) * 0.99) - 1]


async def measured(ask: Callable[..., Awaitable[Any]], url: str, count: int, *, fresh: bool = False) -> tuple[float, float]:
    """Commands a second at 16 connections, and milliseconds of this process's CPU for each, its answer posted included."""
    await ask("forget")
    cpu = time.process_time()
    seconds, _ = await ask("commands", url, count, 16, fresh)
    await ask("answered", count)
    return count / seconds, 1000 * (time.process_time() - cpu) / count


async def main(count: int, hostile: int) -> int:
    """All the figures; 1 where one misses its bound."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=world, args=(theirs,), daemon=True)
    process.start()
    loop = asyncio.get_running_loop()

    async def ask(*told: Any) -> Any:
        ours.send(told)
        return await loop.run_in_executor(None, ours.recv)

    bot, secret, base_url = await loop.run_in_executor(None, ours.recv)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {count} commands in {PARTS} parts, {hostile} hostile requests")
    answers = Answers()
    with tempfile.TemporaryDirectory() as folder:
        async with (
            bare(bot, secret, base_url, answers) as plain,
            remit(bot, secret, base_url, Path(folder), answers) as (url, house, forms),
            adapter_alone(bot, secret, base_url, forms, answers) as only,
        ):
            memory.set_aside_what_stays()  # as `remit run` does, for all three alike
            for warming in (url, plain, only):
                await ask("commands", warming, ADVISERS, 4)
            await asyncio.sleep(2)
            _, alone = await ask("commands", url, count // 2, 1)
            _, together = await ask("commands", url, count, 16)
            _, bare_alone = await ask("commands", plain, count // 2, 1)
            _, bare_together = await ask("commands", plain, count, 16)
            await asyncio.sleep(2)
            each = count // PARTS
            parts = [[await measured(ask, app, each) for app in (plain, url, only)] for _ in range(PARTS)]
            rate, cost = await measured(ask, url, each, fresh=True)
            taken = house.switchboard.handle
            reached = 0

            async def counted(event: Any) -> Any:
                nonlocal reached
                reached += 1
                return await taken(event)

            house.switchboard.handle = counted  # type: ignore[method-assign]
            await ask("commands", url, 50, 1)  # those that are replayed
            reached = 0
            told = await ask("hostile", url, hostile)
    ours.send(None)
    rates = sorted(whole / bares for (bares, _), (whole, _), _ in parts)
    costs = sorted(whole - bares for (_, bares), (_, whole), _ in parts)
    alone_rates = sorted(line / bares for (bares, _), _, (line, _) in parts)
    alone_costs = sorted(line - bares for (_, bares), _, (_, line) in parts)
    middle = PARTS // 2
    for kind, seen in told.items():
        print(f"     {kind:<12} {', '.join(f'{number} × {status}' for status, number in sorted(seen.items()))}")
    print(f"     bare Bolt: p99 {p99(bare_alone):.2f} ms at 1, {p99(bare_together):.2f} ms at 16")
    print(
        f"     commands a second, bare / Remit / adapter alone: {', '.join(' / '.join(f'{rate:.0f}' for rate, _ in one) for one in parts)}"
    )
    print(f"     CPU of each in ms, the same: {', '.join(' / '.join(f'{cost:.2f}' for _, cost in one) for one in parts)}")
    print(f"     the adapter alone: {100 * alone_rates[middle]:.0f} % of the bare app's rate, {alone_costs[middle]:+.2f} ms of CPU")
    plain_rate, plain_cost = (sorted(one[0][place] for one in parts)[middle] for place in (0, 1))
    share = 100 * rate / plain_rate
    print(f"     where nobody asks the same twice: {share:.0f} % of the bare app's rate, {cost - plain_cost:+.2f} ms of CPU")
    worst = sum(number for seen in told.values() for status, number in seen.items() if status >= 500)
    let = sum(seen.get(200, 0) for kind, seen in told.items() if kind != "replayed")
    return int(
        not all(
            [
                figure("acknowledged, p99 at one connection", p99(alone), 5, "ms"),
                figure("acknowledged, p99 at 16 connections", p99(together), 50, "ms"),
                figure("CPU that a whole question adds to the bare app's", costs[middle], 1, "ms"),
                figure("signed commands, of the bare app's rate", 100 * rates[middle], 70, "%", least=True),
                figure("the same by the adapter with nothing behind it", 100 * alone_rates[middle], 70, "%", least=True),
                figure("hostile requests answered 5xx", worst, 0, ""),
                figure("forged, tampered, malformed or late ones let through", let, 0, ""),
                figure("hostile requests that reached the desk", reached, 0, ""),
            ]
        )
    )


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    sys.exit(asyncio.run(main(*(given + [COMMANDS, HOSTILE][len(given) :]))))
