"""How much one account may say in a while: a bucket for each, which empties by what it says and fills with time.

It is kept in memory and knows no platform: losing it costs a few more messages. Whoever says too much is told so once, and then
heard again as soon as there is room. A press that isn't heard is always told, so that nobody takes it for a decision.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import Enum, auto

from adapters.configuration import Pace

#: So many buckets are kept before those that are full again are forgotten.
MOST = 10_000


class Heard(Enum):
    """What becomes of something that an account says."""

    YES = auto()
    #: It is not heard, and told so; from then on it isn't told again until it is heard.
    TOLD = auto()
    NO = auto()


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    told: bool = False


class Flood:
    """Weighs accounts."""

    def __init__(self, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._buckets: dict[Hashable, _Bucket] = {}

    def hears(self, who: Hashable) -> Heard:
        """Whether this is heard; it counts if it is."""
        now = self._clock()
        bucket = self._buckets.get(who) or self._fresh(who, now)
        bucket.left = self._filled(bucket, now)
        bucket.at = now
        if bucket.left >= 1:
            bucket.left -= 1
            bucket.told = False
            return Heard.YES
        told, bucket.told = bucket.told, True
        return Heard.NO if told else Heard.TOLD

    def _filled(self, bucket: _Bucket, now: float) -> float:
        return min(self._pace.at_once, bucket.left + max(0.0, now - bucket.at) * self._pace.a_minute / 60)

    def _fresh(self, who: Hashable, now: float) -> _Bucket:
        if len(self._buckets) >= MOST:
            self._forget(now)
        bucket = self._buckets[who] = _Bucket(left=self._pace.at_once, at=now)
        return bucket

    def _forget(self, now: float) -> None:
        """Forget who has been quiet; if nobody has, whoever was weighed first."""
        full = [who for who, bucket in self._buckets.items() if self._filled(bucket, now) >= self._pace.at_once]
        for who in full or list(self._buckets)[: MOST // 10]:
            del self._buckets[who]
