"""Engines that find the pairs of entities that are worth comparing, and score them.

All follow one rule (``comity.resolve.candidates``) and ask one function (``compare.score``), so
that they give the same pairs with the same scores, in the same order:

============  ==================================================================================
``memory``    some thousands of entities; nothing is written
``duckdb``    millions, on one machine: what does not fit in memory is on disk
``spark``     the same with Apache Spark; needs ``pip install "comity[spark]"``
============  ==================================================================================

A run of ``duckdb`` or ``spark`` keeps what it has done in its folder. One that was stopped goes on
from there when it is asked for again with the same entities.

>>> from comity.resolve import Entity
>>> people = [Entity("1", "Person", ("Liu Yong",)), Entity("2", "Person", ("LIU, Yong",))]
>>> [(a, b) for a, b, _ in engine("memory")(people, Path("unused"), 0.01)]
[('1', '2')]
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol

from comity.model import ComityError
from comity.resolve.engines.run import Progress, quiet
from comity.resolve.entity import Entity

ENGINES = ("memory", "duckdb", "spark")


class Engine(Protocol):
    """What each engine is: a function from entities to scored pairs."""

    def __call__(
        self,
        entities: Iterable[Entity],
        folder: Path,
        least: float = 0.5,
        progress: Progress = quiet,
        processes: int = 2,
    ) -> Iterator[tuple[str, str, float]]:
        """Yield the ids of two entities, in their order, and their score.

        Args:
            entities: in any order, which is that of the results as well. Of those with one id the
                first counts; values that no register holds (over 1,000 characters, with NUL or with
                half a surrogate pair) are left out, and entities with such an id.
            folder: for what the run writes; made if it is not there. It belongs to this run.
            least: scores below are left out, from 0 to 1.
            progress: called with the step, how much is done, and of how much (0: not known).
            processes: how many work at a time.

        Raises:
            ComityError: the folder has another run, or what the engine needs is not installed.
        """


def engine(name: str) -> Engine:
    """Return an engine by its name, one of ``ENGINES``.

    Raises:
        ComityError: there is none of this name, or what it needs is not installed.
    """
    if name not in ENGINES:
        raise ComityError(f"there is no engine {name!r}: name one of {', '.join(ENGINES)}")
    found: Engine = import_module(f"comity.resolve.engines.{name}").scored
    return found


__all__ = ["ENGINES", "Engine", "Progress", "engine", "quiet"]
