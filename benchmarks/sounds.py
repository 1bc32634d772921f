"""Names in two scripts: the learned table of sounds against romanisation and equal letters.

    python -m benchmarks.sounds FOLDER

FOLDER holds the files that ``comity.resolve.sounds.learning`` reads. Measured on names that the
tables were not learned from: 4,000 pairs of each file, and each Latin name with another at random.
Printed for both: average precision, and the best F1 over all thresholds.
"""

import random
import sys
from collections.abc import Callable
from pathlib import Path

from anyascii import anyascii
from rapidfuzz import fuzz

from comity.resolve.sounds import evidence
from comity.resolve.sounds.learning import FILES, left_out, pairs

_PAIRS = 4_000


def measure(score: Callable[[str, str], float], same: list[tuple[str, str]],
            other: list[tuple[str, str]]) -> tuple[float, float]:  # fmt: skip
    """Return the average precision and the best F1 of a score on pairs that are one, or not."""
    ranked = sorted([(-score(*p), 1) for p in same] + [(-score(*p), 0) for p in other])
    hits, precision, best = 0, 0.0, 0.0
    for rank, (_, one) in enumerate(ranked, 1):
        hits += one
        precision += hits / rank if one else 0.0
        best = max(best, 2 * hits / (rank + len(same)))
    return precision / len(same), best


def romanised(latin: str, other: str) -> float:
    """Return the share of equal letters after romanisation, from 0 to 100."""
    return fuzz.ratio(latin, anyascii(other).lower())


def main() -> None:
    """Print a line for each file of the folder."""
    draw = random.Random(7)
    print(f"{'':<10}{'table: AP':>10}{'F1':>7}{'romanised: AP':>16}{'F1':>7}")
    for name, script in FILES.items():
        path = Path(sys.argv[1]) / f"{name}.tsv"
        known = [pair for pair in pairs(path, script) if left_out(pair[0])]
        same = draw.sample(known, _PAIRS)
        other = [(latin, draw.choice(known)[1]) for latin, _ in same]
        ours, floor = (measure(score, same, other) for score in (evidence, romanised))
        print(f"{name:<10}{ours[0]:>10.3f}{ours[1]:>7.3f}{floor[0]:>16.3f}{floor[1]:>7.3f}")


if __name__ == "__main__":
    main()
