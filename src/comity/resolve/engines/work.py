"""Work on entities and pairs that is done in parts, in several processes where there are many."""

import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from hashlib import blake2b
from multiprocessing import current_process, get_context
from pathlib import Path
from typing import NamedTuple, TypeVar

from comity.resolve.candidates import number_of_names
from comity.resolve.compare import reaching
from comity.resolve.engines import run
from comity.resolve.entity import Entity
from comity.resolve.keys import keys, kind_of

_Part = TypeVar("_Part")
_Done = TypeVar("_Done")

CHUNK = 4_000
"""Pairs that a process is given."""

FEW = 20_000
"""Pairs that one process has scored before another has started."""

_AHEAD = 2  # parts that wait, for each process


class Keyed(NamedTuple):
    """The entities of a file as columns, and their keys as columns, each with who has it and how
    many names that entity has."""

    numbers: list[int]
    ids: list[str]
    entities: list[str]
    keys: list[int]
    owners: list[int]
    names: list[int]


class Scored(NamedTuple):
    """Two entities by their numbers and by their ids, and their score."""

    a: int
    b: int
    first: str
    second: str
    score: float


def keyed(file: Path) -> Keyed:
    """Return the entities of a file that ``run.store`` wrote, with their keys."""
    found = Keyed([], [], [], [], [], [])
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            found.numbers.append(one["number"])
            found.ids.append(one["id"])
            found.entities.append(one["entity"])
            entity = run.read(one["entity"])
            short = numbers(entity)
            found.keys.extend(short)
            found.owners.extend([one["number"]] * len(short))
            found.names.extend([number_of_names(entity)] * len(short))
    return found


def numbers(entity: Entity) -> list[int]:
    """Return an entity's keys as whole numbers of 64 bits, which take little room. Its last two
    bits are the kind of the key.

    Two keys may have one number, of ten million keys in one of 400,000 runs; then more pairs are
    compared, with the score that they have.
    """
    return sorted({_number(key) for key in keys(entity)})


def _number(key: str) -> int:
    digest = int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
    return digest & ~3 | kind_of(key)


def scores(pairs: list[tuple[int, int, str, str]], least: float) -> list[Scored]:
    """Return the pairs at or above a score.

    Args:
        pairs: the numbers of two entities, and both as ``run.written`` gives them.
        least: from 0 to 1.
    """
    known = [(a, b, *_in_order(run.read(x), run.read(y))) for a, b, x, y in pairs]
    told = reaching(((x, y) for _, _, x, y in known), least)
    return [
        Scored(a, b, x.id, y.id, points)
        for (a, b, x, y), points in zip(known, told, strict=True)
        if points >= least
    ]


def _in_order(x: Entity, y: Entity) -> tuple[Entity, Entity]:
    return (x, y) if x.id < y.id else (y, x)


def ranges(counts: Iterable[tuple[int, int]], most: int) -> Iterator[tuple[int, int, int]]:
    """Yield (first, last, how many) of numbers that have some pairs each, about ``most`` together.

    >>> list(ranges([(1, 3), (4, 3), (5, 1)], 5))
    [(1, 4, 6), (5, 5, 1)]
    """
    first, last, total = 0, 0, 0
    for number, pairs in counts:
        first, last, total = first or number, number, total + pairs
        if total >= most:
            yield first, last, total
            first, total = 0, 0
    if total:
        yield first, last, total


def mapped(
    function: Callable[[_Part], _Done], parts: Iterable[_Part], processes: int
) -> Iterator[_Done]:
    """Yield what a function makes of each part, in order, few parts ahead of who reads them.

    With more than one process the function must be a module's. Where processes cannot be started,
    or one is killed, the work is done in this one.
    """
    processes = min(processes, os.cpu_count() or 1)
    if processes < 2 or current_process().daemon:
        yield from map(function, parts)
        return
    waiting: deque[tuple[_Part, Future[_Done] | None]] = deque()
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    try:
        for part in parts:
            waiting.append((part, _submitted(pool, function, part)))
            if len(waiting) > _AHEAD * processes:
                yield _result(function, *waiting.popleft())
        while waiting:
            yield _result(function, *waiting.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _submitted(
    pool: ProcessPoolExecutor, function: Callable[[_Part], _Done], part: _Part
) -> Future[_Done] | None:
    try:
        return pool.submit(function, part)
    except BrokenProcessPool:
        return None


def _result(function: Callable[[_Part], _Done], part: _Part, future: Future[_Done] | None) -> _Done:
    if future is not None:
        # A script without a main guard cannot start processes: then this one does the work.
        with suppress(BrokenProcessPool):
            return future.result()
    return function(part)
