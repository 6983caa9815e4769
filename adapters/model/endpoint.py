"""An OpenAI-compatible endpoint as a `Suggester`.

Whatever goes wrong (nobody there, too slow, an error, far too much, nonsense) is no reply, and never an exception.
Neither the sentence nor the key is ever logged.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from functools import cached_property
from ssl import SSLContext

import httpx
import msgspec

from adapters.configuration import MODEL_KEY, Model
from bot.suggesting import Brief

#: No more of an answer is read.
MOST_BYTES = 65_536
#: The longest reply that the model is asked for, in its tokens.
MOST_TOKENS = 200


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message


class _Completion(msgspec.Struct):
    choices: list[_Choice]


class Endpoint:
    """Asks the configured model, once for each sentence."""

    def __init__(self, model: Model, environment: Mapping[str, str] = os.environ) -> None:
        self._model = model
        self._url = model.base_url.rstrip("/") + "/chat/completions"
        key = environment.get(MODEL_KEY)
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}

    @cached_property
    def _certificates(self) -> SSLContext:
        """Those that are trusted, read once: that takes longer than all else that we do for a question."""
        return httpx.create_ssl_context(trust_env=False)

    async def suggest(self, brief: Brief) -> str | None:
        """The model's reply as it came; None where none came in time."""
        try:
            certificates = self._certificates
            async with asyncio.timeout(self._model.timeout):
                content = await self._asked(brief, certificates)
            completion = msgspec.json.decode(content, type=_Completion) if content else None
        except Exception:  # httpx and what is below it raise more than they name, even groups for an odd address
            return None
        return completion.choices[0].message.content if completion and completion.choices else None

    async def _asked(self, brief: Brief, certificates: SSLContext) -> bytes | None:
        question = {
            "model": self._model.name,
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "messages": [{"role": "system", "content": brief.instructions()}, {"role": "user", "content": brief.material()}],
        }
        async with (
            httpx.AsyncClient(timeout=self._model.timeout, trust_env=False, verify=certificates) as client,
            client.stream("POST", self._url, json=question, headers=self._headers) as response,
        ):
            if response.status_code != httpx.codes.OK:
                return None
            content = b""
            async for piece in response.aiter_bytes():
                content += piece
                if len(content) > MOST_BYTES:
                    return None
            return content
