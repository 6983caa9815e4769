"""A company of one's own to teach in: the shipped books, copied, and a store's folder."""

import shutil
from pathlib import Path

import pytest

from adapters.configuration import read_configuration
from adapters.learning.workshop import Workshop
from tests.shipped import SAYINGS

ROOT = Path(__file__).parents[3]


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """The configuration of a copy of the shipped books, without what was said to them."""
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge", ignore=SAYINGS)
    config = tmp_path / "config.yaml"
    config.write_text("books: knowledge\nstaff: knowledge/demo-staff.yaml\nstore: data/remit.db\nlearning: on\n", encoding="utf-8")
    return config


@pytest.fixture
def workshop(company: Path) -> Workshop:
    return Workshop.of(read_configuration(company))
