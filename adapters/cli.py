"""The command `remit`, and the place where everything is put together.

Each command imports what it needs when it runs, so that none pays for the others.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters import speaking
from adapters.auditing import commands as auditing
from adapters.commanding import Config, Lang, before, language_of, refuse, settings_of, stop
from adapters.keeping import commands as keeping
from adapters.learning import commands as learning
from adapters.printing import commands as printing
from adapters.privacy import commands as privacy
from adapters.reporting import commands as reporting
from adapters.speaking.commands import Commands, Program
from adapters.staffing import commands as staffing

if TYPE_CHECKING:
    from adapters.asking.batch import Service
    from adapters.configuration import Configuration

#: What a full or failing disk says behind a file or the standard output that was open already.
UNWRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)

app = Commands(
    cls=Program,
    name="remit",
    help="Job duties and the delegation of authority, in your team's chat. / 岗位职责与授权规定，装进团队的聊天里。",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


app.callback()(before)


Who = Annotated[
    str, typer.Option("--as", help="A person's id, a post's title (TITLE@BOOK where two books have it), or none for an outsider.")
]
AskedIn = Annotated[str | None, typer.Option("--lang", help="zh or en; without it, the language of the question.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


Said = Annotated[list[str], typer.Argument(metavar="TEXT", help="What is said; several words are one sentence.")]
Explain = Annotated[bool, typer.Option("--explain", help="Print what was recognised as well, and why.")]


@app.command()
def ask(
    said: Said, who: Who = "none", lang: AskedIn = None, explain: Explain = False, as_json: AsJson = False, config: Config = None
) -> None:
    """Ask one question about duties or authority."""
    from adapters.asking import answering

    text = " ".join(said)
    settings = settings_of(config, lang)
    service = _service(settings, text)
    _show(lambda: answering.ask(service, settings, who, text, language_of(lang), explain=explain), text, lang, as_json=as_json)


@app.command()
def check(
    said: Said,
    who: Who = "none",
    away: Annotated[list[str] | None, typer.Option("--away", help="A post or a person that is away; may be repeated.")] = None,
    what_if: Annotated[bool, typer.Option("--what-if", help="Show as a table what the answers not yet given would change.")] = False,
    lang: AskedIn = None,
    explain: Explain = False,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Check what somebody is about to do against their authority."""
    from adapters.asking import answering

    text = " ".join(said)
    settings = settings_of(config, lang)
    service = _service(settings, text)
    if what_if:
        from adapters.printing.whatif import check_what_if

        _show(
            lambda: check_what_if(service, who, text, away or (), language_of(lang), drawn=not as_json, explain=explain),
            text,
            lang,
            as_json=as_json,
        )
        return
    _show(
        lambda: answering.check(service, settings, who, text, away or (), language_of(lang), explain=explain), text, lang, as_json=as_json
    )


@app.command()
def batch(
    lang: Annotated[str | None, typer.Option("--lang", help="zh or en for lines without a lang; without it, the language of each.")] = None,
    config: Config = None,
) -> None:
    """Read questions and checks as JSON Lines, write one JSON line for each, in order."""
    from adapters.asking.batch import batch as run

    service = _service(settings_of(config, lang))
    lines = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
    for line in run(service, lines, language_of(lang)):
        sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()


@app.command()
def run(lang: Lang = None, config: Config = None) -> None:
    """Serve every platform that is configured (Telegram, Slack) until SIGTERM."""
    from adapters.running.house import run as serve

    raise typer.Exit(serve(settings_of(config, lang)))


@app.command("try")
def try_(
    who: Annotated[str | None, typer.Option("--as", help="The person to be; you are asked if you leave it out.")] = None,
    lang: Annotated[str | None, typer.Option("--lang", help="zh or en; without it, as configured.")] = None,
    store: Annotated[Path | None, typer.Option("--store", help="The folder that keeps the conversation; .remit without one.")] = None,
    config: Config = None,
) -> None:
    """Talk to Remit in the terminal as anybody of the staff, with no tokens; /as PERSON switches."""
    from adapters.asking.answering import suggester_of, understanding_of
    from adapters.console.running import run

    settings = settings_of(config)
    library = settings.library()
    understanding = understanding_of(settings, library)
    language = language_of(lang) or settings.language
    staff, rhythm = settings.staff_list(library), settings.time.rhythm()
    folder, suggester = store or Path(".remit"), suggester_of(settings)
    code = run(
        library, staff, folder, who, language, sys.stdin, sys.stdout, rhythm=rhythm, understanding=understanding, suggester=suggester
    )
    raise typer.Exit(code)


