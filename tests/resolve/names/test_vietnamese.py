"""Vietnamese names: whole syllables, with their marks where both names have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.resolve import compare
from comity.resolve.names import judge
from comity.resolve.names.reading import words
from comity.resolve.names.spellings import rows
from comity.resolve.names.tables import honorifics
from comity.resolve.names.vietnamese import is_name

_SURNAMES = [row[0] for row in rows("vietnamese_surnames")][:40]
_GIVEN = [row[0] for row in rows("vietnamese_given")][:120]
_PLAIN = {row[0]: row[1] for row in rows("vietnamese_given")} | {
    row[0]: row[2] for row in rows("vietnamese_surnames")
}


def features(a: str, b: str) -> list[str]:
    return [signal.feature for signal, _ in judge(a, b).signals]


@pytest.mark.parametrize(
    ("name", "whether"),
    [
        ("Nguyễn Văn An", True), ("Nguyen Van An", True), ("An Nguyen", True),
        ("Trần Hưng Đạo", True), ("Hồ Chí Minh", True),
        ("Nguyen", False), ("Nguyen Smith", False), ("Liu Yong", False), ("John Nguyen", False),
        ("阮文安", False),
    ],
)  # fmt: skip
def test_what_is_a_vietnamese_name(name: str, whether: bool) -> None:
    assert is_name(words(name)) is whether


@pytest.mark.parametrize(
    ("a", "b", "agree", "differ"),
    [
        ("Nguyễn Thị Hồng", "Nguyễn Thị Hồng", 3, 0),
        ("Nguyễn Thị Hồng", "Nguyen Thi Hong", 3, 0),  # without marks it may be either
        ("Nguyễn Thị Hương", "Nguyen Thi Huong", 3, 0),
        ("Nguyễn Văn An", "NGUYEN VAN AN", 3, 0),
        ("Nguyễn Văn An", "An Nguyen Van", 3, 0),
        ("Trần Hưng Đạo", "Tran Hung Dao", 3, 0),
        ("Lê Đức Thọ", "Le Duc Tho", 3, 0),
        ("Hồng Nguyễn", "Nguyễn Hồng", 2, 0),
        ("Nguyễn Thị Hồng", "Nguyễn Thị Hương", 2, 1),
        ("Nguyen Thi Hong", "Nguyen Thi Huong", 2, 1),
        ("Nguyễn Văn An", "Nguyễn Văn Ân", 2, 1),
        ("Nguyễn Văn An", "Trần Văn An", 2, 1),
        ("Nguyễn Văn An", "Nguyễn Thị An", 2, 1),
        ("Đặng Thị Lan", "Đặng Thị Lân", 2, 1),
        ("Trần Thị Hương", "Trần Thị Hường", 2, 1),
        ("Nguyễn Phú Trọng", "Nguyễn Xuân Phúc", 1, 2),
    ],
)  # fmt: skip
def test_syllables_are_compared_whole(a: str, b: str, agree: int, differ: int) -> None:
    found = features(a, b)
    assert found.count("syllable agrees") == agree
    assert found.count("syllable differs") == differ
    assert compare(a, b).score >= 0.8 if not differ else compare(a, b).score <= 0.3


def test_a_syllable_more_is_counted_and_is_less_than_the_whole() -> None:
    less, whole = compare("Phạm Minh", "Phạm Minh Chính"), compare("Phạm Minh", "Phạm Minh")
    assert "2 agree, 0 differ, 1 missing" in {reason.feature for reason in less.reasons}
    assert less.score < whole.score


@given(
    st.sampled_from(_SURNAMES), st.sampled_from(["Văn", "Thị", "Đức", "Minh"]),
    st.sampled_from(_GIVEN),
)  # fmt: skip
def test_a_name_is_itself_with_marks_and_without(surname: str, middle: str, last: str) -> None:
    name = f"{surname} {middle} {last}"
    plain = " ".join(_PLAIN[syllable] for syllable in (surname, middle, last))
    for other in (name, plain, plain.upper()):
        assert "syllable differs" not in features(name, other)
        assert compare(name, other, "Person").score >= 0.8


@given(st.sampled_from(_SURNAMES), st.sampled_from(_GIVEN), st.sampled_from(_GIVEN))
def test_another_given_name_is_another_name(surname: str, one: str, other: str) -> None:
    usual = not {_PLAIN[one], _PLAIN[other]} & honorifics()
    if usual and _PLAIN[one] != _PLAIN[other] and not {one, other} & {surname, "Văn"}:
        a, b = f"{surname} Văn {one}", f"{surname} Văn {other}"
        assert "syllable differs" in features(a, b)
        assert compare(a, b, "Person").score <= 0.3
