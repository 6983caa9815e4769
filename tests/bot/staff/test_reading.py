"""The staff file: what it says is kept, what is wrong with it is named (the single faults are in tests/faults/)."""

import json
import re
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.model import Absence, ReportingLine, Role, Words
from bot.records import from_json, to_json
from bot.rulebook.library import Library
from bot.rulebook.reading import compile_library
from bot.staff import Account, Staff
from bot.staff.reading import BrokenStaff, compile_staff, digest, examine_staff

DOCS = Path(__file__).parents[3] / "docs"
DATA = Path(__file__).parents[2] / "faults/data"
SHOP = (DATA / "staff.yaml").read_text()


def shop_books() -> dict[str, str]:
    """The rule book of a shop with two posts, and its vocabulary."""
    knowledge = DATA / "knowledge"
    return {str(path.relative_to(knowledge)): path.read_text() for path in knowledge.rglob("*.yaml")}


@pytest.fixture(scope="module")
def library() -> Library:
    """The shop's rule book, compiled."""
    return compile_library(shop_books())


@pytest.fixture
def staff(library: Library) -> Staff:
    """The shop's staff."""
    return compile_staff(SHOP, library)


def test_everything_that_the_file_says_is_kept(staff: Staff) -> None:
    clerk = staff.people["clerk-1"]

    assert (clerk.name, clerk.posts, clerk.group, clerk.superior) == ("店员一号", ("shop/clerk",), "group-1", "boss-1")
    assert clerk.language == "en"
    assert clerk.accounts == (Account(platform="telegram", user="1001"), Account(platform="slack", team="T1", user="U1"))
    assert staff.people["boss-1"].leads == ("group-1",)
    assert staff.groups["group-1"].en == "group 1"
    assert staff.absences == (Absence(person="clerk-2", start=date(2026, 12, 1), end=date(2026, 12, 5)),)
    assert staff.administrators == ("admin-1",)


def test_an_account_finds_its_person_in_its_own_team_only(staff: Staff) -> None:
    assert staff.by_account("slack", "U1", "T1") == staff.people["clerk-1"]
    assert staff.by_account("slack", "U1", "T2") is None


def test_a_staff_list_survives_the_store(staff: Staff) -> None:
    stored = json.loads(json.dumps(to_json(staff)))

    assert from_json(Staff, stored) == staff


def test_the_digest_stays_when_only_comments_and_order_change(staff: Staff, library: Library) -> None:
    lines = SHOP.splitlines(keepends=True)
    clerk = next(number for number, line in enumerate(lines) if "clerk-2:" in line)
    moved = "# the shop\n" + "".join([*lines[:clerk], lines[clerk + 1], lines[clerk], *lines[clerk + 2 :]])

    assert digest(compile_staff(moved, library)) == digest(staff)


def test_the_digest_changes_with_what_the_file_says(staff: Staff, library: Library) -> None:
    assert digest(compile_staff(SHOP.replace("店员二号", "店员三号"), library)) != digest(staff)


@pytest.mark.parametrize("page", ["staff.md", "staff.zh-CN.md"])
def test_the_store_of_the_page_has_two_groups_and_no_fault(page: str, library: Library) -> None:
    """With one group the shift leader would lead the guard, who reports to the manager."""
    blocks = re.findall(r"```yaml\n(.*?)```", (DOCS / page).read_text("utf-8"), re.DOTALL)
    store = next(block for block in blocks if "tills-1" in block)
    ups = {"cashier": "shift-leader", "shift-leader": "manager", "guard": "manager"}
    roles = {
        f"shop/{one}": Role(key=f"shop/{one}", book="shop", title=Words(zh=one, en=one), unit=Words(zh="shop", en="shop"))
        for one in ("manager", *ups)
    }
    roles |= {f"shop/{one}": replace(roles[f"shop/{one}"], reports_to=ReportingLine(to=(f"shop/{up}",))) for one, up in ups.items()}
    library = replace(library, roles={**library.roles, **roles})

    staff = compile_staff(store, library)

    assert staff.people["manager-1"].leads == ("store-1", "tills-1")
    with pytest.raises(BrokenStaff) as raised:
        compile_staff(store.replace("leads: [tills-1]", "leads: [store-1]"), library)
    assert "leads-no-superior" in {finding.kind for finding in raised.value.findings}


def test_of_a_group_without_members_it_is_said_that_nobody_is_in_it(library: Library) -> None:
    text = "groups: {new: {zh: 新组, en: new group}}\npeople:\n  a-1: {name: 某人, posts: [shop/clerk], leads: [new]}\n"
    text += "  b-1: {name: 管理员}\nadministrators: [b-1]\n"

    with pytest.raises(BrokenStaff) as raised:
        compile_staff(text, library)

    (found,) = raised.value.findings
    assert found.kind == "leads-no-members"
    assert "has no members" in found.message.en and "组里没有人" in found.message.zh
    assert compile_staff(text.replace("b-1: {name: 管理员}", "b-1: {name: 管理员, group: new}"), library).people["a-1"].leads == ("new",)


def test_all_errors_are_raised_at_once_with_file_and_line(library: Library) -> None:
    wrong = SHOP.replace("superior: boss-1", "superior: boss-2").replace("user: 1002", "user: 1001")

    with pytest.raises(BrokenStaff) as raised:
        compile_staff(wrong, library, "people.yaml")

    assert [(finding.file, finding.line, finding.kind) for finding in raised.value.findings] == [
        ("people.yaml", 10, "unknown-person"),
        ("people.yaml", 15, "account-taken"),
    ]


def test_without_a_library_all_but_the_posts_is_checked() -> None:
    """The rule books are broken as well; whoever mends them wants to know what else there is to do."""
    wrong = SHOP.replace("superior: boss-1", "superior: boss-2").replace("posts: [shop/boss]", "posts: [shop/nobody]")

    examined = examine_staff(wrong, None)

    assert examined.staff is None
    assert [finding.kind for finding in examined.findings] == ["unknown-person"]


def test_an_id_that_is_a_title_is_refused() -> None:
    """`--as` and a sentence could mean either."""
    titled = compile_library({path: text.replace("en: shop boss}", "en: boss}") for path, text in shop_books().items()})

    examined = examine_staff(SHOP.replace("boss-1", "boss"), titled)

    assert [finding.kind for finding in examined.findings] == ["id-is-title"]


def test_two_leaders_of_one_post_are_refused(library: Library) -> None:
    """Which of them is asked would be chance."""
    twice = SHOP.replace("  admin-1:", "  boss-2: {name: 店长二号, posts: [shop/boss], leads: [group-1]}\n  admin-1:")

    examined = examine_staff(twice, library)

    assert [finding.kind for finding in examined.findings] == ["group-led-twice"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("people: &a [" + "*a," * 20 + "]", id="F41-bomb"),
        pytest.param("people: " + "[" * 5000, id="F41-deep"),
        pytest.param("people: !!python/object/apply:os.system [ls]", id="F41-python"),
        pytest.param("# " + "x" * 50_000_000, id="F41-50-MB"),
        pytest.param("\0", id="F41-control"),
        pytest.param("- 1", id="a-list"),
        pytest.param("", id="nothing"),
        pytest.param("people: []", id="no-keys"),
        pytest.param("people: {{7*7}}", id="F43-template"),
    ],
)
def test_a_hostile_file_is_refused_at_once(text: str, library: Library) -> None:
    began = time.monotonic()

    with pytest.raises(BrokenStaff) as raised:
        compile_staff(text, library)

    assert time.monotonic() - began < 20
    assert all(finding.line >= 1 for finding in raised.value.findings)
