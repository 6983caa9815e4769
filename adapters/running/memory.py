"""What the collector of garbage looks through: what is new, and not the rule books again and again.

Books, vocabulary and texts are hundreds of thousands of objects that stay until the end; to look through them all takes a tenth
of a second and more, in the middle of somebody's event.
"""

from __future__ import annotations

import gc

#: So many new objects until the youngest are looked through, which takes half a millisecond; Python's own 700 are what four events leave.
YOUNG = 2_000
#: So often until those that outlived it are looked through as well, and so often these until all are.
OLDER, ALL = 50, 10


def set_aside_what_stays() -> None:
    """Exempt all that there is now; to be called once everything has been read."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, OLDER, ALL)
