"""Two files matched and two names compared, without a case: as a user types it."""

import csv
import json
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner, Result

import comity
from comity.cli import matching
from comity.cli.app import app
from comity.resolve import compare

ENGLISH = (
    "id,name,date of birth,nationality,phone\n"
    "e1,Liu Yong,1970-01-02,China,555-0100\n"
    "e2,Ana Diaz,1980-05-03,Chile,\n"
    "e3,Mohammed Qasim,1975,,\n"
)
CHINESE = "编号,姓名,出生日期,国籍,电话\nz1,刘勇,1970年1月2日,中国,555-0100\nz2,王芳,1991年,中国,\n"
ARABIC = {
    "id": "f1",
    "schema": "Person",
    "properties": {"name": ["محمد قاسم"], "birthDate": ["1975"]},
}


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str, Path]:
    """An English file, a Chinese one in GB18030, and where to write."""
    english, chinese = tmp_path / "english.csv", tmp_path / "chinese.csv"
    english.write_text(ENGLISH)
    chinese.write_bytes(CHINESE.encode("gb18030"))
    return str(english), str(chinese), tmp_path / "matches.csv"


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_two_files_in_two_languages(files: tuple[str, str, Path]) -> None:
    english, chinese, out = files
    shown = _run("match", english, chinese, "-o", out)
    assert shown.exit_code == 0
    assert "1 match among 3 and 2 entities" in shown.output
    [row] = _rows(out)
    assert (row["a"], row["a_name"], row["b"], row["b_name"]) == ("e1", "Liu Yong", "z1", "刘勇")
    assert float(row["score"]) > 0.9
    assert "same phone: 5550100 (+3.50)" in row["reasons"]
    assert list(out.parent.glob(".*")) == []


def test_csv_and_followthemoney_as_json_lines(files: tuple[str, str, Path]) -> None:
    english, _, out = files
    entities, lines = out.with_name("arabic.ftm"), out.with_suffix(".json")
    entities.write_text(json.dumps(ARABIC))
    assert _run("match", english, entities, "-o", lines, "--least", "0.2").exit_code == 0
    [found] = map(json.loads, lines.read_text("utf-8").splitlines())
    assert (found["a"], found["b"], found["b_name"]) == ("e3", "f1", "محمد قاسم")
    points = sum(reason["points"] for reason in found["reasons"])
    assert (found["score"] > 0.5) == (points > 0)


def test_within_one_file_and_not_within_two(files: tuple[str, str, Path]) -> None:
    english, chinese, out = files
    Path(english).write_text(ENGLISH + "e4,LIU Yong,1970-01-02,cn,555-0100\n")
    _run("match", english, "-o", out)
    assert [(row["a"], row["b"]) for row in _rows(out)] == [("e1", "e4")]
    _run("match", english, chinese, "-o", out)
    assert [(row["a"], row["b"]) for row in _rows(out)] == [("e1", "z1"), ("e4", "z1")]


def test_lower_scores_are_left_out(files: tuple[str, str, Path]) -> None:
    english, chinese, out = files
    _run("match", english, chinese, "-o", out, "--least", "0.9999")
    assert _rows(out) == []
    assert out.read_text().startswith("a,a_name,b,b_name,score,reasons")
    assert _run("match", english, chinese, "-o", out, "--least", "2").exit_code == 2


def test_the_best_first_and_the_score_is_that_of_compare(files: tuple[str, str, Path]) -> None:
    english, chinese, out = files
    Path(chinese).write_text(CHINESE + "z3,刘勇,,,\nz4,刘勇,1970,,\n")
    _run("match", english, chinese, "-o", out, "--least", "0.001")
    scores = [float(row["score"]) for row in _rows(out)]
    assert len(scores) == 3 and scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1"])
