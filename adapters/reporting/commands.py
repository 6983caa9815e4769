"""`remit slip` and `remit report`. Each imports what it needs when it runs, so that no other command pays for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from adapters.commanding import Config, End, Lang, Output, Start, at_host, day_of, refuse, settings_of, write_out

if TYPE_CHECKING:
    from adapters.hosting import Host


def slip(ident: Annotated[str, typer.Argument(metavar="ID")], output: Output = None, lang: Lang = None, config: Config = None) -> None:
    """Print what was approved or done under an id as a slip: HTML, for the cashier and the file."""
    from adapters.reporting.pages import slip_page
    from bot.approvals.request import request_of
    from bot.tables.slip import NoSlip, slip_of
    from bot.texts import Phrasing

    settings = settings_of(config, lang)

    async def go(host: Host) -> str:
        found = await host.document("request", ident) if ident and "/" not in ident else None
        if found is None:
            refuse("no-request", ident=ident)
        phrasing = Phrasing(host.library, await host.staff())
        try:
            drawn = slip_of(phrasing, request_of(found.value), settings.language)
        except NoSlip as none:
            refuse("no-slip", ident=none.request.id, state=none.request.state.value)
        return slip_page(drawn, host.settings.organisation.name)

    write_out(at_host(settings, go), output)


def report(
    start: Start = None,
    end: End = None,
    form: Annotated[str, typer.Option("--format", help="table or html.")] = "table",
    output: Output = None,
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Numbers for managers: time to a decision, share passed up, clauses used most, limits asked beyond most."""
    from adapters.auditing.reading import every
    from adapters.reporting.pages import report_page
    from bot.approvals.request import request_of
    from bot.tables.report import report_of, report_text
    from bot.texts import Phrasing

    settings = settings_of(config, lang)
    if form not in ("table", "html"):
        refuse("choice", option="--format", choices=("table", "html"), given=form)
    first, last = day_of(start), day_of(end)
    if first and last and last < first:
        refuse("backwards", start=first, end=last)

    async def go(host: Host) -> str:
        requests = [request_of(found.value) async for _, found in every(host.store, host.tenant, "request")]
        numbers = report_of(host.library, host.settings.time.rhythm().calendar, requests, first, last)
        phrasing = Phrasing(host.library, await host.staff())
        if form == "html":
            return report_page(phrasing, numbers, settings.language, host.settings.organisation.name)
        return report_text(phrasing, numbers, settings.language) + "\n"

    write_out(at_host(settings, go), output)
