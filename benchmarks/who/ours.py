"""The one place that knows how our own scores and candidates are called."""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from comity import resolve
from comity.resolve import Entity

Row = tuple[str, str, str]
"""A schema, and two writings; of an entity its id, its schema and its name."""


def prepare(rows: Sequence[Row]) -> Callable[[], list[float]]:
    """Return what scores rows of names, in their order, by the probability that they are one."""
    score = _ours("score", "compare")

    def run() -> list[float]:
        found = [0.0] * len(rows)
        order = sorted(range(len(rows)), key=lambda at: rows[at][0])
        for schema, group in groupby(order, key=lambda at: rows[at][0]):
            places = list(group)
            given = score([rows[at][1:] for at in places], schema)
            for at, one in zip(places, given, strict=True):
                found[at] = one
        return found

    return run


def proposals(
    rows: Sequence[Row], least: float, done: Callable[[str], None]
) -> list[tuple[str, str, float]]:
    """Return who may be who among entities, of a score and above, the lower id first.

    ``done`` is told when a step is over, for its time.
    """
    candidates, score = _ours("candidates", "candidates"), _ours("score", "compare")
    entities = {number: Entity(number, schema, names=(name,)) for number, schema, name in rows}
    score([(Entity("", "Person", ("A. Smith",)), Entity("", "Company", ("Smith Ltd",)))])  # reads
    done("start")
    pairs = list(candidates(entities.values()))
    done("candidates")
    scores = score([(entities[a], entities[b]) for a, b in pairs])
    done("score")
    return [
        (min(a, b), max(a, b), s) for (a, b), s in zip(pairs, scores, strict=True) if s >= least
    ]


def in_duckdb(
    rows: Sequence[Row], least: float, done: Callable[[str], None]
) -> list[tuple[str, str, float]]:
    """Return what ``proposals`` does, found by the engine for large numbers, in two processes."""
    from comity.resolve.engines import engine

    entities = (Entity(number, schema, names=(name,)) for number, schema, name in rows)
    done("start")
    with tempfile.TemporaryDirectory() as folder:
        found = list(engine("duckdb")(entities, Path(folder) / "run", least, progress=_said()))
    done("duckdb")
    return found


def _said() -> Callable[[str, int, int], None]:
    """Return a progress that says on standard error when a step begins, and each tenth of it."""
    last: list[tuple[str, int]] = []

    def progress(step: str, number: int, of: int) -> None:
        tenth = (step, 10 * number // of if of else 0)
        if last != [tenth]:
            last[:] = [tenth]
            print(time.strftime("%H:%M:%S"), step, number, of, file=sys.stderr, flush=True)

    return progress


def _ours(name: str, module: str) -> Callable[..., Any]:
    """Return a function of the package's face, or of the module behind it."""
    found: Any = getattr(resolve, name, None)
    if not callable(found):
        found = getattr(import_module(f"comity.resolve.{module}"), name)
    return found  # type: ignore[no-any-return]
