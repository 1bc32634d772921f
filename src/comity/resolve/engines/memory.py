"""In memory, for some thousands of entities: what the other engines are compared with."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from comity.resolve.candidates import candidates
from comity.resolve.engines import work
from comity.resolve.engines.run import Progress, quiet, sound, written
from comity.resolve.entity import Entity


def scored(
    entities: Iterable[Entity],
    folder: Path,
    least: float = 0.5,
    progress: Progress = quiet,
    processes: int = 2,
) -> Iterator[tuple[str, str, float]]:
    """Yield scored pairs, as ``comity.resolve.engines.Engine`` says; the folder is not used."""
    known: dict[str, tuple[int, Entity]] = {}
    for number, one in enumerate(filter(None, map(sound, entities)), 1):
        known.setdefault(one.id, (number, one))
    found = candidates(one for _, one in known.values())
    pairs = sorted(_numbered(known[a], known[b]) for a, b in found)
    progress("pairs", len(pairs), len(pairs))
    chunks = (pairs[at : at + work.CHUNK] for at in range(0, len(pairs), work.CHUNK))
    processes = processes if len(pairs) > work.FEW else 1
    so_far = 0
    for chunk in work.mapped(partial(work.scores, least=least), chunks, processes):
        so_far = min(so_far + work.CHUNK, len(pairs))
        progress("scores", so_far, len(pairs))
        yield from ((one.first, one.second, one.score) for one in chunk)


def _numbered(x: tuple[int, Entity], y: tuple[int, Entity]) -> tuple[int, int, str, str]:
    (a, one), (b, other) = min(x, y), max(x, y)
    return a, b, written(one), written(other)
