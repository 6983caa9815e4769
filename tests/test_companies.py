"""Other companies' books: written from our pages alone, by people who had never seen a book of ours, and so were the questions.

Their questions were written before their books. What comes right of them tells how Remit fares where nobody tuned it.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.asking.batch import Service
from adapters.configuration import read_configuration
from adapters.doctoring import diagnose
from adapters.learning.cases import read_cases
from adapters.learning.judging import Judge
from adapters.learning.measuring import measure
from bot.understanding import Understanding

COMPANIES = Path(__file__).parent / "companies"
FLOORS = json.loads((COMPANIES / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module", params=sorted(FLOORS))
def company(request: pytest.FixtureRequest) -> tuple[str, Judge]:
    settings = read_configuration(COMPANIES / request.param / "config.yaml", {})
    library = settings.library()
    return request.param, Judge(Service(Understanding(library), settings.staff_list(library)))


@pytest.mark.parametrize("kind", ["ask", "check", "off", "offact"])
def test_another_companys_questions_come_out_as_before_and_nothing_is_wrongly_permitted(company: tuple[str, Judge], kind: str) -> None:
    name, judge = company
    measured = measure(judge, read_cases(COMPANIES / name / f"{kind}.jsonl"), f"{name}/{kind}", datetime.now(UTC))

    assert [one.case.text for one in measured.judgements if one.wrongly_permitted] == []
    assert measured.run.rate >= FLOORS[name][kind], [(one.case.id, one.wrong) for one in measured.misses]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_another_companys_books_have_no_errors(name: str) -> None:
    diagnosis = diagnose(COMPANIES / name / "config.yaml")

    assert diagnosis.broken == 0, diagnosis.findings
