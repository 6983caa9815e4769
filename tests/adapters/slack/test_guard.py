"""What stands in front of Bolt: nothing forged, replayed, malformed or too large reaches a handler, and none of it is a 500."""

from __future__ import annotations

import json
import random
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse

from adapters.running.bodies import LARGEST
from adapters.slack.guard import DRIFT, PATH, Gate, route_of
from tests.fakes.slack.delivery import signature

SECRET = "canary-of-the-signing-secret"
NOW = 1_760_000_000


class Behind:
    """What would be Bolt."""

    def __init__(self) -> None:
        self.reached = 0
        gate = Gate()
        gate.app, gate.teams, gate.ready = "A0REMIT", frozenset({"T0REMIT"}), True

        async def go_on(_body: str, _headers: Any) -> PlainTextResponse:
            self.reached += 1
            return PlainTextResponse("ok")

        self.app = Starlette(routes=[route_of(SECRET, gate, go_on, lambda: float(NOW))])

    async def post(self, body: bytes | Any, headers: dict[str, str | bytes]) -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=self.app), base_url="http://remit") as client:
            return (await client.post(PATH, content=body, headers=headers)).status_code


@pytest.fixture
def behind() -> Behind:
    return Behind()


def payload(**changed: Any) -> bytes:
    event = {"type": "event_callback", "api_app_id": "A0REMIT", "team_id": "T0REMIT", "event_id": "Ev1", "event": {"type": "message"}}
    return json.dumps(event | changed).encode()


def headers_of(body: bytes, *, secret: str = SECRET, at: str = str(NOW), **changed: Any) -> dict[str, Any]:
    signed = {"x-slack-request-timestamp": at, "x-slack-signature": signature(secret, at, body), "content-type": "application/json"}
    return signed | {key.replace("_", "-"): value for key, value in changed.items()}


async def test_what_slack_signed_goes_on(behind):
    body = payload()

    assert await behind.post(body, headers_of(body)) == 200
    assert behind.reached == 1


async def test_f24_a_forged_signature_is_refused(behind):
    """Another secret, another body, another time, and three hundred that are simply made up."""
    chance, body = random.Random(24), payload()

    forged = [
        headers_of(body, secret="another secret"),
        headers_of(payload(team_id="T1")),
        headers_of(body) | {"x-slack-request-timestamp": str(NOW - 1)},
    ]
    forged += [headers_of(body, x_slack_signature=f"v0={chance.getrandbits(256):064x}") for _ in range(300)]
    right = headers_of(body)["x-slack-signature"]
    for place in range(3, len(right), 7):
        forged.append(headers_of(body, x_slack_signature=right[:place] + ("0" if right[place] != "0" else "1") + right[place + 1 :]))

    assert {await behind.post(body, one) for one in forged} == {401}
    assert behind.reached == 0


MALFORMED: dict[str, dict[str, Any]] = {
    "a time of letters": {"at": "abc"},
    "5,000 digits": {"at": "1" * 5000},
    "a fraction": {"at": f"{NOW}.5"},
    "an exponent": {"at": "1e9"},
    "an empty time": {"at": ""},
    "a negative time": {"at": f"-{NOW}"},
    "digits of another script": {"x_slack_request_timestamp": "１７６００００００".encode()},
    "a signature outside ASCII": {"x_slack_signature": "v0=签名".encode()},
    "an empty signature": {"x_slack_signature": ""},
    "a signature without its version": {"x_slack_signature": "0" * 64},
    "a short signature": {"x_slack_signature": "v0=abc"},
    "a long signature": {"x_slack_signature": "v0=" + "0" * 100_000},
    "capitals": {"x_slack_signature": "V0=" + "A" * 64},
}


@pytest.mark.parametrize("changed", MALFORMED.values(), ids=MALFORMED.keys())
async def test_f25_malformed_headers_are_401_and_never_500(behind, changed):
    body = payload()

    assert await behind.post(body, headers_of(body, **changed)) == 401
    assert behind.reached == 0


@pytest.mark.parametrize("gone", ["x-slack-signature", "x-slack-request-timestamp"])
async def test_f25_so_are_headers_that_are_missing(behind, gone):
    body = payload()
    headers = headers_of(body)
    del headers[gone]

    assert await behind.post(body, headers) == 401


@pytest.mark.parametrize("drift", [DRIFT + 1, -DRIFT - 1])
async def test_f27_what_was_signed_too_long_ago_or_is_to_come_is_refused(behind, drift):
    body = payload()

    assert await behind.post(body, headers_of(body, at=str(NOW + drift))) == 401
    assert await behind.post(body, headers_of(body, at=str(NOW + drift - (1 if drift > 0 else -1)))) == 200


OTHERS: dict[str, dict[str, Any]] = {
    "another app": {"api_app_id": "A0OTHER"},
    "no app": {"api_app_id": None},
    "another workspace": {"team_id": "T0OTHER"},
    "another workspace by its authorizations": {"authorizations": [{"team_id": "T0OTHER"}]},
    "no workspace": {"team_id": ""},
}


@pytest.mark.parametrize("changed", OTHERS.values(), ids=OTHERS.keys())
async def test_f29_another_app_or_workspace_is_refused(behind, changed):
    body = payload(**changed)

    assert await behind.post(body, headers_of(body)) == 403
    assert behind.reached == 0


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "no JSON": (b"{", "application/json"),
    "no object": (b"[1]", "application/json"),
    "no text": (b"\xff\xfe\x00", "application/json"),
    "a payload that isn't JSON": (b"payload=%7B", "application/x-www-form-urlencoded"),
    "deeply nested": (b"[" * 100_000, "application/json"),
    "many fields": (b"&".join(b"a=1" for _ in range(5000)), "application/x-www-form-urlencoded"),
    "a team that is a list": (payload(team=[1]), "application/json"),
}


@pytest.mark.parametrize(("body", "kind"), UNREADABLE.values(), ids=UNREADABLE.keys())
async def test_f25_what_cannot_be_read_is_no_500_either(behind, body, kind):
    assert await behind.post(body, headers_of(body, content_type=kind)) in (400, 403)
    assert behind.reached == 0


async def test_f47_what_declares_itself_huge_is_not_read(behind):
    body = payload()

    assert await behind.post(body, headers_of(body) | {"content-length": str(4 * 2**30)}) == 413
    assert await behind.post(body, headers_of(body) | {"content-length": "9" * 500}) == 413


async def test_f47_nor_is_what_turns_out_to_be(behind):
    read = 0

    async def endless() -> Any:
        nonlocal read
        while True:
            read += 65536
            yield b"x" * 65536

    assert await behind.post(endless(), headers_of(payload())) == 413
    assert read <= LARGEST + 2 * 65536


def test_the_gate_is_shut_until_we_know_who_we_are() -> None:
    assert not Gate().admits({"api_app_id": "", "team_id": ""})


async def test_the_question_whether_the_address_is_ours_is_answered_by_bolt(behind):
    body = json.dumps({"type": "url_verification", "challenge": "x", "token": "y"}).encode()

    assert await behind.post(body, headers_of(body)) == 200
