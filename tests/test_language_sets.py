"""The question sets, written by people who saw neither vocabulary nor program: no rate falls, and nothing is wrongly permitted.

What stands in a set was said to the books before; it is measured as if its author, and a few others, had never said a word.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.asking.batch import Service
from adapters.learning.cases import read_cases
from adapters.learning.judging import Judge
from adapters.learning.measuring import Measured, measure
from bench.grid import Judged, cases, judge, read_templates
from bot.language.recognising.normalising import normalise
from bot.rulebook.library import Library
from bot.staff import Staff
from bot.understanding import Understanding

SETS = Path(__file__).parent / "language_sets"
FLOORS = json.loads((SETS / "floors.json").read_text("utf-8"))
FILES = sorted(path.name for path in SETS.glob("*.jsonl"))
AUTHORS = sorted({name.split("_")[0] for name in FILES})
#: So many authors are left out at once: counting anew takes some seconds.
TOGETHER = 4
SOURCE = Path(__file__).parents[2] / "shared" / "seed" / "source.txt"
#: A run of the source's characters longer than this is a quotation.
QUOTED = 14
#: Of the grid CI takes so many sentences; `python -m bench.grid` takes 24,000.
SENTENCES = 2000


@pytest.fixture(scope="module", params=[AUTHORS[at : at + TOGETHER] for at in range(0, len(AUTHORS), TOGETHER)], ids="-".join)
def measured(request: pytest.FixtureRequest, understanding: Understanding, staff: Staff) -> list[Measured]:
    """The sets of some authors, where none of them has said anything before."""
    cases = {file: read_cases(file) for author in request.param for file in sorted(SETS.glob(f"{author}_*.jsonl"))}
    judge = Judge(Service(understanding.without(case.text for said in cases.values() for case in said), staff))
    return [measure(judge, said, file.name, datetime.now(UTC)) for file, said in cases.items()]


def test_no_rate_falls_below_its_floor(measured: list[Measured]) -> None:
    fallen = [one for one in measured if one.run.rate < FLOORS[one.run.file]]
    assert not fallen, [(one.run.file, one.run.rate, [(miss.case.id, miss.wrong) for miss in one.misses]) for one in fallen]


def test_nothing_is_wrongly_permitted(measured: list[Measured]) -> None:
    assert [one.case.text for measured_ in measured for one in measured_.judgements if one.wrongly_permitted] == []


def test_every_set_has_a_floor() -> None:
    assert {name for name in FLOORS if name.endswith(".jsonl")} == set(FILES)


@pytest.mark.skipif(not SOURCE.is_file(), reason="the source document isn't here")
@pytest.mark.parametrize("file", FILES)
def test_no_line_quotes_the_source(file: str) -> None:
    source = "".join("".join(normalise(line).split()) for line in SOURCE.read_text("utf-8").splitlines())

    for line in (SETS / file).read_text("utf-8").splitlines():
        case = json.loads(line)
        for text in (case["text"], case.get("why", "")):
            assert not quoted(text, source), case["id"]


@pytest.mark.skipif(not SOURCE.is_file(), reason="the source document isn't here")
def test_nothing_that_was_said_quotes_the_source(library: Library) -> None:
    source = "".join("".join(normalise(line).split()) for line in SOURCE.read_text("utf-8").splitlines())

    said = [text for one in (library.questions, library.statements) for texts in one.values() for text in texts]
    assert [text for text in said if quoted(text, source)] == []


def quoted(text: str, source: str) -> list[str]:
    """The runs of a text's characters that stand in the source and are too long for chance."""
    squeezed = "".join(normalise(text).split())
    runs = (squeezed[start : start + QUOTED + 1] for start in range(len(squeezed) - QUOTED))
    return [run for run in runs if run in source]


@pytest.fixture(scope="module")
def grid(understanding: Understanding) -> list[Judged]:
    """The short form of the generated grid."""
    return [judge(understanding, case) for case in cases(read_templates(), SENTENCES)]


def test_the_grid_is_as_equal_to_the_oracle_as_it_was(grid: list[Judged]) -> None:
    assert 100 * sum(one.equal for one in grid) / len(grid) >= FLOORS["grid"]["equal"]


def test_the_grid_has_no_more_wrongly_permitted_than_it_had(grid: list[Judged]) -> None:
    assert sum(one.wrongly_permitted for one in grid) <= FLOORS["grid"]["wrongly_permitted"]
