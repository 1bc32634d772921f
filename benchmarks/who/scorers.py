"""The scorers, each run alone in a fresh process, so that none profits from another's caches.

    PYTHON -m benchmarks.who.scorers NAME < pairs > scores

Read are JSON lines ``[use, schema, a, b, same]``; ``use`` is "learn" for pairs that may be learned
from and "score" for pairs to be scored, whose ``same`` is not handed to the scorer. Written is one
JSON object: the scores, the seconds of a first and a second pass over the same pairs, the seconds
to start, and the peak memory in megabytes.

What is prepared before a pass: entities in the shape that the scorer takes, each with an id of its
own, as it would get them from its store; a model learned from the pairs to learn from. What is
timed: everything from the entities to the scores. A few pairs of other names are scored before, so
that no pass pays for reading tables. A second pass over the same entities finds whatever the
scorer has kept.

This module runs in the peers' Python and imports nothing of ours but what a scorer needs.
"""

import gc
import json
import os
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import count
from typing import Any, NamedTuple

Row = tuple[str, str, str]
Learned = Sequence[tuple[str, str, str, bool]]
Run = Callable[[], list[float]]
Prepare = Callable[[Sequence[Row], Learned], Run]

_IDS = count()
_FIRST: list[Row] = [
    *((kind, "Warm Upson", "Walter Upton") for kind in ("Person", "Company", "Vessel")),
    *((kind, "Opening Bell 7", "开场铃 7") for kind in ("Person", "Organization", "Address")),
    ("Person", "Дмитрий Звонков", "ديمتري زفونكوف"),
    ("Person", "Wong Siu-ming", "Wang Xiaoming"),
    ("Person", "Wang Hsiao-ming", "王小明"),
]


class Scorer(NamedTuple):
    """A scorer.

    Attributes:
        prepare: takes the pairs and what may be learned from, returns what scores all pairs.
        needs: the module it cannot do without, and where it comes from.
        probabilities: whether it says that its scores are probabilities.
        here: whether it runs in our own Python, with what Comity depends on anyway.
        learns: whether it is given pairs to learn from.
    """

    prepare: Prepare
    needs: str
    probabilities: bool = False
    here: bool = False
    learns: bool = False


def _ours(rows: Sequence[Row], _: Learned) -> Run:
    run: Run = import_module("benchmarks.who.ours").prepare(rows)
    return run


def _romanised(rows: Sequence[Row], _: Learned) -> Run:
    """Words in order after romanisation, or all letters without spaces, whichever is nearer."""
    anyascii, fuzz = import_module("anyascii").anyascii, import_module("rapidfuzz").fuzz

    def score(a: str, b: str) -> float:
        a, b = (_plain(anyascii(text)) for text in (a, b))
        joined = fuzz.ratio(a.replace(" ", ""), b.replace(" ", ""))
        return float(max(fuzz.token_sort_ratio(a, b), joined)) / 100

    return lambda: [score(a, b) for _, a, b in rows]


def _token_sort(rows: Sequence[Row], _: Learned) -> Run:
    anyascii, fuzz = import_module("anyascii").anyascii, import_module("rapidfuzz").fuzz

    def score(a: str, b: str) -> float:
        return float(fuzz.token_sort_ratio(_plain(anyascii(a)), _plain(anyascii(b)))) / 100

    return lambda: [score(a, b) for _, a, b in rows]


def _plain(roman: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in roman.lower()).split())


def _nomenklatura(name: str, romanised: bool = False) -> Prepare:
    """Return an algorithm; ``romanised`` adds what a careful user would: names in Latin letters."""

    def prepare(rows: Sequence[Row], _: Learned) -> Run:
        matching = import_module("nomenklatura.matching")
        algorithm = matching.get_algorithm(name)
        config = algorithm.default_config()
        pairs = [(_proxy(s, a, romanised), _proxy(s, b, romanised)) for s, a, b in rows]
        return lambda: [algorithm.compare(a, b, config).score for a, b in pairs]

    return prepare


def _proxy(schema: str, name: str, romanised: bool) -> Any:
    model = import_module("followthemoney").model
    entity_id = f"e{next(_IDS)}"  # what nomenklatura keeps, it keeps by the id
    names = [name, *_in_latin(name)] if romanised else [name]
    said = {"full" if schema == "Address" else "name": names}
    # cleaned=False: the values are cleaned as those of data that come in
    return model.get_proxy({"id": entity_id, "schema": schema, "properties": said}, cleaned=False)


def _in_latin(name: str) -> list[str]:
    """Return a name in Latin letters as anyascii has it, by syllables, and as pinyin is joined."""
    if name.isascii():
        return []
    roman = import_module("anyascii").anyascii(name)
    syllables = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", roman).split()
    joined = f"{syllables[0]} {''.join(syllables[1:]).capitalize()}" if syllables else ""
    return list(dict.fromkeys((roman, " ".join(syllables), joined.strip())))


def _splink(one: bool) -> Prepare:
    def prepare(rows: Sequence[Row], learned: Learned) -> Run:
        run: Run = import_module("benchmarks.who.splinked").prepare(one, rows, learned)
        return run

    return prepare


SCORERS: dict[str, Scorer] = {
    "ours": Scorer(_ours, "comity", probabilities=True, here=True),
    "logic-v2": Scorer(_nomenklatura("logic-v2"), "nomenklatura"),
    "logic-v2+": Scorer(_nomenklatura("logic-v2", romanised=True), "nomenklatura"),
    "logic-v1": Scorer(_nomenklatura("logic-v1"), "nomenklatura"),
    "name-based": Scorer(_nomenklatura("name-based"), "nomenklatura"),
    "splink": Scorer(_splink(one=False), "splink", probabilities=True, learns=True),
    "splink-one": Scorer(_splink(one=True), "splink", probabilities=True, learns=True),
    "romanised": Scorer(_romanised, "rapidfuzz", here=True),
    "token_sort": Scorer(_token_sort, "rapidfuzz", here=True),
}


def _timed(run: Run) -> tuple[float, list[float]]:
    gc.collect()
    start = time.perf_counter()
    scores = run()
    return time.perf_counter() - start, scores


def main() -> None:
    """Score what is on standard input with the scorer that is named."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print is no part of the answer
    scorer = SCORERS[sys.argv[1]]
    rows: list[Row] = []
    learned: list[tuple[str, str, str, bool]] = []
    for line in sys.stdin:
        use, schema, a, b, same = json.loads(line)
        if use == "score":
            rows.append((schema, a, b))
        else:
            learned.append((schema, a, b, same))
    start = time.perf_counter()
    scorer.prepare(_FIRST, learned[:0])() if not scorer.learns else None
    run = scorer.prepare(rows, learned)
    started = time.perf_counter() - start
    (cold, scores), (warm, again) = _timed(run), _timed(run)
    if scores != again:
        print("the second pass gave other scores", file=sys.stderr)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000  # Linux counts kilobytes
    found = {"scores": scores, "cold": cold, "warm": warm, "start": started, "memory": memory}
    json.dump(found, answers)
    answers.close()


if __name__ == "__main__":
    main()
