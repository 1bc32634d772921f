"""How well scores tell pairs that are one from pairs that are not: pure functions of the scores.

A *judged* pair is its score and whether the pair is one. Pairs with the same score stand or fall
together, so that no figure depends on the order in which they were given.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

Judged = tuple[float, bool]
"""A score (higher means surer), and whether the two are one."""


class Point(NamedTuple):
    """What follows when all pairs of this score and above are taken for one."""

    threshold: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, from 0 to 1."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Figures(NamedTuple):
    """The figures of one scorer on one set; ``error`` is None where no probability is claimed."""

    average_precision: float
    best_f1: float
    threshold: float
    recall_at_95: float
    error: float | None


def points(judged: Iterable[Judged], positives: int | None = None) -> list[Point]:
    """Return a point for each distinct score, the highest first.

    Args:
        judged: the pairs that have a score.
        positives: how many pairs are one in all, where some have no score; else those judged.

    Raises:
        ValueError: no pair is one, so that there is nothing to recall.
    """
    ranked = sorted(judged, key=lambda one: -one[0])
    if positives is None:
        positives = sum(same for _, same in ranked)
    if not positives:
        raise ValueError("no pair is one")
    found: list[Point] = []
    taken = hits = 0
    for score, tied in groupby(ranked, key=lambda one: one[0]):
        labels = [same for _, same in tied]
        taken, hits = taken + len(labels), hits + sum(labels)
        found.append(Point(score, hits / taken, hits / positives))
    return found


def average_precision(curve: Sequence[Point]) -> float:
    """Return the precision at each point, weighted by the recall it adds, from 0 to 1."""
    before, total = 0.0, 0.0
    for point in curve:
        total += (point.recall - before) * point.precision
        before = point.recall
    return total


def best_f1(curve: Sequence[Point]) -> Point:
    """Return the point with the best F1; of equals, that with the highest threshold."""
    return max(curve, key=lambda point: (point.f1, point.threshold))


def most_right(judged: Iterable[Judged]) -> float:
    """Return the score from which on pairs must be taken for one so that most answers are right.

    Of thresholds that do equally well the highest is returned; infinity if it is best to take none.
    """
    ranked = sorted(judged, key=lambda one: -one[0])
    best, threshold, gained = 0, float("inf"), 0
    for score, tied in groupby(ranked, key=lambda one: one[0]):
        gained += sum(1 if same else -1 for _, same in tied)
        if gained > best:
            best, threshold = gained, score
    return threshold


def recall_at(curve: Sequence[Point], precision: float) -> float:
    """Return the highest recall at which the precision is at least as asked; 0 if there is none."""
    return max((point.recall for point in curve if point.precision >= precision), default=0.0)


def calibration_error(judged: Iterable[Judged], bins: int = 10) -> float:
    """Return the expected calibration error of scores that claim to be probabilities, 0 to 1.

    The pairs are put in bins of equal numbers by their scores; of each bin the distance of the
    mean score from the share that is one counts, by the number of its pairs (Naeini et al., AAAI
    2015, with bins of equal mass).
    """
    levelled = list(_levelled(judged))
    total = 0.0
    for number in range(bins):
        start, end = (len(levelled) * n // bins for n in (number, number + 1))
        total += abs(sum(score - share for score, share in levelled[start:end]))
    return total / len(levelled)


def figures(judged: Iterable[Judged], probabilities: bool = False) -> Figures:
    """Return all figures of one scorer on one set.

    Raises:
        ValueError: no pair is one.
    """
    known = list(judged)
    curve = points(known)
    best = best_f1(curve)
    return Figures(
        average_precision(curve),
        best.f1,
        best.threshold,
        recall_at(curve, 0.95),
        calibration_error(known) if probabilities else None,
    )


def right_by_group(
    judged: Iterable[tuple[float, bool, str]], threshold: float
) -> dict[str, tuple[int, int]]:
    """Return of each group how many pairs fall on their right side of a threshold, of how many."""
    found: dict[str, tuple[int, int]] = {}
    for score, same, group in judged:
        right, number = found.get(group, (0, 0))
        found[group] = (right + ((score >= threshold) == same), number + 1)
    return found


def _levelled(judged: Iterable[Judged]) -> Iterator[tuple[float, float]]:
    """Yield each score, the lowest first, with the share that is one among all of that score."""
    for score, tied in groupby(sorted(judged, key=lambda one: one[0]), key=lambda one: one[0]):
        labels = [same for _, same in tied]
        share = sum(labels) / len(labels)
        yield from ((score, share) for _ in labels)
