"""The one place that knows how our own scores are called."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from comity import resolve
from comity.resolve import Entity

Row = tuple[str, str, str]
"""A schema, and two writings."""


def prepare(rows: Sequence[Row]) -> Callable[[], list[float]]:
    """Return what scores the rows, in their order, from 0 to 1."""
    face: Any = resolve
    if hasattr(face, "name_scores"):
        return lambda: _by_schema(rows, face.name_scores)
    pairs = [_entities(number, row) for number, row in enumerate(rows)]
    if hasattr(face, "score"):
        return lambda: [float(getattr(s, "score", s)) for s in face.score(pairs)]
    return lambda: [_proposed(a, b) for a, b in pairs]


def _entities(number: int, row: Row) -> tuple[Entity, Entity]:
    schema, a, b = row
    return (Entity(f"{number}a", schema, names=(a,)), Entity(f"{number}b", schema, names=(b,)))


def _by_schema(rows: Sequence[Row], scores: Callable[..., Any]) -> list[float]:
    found = [0.0] * len(rows)
    order = sorted(range(len(rows)), key=lambda at: rows[at][0])
    for schema, group in groupby(order, key=lambda at: rows[at][0]):
        places = list(group)
        given = scores(schema, [rows[at][1:] for at in places])
        for at, score in zip(places, given, strict=True):
            found[at] = float(score)
    return found


def _proposed(a: Entity, b: Entity) -> float:
    """Return the score of the one proposal between two, 0 if there is none."""
    return max((p.score for p in resolve.propose([a, b])), default=0.0)


def proposals(
    rows: Sequence[Row], least: float, done: Callable[[str], None]
) -> list[tuple[str, str, float]]:
    """Return who may be who among entities given as (id, schema, name), of a score and above.

    ``done`` is told when a step is over, for its time.
    """
    face: Any = resolve
    entities = [Entity(number, schema, names=(name,)) for number, schema, name in rows]
    done("start")
    if hasattr(face, "candidates") and hasattr(face, "score"):
        pairs = list(face.candidates(entities))
        done("candidates")
        scores = [float(getattr(s, "score", s)) for s in face.score(pairs)]
        found = [(a.id, b.id, s) for (a, b), s in zip(pairs, scores, strict=True)]
    else:
        found = [(p.a, p.b, p.score) for p in resolve.propose(entities)]
    done("score")
    return [(min(a, b), max(a, b), score) for a, b, score in found if score >= least]
