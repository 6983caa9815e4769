"""`make bench-telegram`: our adapter beside a bare bot of the same library, in one run, against the Bot API server of the tests.

The server and the people run in a process of their own; what is measured is the bot's process. Each figure stands with its bound.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta, timezone
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import yaml
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application, ContextTypes, ExtBot, MessageHandler, filters
from telegram.request import HTTPXRequest

from adapters.configuration import Http, read_configuration
from adapters.running import memory
from adapters.running.house import running
from adapters.running.serving import app_of, serving
from adapters.telegram.calling import KEEP
from adapters.telegram.client import AT_ONCE, bot_of
from adapters.telegram.line import TelegramLine
from adapters.telegram.settings import Telegram as Settings
from adapters.telegram.settings import Webhook
from tests.fakes.telegram import Human, Seen, Telegram

SECRET = "s" * 32
CHINA = timezone(timedelta(hours=8))
QUESTIONS = ("谁代理客服总监?", "顾客要退货,我能直接退吗?", "补偿客户 300 元", "客服部经理可以罚款多少?")
ADVISERS, GROUPS, APPROVALS = 1000, 20, 100


# The other process: Telegram and its people ----------------------------------------------------------


def world(pipe: Connection) -> None:
    """Serve, and do what the pipe says until it says nothing more."""
    asyncio.run(_world(pipe))


async def _world(pipe: Connection) -> None:
    telegram = await Telegram().start()
    people = People(telegram)
    loop = asyncio.get_running_loop()
    pipe.send((telegram.token, telegram.base_url))
    while (told := await loop.run_in_executor(None, pipe.recv)) is not None:
        name, *given = told
        try:
            pipe.send(await getattr(people, name)(*given))
        except Exception as failed:
            failed.add_note(f"in the other process, asked to {name}")
            pipe.send(failed)
    await telegram.stop()


class People:
    """All who write, and what they measure."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram
        self.humans: dict[str, Human] = {}

    async def come(self, names: list[str]) -> dict[str, str]:
        """People sign up; the numbers of their accounts."""
        self.humans = {name: self.telegram.human(name, started=True) for name in names}
        return {name: str(human.user.id) for name, human in self.humans.items()}

    async def post(self, url: str, first: int, count: int, connections: int) -> float:
        """Call a webhook so often; the seconds it took."""
        updates = iter(range(first, first + count))
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        ids = [human.user.id for human in self.humans.values()]
        connector = aiohttp.TCPConnector(limit=connections)
        async with aiohttp.ClientSession(connector=connector, headers=headers) as session:

            async def one_after_another() -> None:
                for number in updates:
                    user = {"id": ids[number % len(ids)], "is_bot": False, "first_name": "x", "language_code": "zh"}
                    message = {"message_id": number, "date": 0, "chat": {"id": user["id"], "type": "private"}, "from": user}
                    message["text"] = QUESTIONS[number % len(QUESTIONS)]
                    async with session.post(url, json={"update_id": number, "message": message}) as answer:
                        assert answer.status == 200, answer.status

            begun = time.perf_counter()
            await asyncio.gather(*(one_after_another() for _ in range(connections)))
            return time.perf_counter() - begun

    async def sent(self) -> int:
        """How many messages the bot has sent."""
        return len(self.telegram.called("sendMessage"))

    async def forget(self) -> None:
        """Clear the calls."""
        self.telegram.calls.clear()

    async def open_requests(self, askers: list[str], text: str) -> int:
        """Have requests opened, unhurried by any rate; how many cards with buttons the superiors have."""
        for name in askers:
            self.humans[name].types(text)
        async with asyncio.timeout(300):
            while self._cards() < len(askers):
                await asyncio.sleep(0.1)
        return self._cards()

    def _cards(self) -> int:
        return len(self._approvable())

    def _approvable(self) -> list[tuple[Human, Seen, str]]:
        """The cards that a superior may approve, each with what its button carries; whatever else bears buttons is left alone."""
        return [
            (human, one, button["callback_data"])
            for name, human in self.humans.items()
            if name.startswith("manager")
            for one in human.screen()
            for row in one.message.keyboard
            for button in row
            if button["text"].startswith("批准")
        ]

    async def rush(self, askers: list[str], seconds: float, approvals: int) -> dict[str, Any]:
        """Everybody asks within these seconds, and the superiors approve meanwhile; when each had their answer."""
        self.telegram.rates.on = True
        self.telegram.calls.clear()
        asked: dict[int, float] = {}
        begun = time.monotonic()
        presses = self._approvable()
        due = sorted(
            [(place * seconds / len(askers), "ask", name) for place, name in enumerate(askers)]
            + [(place * seconds / approvals, "press", pair) for place, pair in enumerate(presses[:approvals])],
            key=lambda one: one[0],
        )
        for at, what, who in due:
            await asyncio.sleep(max(0.0, begun + at - time.monotonic()))
            if what == "ask":
                human = self.humans[who]
                asked[human.user.id] = time.monotonic()
                human.types(QUESTIONS[len(asked) % len(QUESTIONS)])
            else:
                human, seen, carried = who
                human.sends_press(seen.message, carried)
        with suppress(TimeoutError):  # what hasn't come by then is missing from the figures
            async with asyncio.timeout(300):
                while len(self._answers(asked)) < len(asked) or self._decided() < approvals:
                    await asyncio.sleep(0.2)
        async with asyncio.timeout(300):
            before = -1
            while before != len(self.telegram.calls):
                before = len(self.telegram.calls)
                await asyncio.sleep(1.5)
        self.telegram.rates.on = False
        answers = self._answers(asked)
        edits = [one.at for one in self.telegram.called("editMessageText")]
        out = sorted([one.at for one in self.telegram.called("sendMessage")] + edits)
        return {
            "asked": len(asked),
            "answered": len(answers),
            "waits": sorted(answers[user] - asked[user] for user in answers),
            "decisions": sorted(at - begun for at in edits),
            "decided": self._decided(),
            "out": [at - begun for at in out],
            "refused": self.telegram.too_early,
        }

    def _answers(self, asked: dict[int, float]) -> dict[int, float]:
        found: dict[int, float] = {}
        for one in self.telegram.called("sendMessage"):
            user = one.given["chat_id"]
            if user in asked and one.at > asked[user]:
                found.setdefault(user, one.at)
        return found

    def _decided(self) -> int:
        return sum("已批准" in one.text for name, human in self.humans.items() if name.startswith("manager") for one in human.screen())


