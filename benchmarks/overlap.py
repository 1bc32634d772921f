"""Finding what two agencies both hold costs less than the library alone, and again next to nothing.

    python -m benchmarks.overlap [SIZE]

Claim: an overlap of 100,000 identifiers with 100,000 takes at most 0.6 of the time of the peer
where two cores are used, and at most 1/20 of it when asked again with 1 % new on a side.

Peer: ``openmined-psi`` alone, as its documentation has it: setup, request, response, intersection,
in one process on one core, with its exact data structure.

Measure: wall seconds from the identifiers of both sides, a tenth of which both hold, to what both
hold; the work of both sides added up; ours with what the peer leaves out: commitments, limits,
caches written to disk. A round is the peer, ours for the first time, ours asked again. Medians over
three rounds, and the best of each, which is what a machine with nothing else to do gives: two idle
cores are needed. Bytes are those of the messages.
"""

import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any

from private_set_intersection import python as psi

from comity.exchange.overlap import (
    Allowance,
    Desk,
    Holdings,
    Identifier,
    Past,
    ask,
    finish,
    new_secret,
    reply,
)

AIM_FIRST, AIM_AGAIN = 0.6, 1 / 20
SIZE, ROUNDS, WORKERS = 100_000, 3, 2
TODAY = "2026-01-01"
_ALL = Allowance(most=10**9, answered=10**9)


def held(numbers: Iterable[int]) -> Holdings:
    """Return holdings of made telephone numbers."""
    return {Identifier("phone", f"+86{13000000000 + n}"): (f"{n:064x}",) for n in numbers}


def peer(ours: Holdings, theirs: Holdings) -> tuple[int, int]:
    """Return how many both hold, and the bytes that passed, by the library alone."""
    words, others = [i.word for i in ours], [i.word for i in theirs]
    client, server = psi.client.CreateWithNewKey(True), psi.server.CreateWithNewKey(True)
    setup = server.CreateSetupMessage(1e-9, len(words), others, psi.DataStructure.RAW)
    request = client.CreateRequest(words)
    response = server.ProcessRequest(request)
    both = client.GetIntersection(setup, response)
    return len(both), sum(x.ByteSize() for x in (setup, request, response))


class Ours:
    """Two desks, and what they remember of one another."""

    def __init__(self, folder: Path) -> None:
        self._a = Desk(new_secret(TODAY), folder / "a", TODAY, WORKERS)
        self._b = Desk(new_secret(TODAY), folder / "b", TODAY, WORKERS)
        self._past: list[Past] = []

    def overlap(self, ours: Holdings, theirs: Holdings) -> tuple[int, int]:
        """Return how many both hold, and the bytes that passed."""
        asked, state = ask(ours, self._a, ["phone"])
        replied = reply(asked, theirs, self._b, _ALL, self._past)
        both, closing = finish(state, replied, ours, self._a)
        header = asked.header
        self._past.append(Past(TODAY, header["nonce"], replied.header["key"], asked.number))
        return len(both), sum(len(x.payload) for x in (asked, replied, closing))


def _timed(work: Callable[[], tuple[int, int]], right: int) -> tuple[float, int]:
    gc.collect()
    start = time.perf_counter()
    both, passed = work()
    took = time.perf_counter() - start
    if both != right:
        raise AssertionError(f"{both} are said to be held by both, {right} are")
    return took, passed


def _round(size: int) -> list[tuple[float, int]]:
    start = size - size // 10
    ours, theirs = held(range(size)), held(range(start, start + size))
    more = held(range(size + size // 100))
    both, again = size - start, size - start + size // 100
    with tempfile.TemporaryDirectory() as folder:
        sides = Ours(Path(folder))
        return [
            _timed(lambda: peer(ours, theirs), both),
            _timed(lambda: sides.overlap(ours, theirs), both),
            _timed(lambda: sides.overlap(more, theirs), again),
        ]


def main() -> str:
    """Print the figures; return them in one line."""
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    size = given[0] if given else SIZE
    rounds = [_round(size) for _ in range(ROUNDS)]
    names = ("openmined-psi, one core", f"ours, {WORKERS} cores", "ours, again with 1 % new")
    print(f"{size:,} × {size:,} identifiers, {ROUNDS} rounds")
    for at, name in enumerate(names):
        took = [one[at][0] for one in rounds]
        passed = rounds[0][at][1] / 1e6
        print(f"{name:<26}{median(took):8.2f} s, best {min(took):8.2f} s {passed:8.2f} MB")
    line = "; ".join(_said(rounds, at) for at in (1, 2))
    print(line)
    return line


def _said(rounds: list[Any], at: int) -> str:
    ratio = median(one[at][0] / one[0][0] for one in rounds)
    best = min(one[at][0] for one in rounds) / min(one[0][0] for one in rounds)
    what, aim = ("first", AIM_FIRST) if at == 1 else ("again", AIM_AGAIN)
    return f"{what} {ratio:.3f} of openmined-psi, in the best rounds {best:.3f} (aim: {aim:.2f})"


if __name__ == "__main__":
    main()
