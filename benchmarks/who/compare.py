"""The tables: every scorer on every set, its speed, and a whole run."""

import argparse
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.who import metrics, runs, sets
from benchmarks.who.runs import Answer
from benchmarks.who.scorers import SCORERS
from benchmarks.who.sets import Pair
from benchmarks.who.whole import RUNS

SPEED, ROUNDS = 20_000, 3
XREF = 10_000
_GET = "make bench installs it; COMITY_PEERS_PYTHON names another Python that has it"
_FILES = {
    "names": "arabic.tsv, chinese.tsv, japanese.tsv, korean.tsv, russian.tsv",
    "watchlists": "ofac_sdn.csv, ofac_alt.csv",
}


class Measured(NamedTuple):
    """A set, the pairs to learn from that go with it, and what each scorer gave."""

    pairs: Sequence[Pair]
    tune: Sequence[Pair]
    scores: Mapping[str, Sequence[float]]


def known_sets(data: Path, cases: Path) -> dict[str, tuple[Sequence[Pair], Sequence[Pair]]]:
    """Return each set that can be made here, with the half of it that may be learned from.

    Of the cases the whole is scored, so that figures can be given of the whole and of the half.
    """
    found: dict[str, tuple[Sequence[Pair], Sequence[Pair]]] = {}
    for folder, make in (("names", sets.names), ("watchlists", sets.watchlists)):
        if (data / folder).is_dir():
            report, tune = make(data, "report"), make(data, "tune")
            found |= {name: (report[name], tune[name]) for name in report}
        else:
            print(f"No folder {data / folder}: its sets are left out. They are made from "
                  f"{_FILES[folder]}, which are no part of Comity: benchmarks/who/sets.py says "
                  f"where they come from. Name the folder above it with --data.")  # fmt: skip
    found["cases"] = (sets.cases(cases)["cases"], sets.cases(cases, "tune")["cases"])
    return found


def present(names: Iterable[str]) -> list[str]:
    """Return the scorers that can run, and say how to get the others."""
    found = []
    for name in names:
        if name not in SCORERS:
            raise SystemExit(f"There is no scorer {name!r}: {', '.join(SCORERS)}.")
        if runs.there(name):
            found.append(name)
        else:
            print(f"{name} is left out, as {SCORERS[name].needs} is not there: {_GET}.")
    return found


def table(title: str, pairs: Sequence[Pair], scores: Mapping[str, Sequence[float]]) -> None:
    """Print a line of figures for each scorer."""
    ones = sum(pair.same for pair in pairs)
    print(f"\n{title}: {len(pairs):,} pairs, {ones:,} of them one")
    print(f"{'':<14}{'AP':>7}{'best F1':>9}{'R at P 95 %':>13}{'ECE':>8}")
    for name, given in scores.items():
        found = _figures(name, pairs, given)
        error = "-" if found.error is None else f"{found.error:.3f}"
        print(f"{name:<14}{found.average_precision:>7.3f}{found.best_f1:>9.3f}"
              f"{found.recall_at_95:>13.3f}{error:>8}")  # fmt: skip


def by_group(cases: Measured) -> None:
    """Print the share of right answers by group, each scorer at its threshold of the tune half."""
    names = list(cases.scores)
    print(
        "\ncases by group: the share that is right, at the threshold that is best on the tune half"
    )
    print(f"{'':<28}{'pairs':>6}" + "".join(f"{name:>12}" for name in names))
    limits = {name: _threshold(cases, name) for name in names}
    shares = {name: metrics.right_by_group(
                  zip(cases.scores[name], (p.same for p in cases.pairs),
                      (p.group for p in cases.pairs), strict=True), limits[name])
              for name in names}  # fmt: skip
    for group, (_, number) in shares[names[0]].items():
        given = "".join(f"{shares[n][group][0] / number:>12.2f}" for n in names)
        print(f"{group:<28}{number:>6}{given}")


def errors(cases: Measured, name: str = "ours") -> None:
    """Print the cases that a scorer has wrong, at its threshold of the tune half, by group."""
    limit = _threshold(cases, name)
    wrong = [(pair.group, score, pair) for pair, score in
             zip(cases.pairs, cases.scores[name], strict=True)
             if (score >= limit) != pair.same]  # fmt: skip
    print(f"\n{name}: {len(wrong)} cases are wrong at {limit:.3f}")
    for group, score, pair in sorted(wrong):
        said = "one" if pair.same else "two"
        print(f"{group:<28}{score:>6.3f}  {said}  {pair.schema}: {pair.a}  |  {pair.b}")


