"""Sentences in, readings, decisions and answers out, through the front door."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from bot.authority.deciding import headline
from bot.language.asking.answers import Answer
from bot.model import Decision, Outcome, Proposal
from bot.naming import speaker_of
from bot.rulebook.reading import read_library
from bot.staff import Staff
from bot.understanding import Checked, Understanding


@pytest.fixture(scope="session")
def checked(understanding: Understanding) -> Callable[..., Checked]:
    """What somebody's sentence proposes, and the decisions on it."""

    def checked_(who: str, text: str, **rest: object) -> Checked:
        return understanding.check(text, speaker_of(understanding.library, Staff(), who), **rest)  # type: ignore[arg-type]

    return checked_


@pytest.fixture(scope="session")
def proposed(checked: Callable[..., Checked]) -> Callable[..., tuple[Proposal, ...]]:
    """Every proposal that is read from a sentence."""
    return lambda who, text: checked(who, text).reading.proposals


@pytest.fixture(scope="session")
def facts_in(checked: Callable[..., Checked]) -> Callable[..., Mapping[str, bool]]:
    """The facts that a sentence states of its only action."""

    def facts_in_(text: str, who: str = "健康顾问") -> Mapping[str, bool]:
        (proposal,) = checked(who, text).reading.proposals
        return proposal.facts

    return facts_in_


@pytest.fixture(scope="session")
def only(checked: Callable[..., Checked]) -> Callable[..., Decision]:
    """The decision on a sentence that proposes one action."""

    def only_(who: str, text: str, **rest: object) -> Decision:
        (decision,) = checked(who, text, **rest).decisions
        return decision

    return only_


@pytest.fixture(scope="session")
def outcome(checked: Callable[..., Checked]) -> Callable[[str, str], Outcome]:
    """What comes of a sentence: the strictest of its decisions."""
    return lambda who, text: headline(checked(who, text).decisions).outcome


@pytest.fixture(scope="session")
def asked(understanding: Understanding) -> Callable[..., Answer]:
    """The answer to somebody's question."""
    return lambda text, who="none": understanding.ask(text, speaker_of(understanding.library, Staff(), who))


@pytest.fixture(scope="session")
def make_company(tmp_path_factory) -> Callable[..., Understanding]:
    """A company of one book, with the shipped vocabulary and its own beside it."""

    def make_company_(name: str, book: str, added: str) -> Understanding:
        folder = tmp_path_factory.mktemp("books")
        (folder / name).mkdir()
        (folder / name / "rulebook.yaml").write_text(book, "utf-8")
        (folder / "vocabulary.yaml").write_text(f"extends: remit\n{added}", "utf-8")
        return Understanding(read_library(folder))

    return make_company_


@pytest.fixture(scope="session")
def deciding() -> Callable[[Understanding, str], Callable[[str], Decision]]:
    """How the one act that a sentence of somebody in a company proposes is decided."""

    def deciding_(company: Understanding, who: str) -> Callable[[str], Decision]:
        def decided(text: str) -> Decision:
            (decision,) = company.check(text, speaker_of(company.library, Staff(), who)).decisions
            return decision

        return decided

    return deciding_
