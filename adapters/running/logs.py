"""The log of `remit run`: one place where it is set up, and nothing secret in it.

Each line is searched as it will be written, tracebacks included: the secrets of the environment and whatever looks like a token of a
platform are blotted out. Libraries whose lines hold URLs, headers or what people say speak only from a warning on.
"""

from __future__ import annotations

import logging
import os
import re
import traceback
from collections.abc import Callable, Iterable, Mapping
from typing import TextIO
from urllib.parse import quote

#: What is written where a secret was.
BLOT = "[secret]"
#: Variables of the environment that hold one.
_SECRET = re.compile(r"REMIT_\w*(?:TOKEN|SECRET|KEY|PASSWORD)(?:_\w+)?")
#: What is shorter is no secret, and would be blotted out everywhere.
SHORTEST = 8
#: What looks like a secret wherever it comes from.
_LOOKS = (
    r"\d{6,20}:[A-Za-z0-9_-]{20,80}"  # a bot's token, in a URL or alone
    r"|\bxox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{8,}|\bxapp-[A-Za-z0-9-]{8,}|\bxoxe-[A-Za-z0-9-]{8,}"  # Slack's
    r"|(?<=hooks\.slack\.com/)\S+"
    r"|(?<=wss://)\S+"  # its sockets: the ticket stands in the URL
    r"|(?i:(?<=bearer )|(?<=authorization: ))\S+"
    r"|(?<=://)[^\s/@:]{1,100}:[^\s/@]{1,200}(?=@)"  # name and password in a URL
)
#: From a warning on, since below it they tell URLs with tokens, headers, or what people say.
TALKATIVE = ("aiohttp", "asyncio", "httpcore", "httpx", "slack_bolt", "slack_sdk", "sqlalchemy", "telegram", "uvicorn", "websockets")


def blotter(secrets: Iterable[str] = ()) -> Callable[[str], str]:
    """Blots out these secrets, also as they are written in a URL, and whatever looks like one."""
    known = {form for secret in secrets if len(secret) >= SHORTEST for form in (secret, quote(secret, safe=""), repr(secret)[1:-1])}
    longest_first = sorted(known, key=lambda one: (-len(one), one))
    searched = re.compile("|".join([*map(re.escape, longest_first), _LOOKS]))
    return lambda text: searched.sub(BLOT, text)


def secrets_in(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The values of those variables of ours that hold a secret."""
    return tuple(value for name, value in environment.items() if _SECRET.fullmatch(name))


class Blotting(logging.Formatter):
    """Formats a record, traceback and all, and blots out what is secret in it."""

    def __init__(self, blot: Callable[[str], str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z")
        self._blot = blot

    def format(self, record: logging.LogRecord) -> str:
        """One record as it is written."""
        return self._blot(super().format(record))


def set_up(stream: TextIO | None = None, environment: Mapping[str, str] = os.environ, level: int = logging.INFO) -> None:
    """Write the log to the error output, or to a stream, in place of whatever was set up before."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Blotting(blotter(secrets_in(environment))))
    root = logging.getLogger()
    for former in root.handlers[:]:
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger(name).level))
    logging.captureWarnings(True)


def last_words(error: BaseException, environment: Mapping[str, str] = os.environ) -> str:
    """The traceback of what ends the process, without secrets."""
    return blotter(secrets_in(environment))("".join(traceback.format_exception(error)))
