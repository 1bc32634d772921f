"""Numbers: the words, and exactly what they are worth."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.extract.english.values import numbers

WORTH = [
    ("nine people", "nine", "9"),
    ("twenty-one suspects", "twenty-one", "21"),
    ("two dozen rifles", "two dozen", "24"),
    ("about a dozen men", "a dozen", "12"),
    ("half a dozen men", "half a dozen", "6"),
    ("a hundred addresses", "a hundred", "100"),
    ("A hundred thousand files", "A hundred thousand", "100000"),
    ("1.2 million records", "1.2 million", "1200000"),
    ("500,000 Americans", "500,000", "500000"),
    ("half a million pills", "half a million", "500000"),
    ("two and a half tonnes", "two and a half", "2.5"),
    ("more than 20 people", "20", "20"),
    ("one hundred and twenty-five coins", "one hundred and twenty-five", "125"),
    ("one million, two hundred thousand doses", "one million, two hundred thousand", "1200000"),
    ("twelve hundred birds", "twelve hundred", "1200"),
    ("three crore rupees", "three crore", "30000000"),
    ("ONE HUNDRED rounds", "ONE HUNDRED", "100"),
    ("12\u202f345 pangolins", "12\u202f345", "12345"),
    ("0.5 grams", "0.5", "0.5"),
]


@pytest.mark.parametrize(("text", "words", "worth"), WORTH)
def test_a_number_is_worth_what_its_words_say(text: str, words: str, worth: str) -> None:
    [number] = numbers.find(text)
    assert text[number.start : number.end] == words
    assert number.value == Decimal(worth)


NONE = [
    "a 43-count indictment",
    "a two-year reprieve",
    "a twenty-one-year term",
    "three million-dollar homes",
    "dozens of guns and hundreds of pills",
    "several hundred people",
    "no one knew one another",
    "COVID-19, an F-16 and AlphaBay02",
    "on 2017-09-07",
    "version 1.2.3.4",
]


@pytest.mark.parametrize("text", NONE)
def test_part_of_a_word_and_a_vague_number_are_none(text: str) -> None:
    assert numbers.find(text) == []


def test_numbers_that_follow_each_other_stay_apart() -> None:
    text = "On July 5 100 officers arrested two and released three"
    assert [n.value for n in numbers.find(text)] == [5, 100, 2, 3]


def test_scan_also_sees_what_begins_a_word() -> None:
    assert [n.value for n in numbers.scan("20kg in five-kilogram bags, half a kilo each")] == [
        20,
        5,
        Decimal("0.5"),
    ]


@pytest.mark.parametrize(
    ("number", "digits"),
    [("1.20", "1.2"), ("100", "100"), ("5E+3", "5000"), ("0.050", "0.05"), ("3.0", "3")],
)
def test_plain_digits(number: str, digits: str) -> None:
    assert numbers.plain(Decimal(number)) == digits


@given(st.integers(0, 10**15))
def test_digits_with_commas_keep_their_value(number: int) -> None:
    assert [n.value for n in numbers.find(f"{number:,} tablets")] == [number]


@given(st.text(alphabet=st.sampled_from("one twhufdmlandzes-,.0123456789\u202f½٣"), max_size=60))
def test_any_text_gives_spans_within_it_in_order(text: str) -> None:
    found = numbers.find(text)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