def speed(names: Sequence[str], pairs: Sequence[Pair], tune: Sequence[Pair]) -> dict[str, Answer]:
    """Return each scorer's median times over rounds in which all take their turns."""
    taken: dict[str, list[Answer]] = {name: [] for name in names}
    for number in range(ROUNDS):
        for name in names if number % 2 == 0 else names[::-1]:
            taken[name].append(runs.answer(name, pairs, tune))
    print(f"\nspeed: {len(pairs):,} pairs of the watchlist, medians of {ROUNDS} fresh processes")
    print(f"{'':<14}{'cold':>12}{'warm':>12}{'start':>9}{'memory':>10}")
    found = {}
    for name, all_taken in taken.items():
        columns = zip(*((a.cold, a.warm, a.start, a.memory) for a in all_taken), strict=True)
        one = found[name] = Answer([], *map(median, columns))
        print(f"{name:<14}{len(pairs) / one.cold:>10,.0f}/s{len(pairs) / one.warm:>10,.0f}/s"
              f"{one.start:>7.1f} s{one.memory:>7.0f} MB")  # fmt: skip
    return found


def whole(number: int, data: Path, names: Sequence[str]) -> None:
    """Print the table of whole runs over a number of entities; say so if it cannot be made.

    Raises:
        subprocess.CalledProcessError: a run failed, and has said why.
    """
    if not (data / "watchlists").is_dir():
        print(f"\nNo folder {data / 'watchlists'}: the run over {number:,} entities is left out.")
    elif wanted := [name for name in RUNS if name.removesuffix("-duckdb") in names]:
        print(f"\nxref: {number:,} entities, a quarter of them duplicates", flush=True)
        command = [sys.executable, "-m", "benchmarks.who.xref", str(number), *wanted]
        command += ["--data", str(data.absolute())]
        subprocess.run(command, check=True, cwd=runs.ROOT)


def main() -> str:
    """Print the tables; return the figures that matter in one line."""
    args = _arguments()
    names = present(args.scorers.split(",") if args.scorers else SCORERS)
    found: dict[str, Measured] = {}
    for title, (pairs, tune) in known_sets(args.data, args.cases).items():
        scores = {name: runs.answer(name, pairs, tune).scores for name in names}
        found[title] = Measured(pairs, tune, scores)
        if title != "cases":
            table(title, pairs, scores)
    cases = found["cases"]
    for title, kept in _parts(cases.pairs).items():
        table(title, [cases.pairs[at] for at in kept],
              {n: [s[at] for at in kept] for n, s in cases.scores.items()})  # fmt: skip
    by_group(cases)
    if args.errors and "ours" in names:
        errors(cases)
    listed = [m for title, m in found.items() if title.startswith("watchlist")]
    if listed and not args.no_speed:
        pairs = sets.distinct((p for m in listed for p in m.pairs), SPEED)
        speed(names, pairs, [p for m in listed for p in m.tune])
    if args.xref:
        whole(args.xref, args.data, names)
    return _line(found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks who")
    parser.add_argument("name", nargs="*", help="who, as benchmarks are named")
    parser.add_argument("--data", type=Path, default=sets.DATA, help="folder of names, watchlists")
    parser.add_argument("--cases", type=Path, default=sets.CASES, help="table of cases")
    parser.add_argument("--errors", action="store_true", help="list the cases that we have wrong")
    parser.add_argument("--no-speed", action="store_true", help="leave out the speed")
    parser.add_argument("--xref", type=int, default=XREF, help="entities of a whole run; 0: none")
    parser.add_argument("--scorers", help=f"some of {','.join(SCORERS)}")
    return parser.parse_args()


def _figures(name: str, pairs: Sequence[Pair], scores: Sequence[float]) -> metrics.Figures:
    judged = zip(scores, (pair.same for pair in pairs), strict=True)
    return metrics.figures(judged, SCORERS[name].probabilities)


def _threshold(cases: Measured, name: str) -> float:
    tune = set(cases.tune)
    judged = [(score, pair.same) for pair, score in
              zip(cases.pairs, cases.scores[name], strict=True) if pair in tune]  # fmt: skip
    return metrics.most_right(judged)


def _parts(pairs: Sequence[Pair]) -> dict[str, list[int]]:
    """Return the places of the pairs of each part of the cases: whole, and the report half."""
    whole = {
        "cases": range(len(pairs)),
        "cases: Han": [at for at, p in enumerate(pairs) if sets.has_han(p.a + p.b)],
        "cases: Han-Latin persons": [at for at, p in enumerate(pairs) if sets.is_crossing(p)],
    }
    found: dict[str, list[int]] = {}
    for title, places in whole.items():
        found[f"{title}, whole"] = list(places)
        found[f"{title}, report half"] = [
            at for at in places if sets.half_of(pairs[at].a + pairs[at].b) == "report"
        ]
    return found


def _line(found: Mapping[str, Measured]) -> str:
    """Return ours and the best peer's average precision on each kind of set."""
    said = []
    for title, measured in found.items():
        worth = {name: _figures(name, measured.pairs, scores).average_precision
                 for name, scores in measured.scores.items()}  # fmt: skip
        peers = {name: ap for name, ap in worth.items() if name != "ours"}
        if "ours" in worth and peers:
            best = max(peers, key=lambda name: peers[name])
            said.append(f"{title} {worth['ours']:.3f} ({best} {peers[best]:.3f})")
    return f"AP (the best peer's): {'; '.join(said)}" if said else "ours was not measured"
