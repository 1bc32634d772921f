"""Whole runs: from a population to proposals, each in a fresh process.

    PYTHON -m benchmarks.who.whole NAME < entities > proposals

Read are JSON lines ``[id, schema, name]``. Written is one JSON object: the proposals as
``[id, id, score]``, the seconds of each step, and the peak memory in megabytes.

nomenklatura: its own ``xref``, with its store in memory and its blocking index in DuckDB, as its
command has it. It looks at ten pairs an entity at most, the best of its index first, and keeps
proposals of 0.5 and above. What it writes goes to SQLite in memory. Its default, to discount
pairs of one data set, is turned off as its command turns it off.

This module runs in the peers' Python and imports nothing of ours but what a run needs.
"""

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

Rows = Sequence[tuple[str, str, str]]
Proposed = list[tuple[str, str, float]]
Clock = Callable[[str], None]

PAIRS = 10  # that are looked at, for each entity
LEAST = 0.5


def _ours(rows: Rows, done: Clock) -> Proposed:
    found: Proposed = import_module("benchmarks.who.ours").proposals(rows, LEAST, done)
    return found


def _in_duckdb(rows: Rows, done: Clock) -> Proposed:
    found: Proposed = import_module("benchmarks.who.ours").in_duckdb(rows, LEAST, done)
    return found


def _nomenklatura(name: str) -> Callable[[Rows, Clock], Proposed]:
    def run(rows: Rows, done: Clock) -> Proposed:
        ftm, stores = import_module("followthemoney"), import_module("nomenklatura.store")
        resolvers = import_module("nomenklatura.resolver")
        db, xref = (import_module(f"nomenklatura.{part}") for part in ("db", "xref"))
        algorithm = import_module("nomenklatura.matching").get_algorithm(name)
        session = db.make_session("sqlite:///:memory:")
        resolver = resolvers.Resolver(session, create=True)
        data = ftm.Dataset.make({"name": "made", "title": "Made"})
        store = stores.MemoryStore(data, resolver)
        config = algorithm.default_config()
        for schema in ("Person", "Organization"):  # reads its tables
            algorithm.compare(*(_entity(ftm, data, ("", schema, name)) for name in "ab"), config)
        done("start")
        with store.writer() as writer:
            for row in rows:
                writer.add_entity(_entity(ftm, data, row))
        done("store")
        with tempfile.TemporaryDirectory() as folder:
            xref.xref(
                resolver, session, store, Path(folder), algorithm=algorithm,
                config=config, limit=PAIRS * len(rows), limit_factor=1,
                min_threshold=LEAST, discount_internal=1.0,
            )  # fmt: skip
        found = [(min(a, b), max(a, b), score)
                 for a, b, score in resolver.get_candidates(limit=PAIRS * len(rows))]  # fmt: skip
        done("xref")
        return found

    return run


def _entity(ftm: Any, data: Any, row: tuple[str, str, str]) -> Any:
    said = {"id": row[0] or row[2], "schema": row[1], "properties": {"name": [row[2]]}}
    return ftm.StatementEntity.from_data(data, said)


RUNS: dict[str, Callable[[Rows, Clock], Proposed]] = {
    "ours": _ours,
    "ours-duckdb": _in_duckdb,
    "logic-v2": _nomenklatura("logic-v2"),
    "logic-v1": _nomenklatura("logic-v1"),
    "name-based": _nomenklatura("name-based"),
}


def main() -> None:
    """Run what is named over the entities on standard input."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print is no part of the answer
    rows = [tuple(json.loads(line)) for line in sys.stdin]
    seconds: dict[str, float] = {}
    last = [time.perf_counter()]

    def done(step: str) -> None:
        now = time.perf_counter()
        seconds[step], last[0] = now - last[0], now

    proposed = RUNS[sys.argv[1]](rows, done)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000  # Linux counts kilobytes
    json.dump({"proposed": proposed, "seconds": seconds, "memory": memory}, answers)
    answers.close()


if __name__ == "__main__":
    main()
