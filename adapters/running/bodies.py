"""The body of a request that is served, so far as it isn't too large."""

from __future__ import annotations

from starlette.requests import Request

#: Bytes that a request may have; the platforms' own are far smaller.
LARGEST = 1_000_000


class TooLarge(Exception):
    """More than is ever read."""


async def body_of(request: Request) -> bytes:
    """The body; what declares itself too large isn't read at all. Raises TooLarge."""
    declared = request.headers.get("content-length", "0")
    if not declared.isascii() or not declared.isdecimal() or len(declared) > 12 or int(declared) > LARGEST:
        raise TooLarge
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise TooLarge
    return bytes(body)
