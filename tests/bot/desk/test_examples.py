"""What /help and the commands without words give as examples: of these books and this asker, or none."""

from dataclasses import replace

import pytest

from adapters.storage.memory import MemoryStore
from bot.language.speaking import Speaker
from bot.model import Outcome
from bot.rulebook.reading import read_library
from bot.staff.reading import compile_staff
from bot.understanding import Understanding
from tests.conftest import House
from tests.test_docs import set_up_first_company

DEMONSTRATION = ("补偿", "顾客要退货", "compensate", "A customer wants")
EMPTY = ("/help", "/duty", "/check", "/request", "/inbox")


@pytest.fixture(scope="module")
def depot(tmp_path_factory):
    """The small company of docs/first-book.md: what it understands, and its staff."""
    folder = tmp_path_factory.mktemp("depot")
    set_up_first_company(folder)
    library = read_library(folder / "books")
    return Understanding(library), compile_staff((folder / "staff.yaml").read_text(encoding="utf-8"), library)


@pytest.fixture
def make_depot(depot):
    """That company in chat, everybody reading one language."""
    understanding, staff = depot

    def make(language: str) -> House:
        said = replace(staff, people={ident: replace(person, language=language) for ident, person in staff.people.items()})
        kept = MemoryStore()
        return House(understanding, said, lambda: kept)

    return make


def quoted(text: str) -> list[str]:
    """What stands between quotation marks in the first two hints of /help."""
    return [part for line in text.splitlines()[1:3] for part in line.replace("“", '"').replace("”", '"').split('"')[1::2]]


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_another_company_never_reads_the_demonstrations_examples(make_depot, language):
    house = await make_depot(language).open()

    said = [await house.says(person, words) for person in ("keeper-1", "manager-1", "admin-1") for words in EMPTY]

    assert not [word for word in DEMONSTRATION if any(word in one for one in said)]


@pytest.mark.parametrize(("person", "language", "examples"), [
    ("keeper-1", "zh", ["仓管员有哪些职责和权限？", "减免仓储费 300 元"]),
    ("manager-1", "zh", ["仓储经理有哪些职责和权限？", "减免仓储费 300 元"]),
    ("keeper-1", "en", ["What are the duties and powers of the warehouse keeper?", "waiver of storage fees, 300 yuan"]),
])  # fmt: skip
async def test_the_examples_are_about_the_askers_own_post_and_what_its_books_can_decide(make_depot, person, language, examples):
    house = await make_depot(language).open()

    assert quoted(await house.says(person, "/help")) == examples


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("person", ["adviser-1", "manager-1", "director-1"])
async def test_every_example_is_understood_when_it_is_typed(make_house, person, language):
    house = await make_house(language=language).open()
    question, act = quoted(await house.says(person, "/help"))

    told = [await house.says(person, question), await house.says(person, f"/check {act}")]

    assert not [word for word in ("不猜", "not guess") if any(word in one for one in told)]


async def test_somebody_without_a_post_reads_of_a_post_that_there_is_and_of_no_act(make_house):
    house = await make_house(language="en").open()

    assert len(quoted(await house.says("admin-1", "/help"))) == 1


async def test_what_is_asked_for_by_way_of_example_needs_approval(make_house, understanding):
    house = await make_house().open()

    told = await house.says("adviser-1", "/request")
    example = told.partition("/request ")[2].strip()

    decided = understanding.check(example, Speaker(roles=("customer-service/adviser",))).decisions
    assert [decision.outcome for decision in decided] in ([Outcome.APPROVAL_REQUIRED], [Outcome.NEEDS_FACTS])
