"""A port for a server of the tests that is told its port before it listens."""

from __future__ import annotations

import random
import socket
from contextlib import suppress

#: Below what systems give to outgoing connections: else a connection of some other test may have it by then.
_REGISTERED = range(20_000, 32_000)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens at."""
    for port in random.SystemRandom().sample(_REGISTERED, 100):
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("100 ports that were tried are all in use")
