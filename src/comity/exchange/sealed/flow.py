"""Reading what arrives in blocks that somebody else pushes.

The library for age decrypts a stream by writing it out. Whoever parses it must then be called with
each block, and cannot ask for the next. So a reading is a generator: it takes from an ``Inflow``
what it needs, and yields where it needs more.
"""

from collections.abc import Callable, Generator
from typing import Generic, TypeVar

from comity.exchange.sealed.refusal import Refused, malformed

Progress = Callable[[int], None]
"""Told of each piece of work, in bytes."""

T = TypeVar("T")
Reading = Generator[None, memoryview, T]


class Inflow:
    """The bytes that were pushed and not yet taken."""

    def __init__(self) -> None:
        self._view = memoryview(b"")

    @property
    def waiting(self) -> bool:
        """Whether there are any."""
        return len(self._view) > 0

    def some(self, most: int) -> Reading[memoryview]:
        """Take 1 to ``most`` bytes, which are to be used before more is taken."""
        while not self.waiting:
            self._view = yield
        found, self._view = self._view[:most], self._view[most:]
        return found

    def exact(self, size: int) -> Reading[bytes]:
        """Take ``size`` bytes."""
        found = bytearray()
        while len(found) < size:
            found += yield from self.some(size - len(found))
        return bytes(found)


class Push(Generic[T]):
    """A reading at work on what is pushed to it."""

    def __init__(self, read: Callable[[Inflow], Reading[T]]) -> None:
        self._inflow = Inflow()
        self._reading = read(self._inflow)
        self._found: list[T] = []
        try:
            next(self._reading)
        except StopIteration as end:  # it needs nothing
            self._found.append(end.value)

    def push(self, block: memoryview) -> None:
        """Let it read a block, which may be reused afterwards.

        Raises:
            Refused: there is more than it reads; and whatever the reading raises.
        """
        try:
            if not self._found:
                self._reading.send(block)
                return
        except StopIteration as end:
            self._found.append(end.value)
            if not self._inflow.waiting:
                return
        raise malformed("something follows the end of its archive")

    def result(self) -> T:
        """Return what it found, now that all has been pushed.

        Raises:
            Refused: it needs more.
        """
        if not self._found:
            raise Refused("truncated", "The package is cut short: ask the sender for it again.")
        return self._found[0]

    def close(self) -> None:
        """End the reading, so that it lets go of what it has open."""
        self._reading.close()
