"""Two ways of one piece of work, timed in turn, so that the machine's moods strike both alike."""

import gc
import time
from collections.abc import Callable
from statistics import median
from typing import Any, NamedTuple


class Pair(NamedTuple):
    """The median seconds of both sides, and the median of the rounds' ratios peer / ours.

    ``best`` is the ratio of each side's best round: what a machine with nothing else to do gives.
    """

    ours: float
    peer: float
    speed: float
    best: float

    @property
    def times(self) -> float:
        """How many times as long ours takes."""
        return 1 / self.speed


def in_turn(
    ours: Callable[[int], Any],
    peer: Callable[[int], Any],
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> Pair:
    """Time both sides in each round, A B then B A; each is given the round's number.

    ``clock`` is the wall's unless told; ``time.process_time`` fits work that is all this
    process's own, as other processes then count less.
    """
    times: list[tuple[float, float]] = []
    for number in range(rounds):
        sides = [(0, ours), (1, peer)]
        found = [0.0, 0.0]
        for side, work in sides if number % 2 == 0 else sides[::-1]:
            gc.collect()
            start = clock()
            work(number)
            found[side] = clock() - start
        times.append((found[0], found[1]))
    ours_alone, peer_alone = zip(*times, strict=True)
    return Pair(
        median(ours_alone),
        median(peer_alone),
        median(b / a for a, b in times),
        min(peer_alone) / min(ours_alone),
    )
