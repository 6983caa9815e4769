"""A file that somebody sent: it stays in Slack and is kept by reference, with the digest of its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from logging import getLogger
from typing import Any

import aiohttp

from adapters.slack.client import LOST, Workspace
from adapters.slack.places import PLATFORM
from bot.events import Attachment

log = getLogger(__name__)

#: Bytes of the largest file that is looked at.
LARGEST = 20_000_000


async def attachment_of(workspace: Workspace, file: Mapping[str, Any]) -> Attachment | None:
    """A file, by reference, with the digest of its bytes; None where it is too large or can't be had."""
    size, url = int(file.get("size") or 0), file.get("url_private_download") or ""
    if not url or size > LARGEST:
        return None
    digest, read = hashlib.sha256(), 0
    headers = {"Authorization": f"Bearer {workspace.client.token}"}
    try:
        async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
            if answer.status != 200 or answer.content_type == "text/html":  # Slack's login page: the scope is missing
                return None
            async for chunk in answer.content.iter_chunked(65536):
                digest.update(chunk)
                read += len(chunk)
                if read > LARGEST:
                    return None
    except LOST as error:
        log.warning("a file could not be read: %s", type(error).__name__)
        return None
    return Attachment(platform=PLATFORM, file=str(file["id"]), name=str(file.get("name") or ""), size=read, digest=digest.hexdigest())
