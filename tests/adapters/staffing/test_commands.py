"""`remit link`, `remit unlink`, `remit staff`: a code is made, somebody uses it, the host says yes, and everybody can see it."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from adapters.delivery import Nowhere
from adapters.keys import crypt_for
from adapters.storage.tinydb import TinyStore
from adapters.switchboard import Switchboard
from bot.desk import Desk
from bot.desk.linking import CODE
from bot.events import Commanded
from bot.staff import Account
from tests.commands import clean_environment, remit, said

ROOT = Path(__file__).parents[3]


class Company:
    """A folder with a store, and the command line in it."""

    def __init__(self, folder: Path, library) -> None:
        self.folder = folder
        self.library = library

    def remit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return said(remit(*arguments, folder=self.folder, environment=clean_environment() | {"COLUMNS": "200"}))

    def code(self, *arguments: str) -> str:
        """The code that `remit link` prints."""
        printed = self.remit("link", *arguments)
        assert printed.returncode == 0, printed.stderr
        return next(line.strip() for line in printed.stdout.splitlines() if CODE.fullmatch(line.strip()))

    def uses(self, code: str, account: Account) -> str | None:
        """An account writes the code to the bot, while no command runs."""

        async def go() -> str | None:
            store = TinyStore(self.folder / ".remit/remit.db")
            try:
                desk = Desk(self.library, crypt=await crypt_for(store, self.folder / ".remit/remit.db"))
                event = Commanded(
                    id=secrets.token_hex(8),
                    at=datetime.now().astimezone(),
                    conversation=f"{account.platform}/{account.user}",
                    seed=secrets.token_bytes(32),
                    account=account,
                    command="link",
                    text=code,
                )
                return await Switchboard(desk, store, Nowhere()).handle(event)
            finally:
                store.close()

        return asyncio.run(go())

    def accounts(self, person: str) -> list[str]:
        """What `remit staff` shows."""
        people = json.loads(self.remit("staff", "--json").stdout)
        return next(one["accounts"] for one in people if one["id"] == person)


@pytest.fixture
def company(tmp_path: Path, library) -> Company:
    return Company(tmp_path, library)


def test_a_code_made_at_the_host_links_and_the_host_takes_it_off_again(company):
    code = company.code("adviser-1", "--platform", "telegram")

    company.uses(code, Account(platform="telegram", user="555"))
    assert company.accounts("adviser-1") == ["telegram 555"]

    printed = company.remit("unlink", "adviser-1", "--lang", "en")
    assert printed.stdout.strip() == "Taken off adviser-1: telegram 555."
    assert company.accounts("adviser-1") == []


def test_the_host_says_yes_where_there_is_one_administrator(company):
    company.uses(company.code("director-1"), Account(platform="slack", team="T1", user="U1"))
    assert company.accounts("director-1") == []

    waiting = company.remit("link", "--confirm")
    confirmed = company.remit("link", "--confirm", "director-1")

    assert "director-1 客服部总监一号：slack T1 U1" in waiting.stdout
    assert confirmed.returncode == 0
    assert company.accounts("director-1") == ["slack T1 U1"]
    assert company.remit("link", "--confirm", "director-1").returncode == 1


def test_of_two_that_wait_for_one_person_the_host_says_which(company):
    for user in ("U1", "U2"):
        company.uses(company.code("director-1"), Account(platform="slack", team="T1", user=user))

    unclear = company.remit("link", "--confirm", "director-1", "--lang", "en")
    company.remit("link", "--refuse", "director-1", "--account", "U1")
    company.remit("link", "--confirm", "director-1")

    assert (unclear.returncode, "--account U2" in unclear.stdout) == (1, True)
    assert company.accounts("director-1") == ["slack T1 U2"]


def test_the_code_stands_in_no_file_of_the_store(company):
    """F49"""
    code = company.code("adviser-1")
    company.uses(code, Account(platform="telegram", user="555"))

    kept = b"".join(path.read_bytes() for path in (company.folder / ".remit").iterdir())
    assert code.encode() not in kept


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("link",), "whose account"),
        (("link", "nobody"), "there is nobody with the id nobody"),
        (("link", "adviser-1", "--platform", "icq"), "--platform is"),
        (("link", "adviser-1", "--confirm", "--refuse"), "not both"),
        (("link", "--confirm"), "there is no store"),
        (("unlink", "adviser-1"), "there is no store"),
        (("staff", "--lang", "fr"), "--lang is"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(arguments, said, company):
    printed = company.remit(*arguments)

    assert printed.returncode == 2
    assert said in printed.stderr
    assert "Traceback" not in printed.stderr


def test_staff_shows_everybody_before_there_is_a_store_and_makes_none(company):
    printed = company.remit("staff", "--lang", "en").stdout

    assert re.search(r"adviser-1 .*健康顾问一号 .*no", printed)
    assert "48 people; 48 have no account" in printed
    assert list(company.folder.iterdir()) == []
