"""The doors that there are, by name. A new adapter gets a line here, and has to pass the whole suite."""

from collections.abc import Callable

from tests.contract.door import Door
from tests.contract.doors.memory import MemoryDoor
from tests.contract.doors.slack import SlackDoor
from tests.contract.doors.telegram import TelegramDoor
from tests.contract.doors.terminal import TerminalDoor

DOORS: dict[str, Callable[[], Door]] = {
    "memory": MemoryDoor,
    "slack-http": lambda: SlackDoor(http=True),
    "slack-socket": SlackDoor,
    "telegram-polling": TelegramDoor,
    "telegram-webhook": lambda: TelegramDoor(webhook=True),
    "terminal": TerminalDoor,  # type: ignore[dict-item]  # it is no line, and brings a company of its own
}
