"""The keys of config.yaml and the shape of what each holds; the variables `REMIT_…` that go before them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

from adapters.configuration.calendars import SETTINGS as TIME
from adapters.slack.settings import MODES
from bot.model import Language
from bot.rulebook.findings import Report
from bot.rulebook.parsing import Map
from bot.rulebook.schema import BAD, Shape, choice, ident, matching, positive, record, several, shown, text

PREFIX = "REMIT_"


def _switch(value: Any, line: int, name: str, report: Report) -> Any:
    """`off` or `on`, with quotes or without; YAML would take them for flags."""
    return str(value) if isinstance(value, str) and value in ("off", "on") else choice(("off", "on"))(value, line, name, report)


def _port(value: Any, line: int, name: str, report: Report) -> Any:
    """A TCP port."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,5}", value) and int(value) < 2**16:
        return int(value)
    report.add("bad-port", line, name=name, value=shown(value))
    return BAD


_url = matching(re.compile(r"https?://[^\s/]+\S*"), "bad-url")
#: Platforms call only over TLS; this machine's own address is for tests.
_public_url = matching(re.compile(r"(?:https://[^\s/]+|http://(?:127\.0\.0\.1|localhost)(?::\d+)?(?=/|$))\S*"), "bad-public-url")
_workspace = matching(re.compile(r"T[A-Z0-9]{2,20}"), "bad-workspace")


#: Every key, with dots between its levels, and the shape of what it holds.
SETTINGS: dict[str, Shape] = {
    "organisation.name": text,
    "organisation.tenant": ident,
    "language": choice(get_args(Language)),
    "books": text,
    "staff": text,
    "administrators": several(ident),
    "store": text,
    **{f"time.{key}": shape for key, shape in TIME.items()},
    "learning": _switch,
    "cache": _switch,
    "flood.at_once": positive,
    "flood.a_minute": positive,
    "http.host": text,
    "http.port": _port,
    "telegram.use": _switch,
    "telegram.base_url": _url,
    "telegram.webhook.use": _switch,
    "telegram.webhook.public_url": _public_url,
    "slack.use": _switch,
    "slack.mode": choice(MODES),
    "slack.base_url": _url,
    "slack.workspaces": several(_workspace),
    "slack.confirm_from": positive,
    "model.use": _switch,
    "model.base_url": _url,
    "model.name": text,
    "model.timeout": positive,
}
PATHS = ("books", "staff", "store")
LISTS = ("administrators", "time.hours", "time.days", "time.days_off", "time.days_on", "slack.workspaces")
#: The secret that a model's endpoint may want.
MODEL_KEY = PREFIX + "MODEL_KEY"
#: key -> the environment variable that goes before it.
VARIABLES = {key: PREFIX + key.replace(".", "_").upper() for key in SETTINGS if key not in LISTS}


def _tree(settings: Mapping[str, Shape]) -> dict[str, Shape]:
    """The settings by their first level: a shape, or a mapping of what is below it."""
    groups: dict[str, dict[str, Shape]] = {}
    for key, shape in settings.items():
        first, _, rest = key.partition(".")
        groups.setdefault(first, {})[rest] = shape
    return {first: below[""] if "" in below else record({}, _tree(below)) for first, below in groups.items()}


def _or_off(group: Shape) -> Shape:
    """`model: off` says the same as a mapping that isn't used."""

    def check(value: Any, line: int, name: str, report: Report) -> Any:
        if isinstance(value, Map):
            return group(value, line, name, report)
        if isinstance(value, str) and value == "off":
            return Map(line)
        return choice(("off",))(value, line, name, report)

    return check


_TOP = _tree(SETTINGS)
#: The whole file.
FORM = record({}, {key: _or_off(shape) if f"{key}.use" in SETTINGS else shape for key, shape in _TOP.items()})
