"""Which pairs that scoring every pair would accept are among the candidates.

    python -m benchmarks.who.candidates [NUMBER] [--half report] [--sample 2000] [--lost 0]

A sample of a population of NUMBER entities, 100,000 unless told, see ``made``: entities by chance,
each with its duplicates. Every pair of the sample is scored, which makes the truth; it is kept in a
folder for temporary files until the code or a table changes. The candidates are those of the whole
population with its budget, so a pair of the sample may be lost to the crowd.

Printed for each population and least score: the candidates as a share of all pairs; the accepted
pairs of the sample that were not made to be one, as a share of all its pairs ("alike"); the share
of the accepted pairs that are candidates, and of those that were made to be one. Where more pairs
are alike than may be proposed, no rule can keep most of the former; the latter should be kept.
``--lost`` prints so many of the accepted pairs that are no candidates.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import sha256
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import comity.resolve
from benchmarks.who import made, sets
from comity.resolve import Entity, candidates
from comity.resolve.compare import reaching

NUMBER = 100_000
_ACCEPTED = (0.8, 0.5)
_SEED = 20260103
_ROWS = 50  # entities whose pairs a process scores together

Pair = tuple[str, str]


def main() -> None:
    """Print a line for each population and least score."""
    args = _arguments()
    print(f"{'population':<12}{'entities':>9}{'candidates':>12}{'share':>10}{'time':>8}"
          f"{'at':>5}{'alike':>9}{'accepted':>10}{'kept':>8}{'known':>8}{'kept':>8}")  # fmt: skip
    populations = {
        "watchlist": partial(made.population, args.number, args.data, args.half),
        "spread": partial(made.spread, args.number, args.data, args.half),
        "mixed": partial(made.mixed, args.number, args.half),
    }
    for name in args.only or populations:
        _report(name, populations[name](), args.sample, args.lost)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks.who.candidates")
    parser.add_argument("number", nargs="?", type=int, default=NUMBER, help="entities")
    parser.add_argument("--half", choices=("tune", "report"), default="report")
    parser.add_argument(
        "--sample", type=int, default=2_000, help="entities of which all are scored"
    )
    parser.add_argument("--lost", type=int, default=0, help="print so many pairs that are lost")
    parser.add_argument("--only", action="append", choices=("watchlist", "spread", "mixed"))
    parser.add_argument("--data", type=Path, default=sets.DATA, help="folder of watchlists")
    return parser.parse_args()


def _report(name: str, population: made.Made, size: int, lost: int) -> None:
    entities = [Entity(number, schema, (text,)) for number, schema, text in population.entities]
    sampled = sample(entities, population, size)
    accepted = truth(sampled, min(_ACCEPTED))
    start = time.perf_counter()
    found = set(candidates(entities))
    taken = time.perf_counter() - start
    share = len(found) / _all(entities)
    for least in _ACCEPTED:
        wanted = {pair for pair, points in accepted.items() if points >= least}
        known = wanted & population.same
        alike = (len(wanted) - len(known)) / _all(sampled)
        print(f"{name:<12}{len(entities):>9,}{len(found):>12,}{share:>10.4%}{taken:>6.0f} s"
              f"{least:>5}{alike:>9.4%}{len(wanted):>10,}{_kept(wanted, found):>8.2%}"
              f"{len(known):>8,}{_kept(known, found):>8.2%}", flush=True)  # fmt: skip
    names = {e.id: e.names[0] for e in entities}
    missed = sorted(((points, pair) for pair, points in accepted.items() if pair not in found),
                    reverse=True)  # fmt: skip
    for points, (a, b) in missed[:lost]:
        print(f"  {points:.3f}  {names[a]}  |  {names[b]}")


def _all(entities: list[Entity]) -> float:
    return len(entities) * (len(entities) - 1) / 2


def _kept(wanted: set[Pair], found: set[Pair]) -> float:
    return len(wanted & found) / len(wanted) if wanted else 1.0


def sample(entities: list[Entity], population: made.Made, size: int) -> list[Entity]:
    """Return entities by chance, each with those known to be one with it, in their order."""
    same: dict[str, set[str]] = {}
    for a, b in sorted(population.same):
        same.setdefault(a, set()).add(b)
        same.setdefault(b, set()).add(a)
    draw = random.Random(_SEED)
    taken: set[str] = set()
    for one in draw.sample(entities, len(entities)):
        if len(taken) >= size:
            break
        taken |= {one.id, *same.get(one.id, ())}
    return [e for e in entities if e.id in taken]


def truth(entities: list[Entity], least: float) -> dict[Pair, float]:
    """Return the score of each two entities that reach a least one, the lower id first."""
    kept = Path(tempfile.gettempdir()) / f"comity-truth-{_digest(entities, least)}.json"
    if kept.exists():
        return {(a, b): points for a, b, points in json.loads(kept.read_text("utf-8"))}
    rows = range(0, len(entities), _ROWS)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        parts = pool.map(partial(_scored, least=least), (_part(entities, at) for at in rows))
        found = list(chain.from_iterable(parts))
    kept.write_text(json.dumps(found), "utf-8")
    return {(a, b): points for a, b, points in found}


def _part(entities: list[Entity], at: int) -> tuple[list[Entity], int]:
    return entities[at:], min(_ROWS, len(entities) - at)


def _scored(part: tuple[list[Entity], int], least: float) -> list[tuple[str, str, float]]:
    entities, rows = part
    pairs = list(_pairs(entities, rows))
    return [
        (min(a.id, b.id), max(a.id, b.id), points)
        for (a, b), points in zip(pairs, reaching(pairs, least), strict=True)
        if points >= least
    ]


def _pairs(entities: list[Entity], rows: int) -> Iterator[tuple[Entity, Entity]]:
    for at in range(rows):
        for other in entities[at + 1 :]:
            yield entities[at], other


def _digest(entities: Iterable[Entity], least: float) -> str:
    """Return a digest of the entities, and of all that their scores come from."""
    found = sha256(f"{least} {list(entities)}".encode())
    source = Path(comity.resolve.__file__).parent
    for path in sorted(source.rglob("*")):
        if path.suffix in (".py", ".tsv", ".csv") and not _finds(path.relative_to(source)):
            found.update(path.read_bytes())
    return found.hexdigest()[:16]


def _finds(path: Path) -> bool:
    """Return whether a file only finds candidates, and scores nothing."""
    return path.parts[0] == "engines" or path.name in ("keys.py", "candidates.py")


if __name__ == "__main__":
    main()