def test_a_spreadsheet_computes_nothing(files: tuple[str, str, Path], cell: str) -> None:
    english, _, out = files
    table = "id;name;phone\n{0}a;{0} Liu Yong;555-0100\n{0}b;{0} Liu Yong;555-0100\n"
    Path(english).write_text(table.format(cell))
    _run("match", english, "-o", out)
    [row] = _rows(out)
    assert (row["a"], row["b"]) == (f"'{cell}a", f"'{cell}b")
    assert row["a_name"] == f"'{cell} Liu Yong"


def test_what_could_not_be_read_is_told(files: tuple[str, str, Path]) -> None:
    _, chinese, out = files
    entities = out.with_name("a.ftm")
    owner = {"id": "o", "schema": "Ownership", "properties": {}}
    liu = {
        "id": "l",
        "schema": "Person",
        "properties": {"name": ["Liu Yong"], "phone": ["555-0100"]},
    }
    entities.write_text(f"{json.dumps(liu)}\n{{broken\n{json.dumps(owner)}\n")
    shown = _run("match", entities, chinese, "-o", out)
    assert shown.exit_code == 0 and len(_rows(out)) == 1
    assert "a.ftm: 1 could not be read (line 2: not JSON)" in shown.stderr
    assert "Ownership 1" in shown.stderr


def test_nothing_usable_leaves_the_output_as_it_was(files: tuple[str, str, Path]) -> None:
    english, _, out = files
    out.write_text("before")
    empty = out.with_name("empty.csv")
    empty.touch()
    shown = _run("match", english, empty, "-o", out)
    assert isinstance(shown.exception, comity.ComityError)
    assert "Give FollowTheMoney entities" in str(shown.exception)
    assert out.read_text() == "before"


def test_an_output_is_whole_or_not_at_all(
    files: tuple[str, str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    english, chinese, out = files
    out.write_text("before")

    def torn(_: object) -> object:
        yield "a,b\n"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(matching, "_rows", torn)
    shown = _run("match", english, chinese, "-o", out)
    assert isinstance(shown.exception, comity.ComityError)
    assert "No space left" in str(shown.exception)
    assert out.read_text() == "before" and list(out.parent.glob(".*")) == []


def test_what_is_read_is_not_written(files: tuple[str, str, Path]) -> None:
    english, chinese, _ = files
    shown = _run("match", english, chinese, "-o", chinese)
    assert isinstance(shown.exception, comity.ComityError)
    assert Path(chinese).read_bytes() == CHINESE.encode("gb18030")


@pytest.mark.parametrize("engine", ["duckdb"])
def test_every_engine_finds_the_same(files: tuple[str, str, Path], engine: str) -> None:
    if find_spec(engine) is None:
        pytest.skip(f"{engine} is not installed")
    english, chinese, out = files
    other = out.with_name("other.csv")
    _run("match", english, chinese, "-o", out, "--least", "0.01")
    run = ("match", english, chinese, "-o", other, "--least", "0.01", "--engine", engine)
    assert _run(*run, "--work", out.with_name("work")).exit_code == 0
    assert other.read_text() == out.read_text()
    assert (out.with_name("work") / "run.json").exists()


def test_compare_says_why() -> None:
    shown = _run("compare", "Liu Yong", "刘勇")
    assert shown.exit_code == 0
    found = compare("Liu Yong", "刘勇")
    assert all(reason.text in shown.output for reason in found.reasons)
    assert f"{found.score:.0%} likely to be one" in shown.output


def test_compare_as_json_and_by_schema() -> None:
    found = json.loads(_run("compare", "Harmony", "Harmony", "--schema", "Vessel", "--json").output)
    assert found["score"] == pytest.approx(compare("Harmony", "Harmony", "Vessel").score)
    wrong = _run("compare", "a", "b", "--schema", "Ownership")
    assert isinstance(wrong.exception, comity.ComityError) and "Vessel" in str(wrong.exception)


def test_compare_draws(tmp_path: Path) -> None:
    to = tmp_path / "liu.svg"
    shown = _run("compare", "Liu Yong", "刘勇", "--picture", to)
    assert shown.exit_code == 0 and str(to) in shown.output
    assert "刘勇" in ET.parse(to).findtext("{http://www.w3.org/2000/svg}title", "")
