"""Commands that speak both languages: their help, and what is wrong with a line that they can't take.

Their English stands where it is declared, or in the library; `CHINESE` has the rest. What is written before a command (`remit -c
FILE ask …`) counts for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from adapters import speaking

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

    _Base = TyperCommand
else:
    _Base = object

Declared = TypeVar("Declared", bound=Callable[..., Any])
#: The fixed words with which the library shows a help or an error.
FIXED = (
    "ARGUMENTS_PANEL_TITLE", "OPTIONS_PANEL_TITLE", "COMMANDS_PANEL_TITLE", "ERRORS_PANEL_TITLE",
    "DEFAULT_STRING", "REQUIRED_LONG_STRING", "RICH_HELP",
)  # fmt: skip
#: What counts for the command behind it as well.
PASSED_ON = ("config", "lang")


def said(english: str) -> str:
    """What the library or a declaration says, in the language of this line."""
    if speaking.language() == "en":
        return english
    from adapters.speaking.chinese import chinese

    return chinese(english)


@contextmanager
def _dressed() -> Iterator[None]:
    """Meanwhile the library's own fixed words are in the language of this line, and Chinese, which has no spaces, is wrapped."""
    if speaking.language() == "en":
        yield
        return
    from typer import rich_utils

    english = {name: getattr(rich_utils, name) for name in (*FIXED, "_make_rich_text")}

    def wrapped(**given: Any) -> Any:
        text = english["_make_rich_text"](**given)
        text.overflow = "fold"
        return text

    vars(rich_utils).update({name: said(english[name]) for name in FIXED}, _make_rich_text=wrapped)
    try:
        yield
    finally:
        vars(rich_utils).update(english)


class _Speaking(_Base):
    """What a command and a group of commands have in common."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Take the line; refuse two configurations, and take over what was written before the command."""
        above = ctx.parent.params if ctx.parent else {}
        _, _, order = self.make_parser(ctx).parse_args(list(args))
        if [each.name for each in order].count("config") + bool(above.get("config")) > 1:
            ctx.fail("-c is given twice; name one configuration.")
        rest = super().parse_args(ctx, args)
        for name in PASSED_ON:
            if name in ctx.params and ctx.params[name] is None:
                ctx.params[name] = above.get(name)
        return rest

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """How the command is written."""
        formatter.write_usage(ctx.command_path, " ".join(map(said, self.collect_usage_pieces(ctx))), said("Usage: "))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """What the command does, and what each option is for."""
        for one in (self, *self.get_params(ctx), *getattr(self, "commands", {}).values()):
            if getattr(one, "help", None):
                one.help = said(one.help)
        with _dressed():
            super().format_help(ctx, formatter)


class Command(_Speaking, TyperCommand):
    """One command."""


class Group(_Speaking, TyperGroup):
    """Several commands below one name."""


class Program(Group):
    """All commands: here a line comes in, and what is wrong with it is told."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Do what a line says and end with its code."""
        arguments = sys.argv[1:] if args is None else list(args)
        speaking.listen(arguments, os.environ)
        try:
            code = super().main(arguments, prog_name, complete_var, False, windows_expand_args, **extra)
        except typer.Abort:
            sys.stderr.write(f"remit: {said('Aborted.')}\n")
            code = 1
        except _Unusable as error:
            _tell(error)
            code = error.exit_code
        sys.exit(code or 0)


#: What the library raises of a line that it can't take.
_Unusable: Any = typer.BadParameter.__base__


def _tell(error: Any) -> None:
    """How the command is written, and what is wrong."""
    from typer import rich_utils

    if type(error).__name__ == "NoArgsIsHelpError":
        return  # the help, which is shown already
    told = _Unusable(said(error.format_message()), error.ctx)
    with _dressed():
        rich_utils.rich_format_error(told)


class Commands(typer.Typer):
    """A place to declare commands of this kind."""

    def __init__(self, *, cls: type[TyperGroup] = Group, **given: Any) -> None:
        super().__init__(cls=cls, **given)

    def command(self, name: str | None = None, **given: Any) -> Callable[[Declared], Declared]:
        """Declare one."""
        return super().command(name, cls=Command, **given)