@app.command()
def attach(
    file: Annotated[Path, typer.Argument(help="The document as plain text.")],
    book: Annotated[list[str] | None, typer.Option("--book", help="A rule book that restates it; may be repeated.")] = None,
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Align the company's own document to the clauses, so that citations quote it; a changed document is told clause by clause."""
    from adapters.books.attaching import NotAttached
    from adapters.books.attaching import attach as run
    from bot.texts import render

    settings = settings_of(config)
    language = language_of(lang) or settings.language
    try:
        lines = run(settings.store, settings.library(), file, book or (), language)
    except NotAttached as refused:
        stop(render("attach", speaking.language(), part=refused.why, **refused.values))
    for line in lines:
        typer.echo(line)


@app.command()
def doctor(
    config: Config = None,
    lang: Lang = None,
    everything: Annotated[bool, typer.Option("--all", help="List the accepted warnings too, each with its reason.")] = False,
    cases: Annotated[bool, typer.Option("--cases", help="Try the cases of the rule books, and tell which come out otherwise.")] = False,
) -> None:
    """Check configuration, rule books, staff and store; each finding on its own line, exit 1 on errors only."""
    from adapters.doctoring import diagnose, lines

    diagnosis = diagnose(config, cases=cases)
    for line in lines(diagnosis, language_of(lang) or diagnosis.language, everything=everything):
        typer.echo(line)
    raise typer.Exit(diagnosis.exit_code)


app.command("matrix")(printing.matrix)
app.command("org")(printing.org)
app.command("diff")(printing.diff)
app.command("slip")(reporting.slip)
app.command("report")(reporting.report)
app.command("link")(staffing.link)
app.command("unlink")(staffing.unlink)
app.command("staff")(staffing.staff)
app.command("eval")(learning.evaluate)
app.add_typer(learning.teach)


app.add_typer(auditing.app, name="audit")
app.add_typer(keeping.app, name="store")
app.add_typer(privacy.app, name="privacy")


def main() -> None:
    """The entry point of the command `remit`: what is broken in the files is told line by line, never as a traceback."""
    _never_at_a_loss_for_letters()
    try:
        app()
    except Exception as error:
        from adapters.running.logs import blotter, last_words, secrets_in

        known = _told(error)
        if known is None:
            sys.stderr.write(last_words(error))
            sys.exit(1)
        sys.stderr.write(blotter(secrets_in(os.environ))(f"{known}\n"))
        sys.exit(78)


def _told(error: Exception) -> str | None:
    """What to tell of an error that somebody can mend in their files; None for any other."""
    from adapters.doctoring import finding_line
    from adapters.refusals import Refused
    from bot.ports import NoRoom, StoreFailed
    from bot.rulebook.findings import Broken
    from bot.texts import render

    if isinstance(error, Refused):
        return f"remit: {error.words.into(speaking.language())}"
    language = speaking.language()
    if isinstance(error, Broken):
        return "\n".join([f"remit: {render('host', language, kind='broken')}", *(finding_line(one, language) for one in error.findings)])
    if isinstance(error, StoreFailed | NoRoom):
        return f"remit: {render('host', language, kind='disk-failed' if isinstance(error, StoreFailed) else 'disk-full', problem=error)}"
    if isinstance(error, OSError) and error.filename is not None:
        return f"remit: {render('host', language, kind='no-way', file=error.filename, problem=error.strerror)}"
    if isinstance(error, OSError) and error.errno in UNWRITTEN:
        return f"remit: {render('host', language, kind='unwritten', problem=error.strerror)}"
    return None


def _never_at_a_loss_for_letters() -> None:
    """Where the locale knows only ASCII, the terminal is taken for one that knows UTF-8; what can't be shown is replaced."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            plain = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if plain else None, errors="replace")


def _service(settings: Configuration, text: str | None = None) -> Service:
    """What answers. Refuses a text with nothing in it."""
    if text is not None and not text.strip():
        refuse("nothing-said", template="host")
    from adapters.asking.answering import understanding_of
    from adapters.asking.batch import Service

    library = settings.library()
    return Service(understanding_of(settings, library), settings.staff_list(library))


def _show(answer: Callable[[], dict[str, Any]], text: str, lang: str | None, *, as_json: bool) -> None:
    from bot.language.recognising.sentence import language_of as spoken
    from bot.naming import UnknownWho

    try:
        shown = answer()
    except UnknownWho as error:
        stop(error.words.into(language_of(lang) or spoken(text)))
    import json

    typer.echo(json.dumps(shown, ensure_ascii=False, indent=2) if as_json else shown["text"])


if __name__ == "__main__":
    main()
