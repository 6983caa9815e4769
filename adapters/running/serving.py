"""What is served over HTTP: the routes of the lines, and whether all is well. One ASGI app for all of them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from adapters.configuration import Http
from adapters.refusals import Refused, refusal

#: Seconds that requests under way are given at the end.
GRACE = 3


class NotListening(Refused):
    """The address can't be listened at."""

    def __init__(self, http: Http, why: str) -> None:
        self.http = http
        super().__init__(refusal("not-listening", host=http.host, port=http.port, problem=why))


def app_of(routes: Iterable[BaseRoute], well: Callable[[], Awaitable[dict[str, object]]]) -> Starlette:
    """These routes, and GET /health with what `well` finds; its `ok` says whether all is."""

    async def health(_: Request) -> JSONResponse:
        found = await well()
        return JSONResponse(found, status_code=200 if found["ok"] else 503)

    return Starlette(routes=[*routes, Route("/health", health)])


@asynccontextmanager
async def serving(app: ASGIApp, http: Http) -> AsyncIterator[int]:
    """Serve the app meanwhile; the port that it is served at. Raises NotListening."""
    try:
        listening = socket.create_server((http.host, http.port))
    except OSError as error:
        raise NotListening(http, error.strerror or str(error)) from error
    server = _Server(
        uvicorn.Config(
            app, lifespan="off", log_config=None, access_log=False, server_header=False, ws="none", timeout_graceful_shutdown=GRACE
        )
    )
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        await running


class _Server(uvicorn.Server):
    """Stops when it is told to; signals are the business of whoever runs it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take none."""
        yield
