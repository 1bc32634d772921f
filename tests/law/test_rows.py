"""The law's files can be read, and a mistake in them is named by file and row."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity import law
from comity.law import rows
from comity.law.kinds import KINDS, Row
from comity.model import ComityError

BOOK = rows.read()

ROW = """\
- id: sale
  says: Selling drugs.
  acts: [trafficking]
  article: Section 1
  source: Drugs Act
  from: 2020-01-01
  checked: 2026-11-24
"""


def home(folder: Path, text: str, file: str = "xx/offences.yaml") -> Path:
    """Return a folder of one jurisdiction with one file."""
    (folder / "xx").mkdir()
    (folder / "xx" / "about.yaml").write_text("name: Exland\n", "utf-8")
    (folder / "acts.yaml").write_text("trafficking: [sale]\n", "utf-8")
    (folder / file).write_text(text, "utf-8")
    return folder


def test_the_shipped_rows_are_read_without_problems() -> None:
    assert BOOK.problems == ()
    assert len(BOOK.rows) > 150
    assert {type(row) for row in BOOK.rows} == set(KINDS.values())


@pytest.mark.parametrize("row", BOOK.rows, ids=lambda row: row.place)
def test_every_row_says_what_where_and_since_when(row: Row) -> None:
    assert row.says and row.article and row.source and row.since and row.checked
    assert row.since <= row.checked


MISTAKES = [
    # what was mistyped, what stands instead, what the message says
    ("  source: Drugs Act\n", "", "lacks 'source'"),
    ("  from: 2020-01-01\n", "", "lacks 'from'"),
    ("  checked: 2026-11-24\n", "", "lacks 'checked'"),
    ("  from: 2020-01-01\n", "  from: 1 May 2020\n", "'1 May 2020' is not a date"),
    ("  from: 2020-01-01\n", "  from: 2020-02-30\n", "'2020-02-30' is not a date"),
    ("  from: 2020-01-01\n", "  from: 20200101\n", "write the date as"),
    ("  says: Selling drugs.\n", "  say: Selling drugs.\n", "unknown key 'say'"),
    ("acts: [trafficking]", "acts: trafficking", "'acts' must be a list"),
    ("says: Selling drugs.", "says: [Selling, drugs]", "'says' must be one text"),
    ("acts: [trafficking]", "acts: [trafficking]\n  object: sugar", "Use one of: drug, precursor"),
    ("  from: 2020-01-01\n", "  from: 2020-01-01\n  from: 2021-01-01\n", "'from' stands twice"),
    ("says: Selling drugs.", "says: Selling: drugs.", "line 2: mapping values"),
    ("- id: sale", "id: sale", "cannot be read as YAML"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES)
def test_a_mistake_is_named(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    assert right in ROW
    read = rows.read(home(tmp_path, ROW.replace(right, wrong)))
    assert read.rows == ()
    assert message in str(read.problems[0])
    assert str(read.problems[0]).startswith("xx/offences.yaml")
    if "YAML" not in str(read.problems[0]):
        assert read.problems[0].row.startswith("row 1 (")


def test_a_right_row_has_none(tmp_path: Path) -> None:
    read = rows.read(home(tmp_path, ROW))
    assert read.problems == ()
    assert [(row.id, row.jurisdiction, row.since) for row in read.rows] == [
        ("sale", "xx", "2020-01-01")
    ]


def test_a_file_of_no_kind_is_named(tmp_path: Path) -> None:
    read = rows.read(home(tmp_path, ROW, "xx/crimes.yaml"))
    assert "xx/crimes.yaml: is not a kind of file" in str(read.problems[0])


def test_a_folder_must_say_whose_law_it_is(tmp_path: Path) -> None:
    (home(tmp_path, ROW) / "xx" / "about.yaml").unlink()
    assert [p.file for p in rows.read(tmp_path).problems] == ["xx/about.yaml"]


def test_no_folder_is_an_error() -> None:
    with pytest.raises(ComityError, match="There is no folder"):
        rows.read(Path("nowhere"))


def test_values_stay_as_they_are_written(tmp_path: Path) -> None:
    read = rows.read(home(tmp_path, ROW.replace("Section 1", "010")))
    assert read.rows[0].article == "010"


@given(text=st.text(alphabet="-: []{}&*!|>'\"#\nabid1234", max_size=60))
def test_whatever_is_in_a_file_reading_never_raises(text: str, tmp_path_factory: object) -> None:
    folder = tmp_path_factory.mktemp("law")  # type: ignore[attr-defined]
    for problem in rows.read(home(folder, text)).problems:
        assert problem.file == "xx/offences.yaml"
    shutil.rmtree(folder)


def test_jurisdictions_have_names() -> None:
    assert {j.id for j in law.jurisdictions()} >= {"us", "cn", "un", "eu"}
    assert all(j.name for j in law.jurisdictions())
