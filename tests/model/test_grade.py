"""Grades: what a person types, and the cautious reading of the 6x6 system."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model import ComityError, grade

GRADES = [a + b for a in "ABCX" for b in "1234"]


@pytest.mark.parametrize("mark", GRADES)
def test_every_grade_is_read_and_said_in_words(mark: str) -> None:
    assert grade.parse(f" {mark.lower()} ") == mark
    assert ";" in grade.describe(mark)
    assert len({grade.describe(other) for other in GRADES}) == 16


@pytest.mark.parametrize("text", ["", "A", "1", "D1", "E5", "A5", "1A", "AA", "A10", "A 1", "Ａ1"])
def test_what_is_no_grade(text: str) -> None:
    with pytest.raises(ComityError, match="X4 means"):
        grade.parse(text)


@given(st.text(max_size=4))
def test_any_text_is_a_grade_or_a_plain_error(text: str) -> None:
    try:
        assert grade.parse(text) in GRADES
    except ComityError:
        assert text.strip().upper() not in GRADES


@pytest.mark.parametrize("letter", "ABCDEF")
@pytest.mark.parametrize("figure", "123456")
def test_6x6_keeps_the_order_of_doubt(letter: str, figure: str) -> None:
    """Who is less reliable in the one system may not become more reliable in the other."""
    mapped = grade.from_6x6(letter + figure)
    assert mapped in GRADES
    more_doubtful = chr(ord(letter) + (letter < "F")) + chr(ord(figure) + (figure < "6"))
    assert mapped <= grade.from_6x6(more_doubtful)


@pytest.mark.parametrize("text", ["", "G1", "A7", "X4", "A0", "1A"])
def test_what_is_no_6x6_grade(text: str) -> None:
    with pytest.raises(ComityError, match="6x6"):
        grade.from_6x6(text)


def test_what_cannot_be_judged_stays_so() -> None:
    assert grade.from_6x6("F6") == grade.UNKNOWN == "X4"
