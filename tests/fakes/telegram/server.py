"""The server itself: HTTP in, answers out, and the troubles that it can be told to make."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes.telegram.forms import METHODS, read_call
from tests.fakes.telegram.marking import Marked
from tests.fakes.telegram.methods import Methods
from tests.fakes.telegram.people import Human, Press
from tests.fakes.telegram.refusing import Refused, bad
from tests.fakes.telegram.updates import Updates
from tests.fakes.telegram.world import Chat, Message, User, World, marked_part

TOKEN = "4242:AAfake-token-of-35-characters-xyz0123"
#: What counts as sending, for limits of rate.
SENDING = frozenset({"sendMessage", "editMessageText", "editMessageReplyMarkup"})
#: What a message is about that nobody wrote.
SERVICE = {"migrate_to_chat_id", "migrate_from_chat_id", "new_chat_members", "left_chat_member"}
#: Published rates: so many messages a second altogether, so many a minute to one group, and how far a burst to one chat may go.
OVERALL, GROUP, BURST = 30, 20, 5


@dataclass
class Trouble:
    """Something goes wrong with the next calls of a method: a refusal, a delay, or a cut connection before or after the deed."""

    method: str
    times: int
    refusal: Refused | None = None
    delay: float = 0
    cut: str | None = None


@dataclass(frozen=True)
class Asked:
    """A call as it came, with what was answered."""

    method: str
    given: dict[str, Any]
    at: float
    answer: dict[str, Any] | None = None


@dataclass
class Rates:
    """The published rates, held strictly; off unless a test wants them."""

    on: bool = False
    _overall: list[float] = field(default_factory=list)
    _chats: dict[int, list[float]] = field(default_factory=dict)

    def take(self, method: str, chat: int) -> None:
        """One more message to a chat, or a change of one, or 429."""
        if not self.on:
            return
        now = time.monotonic()
        self._overall = [at for at in self._overall if now - at < 1]
        span, most = (60, GROUP) if chat < 0 else (BURST, BURST)
        mine = self._chats[chat] = [at for at in self._chats.get(chat, []) if now - at < span]
        new = method == "sendMessage"
        if len(self._overall) >= 2 * OVERALL or (new and len(mine) >= most):
            raise Refused(429, "Too Many Requests: retry after 1", retry_after=1)
        self._overall.append(now)
        if new:
            mine.append(now)


class Telegram:
    """A Bot API server with one bot."""

    def __init__(self, *, token: str = TOKEN, username: str = "remit_test_bot", press_life: float = 15) -> None:
        self.token = token
        self.world = World(User(int(token.partition(":")[0]), "Remit", username, is_bot=True))
        self.updates = Updates()
        self.presses: dict[str, Press] = {}
        self.press_life = press_life
        self.privacy = True
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.methods = Methods(self.world, self.updates, self.presses, self.commands, lambda: self.privacy)
        self.rates = Rates()
        self.revoked = False
        self.calls: list[Asked] = []
        self.troubles: list[Trouble] = []
        self._wait_until = 0.0
        #: Calls that came although the bot had been asked to wait.
        self.too_early = 0
        self._runner: web.AppRunner | None = None
        self.base_url = ""

    async def start(self) -> Telegram:
        """Listen on a free port."""
        app = web.Application(client_max_size=60_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/documents/{file}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}"
        self.updates.carry_out = self._carry_out
        return self

    async def stop(self) -> None:
        """Go away."""
        await self.updates.close()
        if self._runner:
            await self._runner.cleanup()

    # People and places -----------------------------------------------------------------------

    def human(self, first_name: str, username: str | None = None, language_code: str | None = None, *, started: bool = False) -> Human:
        """Somebody signs up; with `started`, they have pressed Start before, and the bot has long dealt with it."""
        human = Human(self, self.world.new_user(first_name, username, language_code))
        if started:
            human.chat.started = True
        return human

    def group(self, title: str, *members: Human, supergroup: bool = False, forum: bool = False) -> Chat:
        """A group with the bot in it."""
        chat = self.world.new_group(title, supergroup=supergroup, forum=forum)
        for one in (self.world.bot, *(human.user for human in members)):
            chat.members[one.id] = one
        return chat

    def topic(self, chat: Chat, title: str) -> int:
        """A new topic of a forum; its number."""
        number = self.world.number() + 1
        chat.topics[number] = title
        return number

    def migrate(self, chat: Chat) -> Chat:
        """A group becomes a supergroup: a new chat with a new id, and a word about it in both."""
        new = self.world.new_group(chat.title or "", supergroup=True)
        new.members = dict(chat.members)
        someone = next(user for user in chat.members.values() if not user.is_bot)
        old_note = self.world.post(chat, someone, Marked(""), extra={"migrate_to_chat_id": new.id})
        new_note = self.world.post(new, someone, Marked(""), extra={"migrate_from_chat_id": chat.id})
        chat.migrated_to = new.id
        self.tell(old_note)
        self.tell(new_note)
        return new

    def tell(self, message: Message, kind: str = "message") -> None:
        """Let the bot hear of a message, where it may: in groups, with privacy on, of what is meant for it and of what happens."""
        if message.chat.private or not self.privacy or SERVICE & message.extra.keys() or self._meant(message):
            self.updates.add(kind, message.chat.id, message.json())

    def _meant(self, message: Message) -> bool:
        name = f"@{self.world.bot.username}".lower()
        commands = marked_part(message, "bot_command")
        if any(one.lower().endswith(name) or ("@" not in one and message.chat.bot_spoke_last) for one in commands):
            return True
        if any(one.lower() == name for one in marked_part(message, "mention")):
            return True
        return bool(message.reply_to and message.reply_to.sender is self.world.bot)

    def tell_membership(self, chat: Chat, by: User, old: str, new: str) -> None:
        """Let the bot hear what it may still do in a chat."""
        bot = self.world.bot.json()
        until = {"until_date": 0}
        member = {"status": old, "user": bot} | (until if old == "kicked" else {})
        self.updates.add(
            "my_chat_member",
            chat.id,
            {
                "chat": chat.json(),
                "from": by.json(),
                "date": int(time.time()),
                "old_chat_member": member,
                "new_chat_member": {"status": new, "user": bot} | (until if new == "kicked" else {}),
            },
        )

    def kick(self, chat: Chat, by: Human) -> None:
        """Throw the bot out of a group."""
        chat.kicked = True
        self.tell_membership(chat, by.user, "member", "kicked")

    # Troubles --------------------------------------------------------------------------------

    def refuse(self, method: str, code: int, description: str, times: int = 1) -> None:
        """The next calls of a method are refused."""
        self.troubles.append(Trouble(method, times, refusal=Refused(code, description)))

    def ask_to_wait(self, seconds: int, method: str = "sendMessage") -> None:
        """429 for the next call of a method, and for whatever is sent until the time is over."""
        refusal = Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        self.troubles.append(Trouble(method, 1, refusal=refusal))

    def delay(self, method: str, seconds: float, times: int = 1) -> None:
        """The next calls take long."""
        self.troubles.append(Trouble(method, times, delay=seconds))

    def cut(self, method: str, when: str = "before", times: int = 1) -> None:
        """The connection of the next calls is cut, `before` anything was done or `after`."""
        self.troubles.append(Trouble(method, times, cut=when))

    def called(self, method: str) -> list[Asked]:
        """The calls of a method, oldest first."""
        return [one for one in self.calls if one.method == method]

    def count(self) -> Counter[str]:
        """How often each method was called."""
        return Counter(one.method for one in self.calls)

    # HTTP ------------------------------------------------------------------------------------

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        try:
            result = await self._call(request)
        except Refused as refused:
            return _json(refused.body(), refused.code)
        return _json({"ok": True, "result": result}, 200)

    async def _call(self, request: web.Request) -> Any:
        token, method = request.match_info["token"], request.match_info["method"]
        if self.revoked or token != self.token:
            raise Refused(401, "Unauthorized")
        if request.method not in ("GET", "POST"):
            raise Refused(405, "Method Not Allowed")
        known = {name.lower(): name for name in METHODS}.get(method.lower())
        if known is None:
            raise Refused(404, "Not Found: method not found")
        return await self._obey(known, await _parameters(request), request)

    async def _obey(self, method: str, raw: dict[str, Any], request: web.Request | None) -> Any:
        call = read_call(method, raw)
        self.calls.append(Asked(method, call.given, time.monotonic()))
        trouble = self._next_trouble(method)
        if trouble:
            await self._trouble(trouble, request)
        if method in SENDING:
            self._heed(method, call.given)
        result = await self.methods.table[method](call.given)
        if trouble and trouble.cut == "after":
            await self._cut(request)
        return result

    def _heed(self, method: str, given: dict[str, Any]) -> None:
        left = self._wait_until - time.monotonic()
        if left > 0:
            self.too_early += 1
            raise Refused(429, f"Too Many Requests: retry after {int(left) + 1}", retry_after=int(left) + 1)
        self.rates.take(method, given.get("chat_id", 0))

    def _next_trouble(self, method: str) -> Trouble | None:
        trouble = next((one for one in self.troubles if one.method in (method, "*")), None)
        if trouble:
            trouble.times -= 1
            if trouble.times <= 0:
                self.troubles.remove(trouble)
        return trouble

    async def _trouble(self, trouble: Trouble, request: web.Request | None) -> None:
        if trouble.delay:
            await asyncio.sleep(trouble.delay)
        if trouble.cut == "before":
            await self._cut(request)
        if trouble.refusal:
            wait = trouble.refusal.parameters.get("retry_after")
            if wait:
                self._wait_until = time.monotonic() + wait
            raise trouble.refusal

    async def _cut(self, request: web.Request | None) -> None:
        if request is not None and request.transport is not None:
            request.transport.abort()
        raise web.HTTPInternalServerError

    async def _carry_out(self, said: dict[str, Any]) -> None:
        """A webhook was answered with a method."""
        method = said.pop("method", None)
        if method in METHODS:
            try:
                await self._obey(method, said, None)
            except Refused as refused:
                logging.getLogger(__name__).info("in answer to a webhook: %s", refused)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            raise web.HTTPNotFound
        return web.Response(body=self.world.files[request.match_info["file"]])


async def _parameters(request: web.Request) -> dict[str, Any]:
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        said = json.loads(await request.read() or b"{}")
        if not isinstance(said, dict):
            raise bad("object expected as a request body")
        return given | said
    return given | dict(await request.post())


def _json(body: dict[str, Any], status: int) -> web.Response:
    return web.Response(body=json.dumps(body).encode(), status=status, content_type="application/json")
