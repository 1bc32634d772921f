"""Failed sign-ins: after some, an address must wait."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

WINDOW = 300.0
"""Seconds in which failures are counted, from the first of them."""
_KEPT = 10_000  # addresses; of more, the oldest are forgotten


class Tries:
    """How often an address has failed to sign in lately."""

    def __init__(self, most: int = 10, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self._clock, self._lock = most, clock, Lock()
        self._failed: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def wait(self, address: str) -> int:
        """Return for how many seconds an address must wait; 0 where it may try."""
        with self._lock:
            first, count = self._failed.get(address, (0.0, 0))
            left = first + WINDOW - self._clock()
            return int(left) + 1 if count >= self.most and left > 0 else 0

    def failed(self, address: str) -> None:
        """Count a failure."""
        now = self._clock()
        with self._lock:
            first, count = self._failed.pop(address, (now, 0))
            self._failed[address] = (first, count + 1) if now - first < WINDOW else (now, 1)
            if len(self._failed) > _KEPT:
                self._failed.popitem(last=False)