class World:
    """The other process, from here."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=world, args=(theirs,), daemon=True)
        self._process.start()
        self.token, self.base_url = self._pipe.recv()

    async def __call__(self, name: str, *given: Any) -> Any:
        """Have something done there; what fails there is raised here."""
        self._pipe.send((name, *given))
        found = await asyncio.get_running_loop().run_in_executor(None, self._pipe.recv)
        if isinstance(found, Exception):
            raise found
        return found

    def end(self) -> None:
        """Let it end."""
        self._pipe.send(None)
        self._process.join(10)


# This process: two bots ---------------------------------------------------------------------------


@asynccontextmanager
async def bare(there: World, *, echo: bool, carried: bool = False) -> AsyncIterator[str]:
    """A bot of the library alone behind the same server: it does nothing, or says back what was said. Its address.

    What it says leaves by the library's own client, or is `carried` as ours is.
    """
    if carried:
        bot = bot_of(Settings(token=there.token, base_url=there.base_url))
    else:
        limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE, keepalive_expiry=KEEP)
        own = HTTPXRequest(connection_pool_size=AT_ONCE, pool_timeout=30.0, httpx_kwargs={"limits": limits})
        bot = ExtBot(there.token, base_url=f"{there.base_url}/bot", request=own)
    application = Application.builder().bot(bot).updater(None).concurrent_updates(64).build()

    async def handle(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if echo and update.message and update.message.text:
            await update.message.reply_text(update.message.text)

    application.add_handler(MessageHandler(filters.TEXT, handle))

    async def called(request: Request) -> Response:
        await application.process_update(Update.de_json(await request.json(), bot))
        return Response()

    async with application, _served([Route("/telegram", called, methods=["POST"])]) as address:
        yield address


@asynccontextmanager
async def adapter(there: World) -> AsyncIterator[str]:
    """Our line with nobody behind it. Its address."""
    hook = Webhook(public_url="http://127.0.0.1:9", secret=SECRET)
    line = TelegramLine(Settings(token=there.token, base_url=there.base_url, webhook=hook), lambda: datetime.now(CHINA), "zh")

    async def nobody(_: object) -> None:
        return None

    await line.open(nobody)
    await asyncio.sleep(0.5)
    async with _served(line.routes) as address:
        yield address
    await line.close()


@asynccontextmanager
async def whole(there: World, accounts: dict[str, str], *, webhook: bool) -> AsyncIterator[str]:
    """All of Remit, with an embedded store. The address of its webhook."""
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), accounts)
        settings = read_configuration(Path(folder) / "config.yaml", {})
        hook = Webhook(public_url="http://127.0.0.1:9", secret=SECRET) if webhook else None
        line = TelegramLine(Settings(token=there.token, base_url=there.base_url, webhook=hook), lambda: datetime.now(CHINA), "zh")
        async with running(settings, lines=[line]) as house:
            memory.set_aside_what_stays()  # as `remit run` does
            await asyncio.sleep(1)
            yield f"http://127.0.0.1:{house.said.split(':')[-1].split()[0]}/telegram" if webhook else ""


def _write(folder: Path, accounts: dict[str, str]) -> None:
    people: dict[str, Any] = {"director-1": {"name": "客服部总监一号", "posts": ["customer-service/director"]}}
    for group in range(GROUPS):
        people[f"manager-{group}"] = {"name": f"客服部经理 {group}", "posts": ["customer-service/manager"], "leads": [f"group-{group}"]}
    for number in range(ADVISERS):
        group = f"group-{number % GROUPS}"
        people[f"adviser-{number}"] = {"name": f"健康顾问 {number}", "posts": ["customer-service/adviser"], "group": group}
    for name, user in accounts.items():
        people[name]["accounts"] = [{"platform": "telegram", "user": user}]
    groups = {f"group-{group}": {"zh": f"客服 {group} 组", "en": f"group {group}"} for group in range(GROUPS)}
    content = {"groups": groups, "people": people}
    (folder / "staff.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    (folder / "config.yaml").write_text("staff: staff.yaml\nstore: store.db\nhttp: {port: 0}\n", encoding="utf-8")


@asynccontextmanager
async def _served(routes: Any) -> AsyncIterator[str]:
    async def well() -> dict[str, object]:
        return {"ok": True}

    async with serving(app_of(routes, well), Http(port=0)) as port:
        yield f"http://127.0.0.1:{port}/telegram"


# The figures --------------------------------------------------------------------------------------

Measure = Callable[[], Awaitable[float]]


class Report:
    """Figures with their bounds."""

    def __init__(self) -> None:
        self.missed = 0

    def line(self, name: str, figure: float, unit: str, bound: float, *, least: bool = False) -> None:
        """Print one, and count it where it missed."""
        held = figure >= bound if least else figure <= bound
        self.missed += not held
        print(f"{'ok  ' if held else 'MISS'} {name}: {figure:.2f} {unit} ({'at least' if least else 'at most'} {bound:g})", flush=True)


async def inbound(there: World, report: Report) -> None:
    """Updates a second through the webhook, doing nothing with them: ours and the bare one in turn."""
    first, count, rates = 1, 400, {"bare": [0.0], "ours": [0.0]}
    async with bare(there, echo=False) as theirs, adapter(there) as ours:
        for _ in range(3):
            for name, address in (("bare", theirs), ("ours", ours)):
                rates[name].append(count / await there("post", address, first, count, 16))
                first += count
    best = {name: max(found) for name, found in rates.items()}
    print(f"     webhook, 16 connections: bare {best['bare']:.0f}/s, ours {best['ours']:.0f}/s")
    report.line("inbound, of the bare webhook's rate", 100 * best["ours"] / best["bare"], "%", 70, least=True)


async def processing(there: World, accounts: dict[str, str], report: Report) -> None:
    """The CPU that a whole question takes, answered by message, beside a bare echo."""
    count, first, spent = 100, 1_000_000, {"bare": [], "carried": [], "ours": []}  # type: dict[str, list[float]]

    async def cost(address: str, first: int) -> float:
        await there("forget")
        begun = time.process_time()
        await there("post", address, first, count, 8)
        while await there("sent") < count:
            await asyncio.sleep(0.05)
        return 1000 * (time.process_time() - begun) / count

    import adapters.telegram.limiting as limiting

    unhurried = limiting.BURST, limiting.AIORateLimiter.__init__
    limiting.BURST = 10_000
    limiting.Limiter.__init__ = _unlimited  # type: ignore[method-assign]
    async with (
        bare(there, echo=True) as theirs,
        bare(there, echo=True, carried=True) as carried,
        whole(there, accounts, webhook=True) as ours,
    ):
        for _ in range(3):
            for name, address in (("bare", theirs), ("carried", carried), ("ours", ours)):
                spent[name].append(await cost(address, first))
                first += count
    limiting.BURST = unhurried[0]
    limiting.Limiter.__init__ = LIMITED  # type: ignore[method-assign]
    best = {name: min(found) for name, found in spent.items()}
    print(
        f"     CPU a message: bare echo {best['bare']:.2f} ms, one that sends by our client {best['carried']:.2f} ms, "
        f"a question answered {best['ours']:.2f} ms"
    )
    report.line("CPU that a question adds to the bare echo", best["ours"] - best["bare"], "ms", 1)


def _unlimited(self: Any) -> None:
    LIMITED(self, overall_max_rate=0, group_max_rate=0)


async def rush(there: World, accounts: dict[str, str], report: Report) -> None:
    """A thousand ask within ten seconds, and a hundred requests are approved meanwhile, at Telegram's published rates."""
    advisers = [name for name in accounts if name.startswith("adviser")]
    async with whole(there, accounts, webhook=False):
        calm = await there("rush", advisers[:250], 10, 0)
        _waits("250 ask within 10 s", calm)
        report.line("p99 of their waits", _percentile(calm["waits"], 99), "s", 3)
        cards = await there("open_requests", advisers[:APPROVALS], "/request 奖励本组的顾问 50 元")
        print(f"     {cards} requests are open")
        found = await there("rush", advisers, 10, APPROVALS)
    _waits("1,000 ask within 10 s, 100 approvals among them", found)
    report.line("answered", found["answered"], "", ADVISERS, least=True)
    report.line("decided", found["decided"], "", APPROVALS, least=True)
    out = found["out"]
    rate = (len(out) - 31) / (out[-1] - out[30])
    report.line("drained, of 30 messages a second", 100 * rate / 30, "%", 95, least=True)
    report.line("refused for being too many", found["refused"], "", 0)
    behind = found["decisions"][len(found["decisions"]) // 2] - 5
    report.line("median wait of a decision, of an answer's", 100 * behind / statistics.median(found["waits"]), "%", 50)


def _waits(name: str, found: dict[str, Any]) -> None:
    waits = found["waits"]
    spread = ", ".join(f"p{part} {_percentile(waits, part):.2f} s" for part in (50, 90, 99))
    print(
        f"     {name}: {found['answered']} of {found['asked']} answered, {spread}; {len(found['out'])} messages in {found['out'][-1]:.1f} s"
    )


def _percentile(values: list[float], part: int) -> float:
    return values[min(len(values) - 1, len(values) * part // 100)]


async def main() -> int:
    """All of it; 1 where a figure missed its bound."""
    there, report = World(), Report()
    names = ["director-1", *(f"adviser-{number}" for number in range(ADVISERS))] + [f"manager-{group}" for group in range(GROUPS)]
    accounts = await there("come", names)
    wanted = set(sys.argv[1:])
    if not wanted or "inbound" in wanted:
        await inbound(there, report)
    if not wanted or "cpu" in wanted:
        await processing(there, accounts, report)
    if not wanted or "rush" in wanted:
        await rush(there, accounts, report)
    there.end()
    return int(report.missed > 0)


if __name__ == "__main__":
    from adapters.telegram.limiting import Limiter

    LIMITED = Limiter.__init__
    sys.exit(asyncio.run(main()))
