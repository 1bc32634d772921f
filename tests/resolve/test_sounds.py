"""Whether words in two scripts sound alike: checked on names that nothing was learned from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.resolve.sounds import evidence

_ALIKE = [
    ("moore", "摩尔"),
    ("bloomberg", "布隆伯格"),
    ("stefanovic", "斯特凡诺维奇"),
    ("sokolov", "соколов"),
    ("hashimoto", "ハシモト"),
    ("mansour", "منصور"),
    ("jeffrey", "제프리"),
]


@pytest.mark.parametrize(("latin", "other"), _ALIKE)
def test_a_name_and_its_sound_in_another_script(latin: str, other: str) -> None:
    assert evidence(latin, other) > 2


@pytest.mark.parametrize(("latin", "other"), _ALIKE)
def test_no_other_name_sounds_as_near(latin: str, other: str) -> None:
    assert all(
        evidence(word, other) < evidence(latin, other) for word, _ in _ALIKE if word != latin
    )


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_the_words_there_is_an_answer(latin: str, other: str) -> None:
    assert -50 <= evidence(latin, other) <= 100


def test_words_in_one_script_are_not_compared_here() -> None:
    assert evidence("moore", "moore") == -50
