"""Imported by the process that lives are forked from: afterwards it has read everything that takes time to read."""

from tests.faults import lives  # noqa: F401
from tests.faults.office import staff, understanding

understanding()
staff()
