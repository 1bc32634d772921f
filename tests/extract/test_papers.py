"""Check digits of identity papers and company codes: one last digit of all is right.

The numbers are made up, but for the examples that the standards themselves print.
"""

from hypothesis import given
from hypothesis import strategies as st

from comity.extract.values import papers


def test_the_examples_of_the_standards_hold() -> None:
    assert papers.is_chinese_id("11010519491231002X")
    assert papers.is_chinese_company("91350100M000100Y43")
    assert papers.is_hong_kong_id("A1234563")
    assert papers.is_taiwanese_id("A123456789")


@given(st.integers(0, 999))
def test_of_eleven_last_digits_one_makes_a_chinese_id(serial: int) -> None:
    right = [d for d in "0123456789X" if papers.is_chinese_id(f"44030019900101{serial:03}{d}")]
    assert len(right) == 1


@given(st.integers(0, 999_999), st.sampled_from(["A", "Z", "WX"]))
def test_of_eleven_last_digits_one_makes_a_hong_kong_id(serial: int, letters: str) -> None:
    digits = "0123456789A"
    assert sum(papers.is_hong_kong_id(f"{letters}{serial:06}{d}") for d in digits) == 1


@given(st.integers(0, 9_999_999), st.sampled_from("AFIOZ"))
def test_of_ten_last_digits_one_makes_a_taiwanese_id(serial: int, letter: str) -> None:
    assert sum(papers.is_taiwanese_id(f"{letter}2{serial:07}{d}") for d in range(10)) == 1


@given(st.integers(0, 99_999_999))
def test_of_the_last_signs_one_makes_a_company_code(serial: int) -> None:
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    assert sum(papers.is_chinese_company(f"91440300M{serial:08}{s}") for s in signs) == 1


def test_a_day_that_does_not_exist_makes_no_chinese_id() -> None:
    assert not any(papers.is_chinese_id(f"44030019900230000{d}") for d in "0123456789X")


def test_other_letters_make_no_company_code() -> None:
    assert not papers.is_chinese_company("91440300I000100Y43")
