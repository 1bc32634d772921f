"""Who is who in a whole population: time, memory, and how many known duplicates are found.

    python -m benchmarks.who.xref [NUMBER] [NAME ...] [--data FOLDER]

NUMBER of entities, 100,000 unless told, a quarter of them duplicates of others, see ``made``; NAME
of what runs, all unless told, see ``whole``. Recall is the share of the known pairs that are
proposed at all, whatever their score, and at the score with the best F1, for which precision
counts as wrong what was not made to be the same.
"""

import argparse
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.who import made, metrics, runs, sets
from benchmarks.who.whole import RUNS

NUMBER = 100_000


def main() -> None:
    """Print a line for each run."""
    args = _arguments()
    numbers = [int(word) for word in args.what if word.isdigit()] or [NUMBER]
    names = [word for word in args.what if word in RUNS] or list(RUNS)
    print(f"{'':<12}{'entities':>9}{'time':>9}{'start':>8}{'memory':>10}{'proposed':>10}"
          f"{'recall':>8}{'best F1':>9}{'P':>7}{'R':>7}{'at':>7}")  # fmt: skip
    for number in numbers:
        population = made.population(number, args.data)
        for name in names:
            if runs.there(_scorer(name)):
                _print(name, population, _answer(name, population.entities))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks.who.xref")
    parser.add_argument("what", nargs="*", help=f"numbers of entities; names of {', '.join(RUNS)}")
    parser.add_argument("--data", type=Path, default=sets.DATA, help="folder of watchlists")
    return parser.parse_args()


def _scorer(name: str) -> str:
    """Return the scorer of a run: ours has two, in memory and in DuckDB."""
    return name.removesuffix("-duckdb")


def _answer(name: str, entities: Sequence[tuple[str, str, str]]) -> dict[str, Any]:
    command = [runs.python_of(_scorer(name)), "-m", "benchmarks.who.whole", name]
    said = "".join(json.dumps(row) + "\n" for row in entities)
    done = subprocess.run(
        command, input=said, stdout=subprocess.PIPE, text=True, cwd=runs.ROOT, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{name} failed")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _print(name: str, population: made.Made, found: dict[str, Any]) -> None:
    proposed = {(a, b): score for a, b, score in found["proposed"]}
    judged = [(score, pair in population.same) for pair, score in proposed.items()
              if pair not in population.akin]  # fmt: skip
    recall = sum(same for _, same in judged) / len(population.same)
    best = metrics.best_f1(metrics.points(judged, len(population.same)))
    taken = sum(time for step, time in found["seconds"].items() if step != "start")
    print(
        f"{name:<12}{len(population.entities):>9,}{taken:>7.1f} s"
        f"{found['seconds']['start']:>6.1f} s{found['memory']:>7,.0f} MB{len(proposed):>10,}"
        f"{recall:>8.3f}{best.f1:>9.3f}{best.precision:>7.3f}{best.recall:>7.3f}"
        f"{best.threshold:>7.2f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
