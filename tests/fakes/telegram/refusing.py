"""What the server says no with."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """A call is refused, in the real server's words where they are known."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        self.code = code
        self.description = description
        self.parameters = parameters
        super().__init__(f"{code} {description}")

    def body(self) -> dict[str, Any]:
        """The answer as the client gets it."""
        said: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return said | ({"parameters": self.parameters} if self.parameters else {})


def bad(what: str) -> Refused:
    """A request that is wrong in itself."""
    return Refused(400, f"Bad Request: {what}")


def forbidden(what: str) -> Refused:
    """A request that somebody doesn't want."""
    return Refused(403, f"Forbidden: {what}")
