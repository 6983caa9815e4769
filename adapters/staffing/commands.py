"""`remit link`, `remit unlink` and `remit staff`. Each imports what it needs when it runs, so that no other command pays for it."""

from __future__ import annotations

import shlex
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from adapters.commanding import Config, Lang, at_host, has_store, refuse, settings_of, words

if TYPE_CHECKING:
    from adapters.configuration import Configuration
    from adapters.hosting import Host
    from adapters.staffing.linking import Code, Waiting
    from bot.rulebook.library import Library
    from bot.staff import Staff

Platform = Annotated[str | None, typer.Option("--platform", help="telegram or slack; without it, any.")]
Result = TypeVar("Result")


def link(
    person: Annotated[str | None, typer.Argument(metavar="PERSON", help="A person's id in the staff file.")] = None,
    platform: Platform = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="Say yes to the account that waits; without PERSON, show what waits.")] = False,
    refused: Annotated[bool, typer.Option("--refuse", help="Say no to it.")] = False,
    account: Annotated[str | None, typer.Option("--account", help="Which one, where several wait: the account's id.")] = None,
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Make a one-time code by which a person links an account (docs/linking.md)."""
    settings, option = settings_of(config, lang), _option(config)
    if confirm and refused:
        refuse("yes-and-no")
    if not (confirm or refused):
        _make(settings, person or refuse("whose"), _platform(platform), option)
    elif person is None:
        _show_waiting(settings, option)
    else:
        _answer(settings, person, account, confirm)


def _make(settings: Configuration, person: str, platform: str, option: str) -> None:
    from adapters.staffing.linking import make_code

    async def go(host: Host) -> tuple[Code, str | None]:
        made = await make_code(host, person, platform)
        return made, await _telegram_link(settings, made.code) if platform != "slack" else None

    made, telegram = _at_host(settings, go, makes=True)
    _say(
        settings,
        "code",
        code=made.code,
        person=made.person,
        called=made.name,
        second=made.second,
        telegram=telegram or "",
        platform=platform,
        option=option,
    )


async def _telegram_link(settings: Configuration, code: str) -> str | None:
    """The link that opens the chat with the bot, where one is configured and Telegram says its name."""
    if settings.telegram is None:
        return None
    from adapters.telegram.naming import deep_link

    return await deep_link(settings.telegram, code)


def _show_waiting(settings: Configuration, option: str) -> None:
    from adapters.staffing.linking import waiting_for

    found = _at_host(settings, lambda host: waiting_for(host, None))
    _say(settings, "waiting", waiting=_lines(found), option=option)


def _answer(settings: Configuration, person: str, account: str | None, yes: bool) -> None:
    from adapters.staffing.linking import answer, waiting_for

    async def go(host: Host) -> tuple[str, list[Waiting]]:
        found = [one for one in await waiting_for(host, person) if account in (None, one.account.user, one.shown)]
        if len(found) == 1:
            await answer(host, found[0], yes=yes)
            return "answered", found
        return "which" if found else "none", found

    kind, found = _at_host(settings, go)
    _say(settings, kind, waiting=_lines(found), person=person, yes=yes)
    raise typer.Exit(0 if kind == "answered" else 1)


def _option(config: Path | None) -> str:
    """The same configuration for the next command."""
    return f" -c {shlex.quote(str(config))}" if config else ""


def _lines(found: list[Waiting]) -> list[dict[str, str]]:
    return [{"person": one.person, "name": one.name, "account": one.shown, "user": one.account.user} for one in found]


def unlink(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="A person's id in the staff file.")],
    platform: Platform = None,
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Take off a person's accounts, all of them or those of one platform."""
    from adapters.staffing.linking import unlink as taken_off

    settings = settings_of(config, lang)
    gone = _at_host(settings, lambda host: taken_off(host, person, _platform(platform)))
    accounts = [" ".join(part for part in (one.platform, one.team, one.user) if part) for one in gone]
    _say(settings, "unlinked", person=person, accounts=accounts)


def staff(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    lang: Lang = None,
    config: Config = None,
) -> None:
    """List the people, their posts, their linked accounts, and who can be reached."""
    from adapters.staffing.listing import listed, table

    settings = settings_of(config, lang)
    language = settings.language
    if has_store(settings):
        library, present = _at_host(settings, _present)
    else:
        library = settings.library()
        present = settings.staff_list(library)
    people = listed(library, present, language)
    if as_json:
        import json

        typer.echo(json.dumps(people, ensure_ascii=False, indent=2))
    else:
        typer.echo(table(people, language))


async def _present(host: Host) -> tuple[Library, Staff]:
    return host.library, await host.staff()


def _at_host(settings: Configuration, go: Callable[[Host], Awaitable[Result]], *, makes: bool = False) -> Result:
    from adapters.staffing.linking import Unknown
    from bot.rulebook.nearness import near

    if not (makes or has_store(settings)):
        refuse("no-store-yet", store=settings.store)

    try:
        return at_host(settings, go, makes=makes)
    except Unknown as unknown:
        people = settings.staff_list(settings.library()).people
        meant = near(str(unknown), [(name, ident) for ident, person in people.items() for name in (ident, person.name)])
        refuse("no-such-person", template="host", person=unknown, near=meant)


def _say(settings: Configuration, kind: str, **values: Any) -> None:
    typer.echo(words(settings, "host", kind, **values))


def _platform(platform: str | None) -> str:
    from bot.staff.reading import PLATFORMS

    if platform is not None and platform not in PLATFORMS:
        refuse("choice", option="--platform", choices=PLATFORMS, given=platform)
    return platform or ""
