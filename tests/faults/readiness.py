"""Imported by the process that lives are forked from: afterwards it has read everything that takes time to read."""

import gc

from tests.faults import lives  # noqa: F401
from tests.faults.office import staff
from tests.shipped import understanding

understanding().make_ready()
staff()
gc.freeze()  # none of it is gone through again in each life
