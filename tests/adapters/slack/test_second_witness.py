"""A second witness besides our own Slack: the calls of whole approvals, sent again to npm's `emulate`, which keeps strict scopes.

It knows nothing of us, its token has exactly the scopes of manifest.yaml, and every call has to be answered with ok. Its
ids are its own, so those in the calls are put in the place of ours; its methods take POST alone.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml

from tests.ports import free_port

ROOT = Path(__file__).parents[3]
PACKAGE = "emulate@0.8.0"
TOKEN = "xoxb-0-canary-of-the-witness"
SCOPES = yaml.safe_load((ROOT / "manifest.yaml").read_text(encoding="utf-8"))["oauth_config"]["scopes"]["bot"]
PEOPLE = ("adviser-1", "director-1", "manager-1", "admin-1", "general-manager-1")

SERVE = """
import { createEmulator } from "%s/node_modules/emulate/dist/api.js";
await createEmulator({ service: "slack", port: %d, seed: { slack: %s } });
console.log("ready");
"""


@pytest.fixture(scope="module")
def package(request: pytest.FixtureRequest) -> Path:
    """The package, fetched once; where that can't be, the test says so."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("node and npm are missing, so nobody but our own Slack has heard these calls")
    folder = Path(request.config.cache.mkdir("emulate"))  # type: ignore[union-attr]
    if not (folder / "node_modules" / "emulate").is_dir():
        fetching = subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--no-save", "--prefix", str(folder), PACKAGE],
            capture_output=True,
            timeout=180,
            check=False,
        )
        if fetching.returncode:
            pytest.skip(f"{PACKAGE} can't be fetched here, so nobody but our own Slack has heard these calls")
    return folder


@pytest.fixture
async def witness(package: Path) -> AsyncIterator[str]:
    """It serves; the address of its Web API."""
    port = free_port()
    people = [{"name": person, "email": f"{person}@example.com"} for person in PEOPLE]
    seed = {
        "strict_scopes": True,
        "users": [*people, {"name": "remit"}],
        "tokens": [{"token": TOKEN, "type": "bot", "user": "remit", "scopes": SCOPES, "app_id": "A0REMIT"}],
    }
    code = SERVE % (package, port, json.dumps(seed))
    process = await asyncio.create_subprocess_exec(
        "node", "--input-type=module", "-e", code, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    async with asyncio.timeout(60):
        while b"ready" not in await process.stdout.readline():
            pass
    yield f"http://127.0.0.1:{port}/api/"
    process.kill()
    await process.wait()


class Retold:
    """Our calls, told to the witness."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url
        #: Our ids, and what they are there.
        self.theirs: dict[str, str] = {}

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with self.session.post(self.url + method, json=arguments, headers=headers) as answer:
            found: dict[str, Any] = await answer.json()
        return found

    async def tell(self, method: str, arguments: dict[str, Any], ours: dict[str, Any]) -> dict[str, Any]:
        """One call; what it makes there is remembered under our names."""
        given = {key: self.theirs.get(value, value) if isinstance(value, str) else value for key, value in arguments.items()}
        if "trigger_id" in given:
            given["trigger_id"] = (await self.call("views.generateTriggerId", user_id=self.theirs["U0DIRECTOR1"]))["trigger_id"]
        found = await self.call(method, **given)
        for ours_at, theirs_at in ((ours.get("ts"), found.get("ts")), (ours.get("user_id"), found.get("user_id"))):
            if ours_at and theirs_at:
                self.theirs[ours_at] = theirs_at
        for kind in ("channel", "view"):
            if isinstance(ours.get(kind), dict) and isinstance(found.get(kind), dict):
                self.theirs[ours[kind]["id"]] = found[kind]["id"]
        return found


async def test_the_calls_of_whole_approvals_are_taken_by_the_witness_too(company, door, witness):
    await door.humans["director-1"].opens_home()
    for _ in range(2):
        await company.says("adviser-1", "/request 补偿客户 300 元")
    await company.presses("director-1", "批准")
    await door.presses("director-1", "驳回")
    await door.submits("director-1", "先换货 <!channel>")
    await company.quiet()
    await company.until(lambda: "没有等你处理的事" in door.humans["director-1"].home.text)

    async with aiohttp.ClientSession() as session:
        retold = Retold(session, witness)
        for person in PEOPLE:
            found = await retold.call("users.lookupByEmail", email=f"{person}@example.com")
            retold.theirs[door.account(person).user] = found["user"]["id"]
        refused = []
        for method, arguments, answer in door.slack.api.calls:
            if method in ("apps.connections.open", "bots.info") or not answer["ok"]:  # Socket Mode isn't there, nor our bot's id
                continue
            found = await retold.tell(method, arguments, answer)
            if not found["ok"]:
                refused.append((method, found))
        assert refused == []

        spoken = {method for method, _, _ in door.slack.api.calls}
        assert {"chat.postMessage", "chat.update", "chat.postEphemeral", "views.open", "views.publish", "users.info"} <= spoken


async def test_the_witness_would_notice_a_scope_that_is_missing(package, witness):
    """It refuses what the manifest doesn't ask for."""
    async with aiohttp.ClientSession() as session:
        found = await Retold(session, witness).call("conversations.create", name="new")

    assert found["error"] == "missing_scope"
