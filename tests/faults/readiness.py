"""Imported by the process that lives are forked from: afterwards it has read everything that takes time to read."""

from tests.faults import lives  # type: ignore[import-untyped]  # noqa: F401
from tests.faults.office import staff, understanding  # type: ignore[import-untyped]

understanding()
staff()
