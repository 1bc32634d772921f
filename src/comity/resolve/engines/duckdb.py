"""DuckDB: millions of entities on one machine.

Everything is in one file, ``duckdb.db`` in the run's folder, a table a step. ``done`` has a row for
each part of a step that is complete, written in the transaction that wrote the part, so that a run
that is stopped goes on after its last part. DuckDB keeps to ``_MEMORY`` and spills to the folder.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb

from comity.model import ComityError
from comity.resolve.candidates import ALIKE, OWN, SHARED, least_rank, ranked_to, weight
from comity.resolve.engines import run, work
from comity.resolve.engines.run import Progress, quiet
from comity.resolve.entity import Entity
from comity.resolve.keys import SURE

BATCH = 100_000
"""Scored pairs that are written together."""

_SLICE = 50_000  # entities whose pairs are made together
_MEMORY = "2GB"
_TABLES = """
CREATE TABLE IF NOT EXISTS done (step VARCHAR, part INTEGER);
CREATE TABLE IF NOT EXISTS entities (number INTEGER, id VARCHAR, entity VARCHAR);
CREATE TABLE IF NOT EXISTS keys (key BIGINT, entity INTEGER, names INTEGER);
CREATE TABLE IF NOT EXISTS ranked (a INTEGER, b INTEGER, rank INTEGER);
CREATE TABLE IF NOT EXISTS pairs (a INTEGER, b INTEGER);
CREATE TABLE IF NOT EXISTS scores (part INTEGER, a VARCHAR, b VARCHAR, score DOUBLE);
"""
_FIRST_OF_AN_ID = """
DELETE FROM entities WHERE number IN (
    SELECT number FROM (
        SELECT number, row_number() OVER (PARTITION BY id ORDER BY number) AS nth FROM entities
    ) WHERE nth > 1
);
DELETE FROM keys WHERE entity NOT IN (SELECT number FROM entities);
"""
_SIZES = """
SELECT size, count(*) FROM (SELECT count(*) AS size FROM keys GROUP BY key) GROUP BY size
"""
_TELLS = """
CREATE TABLE tells AS
SELECT key, size, weight * own AS own, weight * shared AS shared
FROM (SELECT key, count(*) AS size FROM keys GROUP BY key)
JOIN weights USING (size) JOIN kinds ON kinds.kind = key & 3;
CREATE TABLE told AS
SELECT entity, greatest(1, sum(own)::BIGINT // greatest(1, max(names))) AS total
FROM keys JOIN tells USING (key) GROUP BY entity
"""
_SHARED = """
CREATE TABLE shared AS SELECT key, entity, shared FROM keys JOIN tells USING (key)
WHERE size BETWEEN 2 AND ?
"""
_RANKED = """
INSERT INTO ranked
SELECT a, b, CASE
    WHEN sure THEN $alike
    ELSE least($alike, shared * shared * $alike // (x.total * y.total))
END FROM (
    SELECT x.entity AS a, y.entity AS b, sum(x.shared)::BIGINT AS shared,
        bool_or(x.key & 3 = $sure) AS sure
    FROM shared x JOIN shared y ON x.key = y.key
    WHERE x.entity < y.entity AND x.entity BETWEEN $first AND $last
    GROUP BY ALL
) JOIN told x ON x.entity = a JOIN told y ON y.entity = b
"""
_ROWS = """
SELECT p.a, p.b, x.entity, y.entity FROM pairs p
JOIN entities x ON x.number = p.a JOIN entities y ON y.number = p.b
WHERE p.a BETWEEN ? AND ? ORDER BY p.a, p.b
"""


def scored(
    entities: Iterable[Entity],
    folder: Path,
    least: float = 0.5,
    progress: Progress = quiet,
    processes: int = 2,
) -> Iterator[tuple[str, str, float]]:
    """Yield scored pairs, as ``comity.resolve.engines.Engine`` says."""
    run.begin(folder, "duckdb", least)
    with closing(_opened(folder, processes)) as db:
        db.execute(_TABLES)
        files = run.store(entities, folder, progress)
        _keys(db, files, progress, processes)
        _pairs(db, progress)
        yield from _scores(db, least, progress, processes)


def _opened(folder: Path, processes: int) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": processes,
        "memory_limit": _MEMORY,
        "temp_directory": str(folder / "spill"),
        "autoinstall_known_extensions": "false",  # nothing is fetched
    }
    try:
        return duckdb.connect(str(folder / "duckdb.db"), config=config)
    except duckdb.IOException as error:
        raise ComityError(f"{folder} cannot be opened; does another run use it? {error}") from error


@contextmanager
def _part(db: duckdb.DuckDBPyConnection, step: str, part: int) -> Iterator[None]:
    """Write what the block writes, and that this part of a step is done, or nothing."""
    db.begin()
    try:
        yield
        db.execute("INSERT INTO done VALUES (?, ?)", [step, part])
    except BaseException:
        db.rollback()
        raise
    db.commit()


def _done(db: duckdb.DuckDBPyConnection, step: str) -> set[int]:
    rows = db.execute("SELECT part FROM done WHERE step = ?", [step]).fetchall()
    return {part for (part,) in rows}


def _one(db: duckdb.DuckDBPyConnection, query: str) -> int:
    row = db.execute(query).fetchone()
    return int(row[0] or 0) if row else 0


def _keys(
    db: duckdb.DuckDBPyConnection, files: list[Path], progress: Progress, processes: int
) -> None:
    done = _done(db, "keys")
    left = [(part, file) for part, file in enumerate(files) if part not in done]
    found = work.mapped(work.keyed, [file for _, file in left], min(processes, len(left)))
    for (part, _), some in zip(left, found, strict=True):
        with _part(db, "keys", part):
            db.execute(
                "INSERT INTO entities "
                "SELECT unnest(?::INTEGER[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[])",
                [some.numbers, some.ids, some.entities],
            )
            db.execute(
                "INSERT INTO keys "
                "SELECT unnest(?::BIGINT[]), unnest(?::INTEGER[]), unnest(?::INTEGER[])",
                [some.keys, some.owners, some.names],
            )
        progress("keys", part + 1, len(files))


def _pairs(db: duckdb.DuckDBPyConnection, progress: Progress) -> None:
    if not _done(db, "shared"):
        with _part(db, "shared", 0):
            _share(db)
    done = _done(db, "pairs")
    last = _one(db, "SELECT max(entity) FROM shared")
    for part, first in enumerate(range(1, last + 1, _SLICE)):
        if part not in done:
            with _part(db, "pairs", part):
                slice_ = {"alike": ALIKE, "sure": SURE, "first": first, "last": first + _SLICE - 1}
                db.execute(_RANKED, slice_)
        progress("pairs", min(first + _SLICE - 1, last), last)
    if not _done(db, "chosen"):
        with _part(db, "chosen", 0):
            ranks = db.execute("SELECT rank, count(*) FROM ranked GROUP BY rank").fetchall()
            least = least_rank(dict(ranks), _number(db))
            db.execute("INSERT INTO pairs SELECT a, b FROM ranked WHERE rank >= ? ORDER BY ALL",
                       [least])  # fmt: skip
            db.execute("DROP TABLE ranked")


def _share(db: duckdb.DuckDBPyConnection) -> None:
    """Count what each key tells, and keep the keys of which pairs are ranked."""
    db.execute(_FIRST_OF_AN_ID)
    counts = db.execute(_SIZES).fetchall()
    sizes, number = dict(counts), _number(db)
    db.execute(
        "CREATE TEMP TABLE weights AS "
        "SELECT unnest(?::BIGINT[]) AS size, unnest(?::INTEGER[]) AS weight",
        [list(sizes), [weight(size, number) for size in sizes]],
    )
    db.execute(
        "CREATE TEMP TABLE kinds AS SELECT unnest(?::INTEGER[]) AS kind, "
        "unnest(?::INTEGER[]) AS own, unnest(?::INTEGER[]) AS shared",
        [list(OWN), list(OWN.values()), [SHARED[kind] for kind in OWN]],
    )
    db.execute(_TELLS)
    db.execute(_SHARED, [ranked_to(sizes, number)])
    db.execute("DROP TABLE weights; DROP TABLE kinds; DROP TABLE tells")


def _number(db: duckdb.DuckDBPyConnection) -> int:
    return _one(db, "SELECT count(DISTINCT entity) FROM keys")


def _scores(
    db: duckdb.DuckDBPyConnection, least: float, progress: Progress, processes: int
) -> Iterator[tuple[str, str, float]]:
    total = _one(db, "SELECT count(*) FROM pairs")
    counts = _rows(db, "SELECT a, count(*) FROM pairs GROUP BY a ORDER BY a")
    parts = list(enumerate(work.ranges(counts, BATCH)))
    done, so_far = _done(db, "scores"), 0
    for part, (_, _, pairs) in parts:
        if part in done:
            so_far += pairs
            progress("scores", so_far, total)
            yield from _written(db, part)
    left = [(part, within) for part, within in parts if part not in done]
    processes = processes if total - so_far > work.FEW else 1
    found = work.mapped(partial(_scored, least=least), _chunks(db, left), processes)
    for part, chunks in groupby(found, key=itemgetter(0)):
        rows = [row for _, some in chunks for row in some]
        with _part(db, "scores", part):
            _write(db, part, rows)
        so_far += parts[part][1][2]
        progress("scores", so_far, total)
        yield from ((one.first, one.second, one.score) for one in rows)


_Rows = list[tuple[int, int, str, str]]


def _chunks(
    db: duckdb.DuckDBPyConnection, parts: list[tuple[int, tuple[int, int, int]]]
) -> Iterator[tuple[int, _Rows]]:
    for part, (first, last, _) in parts:
        rows = _rows(db, _ROWS, [first, last])
        while chunk := list(islice(rows, work.CHUNK)):
            yield part, chunk


def _scored(chunk: tuple[int, _Rows], least: float) -> tuple[int, list[work.Scored]]:
    part, pairs = chunk
    return part, work.scores(pairs, least)


def _write(db: duckdb.DuckDBPyConnection, part: int, rows: list[work.Scored]) -> None:
    if rows:
        db.execute(
            "INSERT INTO scores "
            "SELECT ?, unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::DOUBLE[])",
            [part, [r.first for r in rows], [r.second for r in rows], [r.score for r in rows]],
        )


def _written(db: duckdb.DuckDBPyConnection, part: int) -> Iterator[tuple[str, str, float]]:
    yield from _rows(db, "SELECT a, b, score FROM scores WHERE part = ? ORDER BY rowid", [part])


def _rows(
    db: duckdb.DuckDBPyConnection, query: str, values: list[int] | None = None
) -> Iterator[Any]:
    """Yield the rows of a query on a cursor of its own, some at a time."""
    with closing(db.cursor()) as reading:
        reading.execute(query, values)
        while rows := reading.fetchmany(work.CHUNK):
            yield from rows
