"""A server that stands for the model."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes.model import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made
