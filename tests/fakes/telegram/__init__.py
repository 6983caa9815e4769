"""A Bot API server on 127.0.0.1, strict enough to be believed, with a human's side.

It speaks the protocol: any client library talks to it over a socket. Where the real server shrugs (a parameter that it
doesn't know), this one refuses. The limits are the documented ones in their documented units. What it can't do it says
is no method of its own. `tests/fakes/test_telegram.py` pins it by a second client library and the published list of methods.

    telegram = await Telegram().start()
    ann = telegram.human("Ann")
    ann.types("/start")
    ...
    assert "hello" in ann.screen()[-1].text
"""

from tests.fakes.telegram.people import Human, Press, Seen
from tests.fakes.telegram.server import Telegram
from tests.fakes.telegram.world import Chat, Message, User

__all__ = ["Chat", "Human", "Message", "Press", "Seen", "Telegram", "User"]
