"""Japanese names: what the table has can be compared with Latin letters; kana by their sound."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comity.extract import simplified
from comity.resolve import compare
from comity.resolve.names import japanese, judge
from comity.resolve.names.characters import Characters
from comity.resolve.names.spellings import rows
from comity.resolve.names.tables import light

_TABLE = list(rows("japanese_names"))
_ALTERED = frozenset("緒衛並")  # their simplified forms are not led back to them


def names(kind: str) -> list[tuple[str, str]]:
    return [
        (written.split(",")[0], readings.split(",")[0])
        for written, which, readings in _TABLE
        if which == kind and not _ALTERED & set(written)
    ]


def features(a: str, b: str) -> set[str]:
    return {signal.feature for signal, _ in judge(a, b).signals}


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("佐藤健", "Sato Ken"), ("佐藤健", "Ken SATO"), ("佐藤健", "SATŌ Ken"),
        ("佐藤健", "Satoh Ken"), ("佐藤健", "Satou Ken"),
        ("佐藤 健", "Sato Ken"), ("佐々木健", "Sasaki Ken"), ("佐藤奈々子", "Sato Nanako"),
        ("大野健", "Ōno Ken"), ("大野健", "Ohno Ken"), ("大野健", "Oono Ken"),
        ("大野健", "Ono Ken"),
        ("小泉純一郎", "Koizumi Junichiro"), ("小泉純一郎", "Junichirō Koizumi"),
        ("小泉純一郎", "Koizumi Jun'ichiro"),
        ("渡辺健", "Watanabe Ken"), ("渡邊健", "Watanabe Ken"), ("渡邉健", "Watanabe Ken"),
        ("高橋健", "Takahashi Ken"), ("髙橋健", "Takahashi Ken"),
    ],
)  # fmt: skip
def test_a_japanese_name_and_its_reading(written: str, spelled: str) -> None:
    parts = [s.part for s, _ in judge(written, spelled).signals if s.feature.endswith("e agrees")]
    assert [part.how for part in parts] == ["Japanese reading"] * 2
    assert compare(written, spelled).score >= 0.8


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("佐藤健", "Sato Hanako"), ("佐藤健", "Sato Jiro"), ("大野健", "Ono Jun"),
        ("小泉純一郎", "Koizumi Shinjiro"),
    ],
)  # fmt: skip
def test_another_given_name_with_the_same_surname(written: str, spelled: str) -> None:
    assert {"surname agrees", "given name differs"} <= features(written, spelled)
    assert compare(written, spelled).score <= 0.3


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("渡辺健", "渡邊健"), ("佐藤健", "佐藤 健"),
    ],
)  # fmt: skip
def test_old_and_new_characters_are_one_name(a: str, b: str) -> None:
    assert compare(a, b).score >= 0.8


@pytest.mark.parametrize(
    ("a", "b"), [("佐藤健", "佐藤武"), ("佐藤健", "鈴木健"), ("大野健", "小野健")]
)
def test_other_characters_are_another_name(a: str, b: str) -> None:
    assert compare(a, b).score <= 0.3


@pytest.mark.parametrize(
    ("a", "b"), [("タナカ", "Tanaka"), ("たなか", "Tanaka"), ("タナカ ケン", "Ken Tanaka")]
)
def test_kana_are_compared_by_their_sound(a: str, b: str) -> None:
    assert "like sound" in features(a, b)
    assert compare(a, b).score >= 0.8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("satou", "sato"), ("satoh", "sato"), ("satoo", "sato"), ("yuuko", "yuko"),
        ("ohara", "ohara"),  # here the h begins a syllable
        ("sato", "sato"),
    ],
)  # fmt: skip
def test_long_vowels_are_taken_as_short(text: str, expected: str) -> None:
    assert japanese.short(text) == expected


def test_characters_are_divided_by_the_table() -> None:
    assert Characters("佐藤", "", "健") in japanese.read("佐藤健")
    assert japanese.read("刘勇") == ()


@given(st.sampled_from(names("surname")), st.sampled_from(names("given")), st.booleans())
def test_each_name_of_the_table_is_found_by_its_usual_reading(
    surname: tuple[str, str], given_name: tuple[str, str], western: bool
) -> None:
    assume(given_name[1] not in light())
    words = [surname[1].upper(), given_name[1].title()]
    written, spelled = surname[0] + given_name[0], " ".join(words[::-1] if western else words)
    assert {"surname agrees", "given name agrees"} <= features(written, spelled)
    assert compare(written, spelled, "Person").score >= 0.8
    assert compare(written, simplified(written), "Person").score >= 0.5
