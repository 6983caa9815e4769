"""The question sets, written by people who saw neither vocabulary nor program: no rate falls, and nothing is wrongly permitted.

What stands in a set was said to the books before; each is measured as if its author had never said a word.
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
from bot.staff import Staff
from bot.understanding import Understanding

SETS = Path(__file__).parent / "language_sets"
FLOORS = json.loads((SETS / "floors.json").read_text("utf-8"))
FILES = sorted(path.name for path in SETS.glob("*.jsonl"))
SOURCE = Path(__file__).parents[2] / "shared" / "seed" / "source.txt"
#: A run of the source's characters longer than this is a quotation.
QUOTED = 14
#: Of the grid CI takes so many sentences; `python -m bench.grid` takes 24,000.
SENTENCES = 2000


@pytest.fixture(scope="module", params=sorted({name.split("_")[0] for name in FILES}))
def author(request: pytest.FixtureRequest, understanding: Understanding) -> tuple[str, Understanding]:
    """Who wrote some of the sets, and the understanding where none of their sentences was said before."""
    texts = [case.text for file in SETS.glob(f"{request.param}_*.jsonl") for case in read_cases(file)]
    return request.param, understanding.without(texts)


@pytest.fixture(scope="module")
def measured(author: tuple[str, Understanding], staff: Staff) -> list[Measured]:
    name, unseen = author
    judge = Judge(Service(unseen, staff))
    return [measure(judge, read_cases(file), file.name, datetime.now(UTC)) for file in sorted(SETS.glob(f"{name}_*.jsonl"))]


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
            squeezed = "".join(normalise(text).split())
            runs = [squeezed[start : start + QUOTED + 1] for start in range(len(squeezed) - QUOTED)]
            assert not [run for run in runs if run in source], case["id"]


@pytest.fixture(scope="module")
def grid(understanding: Understanding) -> list[Judged]:
    """The short form of the generated grid."""
    return [judge(understanding, case) for case in cases(read_templates(), SENTENCES)]


def test_the_grid_is_as_equal_to_the_oracle_as_it_was(grid: list[Judged]) -> None:
    assert 100 * sum(one.equal for one in grid) / len(grid) >= FLOORS["grid"]["equal"]


def test_the_grid_has_no_more_wrongly_permitted_than_it_had(grid: list[Judged]) -> None:
    assert sum(one.wrongly_permitted for one in grid) <= FLOORS["grid"]["wrongly_permitted"]
