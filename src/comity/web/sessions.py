"""Who is signed in with a browser, and who is on the way in. Kept in memory, so that stopping the
server signs everybody out and leaves nothing to steal."""

import hmac
import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from secrets import token_urlsafe
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_MOST = 10_000  # kept at once; of more, those used least lately are forgotten


class Session(NamedTuple):
    """Somebody who is signed in: ``csrf`` is what a write must show besides the cookie."""

    reader: str
    csrf: str


class Limits(NamedTuple):
    """For how long something is kept: seconds without use, and seconds in any case."""

    idle: float
    longest: float


SESSION = Limits(30 * 60.0, 12 * 3600.0)
FLOW = Limits(600.0, 600.0)
LINK = Limits(3600.0, 3600.0)


class Kept(Generic[T]):
    """Values, each under a secret of its own, of which only the hash is kept."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits, self._clock, self._lock = limits, clock, Lock()
        self._known: OrderedDict[bytes, tuple[T, float, float]] = OrderedDict()  # began, last

    def put(self, value: T) -> str:
        """Keep a value, and return its secret: 256 bits, safe in an address or a cookie."""
        secret, now = token_urlsafe(32), self._clock()
        with self._lock:
            self._known[_hash(secret)] = value, now, now
            if len(self._known) > _MOST:
                self._known.popitem(last=False)
        return secret

    def find(self, secret: str) -> T | None:
        """Return the value of a secret, and count that as a use; None where there is none."""
        with self._lock:
            value = self._take(secret)
            if value is not None:
                self._known[_hash(secret)] = *value, self._clock()
        return value[0] if value else None

    def take(self, secret: str) -> T | None:
        """Return the value of a secret, and keep it no longer."""
        with self._lock:
            value = self._take(secret)
        return value[0] if value else None

    def _take(self, secret: str) -> tuple[T, float] | None:
        value, began, last = self._known.pop(_hash(secret), (None, 0.0, 0.0))
        now = self._clock()
        over = now - last > self._limits.idle or now - began > self._limits.longest
        return None if value is None or over else (value, began)


def same(a: str, b: str) -> bool:
    """Compare two secrets in a time that tells nothing about them."""
    return hmac.compare_digest(a.encode("utf-8", "replace"), b.encode("utf-8", "replace"))


def _hash(secret: str) -> bytes:
    return sha256(secret.encode("utf-8", "replace")).digest()
