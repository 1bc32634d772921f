"""The table of substances holds together: names mean one thing, numbers are right in form."""

import re
from collections import Counter
from datetime import date

import pytest

from comity import law
from comity.law.substance import folded

TABLE = law.substances()


def by_id(row: law.Substance) -> str:
    return row.id


@pytest.mark.parametrize("row", TABLE, ids=by_id)
def test_a_row_is_complete(row: law.Substance) -> None:
    assert re.fullmatch(r"[a-z0-9,-]+", row.id)
    assert row.name and row.family and row.sources
    assert row.sources == ("family name",) if not row.checked else date.fromisoformat(row.checked)
    assert all(re.search(r"[\u4e00-\u9fff]", name) for name in row.names_zh)


@pytest.mark.parametrize("row", TABLE, ids=by_id)
def test_a_source_is_a_list_or_act_with_its_edition_date_or_section(row: law.Substance) -> None:
    known = ("INCB ", "1971 ", "1988 ", "WHO ", "UNODC ", "US ", "EMCDDA ", "China, ", "family ")
    assert all(source.startswith(known) for source in row.sources)


@pytest.mark.parametrize("row", [row for row in TABLE if row.cas], ids=by_id)
def test_the_cas_numbers_check_digit_holds(row: law.Substance) -> None:
    """Each digit counts as often as its place from the right, the check digit not counted."""
    assert re.fullmatch(r"[1-9]\d{1,6}-\d\d-\d", row.cas)
    digits, check = row.cas.replace("-", "")[:-1], row.cas[-1]
    assert sum(i * int(d) for i, d in enumerate(reversed(digits), 1)) % 10 == int(check)


def test_ids_and_cas_numbers_are_given_once() -> None:
    for column in ("id", "cas"):
        values = Counter(getattr(row, column) for row in TABLE if getattr(row, column))
        assert [v for v, n in values.items() if n > 1] == []


def test_a_sure_name_means_one_substance() -> None:
    rows = Counter(
        name for row in TABLE for name in {folded(n) for n in (*row.sure_names, *row.names_zh)}
    )
    assert [name for name, n in rows.items() if n > 1] == []


FOUND = [
    ("fentanyl", "fentanyl"), ("Acetyl  Fentanyl", "acetylfentanyl"), ("芬太尼", "fentanyl"),
    ("冰毒", "methamphetamine"), ("437-38-7", "fentanyl"), ("ice", "methamphetamine"),
    ("4-anpp", "4-anpp"), ("XANAX", "alprazolam"), ("异丙托尼秦", "isotonitazene"),
    ("coca paste", "cocaine"), ("poppy straw", "poppy-straw"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "id_"), FOUND)
def test_a_substance_is_found_by_any_of_its_names(name: str, id_: str) -> None:
    found = law.substance(name)
    assert found is not None
    assert found.id == id_


@pytest.mark.parametrize("name", ["", "sugar", "-"])
def test_what_the_table_does_not_know_is_none(name: str) -> None:
    assert law.substance(name) is None
