"""A file that somebody sent: it stays in Slack and is kept by reference, with the digest of its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from logging import getLogger
from typing import Any

import aiohttp

from adapters.slack.client import LOST, Workspace
from adapters.slack.places import PLATFORM
from bot.events import LARGEST, Attachment

log = getLogger(__name__)


class FileRefused(Exception):
    """A file that is not taken; `word` says why."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


async def attachment_of(workspace: Workspace, file: Mapping[str, Any]) -> Attachment:
    """A file, by reference, with the digest of its bytes. Raises FileRefused where it is too large or can't be had."""
    size, url = int(file.get("size") or 0), file.get("url_private_download") or ""
    if size > LARGEST:
        raise FileRefused("too-large")
    if not url:
        raise FileRefused("no-file")
    digest, read = hashlib.sha256(), 0
    headers = {"Authorization": f"Bearer {workspace.client.token}"}
    try:
        async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
            if answer.status != 200 or answer.content_type == "text/html":  # Slack's login page: the scope is missing
                log.warning("a file could not be read: Slack answered %s, %s", answer.status, answer.content_type)
                raise FileRefused("no-file")
            async for chunk in answer.content.iter_chunked(65536):
                digest.update(chunk)
                read += len(chunk)
                if read > LARGEST:
                    raise FileRefused("too-large")
    except LOST as error:
        log.warning("a file could not be read: %s", type(error).__name__)
        raise FileRefused("no-file") from error
    return Attachment(platform=PLATFORM, file=str(file["id"]), name=str(file.get("name") or ""), size=read, digest=digest.hexdigest())
