"""`remit eval` and `remit teach`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters import speaking
from adapters.commanding import Config, Lang, language_of, refuse, settings_of, stop, words
from adapters.speaking.commands import Commands

if TYPE_CHECKING:
    from adapters.configuration import Configuration
    from adapters.learning.cases import Case

Sources = Annotated[
    Path | None, typer.Option("--sources", help='The clauses\' own words, [{"clause": id, "text": words}, …], for sets that name these.')
]

teach = Commands(
    name="teach",
    help="What couldn't be answered, grouped; add an alias or an example, and see what it changes.",
    invoke_without_command=True,
)


def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Question sets, JSON Lines (docs/language.md).")],
    against: Annotated[
        Path | None, typer.Option("--against", help="A saved run to compare with, instead of the last one of the same set.")
    ] = None,
    sources: Sources = None,
    misses: Annotated[int | None, typer.Option("--misses", help="Show at most so many misses; all of them without this.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each set.")] = False,
    save: Annotated[bool, typer.Option(help="Keep the run for the next comparison.")] = True,
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Measure understanding with question sets; exit 1 when anything was wrongly permitted."""
    import json

    from adapters.learning import telling
    from adapters.learning.measuring import difference, measure, read_run, write_run
    from adapters.learning.workshop import BadSources, Workshop

    settings = settings_of(config, lang)
    try:
        workshop = Workshop.of(settings, sources)
    except BadSources:
        refuse("bad-sources", template="measured", file=sources)
    other = read_run(against) if against else None
    if against and other is None:
        refuse("no-run", template="measured", file=against)
    wrongly = 0
    for file in files:
        cases = _cases_of(file)
        measured = measure(workshop.judge_unseen(cases), cases, str(file.resolve()), _now())
        before = other or workshop.last_run(file)
        found = difference(before, measured.run) if before else None
        if as_json:
            typer.echo(json.dumps(telling.as_json(measured, found), ensure_ascii=False))
        else:
            for line in telling.report(measured, settings.language, misses=misses):
                typer.echo(line)
            if before and found is not None:
                named = {case.id: case for case in cases}
                for line in telling.changes(found, before, measured.run, named, settings.language):
                    typer.echo(line)
        if save:
            write_run(measured.run, workshop.run_path(file))
        wrongly += measured.run.wrongly_permitted
    raise typer.Exit(1 if wrongly else 0)


@teach.callback()
def unanswered(
    context: typer.Context,
    most: Annotated[int, typer.Option("--most", help="Show at most so many sentences of a group.")] = 5,
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Without a command: show what couldn't be answered, grouped by the nearest clause or the unknown words."""
    if context.invoked_subcommand is not None:
        return
    from adapters.learning.grouping import grouped
    from adapters.learning.unanswered import Unanswered, path_beside
    from adapters.learning.workshop import Workshop

    settings = settings_of(config, lang)
    workshop = Workshop.of(settings)
    kept = Unanswered(path_beside(workshop.settings.store)).read()
    if not kept and workshop.settings.learning == "off":
        typer.echo(workshop.told("off"))
    elif not kept:
        typer.echo(workshop.told("nothing"))
    for line in grouped(kept, workshop.library, most, settings.language):
        typer.echo(line)
    if line := workshop.said_so_far():
        typer.echo(line)


@teach.command()
def alias(
    entry: Annotated[str, typer.Argument(metavar="CONCEPT", help="The entry: refund, facts.defect-verified.true, markers.may …")],
    phrase: Annotated[str, typer.Argument(help="How people say it; a * stands for a few characters.")],
    phrase_lang: Annotated[
        str | None, typer.Option("--phrase-lang", help="The language of the phrase, zh or en; without it, as it is written.")
    ] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="Show what would change and write nothing.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write it although cases break. Never where something would be wrongly permitted.")
    ] = False,
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Add a phrase to an entry of the vocabulary, checked first; then show what it changes in the recorded sets."""
    from adapters.learning.aliases import Refused
    from adapters.learning.workshop import Workshop
    from bot.language.recognising.sentence import language_of as spoken

    settings = settings_of(config, lang)
    workshop = Workshop.of(settings, guest=_guest(settings, config))
    try:
        lines = workshop.teach_alias(entry, phrase, language_of(phrase_lang) or spoken(phrase), _now(), dry=dry, force=force)
    except Refused as error:
        stop(error.told(speaking.language()), 1)
    for line in lines:
        typer.echo(line)


@teach.command()
def example(
    text: Annotated[str, typer.Argument(help="The question, or with --outcome the proposed action.")],
    who: Annotated[str, typer.Option("--as", help="Who says it.")] = "none",
    clause: Annotated[list[str] | None, typer.Option("--clause", help="A clause that answers it; any of those named will do.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="answer, clarify or unknown; answer without this.")] = None,
    outcome: Annotated[
        str | None,
        typer.Option("--outcome", help="For a proposed action: permitted, approval_required, needs_facts, prohibited or unknown."),
    ] = None,
    say: Annotated[list[str] | None, typer.Option("--say", help="A word that the answer must contain.")] = None,
    lang: Lang = None,
    config: Config = None,
) -> None:
    """Add an example to the set that every later change is measured with; show whether it comes out right."""
    from adapters.learning.aliases import Refused
    from adapters.learning.cases import BrokenCases
    from adapters.learning.workshop import Workshop

    settings = settings_of(config, lang)
    workshop = Workshop.of(settings, guest=_guest(settings, config))
    expect: dict[str, object] = {"outcome": [outcome]} if outcome else {"kind": [kind or "answer"]}
    expect |= {"cite_any": clause} if clause else {}
    expect |= {"say_all": [[word] for word in say]} if say else {}
    try:
        lines = workshop.teach_example({"as": who, "text": text, "expect": expect}, _now())
    except (BrokenCases, Refused) as error:
        stop(error.told(speaking.language()))
    for line in lines:
        typer.echo(line)


@teach.command("words")
def words_(
    pattern: Annotated[str, typer.Argument(help="What stands in an id, a title or a phrase; everything without it.")] = "",
    lang: Lang = None,
    config: Config = None,
) -> None:
    """List the entries of the vocabulary, Remit's own among them, with their ids, and which of them the books use."""
    from adapters.learning.entries import entries

    settings = settings_of(config, lang)
    found = list(entries(settings.library(), pattern))  # of the staff nothing is needed, who may not be written yet
    for entry in found:
        title = entry.title.into(settings.language) if entry.title else ""
        typer.echo(words(settings, "teaching", "entry", entry=entry, title=title))
    if not found:
        refuse("no-entry", template="teaching", code=1, entry=pattern, near=[])


def _cases_of(file: Path) -> list[Case]:
    """The cases of a set. Stops where it can't be read, or has none."""
    from adapters.learning.cases import BrokenCases, read_cases

    try:
        cases = read_cases(file)
    except BrokenCases as error:
        stop(error.told(speaking.language()))
    if not cases:
        refuse("no-cases", template="measured", file=file)
    return cases


def _guest(settings: Configuration, config: Path | None) -> bool:
    """Whether a configuration names no books, so that those that ship would be written. Without one it is they that are meant."""
    return config is not None and "books" not in settings.places


def _now() -> datetime:
    return datetime.now().astimezone()
